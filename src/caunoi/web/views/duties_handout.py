"""Handing out: the form, the preview that names the units, the confirmation, and what came later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.kernel import clock
from caunoi.kernel.access import needs
from caunoi.kernel.errors import Invalid
from caunoi.obligations import handouts as giving
from caunoi.obligations import selectors
from caunoi.obligations.orders import ONCE, RHYTHMS, Candidate, Order, candidates, handout_choices, turns
from caunoi.obligations.policies import HAND_OUT, SEE_DUTIES
from caunoi.obligations.suggest import Suggestion, suggest
from caunoi.orgs.lines import Line
from caunoi.orgs.scope import describe
from caunoi.orgs.selectors import unit_by_id
from caunoi.web.forms.duties import Basis, HandoutForm
from caunoi.web.forms.fields import put_problem
from caunoi.web.typed import whole_number


def _basis(request: HttpRequest) -> Basis:
    def number(name: str) -> int | None:
        return whole_number(request.GET.get(name, ""))

    return Basis(number("khoan"), number("de-xuat"))


@needs(HAND_OUT)
def new(request: HttpRequest) -> HttpResponse:
    """Three sights of one address: the form, the preview, and back to the form with what was typed."""
    actor, basis = request.actor, _basis(request)  # type: ignore[attr-defined]
    suggestion = suggest(actor, basis.provision_id, basis.finding_id)
    if suggestion.clause is not None:
        basis = Basis(suggestion.clause.provision_id, basis.finding_id)
    choices = handout_choices(actor.unit_id)
    if request.method != "POST":
        first = {"line": Line.PARTY.value, "top": actor.unit_id, "every": ONCE, "due_day": 5}
        return _form_page(
            request, HandoutForm(choices, initial=first | _capitalized(suggestion.fields)), suggestion
        )
    form = HandoutForm(choices, request.POST)
    if not form.is_valid() or request.POST.get("buoc") == "sua":
        return _form_page(request, form, suggestion, status=422 if form.errors else 200)
    try:
        if request.POST.get("buoc") == "giao":
            return _confirm(request, form, basis, suggestion)
        return _preview_page(request, form, basis, suggestion)
    except Invalid as problem:
        put_problem(form, problem)
        return _form_page(request, form, suggestion, status=422)


def _capitalized(fields: dict[str, Any]) -> dict[str, Any]:
    """A duty's title stands alone: what was read in mid-sentence begins with a capital letter."""
    title = str(fields.get("title", ""))
    return fields | {"title": title[:1].upper() + title[1:]} if title else fields


def _form_page(
    request: HttpRequest, form: HandoutForm, suggestion: Suggestion, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "suggestion": suggestion,
        "steps": _steps(0),
        "breadcrumbs": [(_("Nhiệm vụ"), reverse("duties")), (_("Giao việc"), "")],
    }
    return render(request, "duties/handout_form.html", context, status=status)


def _steps(current: int) -> list[dict[str, str]]:
    labels = [_("Nội dung và phạm vi"), _("Xem danh sách đơn vị"), _("Giao việc")]
    states = ["done" if n < current else "current" if n == current else "todo" for n in range(len(labels))]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def _preview_page(
    request: HttpRequest, form: HandoutForm, basis: Basis, suggestion: Suggestion, status: int = 200
) -> HttpResponse:
    order = form.order((), basis)
    found = candidates(request.actor.unit_id, order)  # type: ignore[attr-defined]
    ticked = {one.unit.id for one in found if not one.taken}
    if status != 200:
        ticked = _ticked(request, found)
    opened = turns(order, clock.today())
    context = {
        "form": form,
        "order": order,
        "suggestion": suggestion,
        "candidates": [(one, one.unit.id in ticked) for one in found],
        "count": len(found),
        "ticked": len(ticked),
        "turns": [turn for turn in opened if turn is not None],
        "each": len(opened),
        "rhythm": RHYTHMS[order.every],
        "scope_words": describe(order.scope) if order.scope else "",
        "cooperating": _cooperating(form),
        "steps": _steps(1),
        "breadcrumbs": [(_("Nhiệm vụ"), reverse("duties")), (_("Giao việc"), "")],
    }
    return render(request, "duties/handout_preview.html", context, status=status)


