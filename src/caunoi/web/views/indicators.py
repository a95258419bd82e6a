"""Targets: what documents set, how much of it can be measured, making one measurable, judging the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.documents.selectors import clauses, finding_for, readable_clauses
from caunoi.indicators import measuring
from caunoi.indicators.policies import DEFINE, JUDGE, SEE_INDICATORS
from caunoi.indicators.selectors import reports, targets
from caunoi.indicators.selectors.readings import judgements_for, read, wanted
from caunoi.indicators.selectors.totals import totals
from caunoi.kernel.access import needs
from caunoi.kernel.errors import Invalid, NotFoundForYou
from caunoi.orgs.lines import Line
from caunoi.orgs.scope import Scope, describe
from caunoi.orgs.selectors import overseen_ids
from caunoi.web.forms.fields import put_problem
from caunoi.web.forms.indicators import JudgeForm, TargetForm


@needs(SEE_INDICATORS)
def listing(request: HttpRequest) -> HttpResponse:
    """Every document with its goals: measured, judged, or not yet made measurable; the newest figures beside."""
    actor = request.actor  # type: ignore[attr-defined]
    found = targets.targets(actor)
    period = reports.latest_period(actor)
    readings = _readings(actor, found, period)
    documents = targets.by_document(actor, found)
    context = {
        "documents": [
            (group, [_row(target, readings, finding) for finding, target in group.findings])
            for group in documents
        ],
        "loose": [_row(target, readings) for target in found if target.finding_id is None],
        "period": period,
        "may_define": actor.may(DEFINE, actor.unit_id),
    }
    return render(request, "indicators/list.html", context)


def _row(target: Any, readings: dict[int, Any], finding: Any = None) -> dict[str, Any]:
    """One goal: its words in the text, its target and that target's newest reading, as far as there are any."""
    return {
        "finding": finding,
        "target": target,
        "wanted": wanted(target) if target else "",
        "reading": readings.get(target.pk) if target else None,
    }


def _readings(actor: Any, found: list[Any], period: Any) -> dict[int, Any]:
    """The newest reading of each target, for the period's unit or for the actor's own where that is all one sees."""
    if period is None or not found:
        return {}
    here = totals(period)
    unit_id = here.root if here.root in overseen_ids(actor) else actor.unit_id
    judgements = judgements_for(found, [period.pk])
    return {
        target.pk: read(here, target, unit_id, judgements)
        for target in found
        if target.custodian_id == period.custodian_id and unit_id in here.places
    }


@needs(DEFINE)
def define(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a confirmed target finding measurable."""
    actor = request.actor  # type: ignore[attr-defined]
    finding = finding_for(actor, pk)
    if finding.kind != "target":
        raise NotFoundForYou("Nội dung này không phải là chỉ tiêu.")
    elements = targets.elements()
    if request.method != "POST":
        return _define_page(request, finding, TargetForm(elements, initial=_proposed(finding)))
    form = TargetForm(elements, request.POST)
    if not form.is_valid():
        return _define_page(request, finding, form, 422)
    try:
        made = measuring.define_target(
            actor=actor,
            unit=reports.unit_of(actor, actor.unit_id),
            measure=form.measure(),
            threshold=form.threshold(str(finding.fields.get("strength") or "")),
            period_kind=_rhythm(),
            scope=Scope(Line.PARTY.value, actor.unit_id),
            finding=finding,
        )
    except Invalid as problem:
        put_problem(form, problem)
        return _define_page(request, finding, form, 422)
    messages.success(request, _("Đã lập chỉ tiêu."))
    return redirect("target", pk=made.pk)


def _rhythm() -> str:
    """The rhythm of the newest form: that is where the figures come from."""
    versions = reports.form_versions()
    return versions[0].read.period_kind if versions else "quarter"


def _proposed(finding: Any) -> dict[str, Any]:
    """The form filled in from what the reviewer confirmed."""
    fields, words = finding.fields, finding.version.text[finding.start : finding.end]
    share = fields.get("unit") in ("%", "percent")
    return {
        "name": " ".join(words.split())[:500],
        "nature": "ratio" if share else "element",
        "comparator": fields.get("comparator", ">="),
        "value": Decimal(str(fields["value"])) if fields.get("value") is not None else None,
        "value_to": Decimal(str(fields["value_to"])) if fields.get("value_to") is not None else None,
        "each_unit": bool(fields.get("per")),
    }


def _define_page(request: HttpRequest, finding: Any, form: TargetForm, status: int = 200) -> HttpResponse:
    clause = clauses([finding.provision_id]).get(finding.provision_id) if finding.provision_id else None
    context = {
        "finding": finding,
        "words": finding.version.text[finding.start : finding.end],
        "clause": clause,
        "form": form,
        "breadcrumbs": [(_("Chỉ tiêu"), reverse("indicators")), (_("Lập chỉ tiêu"), "")],
    }
    return render(request, "indicators/define.html", context, status=status)


@needs(SEE_INDICATORS)
def target(request: HttpRequest, pk: int) -> HttpResponse:
    """One target: how it is measured, its clause, its figure in each period."""
    return _target_page(request, targets.target_for(request.actor, pk), JudgeForm())  # type: ignore[attr-defined]


def _target_page(request: HttpRequest, found: Any, form: JudgeForm, status: int = 200) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    period = reports.latest_period(actor, found.custodian_id)
    readings = _readings(actor, [found], period)
    clause = (
        readable_clauses(actor, [found.provision_id]).get(found.provision_id) if found.provision_id else None
    )
    judged = found.indicator.nature == "judged"
    context = {
        "target": found,
        "wanted": wanted(found),
        "clause": clause,
        "scope_words": describe(Scope.from_json(found.scope)) if found.scope else "",
        "period": period,
        "reading": readings.get(found.pk),
        "may_judge": judged and period is not None and actor.may(JUDGE, found.custodian_id),
        "form": form,
        "breadcrumbs": [
            (_("Chỉ tiêu"), reverse("indicators")),
            (Truncator(found.indicator.name).chars(70), ""),
        ],
    }
    return render(request, "indicators/target.html", context, status=status)


@needs(JUDGE)
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide a target that cannot be counted for the newest period, with the reason."""
    actor = request.actor  # type: ignore[attr-defined]
    found = targets.target_for(actor, pk)
    period = reports.latest_period(actor, found.custodian_id)
    form = JudgeForm(request.POST)
    if period is None or not form.is_valid():
        return _target_page(request, found, form, 422)
    try:
        measuring.judge(
            actor=actor,
            target=found,
            unit=reports.unit_of(actor, found.custodian_id),
            period=period,
            met=form.cleaned_data["met"] == "1",
            reason=form.cleaned_data["reason"],
        )
    except Invalid as problem:
        put_problem(form, problem)
        return _target_page(request, found, form, 422)
    messages.success(request, _("Đã ghi đánh giá."))
    return redirect("target", pk=pk)
