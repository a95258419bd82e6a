"""Numbers as Vietnamese offices write them: 1.234.567,5."""

import re
from decimal import ROUND_HALF_UP, Decimal

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:,[0-9]+)?"
)
_GROUPING = str.maketrans("", "", ". \u00a0\u202f")

DASH = "—"


def parse_number(s: str) -> Decimal | None:
    """The number that `s` writes, or None. A dot groups thousands ("1.234" is 1234), a comma is the decimal mark.

    Anything else ("12.5", "5 người", "") is None: what a person typed is marked, never guessed.
    """
    typed = s.strip()
    if not _NUMBER.fullmatch(typed):
        return None
    return Decimal(typed.translate(_GROUPING).replace(",", "."))


def _plain(x: Decimal) -> str:
    """Digits without an exponent and without zeros at the end of a fraction."""
    digits = format(x, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def format_number(x: Decimal | int | float, decimals: int | None = None) -> str:
    """`x` as 1.234.567,5; with `decimals`, rounded half up to exactly that many places."""
    number = Decimal(str(x))
    if decimals is not None:
        digits = format(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), "f")
    else:
        digits = _plain(number)
    whole, _, fraction = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if whole.startswith("-") and int(whole) == 0 and fraction.strip("0") else ""
    return sign + grouped + ("," + fraction if fraction else "")


def format_percent(num: Decimal | int | float | None, den: Decimal | int | float | None) -> str:
    """The share num/den in percent, at most one decimal ("55,6 %", "11 %"); a dash where there is no share."""
    if num is None or not den:
        return DASH
    share = Decimal(str(num)) * 100 / Decimal(str(den))
    return format_number(share.quantize(Decimal("0.1"), ROUND_HALF_UP)) + " %"
