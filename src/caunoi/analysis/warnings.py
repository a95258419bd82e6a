"""What a person should look at: missing numbers, gaps, secrecy marks, words that recognition garbled."""

import re
from collections.abc import Iterator, Sequence

from caunoi.analysis.citations import Mentions
from caunoi.analysis.damage import damaged_mark
from caunoi.analysis.model import Metadata, Span, Warning
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.zones import Zones

# Readings that are no words where they stand, and what official language has in their place.
_SUSPECTS = {
    "phần đầu": "phấn đấu", "nhân nhân": "nhân dân", "cung cố": "củng cố", "đổi tượng": "đối tượng",
    "đoàn đại kết": "đại đoàn kết", "nghị quyét": "nghị quyết", "thưc hiện": "thực hiện",
    "mục tiểu": "mục tiêu", "đư án": "dự án", "canh tranh": "cạnh tranh", "thúc đây": "thúc đẩy",
    "đẳng ủy": "đảng ủy", "đẳng viên": "đảng viên", "đẳng bộ": "đảng bộ", "đậc lập": "độc lập",
}  # fmt: skip
_SUSPECT = re.compile(
    r"(?:phần\s+đầu(?=\s*,|\s+(?:h[ằà]ng\s+năm|đến\s+(?:hết\s+)?năm|đạt|hoàn\s+thành|trên|ít\s+nhất|mỗi|\d))"
    r"|nhân\s+nhân|cung\s+cố(?=\s*,|\s+(?:và|tổ|kiện|niềm))|đổi\s+tượng|đoàn\s+đại\s+kết|nghị\s+quyét|thưc\s+hiện"
    r"|mục\s+tiểu|đư\s+án|canh\s+tranh|thúc\s+đây|đẳng\s+(?:ủy|viên|bộ)|đậc\s+lập)\b"
)
_HEAD_LINE = re.compile(r"[^\n\t|]+")
_HEAD_REACH = 3000


def find_warnings(
    view: View,
    zones: Zones,
    tree: Tree,
    mentions: Mentions,
    metadata: Metadata,
    own: Span | None,
    misread: Sequence[tuple[Span, str]] = (),
) -> tuple[Warning, ...]:
    """All warnings, in the order of the text; those about the whole document first.

    `misread` are the places of a recognized text that the rules read otherwise than they are printed.
    """
    found = [*_about_document(zones, metadata, own), *tree.warnings, *_garbled(view), *_repaired(mentions)]
    found += [*_misread(view, misread), *_damaged_marks(view, metadata)]
    return tuple(sorted(found, key=lambda warning: warning.span or (0, 0)))


def _about_document(zones: Zones, metadata: Metadata, own: Span | None) -> Iterator[Warning]:
    if metadata.secrecy:
        yield Warning("secrecy-marked", "Văn bản có dấu chỉ độ mật ở phần đầu trang.")
    if not zones.body:
        yield Warning(
            "no-header", "Không thấy phần đầu của một văn bản hành chính; toàn bộ chữ được coi là nội dung."
        )
        return
    if metadata.number is None:
        yield Warning("number-missing", "Văn bản chưa có số hoặc không đọc được số.", own)
    if metadata.date is None:
        yield Warning("date-missing", "Văn bản không in đủ ngày, tháng, năm ban hành.")
    if not metadata.signers:
        yield Warning("signature-missing", "Không thấy phần ký của văn bản.")
    for stamp in metadata.stamps:
        yield Warning(
            "incoming-stamp",
            "Dấu văn bản đến lẫn vào phần đầu; số và ngày trên dấu không phải của văn bản.",
            stamp.span,
        )


def _garbled(view: View) -> Iterator[Warning]:
    for match in _SUSPECT.finditer(view.low):
        if match.start() and view.low[match.start() - 1].isalpha():
            continue
        printed = view.words(*match.span())
        good = _SUSPECTS[" ".join(match[0].split())]
        good = good.upper() if printed.isupper() else good.capitalize() if printed[:1].isupper() else good
        yield Warning("ocr-suspect", f"Chữ “{printed}” có thể do nhận dạng sai.", match.span(), good)


def _misread(view: View, misread: Sequence[tuple[Span, str]]) -> Iterator[Warning]:
    for span, reading in misread:
        printed = view.text[span[0] : span[1]]
        yield Warning("ocr-suspect", f"Chữ “{printed}” có thể do nhận dạng sai.", span, reading)


def _damaged_marks(view: View, metadata: Metadata) -> Iterator[Warning]:
    """Where a mark of secrecy or urgency was read in spite of its letters."""
    if not (metadata.secrecy or metadata.urgency):
        return
    for line in _HEAD_LINE.finditer(view.flat, 0, _HEAD_REACH):
        mark = damaged_mark(line[0])
        if mark:
            printed = view.words(*line.span())
            yield Warning("ocr-suspect", f"Chữ “{printed}” có thể do nhận dạng sai.", line.span(), mark)


def _repaired(mentions: Mentions) -> Iterator[Warning]:
    for span, symbol in mentions.repaired:
        yield Warning("ocr-suspect", "Ký hiệu viện dẫn in khác mẫu thông thường.", span, symbol)
