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
        _tile(_("Việc của đơn vị"), found.owed.total, "#viec-cua-don-vi", ""),
        _tile(_("Chờ duyệt"), found.waiting.total, "#cho-duyet", "wait"),
        _tile(_("Cấp dưới quá hạn"), found.late.total, reverse("duties-board"), "late"),
    ]


def _tile(label: str, value: int, url: str, tone: str) -> dict[str, object]:
    """One number; zero asks for nothing, so it has neither colour nor link."""
    return {"label": label, "value": value, "url": url if value else "", "tone": tone if value else ""}


@needs(SEE_DESK)
def search(request: HttpRequest) -> HttpResponse:
    """What the actor may know of that matches the typed words."""
    text = request.GET.get("q", "").strip()
    found = find(request.actor, text)  # type: ignore[attr-defined]
    return render(request, "desk/search.html", {"search_query": text, "found": found})
