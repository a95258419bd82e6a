"""Lines joined to blocks (paragraphs as written, across line and page breaks) and blocks cut to sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from caunoi.analysis.labels import UNNUMBERED, Label, read_label
from caunoi.analysis.model import Span
from caunoi.analysis.normal import View
from caunoi.language.text import UPPER

_DECORATION = re.compile(r"[\s\-_=~*.·•|+#…—–]*")
_DOTS = re.compile(r"[. ]{1,4}(?=\d{1,2}\.\s)")
_PAGE_NUMBER = re.compile(r"-?\s*\d{1,3}\s*-?")
_ARRIVED = re.compile(r"(?m)^[^\n\w]*đến\s*[:\s]\s*(?:ngày|giờ|số)")
# Fields of an incoming stamp that recognition glued to the front of the document's own lines.
_RESIDUE = re.compile(r"(?:chuy[êể]n|số\s+và\s+ký\s+hiệu(?:\s+hs)?|lưu\s+hồ\s+sơ(?:\s+số)?)\s*:[ ]+(?=\S)")
_CLOSING = (".", ";", ":", "!", "?", "…")
_CLOSERS = "\"')]"
# Words that a name or a date goes on behind; not where they end a term of their own ("cơ sở", "địa bàn tỉnh").
_DANGLING = re.compile(
    r"(?:,|\b(?:và|của|các|những|ngày|tháng|khoản|điều|với|cho|tại|theo|về|ban|ủy|đoàn|ubnd|thành|nghị|quyết|chỉ|kết|văn|"
    r"(?<!đổi )(?<!dân )số|(?<!hằng )(?<!hàng )năm|(?<!xã )hội|(?<!cơ )sở|(?<!cán )(?<!nội )(?<!tiến )bộ|(?<!bàn )tỉnh|"
    r"(?<!pháp )luật))$"
)
# A capital here never stands in the middle of a sentence: a ground or the first sentence begins.
_GROUND = re.compile(
    r"Căn\s+cứ\s|Ngày\s+\d|Thực\s+hiện\s+(?:Nghị|Quyết|Chỉ|Kế|Công|Luật|Kết|Thông|Chương|Đề)"
)
_SENTENCE_END = re.compile(rf"[.!?…][\"')\]]*\s+(?=[\"'(\[]*[{UPPER}])")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-ZĐ]{1,4}|[IVXL]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])$")
_STOPS = re.compile(
    r"(?:nơi\s+nhận\s*:?|kính\s+gửi\s*:|t/?m\.?\s|k/?t\.?\s|tl\.?\s|tuq\.?\s|q\.\s|số\s*:|điện\s+thoại\s*:)"
)
_ADDRESS = re.compile(r"kính\s+gửi\s*:")
# How the first sentence of a letter begins, on the line behind its address.
_FIRST_WORDS = re.compile(
    r"(?:theo|căn\s+cứ|thực\s+hiện|trên\s+cơ\s+sở|ngày|để|sau\s+khi|qua|tiếp\s+theo|triển\s+khai|xét|hiện\s+nay)\s"
)
_NUMBER_COMES = re.compile(r"\b(?:số|ngày|điều|khoản|tháng|năm|mục)$")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|-|[IVX]{1,4}\.)\s")
_YEAR_AT_END = re.compile(r"(?:19|20)\d\d$")
_DASHED_YEAR = re.compile(r"-\s?(?:19|20)\d\d\b")
# An amending text quotes what it puts in: "Điều 5a. …", "Mục 2a …", "3. …".
_QUOTED_LABEL = re.compile(r'"(?:(?:điều|mục|chương|phần|phụ\s+lục)\s+\d+|\d{1,3}\.|[a-zđ]\))')
_LABEL_WORDS = frozenset({"điều", "chương", "mục", "tiểu mục", "phần", "phần thứ", "phụ lục"})
_NUMERAL = re.compile(r"(?:\d{1,3}[a-zđ]?|[IVXL]{1,7})(?![\w,])|(?i:nhất|hai|ba|tư|năm|sáu)\b")
_LONGEST_LABEL_WORD = 8
_LONGEST_WORD = 12
_ENOUGH = 8
_MOSTLY = 0.75
_REST = 40
_WRAP_LIMIT = 140
_HEAD = 5000
_WORTHY = 12
_SHORT_SHARE = 0.6
_FULL_SHARE = 0.8


@dataclass(slots=True)
class Block:
    """One paragraph as written: a span over one or more lines, with the label that starts it."""

    start: int
    end: int
    label: Label | None = None
    body: int = 0
    rows: int = 1
    quoted: bool = False

    @property
    def span(self) -> Span:
        """[start, end) in the text."""
        return self.start, self.end


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    gap: bool
    cut: bool = False
    label: Label | None = None


@dataclass(slots=True)
class _State:
    """What joining needs to remember: how wide the page is and which label came last of each shape."""

    width: int
    spaced: bool = False
    last: dict[str, Label] = field(default_factory=dict)


def blocks(view: View) -> list[Block]:
    """The blocks of a text in reading order; decoration lines belong to none."""
    rows = _lines(view)
    state = _State(_page_width(rows), _is_spaced(view, rows))
    found: list[Block] = []
    before: _Line | None = None
    for line, after in zip_longest(rows, rows[1:]):
        line.label = _label(view, line, before, state)
        letter = bool(found) and _opens_letter(view, found[-1], line)
        joined = before is not None and (
            _ends_heading(view, line, before, after) or not _starts_block(view, line, before, state)
        )
        if found and joined and not letter:
            found[-1].end = line.end
            found[-1].rows += 1
        else:
            body = line.start + (line.label.end if line.label else 0)
            found.append(Block(line.start, line.end, line.label, body))
        before = line
    return found


def _ends_heading(view: View, line: _Line, before: _Line, after: _Line | None) -> bool:
    """Whether a few words between a numbered line and a gap are the rest of its heading."""
    if not before.label or before.label.shape in UNNUMBERED or line.label or line.gap or line.cut:
        return False
    short = line.end - line.start <= _REST and not _is_closed(view.low[line.start : line.end])
    open_end = not _is_closed(view.low[before.start : before.end])
    tabbed = "\t" in view.flat[before.start : line.end]
    return short and open_end and not tabbed and (after is None or after.gap)


def _opens_letter(view: View, block: Block, line: _Line) -> bool:
    """Whether a line behind "Kính gửi: …" begins the text of the letter."""
    addressed = view.low.startswith("kính", block.start) and _ADDRESS.match(view.low, block.start)
    return bool(addressed and view.flat[line.start].isupper() and _FIRST_WORDS.match(view.low, line.start))


def _lines(view: View) -> list[_Line]:
    found: list[_Line] = []
    stamped = bool(_ARRIVED.search(view.low[:_HEAD]))
    last, cut = 0, False
    for row, end, text in _rows(view.flat):
        # A line that begins with a letter is none of what is sorted out here.
        worded = text[:1].isalpha()
        if not worded and _DECORATION.fullmatch(text):
            cut = cut or len(text) > 2
            continue
        if not worded and _PAGE_NUMBER.fullmatch(text):
            continue
        # Dots that recognition saw before a number are no part of the line.
        dots = None if worded else _DOTS.match(text)
        text = text[dots.end() :] if dots else text
        start = end - len(text)
        residue = _residue(view, start, end) if stamped and start < _HEAD else None
        gap = row - last != 1
        if found and not gap and _parts_label(view, found[-1], start):
            # "Điều" alone on its line, the number on the next.
            found[-1].end, last = end, row
            continue
        found.append(_Line(residue.end() if residue else start, end, gap, cut or bool(residue)))
        last, cut = row, False
    return found


def _parts_label(view: View, before: _Line, start: int) -> bool:
    """Whether the line before is only the word of a label whose number begins this line."""
    if before.end - before.start > _LONGEST_LABEL_WORD:
        return False
    return view.low[before.start : before.end] in _LABEL_WORDS and bool(_NUMERAL.match(view.flat, start))


def _rows(flat: str) -> Iterator[tuple[int, int, str]]:
    """The lines that hold a sign: their number, where their last sign ends, and their text."""
    at = 0
    for row, line in enumerate(flat.split("\n")):
        text = line.strip()
        if text:
            yield row, at + (len(line.rstrip()) if len(text) < len(line) else len(line)), text
        at += len(line) + 1


def _residue(view: View, start: int, end: int) -> re.Match[str] | None:
    found = _RESIDUE.match(view.low, start, end)
    whole = found and end - found.end() >= _WORTHY and "\t" not in view.flat[start:end]
    return found if whole else None


def _page_width(rows: list[_Line]) -> int:
    """The column at which the lines were wrapped, 0 where a line is a whole paragraph."""
    lengths = sorted(row.end - row.start for row in rows)
    if not lengths:
        return 0
    width = lengths[min(len(lengths) - 1, len(lengths) * 4 // 5)]
    return width if width <= _WRAP_LIMIT else 0


def _is_spaced(view: View, rows: list[_Line]) -> bool:
    """Whether an empty line stands before every numbered line: then a line without one goes on."""
    gaps = [row.gap for row in rows if _NUMBERED.match(view.flat, row.start, row.end)]
    return len(gaps) >= _ENOUGH and sum(gaps) >= _MOSTLY * len(gaps)


def _label(view: View, line: _Line, before: _Line | None, state: _State) -> Label | None:
    if view.flat.count("\t", line.start, line.end) > 1:
        # The number of a table's row labels the row, no provision.
        return None
    label = read_label(view.flat[line.start : line.end], view.low[line.start : line.end])
    if label is None or label.shape in UNNUMBERED:
        return None if label and before and _ends_range(view, before, line) else label
    if before and not line.gap and _flows_on(view, before, state) and not _expected(label, state):
        return None
    if label.shape == "roman" and label.printed in "CDLM":
        return None
    state.last[label.shape] = label
    return label


def _ends_range(view: View, before: _Line, line: _Line) -> bool:
    """Whether the dash of a wrapped "nhiệm kỳ 2026 - 2031" stands at the start of the line."""
    years = _YEAR_AT_END.search(view.flat, max(before.start, before.end - 4), before.end)
    return bool(not line.gap and years and _DASHED_YEAR.match(view.flat, line.start, line.end))


def _expected(label: Label, state: _State) -> bool:
    """Whether the count has come to this label: 25 at a wrapped line's start belongs to a date."""
    last = state.last.get(label.shape)
    return label.value == 1 or (last is not None and 0 <= label.value - last.value <= 2)


