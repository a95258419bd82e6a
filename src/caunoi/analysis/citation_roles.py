"""What a document is cited for, and which part of it: the words before a mention.

Căn cứ khoản 2 Điều 7 …; bãi bỏ các Chỉ thị số 03/CT-UBND, 04/CT-UBND; "Thay thế các văn bản sau:" above a list.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from caunoi.analysis.citation_parts import CLAUSE, Mention
from caunoi.analysis.lines import Block
from caunoi.analysis.normal import View

_NUMBER = r"(?:\d{1,3}(?:\.\d{1,2})*[a-zđ]?|[ivxl]{1,7}|[a-zđ])\b"
_UNIT = r"(?:điểm|tiết|khoản|điều|tiểu\s+mục|mục|chương|phần|phụ\s+lục)"
_PART = rf"(?:các\s+)?{_UNIT}\s+(?:số\s+)?(?:từ\s+)?{_NUMBER}(?:(?:\s*(?:,|-)\s*|\s+(?:và|hoặc|đến)\s+){_NUMBER})*"
_PARTS = rf"{_PART}(?:(?:\s*,\s*(?:và\s+)?|\s+(?:(?:và|hoặc|đến|của|tại|thuộc)\s+)?){_PART})*"
_ENCLOSING = (
    r"(?:(?:quy\s+chế|quy\s+định|quy\s+trình|điều\s+lệ|nội\s+quy|danh\s+mục|kế\s+hoạch|đề\s+án|chương\s+trình|hướng\s+dẫn|phụ\s+lục|"
    r"biểu|bảng)\b[^.;]{0,160}?)?(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\s+$"
)
_ENCLOSED = re.compile(rf"(?:\b(?:của|tại|trong)\s+)?{_ENCLOSING}")
_ATTACHED = re.compile(r"\s(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\s+$")
_PINPOINT = re.compile(rf"\b(?P<parts>{_PARTS})(?:\s*,)?(?:\s+(?:của|tại|trong))?\s+$")
_HAS_PART = re.compile(rf"{_UNIT}\s")
# What may stand between the verb and the document: "thay thế các văn bản sau: …", "sửa đổi một số điều của …".
_BETWEEN = (
    r"(?:\s+(?:cho|các|những|toàn\s+bộ|một\s+phần|một\s+số|văn\s+bản|sau\s+đây|sau|nội\s+dung|quy\s+định|tại|của|điều|khoản|và|"
    r"trong|đối\s+với|hiệu\s+lực|thi\s+hành)|\s*[:,])*\s*$"
)
_CHANGES = (
    (
        "amends",
        re.compile(r"\b(?:thay(?:\s+thế)?|bỏ|bổ\s+sung)\s+(?:một\s+số\s+|các\s+)?(?:cụm\s+)?từ\s[^;]*$"),
    ),
    ("amends", re.compile(rf"(?<!được\s)\bsửa\s+đổi\s*,[^.;]{{0,30}}\b(?:bãi\s+bỏ|thay\s+thế){_BETWEEN}")),
    ("replaces", re.compile(rf"\bthay\s+thế{_BETWEEN}")),
    (
        "amends",
        re.compile(
            rf"(?<!được\s)\b(?:sửa\s+đổi(?:,\s+bổ\s+sung)?|(?<!đổi,\s)bổ\s+sung|điều\s+chỉnh|đính\s+chính){_BETWEEN}"
        ),
    ),
    ("amends", re.compile(r"(?<!được\s)\bbổ\s+sung\s[^.;]{3,60}\s(?:vào|sau|trước|cuối)\s*$")),
    ("repeals", re.compile(rf"(?:\bbãi\s+bỏ|\bhủy\s+bỏ|\bchấm\s+dứt\s+hiệu\s+lực){_BETWEEN}")),
)
_CHANGE_WORD = re.compile(r"thay|sửa|bổ\s+sung|chỉnh\s|chính\s|bỏ\s|bỏ:|dứt")
_IMPLEMENTS = re.compile(
    r"\b(?:thực\s+hiện|triển\s+khai|thi\s+hành|quán\s+triệt|cụ\s+thể\s+hóa)\b[^.;]{0,40}$"
)
_GROUNDS = re.compile(r"\bcăn\s+cứ\b[^.;]{0,40}$")
_ENDED = re.compile(r"[^.;]{0,90}?\b(?:hết\s+hiệu\s+lực|bị\s+(?:bãi\s+bỏ|thay\s+thế))\b")
_LIST = re.compile(
    rf"\s*(?:[,;]|\bvà\b|\bhoặc\b|\bcùng\s+với\b)*\s*(?:và\s+)?(?:(?:các|những|văn\s+bản|số\s*:?)\s*)*(?:{_PARTS}(?:\s+của)?)?\s*"
    rf"(?:{_ENCLOSING[:-1]})?"
)
_REACH = 260
_BEFORE_PART = 200
_LONGEST_LIST = 60


class Context:
    """The words before each mention of one document; asked in reading order."""

    def __init__(self, view: View, blocks: list[Block]) -> None:
        self._view = view
        self._blocks = blocks
        self._intros: dict[int, str] = {}
        self._last: tuple[Mention, int, str] | None = None

    def pinpoint(self, mention: Mention) -> str | None:
        """The article, clause or section that is cited: "khoản 2 Điều 7"."""
        start = max(_block(self._blocks, mention.start)[1].start, mention.start - _BEFORE_PART)
        before = self._view.low[start : mention.start]
        if not _HAS_PART.search(before):
            return None
        for text in _stripped(before):
            found = _PINPOINT.search(text)
            if found:
                return self._view.words(start + found.start("parts"), start + found.end("parts"))
        return None

    def role(self, mention: Mention) -> str:
        """basis, implements, amends, replaces, repeals, or only mentions."""
        number, block = _block(self._blocks, mention.start)
        last = self._last if self._last and self._last[1] == number else None
        role = self._told(mention, block, number, last)
        self._last = (mention, number, role)
        return role

    def _told(
        self, mention: Mention, block: Block, number: int, last: tuple[Mention, int, str] | None
    ) -> str:
        low = self._view.low
        done = max(last[0].end, min(last[0].reach, mention.start)) if last else block.start
        before = low[max(done, mention.start - _REACH) : mention.start]
        changed = _change(before)
        if self._is_ground(block, mention):
            return "basis"
        if changed:
            return changed
        if last and _LIST.fullmatch(before):
            return last[2] if before.strip() or not last[0].title else "mentions"
        if _ENDED.match(low, mention.reach, block.end):
            return "repeals"
        if _GROUNDS.search(before):
            return "basis"
        if _IMPLEMENTS.search(before):
            return "implements"
        return self._listed(number, block, mention, last) or "mentions"

    def _is_ground(self, block: Block, mention: Mention) -> bool:
        """Whether a block of grounds ("Căn cứ …") has not yet gone on to what is done on them."""
        view = self._view
        if not view.low.startswith("căn cứ", block.body):
            return False
        return not CLAUSE.search(view.flat, block.body, mention.start) and not _sentence_ends(
            view, block, mention
        )

    def _listed(
        self, number: int, block: Block, mention: Mention, last: tuple[Mention, int, str] | None
    ) -> str | None:
        """The role that the words above a list give its items: "Bãi bỏ các văn bản sau:"."""
        head = self._view.low[block.body : mention.start]
        if last or block.label is None or not (_LIST.fullmatch(head) or _ENCLOSED.search(head)):
            return None
        return self._intro(number, block.label.shape)

    def _intro(self, number: int, shape: str) -> str:
        if number not in self._intros:
            self._intros[number] = self._read_intro(number, shape)
        return self._intros[number]

    def _read_intro(self, number: int, shape: str) -> str:
        for above in range(number - 1, max(number - _LONGEST_LIST, -1), -1):
            block = self._blocks[above]
            if block.label and block.label.shape == shape:
                if above in self._intros:
                    return self._intros[above]
                continue
            text = self._view.low[max(block.start, block.end - _REACH) : block.end]
            return _role_of_intro(text) if text.rstrip().endswith(":") else ""
        return ""


def _role_of_intro(text: str) -> str:
    text = text.rstrip() + " "
    found = _change(text)
    if found:
        return found
    if _GROUNDS.search(text):
        return "basis"
    return "implements" if _IMPLEMENTS.search(text) else ""


def _change(before: str) -> str | None:
    """The change that the words right before a mention make to it, its parts and what encloses them aside."""
    if not _CHANGE_WORD.search(before):
        return None
    for text in _stripped(before):
        parts = _PINPOINT.search(text)
        for shorter in (text, text[: parts.start()]) if parts else (text,):
            for role, pattern in _CHANGES:
                if pattern.search(shorter):
                    return role
    return None


def _stripped(before: str) -> Iterator[str]:
    """The words before a mention, and those before what is enclosed with it."""
    yield before
    for pattern in (_ATTACHED, _ENCLOSED):
        found = pattern.search(before)
        if found:
            yield before[: found.start()] + " "


def _sentence_ends(view: View, block: Block, mention: Mention) -> bool:
    return view.low.find(". ", block.body, mention.start) >= 0


def _block(blocks: list[Block], offset: int) -> tuple[int, Block]:
    number = bisect_right(blocks, offset, key=lambda item: item.start) - 1
    return number, blocks[number]
