"""What the frame around every page needs: navigation, acting unit, the demo's clock."""

from __future__ import annotations

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
        "admin_tabs": _tabs(request, ADMIN_TABS),
        "user_menu": [{"label": _("Ủy quyền"), "url": reverse("delegations")}],
    }


def _clock_strip(request: HttpRequest) -> dict[str, Any] | None:
    if not getattr(request, "is_demo", False):
        return None
    guest = getattr(request, "actor", None) is None or request.actor.person_id is None  # type: ignore[attr-defined]
    return {"today": clock.today(), "is_demo": True, "url": "" if guest else reverse("clock")}


def _tabs(request: HttpRequest, entries: tuple[Entry, ...]) -> list[NavItem]:
    actor, known = request.actor, declared()  # type: ignore[attr-defined]
    return [
        NavItem(str(entry.label), reverse(entry.route), "", request.path == reverse(entry.route), False)
        for entry in entries
        if any(actor.may(known[code]) for code in entry.capabilities)
    ]


def _navigation(request: HttpRequest) -> list[NavItem]:
    actor = request.actor  # type: ignore[attr-defined]
    known = declared()
    items = []
    for entry in ENTRIES:
        if not any(actor.may(known[code]) for code in entry.capabilities if code in known):
            continue
        url = reverse(entry.route)
        active = request.path == url if url == "/" else request.path.startswith(url)
        items.append(NavItem(str(entry.label), url, entry.icon, active, entry.phone))
    return items
