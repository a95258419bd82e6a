"""Ruled tables of a PDF page: lines that touch make a grid, and a missing piece of a line joins two cells."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

THIN = 3.0
"""Points: a drawn box no wider than this is a line."""
_SHORT = 6.0
_TOUCH = 3.0
_MAX_RULES = 3000
_MAX_CELLS = 4000


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def touches(self, other: "Box") -> bool:
        """Whether the two meet or nearly meet."""
        return (
            self.left <= other.right + _TOUCH
            and other.left <= self.right + _TOUCH
            and self.bottom <= other.top + _TOUCH
            and other.bottom <= self.top + _TOUCH
        )

    @property
    def flat(self) -> bool:
        return self.top - self.bottom <= THIN

    @property
    def upright(self) -> bool:
        return self.right - self.left <= THIN


class Grid:
    """A table: its lines, and which cells are one."""

    def __init__(self, rules: Sequence[Box]) -> None:
        self.box = _around(rules)
        self._across = [rule for rule in rules if rule.flat]
        self._down = [rule for rule in rules if rule.upright and not rule.flat]
        self.xs = _places([(rule.left + rule.right) / 2 for rule in self._down])
        self.ys = _places([(rule.bottom + rule.top) / 2 for rule in self._across])
        self._first: dict[tuple[int, int], tuple[int, int]] = {}
        if self.is_table:
            for cell in self._cells():
                self._join(cell)

    @property
    def is_table(self) -> bool:
        """At least two columns and two rows, and no drawing of thousands of squares."""
        cells = (len(self.xs) - 1) * (len(self.ys) - 1)
        return len(self.xs) > 2 and len(self.ys) > 2 and cells <= _MAX_CELLS

    def _cells(self) -> Iterator[tuple[int, int]]:
        """(row from the top, column) of every cell of the full grid."""
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                yield row, column

    def rows(self) -> Iterator[list[tuple[int, int]]]:
        """The cells of each row; a joined cell stands once, where it begins."""
        for row in range(len(self.ys) - 1):
            cells = ((row, column) for column in range(len(self.xs) - 1))
            # A cell joined downwards leaves an empty place below, so that columns stay in line.
            yield [cell for cell in cells if self._first[cell] == cell or self._first[cell][0] < row]

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """The cell at a point."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        up = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self._first[len(self.ys) - 2 - up, column]

    def _join(self, cell: tuple[int, int]) -> None:
        row, column = cell
        up = len(self.ys) - 2 - row
        middle_x = (self.xs[column] + self.xs[column + 1]) / 2
        middle_y = (self.ys[up] + self.ys[up + 1]) / 2
        if column and not self._has_down(self.xs[column], middle_y):
            self._first[cell] = self._first[row, column - 1]
        elif row and not self._has_across(middle_x, self.ys[up + 1]):
            self._first[cell] = self._first[row - 1, column]
        else:
            self._first[cell] = cell

    def _has_down(self, x: float, y: float) -> bool:
        return any(
            abs((rule.left + rule.right) / 2 - x) <= _TOUCH and rule.bottom - _TOUCH <= y <= rule.top + _TOUCH
            for rule in self._down
        )

    def _has_across(self, x: float, y: float) -> bool:
        return any(
            abs((rule.bottom + rule.top) / 2 - y) <= _TOUCH and rule.left - _TOUCH <= x <= rule.right + _TOUCH
            for rule in self._across
        )


def find_grids(drawn: Sequence[Box]) -> list[Grid]:
    """The tables among the boxes of drawn paths; none on a page that is more drawing than text."""
    rules = [rule for box in drawn for rule in _rules(box)]
    if len(rules) > _MAX_RULES:
        return []
    return [grid for grid in map(Grid, _groups(rules)) if grid.is_table]


def _rules(box: Box) -> Iterator[Box]:
    """The lines of a drawn box: itself when it is thin, its four edges when it is a frame."""
    wide, high = box.right - box.left, box.top - box.bottom
    if box.flat or box.upright:
        if max(wide, high) >= _SHORT:
            yield box
        return
    yield Box(box.left, box.top, box.right, box.top)
    yield Box(box.left, box.bottom, box.right, box.bottom)
    yield Box(box.left, box.bottom, box.left, box.top)
    yield Box(box.right, box.bottom, box.right, box.top)


def _groups(rules: list[Box]) -> list[list[Box]]:
    """Lines that touch, directly or through others."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda rule: (-rule.top, rule.left)):
        members, apart = [rule], []
        for group in groups:
            if group[0].touches(rule):
                members += group[1]
            else:
                apart.append(group)
        groups = [*apart, (_around(members), members)]
    return [members for _, members in groups]


def _around(rules: Sequence[Box]) -> Box:
    return Box(
        min(rule.left for rule in rules),
        min(rule.bottom for rule in rules),
        max(rule.right for rule in rules),
        max(rule.top for rule in rules),
    )


def _places(values: list[float]) -> list[float]:
    """Places in order, those that nearly agree once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return found
