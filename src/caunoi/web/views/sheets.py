"""Filling in a report: the sheet, its autosaved draft, two writers at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.indicators import filling
from caunoi.indicators.cells import loaded
from caunoi.indicators.policies import FILL, SEND
from caunoi.indicators.selectors import reports, versions
from caunoi.indicators.selectors.sheets import differences, sheet
from caunoi.kernel import clock
from caunoi.kernel.access import needs
from caunoi.kernel.errors import Conflict, Invalid, Problem
from caunoi.orgs.selectors import label
from caunoi.web.forms.indicators import typed_cells
from caunoi.web.typed import REVISION_DIGITS, whole_number

FILLABLE = ("none", "draft", "returned")


@needs(FILL)
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """The form like paper; saving always works, sending only once nothing is marked."""
    actor = request.actor  # type: ignore[attr-defined]
    found = reports.submission_for(actor, pk)
    if found.state not in FILLABLE or not actor.may(FILL, found.custodian_id):
        return redirect("submission", pk=pk)
    if request.method != "POST":
        return _page(request, found, {})
    try:
        saved = _save(request, found)
    except Conflict as conflict:
        return _conflict_page(request, pk, conflict)
    if request.POST.get("viec") != "gui":
        messages.success(request, _("Đã lưu bản nháp."))
        return redirect("sheet", pk=pk)
    try:
        filling.send(actor=actor, submission=saved)
    except Invalid as problem:
        return _page(request, saved, {"problem": problem, "faults": problem.fields}, status=422)
    messages.success(request, _("Đã gửi báo cáo. Báo cáo chờ đơn vị cấp trên duyệt."))
    return redirect("submission", pk=pk)


@needs(FILL)
@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The autosaved draft, asked for by the sheet's script."""
    found = reports.submission_for(request.actor, pk)  # type: ignore[attr-defined]
    try:
        saved = _save(request, found)
    except Problem as problem:
        return JsonResponse({"message": str(problem)}, status=problem.status)
    return JsonResponse({"revision": saved.revision, "time": clock.now().strftime("%H:%M")})


def _save(request: HttpRequest, found: Any) -> Any:
    codes = found.period.form_version.read.by_code
    posted = whole_number(request.POST.get("revision", ""), REVISION_DIGITS + 1)
    revision = -1 if posted is None else posted
    actor = request.actor  # type: ignore[attr-defined]
    return filling.save_draft(
        actor=actor, submission=found, cells=typed_cells(request.POST, codes), revision=revision
    )


def _conflict_page(request: HttpRequest, pk: int, conflict: Conflict) -> HttpResponse:
    """Both texts: what was just typed stays in the sheet, what the other saved stands above it.

    A cell that the second writer left empty takes what the first one saved, so that saving again loses nothing.
    """
    found = reports.submission_for(request.actor, pk)  # type: ignore[attr-defined]
    yours = loaded(conflict.yours)
    typed = {code: cell for code, cell in yours.items() if cell.state != "blank" or cell.typed}
    shown = {"conflict": conflict, "differences": differences(found, yours)}
    return _page(request, found, shown, cells={**loaded(found.draft), **typed}, status=409)


def _page(
    request: HttpRequest,
    found: Any,
    shown: Mapping[str, Any],
    *,
    cells: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    drawn = sheet(found, cells, shown.get("faults"))
    steps = versions.steps_of(found)
    context = {
        "submission": found,
        "period": found.period,
        "definition": found.period.form_version.read,
        "unit": label(found.unit_id, found.period.tree_date),
        "sheet": drawn,
        "sheet_key": f"phieu-{found.pk}-{actor.person_id}",
        "returned": versions.last_return(steps) if found.state == "returned" else None,
        "restating": versions.last_restating(steps) if found.accepted_id else None,
        "may_send": actor.may(SEND, found.custodian_id),
        "faulty": _faulty(drawn, shown.get("faults") or {}),
        "breadcrumbs": [(_("Báo cáo"), reverse("reports")), (str(found.period), "")],
        **shown,
    }
    return render(request, "reports/sheet.html", context, status=status)


def _faulty(drawn: Any, faults: Mapping[str, str]) -> list[dict[str, Any]]:
    """The marked fields in order, each with its place on the sheet."""
    lines = [line for _letter, _title, lines in drawn.sections for line in lines]
    return [
        {"anchor": line.field.anchor, "label": line.field.label, "sentence": faults[line.field.code]}
        for line in lines
        if line.field.code in faults
    ]
