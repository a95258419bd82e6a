"""Recurring duties: which periods of a year are reported, and when each report is due."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from caunoi.language.dates import format_date
from caunoi.rules.periods import PeriodKey, kinds

DUE_KINDS = ("after-end", "next-month", "last-month", "fixed")


@dataclass(frozen=True)
class DueRule:
    """When the product of a period is due. Made by the four class methods; the fields are what is stored.

    ``day`` counts days after the end (after-end) or names a day of a month (the others). A day that a month
    does not have becomes its last day.
    """

    kind: str
    day: int
    month: int = 0
    years_later: int = 0

    def __post_init__(self) -> None:
        lowest = 0 if self.kind == "after-end" else 1
        highest = 366 if self.kind == "after-end" else 31
        if self.kind not in DUE_KINDS or not lowest <= self.day <= highest:
            raise ValueError(f"Cách tính hạn không hợp lệ: {self.kind}, ngày {self.day}.")
        if (self.kind == "fixed") != (1 <= self.month <= 12):
            raise ValueError("Chỉ hạn vào ngày cố định trong năm mới có tháng, từ 1 đến 12.")

    @classmethod
    def after_end(cls, days: int = 0) -> Self:
        """So many calendar days after the period's last day; 0 is the last day itself."""
        return cls("after-end", days)

    @classmethod
    def day_of_next_month(cls, day: int) -> Self:
        """A day of the month that follows the period's last month."""
        return cls("next-month", day)

    @classmethod
    def day_of_last_month(cls, day: int) -> Self:
        """A day of the period's last month, such as 15/6 and 15/12 for half-years."""
        return cls("last-month", day)

    @classmethod
    def fixed(cls, day: int, month: int, years_later: int = 0) -> Self:
        """One date a year; ``years_later`` 1 puts it into the year after the period's year."""
        return cls("fixed", day, month, years_later)

    def due(self, period: PeriodKey) -> date:
        """The due day for that period. A fixed date needs a kind with one period a year."""
        if self.kind == "after-end":
            return period.end + timedelta(days=self.day)
        if self.kind == "fixed":
            if period.rule.count > 1:
                raise ValueError("Ngày cố định trong năm chỉ dùng cho việc làm mỗi năm một lần.")
            return _clamped(period.year + self.years_later, self.month, self.day)
        return _clamped(period.end.year, period.end.month + (self.kind == "next-month"), self.day)

    @property
    def words(self) -> str:
        """The rule as a person would write it."""
        if self.kind == "after-end":
            return f"chậm nhất {self.day} ngày sau ngày cuối kỳ" if self.day else "ngày cuối kỳ"
        if self.kind == "fixed":
            when = "năm sau" if self.years_later else "hằng năm"
            return f"ngày {self.day:02d}/{self.month} {when}"
        return f"ngày {self.day:02d} của tháng {'sau' if self.kind == 'next-month' else 'cuối'} kỳ"


END_OF_PERIOD = DueRule.after_end(0)


@dataclass(frozen=True, order=True)
class Occurrence:
    """One turn of a recurring duty."""

    period: PeriodKey
    due: date

    @property
    def words(self) -> str:
        """Period and due day for a list."""
        return f"{self.period.label}, hạn {format_date(self.due)}"


def occurrences(
    every: str, year: int, *, first: date | None = None, due: DueRule = END_OF_PERIOD
) -> list[Occurrence]:
    """The turns of a duty repeated ``every`` month, quarter, half-year, year … in the periods of one year.

    ``first`` is the day from which the duty holds: a period that had ended, or whose due day had passed by
    then, is left out. The due day of the last period may lie in the following year.
    """
    PeriodKey(every, year)
    keys = [PeriodKey(every, year, index) for index in range(1, kinds()[every].count + 1)]
    found = [Occurrence(key, due.due(key)) for key in keys]
    if first is None:
        return found
    return [turn for turn in found if turn.period.end >= first and turn.due >= first]


def _clamped(year: int, month: int, day: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))