def _ticked(request: HttpRequest, found: list[Candidate]) -> set[int]:
    chosen = set(request.POST.getlist("chon"))
    return {one.unit.id for one in found if str(one.unit.id) in chosen}


def _cooperating(form: HandoutForm) -> list[str]:
    names = dict(form.fields["cooperating"].choices)  # type: ignore[attr-defined]
    return [names[unit] for unit in form.cleaned_data["cooperating"]]


def _confirm(request: HttpRequest, form: HandoutForm, basis: Basis, suggestion: Suggestion) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = candidates(actor.unit_id, form.order((), basis))
    order: Order = form.order(tuple(sorted(_ticked(request, found))), basis)
    try:
        created = giving.hand_out(actor=actor, unit=unit_by_id(actor.unit_id), order=order)
    except Invalid as problem:
        if set(problem.fields) != {"units"}:
            raise
        put_problem(form, problem)
        return _preview_page(request, form, basis, suggestion, status=422)
    messages.success(request, _("Đã giao việc cho %(n)s đơn vị.") % {"n": len(order.units)})
    return redirect("handout", pk=created.pk)


@needs(SEE_DUTIES)
def handouts(request: HttpRequest) -> HttpResponse:
    """The acts of handing out, newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "handouts": selectors.handouts(actor),
        "rhythms": RHYTHMS,
        "may_hand_out": actor.may(HAND_OUT, actor.unit_id),
        "breadcrumbs": [(_("Nhiệm vụ"), reverse("duties")), (_("Các lần giao việc"), "")],
    }
    return render(request, "duties/handouts.html", context)


@needs(SEE_DUTIES)
def handout(request: HttpRequest, pk: int) -> HttpResponse:
    """One act of handing out: its duties, and units that came into its scope later."""
    return _handout_page(request, selectors.handout_for(request.actor, pk))  # type: ignore[attr-defined]


def _handout_page(request: HttpRequest, found: Any, problem: Invalid | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    filters = selectors.Filters(handout=found.pk)
    rows = selectors.rows_of(actor, selectors.filtered(actor, filters))
    order = giving.order_of(found)
    context: dict[str, Any] = {
        "handout": found,
        "rows": rows,
        "counts": selectors.status_counts(actor, filters),
        "rhythm": RHYTHMS[found.every],
        "due_words": order.due_rule.words if order.due_rule else "",
        "order": order,
        "scope_words": describe(order.scope) if order.scope else "",
        "newcomers": giving.newcomers(found),
        "may_hand_out": actor.may(HAND_OUT, found.custodian_id),
        "problem": problem,
        "breadcrumbs": [
            (_("Nhiệm vụ"), reverse("duties")),
            (_("Các lần giao việc"), reverse("handouts")),
            (found.title[:60], ""),
        ],
    }
    return render(request, "duties/handout.html", context, status=422 if problem else 200)


@needs(HAND_OUT)
@require_POST
def newcomers(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the work to proposed units, or note that they do not get it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.handout_for(actor, pk)
    typed = map(whole_number, request.POST.getlist("chon"))
    chosen = [unit for unit in typed if unit is not None]
    try:
        if request.POST.get("viec") == "bo-qua":
            giving.decline_units(actor=actor, handout=found, units=chosen)
            messages.success(request, _("Đã ghi nhận: không giao cho các đơn vị đã chọn."))
        else:
            giving.add_units(actor=actor, handout=found, units=chosen)
            messages.success(request, _("Đã giao thêm cho %(n)s đơn vị.") % {"n": len(chosen)})
    except Invalid as problem:
        return _handout_page(request, found, problem)
    return redirect("handout", pk=pk)
