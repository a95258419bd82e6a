"""Logging in and out, the acting unit, the demo's clock."""

from __future__ import annotations

import ipaddress
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi import sweep
from caunoi.accounts.policies import SET_CLOCK
from caunoi.accounts.services import move_clock
from caunoi.kernel import clock
from caunoi.kernel.access import PUBLIC, SIGNED_IN, needs
from caunoi.kernel.errors import Invalid
from caunoi.language.dates import parse_date


class LogIn(AuthenticationForm):
    """Name and password; a demo account is let in from this machine only, however the site is served."""

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if user.is_demo and not _from_this_machine(self.request):
            raise ValidationError(_("Tài khoản trình diễn chỉ dùng được trên chính máy này."))


def _from_this_machine(request: HttpRequest | None) -> bool:
    try:
        return request is not None and ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback
    except (KeyError, ValueError):
        return False


@needs(PUBLIC)
def log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page; back to the page that was asked for."""
    form = LogIn(request, data=request.POST or None)
    onward = _safe_next(request)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return redirect(onward or settings.LOGIN_REDIRECT_URL)
    context = {
        "form": form,
        "next": onward,
        "failed": request.method == "POST",
        "idle": request.session.pop("idle", False),
        "idle_minutes": settings.CAUNOI_IDLE_MINUTES,
    }
    return render(request, "session/login.html", context, status=401 if request.method == "POST" else 200)


def _safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else ""


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Shown after too many wrong passwords."""
    minutes = int(float(settings.AXES_COOLOFF_TIME) * 60)
    return render(request, "session/locked.html", {"minutes": minutes}, status=429)


@needs(SIGNED_IN)
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("login")


@needs(SIGNED_IN)
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Choose the unit as which the person acts; only one where a role is held."""
    wanted = request.POST.get("unit", "")
    choices = {str(choice.unit_id): choice.unit_id for choice in request.choices}  # type: ignore[attr-defined]
    if wanted not in choices:
        raise Invalid(_("Tài khoản không có vai trò ở đơn vị này."), todo=_("Chọn lại đơn vị ở góc trên."))
    request.session["acting_unit"] = choices[wanted]
    return redirect("desk")


@needs(SET_CLOCK)
@require_POST
def set_clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's clock, then do what the daily sweep would do on that day."""
    to = _typed_date(request.POST.get("date", ""))
    move_clock(actor=request.actor, to=to)  # type: ignore[attr-defined]
    sweep.run(at=clock.shown())
    return redirect(_safe_next(request) or "desk")


def _typed_date(text: str) -> date:
    try:
        typed = date.fromisoformat(text)
    except ValueError:
        typed = parse_date(text)  # type: ignore[assignment]
    if typed is None or not 2000 <= typed.year <= 2100:
        raise Invalid(_("Ngày không hợp lệ."), fields={"date": _("Nhập ngày dạng 15/10/2026.")})
    return typed
