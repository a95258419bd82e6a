"""Mentions of other documents: with a symbol, by type and date, or a law by name and year.

Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương về "…"; Chỉ thị 24-CT/TU; Quyết định số
217-QĐ/TW và Quyết định số 218-QĐ/TW, ngày 13/12/2013; Điều 7 Luật Thủ đô số 39/2024/QH15.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from caunoi.analysis.doctypes import ANY_NAME, type_of, type_of_symbol
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Citation, Confidence, Span
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.symbols import DATE, STANDARD, SYMBOL, bare_symbol, iso_date, repaired_symbol
from caunoi.analysis.zones import Zones
from caunoi.language.text import UPPER

_TYPE = re.compile(rf"\b(?:{ANY_NAME})\b")
_BEFORE_SYMBOL = re.compile(r"(?:\s+số\s*:?|\s+-)?\s*$")
_SAME_TYPE = re.compile(r"\s*(?:,|;|và|hoặc)\s*(?:số\s*:?\s*)?$")
_DATE_AFTER = re.compile(rf"[\"')]?\s*,?\s*\(?\s*(?:ngày\s+|(?=\d{{1,2}}[/.-])){DATE}")
_ISSUER = re.compile(
    rf"[\s,]+của\s+(?P<issuer>[{UPPER}][^,;.\"()]*?)(?=\s+(?:về|ban\s+hành|quy\s+định|sửa\s+đổi|phê\s+duyệt|hướng\s+dẫn|thông\s+qua|tại|"
    r"và|khóa|đã|có|trong|trên|gắn)\b|\s*[,;.\"()\n]|\s*$)"
)
_TITLE = re.compile(
    r"[\s,]*(?:\(?khóa\s+[^),;.]{1,12}\)?[\s,]*)?(?P<title>\"[^\"]{5,400}\"|(?:về(?:\s+việc)?\s+)?\"[^\"]{5,400}\"|"
    r"(?:về|ban\s+hành|quy\s+định|phê\s+duyệt|sửa\s+đổi|hướng\s+dẫn|thông\s+qua)\s+[^;.\"]{5,400})"
)
_CITED_TYPE = re.compile(rf"\s*(?:{ANY_NAME})(?:\s+số)?\s*:?\s*$")
_PINPOINT = re.compile(
    r"(?:(?:điểm\s+[a-zđ](?:\s*,\s*[a-zđ])*\s*,?\s*)?(?:khoản\s+\d+(?:\s*,\s*\d+)*\s*,?\s*)?(?:điều|mục|chương|phần)\s+[\divx]+[a-zđ]?)"
    r"\s+(?:của\s+)?$"
)
_NAMED_LAW = re.compile(
    rf"(?P<type>Luật|Bộ\s+[Ll]uật|Pháp\s+lệnh)\s+"
    rf"(?P<name>(?:[{UPPER}]|sửa\s+đổi|(?:hình|dân|lao|tố|hàng)(?=\s))[^;.()\"]{{2,160}}?)\s+"
    rf"(?:năm\s+(?P<only>(?:19|20)\d\d)|ngày\s+{DATE})"
)
_DATED = re.compile(rf"ngày\s+{DATE}(?=\s+của\s)")
_TYPE_BEFORE = re.compile(rf"\b(?P<type>{ANY_NAME})\s*,?\s+$")
_TYPE_RIGHT_BEFORE = re.compile(rf"\b(?P<type>{ANY_NAME})\s+$")
_STANDARDS = {
    "QCVN": ("quy-chuan", re.compile(r"quy\s+chuẩn(?:\s+kỹ\s+thuật)?(?:\s+quốc\s+gia)?\s+$")),
    "TCVN": ("tieu-chuan", re.compile(r"tiêu\s+chuẩn(?:\s+quốc\s+gia|\s+việt\s+nam)?\s+$")),
}
# "Nghị quyết liên tịch số 102 của Ủy ban Thường vụ Quốc hội": a number alone names the document only with its issuer.
_NUMBERED = re.compile(
    r"(?P<number>số\s+\d{1,4})\s+của\s+(?:ban|bộ|chính|quốc|thủ|ủy|hội|tỉnh|thành|liên|tổng)\b"
)
_ROLES = (
    ("replaces", re.compile(r"thay\s+thế\s+(?:cho\s+)?$")),
    ("amends", re.compile(r"sửa\s+đổi(?:\s*,\s*bổ\s+sung)?(?:\s+một\s+số\s+điều)?(?:\s+của)?\s*$")),
    ("repeals", re.compile(r"(?:bãi\s+bỏ|hủy\s+bỏ)\s+$")),
    ("implements", re.compile(r"(?:thực\s+hiện|triển\s+khai|thi\s+hành|quán\s+triệt)[^.;]{0,40}$")),
)
_TYPE_REACH = 140
_TYPE_WORD_REACH = 40
_PINPOINT_REACH = 60
_ROLE_REACH = 60


@dataclass(frozen=True, slots=True)
class Mentions:
    """The citations, the spans that they take up (with title and date), and symbols that were repaired."""

    citations: tuple[Citation, ...]
    covered: tuple[Span, ...]
    repaired: tuple[tuple[Span, str], ...]

    def covers(self, offset: int) -> bool:
        """Whether an offset lies in a cited document's own symbol, date or title."""
        found = bisect_right(self.covered, (offset, 1 << 60)) - 1
        return found >= 0 and offset < self.covered[found][1]


