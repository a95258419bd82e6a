"""The heat map units × targets of one period: what needs attention first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caunoi.indicators.models import Period, Target
from caunoi.indicators.selectors.readings import Reading, judgements_for, read
from caunoi.indicators.selectors.targets import targets_of
from caunoi.indicators.selectors.totals import Coverage, Totals, totals
from caunoi.orgs.selectors import UnitLabel, labels


@dataclass(frozen=True)
class HeatRow:
    """One unit with its reading of every target. ``unmet`` and ``unknown`` count what needs attention."""

    unit: UnitLabel
    readings: list[Reading]
    reported: bool
    is_leaf: bool

    @property
    def unmet(self) -> int:
        return sum(1 for reading in self.readings if reading.verdict.met is False)

    @property
    def unknown(self) -> int:
        return sum(1 for reading in self.readings if reading.state == "blank")


@dataclass(frozen=True)
class HeatMap:
    """Units × targets with the row of the unit above on top."""

    totals: Totals
    top: HeatRow
    targets: list[Target]
    rows: list[HeatRow]
    coverage: Coverage


def heat_map(period: Period, unit_id: int, on: date | None = None) -> HeatMap:
    """Readings of every countable target for the units directly under ``unit_id``; the caller has checked sight."""
    found = totals(period, on)
    wanted = targets_of(period)
    judgements = judgements_for(wanted, [period.pk])
    children = found.children(unit_id) if unit_id in found.places else []
    names = labels([unit_id, *children], found.on)
    accepted = {
        node for row, node in zip(found.rows, found.nodes, strict=True) if node is not None and row.accepted
    }

    def row(unit: int) -> HeatRow:
        readings = [read(found, target, unit, judgements) for target in wanted]
        leaf = found.reporting_nodes(unit) == [unit]
        return HeatRow(names[unit], readings, not leaf or unit in accepted, leaf)

    rows = sorted((row(child) for child in children), key=_attention)
    top = row(unit_id) if unit_id in found.places else HeatRow(names[unit_id], [], False, True)
    return HeatMap(
        found, top, wanted, rows, found.coverage(unit_id) if unit_id in found.places else found.coverage()
    )


def _attention(row: HeatRow) -> tuple[int, int, str]:
    return -row.unmet, -row.unknown, row.unit.sort_key


def shares(rows: Sequence[HeatRow]) -> list[float]:
    """All degrees of attainment, for the scale."""
    return [reading.share for row in rows for reading in row.readings if reading.share is not None]
