"""The words before a symbol: what kind of document it is, and what is told of it before its number.

Quyết định số 12/QĐ-UBND; NQ số 12-NQ/TU; Luật Thủ đô số 39/2024/QH15; các Nghị định của Chính phủ: số …; số ….
"""

import re

from caunoi.analysis.citation_parts import Mention
from caunoi.analysis.doctypes import ANY_NAME, type_of, type_of_symbol
from caunoi.analysis.normal import View
from caunoi.language.text import UPPER

_TYPE = re.compile(rf"\b(?:{ANY_NAME})\b(?<!pháp\sluật)")
_BEFORE_SYMBOL = re.compile(r"(?:\s+số\s*:?|\s+-)?\s*")
_SAME_TYPE = re.compile(r"\s*(?:,|;|và|hoặc)\s*(?:số\s*:?\s*)?$")
_JOINED = re.compile(r"[\s,;]*(?:và\s+)?(?:số\s*:?\s*)?")
_NUMBER_WORD = re.compile(r"số\s*:?\s*$")
# The type word itself shortened.
_SHORT_TYPE = re.compile(
    r"\b(?:NĐ|NQ|NQLT|QĐ|QĐi|QyĐ|QC|CT|KL|KH|TB|HD|BC|CV|CTr|CTrHĐ|TT|TTLT|TTr|ĐA|VB)\s+(?:số\s*:?\s*)?$"
)
_OF = re.compile(rf"\s+của\s+(?P<issuer>[{UPPER}][^;:.()\"]{{2,90}}?)\s*[,:]?\s*(?:[Ss]ố\s*:?\s*)?$")
_NAME = re.compile(r"\s+(?P<name>[^;.()\"]{3,120}?)\s*,?\s+số\s*:?\s*$")
_AMENDING = re.compile(r"\b(?:bộ\s+)?luật(?=\s+sửa\s+đổi\b)")
_LAWS = frozenset({"luat", "bo-luat", "phap-lenh"})
_REACH = 140


def read_type(view: View, mention: Mention, floor: int, last: Mention | None) -> None:
    """Sets type, start and confidence of a mention, with issuer or name where they stand before the number.

    The type stays None where nothing tells one. `last` is the mention before, `floor` its end.
    """
    at, said = mention.start, type_of_symbol(mention.symbol or "")
    reach = max(floor, at - _REACH)
    if last and last.end <= reach and _SAME_TYPE.fullmatch(view.low, last.end, at):
        mention.type = _type_in_list(last, said)
    elif not _worded(view, mention, reach, said) and not _shortened(view, mention, reach, said):
        _unworded(view, mention, reach, said)
    _inherit(view, mention, last)


def _type_in_list(last: Mention, said: str | None) -> str | None:
    """The type of a symbol behind another; its QĐ is read as the other's (Quy định số 1-QĐ/TW, số 2-QĐ/TW)."""
    alike = type_of_symbol(last.symbol or "") == said
    return last.type if alike else said or last.type


def _worded(view: View, mention: Mention, reach: int, said: str | None) -> bool:
    """Whether a type word stands right before the symbol, or before "số" and who issued it."""
    before, at = view.low[reach : mention.start], mention.start
    stop = max(before.rfind(";"), before.rfind(". "), before.rfind('"'), before.rfind("("))
    for match in reversed(list(_TYPE.finditer(before, stop + 1))):
        kind, behind = type_of(match[0]), reach + match.end()
        direct = _BEFORE_SYMBOL.fullmatch(view.low, behind, at)
        of = None if direct else _OF.fullmatch(view.flat, behind, at)
        if direct or of or (_is_numbered(before) and (kind == said or said is None or kind in _LAWS)):
            mention.type, mention.start = _settled(kind, said), reach + match.start()
            mention.confidence = "certain" if direct else "likely"
            if of:
                mention.issuer, mention.issuer_first = view.words(*of.span("issuer")), True
            elif kind in _LAWS:
                _name_law(view, mention, reach + stop + 1, behind, at)
            return True
    return False


def _is_numbered(before: str) -> bool:
    return before.rstrip(" :\n").endswith("số")


def _name_law(view: View, mention: Mention, floor: int, behind: int, at: int) -> None:
    """The name of a law before its number; an amending law is named before the one that it amends."""
    amending = _AMENDING.search(view.low, floor, behind)
    if amending:
        mention.start, behind = amending.start(), amending.end()
    name = _NAME.fullmatch(view.low, behind, at)
    if name:
        mention.title = view.words(*name.span("name"))


def _shortened(view: View, mention: Mention, reach: int, said: str | None) -> bool:
    short = _SHORT_TYPE.search(view.flat, reach, mention.start)
    if short is None:
        return False
    mention.type, mention.start = said or "cong-van", short.start()
    return True


def _unworded(view: View, mention: Mention, reach: int, said: str | None) -> None:
    number = _NUMBER_WORD.search(view.low, reach, mention.start)
    mention.confidence = "likely"
    if said or number:
        mention.type = said or "cong-van"
        mention.start = number.start() if number else mention.start


def _inherit(view: View, mention: Mention, last: Mention | None) -> None:
    """The issuer named once before several numbers: "của Chính phủ: số …; số …"."""
    if last and last.issuer_first and not mention.issuer:
        between = view.low[min(last.reach, mention.start) : mention.start]
        if _JOINED.fullmatch(between) and not _TYPE.match(view.low, mention.start):
            mention.issuer, mention.issuer_first = last.issuer, True


def _settled(named: str | None, said: str | None) -> str | None:
    """The printed type, except where it is only the word "văn bản"."""
    return (said or "cong-van") if named == "van-ban" else named
