"""Mentions of other documents: with a symbol, by type and date, or a law by name and year.

Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương về "…"; Chỉ thị 24-CT/TU; Quyết định số
217-QĐ/TW và Quyết định số 218-QĐ/TW, ngày 13/12/2013; Điều 7 Luật Thủ đô số 39/2024/QH15.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from caunoi.analysis.citation_parts import Mention, complete
from caunoi.analysis.citation_roles import Context
from caunoi.analysis.citation_types import read_type
from caunoi.analysis.doctypes import ANY_NAME, type_of
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Citation, Span
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.symbols import DATE, STANDARD, SYMBOL, bare_symbol, iso_date, repaired_symbol
from caunoi.analysis.zones import Zones

# "số 18, 19 và 20-NQ/TW": the letters stand behind the last number only.
_NUMBERS = re.compile(r"\bsố\s*:?\s*(?P<numbers>(?:\d{1,4}\s*(?:,|và)\s*(?:số\s+)?)+)$")
_BESIDE = re.compile(r"\s*(?:,|;|và|hoặc|,\s*và)\s*(?:số\s*:?\s*)?")
_DIGITS = re.compile(r"\d+")
_NAMED_LAW = re.compile(
    rf"(?P<type>Luật|Bộ\s+[Ll]uật|Pháp\s+lệnh)\s+"
    rf"(?P<name>(?!(?:này|và|có|được|của|sư|hoặc|hiện|trên|trong|thì|là|do|theo|khác|đã|để|cũng|pháp|số)\b)[^\W\d_][^;.()\"]{{2,160}}?)\s+"
    rf"(?:(?:năm\s+)?(?P<only>(?:19|20)\d\d)(?![\d/-]|\.\d)|ngày\s+{DATE})"
)
_CONSTITUTION = re.compile(
    rf"(?P<type>Hiến\s+pháp)(?P<name>\s+nước\s+Cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam)?\s+"
    rf"(?:(?:năm\s+)?(?P<only>(?:19|20)\d\d)(?![\d/-]|\.\d)|ngày\s+{DATE})"
)
# Words that no law's name holds: then the year or day behind belongs to something else.
_NO_NAME = re.compile(
    r"\b(?:là|trước|sau|từ|đến|hết|vào|trong|xong|ngay|năm|ngày|kể)$|\b(?:địa\s+bàn|hoàn\s+thành|chậm\s+nhất|theo\s+quy\s+định|"
    r"hiệu\s+lực|đang|triển\s+khai|quyết\s+định|nghị\s+(?:định|quyết)|thông\s+tư|căn\s+cứ|này|kế\s+hoạch|giai\s+đoạn|"
    r"các\s+văn\s+bản)\b|\d",
    re.I,
)
_LAW_WORD = re.compile(
    r"(?P<type>Luật|Bộ\s+[Ll]uật|Pháp\s+lệnh)\s+(?!(?:này|số|của)\b)(?=[^\W\d_])(?P<amends>[Ss]ửa\s+đ[ổồ]i)?"
)
_AMENDS = re.compile(r"sửa\s+đổi", re.I)
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
_TYPE_WORD_REACH = 40


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


def find_citations(
    view: View, found: list[Block], zones: Zones, tree: Tree, own: Span | None, symbol: str | None
) -> Mentions:
    """All mentions outside stamps and signatures, in reading order."""
    finder = _Finder(view, found, _allowed(found, zones), own, symbol)
    mentions = finder.all()
    context = Context(view, found)
    citations = tuple(_citation(tree, context, mention) for mention in mentions)
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
        self._found: list[Mention] = []
        self._standards = "CVN" in view.flat
        self._constitution = "Hiến" in view.flat
        self.repaired: list[tuple[Span, str]] = []

    def all(self) -> list[Mention]:
        """Mentions with a symbol first; the others only where none of those stands."""
        for start, end in self._spans:
            self._symbols(start, end)
        self._share()
        taken = sorted((mention.start, mention.end) for mention in self._found)
        for start, end in self._spans:
            self._named(start, end, taken)
        return sorted(self._found, key=lambda mention: mention.start)

    def _symbols(self, start: int, end: int) -> None:
        last: Mention | None = None
        floor = start
        for match in SYMBOL.finditer(self._view.flat, start, end):
            if self._own and self._own[0] <= match.start() < self._own[1]:
                floor = match.end()
                continue
            mention = self._read(match, floor, last)
            if mention:
                self._found.append(mention)
                last, floor = mention, match.end()

    def _read(self, match: re.Match[str], floor: int, last: Mention | None) -> Mention | None:
        symbol = bare_symbol(match[0])
        if symbol == self._symbol:
            return None
        mention = Mention(symbol, None, match.start(), match.end(), match.end(), rule="cite-symbol")
        read_type(self._view, mention, floor, last)
        if mention.type is None:
            return None
        mention.symbol = good = repaired_symbol(symbol)
        if good != symbol:
            self.repaired.append((match.span(), good))
        self._complete(mention)
        self._add_numbers(mention, match, floor)
        return mention

    def _complete(self, mention: Mention) -> None:
        number = bisect_right(self._blocks, mention.start, key=lambda item: item.start) - 1
        complete(self._view, mention, self._blocks[number].end)

    def _add_numbers(self, mention: Mention, match: re.Match[str], floor: int) -> None:
        """The numbers before a symbol that share its letters."""
        listed = _NUMBERS.search(self._view.low, max(floor, match.start() - _TYPE_WORD_REACH), match.start())
        if listed is None or not mention.symbol:
            return
        letters = mention.symbol[len(match["number"]) :]
        _, first = self._type_before(_TYPE_RIGHT_BEFORE, floor, listed.start())
        mention.start = match.start()
        for number in _DIGITS.finditer(self._view.low, *listed.span("numbers")):
            other = replace(mention, symbol=number[0] + letters, start=first or number.start())
            other.end = other.reach = number.end()
            other.confidence, first = "likely", 0
            self._found.append(other)

    def _share(self) -> None:
        """What documents named together have in common: "A và B, ngày … của …", "A, B cùng ngày … của …"."""
        for first, second in zip(reversed(self._found[:-1]), reversed(self._found[1:]), strict=True):
            between = self._view.low[first.end : second.start]
            if first.issuer or not _BESIDE.fullmatch(between):
                continue
            joined = not first.date and first.type == second.type and between.strip() == "và"
            first.same_day = first.same_day or (second.same_day and not first.date)
            if joined or first.same_day:
                first.date = second.date
            if joined or first.same_day or _letters(first) == _letters(second):
                first.issuer = second.issuer

    def _named(self, start: int, end: int, taken: list[Span]) -> None:
        for match in _NAMED_LAW.finditer(self._view.flat, start, end):
            self._law(match, taken)
        for match in _CONSTITUTION.finditer(self._view.flat, start, end) if self._constitution else ():
            self._law(match, taken)
        for match in STANDARD.finditer(self._view.flat, start, end) if self._standards else ():
            self._standard(match, start)
        for match in _NUMBERED.finditer(self._view.low, start, end):
            named, first = self._type_before(_TYPE_RIGHT_BEFORE, start, match.start())
            if named and not _overlaps(taken, (first, match.end())):
                self._name(named, (first, match.end("number")), None, "cite-type-number")
                self._complete(self._found[-1])
        for match in _DATED.finditer(self._view.low, start, end):
            named, first = self._type_before(_TYPE_BEFORE, start, match.start())
            if named and not _overlaps(taken, (first, match.end())):
                self._name(named, (first, match.end()), iso_date(match), "cite-type-date")
                self._complete(self._found[-1])

    def _law(self, match: re.Match[str], taken: list[Span]) -> None:
        """A law by its name and year or day; of several in a row only the last has them."""
        words = list(_LAW_WORD.finditer(self._view.flat, match.start(), match.end()))
        word = next((word for word in words if word["amends"]), words[-1] if words else match)
        first, kind = word.start(), word["type"]
        title = self._view.words(word.end("type"), match.end("name")) if match["name"] else ""
        foreign = not _AMENDS.match(title) and _NO_NAME.search(title)
        if foreign or SYMBOL.search(match[0]) or _overlaps(taken, (first, match.end())):
            return
        self._name(kind.lower(), (first, match.end()), match["only"] or iso_date(match), "cite-law-year")
        self._found[-1].title = title or None

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
        found = Mention(bare_symbol(match[0]), kind, at, match.end(), match.end(), rule="cite-standard")
        self._found.append(found)

    def _name(self, kind: str, span: Span, date: str | None, rule: str) -> None:
        self._found.append(Mention(None, type_of(kind), span[0], span[1], span[1], date, rule=rule))


def _letters(mention: Mention) -> str:
    """The letters of a symbol behind its last stroke: those of who issued it."""
    return (mention.symbol or "").rpartition("/")[2]


def _overlaps(taken: list[Span], span: Span) -> bool:
    found = bisect_right(taken, (span[1], 0)) - 1
    return found >= 0 and taken[found][1] > span[0]


def _citation(tree: Tree, context: Context, mention: Mention) -> Citation:
    return Citation(
        symbol=mention.symbol,
        type=mention.type,
        date=mention.date,
        provision=tree.id_at(mention.start),
        span=(mention.start, mention.end),
        issuer=mention.issuer,
        title=mention.title,
        role=context.role(mention),
        pinpoint=context.pinpoint(mention),
        rule=mention.rule,
        confidence=mention.confidence,
    )
