"""What copies of laws and decrees say in a sentence where others have a header.

"Nghị định của Chính phủ số 29/1998/NĐ-CP ngày 11 tháng 5 năm 1998 về …" above the text, and below it "Luật này được
Quốc hội … thông qua ngày 10 tháng 12 năm 2025".
"""

import re
from dataclasses import dataclass

from caunoi.analysis.casing import sentence_case
from caunoi.analysis.doctypes import ANY_NAME, type_of
from caunoi.analysis.normal import View
from caunoi.analysis.symbols import DATE, bare_symbol, iso_date

_TITLE = re.compile(
    rf"\s*(?P<type>{ANY_NAME})\s+(?:của\s+(?P<by>[^,;]{{3,80}}?)\s+)?số\s*:?\s*(?P<symbol>(?P<number>\d{{1,5}})[/-][\w/.-]*\w),?\s+"
    rf"ngày\s+{DATE}(?:\s+của\s+(?P<behind>[^,;]{{4,90}}?)(?=\s+(?:về|quy\s+định|ban\s+hành|hướng\s+dẫn|sửa\s+đổi)\b))?"
)
_FIRST_WORDS = re.compile(r"[-\s]*(?:căn\s+cứ|xét|theo\s+đề\s+nghị|để\s|điều\s+1\b|chương\s+i\b)")
_PASSED = re.compile(
    rf"(?:luật|pháp\s+lệnh|nghị\s+quyết)\s+này\s+(?:đã\s+)?được\s+[^.;]{{5,260}}?thông\s+qua\s+ngày\s+{DATE}"
)
_LONGEST_SUBJECT = 8
_SHORT_LINE = 60
_FOOT_REACH = 1200


@dataclass(frozen=True, slots=True)
class StatedHead:
    """What a title line says of a document."""

    type: str | None
    symbol: str
    number: str
    date: str | None
    issuer: str | None
    subject: str | None


def stated_head(view: View) -> StatedHead | None:
    """The title line that begins a text and names type, symbol and date; None where it begins otherwise."""
    # The issuer may stand alone on the line above.
    match = _TITLE.match(view.low) or _TITLE.match(view.low, view.low.find("\n", 0, _SHORT_LINE) + 1)
    if match is None:
        return None
    group = "by" if match["by"] else "behind"
    issuer = view.words(*match.span(group)) if match[group] else None
    symbol = view.flat[slice(*match.span("symbol"))]
    return StatedHead(
        type_of(match["type"]),
        bare_symbol(symbol),
        match["number"],
        iso_date(match),
        sentence_case(issuer) if issuer else None,
        _subject(view, match.end(), match[group]),
    )


def _subject(view: View, start: int, issuer: str | None) -> str | None:
    """The lines behind the title up to the issuer's own line or the first ground."""
    lines: list[str] = []
    at = start
    for line in view.flat[start : start + 2000].split("\n")[: _LONGEST_SUBJECT + 4]:
        low = " ".join(line.lower().split())
        if lines and (_FIRST_WORDS.match(low) or (issuer and low == " ".join(issuer.split()))):
            break
        if low:
            lines.append(view.words(at, at + len(line)))
        at += len(line) + 1
    subject = " ".join(lines[:_LONGEST_SUBJECT]).strip(" -*_.")
    return subject or None


def passed_on(view: View, end: int) -> str | None:
    """The day on which the National Assembly or its committee passed the text, told at its end."""
    told = list(_PASSED.finditer(view.low, max(0, end - _FOOT_REACH), end + 300))
    return iso_date(told[-1]) if told else None
