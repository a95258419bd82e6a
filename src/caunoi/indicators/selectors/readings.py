"""A target read against a period: its figure, its verdict and how far it is reached, for any unit.

Every screen, export and report asks here, and the verdict comes from ``rules.targets.evaluate`` alone (law 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from caunoi.indicators.models import Indicator, Judgement, Target
from caunoi.indicators.selectors.totals import Totals
from caunoi.language.numbers import format_number, format_percent
from caunoi.rules.columns import FieldState
from caunoi.rules.rollup import Total, ratio
from caunoi.rules.targets import Verdict, evaluate, judged, requirement

Nature = Indicator.Nature
Judgements = Mapping[tuple[int, int, int], Judgement]


@dataclass(frozen=True)
class Reading:
    """A target's figure for one unit. ``shown`` is the figure in Vietnamese, "—" where there is none.

    ``share`` says how far the target is reached (0…1), None where nothing can be said. ``total`` carries the
    coverage. ``state`` is value, nil, blank, not-applicable or judged.
    """

    target_id: int
    unit_id: int
    shown: str
    verdict: Verdict
    state: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    share: float | None = None
    total: Total | None = None
    own_units: tuple[int, int] | None = None

    @property
    def shade(self) -> float | None:
        """For the heat map: ``share``, but the dark shades are kept for what is met."""
        if self.share is None:
            return None
        return 1.0 if self.verdict.met else min(self.share, 0.79)

    @property
    def code(self) -> str:
        """met, not-met or unknown, for the badge."""
        return {True: "met", False: "not-met", None: "unknown"}[self.verdict.met]


def read(totals: Totals, target: Target, unit: int, judgements: Judgements | None = None) -> Reading:
    """The target for ``unit`` and all below it."""
    indicator = target.indicator
    if indicator.nature == Nature.JUDGED:
        return _judged(totals, target, unit, judgements or {})
    if unit not in totals.places or not totals.has(*codes_of(indicator)):
        return _nothing(target, unit, "Kỳ này không có số liệu của chỉ tiêu.")
    if target.each_unit and totals.reporting_nodes(unit) != [unit]:
        return _share_of_units(totals, target, unit)
    return (
        _ratio(totals, target, unit) if indicator.nature == Nature.RATIO else _element(totals, target, unit)
    )


def codes_of(indicator: Indicator) -> list[str]:
    """The data elements that the indicator needs."""
    return [element.code for element in (indicator.numerator, indicator.denominator) if element is not None]


def wanted(target: Target) -> str:
    """The threshold in words: "từ 95 % trở lên", or how it is decided where nothing is counted."""
    if target.indicator.nature == Nature.JUDGED:
        return "đánh giá kèm căn cứ"
    words = requirement(target.comparator, target.value, target.value_to, target.indicator.unit_of_measure)
    return f"mỗi đơn vị {words}" if target.each_unit else words


def _nothing(
    target: Target, unit: int, words: str, total: Total | None = None, state: str = "blank"
) -> Reading:
    return Reading(target.pk, unit, "—", Verdict(None, words), state, total=total)


def _judged(totals: Totals, target: Target, unit: int, judgements: Judgements) -> Reading:
    found = judgements.get((target.pk, unit, totals.period.pk))
    verdict = judged(found.met if found else None, found.reason if found else "")
    share = None if found is None else float(found.met)
    return Reading(target.pk, unit, verdict.label if found else "—", verdict, "judged", share=share)


def _ratio(totals: Totals, target: Target, unit: int) -> Reading:
    found, total = totals.ratio(unit, *codes_of(target.indicator))
    if found is None:
        return _nothing(target, unit, _why_nothing(target, total), total, _state(total))
    verdict = evaluate(
        target.comparator,
        target.value,
        numerator=found.numerator,
        denominator=found.denominator,
        value_to=target.value_to,
    )
    numerator, denominator = float(found.numerator), float(found.denominator)
    return Reading(
        target.pk,
        unit,
        format_percent(numerator, denominator),
        verdict,
        "value" if denominator else "nil",
        numerator=numerator,
        denominator=denominator,
        share=reached(target, verdict.actual),
        total=total,
    )


def _element(totals: Totals, target: Target, unit: int) -> Reading:
    total = totals.total(unit, codes_of(target.indicator)[0])
    if total.value is None:
        return _nothing(target, unit, _why_nothing(target, total), total, _state(total))
    measure = target.indicator.unit_of_measure
    verdict = evaluate(target.comparator, target.value, total.value, value_to=target.value_to, unit=measure)
    return Reading(
        target.pk,
        unit,
        format_number(total.value),
        verdict,
        "value",
        value=total.value,
        share=reached(target, verdict.actual),
        total=total,
    )


def _share_of_units(totals: Totals, target: Target, unit: int) -> Reading:
    """Of the units under ``unit`` that gave a figure, how many reach the target by themselves."""
    nodes = totals.reporting_nodes(unit)
    each = [_of_node(totals, target, node) for node in nodes]
    given = [met for met in each if met is not None]
    met = sum(given)
    if target.indicator.nature == Nature.RATIO:
        total = totals.ratio(unit, *codes_of(target.indicator))[1]
    else:
        total = totals.total(unit, codes_of(target.indicator)[0])
    if not given:
        return _nothing(target, unit, _why_nothing(target, total), total, _state(total))
    verdict = evaluate(">=", 100, numerator=met, denominator=len(given))
    return Reading(
        target.pk,
        unit,
        f"{format_number(met)}/{format_number(len(given))} đơn vị",
        verdict,
        "value",
        numerator=met,
        denominator=len(given),
        share=met / len(given),
        total=total,
        own_units=(met, len(given)),
    )


def _of_node(totals: Totals, target: Target, node: int) -> bool | None:
    """Whether one reporting unit reaches the target with its own rows; None without a figure."""
    sums, at = totals.sums, totals.places[node]
    figures = []
    for code in codes_of(target.indicator):
        place = totals.definition.places[code]
        if not sums.own_given[at, place]:
            return None
        figures.append(float(sums.own[at, place]))
    if target.indicator.nature == Nature.RATIO:
        share = ratio(*figures)
        return evaluate(
            target.comparator,
            target.value,
            numerator=share.numerator,
            denominator=share.denominator,
            value_to=target.value_to,
        ).met
    return evaluate(target.comparator, target.value, figures[0], value_to=target.value_to).met


def reached(target: Target, actual: Fraction | None) -> float | None:
    """How far the target is reached, from 0 to 1; 1 where it is met."""
    if actual is None:
        return None
    wanted_value = Fraction(target.value)
    if target.comparator in ("<=", "<"):
        return 1.0 if actual <= wanted_value else float(max(Fraction(0), wanted_value / actual))
    if wanted_value <= 0:
        return 1.0 if actual >= wanted_value else 0.0
    return float(max(Fraction(0), min(Fraction(1), actual / wanted_value)))


def _state(total: Total) -> str:
    only_apart = total.not_applicable and not total.reported and not total.missing
    return FieldState.NOT_APPLICABLE.code if only_apart else FieldState.BLANK.code


def _why_nothing(target: Target, total: Total) -> str:
    if _state(total) == FieldState.NOT_APPLICABLE.code:
        return "Không áp dụng với đơn vị này."
    return evaluate(target.comparator, target.value, value_to=target.value_to).words


def judgements_for(
    targets: Iterable[Target], period_ids: Iterable[int]
) -> dict[tuple[int, int, int], Judgement]:
    """The judgements that hold, by (target, unit, period), in one query."""
    wanted_ids = [target.pk for target in targets if target.indicator.nature == Nature.JUDGED]
    if not wanted_ids:
        return {}
    rows = Judgement.objects.filter(target_id__in=wanted_ids, period_id__in=list(period_ids)).order_by("pk")
    return {(row.target_id, row.unit_id, row.period_id): row for row in rows}
