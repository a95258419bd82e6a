"""Periods: the list, opening one with its preview, who has reported."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.indicators import opening
from caunoi.indicators.policies import OPEN_PERIOD, SEE_REPORTS
from caunoi.indicators.selectors import reports
from caunoi.kernel.access import needs
from caunoi.kernel.errors import Invalid
from caunoi.language.dates import format_date
from caunoi.language.text import fold
from caunoi.orgs.scope import describe
from caunoi.orgs.selectors import labels, overseen_ids
from caunoi.rules.periods import PeriodKey
from caunoi.web.exports import Column, xlsx
from caunoi.web.forms.fields import put_problem
from caunoi.web.forms.indicators import PeriodForm, period_choices
from caunoi.web.templatetags.caunoi import status_words
from caunoi.web.views.sheets_review import tabs

STATUSES = ("missing", "draft", "returned", "submitted", "accepted")


@needs(SEE_REPORTS)
def listing(request: HttpRequest) -> HttpResponse:
    """The periods that units in sight opened."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "lines": reports.periods(actor),
        "may_open": actor.may(OPEN_PERIOD, actor.unit_id),
        "tabs": tabs(request, "periods"),
    }
    return render(request, "reports/periods.html", context)


@needs(OPEN_PERIOD)
def new(request: HttpRequest) -> HttpResponse:
    """The form, the preview that names every reporter, the confirmation."""
    versions = reports.form_versions()
    if request.method != "POST":
        return _form_page(request, PeriodForm(versions, initial=_first(request.actor, versions)))  # type: ignore[attr-defined]
    form = PeriodForm(versions, request.POST)
    if not form.is_valid() or request.POST.get("buoc") == "sua":
        return _form_page(request, form, 422 if form.errors else 200)
    try:
        if request.POST.get("buoc") == "mo":
            return _open(request, form)
        return _preview(request, form)
    except Invalid as problem:
        put_problem(form, problem)
        return _form_page(request, form, 422)


def _first(actor: Any, versions: list[Any]) -> dict[str, Any]:
    """What the first form proposes: the first period that is not open yet, its reporters and its due day."""
    if not versions:
        return {}
    definition = versions[0].read
    opened = {
        line.period.key for line in reports.periods(actor) if line.period.form_id == versions[0].form_id
    }
    keys = [PeriodKey.parse(code) for code, _label in period_choices(definition.period_kind)]
    key = next((key for key in keys if key not in opened), keys[0])
    kinds = (definition.raw.get("reporters") or {}).get("kinds", [])
    return {
        "form_version": versions[0].pk,
        "period": str(key),
        "kinds": kinds,
        "due_on": definition.due_on(key),
    }


def _form_page(request: HttpRequest, form: PeriodForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "steps": _steps(0), "breadcrumbs": _trail(_("Mở kỳ báo cáo"))}
    return render(request, "reports/period_form.html", context, status=status)


def _preview(request: HttpRequest, form: PeriodForm) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    version = reports.form_version_for(int(form.cleaned_data["form_version"]))
    scope = form.scope(version.read.line, actor.unit_id)
    found = opening.preview_reporters(scope, form.key())
    names = labels({reporter.superior_id for reporter in found})
    context = {
        "form": form,
        "version": version,
        "key": form.key(),
        "scope_words": describe(scope),
        "reporters": [(reporter.unit, names[reporter.superior_id]) for reporter in found],
        "steps": _steps(1),
        "breadcrumbs": _trail(_("Mở kỳ báo cáo")),
    }
    return render(request, "reports/period_preview.html", context)


def _open(request: HttpRequest, form: PeriodForm) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    version = reports.form_version_for(int(form.cleaned_data["form_version"]))
    period = opening.open_period(
        actor=actor,
        unit=reports.unit_of(actor, actor.unit_id),
        form_version=version,
        key=form.key(),
        scope=form.scope(version.read.line, actor.unit_id),
        due_on=form.cleaned_data["due_on"],
    )
    messages.success(request, _("Đã mở kỳ báo cáo và giao báo cáo cho các đơn vị trong danh sách."))
    return redirect("period", pk=period.pk)


def _steps(current: int) -> list[dict[str, str]]:
    words = [_("Biểu, kỳ và phạm vi"), _("Xem danh sách đơn vị"), _("Mở kỳ")]
    states = ["done" if n < current else "current" if n == current else "todo" for n in range(len(words))]
    return [{"label": label, "state": state} for label, state in zip(words, states, strict=True)]


def _trail(here: str) -> list[tuple[str, str]]:
    return [(_("Báo cáo"), reverse("reports")), (_("Kỳ báo cáo"), reverse("periods")), (here, "")]


@needs(SEE_REPORTS)
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """One period: who has reported, who is late, what waits; a unit that only reports sees its own line."""
    actor = request.actor  # type: ignore[attr-defined]
    found = reports.period_for(actor, pk)
    everyone, covered = reports.reporters(actor, found)
    chosen, text = request.GET.get("tt", ""), request.GET.get("q", "").strip()
    lines = [line for line in everyone if _fits(line, chosen, text)]
    if request.GET.get("tai") == "xlsx":
        return _export(found, lines, covered.words)
    context = {
        "period": found,
        "unit": labels([found.unit_id])[found.unit_id],
        "covered": covered,
        "lines": lines,
        "counts": [(code, sum(1 for line in everyone if line.status == code)) for code in STATUSES],
        "late": len(covered.late),
        "chosen": chosen,
        "text": text,
        "export_url": "?" + urlencode({"tt": chosen, "q": text, "tai": "xlsx"}),
        "oversees": found.custodian_id in overseen_ids(actor),
        "frozen": reports.frozen_reports(actor, found),
        "breadcrumbs": _trail(str(found)),
    }
    return render(request, "reports/period.html", context)


def _fits(line: Any, chosen: str, text: str) -> bool:
    fits = chosen in ("", line.status) or (chosen == "late" and line.late)
    return fits and (not text or fold(text) in fold(line.unit.name))


def _export(found: Any, lines: list[Any], covered: str) -> HttpResponse:
    columns = [
        Column(_("Đơn vị"), width=50),
        Column(_("Tình trạng")),
        Column(_("Gửi lần đầu"), "date", 14),
        Column(_("Quá hạn"), width=12),
        Column(_("Bản đã duyệt"), "number", 14),
    ]
    rows = [
        [
            line.unit.name,
            status_words(line.status),
            line.submission.first_sent_on,
            _("Quá hạn") if line.late else "",
            line.submission.accepted.number if line.submission.accepted else None,
        ]
        for line in lines
    ]
    notes = [
        _("Hạn gửi %(day)s. Đã duyệt: %(words)s.") % {"day": format_date(found.due_on), "words": covered}
    ]
    return xlsx(f"bao-cao-{found.key}", str(found), columns, rows, notes)
