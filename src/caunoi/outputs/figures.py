"""The figures of a report as facts: what was counted, from which reports, by which formula."""

from __future__ import annotations

from dataclasses import dataclass

from caunoi.documents.selectors import Clause
from caunoi.indicators.forms import Field
from caunoi.indicators.models import Indicator, Period, Target
from caunoi.indicators.selectors.figures import shown_total
from caunoi.indicators.selectors.readings import Reading
from caunoi.indicators.selectors.totals import Coverage, Row, Totals
from caunoi.language.numbers import DASH, format_number
from caunoi.orgs.selectors import UnitLabel
from caunoi.rules.columns import FieldState
from caunoi.rules.periods import PeriodKey
from caunoi.rules.rollup import Nature, PeriodTotal, Total


@dataclass(frozen=True)
class Given:
    """What one report gave for one data element."""

    code: str
    state: FieldState
    value: float | None


@dataclass(frozen=True)
class Contributor:
    """One accepted report behind a figure; ``counted`` is False where it left a needed field empty."""

    unit: UnitLabel
    now: UnitLabel
    row: Row
    cells: tuple[Given, ...]

    @property
    def counted(self) -> bool:
        """Whether the figure holds this report."""
        return all(cell.state.reported for cell in self.cells)

    @property
    def estimated(self) -> bool:
        """Whether one of its figures is an estimate."""
        return any(cell.state is FieldState.ESTIMATE for cell in self.cells)


@dataclass(frozen=True)
class Origin:
    """Who is in a figure and who is missing, with the reason."""

    contributors: tuple[Contributor, ...]
    missing: tuple[tuple[UnitLabel, str], ...]

    @property
    def estimated(self) -> tuple[UnitLabel, ...]:
        """The units whose figure is an estimate."""
        return tuple(one.unit for one in self.contributors if one.estimated)


@dataclass(frozen=True)
class ElementFigure:
    """The total of one field of the form; ``to_date`` is its figure since the year began."""

    key: str
    field: Field
    total: Total
    to_date: PeriodTotal[PeriodKey] | None
    origin: Origin

    @property
    def shown(self) -> str:
        """The figure in Vietnamese, "—" where there is none."""
        return shown_total(self.total)

    @property
    def to_date_shown(self) -> str:
        """The figure since the year began."""
        found = self.to_date
        if found is None or (found.value is None and found.passages is None):
            return DASH
        return (
            format_number(found.value)
            if found.value is not None
            else f"{format_number(found.passages or 0)} lượt"
        )

    @property
    def formula(self) -> str:
        """How it was computed, in words."""
        if Nature(self.field.nature) is Nature.DISTINCT:
            return f"“{self.field.label}” không cộng giữa các đơn vị; tổng các đơn vị chỉ ghi là lượt"
        return f"Tổng “{self.field.label}” của các đơn vị"


@dataclass(frozen=True)
class TargetFigure:
    """One target with its reading and the clause that demands it."""

    key: str
    target: Target
    reading: Reading
    clause: Clause | None
    wanted: str
    formula: str
    origin: Origin

    @property
    def is_judged(self) -> bool:
        """Whether a person decides, with a reason."""
        return bool(self.target.indicator.nature == Indicator.Nature.JUDGED)


@dataclass(frozen=True)
class Measured:
    """Everything that a report of ``unit`` for ``period`` says in figures."""

    period: Period
    unit: UnitLabel
    totals: Totals
    coverage: Coverage
    names: dict[int, UnitLabel]
    sections: tuple[tuple[str, str, tuple[ElementFigure, ...]], ...]
    targets: tuple[TargetFigure, ...]
    version_ids: tuple[int, ...]
    earlier: tuple[Period, ...] = ()

    @property
    def elements(self) -> list[ElementFigure]:
        """All figures of the form in its order."""
        return [figure for _, _, figures in self.sections for figure in figures]
