"""A second look at strokes, which Tesseract miscounts: III for II, 1 for I, a colon for a semicolon.

Only the picture decides: as many strokes as stand in the upper half of the letters are read.
"""

import re
from dataclasses import replace
from typing import Any

import numpy as np

from caunoi.analysis.readers.page_image import Mask
from caunoi.analysis.readers.tesseract import Word

_NUMERAL = re.compile(r"([IVXHl1|]{1,5})([.,:]?)")
_STROKE = "IHl1|"
_ROWS = (0.2, 0.3, 0.4)
_LEAST_HEIGHT = 12
_SERIF = 0.3
_NO_SERIF = 0.12
_BELOW = 4
_TAIL = 0.05
# What may have been read for what; on a text in print the tail reaches a tenth of the letters' size below the line.
_MARKS = ((re.compile(r".+:"), ";"), (re.compile(r"[\dIVX]{1,4},"), "."))


def recounted(word: Word, ink: Mask) -> Word:
    """The word, a numeral by the strokes that stand in the picture; every other word as it is."""
    numeral = _NUMERAL.fullmatch(word.text)
    cut = _letters(word, ink)
    if numeral is None or cut is None or cut.shape[0] < _LEAST_HEIGHT:
        return word
    read = _read(numeral[1], cut)
    return replace(word, text=read + numeral[2]) if read else word


def _letters(word: Word, ink: Mask) -> Mask | None:
    """The ink of a word, as high as its letters; None where there is none."""
    cut = ink[max(int(word.top), 0) : int(word.bottom), max(int(word.left), 0) : int(word.right)]
    rows = np.flatnonzero(cut.any(axis=1))
    return cut[rows[0] : rows[-1] + 1] if len(rows) else None


def _read(numeral: str, cut: Mask) -> str | None:
    head = numeral.rstrip(_STROKE)
    tail = _strokes(cut) - sum(2 if letter in "VX" else 1 for letter in head)
    if head:
        return head + "I" * tail if 0 <= tail <= 3 and set(head) <= set("IVX") else None
    return _single(cut) if tail == 1 else _several(numeral, tail)


def _several(numeral: str, count: int) -> str | None:
    """Strokes alone: digits stay digits."""
    return "I" * count if count in {2, 3} and "1" not in numeral else None


def _strokes(cut: Mask) -> int:
    """How many strokes a row through the upper half of the letters crosses."""
    counts = [_crossings(cut[int(share * cut.shape[0])]) for share in _ROWS]
    return sorted(counts)[len(counts) // 2]


def _crossings(row: Any) -> int:
    return int(np.count_nonzero(np.diff(np.concatenate(([0], row.view(np.int8)))) == 1))


def _single(cut: Mask) -> str | None:
    """1 or I, None where neither is plain: the head of I goes to both sides of the stem, that of 1 to the left only."""
    high = cut.shape[0]
    stem = np.flatnonzero(cut[int(0.5 * high)])
    head = np.flatnonzero(cut[: max(int(0.1 * high), 1)].any(axis=0))
    flag = np.flatnonzero(cut[: int(0.35 * high)].any(axis=0))
    if not len(stem) or not len(head):
        return None
    width = stem[-1] - stem[0] + 1
    right, left = head[-1] - stem[-1], stem[0] - flag[0]
    # A full stop behind the letter stands at its foot and does not count.
    if right >= _SERIF * width and left >= _SERIF * width:
        return "I"
    return "1" if right <= _NO_SERIF * width and left >= _SERIF * width else None


def with_tail(word: Word, ink: Mask) -> Word:
    """The word with the mark at its end as the picture has it: a semicolon for a colon, a full stop behind a label."""
    change = next((new for pattern, new in _MARKS if pattern.fullmatch(word.text)), None)
    if change is None:
        return word
    top, left = max(int(word.top), 0), max(int(word.left), 0)
    rows = np.flatnonzero(_last_sign(ink[top : int(word.bottom) + _BELOW, left : int(word.right)]))
    if not len(rows):
        return word
    has_tail = top + rows[-1] - word.base > _TAIL * word.size
    return replace(word, text=word.text[:-1] + change) if has_tail == (change == ";") else word


def _last_sign(cut: Mask) -> Any:
    """Which rows of a cut have ink of its last sign."""
    columns = np.flatnonzero(cut.any(axis=0))
    breaks = np.flatnonzero(np.diff(columns) > 1)
    first = columns[breaks[-1] + 1] if len(breaks) else 0
    return cut[:, first:].any(axis=1)
