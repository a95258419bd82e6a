"""What a person should look at: missing numbers, gaps, secrecy marks, words that recognition garbled."""

import re
from collections.abc import Iterator

from caunoi.analysis.citations import Mentions
from caunoi.analysis.model import Metadata, Span, Warning
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.zones import Zones

# Readings that are no words where they stand, and what official language has in their place.
_SUSPECTS = {
    "phần đầu": "phấn đấu", "nhân nhân": "nhân dân", "cung cố": "củng cố", "đổi tượng": "đối tượng",
    "đoàn đại kết": "đại đoàn kết", "nghị quyét": "nghị quyết", "thưc hiện": "thực hiện",
}  # fmt: skip
_SUSPECT = re.compile(
    r"(?:phần\s+đầu(?=\s*,|\s+(?:h[ằà]ng\s+năm|đến\s+(?:hết\s+)?năm|đạt|hoàn\s+thành|trên|ít\s+nhất|mỗi|\d))"
    r"|nhân\s+nhân|cung\s+cố(?=\s*,|\s+(?:và|tổ|kiện|niềm))|đổi\s+tượng|đoàn\s+đại\s+kết|nghị\s+quyét|thưc\s+hiện)\b"
)


def find_warnings(
    view: View, zones: Zones, tree: Tree, mentions: Mentions, metadata: Metadata, own: Span | None
) -> tuple[Warning, ...]:
    """All warnings, in the order of the text; those about the whole document first."""
    found = [*_about_document(zones, metadata, own), *tree.warnings, *_garbled(view), *_repaired(mentions)]
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
        good = good.capitalize() if printed[:1].isupper() else good
        yield Warning("ocr-suspect", f"Chữ “{printed}” có thể do nhận dạng sai.", match.span(), good)


def _repaired(mentions: Mentions) -> Iterator[Warning]:
    for span, symbol in mentions.repaired:
        yield Warning("ocr-suspect", "Ký hiệu viện dẫn in khác mẫu thông thường.", span, symbol)
