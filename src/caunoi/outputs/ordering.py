"""Reports made in the background: ordered as a job, made by the worker, safe to run twice."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django_tasks import task

from caunoi.accounts.selectors import actor_for, person_by_id
from caunoi.indicators import policies
from caunoi.indicators.models import FrozenReport, Period
from caunoi.indicators.selectors.reports import period_for
from caunoi.kernel import clock, files, jobs
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import hold
from caunoi.kernel.errors import Forbidden, NotFoundForYou, Problem
from caunoi.kernel.models import Job
from caunoi.kernel.usecases import use_case
from caunoi.orgs.models import Unit
from caunoi.orgs.selectors import overseen_ids, unit_by_id
from caunoi.outputs.issuing import STEPS, issue_report

NO_LONGER = "Tài khoản yêu cầu báo cáo không còn hoạt động."


@use_case("reports.order")
def order_report(*, actor: Actor, period: Period, unit: Unit, on: date | None = None) -> Job:
    """Order the report of ``unit`` for ``period``; the worker makes and freezes it. The job's page shows how far.

    The same order given again while it is under way is the same job: a second click makes no second report.
    """
    require(policies.FREEZE, actor, unit.pk, visible=unit.pk in overseen_ids(actor))
    hold(unit)
    ids: dict[str, int | str] = {"period": period.pk, "unit": unit.pk, "on": on.isoformat() if on else ""}
    under_way = jobs.unfinished(make_report, actor=actor, ids=ids)
    job = under_way or jobs.enqueue(make_report, actor=actor, ids=ids, total=STEPS)
    record(period, unit_id=unit.pk, job=job.pk, unit=unit.code, again=under_way is not None)
    return job


@task()
def make_report(job_id: int) -> None:
    """Make the report of a job; its row then names the frozen report."""
    job = jobs.begin(job_id)
    if job is None:
        return
    with clock.frozen():
        try:
            report = _made(job)
        except Problem as problem:
            jobs.fail(job, str(problem))
            return
    if report is not None:
        jobs.finish(job)


def _made(job: Job) -> FrozenReport | None:
    """The report and its name in the job are one transaction, so that a second run makes no second report."""
    if "report" in job.ids:
        return FrozenReport.objects.system("a job that had ended already").get(pk=job.ids["report"])
    actor = _actor(job)
    period = period_for(actor, int(job.ids["period"]))
    on = date.fromisoformat(str(job.ids["on"])) if job.ids.get("on") else None
    with transaction.atomic():
        issued = issue_report(
            actor=actor,
            period=period,
            unit=unit_by_id(int(job.ids["unit"])),
            on=on,
            progress=lambda done: jobs.beat(job, done),
        )
        jobs.keep(job, report=issued.report.pk)
    return issued.report


def _actor(job: Job) -> Actor:
    person = person_by_id(job.actor_id) if job.actor_id else None
    if person is None:
        raise Forbidden(NO_LONGER)
    return actor_for(person, job.unit_id)


def frozen_report_for(actor: Actor, pk: int) -> FrozenReport:
    """One frozen report, if the actor may see it."""
    rows = FrozenReport.objects.visible_to(actor).select_related(
        "docx", "json", "period__form_version__form", "unit"
    )
    row: FrozenReport | None = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy báo cáo này.")
    return row


def file_of(report: FrozenReport, kind: str) -> bytes:
    """The report's "docx" or "json" as it was frozen; NotFoundForYou where it has none."""
    row = report.docx if kind == "docx" else report.json
    if row is None:
        raise NotFoundForYou("Báo cáo này không có tệp.")
    return files.content(row)


def file_name(report: FrozenReport, kind: str) -> str:
    """The name under which a file of the report is saved: "bao-cao-ky-2026Q3-DU.docx"."""
    return f"{report.code}-{report.period.key}-{report.unit.code}.{kind}"