def _flows_on(view: View, line: _Line, state: _State) -> bool:
    """A full line without a closing mark: its sentence goes on in the next line."""
    full = bool(state.width) and line.end - line.start >= _SHORT_SHARE * state.width
    return full and not _is_closed(view.low[line.start : line.end])


def _starts_block(view: View, line: _Line, before: _Line, state: _State) -> bool:
    if (
        line.label
        or line.cut
        or "\t" in view.flat[line.start : line.end]
        or _STOPS.match(view.low, line.start)
        or _GROUND.match(view.flat, line.start)
        or _is_starred(view, line)
    ):
        return True
    previous = view.flat[before.start : before.end]
    if view.flat[line.start] == '"' and (previous.endswith(":") or _QUOTED_LABEL.match(view.low, line.start)):
        return True
    if "\t" in previous or previous.isupper() != view.flat[line.start : line.end].isupper():
        return True
    if not line.gap and view.flat[line.start].isdigit() and _ends_with(_NUMBER_COMES, view, before):
        return False
    if not line.gap and _closes_bracket(previous, view.flat[line.start : line.end]):
        return False
    closed = _is_closed(previous)
    if state.width and not line.gap:
        return _starts_wrapped(view, line, before, state, closed)
    lower = view.flat[line.start].islower()
    return closed or not (lower or (_is_long(before) and _ends_with(_DANGLING, view, before)))


