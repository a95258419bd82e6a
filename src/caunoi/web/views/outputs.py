"""Official reports: ordered, made in the background, frozen, downloaded; the draft of a plan."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.documents import policies as document_policies
from caunoi.documents import selectors as documents
from caunoi.indicators.policies import FREEZE, SEE_REPORTS
from caunoi.indicators.selectors import reports
from caunoi.kernel.access import needs
from caunoi.kernel.selectors import job_for
from caunoi.language.dates import format_date, parse_date
from caunoi.orgs.selectors import labels, overseen_ids, unit_by_id, unit_for
from caunoi.outputs import ordering
from caunoi.outputs.implementation_plan import draft_plan
from caunoi.outputs.issuing import CODES, JSON
from caunoi.outputs.packing import DOCX


@needs(SEE_REPORTS)
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen reports of a period, and the button that makes another."""
    actor = request.actor  # type: ignore[attr-defined]
    period = reports.period_for(actor, pk)
    frozen = reports.frozen_reports(actor, period)
    unit_id = period.custodian_id if period.custodian_id in overseen_ids(actor) else actor.unit_id
    names = labels({unit_id, *(row.unit_id for row in frozen)})
    context = {
        "period": period,
        "rows": [(row, names[row.unit_id], CODES.get(row.code, "")) for row in frozen],
        "unit": names[unit_id],
        "dates": reports.tree_dates(period),
        "may_issue": actor.may(FREEZE, unit_id),
        "breadcrumbs": _trail(period, _("Báo cáo chính thức")),
    }
    return render(request, "outputs/reports.html", context)


def _trail(period: Any, here: str) -> list[tuple[str, str]]:
    return [
        (_("Báo cáo"), reverse("reports")),
        (str(period), reverse("period", args=[period.pk])),
        (here, ""),
    ]


@needs(FREEZE)
@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Order the report of a unit; the next page shows how far it is."""
    actor = request.actor  # type: ignore[attr-defined]
    period = reports.period_for(actor, pk)
    code = request.POST.get("don-vi", "")
    unit = unit_for(actor, code) if code else unit_by_id(period.custodian_id)
    on = parse_date(request.POST.get("ngay", ""))
    job = ordering.order_report(actor=actor, period=period, unit=unit, on=on)
    return redirect("report-job", pk=job.pk)


@needs(SEE_REPORTS)
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a report is; once it is made, the report itself."""
    actor = request.actor  # type: ignore[attr-defined]
    found = job_for(actor, pk)
    if found.state == "done" and "report" in found.ids:
        return _to_report(request, reverse("official-report", args=[found.ids["report"]]))
    period = reports.period_for(actor, int(found.ids.get("period", 0)))
    context = {
        "job": found,
        "period": period,
        "failed": found.state == "failed",
        "breadcrumbs": _trail(period, _("Lập báo cáo")),
    }
    return render(request, "outputs/job.html", context)


def _to_report(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect that also leads the whole page on when only a part of it was asked for."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


@needs(SEE_REPORTS)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One frozen report: its files, what it says in figures, whether it is overtaken."""
    found = ordering.frozen_report_for(request.actor, pk)  # type: ignore[attr-defined]
    context = {
        "report": found,
        "period": found.period,
        "unit": labels([found.unit_id])[found.unit_id],
        "kind": CODES.get(found.code, ""),
        "breadcrumbs": _trail(found.period, _("Báo cáo đã chốt")),
    }
    if found.erased_at:
        return render(request, "outputs/erased.html", context)
    context |= {
        "query": "?" + urlencode({"ngay": format_date(found.as_of), "don-vi": found.unit.code}),
        "coverage": found.facts["coverage"],
        "missing": [*found.facts["coverage"]["not_reported"], *found.facts["coverage"]["waiting"],
                    *found.facts["coverage"]["returned"]],
        "figures": [_line(figure) for figure in found.facts["figures"]],
    }  # fmt: skip
    return render(request, "outputs/report.html", context)


def _line(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure of the frozen facts for the page, with its way back to today's figure page."""
    return {
        **figure,
        "shown": figure["printed"][figure["key"]],
        "element": figure["elements"][0] if figure["kind"] == "element" else "",
    }


@needs(SEE_REPORTS)
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The Word file as it was frozen."""
    return _download(request, pk, "docx", DOCX)


@needs(SEE_REPORTS)
def origin(request: HttpRequest, pk: int) -> HttpResponse:
    """The provenance of every figure as JSON."""
    return _download(request, pk, "json", JSON)


def _download(request: HttpRequest, pk: int, kind: str, media_type: str) -> HttpResponse:
    found = ordering.frozen_report_for(request.actor, pk)  # type: ignore[attr-defined]
    return _file(ordering.file_of(found, kind), ordering.file_name(found, kind), media_type)


def _file(data: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@needs(document_policies.SEE)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft plan by which the actor's unit carries a document out."""
    actor = request.actor  # type: ignore[attr-defined]
    version = documents.version_for(actor, documents.document_for(actor, pk))
    draft = draft_plan(actor, version)
    return _file(draft.docx, draft.file_name, DOCX)
