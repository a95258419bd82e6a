"""What the frame around every page needs: navigation, acting unit, the demo's clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.kernel import clock
from caunoi.kernel.capabilities import declared
from caunoi.web.navigation import ADMIN_TABS, ENTRIES, Entry


@dataclass(frozen=True)
class NavItem:
    """One entry of the navigation as the template shows it."""

    label: str
    url: str
    icon: str
    active: bool
    phone: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor for ``base.html``."""
    actor = getattr(request, "actor", None)
    shown: dict[str, Any] = {"clock_strip": _clock_strip(request), "actor": actor}
    if actor is None or actor.person_id is None:
        return shown
    return shown | {
        "nav": _navigation(request),
        "acting": {"unit": actor.unit_label, "unit_id": actor.unit_id, "person": actor.label},
        "acting_choices": request.choices,  # type: ignore[attr-defined]
        "admin_tabs": lambda: _tabs(request),  # three pages ask for them
        "user_menu": [{"label": _("Ủy quyền"), "url": reverse("delegations")}],
    }


def _clock_strip(request: HttpRequest) -> dict[str, Any] | None:
    if not getattr(request, "is_demo", False):
        return None
    guest = getattr(request, "actor", None) is None or request.actor.person_id is None  # type: ignore[attr-defined]
    return {"today": clock.today(), "is_demo": True, "url": "" if guest else reverse("clock")}


def _allowed(request: HttpRequest, entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, str]]:
    """The entries that the actor may open, each with its address."""
    actor, known = request.actor, declared()  # type: ignore[attr-defined]
    for entry in entries:
        if any(actor.may(known[code]) for code in entry.capabilities):
            yield entry, reverse(entry.route)


def _tabs(request: HttpRequest) -> list[NavItem]:
    return [
        NavItem(str(entry.label), url, "", request.path == url, False)
        for entry, url in _allowed(request, ADMIN_TABS)
    ]


def _navigation(request: HttpRequest) -> list[NavItem]:
    return [
        NavItem(str(entry.label), url, entry.icon, _is_here(request.path, url, entry.also), entry.phone)
        for entry, url in _allowed(request, ENTRIES)
    ]


def _is_here(path: str, url: str, also: tuple[str, ...]) -> bool:
    return path == url if url == "/" else path.startswith(url) or path.split("/")[1] in also