@dataclass(slots=True)
class _Found:
    """A mention while its neighbours may still share their date with it."""

    symbol: str | None
    type: str | None
    start: int
    end: int
    reach: int
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    rule: str = ""
    confidence: Confidence = "certain"


def find_citations(
    view: View, found: list[Block], zones: Zones, tree: Tree, own: Span | None, symbol: str | None
) -> Mentions:
    """All mentions outside stamps and signatures, in reading order."""
    finder = _Finder(view, found, _allowed(found, zones), own, symbol)
    mentions = finder.all()
    citations = tuple(_citation(view, tree, found, mention) for mention in mentions)
    covered = tuple(sorted((mention.start, mention.reach) for mention in mentions))
    return Mentions(citations, covered, tuple(finder.repaired))


def _allowed(found: list[Block], zones: Zones) -> list[Span]:
    """The stretches of text in which mentions count."""
    outside = range(zones.tail, zones.end)
    spans: list[Span] = []
    for index, block in enumerate(found):
        if index in outside or zones.in_stamp(index):
            continue
        if spans and index and not (index - 1 in outside or zones.in_stamp(index - 1)):
            spans[-1] = (spans[-1][0], block.end)
        else:
            spans.append(block.span)
    return spans


class _Finder:
    def __init__(
        self, view: View, blocks: list[Block], spans: list[Span], own: Span | None, symbol: str | None
    ) -> None:
        self._view = view
        self._blocks = blocks
        self._spans = spans
        self._own = own
        self._symbol = symbol
        self._found: list[_Found] = []
        self._standards = "CVN" in view.flat
        self.repaired: list[tuple[Span, str]] = []

    def all(self) -> list[_Found]:
        """Mentions with a symbol first; the others only where none of those stands."""
        for start, end in self._spans:
            self._symbols(start, end)
        self._share_dates()
        taken = sorted((mention.start, mention.end) for mention in self._found)
        for start, end in self._spans:
            self._named(start, end, taken)
        return sorted(self._found, key=lambda mention: mention.start)

    def _symbols(self, start: int, end: int) -> None:
        last: _Found | None = None
        floor = start
        for match in SYMBOL.finditer(self._view.flat, start, end):
            if self._own and self._own[0] <= match.start() < self._own[1]:
                floor = match.end()
                continue
            mention = self._read(match, floor, last)
            if mention:
                self._found.append(mention)
                last, floor = mention, match.end()

    def _read(self, match: re.Match[str], floor: int, last: _Found | None) -> _Found | None:
        symbol = bare_symbol(match[0])
        if symbol == self._symbol:
            return None
        kind, start, confidence = self._type(match.start(), floor, symbol, last)
        if kind is None:
            return None
        good = repaired_symbol(symbol)
        if good != symbol:
            self.repaired.append((match.span(), good))
        mention = _Found(
            good, kind, start, match.end(), match.end(), rule="cite-symbol", confidence=confidence
        )
        self._complete(mention, _block_at(self._blocks, mention.start).end)
        return mention

    def _type(
        self, at: int, floor: int, symbol: str, last: _Found | None
    ) -> tuple[str | None, int, Confidence]:
        """(type, where the mention starts, confidence) from the words before a symbol."""
        low = self._view.low
        reach = max(floor, at - _TYPE_REACH)
        before = low[reach:at]
        stop = max(before.rfind(";"), before.rfind(". "), before.rfind('"'), before.rfind("("))
        named = list(_TYPE.finditer(before, stop + 1))
        said = type_of_symbol(symbol)
        if last and last.end <= reach and _SAME_TYPE.fullmatch(low[last.end : at]):
            return said or last.type, at, "certain"
        for match in reversed(named):
            kind = type_of(match[0])
            direct = _BEFORE_SYMBOL.fullmatch(before[match.end() :])
            if direct or (
                before.rstrip().endswith("số") and (kind == said or said is None or kind == "luat")
            ):
                return _settled(kind, said), reach + match.start(), "certain" if direct else "likely"
        number = re.search(r"số\s*:?\s*$", before)
        if said and not number:
            return said, at, "likely"
        return (said or "cong-van", reach + number.start(), "likely") if number else (None, at, "guess")

    def _complete(self, mention: _Found, end: int) -> None:
        """Date, issuer and title behind a mention, whatever of them is there."""
        at = mention.end
        dated = _DATE_AFTER.match(self._view.low, at, end)
        if dated:
            mention.date = iso_date(dated)
            mention.end = at = dated.end()
        at = self._issuer(mention, at, end)
        titled = _TITLE.match(self._view.low, at, end)
        if titled:
            at = self._cut_title(titled.start("title"), titled.end("title"), end)
            mention.title = self._view.words(titled.start("title"), at) or None
            if mention.issuer is None:
                at = self._issuer(mention, at, end)
        mention.reach = max(at, mention.end)

    def _issuer(self, mention: _Found, at: int, end: int) -> int:
        issuer = _ISSUER.match(self._view.flat, at, min(end, at + 200))
        if not issuer:
            return at
        mention.issuer = self._view.words(*issuer.span("issuer"))
        return issuer.end("issuer")

    def _cut_title(self, start: int, end: int, limit: int) -> int:
        """A title ends with its own closing quotation mark, or where the next document is named by symbol."""
        opening = self._view.text.find("“", start, min(end, start + 12))
        if opening >= 0:
            end = _closing_quote(self._view.text, opening, limit) or end
        after = SYMBOL.search(self._view.flat, start, end)
        if not after:
            return end
        named = _CITED_TYPE.search(self._view.low, start, after.start())
        return named.start() if named else after.start()

    def _share_dates(self) -> None:
        """ "A và B, ngày … của …": two documents of one type named together have the date in common."""
        for first, second in zip(self._found, self._found[1:], strict=False):
            between = self._view.low[first.end : second.start]
            if first.date or first.issuer or first.type != second.type or between.strip() not in {"và", ","}:
                continue
            if between.strip() == "và":
                first.date, first.issuer = second.date, second.issuer

    def _named(self, start: int, end: int, taken: list[Span]) -> None:
        for match in _NAMED_LAW.finditer(self._view.flat, start, end):
            if SYMBOL.search(match[0]) or _overlaps(taken, match.span()):
                continue
            date = match["only"] or iso_date(match)
            self._name(match["type"].lower(), match.span(), date, "cite-law-year")
            self._found[-1].title = self._view.words(*match.span("name"))
        for match in STANDARD.finditer(self._view.flat, start, end) if self._standards else ():
            self._standard(match, start)
        for match in _NUMBERED.finditer(self._view.low, start, end):
            named, first = self._type_before(_TYPE_RIGHT_BEFORE, start, match.start())
            if named and not _overlaps(taken, (first, match.end())):
                self._name(named, (first, match.end("number")), None, "cite-type-number")
        for match in _DATED.finditer(self._view.low, start, end):
            named, first = self._type_before(_TYPE_BEFORE, start, match.start())
            if named and not _overlaps(taken, (first, match.end())):
                self._name(named, (first, match.end()), iso_date(match), "cite-type-date")

    def _type_before(self, pattern: re.Pattern[str], start: int, at: int) -> tuple[str | None, int]:
        """The type word that ends at an offset, and where it begins."""
        floor = max(start, at - _TYPE_WORD_REACH)
        named = pattern.search(self._view.low[floor:at])
        return (named["type"], floor + named.start()) if named else (None, at)

    def _standard(self, match: re.Match[str], start: int) -> None:
        """A technical regulation or standard, its words before the symbol included."""
        kind, words = _STANDARDS[match["kind"]]
        named = words.search(self._view.low[max(start, match.start() - 40) : match.start()])
        at = match.start() - (len(named[0]) if named else 0)
        found = _Found(bare_symbol(match[0]), kind, at, match.end(), match.end(), rule="cite-standard")
        self._found.append(found)

    def _name(self, kind: str, span: Span, date: str | None, rule: str) -> None:
        self._found.append(_Found(None, type_of(kind), span[0], span[1], span[1], date, rule=rule))


