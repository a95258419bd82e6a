"""One table that derives the status of an obligation from its record and a date (law 5).

The rows are data: the first row whose conditions all hold decides. The Django floor compiles the same rows
into a SQL CASE. As in SQL, a comparison with an empty field does not hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

STAGES: Mapping[str, str] = {
    "open": "Đang làm",
    "submitted": "Đã nộp, chờ duyệt",
    "accepted": "Đã duyệt",
    "cancelled": "Đã hủy",
}
FIELDS = ("stage", "due_on", "remind_on", "submitted_on", "accepted_on")


@dataclass(frozen=True)
class Ref:
    """The other side of a comparison when it is a field of the record or ``today``, not a constant."""

    name: str


TODAY = Ref("today")


@dataclass(frozen=True)
class Condition:
    """``field op other``; op is one of is_null, not_null, ==, <, <=, >, >=; ``other`` a constant or a Ref."""

    field: str
    op: str
    other: str | Ref | None = None

    def holds(self, record: Mapping[str, Any], today: date) -> bool:
        """Whether the record meets the condition on that day; an empty side meets no comparison."""
        left = record.get(self.field)
        if self.op in ("is_null", "not_null"):
            return (left is None) == (self.op == "is_null")
        right = self._right(record, today)
        return left is not None and right is not None and _compare(left, self.op, right)

    def _right(self, record: Mapping[str, Any], today: date) -> Any:
        if self.other == TODAY:
            return today
        return record.get(self.other.name) if isinstance(self.other, Ref) else self.other


@dataclass(frozen=True)
class Rule:
    """A row: the status that follows when all conditions hold, and the reason in words."""

    status: str
    conditions: tuple[Condition, ...]
    why: str


@dataclass(frozen=True)
class Status:
    """A derived status: its label on screens, whether the work is closed, and whether it counts as late."""

    code: str
    label: str
    closed: bool
    late: bool


STATUSES: Mapping[str, Status] = {
    status.code: status
    for status in (
        Status("cancelled", "Đã hủy", closed=True, late=False),
        Status("done", "Hoàn thành đúng hạn", closed=True, late=False),
        Status("done-late", "Hoàn thành quá hạn", closed=True, late=True),
        Status("waiting", "Chờ duyệt", closed=False, late=False),
        Status("waiting-late", "Chờ duyệt, nộp quá hạn", closed=False, late=True),
        Status("overdue", "Quá hạn", closed=False, late=True),
        Status("due-soon", "Sắp đến hạn", closed=False, late=False),
        Status("open", "Đang thực hiện", closed=False, late=False),
    )
}

_DUE = Ref("due_on")
_ACCEPTED = Condition("stage", "==", "accepted")
_SUBMITTED = Condition("stage", "==", "submitted")
_NO_DUE = Condition("due_on", "is_null")
_SENT_IN_TIME = Condition("submitted_on", "<=", _DUE)
_SENT = Condition("submitted_on", "not_null")

RULES: tuple[Rule, ...] = (
    Rule("cancelled", (Condition("stage", "==", "cancelled"),), "Việc đã hủy theo quyết định."),
    Rule("done", (_ACCEPTED, _NO_DUE), "Đã duyệt; việc không có hạn."),
    Rule("done", (_ACCEPTED, _SENT_IN_TIME), "Đã duyệt; nộp không muộn hơn hạn, ngày duyệt không tính."),
    Rule("done-late", (_ACCEPTED, _SENT), "Đã duyệt; nộp sau hạn."),
    Rule("done", (_ACCEPTED, Condition("accepted_on", "<=", _DUE)), "Duyệt không muộn hơn hạn."),
    Rule("done-late", (_ACCEPTED,), "Đã duyệt; không có ngày nộp hoặc ngày duyệt trong hạn."),
    Rule("waiting", (_SUBMITTED, _NO_DUE), "Đã nộp, chờ duyệt; việc không có hạn."),
    Rule("waiting", (_SUBMITTED, _SENT_IN_TIME), "Nộp không muộn hơn hạn, chờ duyệt."),
    Rule("waiting-late", (_SUBMITTED, _SENT), "Nộp sau hạn, chờ duyệt."),
    Rule("waiting-late", (_SUBMITTED, Condition("due_on", "<", TODAY)), "Không có ngày nộp, đã qua hạn."),
    Rule("waiting", (_SUBMITTED,), "Chờ duyệt, chưa qua hạn."),
    Rule("overdue", (Condition("due_on", "<", TODAY),), "Đã qua hạn mà chưa nộp."),
    Rule("due-soon", (Condition("due_on", "==", TODAY),), "Hôm nay là ngày cuối của hạn."),
    Rule(
        "due-soon",
        (Condition("due_on", "not_null"), Condition("remind_on", "<=", TODAY)),
        "Đã đến ngày nhắc, chưa qua hạn.",
    ),
    Rule("open", (), "Chưa đến ngày nhắc."),
)


def rule_of(record: Mapping[str, Any], today: date) -> Rule:
    """The row that decides for this record on that day; its ``why`` is the trace."""
    return next(rule for rule in RULES if all(c.holds(record, today) for c in rule.conditions))


def status_of(record: Mapping[str, Any], today: date) -> str:
    """The status code of a record with the keys FIELDS (dates or None) on that day."""
    return rule_of(record, today).status


@dataclass(frozen=True)
class OnTimeRate:
    """Share of work closed on time, with its formula. ``rate`` is None when nothing is due yet."""

    closed_on_time: int
    closed: int
    overdue_open: int

    @property
    def rate(self) -> Fraction | None:
        """On-time closed ÷ (closed + overdue and still open), exact."""
        whole = self.closed + self.overdue_open
        return Fraction(self.closed_on_time, whole) if whole else None

    @property
    def formula(self) -> str:
        """The formula with its figures, printed under the number (law 6)."""
        rule = "Tỷ lệ đúng hạn = hoàn thành đúng hạn ÷ (đã hoàn thành + quá hạn chưa hoàn thành)"
        return f"{rule} = {self.closed_on_time} ÷ ({self.closed} + {self.overdue_open})"


def on_time_rate(closed_on_time: int, closed: int, overdue_open: int) -> OnTimeRate:
    """The rate from counts; cancelled work is in none of them."""
    if not 0 <= closed_on_time <= closed or overdue_open < 0:
        raise ValueError("Số việc đúng hạn không được âm hoặc lớn hơn số việc đã hoàn thành.")
    return OnTimeRate(closed_on_time, closed, overdue_open)


def on_time_rate_of(counts: Mapping[str, int]) -> OnTimeRate:
    """The rate from a count per status; work handed in late and waiting is late and open."""
    done, late = counts.get("done", 0), counts.get("done-late", 0)
    return on_time_rate(done, done + late, counts.get("overdue", 0) + counts.get("waiting-late", 0))


def _compare(left: Any, op: str, right: Any) -> bool:
    if op == "==":
        return bool(left == right)
    if op in ("<", "<="):
        return bool(left < right or (op == "<=" and left == right))
    if op in (">", ">="):
        return bool(left > right or (op == ">=" and left == right))
    raise ValueError(f"Phép so sánh không có trong bảng: {op}")
