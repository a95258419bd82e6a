"""Lists of periods and reports, and one of each as far as an actor may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from caunoi.indicators.models import (
    FormVersion,
    FrozenReport,
    Period,
    Submission,
)
from caunoi.indicators.selectors.totals import Coverage, Row, coverage
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou
from caunoi.orgs.models import Unit
from caunoi.orgs.selectors import UnitLabel, labels, living_successors, overseen_ids

State = Submission.State
LATEST = ("-year", "-index", "form__title")


@dataclass(frozen=True)
class ReportLine:
    """One report in a list. ``status`` is the badge: missing, draft, submitted, returned or accepted."""

    submission: Submission
    unit: UnitLabel
    custodian: UnitLabel
    status: str
    late: bool

    @property
    def moved(self) -> bool:
        """Whether another unit answers for it today than the one that it is of."""
        return self.unit.id != self.custodian.id


@dataclass(frozen=True)
class PeriodLine:
    """One period in a list, with how far its reports are."""

    period: Period
    unit: UnitLabel
    expected: int
    accepted: int
    waiting: int
    late: bool


def lines(submissions: Sequence[Submission]) -> list[ReportLine]:
    """Submissions with the names of their units, in one query more."""
    names = labels({s.unit_id for s in submissions} | {s.custodian_id for s in submissions})
    today = clock.today()
    return [
        ReportLine(
            submission,
            names[submission.unit_id],
            names[submission.custodian_id],
            status_of(submission),
            submission.late(today),
        )
        for submission in submissions
    ]


def status_of(submission: Submission) -> str:
    """The badge of a report; one that nobody has begun is "missing"."""
    return "missing" if submission.state == State.NONE else submission.state


def _submissions(actor: Actor):  # type: ignore[no-untyped-def]
    rows = Submission.objects.visible_to(actor)
    return rows.select_related(
        "period__form_version__form", "period__form", "obligation", "current", "accepted"
    )


def my_reports(actor: Actor) -> list[ReportLine]:
    """The reports that the actor's own unit answers for: open ones first, then by due day."""
    rows = list(
        _submissions(actor).filter(custodian_id=actor.unit_id).order_by("-period__due_on", "unit__code")
    )
    return lines(sorted(rows, key=lambda row: row.state == State.ACCEPTED))


def review_queue(actor: Actor) -> list[ReportLine]:
    """The reports that wait for the actor's unit to accept them, the longest waiting first."""
    rows = _submissions(actor).filter(superior_id=actor.unit_id, state=State.SUBMITTED)
    return lines(list(rows.order_by("current__sent_at", "pk")))


def submission_for(actor: Actor, pk: int) -> Submission:
    """One report, if the actor may read it."""
    row: Submission | None = _submissions(actor).filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy báo cáo này.")
    return row


def periods(actor: Actor) -> list[PeriodLine]:
    """The periods that the actor's units opened, the latest first, with their counts in one query."""
    seen = overseen_ids(actor)
    rows = (
        Period.objects.visible_to(actor).filter(custodian_id__in=seen).select_related("form_version", "form")
    )
    counted = rows.annotate(
        expected=Count("submissions"),
        done=Count("submissions", filter=Q(submissions__accepted__isnull=False)),
        waits=Count("submissions", filter=Q(submissions__state=State.SUBMITTED)),
    )
    found = list(counted.order_by(*LATEST))
    names = labels({period.unit_id for period in found})
    today = clock.today()
    return [
        PeriodLine(
            period,
            names[period.unit_id],
            period.expected,
            period.done,
            period.waits,
            today > period.due_on and period.done < period.expected,
        )
        for period in found
    ]


def period_for(actor: Actor, pk: int) -> Period:
    """One period, if the actor's unit opened it or reports for it."""
    rows = Period.objects.visible_to(actor).select_related("form_version__form", "form", "unit")
    row: Period | None = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy kỳ báo cáo này.")
    return row


