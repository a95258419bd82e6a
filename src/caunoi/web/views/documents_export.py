"""Copies of a document to take away: Akoma Ntoso, data, Word with the findings as comments."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from caunoi.documents import policies, selectors
from caunoi.kernel.access import needs
from caunoi.outputs.document_copies import Copy, akoma_ntoso_copy, commented_copy, data_copy
from caunoi.web.views.documents import asked_version


@needs(policies.SEE)
def akoma_ntoso(request: HttpRequest, pk: int) -> HttpResponse:
    """The version as Akoma Ntoso 3.0."""
    return _download(akoma_ntoso_copy(*_asked(request, pk)))


@needs(policies.SEE)
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """The analysis and the decisions as JSON."""
    return _download(data_copy(*_asked(request, pk)))


@needs(policies.SEE)
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The Word file with a comment at each finding."""
    return _download(commented_copy(*_asked(request, pk)))


def _asked(request: HttpRequest, pk: int) -> tuple[Any, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.document_for(actor, pk)
    return actor, selectors.version_for(actor, found, asked_version(request))


def _download(copy: Copy) -> HttpResponse:
    answer = HttpResponse(copy.data, content_type=copy.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=copy.file_name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
