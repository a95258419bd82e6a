"""The exception board: only what needs somebody's decision, and the on-time rate with its formula."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.obligations.selectors import DutyRow, Filters, filtered, rows_of, status_counts
from caunoi.obligations.status import LATE
from caunoi.rules.lifecycle import OnTimeRate, on_time_rate_of


@dataclass(frozen=True)
class Exceptional:
    """One exception: the row, by how many working days, who is charged with them, who decides what."""

    row: DutyRow
    days: int
    charged: str
    decision: str


@dataclass(frozen=True)
class Board:
    """Exceptions, the worst first, and the rate of all work in sight."""

    exceptions: list[Exceptional]
    rate: OnTimeRate
    counts: dict[str, int]

    @property
    def rate_base(self) -> int:
        """The rate's denominator."""
        return self.rate.closed + self.rate.overdue_open


def board(actor: Actor, filters: Filters | None = None) -> Board:
    """What is late with the owner, and what waits with the approver beyond its due date."""
    chosen = filters or Filters()
    rows = filtered(actor, chosen).filter(_exceptional())
    found = [_exception(row) for row in rows_of(actor, rows)]
    counts = status_counts(actor, chosen)
    worst_first = sorted(found, key=lambda one: (-one.days, one.row.owner.sort_key, one.row.id))
    return Board(worst_first, on_time_rate_of(counts), counts)


def _exceptional() -> Q:
    return Q(status__in=LATE) | Q(status="waiting", due_on__lt=clock.today())


def _exception(row: DutyRow) -> Exceptional:
    if row.status == "overdue":
        return Exceptional(row, row.late_days, row.owner.name, _("Đôn đốc, gia hạn hoặc hủy"))
    if row.status == "waiting-late":
        return Exceptional(row, row.late_days, row.owner.name, _("Duyệt hoặc trả lại"))
    return Exceptional(row, row.approver_days, row.superior.name, _("Duyệt hoặc trả lại"))
