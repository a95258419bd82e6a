"""Labels whose sign recognition missed: "IL MỤC ĐÍCH" for I., "9, Chăm lo" for 9., a second đ) for d).

Only the labels around decide: what is read goes on with their count.
"""

import re
from collections.abc import Iterator

from caunoi.analysis.model import Span
from caunoi.language.text import UPPER

_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_NUMERAL = re.compile(
    rf"(?m)^[ \t]*(?P<sign>(?=[l1|]{{0,4}}[IVXL]|1\.)[IVXLl1|]{{1,5}}[.,:]?) (?=[{UPPER}]{{2,}}(?: |$))"
)
_RIGHT = re.compile(r"([IVX]{1,5})\.")
_STROKES = str.maketrans("Ll1|", "IIII")
_CLAUSE = re.compile(rf"(?m)^[ \t]*(?P<number>\d{{1,2}})(?P<mark>[.,:;]) (?=[{UPPER}])")
_POINT = re.compile(r"(?m)^[ \t]*(?P<letter>[a-zđ])\) ")
_ALIKE = frozenset({"68", "86", "38", "83", "08", "80", "56", "65", "35", "53", "89", "98", "17", "71"})
_CLOSED = re.compile(r"[.;:][ \t\n]*$")
_CLOSE = 12


def misread_labels(flat: str) -> Iterator[tuple[Span, str]]:
    """The places of labels, each with its reading of the same length."""
    yield from _numerals(flat)
    yield from _clauses(flat)
    yield from _points(flat)


def _numerals(flat: str) -> Iterator[tuple[Span, str]]:
    """Numerals of headings in capitals; the blank behind one may be taken for its full stop."""
    last = 0
    for match in _NUMERAL.finditer(flat):
        sign, right = match["sign"], _RIGHT.fullmatch(match["sign"])
        if right and right[1] in _NUMERALS:
            last = _NUMERALS.index(right[1]) + 1
            continue
        value = next((value for value in (last + 1, 1) if _may_be(sign, value)), None)
        if value is None or (sign == "1." and "\nII." not in flat):
            continue
        last, start = value, match.start("sign")
        reading = _NUMERALS[value - 1] + "."
        if len(reading) <= len(sign) + 1:
            yield (start, start + max(len(reading), len(sign))), reading


def _may_be(sign: str, value: int) -> bool:
    """Whether strokes were miscounted only: the last one may be the full stop, or hold it."""
    body = sign.rstrip(".,:")
    wanted = _NUMERALS[value - 1] if value <= len(_NUMERALS) else ""
    return wanted in (body.translate(_STROKES), body[:-1].translate(_STROKES) if body[-1:] in "L1l|" else "")


def _clauses(flat: str) -> Iterator[tuple[Span, str]]:
    last = 0
    for match in _CLAUSE.finditer(flat):
        number = int(match["number"])
        if match["mark"] == ".":
            last = number
        elif number == last + 1 and _CLOSED.search(flat, max(0, match.start() - _CLOSE), match.start()):
            last = number
            yield match.span("mark"), "."
    yield from _numbers([match for match in _CLAUSE.finditer(flat) if match["mark"] == "."])


def _numbers(found: list[re.Match[str]]) -> Iterator[tuple[Span, str]]:
    """A number between its neighbours' (7, 6, 9), or the last one where only one stroke makes it go back (7, 6)."""
    for one, two, three in zip(found, found[1:], [*found[2:], None], strict=False):
        before, here = int(one["number"]), two["number"]
        meant, after = str(before + 1), int(three["number"]) if three else 1
        like = here[-1] + meant[-1] in _ALIKE and here[:-1] == meant[:-1]
        if here != meant and like and (after == before + 2 or (after == 1 and 1 < int(here) <= before)):
            yield two.span("number"), meant


def _points(flat: str) -> Iterator[tuple[Span, str]]:
    """đ) right behind c) and before another đ) is d)."""
    found = list(_POINT.finditer(flat))
    for before, match, after in zip(found, found[1:], found[2:], strict=False):
        if (before["letter"], match["letter"], after["letter"]) == ("c", "đ", "đ"):
            yield match.span("letter"), "d"
