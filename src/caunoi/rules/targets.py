"""The one function that decides "đạt", on every screen, export and report (law 4)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from caunoi.language.numbers import format_number
from caunoi.rules.columns import Number
from caunoi.rules.rollup import exact

COMPARATORS = (">=", ">", "=", "<=", "<", "range")
MET, NOT_MET, NO_FIGURES = "Đạt", "Chưa đạt", "Chưa đủ số liệu"
FINEST = 6


@dataclass(frozen=True)
class Verdict:
    """``met`` is None where there is nothing to decide on; ``actual`` is the exact figure compared."""

    met: bool | None
    words: str
    actual: Fraction | None = None

    @property
    def label(self) -> str:
        """The short word for a table cell."""
        return NO_FIGURES if self.met is None else MET if self.met else NOT_MET


def evaluate(
    comparator: str,
    threshold: Number | Fraction,
    value: Number | Fraction | None = None,
    *,
    numerator: Number | Fraction | None = None,
    denominator: Number | Fraction | None = None,
    value_to: Number | Fraction | None = None,
    unit: str = "",
) -> Verdict:
    """Compare a figure, or a share given as numerator and denominator, with a target.

    A share is compared in percent (``threshold`` 95 is 95 %). The comparison is exact: 94,96 % does not reach
    95 %. ``range`` needs ``value_to`` and includes both ends.
    """
    _check(comparator, threshold, value_to)
    if value is None and (numerator is not None or denominator is not None):
        unit = "%"
    lacking = _lacking(value, numerator, denominator)
    if lacking:
        return Verdict(None, f"{NO_FIGURES}: {lacking}")
    actual = exact(value) if value is not None else _percent(numerator, denominator)
    low, high = exact(threshold), None if value_to is None else exact(value_to)
    met = _meets(comparator, actual, low, high)
    shown = _shown(comparator, actual, low, high)
    wanted = requirement(comparator, threshold, value_to, unit)
    return Verdict(
        met, f"{MET if met else NOT_MET}: {_with_unit(shown, unit)} so với yêu cầu {wanted}", actual
    )


def judged(met: bool | None, reason: str) -> Verdict:
    """A target that cannot be counted: a person decides and gives a reason."""
    if met is None:
        return Verdict(None, f"{NO_FIGURES}: chưa có đánh giá")
    if not reason.strip():
        raise ValueError("Đánh giá mục tiêu không đo được bằng số phải kèm lý do.")
    return Verdict(met, f"{MET if met else NOT_MET} theo đánh giá: {reason.strip()}")


def requirement(
    comparator: str, threshold: Number | Fraction, value_to: Number | Fraction | None = None, unit: str = ""
) -> str:
    """The target in words: "từ 95 % trở lên"."""
    _check(comparator, threshold, value_to)
    bound = _with_unit(_number(exact(threshold)), unit)
    upper = "" if value_to is None else _with_unit(_number(exact(value_to)), unit)
    return {
        ">=": f"từ {bound} trở lên",
        ">": f"trên {bound}",
        "=": f"bằng {bound}",
        "<=": f"không quá {bound}",
        "<": f"dưới {bound}",
        "range": f"từ {bound} đến {upper}",
    }[comparator]


def _check(comparator: str, threshold: Number | Fraction, value_to: Number | Fraction | None) -> None:
    if comparator not in COMPARATORS:
        raise ValueError(f"Phép so sánh “{comparator}” không có; dùng một trong {', '.join(COMPARATORS)}.")
    if comparator == "range" and (value_to is None or exact(value_to) < exact(threshold)):
        raise ValueError("Mục tiêu theo khoảng phải có hai mức, mức sau không nhỏ hơn mức trước.")


def _lacking(value: object, numerator: object, denominator: object) -> str:
    if value is not None:
        return ""
    if numerator is None and denominator is None:
        return "chưa có số báo cáo"
    if numerator is None or denominator is None:
        return "thiếu tử số" if numerator is None else "thiếu mẫu số"
    return "mẫu số bằng 0" if denominator == 0 else ""


def _percent(numerator: Number | Fraction | None, denominator: Number | Fraction | None) -> Fraction:
    return exact(numerator or 0) * 100 / exact(denominator or 0)


def _meets(comparator: str, actual: Fraction, low: Fraction, high: Fraction | None) -> bool:
    if comparator == "range":
        return high is not None and low <= actual <= high
    return {
        ">=": actual >= low,
        ">": actual > low,
        "=": actual == low,
        "<=": actual <= low,
        "<": actual < low,
    }[comparator]


def _shown(comparator: str, actual: Fraction, low: Fraction, high: Fraction | None) -> str:
    """The figure with one decimal, or with as many as it takes not to read as the opposite of the verdict."""
    for decimals in range(1, FINEST + 1):
        rounded = Fraction(round(actual * 10**decimals), 10**decimals)
        if _side(rounded, low, high) == _side(actual, low, high):
            return _number(rounded)
    return f"xấp xỉ {_number(Fraction(round(actual * 10**FINEST), 10**FINEST))}"


def _side(actual: Fraction, low: Fraction, high: Fraction | None) -> tuple[int, int]:
    upper = low if high is None else high
    return (actual > low) - (actual < low), (actual > upper) - (actual < upper)


def _number(number: Fraction) -> str:
    if number.denominator == 1:
        return format_number(number.numerator)
    return format_number(round(Decimal(number.numerator) / Decimal(number.denominator), FINEST))


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}" if unit else number
