"""Readings of header lines that recognition damaged: CHÍ THỊ, QUYẾTĐỊNH, TINH QUANG NGAI, Só: ý# /CT-UBND.

Nothing here changes the text; what is read goes into fields.
"""

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

from caunoi.analysis.doctypes import TYPES

_LETTERS = "".join(map(chr, range(0xC0, 0x250))) + "".join(map(chr, range(0x1E00, 0x1F00)))
_BASES = {
    letter: base
    for letter in _LETTERS
    if (base := unicodedata.normalize("NFD", letter)[0]) != letter and base.isascii()
}
# ASCII stands in it as itself: `translate` is slow at what its table does not hold.
_PLAIN = str.maketrans(
    {**{chr(code): chr(code) for code in range(128)}, **_BASES, "đ": "d", "Đ": "D", "Ð": "D", "ð": "d"}
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_PLAIN_TYPES = {name.replace(" ", ""): name for name in TYPES}
_LEVELS = {
    "tinh": "tỉnh", "thanh pho": "thành phố", "huyen": "huyện", "thi xa": "thị xã", "quan": "quận", "xa": "xã",
    "phuong": "phường", "dac khu": "đặc khu",
}  # fmt: skip
_HEADS = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc", "Ban Thường vụ", "Ban Chấp hành",
    "Ban Thường trực", "Văn phòng",
)  # fmt: skip
_LEVEL = re.compile(rf"\b({'|'.join(_LEVELS)}) $")
_MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC HẸN GIỜ")
_LONG_MARK = 6
_SHORTEST_TYPE = 6
_LONGEST_TYPE_LINE = 40
_LOOKS = 20


def plain(words: str) -> str:
    """The words without diacritics, letter for letter: offsets hold."""
    return words.translate(_PLAIN)


_BY_PLAIN_MARK = {plain(mark).replace(" ", ""): mark for mark in _MARKS}
_BY_PLAIN_TYPE = {plain(bare): name for bare, name in _PLAIN_TYPES.items() if len(bare) >= _SHORTEST_TYPE}


def damaged_type(line: str) -> str | None:
    """The name of a type that a line in capitals spells but for its diacritics, spaces and marks."""
    if len(line) > _LONGEST_TYPE_LINE or not line.isupper():
        return None
    return _BY_PLAIN_TYPE.get(_NOT_LETTERS.sub("", plain(line.lower())))


def restored_name(name: str, flat: str, place: str | None) -> str:
    """A body's name in the letters that the document's own sentences use for it, the diacritics aside.

    Where no sentence names it, the place of the date line gives its letters back, and the level before it too.
    """
    found = _in_sentences(name, flat)
    if found:
        return found
    name = _known_head(name)
    bare = plain(name.lower())
    if not place or not bare.endswith(" " + plain(place.lower())):
        return name
    head = name[: len(name) - len(place)]
    level = _LEVEL.search(plain(head.lower()))
    if level:
        head = f"{head[: level.start()]}{_LEVELS[level[1]]} "
    return head + place


def _known_head(name: str) -> str:
    """The name with its first words as offices write them, where they are known but for their diacritics."""
    bare = plain(name.lower())
    head = next((known for known in _HEADS if bare.startswith(plain(known.lower()))), "")
    return head + name[len(head) :]


def _in_sentences(name: str, flat: str) -> str | None:
    wanted, text, at = plain(name.lower()), plain(flat).lower(), -1
    if len(text) != len(flat):
        return None
    for _ in range(_LOOKS):
        at = text.find(wanted, at + 1)
        if at < 0:
            return None
        found = flat[at : at + len(wanted)]
        whole = not text[at + len(wanted) : at + len(wanted) + 1].isalpha()
        if whole and found[:1].isupper() and not found.isupper() and found != plain(found):
            return found
    return None


def mark_of(cell: str) -> str | None:
    """The mark of secrecy or urgency that a cell in capitals spells, but for its diacritics and a letter in four."""
    letters = _NOT_LETTERS.sub("", cell)
    if not letters.isupper():
        return None
    spelt = plain(letters).removeprefix("DO")
    return _BY_PLAIN_MARK.get(spelt) or next(
        (mark for bare, mark in _BY_PLAIN_MARK.items() if len(bare) >= _LONG_MARK and _near(bare, spelt)),
        None,
    )


def _near(bare: str, spelt: str) -> bool:
    return Levenshtein.distance(bare, spelt) <= len(bare) // 4


def damaged_mark(cell: str) -> str | None:
    """The mark that a cell spells, where its letters are not the mark's own."""
    mark = mark_of(cell)
    return mark if mark and not _NOT_LETTERS.sub("", cell).endswith(mark.replace(" ", "")) else None
