"""The encodings from before Unicode: TCVN3 (ABC, fonts .Vn…) and VNI, as a file without fonts or with them shows them.

Both hide Vietnamese letters behind the characters of windows-1252. TCVN3 has one code a letter and no accented
capitals: a second font (.VnTimeH) draws the small letters as capitals. VNI writes a letter and its mark as two.
"""

import re
import unicodedata
from typing import Literal

Family = Literal["tcvn3", "vni"]

_TCVN3_CODES = (
    ("A1", "ĂÂÊÔƠƯĐăâêôơưđ"),
    ("B5", "àảãáạ"),
    ("BB", "ằẳẵắ"),
    ("C6", "ặầẩẫấậè"),
    ("CE", "ẻẽéẹềểễếệìỉ"),
    ("DC", "ĩíịò"),
    ("E1", "ỏõóọồổỗốộờởỡớợù"),
    ("F1", "ủũúụừửữứựỳỷỹýỵ"),
)
# What converters make of the soft hyphen (ư), the middle dot (ã) and the micro sign (à).
_TCVN3_DISGUISES = {"\u2212": "ư", "\u2219": "ã", "\u2022": "ã", "\u03bc": "à"}
_TCVN3 = {
    chr(int(first, 16) + at): letter for first, letters in _TCVN3_CODES for at, letter in enumerate(letters)
}
_TCVN3_TABLE = str.maketrans(_TCVN3 | _TCVN3_DISGUISES)

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_ROOF, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    **dict(zip("ùøûõï", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), strict=True)),
    **dict(zip("âáàåãä", (_ROOF + tone for tone in ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)), strict=True)),
    **dict(zip("êéèúüë", (_BREVE + tone for tone in ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)), strict=True)),
}
_VNI_LETTERS = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
_VNI_PAIR = re.compile(r"[aeouyôö][ùøûõï]|[aeo][âáàåãä]|a[êéèúüë]|[ôöñíìæóòî]", re.I)

_PRIVATE = re.compile("[\uf020-\uf0ff]")
_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset({
    "của", "và", "các", "được", "những", "định", "về", "số", "ngày", "tháng", "năm", "tại", "việc", "với",
    "để", "từ", "đến", "có", "là", "người", "phải", "bộ", "chính", "phủ", "nước", "hội", "nghị", "quyết",
    "điều", "khoản", "tỉnh", "thành", "quản", "lý", "thực", "hiện", "công", "tác", "đơn", "vị", "tổ",
    "chức", "ủy", "cộng", "hòa", "độc", "lập", "chủ", "nghĩa"
})  # fmt: skip
_ENOUGH_WORDS = 3
_ENOUGH_SHARE = 0.06
_SAMPLE = 60_000
_RARE = 25


def family_of(font: str) -> Family | None:
    """The encoding that a font's name promises; a promise only, see `recognised`."""
    name = font.rpartition("+")[2].strip().lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni") else None


def decode(text: str, family: Family, font: str = "") -> str:
    """Unicode of a text in this encoding; text that has letters of Unicode already stays as it is."""
    if _UNICODE_ONLY.search(text):
        return text
    plain = _PRIVATE.sub(lambda found: chr(ord(found[0]) - 0xF000), text)
    letters = plain.translate(_TCVN3_TABLE) if family == "tcvn3" else _VNI_PAIR.sub(_vni_letter, plain)
    return letters.upper() if family == "tcvn3" and font.rstrip().endswith("H") else letters


def _vni_letter(found: re.Match[str]) -> str:
    base, mark = found[0][0], found[0][1:].lower()
    return unicodedata.normalize("NFC", _vni_base(base) + _VNI_MARKS.get(mark, ""))


def _vni_base(sign: str) -> str:
    letter = _VNI_LETTERS.get(sign.lower(), sign.lower())
    return letter.upper() if sign.isupper() else letter


def recognised(text: str, family: Family) -> bool:
    """Whether the text reads as Vietnamese in this encoding and not as it stands."""
    sample = text[:_SAMPLE]
    before, after = vietnamese_words(sample), vietnamese_words(decode_lines(sample, family))
    return (
        after >= _ENOUGH_WORDS and after >= _ENOUGH_SHARE * len(_WORD.findall(sample)) and after > 3 * before
    )


def vietnamese_words(text: str) -> int:
    """How many of the most frequent Vietnamese syllables with a mark stand in a text."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return sum(word in _COMMON for word in words)


def guess(text: str) -> Family | None:
    """The encoding of a text without fonts, None for Unicode and for anything that is not plainly legacy."""
    families: tuple[Family, Family] = ("tcvn3", "vni")
    if len(_UNICODE_ONLY.findall(text, 0, _SAMPLE)) > len(text[:_SAMPLE]) // _RARE:
        return None
    best = max(families, key=lambda family: vietnamese_words(decode_lines(text[:_SAMPLE], family)))
    return best if recognised(text, best) else None


def decode_lines(text: str, family: Family) -> str:
    """Every line by itself: one that is Unicode already stays."""
    return "\n".join(decode(line, family) for line in text.split("\n"))


def to_unicode(text: str) -> tuple[str, Family | None]:
    """The text in Unicode and the encoding it came in, None where it was Unicode."""
    family = guess(text)
    return (decode_lines(text, family), family) if family else (text, None)
