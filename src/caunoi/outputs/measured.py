"""Measuring a report: every total and every target of one unit and period, each with its origin.

All numbers come from the same totals and readings as the screens; nothing is computed a second way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caunoi.documents.selectors import clauses
from caunoi.documents.wording import target_words
from caunoi.indicators.forms import Field
from caunoi.indicators.models import Indicator, Period, Target
from caunoi.indicators.selectors.readings import codes_of, judgements_for, read, wanted
from caunoi.indicators.selectors.reports import sibling_periods
from caunoi.indicators.selectors.targets import targets_of
from caunoi.indicators.selectors.totals import Coverage, Totals, totals_of
from caunoi.kernel.errors import NotFoundForYou
from caunoi.orgs.selectors import UnitLabel, labels
from caunoi.outputs.figures import Contributor, ElementFigure, Given, Measured, Origin, TargetFigure
from caunoi.rules.columns import FieldState
from caunoi.rules.periods import PeriodKey
from caunoi.rules.rollup import Cell, Nature, PeriodTotal, over_periods


def measure(period: Period, unit_id: int, on: date | None = None) -> Measured:
    """The figures of ``unit_id`` and all below it, on the tree of the period's last day or of ``on``.

    The caller has checked who reads. Raises NotFoundForYou where the unit stands outside the period's tree.
    """
    year = [p for p in sibling_periods(period) if p.year == period.year and p.index <= period.index]
    each = totals_of(year, on)
    totals = each[period.pk]
    if unit_id not in totals.places:
        raise NotFoundForYou("Đơn vị này không có trong kỳ báo cáo vào ngày đã chọn.")
    names = _names(totals, unit_id)
    by_key = {one.period.key: one for one in each.values()}
    source = _Source(totals, unit_id, names, by_key)
    used = [version for one in each.values() if unit_id in one.places for version in one.version_ids(unit_id)]
    return Measured(
        period=period,
        unit=names[unit_id],
        totals=totals,
        coverage=totals.coverage(unit_id),
        names=names,
        sections=_sections(source),
        targets=_targets(source),
        version_ids=tuple(sorted(used)),
        earlier=tuple(sorted((p for p in year if p.pk != period.pk), key=lambda p: p.index)),
    )


@dataclass(frozen=True)
class _Source:
    totals: Totals
    unit_id: int
    names: dict[int, UnitLabel]
    by_key: dict[PeriodKey, Totals]

    @cached_property
    def absent(self) -> dict[int, str]:
        """Why a unit's report is not in, by unit id."""
        sorted_out = reasons(self.totals.coverage(self.unit_id))
        return {unit: words for words, units in sorted_out for unit in units}

    @cached_property
    def rows(self) -> list[int]:
        """Places of the reports under the unit."""
        return self.totals.rows_under(self.unit_id)

    def origin(self, codes: Sequence[str]) -> Origin:
        """The reports behind a figure made of these elements; none for a figure that a person judges."""
        if not codes:
            return Origin((), ())
        accepted = [place for place in self.rows if self.totals.rows[place].accepted]
        found = [_contributor(self.totals, place, codes, self.names) for place in accepted]
        absent = [(self.names[unit], words) for unit, words in self.absent.items()]
        empty = [(one.unit, "để trống") for one in found if _left_empty(one)]
        return Origin(tuple(found), tuple(absent + empty))

    def to_date(self, code: str) -> PeriodTotal[PeriodKey] | None:
        """The figure since the year began; None where the period is the year's only one."""
        key = self.totals.period.key
        keys = [PeriodKey(key.kind, key.year, index) for index in range(1, key.index + 1)]
        if len(keys) == 1:
            return None
        nature = Nature(self.totals.definition.by_code[code].nature)
        return over_periods(nature, [(one, self._cell(one, code)) for one in keys])

    def _cell(self, key: PeriodKey, code: str) -> Cell | None:
        totals = self.by_key.get(key)
        if totals is None or self.unit_id not in totals.places or not totals.has(code):
            return None
        total = totals.total(self.unit_id, code)
        value = total.value if total.value is not None else total.passages
        if value is None:
            return None
        return Cell(value, FieldState.ESTIMATE if total.estimated else FieldState.VALUE)


def _left_empty(one: Contributor) -> bool:
    return any(cell.state is FieldState.BLANK for cell in one.cells)


def _names(totals: Totals, unit_id: int) -> dict[int, UnitLabel]:
    nodes = {node for node in totals.nodes if node is not None}
    return labels({row.unit_id for row in totals.rows} | nodes | {unit_id}, totals.on)


def reasons(coverage: Coverage) -> Iterable[tuple[str, tuple[int, ...]]]:
    """Why units are missing from a total, with their ids; empty reasons are left out."""
    three = (
        ("chưa báo cáo", coverage.unsent),
        ("đã gửi, chờ duyệt", coverage.waiting),
        ("đã trả lại, chưa gửi lại", coverage.returned),
    )
    return [(words, ids) for words, ids in three if ids]


def _contributor(
    totals: Totals, place: int, codes: Sequence[str], names: dict[int, UnitLabel]
) -> Contributor:
    row = totals.rows[place]
    cells = [(code, *totals.cell(place, code)) for code in codes if totals.has(code)]
    given = tuple(Given(code, state, value) for code, value, state in cells)
    return Contributor(names[row.unit_id], names[totals.nodes[place] or row.unit_id], row, given)


def _sections(source: _Source) -> tuple[tuple[str, str, tuple[ElementFigure, ...]], ...]:
    keys = {item.code: f"SL{number}" for number, item in enumerate(source.totals.definition.numbers, start=1)}
    return tuple(
        (
            section.code,
            section.title,
            tuple(_element(source, item, keys[item.code]) for item in section.fields if item.is_number),
        )
        for section in source.totals.definition.sections
    )


def _element(source: _Source, item: Field, key: str) -> ElementFigure:
    return ElementFigure(
        key=key,
        field=item,
        total=source.totals.total(source.unit_id, item.code),
        to_date=source.to_date(item.code),
        origin=source.origin([item.code]),
    )


def _targets(source: _Source) -> tuple[TargetFigure, ...]:
    period = source.totals.period
    targets = targets_of(period)
    judgements = judgements_for(targets, [period.pk])
    known = clauses(target.provision_id for target in targets if target.provision_id)
    return tuple(
        TargetFigure(
            key=f"CT{number}",
            target=target,
            reading=read(source.totals, target, source.unit_id, judgements),
            clause=known.get(target.provision_id) if target.provision_id else None,
            wanted=_wanted(target),
            formula=_formula(target),
            origin=source.origin(codes_of(target.indicator)),
        )
        for number, target in enumerate(targets, start=1)
    )


def _wanted(target: Target) -> str:
    """The threshold; where nothing is counted, in the words of the document's own measure."""
    if target.indicator.nature == Indicator.Nature.JUDGED and target.finding is not None:
        return target_words(target.finding.fields)
    return wanted(target)


def _formula(target: Target) -> str:
    indicator = target.indicator
    if indicator.nature == Indicator.Nature.JUDGED:
        return "Đánh giá kèm lý do, không tính bằng số"
    if target.each_unit:
        return "Số đơn vị tự đạt yêu cầu ÷ số đơn vị có số liệu"
    if indicator.nature == Indicator.Nature.RATIO:
        return f"Tổng “{indicator.numerator}” ÷ tổng “{indicator.denominator}” × 100 %"
    return f"Tổng “{indicator.numerator}” của các đơn vị"
