"""A page of a PDF: letters with their places become lines, columns and tables in reading order.

Coordinates are points with y growing upwards, as in the file; a page that is shown turned has been turned before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from caunoi.analysis.readers.pdf_tables import Box, Grid
from caunoi.analysis.readers.tables import LAYOUT, RECIPIENTS, table_lines

_SAME_LINE = 0.4
_BLANK = 0.18
_MARKED_BLANK = 0.03
_COLUMN = 1.2
_COLUMN_OUT_OF_ORDER = 0.5
_TWICE = 0.15
_FIELD_LETTERS = 30
_NARROWEST_GUTTER = 2.0
_TAIL = 2.5
_ROWS_BEFORE = 4
_MOST_ROWS = 60
_AXIS = 10.0
_PARAGRAPH_GAP = 1.35


@dataclass(slots=True)
class Glyph:
    """A letter or a blank: its box, baseline and size, its place in the file, and whether a blank stood before it."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    order: int
    spaced: bool = False

    @property
    def blank(self) -> bool:
        return self.text == " "


@dataclass(slots=True)
class _Segment:
    """Letters of one line without a column's gap between them."""

    glyphs: list[Glyph]

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs if not glyph.blank)


@dataclass(slots=True)
class _Row:
    """Everything on one baseline."""

    y: float
    size: float
    segments: list[_Segment]

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return max(segment.x1 for segment in self.segments)

    def text(self) -> str:
        return _written([glyph for segment in self.segments for glyph in segment.glyphs])


@dataclass(slots=True)
class _Zone:
    """Rows that one gutter parts into two columns: a header, or recipients beside a signature."""

    first: int
    last: int
    low: float
    high: float


def page_lines(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> list[str]:
    """The lines of a page in reading order; an empty line where a paragraph's gap stands."""
    rest, found = list(glyphs), list[str]()
    for grid in sorted(grids, key=lambda grid: -grid.box.top):
        above = [glyph for glyph in rest if glyph.y > grid.box.top]
        inside = [glyph for glyph in rest if _within(glyph, grid.box)]
        taken = {id(glyph) for glyph in (*above, *inside)}
        rest = [glyph for glyph in rest if id(glyph) not in taken]
        found += _band(above)
        found += _table(inside, grid)
    return found + _band(rest)


def _within(glyph: Glyph, box: Box) -> bool:
    return box.bottom < glyph.y <= box.top and box.left <= (glyph.x0 + glyph.x1) / 2 <= box.right


def _table(glyphs: list[Glyph], grid: Grid) -> Iterator[str]:
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        cells.setdefault(grid.cell_at((glyph.x0 + glyph.x1) / 2, glyph.y + glyph.size / 4), []).append(glyph)
    rows = [[_texts(cells.get(cell, [])) for cell in row] for row in grid.rows()]
    yield from table_lines([row for row in rows if any(row)])


def _texts(glyphs: list[Glyph]) -> list[str]:
    return [row.text() for row in _rows(glyphs)]


def _band(glyphs: list[Glyph]) -> list[str]:
    """A stretch of the page without a ruled table."""
    rows = _rows(glyphs)
    found, at, before = list[str](), 0, None
    pitch = _pitch(rows)
    while at < len(rows):
        zone = _zone(rows, at)
        if before is not None and before.y - rows[at].y > _PARAGRAPH_GAP * pitch:
            found.append("")
        if zone is None:
            found.append(rows[at].text())
            before, at = rows[at], at + 1
        else:
            found += _columns(rows[at : zone.last + 1], zone)
            before, at = rows[zone.last], zone.last + 1
    return found


def _pitch(rows: list[_Row]) -> float:
    steps = [above.y - below.y for above, below in zip(rows, rows[1:], strict=False)]
    return median(steps) if steps else 0.0


def _rows(glyphs: Sequence[Glyph]) -> list[_Row]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        head = rows[-1][0] if rows else None
        if head is not None and head.y - glyph.y <= _SAME_LINE * max(head.size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_row(row) for row in rows if not all(glyph.blank for glyph in row)]


def _row(glyphs: list[Glyph]) -> _Row:
    largest = max((glyph for glyph in glyphs if not glyph.blank), key=lambda glyph: glyph.size)
    segments: list[_Segment] = []
    last: Glyph | None = None
    right = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0):
        if glyph.blank or (last and _same_place(last, glyph)):
            if segments and glyph.blank:
                segments[-1].glyphs.append(glyph)
            continue
        if last is None or _parts(segments[-1], last, glyph, right):
            segments.append(_Segment([]))
        segments[-1].glyphs.append(glyph)
        last, right = glyph, max(right, glyph.x1)
    return _Row(largest.y, largest.size, segments)


def _same_place(last: Glyph, glyph: Glyph) -> bool:
    """Bold letters are sometimes drawn twice."""
    return last.text == glyph.text and abs(last.x0 - glyph.x0) < _TWICE * glyph.size


