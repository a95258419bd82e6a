"""A recognized text as the rules read it: digits, letters, labels and symbols that recognition missed, mended.

`text` stays as it was recognized. Every place that is read otherwise comes back with its reading, for a warning.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from caunoi.analysis.damage import plain
from caunoi.analysis.misread_capitals import misread_capitals
from caunoi.analysis.misread_labels import misread_labels
from caunoi.analysis.misread_symbols import misread_symbols
from caunoi.analysis.model import Span
from caunoi.analysis.normal import FILLER, View

# What Tesseract makes of digits; each stands for one of them, so that offsets hold.
_DIGITS = str.maketrans(
    {
        **dict.fromkeys("lI|]¡!TÌÍ", "1"),
        **dict.fromkeys("OoØø", "0"),
        **dict.fromkeys("óö", "6"),
        **dict.fromkeys("ŠS", "5"),
        "§": "8",
    }
)
_LOOK = r"[\dlI|\]¡OoØøóöŠS§]"
_DAY_LOOK = r"[\dlI|\]¡!TÌÍOoØø§]"
_NUMBERS = (
    re.compile(rf"(?i:ngày)\s+({_DAY_LOOK}{{1,2}})\s+tháng\s+({_DAY_LOOK}{{1,2}})\s+năm\s+(?=\d{{4}}(?!\d))"),
    re.compile(rf"(?i:ngày)\s+({_DAY_LOOK}{{1,2}})/({_DAY_LOOK}{{1,2}})/(?=\d{{4}}(?!\d))"),
    re.compile(rf"(?i:ngày)\s+({_LOOK}{{1,2}})\s+tháng\s+({_LOOK}{{1,2}})\s+năm\s+({_LOOK}{{4}})(?!\w)"),
    re.compile(rf"(?<![\w/.-])({_LOOK}{{1,2}})/({_LOOK}{{1,2}})/({_LOOK}{{4}})(?![\w/])"),
    re.compile(rf"(?<![\w/.-])({_LOOK}{{1,5}})(?:/({_LOOK}{{4}}))?\s?[-/](?=[A-ZĐ]{{2}}[\w-]*[-/])"),
    re.compile(rf"(?<![\w/.,-])({_LOOK}{{1,3}})(?:,({_LOOK}{{1,2}}))?\s?%"),
)
_NO_LETTER = re.compile(r"ø(?=[^\W_])|(?<=[^\W\d_])ø|(?<=\n)ø(?=\))")
_SESSION = re.compile(r"(?<=QH)[Il](?=\d)")
_LOST_STROKE = re.compile(
    r"(?<=\d[-/]Q)D(?=-[A-Z])|(?<=\d/N)D(?=-CP)|(?<=[A-Z]/)D(?=U[A-Z]?\b)|(?<=H)D(?=ND\b)"
)
_LOST_I = re.compile(r"(?<=[gGø])(?<!\w.)[1l](?=[aáàảãạ])")
# Words that rules begin with, and whose letters without diacritics mean nothing else in an official text.
_CUES = ("nơi nhận", "kính gửi", "căn cứ", "chậm nhất", "ít nhất", "tối thiểu", "chủ trì", "phối hợp")
_BY_PLAIN_CUE = {plain(cue): cue for cue in _CUES}
_CUE = re.compile(rf"\b(?:{'|'.join(_BY_PLAIN_CUE)})\b")


def mended(view: View) -> tuple[View, tuple[tuple[Span, str], ...]]:
    """The view of a recognized text with what it misread mended, and each place with its reading.

    Offsets hold: a reading that is shorter than what is printed has blanks before it.
    """
    found = tuple(_apart(sorted(_misread(view))))
    flat, low, read = list(view.flat), list(view.low), list(view.text)
    for (start, end), reading in found:
        missing = end - start - len(reading)
        flat[start:end] = " " * missing + reading
        low[start:end] = " " * missing + reading.lower()
        read[start:end] = FILLER * missing + reading
    return replace(view, flat="".join(flat), low="".join(low), read="".join(read)), found


def _apart(found: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """The places that do not overlap, the first and longest ones."""
    last = 0
    for (start, end), reading in found:
        if start >= last:
            yield (start, end), reading
            last = end


def _misread(view: View) -> Iterator[tuple[Span, str]]:
    for pattern in _NUMBERS:
        for match in pattern.finditer(view.flat):
            if any(letter.isdecimal() for letter in match[0]):
                yield from _misread_groups(match)
    for pattern, letter in ((_NO_LETTER, "g"), (_LOST_I, "i"), (_SESSION, "1"), (_LOST_STROKE, "Đ")):
        for match in pattern.finditer(view.flat):
            yield match.span(), letter
    yield from _misread_cues(view)
    yield from misread_labels(view.flat)
    yield from misread_symbols(view.flat)
    yield from misread_capitals(view.flat)


def _misread_groups(match: re.Match[str]) -> Iterator[tuple[Span, str]]:
    for group, found in enumerate(match.groups(), start=1):
        if found and not found.isdecimal():
            yield match.span(group), found.translate(_DIGITS)


def _misread_cues(view: View) -> Iterator[tuple[Span, str]]:
    for match in _CUE.finditer(plain(view.low)):
        cue, printed = _BY_PLAIN_CUE[match[0]], view.flat[match.start() : match.end()]
        if printed.lower() != cue and "\n" not in printed:
            yield match.span(), _as_printed(cue, printed)


def _as_printed(words: str, printed: str) -> str:
    """The words in capitals where the printed ones are."""
    return "".join(
        letter.upper() if old.isupper() else letter for letter, old in zip(words, printed, strict=True)
    )
