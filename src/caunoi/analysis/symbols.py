"""The grammar of document symbols and of the dates that go with them.

08-NQ/ĐUK, 29 - NQ/TU, 04/2015/NĐ-CP, 281/QĐ-UBND, 72/2025/QH15, 4643/UBND-KGVX, and 66-⏎NQ/TW over a line.
"""

import re

from caunoi.analysis.doctypes import ANY_NAME
from caunoi.language.dates import calendar_date
from caunoi.language.text import LOWER

_CAPS = "A-ZĐƯƠÂÊÔĂ"
_PART = rf"(?:T[1l]g\b|(?:0(?=Đ))?[{_CAPS}]+(?:[a-zđ]{{1,2}}(?![{LOWER}]))?\d{{0,3}}[{_CAPS}]*(?![^\W\d_]))"
_TAIL = rf"{_PART}(?:(?:\s?/\s?|-\s?|\s-|\s-\s(?=[{_CAPS}]{{2}})|\.|&){_PART})*"
SYMBOL = re.compile(
    rf"(?P<number>[0-9](?<![\w./-]\d)\d{{0,4}}(?:\.\d{{1,2}})?[a-zA-Z]?)(?:\s?/\s?(?P<year>(?:19|20)\d\d))?"
    rf"\s{{0,2}}[-/]\s{{0,2}}(?P<tail>{_TAIL})"
)
# The document's own symbol: "Số" opens a line or a cell; the number may still be blank.
OWN_SYMBOL = re.compile(
    rf"(?:^|[\n\t])[^\w\n]*(?i:(?:(?:{ANY_NAME})\s+)?số)[ "
    rf"\t]*:?\s*(?P<number>\d{{1,5}}(?:\.\d{{1,2}})?[a-zA-Z]?)?[\s.…_]*"
    rf"(?:/\s?(?P<year>(?:19|20)\d\d))?\s*(?P<mark>[-/])\s?(?P<tail>{_TAIL})"
)
# … and where recognition spoilt the word or the number before the mark: the number then counts as blank.
DAMAGED_OWN_SYMBOL = re.compile(
    rf"(?:^|[\n\t]|\s{{3}})[^\w\n]*(?i:s[ốóòồoôõổ6])[ \t]*[:.;]?[ \t]*"
    rf"(?P<number>[^\n\t]{{0,9}}?)[ \t]*(?:/\s?(?P<year>(?:19|20)\d\d))?(?P<mark>/)\s?(?P<tail>{_TAIL})"
)
# The number in one column and the rest of the symbol in a line of its own.
PARTED_OWN_SYMBOL = re.compile(
    rf"(?:^|\n)[^\w\n]*(?i:số)[ \t]*:?[ \t]*(?P<number>\d{{1,5}})[ \t]*\n"
    rf"(?:[^\n]*\n){{1,8}}?[ \t]*(?P<year>)(?P<mark>[-/])(?P<tail>{_TAIL})[ \t]*(?=\n)"
)
_SPACES = re.compile(r"\s+")
_MISREAD = re.compile(r"(?<=/)(?:0Đ+|QĐĐ)(?=-)")
_MISREAD_MINISTER = re.compile(r"(?<=-)T[1l]g$")
STANDARD = re.compile(
    r"(?P<kind>QCVN|TCVN)(?<!\w....)\s?\d{1,5}(?:-\d{1,3})?\s?:\s?(?:19|20)\d\d(?:/[A-ZĐ]{2,8})?"
)
_SLASHED = re.compile(r"^(\d+/\d{4}/[A-ZĐ]{1,4})/([A-ZĐ]+)$")
_UNHYPHENED = re.compile(r"^(\d+/)(NQ|CT|QĐ|KH|TB|BC|CV|TTr|UBND|HĐND)(UBND|HĐND|[A-ZĐ]{2,6})$")

# Patterns begin with one letter or digit, not with a repetition, an edge or a look behind: the engine then
# skips to where one can start, which makes a search through a whole text ten times as fast.
DATE = r"(?P<d>[0-9]\d?)(?:\s?[/.-]\s?|\s+tháng\s+)(?P<m>\d{1,2})(?:\s?[/.-]\s?|\s+năm\s+)(?P<y>(?:19|20)\d\d)(?!\d)"


def bare_symbol(printed: str) -> str:
    """The symbol without spaces and line breaks, as printed otherwise."""
    return _SPACES.sub("", printed)


def repaired_symbol(symbol: str) -> str:
    """A state symbol whose hyphen was printed as a slash (04/2015/NĐ/CP) or lost (186/KHUBND), or misread letters."""
    symbol = _MISREAD_MINISTER.sub("TTg", _MISREAD.sub("QĐ", symbol))
    return _UNHYPHENED.sub(r"\1\2-\3", _SLASHED.sub(r"\1-\2", symbol))


def iso_date(match: re.Match[str]) -> str | None:
    """The ISO date of a `DATE` match, None where the calendar has no such day."""
    found = calendar_date(match["y"], match["m"], match["d"])
    return found.isoformat() if found else None
