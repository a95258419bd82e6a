"""Symbols whose letters recognition missed: 12-NQ/ĐĐU, 38/CT-TTEg, 184/KL-TTTr, 15-NQ/DU.

A part is read as a known abbreviation only where strokes alone tell them apart, and only one is so near.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from caunoi.analysis.damage import plain
from caunoi.analysis.model import Span
from caunoi.language.text import UPPER

_TYPES = frozenset({
    "NQ", "CT", "KL", "QĐ", "QĐi", "QYĐ", "QC", "HD", "CTr", "CTR", "CTHĐ", "CTrHĐ", "KH", "TB", "BC", "CV", "TTr",
    "TTR", "NĐ", "ĐA", "DA", "CĐ", "TT", "PA", "VBHN", "NQLT", "TTLT", "BB", "PL", "GM",
})  # fmt: skip
_BODIES = frozenset({
    "ĐU", "TW", "TƯ", "TU", "HU", "QU", "ThU", "ĐUK", "CP", "TTg", "UBND", "HĐND", "UBTVQH", "QH", "MTTQ", "MTTW",
    "UBTW", "BTT", "BTV", "BCH", "BCĐ", "BTC", "BTP", "BNV", "VP", "VPCP", "VPTW", "UBKT", "UBKTTW", "BTCTW",
    "BTGTW", "BDVTW", "BTGDVTW", "ĐĐBQH", "ĐBQH", "CTN", "TANDTC", "VKSNDTC", "ĐCT", "LĐLĐ", "TLĐ", "HND", "CCB",
    "LHPN", "ĐTN", "TTr", "TT",
})  # fmt: skip
_SYMBOL = re.compile(
    rf"(?<![\w/.-])\d{{1,5}}[a-z]?(?:/\d{{4}})?\s?[-/]\s?(?P<tail>[{UPPER}][\w-]*(?:/[\w-]+)*)"
)
_PART = re.compile(r"[^\W\d_]+")
_TWICE = re.compile(r"D{2,}|T{3,}(?=[RG])")
_LOOKS = str.maketrans("0QL1", "OOII")
# "Thủ tướng" behind what its office issues: its second and third letters run together.
_PRIME_MINISTER = re.compile(r"(?<=(?:QĐ|CT|CĐ)-)T(?:[TIl1]?[Tl1IEF]{1,2}[gpq]|TE|TEg)\b(?<!TTg)")


# "Số:  UBND-KT": the mark behind the number, or behind the room for it, is taken for a blank.
_LOST_MARK = re.compile(
    rf"(?m)^\W*[Ss]ố[ \t]*:?(?:[ \t]*\d{{1,5}})?(?P<blank>[ \t])(?P<first>[{UPPER}]{{2,5}}\w?)(?P<mark>[-/])[{UPPER}]"
)


def _strokes(part: str) -> str:
    """The part without diacritics and strokes, letters that were seen twice once."""
    return _TWICE.sub(lambda run: "D" if run[0][0] == "D" else "TT", plain(part).upper()).translate(_LOOKS)


def _by_strokes(known: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for part in known:
        found[_strokes(part)].add(part)
    return found


_FIRST, _OTHERS = _by_strokes(_TYPES | _BODIES), _by_strokes(_BODIES)


def misread_symbols(flat: str) -> Iterator[tuple[Span, str]]:
    """The places of parts of symbols, each with the abbreviation that it is read as, never longer than the part."""
    for match in _LOST_MARK.finditer(flat):
        if match["first"] in _TYPES | _BODIES:
            yield match.span("blank"), "-" if match["mark"] == "/" else "/"
    for symbol in _SYMBOL.finditer(flat):
        ministers = list(_PRIME_MINISTER.finditer(flat, *symbol.span("tail")))
        for match in ministers:
            yield match.span(), "TTg"
        for match in _PART.finditer(flat, *symbol.span("tail")):
            reading = None if ministers else _known(match[0], match.start() == symbol.start("tail"))
            if reading and len(reading) <= len(match[0]):
                yield match.span(), reading


def _known(part: str, first: bool) -> str | None:
    """The only abbreviation that has the strokes of this part; None for one that is itself known."""
    near = (_FIRST if first else _OTHERS).get(_strokes(part), set())
    return next(iter(near)) if len(near) == 1 and part not in near else None