def _closing_quote(text: str, opening: int, limit: int) -> int | None:
    """Behind the mark that closes this one, quotations inside it skipped; None where it stays open."""
    depth = 0
    for at in range(opening, min(limit, opening + 600)):
        depth += (text[at] == "“") - (text[at] == "”")
        if not depth:
            return at + 1
    return None


def _block_at(blocks: list[Block], offset: int) -> Block:
    return blocks[bisect_right(blocks, offset, key=lambda item: item.start) - 1]


def _settled(named: str | None, said: str | None) -> str | None:
    """The printed type, except where it is only the word "văn bản"."""
    return (said or "cong-van") if named == "van-ban" else named


def _overlaps(taken: list[Span], span: Span) -> bool:
    found = bisect_right(taken, (span[1], 0)) - 1
    return found >= 0 and taken[found][1] > span[0]


def _citation(view: View, tree: Tree, found: list[Block], mention: _Found) -> Citation:
    before = view.low[max(0, mention.start - _PINPOINT_REACH) : mention.start]
    pinpoint = _PINPOINT.search(before)
    return Citation(
        symbol=mention.symbol,
        type=mention.type,
        date=mention.date,
        provision=tree.id_at(mention.start),
        span=(mention.start, mention.end),
        issuer=mention.issuer,
        title=mention.title,
        role=_role(view, found, mention.start),
        pinpoint=_pinpoint(view, mention.start, pinpoint) if pinpoint else None,
        rule=mention.rule,
        confidence=mention.confidence,
    )


def _pinpoint(view: View, at: int, match: re.Match[str]) -> str:
    start = at - (len(match.string) - match.start())
    return re.sub(r"\s+của$", "", view.words(start, at))


def _role(view: View, found: list[Block], at: int) -> str:
    block = _block_at(found, at)
    if view.low.startswith("căn cứ", block.body):
        return "basis"
    before = view.low[max(block.start, at - _ROLE_REACH) : at]
    return next((role for role, pattern in _ROLES if pattern.search(before)), "mentions")
