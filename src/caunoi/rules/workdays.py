"""Working days of public bodies, each answer with its trace.

"Ngày làm việc" are counted here; day 1 is the day after the event (Điều 147, Bộ luật Dân sự 2015).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Generic, Self, TypeVar

from caunoi.language.dates import format_date
from caunoi.rules.holidays import WEEKDAYS, YearDays, YearTable, days_of
from caunoi.rules.law import Basis, load

Value = TypeVar("Value")


@dataclass(frozen=True)
class Answer(Generic[Value]):
    """A result with its reasons. ``provisional``: a year it touches has no decided list of days off."""

    value: Value
    provisional: bool
    trace: tuple[str, ...]


@dataclass(frozen=True)
class FixedHoliday:
    """A holiday of the solar year; a row of ``fixed``."""

    name: str
    month: int
    day: int
    basis: Basis


@dataclass(frozen=True)
class Calendar:
    """The working calendar. Make it once with ``load()`` and keep it: it remembers the years it has built.

    ``bases`` are the legal bases of weekly rest, of days in lieu and of counting, for the page that explains.
    """

    fixed: tuple[FixedHoliday, ...]
    tables: Mapping[int, YearTable]
    rest: frozenset[int]
    earliest: date
    bases: tuple[Basis, ...]
    _years: dict[int, YearDays] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, overrides: Iterable[Mapping[str, Any]] = ()) -> Self:
        """The calendar of the data file. An override is a row of ``years`` and replaces that year's list."""
        data = load("holidays.yaml")
        fixed = tuple(
            FixedHoliday(row["name"], row["month"], row["day"], Basis.from_row(row)) for row in data["fixed"]
        )
        bases = tuple(Basis.from_row(data[name]) for name in ("weekly_rest", "moved_rest", "counting"))
        tables = {row["year"]: YearTable.from_row(row) for row in [*data["years"], *overrides]}
        return cls(fixed, tables, frozenset(data["weekly_rest"]["days"]), data["earliest"], bases)

    def is_workday(self, day: date) -> bool:
        """Whether public bodies work on that day; ``day()`` gives the reason."""
        year = self.year(day.year)
        return day in year.worked or (day.weekday() not in self.rest and day not in year.off)

    def day(self, day: date) -> Answer[bool]:
        """``is_workday`` with its reason."""
        year = self.year(day.year)
        reason = year.worked.get(day) or year.off.get(day)
        if reason is None:
            reason = "nghỉ hằng tuần" if day.weekday() in self.rest else "ngày làm việc"
        unsure = ", phương án nghỉ ngày này chưa được quyết định" if day in year.disputed else ""
        line = f"{format_date(day)} ({WEEKDAYS[day.weekday()]}): {reason}{unsure}."
        return Answer(self.is_workday(day), year.provisional, (line, *self._year_words(day, day)))

    def next_workday(self, day: date) -> Answer[date]:
        """The day itself when it is a working day, else the first one after it (Điều 148 khoản 5, BLDS)."""
        found = day
        while not self.is_workday(found):
            found += timedelta(days=1)
        why = f"{format_date(day)} là ngày nghỉ, chuyển đến ngày làm việc tiếp theo {format_date(found)}."
        return self._answer(found, day, found, () if found == day else (why,))

    def add_workdays(self, day: date, count: int) -> Answer[date]:
        """The ``count``-th working day after the event's day; negative goes back; 0 is the day itself."""
        step = timedelta(days=1 if count > 0 else -1)
        found, left = day, abs(count)
        while left:
            found += step
            left -= self.is_workday(found)
        side = "sau" if count > 0 else "trước"
        line = f"Ngày làm việc thứ {abs(count)} {side} ngày {format_date(day)} là {format_date(found)}."
        return self._answer(found, min(day, found), max(day, found), (line,))

    def workdays_between(self, after: date, until: date) -> Answer[int]:
        """Working days after the first day, up to and including the second; 0 when it is not later.

        With the due day and today it is the number of working days overdue.
        """
        if until <= after:
            return self._answer(0, until, until, (f"{format_date(until)} chưa qua {format_date(after)}.",))
        count = _weekdays(after, until, self.rest)
        for year in (self.year(number) for number in range(after.year, until.year + 1)):
            special = [day for day in {*year.off, *year.worked} if after < day <= until]
            count += sum(self.is_workday(day) - (day.weekday() not in self.rest) for day in special)
        line = f"Sau ngày {format_date(after)} đến hết ngày {format_date(until)} có {count} ngày làm việc."
        return self._answer(count, after, until, (line,))

    def year(self, number: int) -> YearDays:
        """The days off and days worked instead of one year."""
        if number not in self._years:
            self._years[number] = days_of(
                number, self.tables.get(number), self._fixed_days(number), self.rest
            )
        return self._years[number]

    def _fixed_days(self, year: int) -> dict[date, str]:
        found = [(date(year, holiday.month, holiday.day), holiday) for holiday in self.fixed]
        return {
            day: f"{holiday.name} ({holiday.basis.text})"
            for day, holiday in found
            if holiday.basis.in_force(max(day, self.earliest))
        }

    def _answer(self, value: Value, first: date, last: date, lines: tuple[str, ...]) -> Answer[Value]:
        years = [self.year(number) for number in range(first.year, last.year + 1)]
        special = {day: why for year in years for day, why in (*year.off.items(), *year.worked.items())}
        days = tuple(
            f"{format_date(day)}: {why}." for day, why in sorted(special.items()) if first <= day <= last
        )
        unsure = sorted(day for year in years for day in year.disputed if first <= day <= last)
        notes = tuple(
            f"{format_date(day)}: chưa quyết định nghỉ hay làm, tạm tính là ngày làm." for day in unsure
        )
        provisional = any(year.provisional for year in years)
        return Answer(value, provisional, (*lines, *days, *notes, *self._year_words(first, last)))

    def _year_words(self, first: date, last: date) -> tuple[str, ...]:
        words = [self.year(number).words for number in range(first.year, last.year + 1)]
        if first < self.earliest:
            start = format_date(self.earliest)
            words.append(
                f"Trước ngày {start} chưa ghi nhận quy định về ngày nghỉ, tạm dùng quy định từ ngày đó."
            )
        return tuple(words)


def _weekdays(after: date, until: date, rest: frozenset[int]) -> int:
    """Days in (after, until] that are not weekly rest, without any holiday."""
    weeks, days = divmod((until - after).days, 7)
    tail = sum((until.weekday() - back) % 7 not in rest for back in range(days))
    return weeks * (7 - len(rest)) + tail
