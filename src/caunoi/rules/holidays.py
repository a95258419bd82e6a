"""Days off of one year, built from the base rules and the year's own list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from caunoi.language.dates import format_date
from caunoi.rules.law import Basis

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
DECISIONS = ("decided", "proposed")


@dataclass(frozen=True)
class YearTable:
    """The list of one year: lunar and chosen days off, swaps (off, worked instead), days still disputed."""

    year: int
    decided: bool
    basis: Basis
    off: Mapping[date, str]
    swaps: tuple[tuple[date, date], ...]
    disputed: tuple[date, ...]

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "YearTable":
        """Read a row of ``years``; a day of another year or an unknown decision is an error in the data."""
        off = {day: entry["name"] for entry in row["holidays"] for day in entry["days"]}
        swaps = tuple((swap["rest"], swap["work"]) for swap in row["swaps"])
        days = [*off, *(day for swap in swaps for day in swap), *row["disputed"]]
        if row["decision"] not in DECISIONS or any(day.year != row["year"] for day in days):
            raise ValueError(
                f"Lịch nghỉ năm {row['year']} có ngày của năm khác hoặc sai trạng thái quyết định."
            )
        basis, decided = Basis.from_row(row), row["decision"] == "decided"
        return cls(row["year"], decided, basis, off, swaps, tuple(row["disputed"]))

    @property
    def words(self) -> str:
        """What the list rests on, and how sure it is."""
        caution = f" ({self.basis.caution})" if self.basis.caution else ""
        if self.decided:
            return f"Lịch nghỉ năm {self.year}: {self.basis.text}{caution}."
        return f"Lịch nghỉ năm {self.year} mới là dự kiến: {self.basis.text}{caution}. Kết quả là tạm tính."


@dataclass(frozen=True)
class YearDays:
    """What is special in one year: weekdays off and rest days worked, each with its reason."""

    year: int
    provisional: bool
    words: str
    off: Mapping[date, str]
    worked: Mapping[date, str]
    disputed: frozenset[date] = field(default_factory=frozenset)


def days_of(year: int, table: YearTable | None, fixed: Mapping[date, str], rest: Iterable[int]) -> YearDays:
    """Join the year's fixed holidays with its list, move holidays off the weekly rest, apply the swaps.

    Without a list only the fixed days are known, and the answer is provisional.
    """
    if table is None:
        return YearDays(year, True, _no_table_words(year), _moved(fixed, set(rest)), {})
    off = _moved({**fixed, **table.off}, set(rest))
    off |= {day: f"nghỉ hoán đổi, làm bù ngày {format_date(work)}" for day, work in table.swaps}
    worked = {work: f"làm bù cho ngày nghỉ {format_date(day)}" for day, work in table.swaps}
    return YearDays(year, not table.decided, table.words, off, worked, frozenset(table.disputed))


def _moved(holidays: Mapping[date, str], rest: set[int]) -> dict[date, str]:
    """Holidays plus the days in lieu of those on a weekly rest day (Điều 111.3, Bộ luật Lao động)."""
    off = dict(sorted(holidays.items()))
    for day in [day for day in off if day.weekday() in rest]:
        moved = day
        while moved in off or moved.weekday() in rest:
            moved += timedelta(days=1)
        off[moved] = f"nghỉ bù {off[day]}, ngày {format_date(day)} là {WEEKDAYS[day.weekday()]}"
    return off


def _no_table_words(year: int) -> str:
    return (
        f"Năm {year} chưa có lịch nghỉ trong bảng: chưa tính Tết Âm lịch, Giỗ Tổ Hùng Vương, "
        "ngày nghỉ thứ hai của Quốc khánh và các ngày hoán đổi. Kết quả là tạm tính."
    )
