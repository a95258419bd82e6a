"""Marks of secrecy and urgency that are stamped on a page, which Tesseract takes for drawings and passes over.

The upper part of the first page is searched for small framed or red shapes; each is cut out, straightened by itself
and recognized alone. What it says is kept only where it is such a mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from PIL import Image

from caunoi.analysis.damage import mark_of
from caunoi.analysis.readers import page_image, tesseract
from caunoi.analysis.readers.page_image import Mask
from caunoi.analysis.readers.tesseract import Word

_UPPER_PART = 0.45
_CELL = 4
_MOST_SHAPES = 60
_WIDTHS, _HEIGHTS = (90, 1000), (36, 420)
_FRAME_INK = 0.45
_RED_APART = 45
_JOIN = 5
_MARGIN = 10
_SCALES = (1.0, 0.6)
_WORD_LINE = "7"
_LINE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamped mark as it was recognized, and its box in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, word: Word) -> bool:
        """Whether a word stands within the stamp: what was made of its frame and letters in passing."""
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def marks_on(picture: Image.Image) -> list[str]:
    """The marks on a page whose letters came with the file, in the words of the mark; none without Tesseract."""
    if tesseract.missing():
        return []
    angle = page_image.skew(page_image.evened(picture))
    return [mark.text for mark in find_marks(page_image.straightened(picture, angle))]


def find_marks(picture: Image.Image) -> list[Mark]:
    """The marks on the upper part of a straight page in colour, from the top down."""
    upper = picture.crop((0, 0, picture.width, round(picture.height * _UPPER_PART)))
    found: list[Mark] = []
    for ink, framed in ((_red(upper), False), (page_image.dark(page_image.evened(upper)), True)):
        for box in _shapes(ink, framed):
            if any(_overlap(box, mark) for mark in found):
                continue
            text = _read(ink, box, framed)
            if text:
                found.append(Mark(text, *box))
    return sorted(found, key=lambda mark: mark.top)


def _red(picture: Image.Image) -> Mask:
    """Where the ink is red, whatever its strength."""
    colours = np.asarray(picture.convert("RGB")).astype(np.int16)
    red, green, blue = colours[..., 0], colours[..., 1], colours[..., 2]
    return (red - green > _RED_APART) & (red - blue > _RED_APART)


def _overlap(box: tuple[int, int, int, int], mark: Mark) -> bool:
    left, top, right, bottom = box
    return left < mark.right and mark.left < right and top < mark.bottom and mark.top < bottom


def _shapes(ink: Mask, framed: bool) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of shapes as large as a stamp; of dark ones only frames, since all the text is dark."""
    rows, columns = (side // _CELL * _CELL for side in ink.shape)
    blocks = ink[:rows, :columns].reshape(rows // _CELL, _CELL, columns // _CELL, _CELL)
    cells: Mask = np.asarray(blocks.any(axis=(1, 3)))
    shapes = _components(cells if framed else _widened(cells))
    chosen = [shape for shape in shapes if _is_stamp(shape, framed)]
    for top, left, bottom, right, _ in sorted(chosen)[:_MOST_SHAPES]:
        yield left * _CELL, top * _CELL, right * _CELL, bottom * _CELL


def _widened(cells: Mask) -> Mask:
    """Shapes near each other joined: letters without a frame become one."""
    wide = cells.copy()
    for shift in range(1, _JOIN + 1):
        wide[:, shift:] |= cells[:, :-shift]
    tall = wide.copy()
    for shift in range(1, _JOIN // 2 + 1):
        tall[shift:] |= wide[:-shift]
    return tall


def _is_stamp(shape: tuple[int, int, int, int, int], framed: bool) -> bool:
    top, left, bottom, right, count = shape
    wide, high = (right - left) * _CELL, (bottom - top) * _CELL
    fits = _WIDTHS[0] <= wide <= _WIDTHS[1] and _HEIGHTS[0] <= high <= _HEIGHTS[1] and wide > high
    return fits and (not framed or count < _FRAME_INK * (right - left) * (bottom - top))


def _components(cells: Mask) -> list[tuple[int, int, int, int, int]]:
    """(top, left, bottom, right, cells) of everything that hangs together."""
    found: list[list[int]] = []
    above: list[tuple[int, int, int]] = []
    joined: list[int] = []
    for row in range(cells.shape[0]):
        here = []
        for first, last in _runs(cells[row]):
            touching = {_root(joined, of) for start, end, of in above if start <= last and first <= end}
            home = min(touching) if touching else len(found)
            if not touching:
                found.append([row, first, row, last, 0])
                joined.append(home)
            for other in touching - {home}:
                joined[other] = home
                _merge(found[home], found[other])
            _merge(found[home], [row, first, row + 1, last, last - first])
            here.append((first, last, home))
        above = here
    return [(*shape,) for at, shape in enumerate(found) if joined[at] == at]  # type: ignore[misc]


def _runs(row: Any) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _root(joined: list[int], at: int) -> int:
    while joined[at] != at:
        at = joined[at]
    return at


def _merge(shape: list[int], other: list[int]) -> None:
    shape[0], shape[1] = min(shape[0], other[0]), min(shape[1], other[1])
    shape[2], shape[3] = max(shape[2], other[2]), max(shape[3], other[3])
    shape[4] += other[4]


def _read(ink: Mask, box: tuple[int, int, int, int], framed: bool) -> str | None:
    """What the stamp says, where that is a mark; `framed` asks for a frame around it."""
    left, top, right, bottom = box
    cut = ink[max(top - _MARGIN, 0) : bottom + _MARGIN, max(left - _MARGIN, 0) : right + _MARGIN]
    picture = Image.fromarray(np.where(cut, 0, 255).astype(np.uint8))
    # Edges tell the tilt of a stamp that stands alone, rows of ink that of one that touches the text.
    for tilt in (_tilt(cut), page_image.skew(picture)):
        straight = page_image.straightened(picture, tilt)
        inside = _inside_frame(straight)
        if framed and inside is None:
            continue
        for scale in _SCALES:
            mark = _mark_among(_said(inside or straight, scale), alone=inside is None)
            if mark:
                return mark
    return None


def _said(picture: Image.Image, scale: float) -> list[str]:
    """The words in capitals of a picture; small letters are text that a stamp touches."""
    size = max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)
    room = Image.new("L", (size[0] + 4 * _MARGIN, size[1] + 4 * _MARGIN), 255)
    room.paste(picture.resize(size, Image.Resampling.LANCZOS), (2 * _MARGIN, 2 * _MARGIN))
    words = (word.text.strip("|[](){}.,:;'\"-_~") for word in tesseract.words_of(room, _WORD_LINE))
    return [word for word in words if len(word) > 1 and word.isupper()]


def _mark_among(words: list[str], alone: bool) -> str | None:
    """The words that are a mark: all of them, or in a frame the longest run, letters being touched by it."""
    runs = [words] if alone else [words[start:end] for start, end in combinations(range(len(words) + 1), 2)]
    texts = (" ".join(run) for run in sorted(runs, key=len, reverse=True))
    return next((text for text in texts if mark_of(text)), None)


def _tilt(cut: Mask) -> float:
    """Degrees by which the stamp rises: its upper and lower edge are where ink begins from above and below."""
    columns = np.flatnonzero(cut.any(axis=0))
    if len(columns) < _WIDTHS[0] // 2:
        return 0.0
    columns = columns[len(columns) // 8 : -(len(columns) // 8)]
    upper = cut[:, columns].argmax(axis=0)
    lower = cut.shape[0] - cut[::-1, columns].argmax(axis=0)
    slopes = [_slope(columns, edge) for edge in (upper, lower)]
    return float(np.degrees(np.arctan(-min(slopes, key=lambda slope: slope[1])[0])))


def _slope(columns: Any, edge: Any) -> tuple[float, float]:
    """(slope, how far the edge is from straight)."""
    slope, start = np.polyfit(columns, edge, 1)
    return float(slope), float(np.abs(edge - (slope * columns + start)).mean())


def _inside_frame(picture: Image.Image) -> Image.Image | None:
    """What is inside the frame, None where no lines run above and below."""
    ink = page_image.dark(picture)
    high, wide = ink.shape
    across = np.flatnonzero(np.count_nonzero(ink, axis=1) > _LINE_SHARE * wide)
    down = np.flatnonzero(np.count_nonzero(ink, axis=0) > _LINE_SHARE * high)
    above, below = across[across < high / 2], across[across >= high / 2]
    if not len(above) or not len(below):
        return None
    left = int(down[down < wide / 4].max(initial=-1)) + 2
    right = int(down[down > wide * 3 / 4].min(initial=wide + 1)) - 1
    top, bottom = int(above.max()) + 2, int(below.min()) - 1
    return picture.crop((left, top, right, bottom)) if right > left and bottom > top else None
