"""Where a rule comes from and from when to when it holds: the columns that every data row carries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, Self, TypeVar

import yaml

from caunoi.language.dates import format_date
from caunoi.rules.errors import Abolished, NoRuleRecorded, NotYetInForce

STATUSES = ("verified", "provisional")
CONFIDENCES = ("high", "medium", "low", "unknown")
COLUMNS = ("basis", "effective_from", "effective_to", "status", "confidence", "amendment_risk")


@dataclass(frozen=True)
class Basis:
    """Legal basis of one row. ``effective_to`` is the last day on which it holds; None is open.

    ``status`` is *verified* once someone has compared the row with an official copy.
    """

    text: str
    effective_from: date | None
    effective_to: date | None
    status: str
    confidence: str
    amendment_risk: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Read the six columns; a row that lacks one or has an unknown value is an error in the data."""
        missing = [name for name in COLUMNS if name not in row]
        if missing:
            raise ValueError(f"Dòng dữ liệu thiếu cột {', '.join(missing)}: {dict(row)}")
        if row["status"] not in STATUSES or row["confidence"] not in CONFIDENCES:
            raise ValueError(f"Trạng thái hoặc độ tin cậy không hợp lệ: {dict(row)}")
        return cls(row["basis"] or "", *(row[name] for name in COLUMNS[1:]))

    def in_force(self, on: date) -> bool:
        """Whether the row holds on that day, both end days included."""
        started = self.effective_from is None or self.effective_from <= on
        return started and (self.effective_to is None or on <= self.effective_to)

    @property
    def caution(self) -> str:
        """What must be said beside a result of this row; empty when it is verified and at no risk."""
        notes = [] if self.status == "verified" else ["chưa đối chiếu với bản chính thức"]
        if self.amendment_risk:
            notes.append(self.amendment_risk)
        return "; ".join(notes)


class Dated(Protocol):
    """Anything that carries its legal basis."""

    @property
    def basis(self) -> Basis: ...


Row = TypeVar("Row", bound=Dated)


@cache
def load(name: str) -> Any:
    """The parsed data file ``data/<name>``; read once per process."""
    return yaml.safe_load((files("caunoi.rules") / "data" / name).read_text(encoding="utf-8"))


def choose(rows: Sequence[Row], on: date, what: str) -> Row:
    """The row in force on that day; with two, the later one.

    Raises NoRuleRecorded (no row, or a gap), NotYetInForce or Abolished; ``what`` names the rule in them.
    """
    held = [row for row in rows if row.basis.in_force(on)]
    if held:
        return max(held, key=lambda row: row.basis.effective_from or date.min)
    later = [row.basis for row in rows if row.basis.effective_from and row.basis.effective_from > on]
    ended = [row.basis for row in rows if row.basis.effective_to and row.basis.effective_to < on]
    if later and not ended:
        first = min(later, key=_start)
        raise NotYetInForce(what, first.text, on, _start(first))
    if ended and not later:
        last = max(ended, key=_end)
        raise Abolished(what, last.text, on, _end(last))
    raise NoRuleRecorded(f"{what} vào ngày {format_date(on)}")


def choose_known(rows: Sequence[Row], on: date, what: str) -> Row:
    """Like ``choose``, for things that existed before our first record: an earlier day is NoRuleRecorded."""
    try:
        return choose(rows, on, what)
    except NotYetInForce as early:
        subject = f"{what[:1].lower()}{what[1:]} trước ngày {format_date(early.starts)}"
        raise NoRuleRecorded(subject, early.basis) from early


def _start(basis: Basis) -> date:
    return basis.effective_from or date.min


def _end(basis: Basis) -> date:
    return basis.effective_to or date.max
