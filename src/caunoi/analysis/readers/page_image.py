"""The picture of a page made ready for recognition: straightened, its ruled lines found and taken away."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

_WIDEST_SKEW = 8.0
_COARSE = 0.5
_FINE = 0.05
_LEAST_SKEW = 0.15
_SMALL = 1000
_MANY_DOTS = 60_000
_RULE = 150
_THICKEST_RULE = 14
_GAP = 3
_PAPER = 120
_WHITE = 245
_INK = 128
_DUST = 0.0005

Rule = tuple[int, int, int, int]
"""left, top, right, bottom of a ruled line, in pixels, the last two outside of it."""
Mask = np.ndarray[Any, np.dtype[np.bool_]]


def dark(picture: Image.Image) -> Mask:
    """Where ink is: darker than the paper around it, so that shades and grey backgrounds do not count."""
    grey = np.asarray(picture.convert("L"))
    levels = np.bincount(grey.ravel(), minlength=256)
    return grey < _threshold(levels)


def _threshold(levels: Any) -> int:
    """Otsu's threshold: the level that parts ink from paper best."""
    values = np.arange(256)
    below = np.cumsum(levels)
    above = below[-1] - below
    sums = np.cumsum(levels * values)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nanargmax(np.where(np.isfinite(apart), apart, -1.0))) + 1


def skew(picture: Image.Image) -> float:
    """Degrees anticlockwise by which the lines of a picture rise; 0 for a picture without lines."""
    factor = max(max(picture.size) // _SMALL, 1)
    rows, columns = np.nonzero(dark(picture.reduce(factor)))
    if len(rows) < _SMALL // 10:
        return 0.0
    step = max(len(rows) // _MANY_DOTS, 1)
    rows, columns = rows[::step].astype(np.float64), columns[::step].astype(np.float64)
    rough = _sharpest(rows, columns, np.arange(-_WIDEST_SKEW, _WIDEST_SKEW + _COARSE / 2, _COARSE))
    if abs(rough) >= _WIDEST_SKEW:
        return 0.0
    return _sharpest(rows, columns, np.arange(rough - _COARSE, rough + _COARSE, _FINE))


def _sharpest(rows: Any, columns: Any, angles: Any) -> float:
    """The angle at which rows of letters and the blanks between them differ most."""
    return float(max(angles, key=lambda angle: _sharpness(rows, columns, float(angle))))


def _sharpness(rows: Any, columns: Any, angle: float) -> float:
    places = rows + columns * np.tan(np.radians(angle))
    counts = np.bincount((places - places.min()).astype(np.int64))
    return float(np.square(np.diff(counts.astype(np.float64))).sum())


def straightened(picture: Image.Image, angle: float) -> Image.Image:
    """The picture turned back by its skew, on white."""
    if abs(angle) < _LEAST_SKEW:
        return picture
    white = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.rotate(-angle, Image.Resampling.BICUBIC, expand=True, fillcolor=white)


def find_rules(picture: Image.Image) -> list[Rule]:
    """The ruled lines of a straight picture, across and down."""
    ink = dark(picture)
    across = [(left, top, right, bottom) for top, left, bottom, right in _bars(ink)]
    down = [(left, top, right, bottom) for left, top, right, bottom in _bars(ink.T)]
    return across + down


def _bars(ink: Mask) -> Iterator[tuple[int, int, int, int]]:
    """(first row, first column, last row, last column) of thin bars along the rows."""
    long = _long_runs(_thickened(ink))
    open_bars: list[list[int]] = []
    for row in np.flatnonzero(long.any(axis=1)):
        kept = []
        for bar in open_bars:
            if row - bar[2] > _GAP:
                yield from _closed(bar)
            else:
                kept.append(bar)
        open_bars = kept
        for first, last in _runs(long[row]):
            _lay(open_bars, int(row), first, last)
    for bar in open_bars:
        yield from _closed(bar)


def _thickened(ink: Mask) -> Mask:
    """Ink also where the row above or below has it: a line that is not quite straight stays one."""
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    return thick


def _long_runs(ink: Mask) -> Mask:
    """Where ink goes on for the length of a rule."""
    rows, width = ink.shape
    found = np.zeros_like(ink)
    if width < _RULE:
        return found
    # Rows without enough ink are passed over: summing up whole pages costs most of the time.
    for row in np.flatnonzero(np.count_nonzero(ink, axis=1) >= _RULE):
        for first, last in _runs(ink[row]):
            if last - first >= _RULE:
                found[row, first:last] = True
    return found


def _runs(row: Any) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts >= _RULE
    return zip(starts[long].tolist(), ends[long].tolist(), strict=True)


def _lay(bars: list[list[int]], row: int, first: int, last: int) -> None:
    """Adds a run to the bar it touches, or opens one."""
    for bar in bars:
        if first <= bar[3] + _GAP and bar[1] <= last + _GAP:
            bar[1], bar[2], bar[3] = min(bar[1], first), row, max(bar[3], last)
            return
    bars.append([row, first, row, last])


def _closed(bar: list[int]) -> Iterator[tuple[int, int, int, int]]:
    top, left, bottom, right = bar
    if bottom - top < max(_THICKEST_RULE, (right - left) // 100):
        yield top, left, bottom + 1, right


def without_rules(picture: Image.Image, rules: list[Rule]) -> Image.Image:
    """The picture with its ruled lines painted white, so that they are not read as letters."""
    if not rules:
        return picture
    clean = picture.copy()
    for left, top, right, bottom in rules:
        clean.paste(255, (left, max(top - 1, 0), right, bottom + 1))
    return clean


def evened(picture: Image.Image) -> Image.Image:
    """The picture in grey on an even white: shadows and coloured paper of a photograph are divided out."""
    grey = picture.convert("L")
    factor = max(min(grey.size) // _PAPER, 1)
    paper = grey.reduce(factor).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4))
    if np.asarray(paper).min() >= _WHITE:
        return grey
    around = np.maximum(np.asarray(paper.resize(grey.size, Image.Resampling.BILINEAR), dtype=np.uint16), 1)
    even = np.asarray(grey, dtype=np.uint16) * 255 // around
    return Image.fromarray(np.minimum(even, 255).astype(np.uint8))


def is_blank(picture: Image.Image) -> bool:
    """Whether there is next to no ink on the page, dust aside."""
    grey = evened(picture).reduce(4)
    return float((np.asarray(grey) < _INK).mean()) < _DUST
