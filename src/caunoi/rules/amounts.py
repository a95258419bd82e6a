"""Whether a planned amount reaches a demanded one: set inclusion of what each allows, in exact numbers.

"At least 95 %" allows what "at least 98 %" does not, so it is weaker; "at most 8" is weaker than "at most 5".
Different units of measure are never compared.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from caunoi.rules.rollup import exact
from caunoi.rules.statements import Aspect, Demand, Difference, Statement, plain, sentence
from caunoi.rules.targets import requirement

PER_YEAR: Mapping[str, Fraction] = {
    "day": Fraction(365),
    "week": Fraction(52),
    "month": Fraction(12),
    "quarter": Fraction(4),
    "half-year": Fraction(2),
    "year": Fraction(1),
    "term": Fraction(1, 5),
}
_PERCENT = {"percent", "%", "phần trăm", "tỷ lệ %", "tỉ lệ %"}
_MONEY = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ALL = re.compile(r"\b(?:tất cả|toàn bộ|toàn thể|mọi)\b|\b100\s?%")
_LESS_IS_BETTER = re.compile(
    r"\b(?:giảm|hạ)\b(?:\s+\S+){0,8}?\s+(?:còn|xuống)\b|\b(?:xuống|chỉ) còn\b|\bkhông quá\b|\btối đa\b|\bkhông để\b"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a statement allows: from ``low`` to ``high`` (None: no bound), each end included or not."""

    low: Fraction | None
    high: Fraction | None
    unit: str
    words: str
    low_open: bool = False
    high_open: bool = False
    spoken: bool = False

    def times(self, factor: Fraction) -> "Amount":
        """The same amount over a longer or shorter time."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return replace(self, low=low, high=high)


def amount_of(statement: Statement) -> Amount | None:
    """The amount that a statement names; "tất cả" counts as 100 %. None where it names none."""
    if statement.value is None or not statement.comparator:
        return _spoken_amount(statement)
    low, high = exact(statement.value), None if statement.value_to is None else exact(statement.value_to)
    if statement.comparator == "range" and (high is None or high < low):
        return None
    unit, scale = _unit(statement.unit)
    shown = "%" if unit == "%" else statement.unit
    words = requirement(statement.comparator, low, high if statement.comparator == "range" else None, shown)
    return _bounds(statement.comparator, low * scale, None if high is None else high * scale, unit, words)


def _spoken_amount(statement: Statement) -> Amount | None:
    said = _ALL.search(plain(f"{statement.subject} {statement.text}"))
    if not said or statement.kind == "deadline":
        return None
    return Amount(Fraction(100), None, "%", f"“{said[0]}”, tức 100 %", spoken=True)


def _bounds(comparator: str, low: Fraction, high: Fraction | None, unit: str, words: str) -> Amount:
    if comparator in (">=", ">"):
        return Amount(low, None, unit, words, low_open=comparator == ">")
    if comparator in ("<=", "<"):
        return Amount(None, low, unit, words, high_open=comparator == "<")
    return Amount(low, high if comparator == "range" else low, unit, words)


def _unit(unit: str) -> tuple[str, int]:
    """A unit of measure in one spelling and the number of its base units ("triệu đồng" is 10⁶ đồng)."""
    name = plain(unit)
    if name in _PERCENT:
        return "%", 1
    first, _, rest = name.partition(" ")
    return (rest, _MONEY[first]) if first in _MONEY and rest else (name, 1)


def less_is_better(statement: Statement) -> bool:
    """Whether an exact number is a ceiling: nought, or words such as "giảm … còn"."""
    return statement.value == 0 or bool(_LESS_IS_BETTER.search(plain(statement.text)))


def compare_amounts(demand: Demand, answer: Statement) -> Aspect | None:
    """The amounts set against each other; None where none is demanded."""
    wanted = amount_of(demand)
    if wanted is None or (wanted.spoken and demand.kind != "target"):
        return None
    planned = amount_of(answer)
    if planned is None or (planned.spoken and wanted.unit != "%"):
        words = f"yêu cầu {wanted.words}, kế hoạch không nêu mức"
        return Aspect(f"Mức: {words}", (Difference("no-number", wanted.words, "", sentence(words)),))
    if planned.unit != wanted.unit:
        words = f"yêu cầu {wanted.words}, kế hoạch {planned.words}: khác đơn vị tính nên không so sánh"
        short = Difference("other-unit", wanted.words, planned.words, sentence(words), certain=False)
        return Aspect(f"Mức: {words}", (short,))
    return _set_against(demand, answer, wanted, planned)


def _set_against(demand: Demand, answer: Statement, wanted: Amount, planned: Amount) -> Aspect:
    wanted_words, planned_words = wanted.words, planned.words
    if wanted.unit != "%" and demand.every != answer.every:
        wanted, planned = _per_year(wanted, demand.every, planned, answer.every)
    if demand.comparator == "=":
        wanted = replace(wanted, low=None) if less_is_better(demand) else replace(wanted, high=None)
    reason, certain = _shortfall(wanted, planned)
    words = f"yêu cầu {wanted_words}, kế hoạch {planned_words}"
    if not reason:
        exactly = certain and not _above_exact(demand, planned, wanted) and not planned.spoken
        return Aspect(f"Mức: {words}: đạt yêu cầu", (), exactly)
    code = "out-of-range" if reason == "vượt khoảng yêu cầu" else "weaker"
    short = Difference(code, wanted_words, planned_words, sentence(f"{words}: {reason}"), certain)
    return Aspect(f"Mức: {words}: {reason}", (short,))


def _per_year(
    wanted: Amount, wanted_every: str | None, planned: Amount, planned_every: str | None
) -> tuple[Amount, Amount]:
    wanted_times, planned_times = PER_YEAR.get(wanted_every or ""), PER_YEAR.get(planned_every or "")
    if wanted_times is None or planned_times is None:
        return wanted, planned
    return wanted.times(wanted_times), planned.times(planned_times)


def _above_exact(demand: Demand, planned: Amount, wanted: Amount) -> bool:
    """A plan that goes past an exact number: most likely better, but the number was exact."""
    exact_bound = wanted.low if wanted.low is not None else wanted.high
    planned_bound = planned.low if wanted.low is not None else planned.high
    return demand.comparator == "=" and planned_bound != exact_bound


def _shortfall(wanted: Amount, planned: Amount) -> tuple[str, bool]:
    """Why the planned amount does not lie inside the demanded one ("" if it does), and whether that is sure."""
    reason, certain = "", True
    if wanted.low is not None:
        reason, certain = _below(wanted.low, wanted.low_open, planned.low, planned.low_open)
    if not reason and wanted.high is not None:
        reason, certain = _over(wanted, planned)
    return reason, certain


def _below(low: Fraction, low_open: bool, planned: Fraction | None, planned_open: bool) -> tuple[str, bool]:
    if planned is None:
        return "kế hoạch chỉ nêu mức trần, không nêu mức phải đạt", False
    if planned == low and low_open and not planned_open:
        return "thấp hơn yêu cầu đúng ở mức giới hạn", False
    return ("thấp hơn yêu cầu", True) if planned < low else ("", True)


def _over(wanted: Amount, planned: Amount) -> tuple[str, bool]:
    high = wanted.high or Fraction(0)
    in_range = wanted.low is not None
    if planned.high is None:
        beyond = planned.low is not None and planned.low > high
        if in_range:
            return ("vượt khoảng yêu cầu", True) if beyond else ("", False)
        return "kế hoạch không nêu mức trần", False
    if planned.high == high and wanted.high_open and not planned.high_open:
        return "cao hơn mức trần đúng ở mức giới hạn", False
    if planned.high <= high:
        return "", True
    return ("vượt khoảng yêu cầu", True) if in_range else ("cao hơn mức trần được phép", True)
