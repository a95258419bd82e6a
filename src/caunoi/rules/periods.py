"""Reporting periods, keyed by (kind, year, index) and never by a range of dates (law 9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Self
from zoneinfo import ZoneInfo

from caunoi.language.dates import format_date
from caunoi.rules.errors import NoRuleRecorded
from caunoi.rules.law import Basis, load

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ROMAN = ("I", "II", "III", "IV")
HALVES = ("đầu", "cuối")
YEARS = range(1930, 2200)


@dataclass(frozen=True)
class Kind:
    """How one kind of period cuts the year; a row of ``data/periods.yaml``."""

    kind: str
    title: str
    code: str
    count: int
    months: int
    opens_on: int
    label: str
    basis: Basis | None

    @classmethod
    def from_row(cls, row: Mapping[str, Any], rules: Mapping[str, Any]) -> Self:
        """Read a row; ``rule`` names the legal basis of a window that is not a calendar period."""
        basis = Basis.from_row(rules[row["rule"]]) if "rule" in row else None
        columns = {name: value for name, value in row.items() if name != "rule"}
        return cls(**columns, basis=basis)

    @property
    def family(self) -> str:
        """Prefix shared by kinds that tile each other: empty for the calendar, ``ttcp-`` for its windows."""
        return "ttcp-" if self.kind.startswith("ttcp-") else ""


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds of periods by name."""
    data = load("periods.yaml")
    return {row["kind"]: Kind.from_row(row, data["rules"]) for row in data["kinds"]}


@dataclass(frozen=True, order=True)
class PeriodKey:
    """One period, such as quarter 3 of 2026. Keys of one kind order by time.

    ``str()`` gives a short code ("2026Q3", "2026M12", "2026N9", "2026Y") that ``parse`` reads back.
    """

    kind: str
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if self.kind not in kinds():
            raise NoRuleRecorded(f"kỳ báo cáo loại “{self.kind}”")
        if self.year not in YEARS or not 1 <= self.index <= self.rule.count:
            raise ValueError(f"Kỳ thứ {self.index} năm {self.year} không có trong loại “{self.rule.title}”.")

    @classmethod
    def of(cls, kind: str, day: date) -> Self:
        """The period of that kind which contains the day; ValueError where none does (9 months: October)."""
        known = cls(kind, day.year)
        for year in (day.year, day.year + 1):
            for index in range(1, known.rule.count + 1):
                key = cls(kind, year, index)
                if key.start <= day <= key.end:
                    return key
        raise ValueError(f"Ngày {format_date(day)} không thuộc kỳ nào của loại “{known.rule.title}”.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code such as "2026Q3"; ValueError for anything else."""
        found = re.fullmatch(r"(\d{4})([A-Z]+\d*)", text.strip().upper())
        if not found:
            raise ValueError(f"“{text}” không phải mã kỳ báo cáo, ví dụ đúng: 2026Q3, 2026M12, 2026Y.")
        kind, index = _codes().get(re.sub(r"(?<=[A-Z])0+(?=\d)", "", found[2]), ("", 0))
        if not kind:
            raise ValueError(f"“{text}” không phải mã kỳ báo cáo, ví dụ đúng: 2026Q3, 2026M12, 2026Y.")
        return cls(kind, int(found[1]), index)

    def __str__(self) -> str:
        return f"{self.year}{self.rule.code.format(index=self.index)}"

    @property
    def rule(self) -> Kind:
        """How periods of this kind are cut."""
        return kinds()[self.kind]

    @property
    def basis(self) -> Basis | None:
        """Legal basis of a window; None for calendar periods, which need none."""
        return self.rule.basis

    @property
    def start(self) -> date:
        """First day."""
        return self._boundary(self.rule.months * (self.index - 1))

    @property
    def end(self) -> date:
        """Last day."""
        return self._boundary(self.rule.months * self.index) - timedelta(days=1)

    def _boundary(self, months: int) -> date:
        shift = 0 if self.rule.opens_on == 1 else -1
        years, month = divmod(months + shift, 12)
        return date(self.year + years, month + 1, self.rule.opens_on)

    @property
    def label(self) -> str:
        """The period as officials write it: "Quý III/2026", "6 tháng đầu năm 2026"."""
        return self.rule.label.format(
            year=self.year,
            index=self.index,
            roman=ROMAN[min(self.index, len(ROMAN)) - 1],
            half=HALVES[min(self.index, len(HALVES)) - 1],
            before=self.start.month,
            last=self.end.month,
        )

    def next(self) -> Self:
        """The period of the same kind after this one; December leads to January of the next year."""
        if self.index < self.rule.count:
            return type(self)(self.kind, self.year, self.index + 1)
        return type(self)(self.kind, self.year + 1, 1)

    def previous(self) -> Self:
        """The period of the same kind before this one."""
        if self.index > 1:
            return type(self)(self.kind, self.year, self.index - 1)
        return type(self)(self.kind, self.year - 1, self.rule.count)

    def parts(self, kind: str) -> tuple[Self, ...]:
        """The periods of a shorter kind that fill this one exactly; empty where they do not."""
        found = tuple(type(self)(kind, self.year, i) for i in range(1, kinds()[kind].count + 1))
        inside = tuple(key for key in found if self.start <= key.start and key.end <= self.end)
        exact = inside and inside[0].start == self.start and inside[-1].end == self.end
        return inside if exact else ()

    def months(self) -> tuple[Self, ...]:
        """The months of this period; empty for windows, which no calendar month fills."""
        return self.parts("month")

    def quarters(self) -> tuple[Self, ...]:
        """The quarters of this period in its own family (calendar or window); empty for a month."""
        return self.parts(self.rule.family + "quarter")


@cache
def _codes() -> Mapping[str, tuple[str, int]]:
    return {
        rule.code.format(index=index): (rule.kind, index)
        for rule in kinds().values()
        for index in range(1, rule.count + 1)
    }


def deadline(day: date) -> datetime:
    """The last moment of a due day: 23:59 in Asia/Ho_Chi_Minh, whatever the server's zone (law 9)."""
    return datetime.combine(day, time(23, 59), tzinfo=HANOI)
