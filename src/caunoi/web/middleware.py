"""One clock, one actor and one access check for every request."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from caunoi.accounts.selectors import Presence, presence
from caunoi.kernel import clock
from caunoi.kernel.access import access_of
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import Conflict, Forbidden, NotFoundForYou, Problem
from caunoi.kernel.selectors import installation
from caunoi.web.views.errors import render_problem

Respond = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger("caunoi.web")
# Sent by a page that asks by itself, such as the progress of a job: nobody needs to sit before it.
UNATTENDED = "X-Unattended"


class FrozenClock:
    """The clock stands still while one request is answered."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        facts = installation()
        request.is_demo = facts is not None and facts.is_demo  # type: ignore[attr-defined]
        with clock.frozen(clock.showing(facts.clock_date if facts else None)):
            return self.respond(request)


class IdleLogOut:
    """Log out whoever did nothing for ``CAUNOI_IDLE_MINUTES``."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            self._watch(request)
        return self.respond(request)

    def _watch(self, request: HttpRequest) -> None:
        moment = int(time.time())
        last = request.session.get("active_at", moment)
        if moment - last > settings.CAUNOI_IDLE_MINUTES * 60:
            logout(request)
            request.session["idle"] = True
        elif request.headers.get(UNATTENDED):
            return
        elif moment - last > 30 or "active_at" not in request.session:
            # Written at most twice a minute: a session row is not touched by every click.
            request.session["active_at"] = moment


class ActorMiddleware:
    """Give the request its actor, hold the view to its declared access, render problems."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        access = access_of(view)
        if access is None:
            raise RuntimeError(f"{view!r} declares no access")
        if _has_nul(request):
            raise BadRequest("a NUL character")
        found = _presence(request)
        request.actor, request.choices = found.actor, found.choices  # type: ignore[attr-defined]
        if access.kind == "public":
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if access.capability and not request.actor.may(access.capability):  # type: ignore[attr-defined]
            return _refuse(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Problem):
            return render_problem(request, error)
        if isinstance(error, IntegrityError):
            # Two clicks at once: the database kept the first, nothing was doubled.
            log.warning("integrity: %s", error)
            return render_problem(request, Conflict(_("Nội dung này vừa được ghi.")))
        return None


def _presence(request: HttpRequest) -> Presence:
    if not request.user.is_authenticated:
        return Presence(Actor(label="Khách"), [])
    return presence(request.user, request.session.get("acting_unit"))


def _has_nul(request: HttpRequest) -> bool:
    """U+0000, which no page of ours sends: PostgreSQL would refuse it in the middle of a query."""
    lists = [*request.GET.lists(), *request.POST.lists()]
    return "\x00" in request.path or any("\x00" in value for _name, values in lists for value in values)


def _refuse(request: HttpRequest) -> HttpResponse:
    """To somebody with no role at all nothing exists; to others the page is forbidden."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.grants:
        return render_problem(request, NotFoundForYou())
    return render_problem(
        request,
        Forbidden(
            "Vai trò đang dùng không mở được trang này.",
            todo="Chuyển sang đơn vị có vai trò phù hợp ở góc trên, hoặc trở về bàn làm việc.",
        ),
    )
