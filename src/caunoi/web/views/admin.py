"""Accounts and roles, the audit log, the state of the system."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.accounts import selectors, services
from caunoi.accounts.policies import MANAGE_ACCOUNTS, SEE_ACCOUNTS, SEE_AUDIT, SEE_SYSTEM
from caunoi.kernel import clock
from caunoi.kernel.access import SIGNED_IN, needs
from caunoi.kernel.errors import Invalid, NotFoundForYou
from caunoi.kernel.selectors import last_sweep, waiting_jobs
from caunoi.orgs.lines import Line
from caunoi.orgs.selectors import labels, unit_for
from caunoi.web.action_words import WORDS
from caunoi.web.forms.admin import AccountForm, ReasonForm, RoleForm
from caunoi.web.forms.fields import put_problem

PAGE = 50


@needs(SIGNED_IN)
def admin(request: HttpRequest) -> HttpResponse:
    """The first page of administration that the actor may open."""
    actor = request.actor  # type: ignore[attr-defined]
    for capability, route in ((SEE_ACCOUNTS, "accounts"), (SEE_AUDIT, "audit"), (SEE_SYSTEM, "system")):
        if actor.may(capability):
            return redirect(route)
    raise NotFoundForYou()


@needs(SEE_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """Roles held in the units that the actor oversees."""
    actor = request.actor  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip().lower()
    grants = selectors.visible_grants(actor)
    names = labels(grant.unit_id for grant in grants)
    rows = [
        {
            "grant": grant,
            "unit": names[grant.unit_id],
            "role": selectors.ROLE_LABELS[grant.role],
            "line": Line(grant.line).label,
            "running": grant.valid_to is None or grant.valid_to > clock.today(),
        }
        for grant in grants
    ]
    if text:
        rows = [row for row in rows if text in _haystack(row)]
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "text": text, "may_manage": actor.may(MANAGE_ACCOUNTS)}
    return render(request, "admin/accounts.html", context)


def _haystack(row: dict[str, Any]) -> str:
    grant = row["grant"]
    return f"{grant.person.username} {grant.person.full_name} {row['unit'].name} {row['unit'].code}".lower()


@needs(MANAGE_ACCOUNTS)
def new_account(request: HttpRequest) -> HttpResponse:
    """Set up an account with its first role."""
    form = AccountForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid() and _create(request, form):
        messages.success(request, _("Đã lập tài khoản."))
        return redirect("accounts")
    return _form_page(request, form, _("Lập tài khoản"), _("Lập tài khoản"))


def _create(request: HttpRequest, form: AccountForm) -> bool:
    typed = dict(form.cleaned_data)
    code = typed.pop("unit")
    return _written(
        form,
        lambda: services.create_account_with_role(
            actor=request.actor,  # type: ignore[attr-defined]
            unit=unit_for(request.actor, code),  # type: ignore[attr-defined]
            **typed,
        ),
    )


def _written(form: AccountForm | RoleForm, write: Callable[[], object]) -> bool:
    """Whether ``write`` succeeded; otherwise its sentences hang on the form."""
    try:
        write()
    except Invalid as problem:
        put_problem(form, problem)
        return False
    except NotFoundForYou:
        form.add_error("unit", _("Không có đơn vị mang mã này. Tìm mã ở trang Tổ chức."))
        return False
    return True


@needs(MANAGE_ACCOUNTS)
def new_role(request: HttpRequest) -> HttpResponse:
    """Give an account another role."""
    form = RoleForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid() and _grant(request, form):
        messages.success(request, _("Đã giao vai trò."))
        return redirect("accounts")
    return _form_page(request, form, _("Giao vai trò"), _("Giao vai trò"))


def _grant(request: HttpRequest, form: RoleForm) -> bool:
    typed = dict(form.cleaned_data)
    person = selectors.person_known_to(request.actor, typed.pop("username"))  # type: ignore[attr-defined]
    if person is None:
        form.add_error("username", _("Không có tài khoản này trong các đơn vị bạn quản lý."))
        return False
    code = typed.pop("unit")
    return _written(
        form,
        lambda: services.grant_role(
            actor=request.actor,  # type: ignore[attr-defined]
            person=person,
            unit=unit_for(request.actor, code),  # type: ignore[attr-defined]
            **typed,
        ),
    )


def _form_page(request: HttpRequest, form: Any, title: str, button: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "back": reverse("accounts")}
    return render(request, "orgs/form.html", context, status=422 if form.is_bound else 200)


@needs(MANAGE_ACCOUNTS)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role, with a reason."""
    grant = selectors.grant_for(request.actor, pk)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.revoke_role(actor=request.actor, grant=grant, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
        messages.success(request, _("Đã thu hồi vai trò."))
        return redirect("accounts")
    title = _("Thu hồi vai trò %(role)s của %(name)s") % {
        "role": selectors.ROLE_LABELS[grant.role],
        "name": grant.person.full_name,
    }
    return _form_page(request, form, title, _("Thu hồi"))


@needs(SEE_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """The audit log of what the actor oversees, newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    action = request.GET.get("viec", "")
    rows = selectors.audit_page(actor, action if action in WORDS else "", request.GET.get("trang"))
    context = {
        "page": rows,
        "action": action,
        "actions": sorted(WORDS.items(), key=lambda item: str(item[1])),
    }
    return render(request, "admin/audit.html", context)


@needs(SEE_SYSTEM)
def system(request: HttpRequest) -> HttpResponse:
    """Settings and state; no content of any unit."""
    return render(request, "admin/system.html", {"sweep": last_sweep(), "jobs": waiting_jobs()})


@needs(SIGNED_IN)
@require_POST
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own delegation back."""
    services.end_delegation(actor=request.actor, pk=pk)  # type: ignore[attr-defined]
    messages.success(request, _("Đã kết thúc ủy quyền."))
    return redirect("delegations")


@needs(SIGNED_IN)
def delegations(request: HttpRequest) -> HttpResponse:
    """What the actor delegated, and a form to delegate a role of one's own for a term."""
    from caunoi.web.forms.admin import DelegationForm

    actor = request.actor  # type: ignore[attr-defined]
    form = DelegationForm(request.POST or None, roles=sorted(actor.roles))
    if request.method == "POST" and form.is_valid():
        try:
            services.delegate_by_name(actor=actor, **form.cleaned_data)
        except Invalid as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("Đã ủy quyền."))
            return redirect("delegations")
    context = {"form": form, "rows": selectors.delegations_of(actor)}
    return render(request, "admin/delegations.html", context, status=422 if form.is_bound else 200)
