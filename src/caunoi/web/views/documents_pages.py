"""Pictures of a document's printed pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response

from caunoi.analysis.page_pictures import MEDIA_TYPE, WIDTH
from caunoi.documents import pages, policies, selectors
from caunoi.kernel.access import needs
from caunoi.web.typed import PAGE_DIGITS, whole_number

# Kept by the browser but asked for each time: after logging out, or once a document is gone, nobody sees a page.
_ASKED_EACH_TIME = "private, no-cache"


@needs(policies.SEE)
def picture(request: HttpRequest, pk: int, number: int, page: int) -> HttpResponse:
    """One page of one version as a picture. A version never changes: who has it already is told so."""
    actor = request.actor  # type: ignore[attr-defined]
    version = selectors.version_for(actor, selectors.document_for(actor, pk), number)
    tag = f'"{version.pk}-{page}-{WIDTH}"'
    known = get_conditional_response(request, etag=tag)
    if known is not None:
        return known
    answer = HttpResponse(pages.picture(actor, version, page), content_type=MEDIA_TYPE)
    answer["Cache-Control"], answer["ETag"] = _ASKED_EACH_TIME, tag
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def beside(request: HttpRequest, version: Any) -> dict[str, Any]:
    """What the review screen needs to show a page beside the text; nothing for files without pages.

    A recognized text stands beside its pages from the start; any other when asked (`?trang=3`).
    """
    count = pages.pictured_pages(version)
    typed = request.GET.get("trang", "")
    asked = whole_number(typed, PAGE_DIGITS) or 0
    if not count:
        return {}
    shown = bool(asked) or (pages.was_recognized(version) and typed != "0")
    page = min(max(asked, 1), count)
    return {
        "page_count": count,
        "recognized": pages.was_recognized(version),
        "page_shown": page if shown else 0,
        "page_picture": _address(version, page),
        "page_pattern": _address(version, 0),
        "page_before": max(page - 1, 1),
        "page_after": min(page + 1, count),
    }


def _address(version: Any, page: int) -> str:
    return reverse("document-page", args=[version.document_id, version.number, page])
