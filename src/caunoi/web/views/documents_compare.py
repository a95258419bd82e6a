"""Two texts side by side, and the documents round a document."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caunoi.documents import listing as lists
from caunoi.documents import policies, selectors
from caunoi.documents.comparing import Compared, choices, compare_versions, other_text
from caunoi.documents.graph import graph
from caunoi.kernel.access import needs
from caunoi.web.graph_drawing import draw
from caunoi.web.views.documents import asked_version, trail

ROWS_A_PAGE = 150


@needs(policies.SEE)
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """A version beside the one before it, or beside another document's text, clause by clause."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.document_for(actor, pk)
    version = selectors.version_for(actor, found, asked_version(request))
    against = other_text(actor, found, request.GET.get("voi", ""), version.number)
    versions = lists.versions(actor, found)
    own, linked = choices(actor, found, versions, against)
    context = {
        "document": found,
        "version": version,
        "against": against,
        "versions": versions,
        "own": own,
        "linked": linked,
        "asked": request.GET.get("voi", "") or (f"{found.pk}-{against.number}" if against else ""),
        "only": request.GET.get("chi") == "khac",
        "breadcrumbs": trail(found, _("So sánh")),
    }
    if against is not None:
        context |= _compared(request, compare_versions(against, version))
    return render(request, "documents/compare.html", context)


def _compared(request: HttpRequest, found: Compared) -> dict[str, Any]:
    only = request.GET.get("chi") == "khac"
    rows = [row for row in found.rows if row.differs] if only else found.rows
    counts = found.comparison.counts
    one_document = found.old.document_id == found.new.document_id
    left, right = _name(found.old, one_document), _name(found.new, one_document)
    return {
        "left": left,
        "right": right,
        "one_document": one_document,
        "compared": found,
        "counts": [
            (_("Sửa lời"), counts["changed"]),
            (_("Thêm") if one_document else _("Chỉ có ở %(name)s") % {"name": right}, counts["added"]),
            (_("Bỏ") if one_document else _("Chỉ có ở %(name)s") % {"name": left}, counts["removed"]),
            (_("Chuyển chỗ"), counts["moved"]),
            (_("Chỉ đổi số"), found.renumbered),
            (_("Giữ nguyên"), counts["same"] - found.renumbered),
        ],
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("trang")),
    }


def _name(version: Any, one_document: bool) -> str:
    names = {"document": version.document, "n": version.number}
    return (_("bản %(n)s") if one_document else _("%(document)s, bản %(n)s")) % names


@needs(policies.SEE)
def related(request: HttpRequest, pk: int) -> HttpResponse:
    """The citation graph of a document, drawn and as a table."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.document_for(actor, pk)
    near = graph(actor, found)
    context = {
        "document": found,
        "graph": near,
        "drawing": draw(near),
        "breadcrumbs": trail(found, _("Văn bản liên quan")),
    }
    return render(request, "documents/graph.html", context)
