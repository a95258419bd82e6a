"""The grammar of printed labels: what numbers the start of a line, and where in the tree it stands.

Phần thứ nhất, Chương II, Mục 1, Điều 5, A., I-, 1., 1.2., 2), a), -, +, Phụ lục I.
"""

import re
from dataclasses import dataclass

_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10
}  # fmt: skip
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_SIGNS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_POINTS = "abcdđeghiklmnopqrstuvxy"

_ROMAN = r"(?=[IVXL])X{0,4}L?X{0,3}(?:IX|IV|V?I{0,3})"
_WORDED = re.compile(
    r"(?P<word>phần\s+thứ|phần|chương|tiểu\s+mục|mục|đi[ềêể]u|phụ\s+lục)\s+"
    r"(?P<n>\d{1,3}[a-zđ]?|[ivxl]{1,7}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?P<mark>[.:)/-]|\s|$)"
)
_DAMAGED_ARTICLE = re.compile(r"đi[êể]u")
_REFERS = re.compile(r"\s*(?:nghị|luật|thông|quyết|bộ\s+luật|của|và|này)\b")
_LONE_APPENDIX = re.compile(r"phụ\s+lục\s*:?\s*(?:$|\n)")
_SIGNED = re.compile(
    rf"(?P<roman>{_ROMAN})\s?(?:[.)-]|[/:](?=\s))(?=\s|[^\W\d_]|$)"
    r"|(?P<upper>[A-HK])\s?[./-](?=\s|$)"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,4})(?:\s?[.):/-])?(?=\s)"
    r"|(?P<digit>\d{1,3})\s?(?P<close>[.)]|[/:-](?=\s))(?=\s|[^\W\d_]|$)"
    r"|\((?P<bracketed>\d{1,2})\)\.(?=\s)"
    r"|(?P<point>[a-zđ])\s?(?:[.)]|/(?=\s))(?=\s|[^\W\d_])"
    r"|(?P<dash>[-•●▪*])(?=\s|[^\W\d_-])"
    r"|(?P<plus>[+o])(?=\s)"
)
# f stands in lists only that count by the Latin alphabet.
_LATIN = frozenset({"đe", "đf", "ef", "fg"})
_KINDS = {
    "phần": ("part", 10), "phần thứ": ("part", 10), "chương": ("chapter", 20), "mục": ("section", 30),
    "tiểu mục": ("subsection", 35), "điều": ("article", 40), "phụ lục": ("appendix", 0),
}  # fmt: skip
_SHAPES = {
    "upper": ("part", 12), "roman": ("section", 50), "digit": ("clause", 60), "dotted": ("clause", 61),
    "bracketed": ("point", 65), "point": ("point", 70), "dash": ("dash", 80), "plus": ("item", 90),
}  # fmt: skip
UNNUMBERED = frozenset({"dash", "plus"})


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line; `rank` orders kinds from the outermost, `values` orders siblings."""

    shape: str
    kind: str
    rank: int
    printed: str
    values: tuple[int, ...]
    end: int

    @property
    def value(self) -> int:
        """The last number of the label, 0 for dashes."""
        return self.values[-1] if self.values else 0


def roman_value(printed: str) -> int:
    """The number that Roman letters write; letters that are none count 0."""
    values = [_ROMAN_VALUES.get(sign, 0) for sign in printed.lower()]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))


def roman(n: int) -> str:
    """Capital Roman numerals; numbers beyond 3999 stay decimal."""
    if not 0 < n < 4000:
        return str(n)
    digits = ""
    for worth, sign in _ROMAN_SIGNS:
        digits += sign * (n // worth)
        n %= worth
    return digits


def _worded_value(printed: str) -> int:
    if printed[0].isdigit():
        return int(re.sub(r"\D", "", printed))
    return _ORDINALS.get(printed) or roman_value(printed)


def _worded(flat: str, low: str) -> Label | None:
    match = _WORDED.match(low)
    if not match:
        return Label("phụ lục", "appendix", 0, flat[:7], (0,), 7) if _LONE_APPENDIX.match(low) else None
    word = _DAMAGED_ARTICLE.sub("điều", " ".join(match["word"].split()))
    # "Điều 5 Luật này" inside a sentence is a reference: a heading starts with a capital and names no other text.
    if not flat[0].isupper() or (not match["mark"].strip() and _REFERS.match(low, match.end())):
        return None
    kind, rank = _KINDS[word]
    return Label(
        word, kind, rank, " ".join(flat[: match.end("n")].split()), (_worded_value(match["n"]),), match.end()
    )


def read_label(flat: str, low: str) -> Label | None:
    """The label that starts this line (given without leading spaces), or None."""
    if not flat:
        return None
    if low[0] in "pcmtđ":
        worded = _worded(flat, low)
        if worded:
            return worded
    match = _SIGNED.match(flat)
    if not match:
        return None
    shape = match.lastgroup or ""
    if shape == "close":
        shape = "digit"
    kind, rank = _SHAPES[shape]
    printed = f"({match[shape]})" if shape == "bracketed" else match[shape]
    return Label(shape, kind, rank, printed, _values(shape, match[shape]), match.end())


def _values(shape: str, printed: str) -> tuple[int, ...]:
    match shape:
        case "roman":
            return (roman_value(printed),)
        case "upper":
            return ("ABCDEGHK".find(printed) + 1,)
        case "digit" | "dotted" | "bracketed":
            return tuple(map(int, printed.split(".")))
        case "point":
            return (_POINTS.find(printed) + 1,)
        case _:
            return ()


def follows(label: Label, before: Label) -> bool:
    """Whether `label` is the next sibling after `before`."""
    if label.shape != before.shape or label.values[:-1] != before.values[:-1]:
        return False
    if label.shape == "point" and before.printed + label.printed in _LATIN:
        return True
    return label.value == before.value + 1
