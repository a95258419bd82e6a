"""Where a document's head ends, where its signatures begin, and which texts are enclosed with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from caunoi.analysis.damage import damaged_type
from caunoi.analysis.doctypes import ANY_NAME
from caunoi.analysis.lines import Block
from caunoi.analysis.normal import View
from caunoi.language.text import UPPER

_TYPE_LINE = re.compile(rf"(?:{ANY_NAME})(?=\s*$|\s*[\n\t]|\s+(?:của|về|thực|triển|liên)\b|\s*\()")
_ALONE = re.compile(rf"(?:{ANY_NAME})[ \t]*(?:\n|$)")
_MOTTO = re.compile(r"cộng\s+hòa\s+xã\s+hội|đảng\s+cộng\s+sản")
_CLOSED = re.compile(r"[.;:][\"')*]*\s*$|/\.?\s*$")
_ADDRESS = re.compile(r"kính\s+gửi")
_SYMBOL = re.compile(rf"số\s*:?[\s\d./-]|(?:{ANY_NAME})\s+số\s*:?\s*\d[^;]{{0,40}}$")
_PLACE_DATE = re.compile(r"[^,;]{1,45},\s*ngày\s+[\d\s.…_]*tháng[\s\d.…_]*năm")
_AUTHORITY = re.compile(rf"(?:T/?\s?M|K/?\s?T|TL|T/L|TUQ|Q)(?:\s?\.\s*|\s+)[{UPPER}]{{2}}")
_RECIPIENTS = re.compile(r"(?:[^\n\t]*\t)?\s*nơi\s+nhận\b")
_ARRIVED = re.compile(r"đến\s*[:\s]\s*(?:ngày|giờ|số)|công\s+văn\s+đến|văn\s+bản\s+đến")
_STAMP_FIELD = re.compile(r"(?:giờ|chuy[êể]n|số\s+và\s+ký\s+hiệu|lưu\s+hồ\s+sơ|kính\s+chuyển)\b")
_STAMP_NUMBER = re.compile(r"số\s*:?\s*\d+\s*(?:\t|$)")
_ENCLOSED = re.compile(r"\(?(?:ban\s+hành\s+)?kèm\s+theo")
_ROLE_LINE = re.compile(
    r"(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|TRƯỞNG (?:BAN|PHÒNG|ĐOÀN|CÔNG AN)|"
    r"HIỆU TRƯỞNG|CỤC TRƯỞNG|VIỆN TRƯỞNG|CHỈ HUY TRƯỞNG|CHÁNH)\b[^.;:]*"
)
_GROUND = re.compile(r"(?:Căn\s+cứ|Xét)\s")
_FIRST_SENTENCE = re.compile(
    r"(?:Thực\s+hiện|Theo|Trên\s+cơ\s+sở|Triển\s+khai|Để|Nhằm|Sau\s+khi|Ngày\s+\d+/\d+/\d+,)\s"
)
_END_MARK = re.compile(r"\./\.")
_KEPT = re.compile(r"-\s*lưu\b")
_FOOT_BLOCKS = 40
_ROW_TABS = 2
_HEAD_REACH = 60
_MOTTO_REACH = 600
_STAMP_REACH = 5
_LONG = 60


@dataclass(slots=True)
class Enclosure:
    """A text issued with the document: its first block, where its own body begins, and its end."""

    first: int
    body: int
    end: int


@dataclass(slots=True)
class Zones:
    """Block indexes: the head is [0, body), the body [body, tail), the signatures [tail, end)."""

    body: int
    tail: int
    end: int
    type_block: int | None = None
    stamps: list[range] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)

    def indexes(self) -> Iterator[int]:
        """The blocks of the body and of the bodies of enclosed texts."""
        yield from range(self.body, self.tail)
        for part in self.enclosures:
            yield from range(part.body, part.end)

    def in_stamp(self, index: int) -> bool:
        """Whether this block belongs to an incoming stamp."""
        return bool(self.stamps) and any(index in stamp for stamp in self.stamps)


def find_zones(view: View, found: list[Block]) -> Zones:
    """The zones of a text; a text without head or signatures is all body."""
    stamps = _stamps(view, found)
    type_block = _type_block(view, found, stamps)
    if type_block is None:
        type_block = _small_type_block(view, found, stamps)
    body = _body(view, found, stamps, type_block)
    tail = _tail(view, found, body)
    zones = Zones(body, tail, len(found), type_block, stamps)
    _add_enclosures(view, found, zones)
    return zones


def _stamps(view: View, found: list[Block]) -> list[range]:
    stamps: list[range] = []
    for index in range(min(len(found), _HEAD_REACH)):
        if not _ARRIVED.match(view.low, found[index].start) or (stamps and index in stamps[-1]):
            continue
        first = index
        if first and _STAMP_NUMBER.match(_first_cell(view, found[first - 1])):
            first -= 1
            if first and view.flat[found[first - 1].start : found[first - 1].end].split("\t")[0].isupper():
                first -= 1
        last = index + 1
        while last < min(len(found), index + _STAMP_REACH) and _is_stamp_field(view, found[last]):
            last += 1
        stamps.append(range(first, last))
    return stamps


def _first_cell(view: View, block: Block) -> str:
    return view.low[block.start : block.end].split("\t")[0].strip()


def _is_stamp_field(view: View, block: Block) -> bool:
    # A field glued to the body's own text stands behind the block's start and is no part of the block.
    return bool(_STAMP_FIELD.match(view.low, block.start)) and block.end - block.start < 160


def _type_block(view: View, found: list[Block], stamps: list[range]) -> int | None:
    for index in range(min(len(found), _HEAD_REACH)):
        block = found[index]
        if block.label and block.label.rank < 80 or _ADDRESS.match(view.low, block.start):
            return None
        match = _TYPE_LINE.match(view.low, block.start, block.end)
        if match and view.flat[block.start : match.end()].isupper() and not any(index in s for s in stamps):
            return index
        if damaged_type(view.flat[block.start : block.end]) and not any(index in s for s in stamps):
            return index
    return None


def _small_type_block(view: View, found: list[Block], stamps: list[range]) -> int | None:
    """A type alone on its line in small letters, below the motto: old fonts lost the case of capitals."""
    motto = _MOTTO.search(view.low, 0, _MOTTO_REACH)
    for index in range(1, min(len(found), _HEAD_REACH)) if motto else ():
        block = found[index]
        if block.label and block.label.rank < 80:
            return None
        match = _ALONE.match(view.low, block.start, block.end)
        if motto and match and block.start > motto.start() and not any(index in s for s in stamps):
            return index
    return None


def _opens_body(view: View, block: Block, after_subject: bool) -> bool:
    """Whether a block without a label or closing mark is the first ground or sentence of the text."""
    flat = view.flat[block.start : block.end]
    if flat.isupper():
        return False
    told = after_subject and len(flat) >= _LONG and _FIRST_SENTENCE.match(flat)
    return bool(_GROUND.match(flat) or told)


def _body(view: View, found: list[Block], stamps: list[range], type_block: int | None) -> int:
    head = -1 if type_block is None else type_block
    address = _last_of_head(view, found, head)
    if type_block is None and address < 0:
        return 0
    for index in range(max(head, address) + 1, len(found)):
        if any(index in stamp for stamp in stamps):
            continue
        block = found[index]
        text = view.low[block.start : block.end]
        if _ADDRESS.match(text) or _SYMBOL.match(text) or _PLACE_DATE.match(text) or _ENCLOSED.match(text):
            continue
        if block.label and block.label.shape == "dash" and address >= 0 and index - address < 30:
            continue
        if _opens_body(view, block, index > max(head, address) + 1):
            return index
        if block.label or (_CLOSED.search(text) and (len(text) > _LONG or type_block is not None)):
            return index
    return len(found) if type_block is None else min(len(found), head + 1)


def _last_of_head(view: View, found: list[Block], head: int) -> int:
    """The block with "Kính gửi", or the symbol's or date's where there is no type line; -1 where there is none."""
    last = -1
    for index in range(max(head, 0), min(len(found), max(head, 0) + 15)):
        text = view.low[found[index].start : found[index].end]
        if _ADDRESS.match(text):
            return index
        if head < 0 and (_SYMBOL.match(text) or _PLACE_DATE.match(text)):
            last = index
    return last


def _tail(view: View, found: list[Block], body: int) -> int:
    for index in range(body, len(found)):
        block = found[index]
        receives = "nhận" in view.low[block.start : block.end] and _RECIPIENTS.match(
            view.low, block.start, block.end
        )
        if receives or _is_authority(view, block):
            return index
    return _behind_end(view, found, body) or _bare_signature(view, found, body)


def _behind_end(view: View, found: list[Block], body: int) -> int:
    """Behind "./.", where a list with "Lưu" follows whose heading recognition lost; 0 where none does."""
    for index in range(len(found) - 1, max(body, len(found) - _FOOT_BLOCKS), -1):
        if _END_MARK.search(view.low, found[index].start, found[index].end):
            below = found[index + 1 :]
            return index + 1 if any(_KEPT.match(view.low, block.start) for block in below) else 0
    return 0


def _is_authority(view: View, block: Block) -> bool:
    text = view.flat[block.start : block.end]
    return bool(_AUTHORITY.match(text)) and len(text) < 200 and not _CLOSED.search(text)


def _bare_signature(view: View, found: list[Block], body: int) -> int:
    """A position in capitals near the end, with at most a name behind it."""
    for index in range(max(body, len(found) - 4), len(found)):
        cells = view.flat[found[index].start : found[index].end].split("\t")
        if any(_ROLE_LINE.fullmatch(cell.strip()) for cell in cells):
            return index
    return len(found)


def _add_enclosures(view: View, found: list[Block], zones: Zones) -> None:
    starts = [index for index in range(zones.tail + 1, len(found)) if _opens_enclosure(view, found[index])]
    if not starts:
        return
    zones.end = starts[0]
    for first, end in zip(starts, [*starts[1:], len(found)], strict=True):
        body = first + 1
        while (
            body < end
            and not found[body].label
            and view.flat.count("\t", found[body].start, found[body].end) < _ROW_TABS
            and not _CLOSED.search(view.low[found[body].start : found[body].end])
        ):
            body += 1
        zones.enclosures.append(Enclosure(first, body, end))


def _opens_enclosure(view: View, block: Block) -> bool:
    if block.label:
        return block.label.kind == "appendix"
    text = view.flat[block.start : block.end]
    match = _TYPE_LINE.match(view.low, block.start, block.end)
    return bool(match) and text[:12].isupper() and len(text) < 300
