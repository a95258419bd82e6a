"""Vietnamese text for finding, sorting and telling names apart."""

import re
import unicodedata

# Every Vietnamese letter, for classes in patterns: ranges such as à-ỹ would take in capitals.
LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
UPPER = LOWER.upper()

_MARKS = re.compile("[\u0300-\u036f]+")
_SPACES = re.compile(r"\s+")

# The two placements of the tone on an open syllable ("hoà"/"hòa", "uỷ"/"ủy"). "quý" stays: its u belongs
# to the onset. Both readings have the same number of code points, so offsets survive the change.
_OPEN_OA = re.compile(r"([oO])([àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])(?![^\W\d_])")
_OPEN_UY = re.compile(r"([uU])(?<![qQ][uU])([ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")
_TONES = "\u0300\u0301\u0309\u0303\u0323"

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Every letter of one Latin base gets that base and its place among the letters of the base: ă is a1, â is a2.
_LETTER_KEYS = {letter: letter + "0" for letter in _ALPHABET if letter.isascii()} | {
    "ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"
}  # fmt: skip
# Order of the written tones in Vietnamese dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONE_KEYS = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(s: str) -> str:
    """The composed form (NFC), in which all text of the product is kept."""
    return unicodedata.normalize("NFC", s)


def fold(s: str) -> str:
    """Lower case without diacritics, đ as d, single spaces, punctuation kept: for finding, never for deciding."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", s.lower())).replace("đ", "d")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", bare)).strip()


def _split_tone(letter: str) -> tuple[str, str]:
    """A composed letter as (letter without its tone, tone key)."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts if mark in _TONES), "")
    if not tone:
        return letter, "0"
    return unicodedata.normalize("NFC", parts.replace(tone, "", 1)), _TONE_KEYS[tone]


def sort_key(s: str) -> str:
    """A string whose bytewise order is the order of the Vietnamese alphabet (a ă â b c d đ …), tones last."""
    letters: list[str] = []
    tones: list[str] = []
    for char in _SPACES.sub(" ", canonical_tones(s).lower()).strip():
        letter, tone = _split_tone(char)
        # A space sorts before every letter and after the end of the word, hence "!" inside and " " at the end.
        letters.append("!" if letter == " " else _LETTER_KEYS.get(letter, letter))
        tones.append(tone)
    return "".join(letters) + " " + "".join(tones)


def _tone_to_first(match: re.Match[str]) -> str:
    first, second = match.groups()
    parts = unicodedata.normalize("NFD", second)
    return unicodedata.normalize("NFC", first + parts[1]) + parts[0]


def canonical_tones(s: str) -> str:
    """NFC text in one placement of the tone ("hoà" becomes "hòa", "uỷ" becomes "ủy")."""
    return _OPEN_UY.sub(_tone_to_first, _OPEN_OA.sub(_tone_to_first, nfc(s)))


def same_name(a: str, b: str) -> bool:
    """Whether two names are one: composition, tone placement, spacing and case aside, diacritics not."""
    return _plain_name(a) == _plain_name(b)


def _plain_name(s: str) -> str:
    return _SPACES.sub(" ", canonical_tones(s).casefold()).strip()