def latest_period(actor: Actor, opener_id: int | None = None) -> Period | None:
    """The newest period in the actor's sight, or the newest that the unit ``opener_id`` answers for."""
    rows = Period.objects.visible_to(actor).select_related("form_version__form", "form", "unit")
    if opener_id is not None:
        rows = rows.filter(custodian_id=opener_id)
    row: Period | None = rows.order_by(*LATEST).first()
    return row


def sibling_periods(period: Period) -> list[Period]:
    """The periods of the same form and opener, the latest first; the caller has been let see ``period``."""
    rows = Period.objects.system("history of a period that the caller may see").filter(
        form_id=period.form_id, unit_id=period.unit_id, kind=period.kind
    )
    return list(rows.select_related("form_version__form", "form", "unit").order_by(*LATEST))


def reporters(actor: Actor, period: Period) -> tuple[list[ReportLine], Coverage]:
    """The period's frozen list as far as the actor reads it, what needs attention first, and how complete it is."""
    rows = list(_submissions(actor).filter(period=period).select_related("unit"))
    listed = lines(rows)
    order = {"missing": 0, "draft": 1, "returned": 2, "submitted": 3, "accepted": 4}
    listed.sort(key=lambda line: (order[line.status], line.unit.sort_key))
    return listed, coverage([_row(row) for row in rows], clock.today())


def _row(row: Submission) -> Row:
    sent_on = row.obligation.submitted_on if row.obligation else row.first_sent_on
    return Row(
        row.pk, row.period_id, row.unit_id, row.custodian_id, row.state, sent_on, row.due_on,
        row.accepted_id, None, None, row.unit.ceased_on,
    )  # fmt: skip


def unit_of(actor: Actor, pk: int | None) -> Unit:
    """A unit that the actor may know of, for handing it to a use case."""
    row: Unit | None = Unit.objects.visible_to(actor).filter(pk=pk or 0).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy đơn vị này.")
    return row


def figure_unit(actor: Actor, period: Period, code: str = "") -> int:
    """The unit whose figures of a period are asked for: by code, or the highest that the actor reads.

    Who sees a period's total sees which units are in it, also those that have ceased or moved since.
    """
    seen = overseen_ids(actor)
    if not code:
        return period.custodian_id if period.custodian_id in seen else actor.unit_id or 0
    found = Unit.objects.system("checked right below").filter(code=code).values_list("pk", flat=True).first()
    if found is None or not may_read_figures(actor, period, found):
        raise NotFoundForYou("Không tìm thấy số liệu của đơn vị này.")
    return int(found)


def may_read_figures(actor: Actor, period: Period, unit_id: int) -> bool:
    """Whether the actor reads the whole period, or the unit's figures through the unit that answers for it today."""
    seen = overseen_ids(actor)
    return period.custodian_id in seen or living_successors([unit_id], clock.today())[unit_id] in seen


def form_versions() -> list[FormVersion]:
    """The newest version of every form."""
    newest: dict[int, FormVersion] = {}
    for version in FormVersion.objects.select_related("form").order_by("number"):
        newest[version.form_id] = version
    return sorted(newest.values(), key=lambda version: version.form.title)


def form_version_for(pk: int) -> FormVersion:
    """A form version by id; raises NotFoundForYou."""
    row = FormVersion.objects.select_related("form").filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy biểu mẫu này.")
    return row


def frozen_reports(actor: Actor, period: Period) -> list[FrozenReport]:
    """The frozen reports of a period that the actor may see, the newest first."""
    rows = FrozenReport.objects.visible_to(actor).filter(period=period).select_related("docx", "json")
    return list(rows.order_by("-frozen_at"))


def tree_dates(period: Period) -> list[tuple[str, date]]:
    """The two dates that readers mostly want: the period's last day and today."""
    today = clock.today()
    dates = [("Ngày cuối kỳ", period.tree_date)]
    return dates if today == period.tree_date else [*dates, ("Hôm nay", today)]


def reports_of(period: Period) -> list[Submission]:
    """All reports of a visible period."""
    rows = Submission.objects.system("read through its period").filter(period=period)
    return list(rows.order_by("unit__code"))
