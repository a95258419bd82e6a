"""The desk and the search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.insights.desk import Desk
from caunoi.insights.desk import desk as read_desk
from caunoi.insights.search import search as find
from caunoi.kernel.access import needs
from caunoi.web.policies import SEE_DESK


@needs(SEE_DESK)
def desk(request: HttpRequest) -> HttpResponse:
    """Three numbers, then the lists."""
    found = read_desk(request.actor)  # type: ignore[attr-defined]
    return render(request, "desk/desk.html", {"desk": found, "tiles": _tiles(found)})


def _tiles(found: Desk) -> list[dict[str, object]]:
    return [
        {"value": found.owed.total, "label": _("Việc của đơn vị"), "url": "#viec-cua-don-vi", "tone": "calm"},
        {"value": found.waiting.total, "label": _("Chờ duyệt"), "url": "#cho-duyet", "tone": "wait"},
        {
            "value": found.late.total,
            "label": _("Cấp dưới quá hạn"),
            "url": reverse("duties-board"),
            "tone": "late",
        },
    ]


@needs(SEE_DESK)
def search(request: HttpRequest) -> HttpResponse:
    """What the actor may know of that matches the typed words."""
    text = request.GET.get("q", "").strip()
    found = find(request.actor, text)  # type: ignore[attr-defined]
    return render(request, "desk/search.html", {"search_query": text, "found": found})