def _parts(segment: _Segment, last: Glyph, glyph: Glyph, right: float) -> bool:
    # A field filled in later stands between two letters that follow each other in the file.
    follows = any(near.order == glyph.order - 1 for near in segment.glyphs[-_FIELD_LETTERS:])
    limit = _COLUMN if follows else _COLUMN_OUT_OF_ORDER
    return glyph.x0 - right > limit * max(last.size, glyph.size)


def _written(glyphs: list[Glyph]) -> str:
    parts: list[str] = []
    last: Glyph | None = None
    blank = False
    for glyph in glyphs:
        if glyph.blank:
            blank = True
            continue
        if last is not None and _blank_between(last, glyph, blank or glyph.spaced):
            parts.append(" ")
        parts.append(glyph.text)
        last, blank = glyph, False
    return "".join(parts)


def _blank_between(last: Glyph, glyph: Glyph, seen: bool) -> bool:
    """A blank that was written counts unless letters were set over it; a gap counts without one."""
    # Some fonts tell no height of their own, and the box is then as low as the letter: the lower one is safer.
    gap, size = glyph.x0 - last.x1, min(last.size, glyph.size)
    return gap > (_MARKED_BLANK if seen else _BLANK) * size


def _zone(rows: list[_Row], first: int) -> _Zone | None:
    """The two columns that begin at this row, if they are the columns of a header or a signature."""
    start = next(
        (at for at in range(first, min(first + _ROWS_BEFORE, len(rows))) if len(rows[at].segments) > 1), None
    )
    if start is None:
        return None
    left, right = _widest_gap(rows[start])
    zone = _Zone(first, start, left, right)
    # A row above may stand in one column only: the other one begins half a line lower.
    if not all(_narrow(zone, row) for row in rows[first:start]):
        return None
    for at in range(start + 1, min(start + _MOST_ROWS, len(rows))):
        if rows[at - 1].y - rows[at].y > _TAIL * 4 * rows[at].size or not _narrow(zone, rows[at]):
            break
        if rows[at].x1 <= zone.high and not _goes_on(rows[first:at], rows[at], zone):
            break
        zone.last = at
    _drop_tail(rows, zone)
    return zone if LAYOUT.search("\n".join(_columns(rows[first : zone.last + 1], zone))) else None


def _goes_on(rows: list[_Row], row: _Row, zone: _Zone) -> bool:
    """Whether a row on the left alone is still of the left column: recipients, or a line on the column's axis."""
    text = row.text()
    if any(RECIPIENTS.search(above.text()) for above in rows) or LAYOUT.search(text):
        return True
    middle = (zone.low + zone.high) / 2
    parts = [[glyph.x1 for glyph in _glyphs(above) if glyph.x1 <= middle] for above in rows]
    axes = [(above.x0 + max(part)) / 2 for above, part in zip(rows, parts, strict=True) if part]
    return bool(axes) and abs(median(axes) - (row.x0 + row.x1) / 2) <= _AXIS


def _widest_gap(row: _Row) -> tuple[float, float]:
    gaps = [(one.x1, two.x0) for one, two in zip(row.segments, row.segments[1:], strict=False)]
    return max(gaps, key=lambda gap: gap[1] - gap[0])


def _narrow(zone: _Zone, row: _Row) -> bool:
    """Whether the row leaves the gutter free; it may make it narrower."""
    free = [(float("-inf"), row.x0)] + [
        (one.x1, two.x0) for one, two in zip(row.segments, row.segments[1:], strict=False)
    ]
    free.append((row.x1, float("inf")))
    fits = [(max(zone.low, low), min(zone.high, high)) for low, high in free]
    low, high = max(fits, key=lambda fit: fit[1] - fit[0])
    if high - low < _NARROWEST_GUTTER:
        return False
    zone.low, zone.high = low, high
    return True


def _drop_tail(rows: list[_Row], zone: _Zone) -> None:
    """Rows of the left column far below the last one of the zone belong to what follows."""
    for at in range(zone.first + 1, zone.last + 1):
        far = rows[at - 1].y - rows[at].y > _TAIL * rows[at].size
        if far and all(row.x1 <= zone.high for row in rows[at : zone.last + 1]):
            zone.last = at - 1
            return


def _columns(rows: list[_Row], zone: _Zone) -> list[str]:
    """The left column, then the right one."""
    middle = (zone.low + zone.high) / 2
    left = [[glyph for glyph in _glyphs(row) if glyph.x1 <= middle] for row in rows]
    right = [[glyph for glyph in _glyphs(row) if glyph.x1 > middle] for row in rows]
    return [_written(part) for part in (*left, *right) if part]


def _glyphs(row: _Row) -> Iterator[Glyph]:
    for segment in row.segments:
        yield from segment.glyphs