def _is_starred(view: View, line: _Line) -> bool:
    """Whether a star sets the line off, as before an unnumbered heading; two of them are a mark of Markdown."""
    return view.text[max(line.start - 2, 0) : line.start] == "* " and view.text[max(line.start - 3, 0)] != "*"


def _closes_bracket(before: str, text: str) -> bool:
    """Whether a line closes the bracket that the line before it left open."""
    opened = before.rfind("(") > before.rfind(")")
    closing = text.find(")")
    return opened and closing >= 0 and text.find("(", 0, closing) < 0


def _starts_wrapped(view: View, line: _Line, before: _Line, state: _State, closed: bool) -> bool:
    length = before.end - before.start
    if closed:
        return length < _FULL_SHARE * state.width
    if view.flat[line.start].islower() or _ends_with(_DANGLING, view, before):
        return False
    if state.spaced and before.label:
        return False
    return length < _SHORT_SHARE * state.width


def _is_long(line: _Line) -> bool:
    return line.end - line.start > 45


def _is_closed(text: str) -> bool:
    """Whether a line ends with a mark that closes a sentence or an item."""
    return text.rstrip(_CLOSERS).endswith(_CLOSING) or text.endswith("/")


def _ends_with(word: re.Pattern[str], view: View, line: _Line) -> bool:
    """Whether a pattern of one word matches at the end of a line."""
    return bool(word.search(view.low, max(line.start, line.end - _LONGEST_WORD), line.end))


def sentences(view: View, found: list[Block]) -> list[Span]:
    """The sentences of all blocks, each in one piece though lines or pages break in it."""
    spans: list[Span] = []
    for block in found:
        start = block.start
        for match in _SENTENCE_END.finditer(view.flat, block.body, block.end):
            if _ABBREVIATION.search(view.flat[max(block.start, match.start() - 12) : match.start()]):
                continue
            spans.append((start, match.start() + len(match[0].rstrip())))
            start = match.end()
        if start < block.end:
            spans.append((start, block.end))
    return spans
