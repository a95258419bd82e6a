"""Units × requirements of one directive: who answers what, who has no plan, what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy

from caunoi.directives.models import Addressee, Directive, Plan
from caunoi.directives.selectors.answers import Reply, book_of
from caunoi.directives.selectors.candidates import by_citation
from caunoi.directives.selectors.requirements import Asked, asked_of
from caunoi.documents.models import DocumentVersion
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.language.text import fold
from caunoi.obligations.status import LATE, owner_late_days, status_of
from caunoi.orgs.scopes import overseen_units
from caunoi.orgs.selectors import UnitLabel, labels
from caunoi.rules.coverage import Summary, summary

#: Where a unit stands with its plan.
OVERDUE, MISSING, WAITING, GAPS, DONE = "overdue", "missing", "waiting", "gaps", "done"
STANDINGS = {
    OVERDUE: gettext_lazy("Chưa có kế hoạch, quá hạn"),
    MISSING: gettext_lazy("Chưa có kế hoạch"),
    WAITING: gettext_lazy("Kế hoạch chờ xác nhận"),
    GAPS: gettext_lazy("Kế hoạch còn thiếu hoặc thấp hơn yêu cầu"),
    DONE: gettext_lazy("Thực hiện đầy đủ"),
}


def has_newer(version: DocumentVersion) -> bool:
    """Whether the document has a later text than this one."""
    rows = DocumentVersion.objects.system("whether there is a corrected text")
    return rows.filter(document=version.document_id, number__gt=version.number).exists()


@dataclass(frozen=True)
class Filters:
    """What the matrix is narrowed to: a standing, a requirement not fully carried out, words of a name."""

    standing: str = ""
    requirement: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Row:
    """One unit. ``late_days`` are working days by which its plan is late."""

    addressee: Addressee
    unit: UnitLabel
    record_unit: UnitLabel
    plan: Plan | None
    status: str
    due_on: date | None
    late_days: int
    proposed_plans: int
    replies: list[Reply]
    summary: Summary
    standing: str

    @property
    def badge(self) -> str:
        """The code of its standing among the badges of pages."""
        return f"plan-{self.standing}"

    @property
    def standing_words(self) -> str:
        """Its standing in words."""
        return str(STANDINGS[self.standing])

    @property
    def counted(self) -> int:
        """How many requirements concern the unit."""
        return self.summary.total


@dataclass(frozen=True)
class Tally:
    """One requirement over all units; ``lacking`` names those that do not carry it out fully."""

    asked: Asked
    summary: Summary
    lacking: list[UnitLabel]


@dataclass(frozen=True)
class Matrix:
    """The directive as its reader may see it. ``whole``: the reader sees all units, so sums are shown.

    ``rows`` are the filtered ones; ``tallies`` and ``standings`` count every unit.
    """

    directive: Directive
    whole: bool
    asked: list[Asked]
    rows: list[Row]
    every: list[Row]
    tallies: list[Tally]

    @property
    def standings(self) -> dict[str, int]:
        """How many units stand where."""
        return {code: sum(row.standing == code for row in self.every) for code in STANDINGS}

    @property
    def with_plan(self) -> int:
        """How many units have a confirmed plan."""
        return sum(row.standing in (GAPS, DONE) for row in self.every)

    @property
    def without_plan(self) -> list[Row]:
        """The units that have issued no plan, the overdue first."""
        return [row for row in self.every if row.standing in (OVERDUE, MISSING)]


def directive_of(actor: Actor, document_id: int) -> Directive | None:
    """The directive made of a document; None where there is none that the actor may see."""
    newest = DocumentVersion.objects.system("whether there is a corrected text")
    newest = newest.filter(document=OuterRef("document")).order_by("-number")
    rows = Directive.objects.visible_to(actor).select_related("document", "version")
    rows = rows.annotate(
        newest_id=Subquery(newest.values("pk")[:1]), whole=Q(custodian__in=overseen_units(actor))
    )
    row: Directive | None = rows.filter(document=document_id).defer("version__text").first()
    return row


def matrix(actor: Actor, directive: Directive, filters: Filters | None = None) -> Matrix:
    """The matrix as of today; a subordinate sees its own row only."""
    asked = asked_of(directive)
    every = rows_of(actor, directive, asked)
    whole = getattr(directive, "whole", None)
    if whole is None:
        whole = overseen_units(actor).filter(pk=directive.custodian_id).exists()
    return Matrix(
        directive, whole, asked, _narrowed(every, asked, filters or Filters()), every, _tallies(asked, every)
    )


def rows_of(actor: Actor, directive: Directive, asked: Sequence[Asked]) -> list[Row]:
    """Every unit that the actor may see, what needs attention first."""
    found = Addressee.objects.visible_to(actor).filter(directive=directive).select_related("obligation")
    addressees = list(found)
    for addressee in addressees:
        addressee.directive = directive
    plans = live_plans(addressees)
    return _rows(actor, directive, asked, addressees, plans)


def row_of(actor: Actor, addressee: Addressee, plan: Plan | None, asked: Sequence[Asked]) -> Row:
    """One visible addressee with its plan."""
    plans = {addressee.pk: plan} if plan else {}
    return _rows(actor, addressee.directive, asked, [addressee], plans)[0]


def _rows(
    actor: Actor,
    directive: Directive,
    asked: Sequence[Asked],
    addressees: list[Addressee],
    plans: dict[int, Plan],
) -> list[Row]:
    book = book_of(list(plans.values()), [row.pk for row in addressees])
    proposed = by_citation(actor, directive, [row for row in addressees if row.pk not in plans])
    names = labels({unit for row in addressees for unit in (row.unit_id, row.custodian_id)})
    rows = [
        _row(
            addressee,
            plans.get(addressee.pk),
            names,
            len(proposed.get(addressee.pk, ())),
            [book.reply(one, addressee.pk, plans.get(addressee.pk)) for one in asked],
        )
        for addressee in addressees
    ]
    order = list(STANDINGS)
    return sorted(
        rows,
        key=lambda row: (order.index(row.standing), -row.summary.none, -row.summary.part, row.unit.sort_key),
    )


def live_plans(addressees: Sequence[Addressee]) -> dict[int, Plan]:
    """The submitted or confirmed plan of each addressee that has one."""
    rows = Plan.objects.system("plans of visible addressees").filter(
        addressee__in=addressees, state__in=Plan.LIVE
    )
    by_pk = {row.pk: row for row in addressees}
    found = {}
    for plan in rows.select_related("document"):
        plan.addressee = by_pk[plan.addressee_id]
        found[plan.addressee_id] = plan
    return found


def _row(
    addressee: Addressee, plan: Plan | None, names: dict[int, UnitLabel], proposed: int, replies: list[Reply]
) -> Row:
    today, duty = clock.today(), addressee.obligation
    status = status_of(duty, today) if duty else ""
    # What the unit above has not confirmed yet covers nothing.
    counts = [reply.counted_as for reply in replies]
    if plan is None or plan.state != Plan.State.CONFIRMED:
        counts = [None if verdict is None else "none" for verdict in counts]
    total = summary([verdict for verdict in counts if verdict is not None])  # type: ignore[misc]
    return Row(
        addressee,
        names[addressee.custodian_id],
        names[addressee.unit_id],
        plan,
        status,
        duty.due_on if duty else None,
        owner_late_days(duty, today) if duty and status in LATE else 0,
        proposed,
        replies,
        total,
        _standing(plan, status, total),
    )


def _standing(plan: Plan | None, status: str, total: Summary) -> str:
    if plan is None:
        return OVERDUE if status in LATE else MISSING
    if plan.state == Plan.State.SUBMITTED:
        return WAITING
    return DONE if total.full == total.total else GAPS


def _tallies(asked: Sequence[Asked], rows: Sequence[Row]) -> list[Tally]:
    return [_tally(one, number, rows) for number, one in enumerate(asked)]


def _tally(asked: Asked, number: int, rows: Sequence[Row]) -> Tally:
    told = [(row, _verdict(row, number)) for row in rows]
    counted = [(row, verdict) for row, verdict in told if verdict is not None]
    lacking = sorted(
        (row.unit for row, verdict in counted if verdict != "full"), key=lambda unit: unit.sort_key
    )
    return Tally(asked, summary([verdict for _, verdict in counted]), lacking)  # type: ignore[misc]


def _verdict(row: Row, number: int) -> str | None:
    verdict = row.replies[number].counted_as
    confirmed = row.plan is not None and row.plan.state == Plan.State.CONFIRMED
    return verdict if verdict is None or confirmed else "none"


def _narrowed(rows: list[Row], asked: Sequence[Asked], filters: Filters) -> list[Row]:
    found = rows
    if filters.standing in STANDINGS:
        found = [row for row in found if row.standing == filters.standing]
    numbers = [number for number, one in enumerate(asked) if one.id == filters.requirement]
    for number in numbers:
        found = [row for row in found if _verdict(row, number) in ("part", "none")]
    if wanted := fold(filters.text):
        found = [row for row in found if wanted in fold(f"{row.unit.name} {row.record_unit.name}")]
    return found
