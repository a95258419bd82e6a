"""The citation graph as numbers for a template's <svg>: the document in the middle, rows of boxes above and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caunoi.documents.graph import Graph, Neighbour

WIDTH, BOX_WIDTH, BOX_HEIGHT, GAP, ROW_GAP, MIDDLE_GAP = 960, 180, 62, 12, 26, 70
PER_ROW, ROWS = 5, 4
LONGEST = 22


@dataclass(frozen=True)
class Box:
    """A document's box and the line from it to the middle; ``name`` is cut to what fits."""

    neighbour: Neighbour
    x: int
    y: int
    name: str
    x1: int
    y1: int
    x2: int
    y2: int
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT

    @property
    def center(self) -> int:
        """Where words stand, from the left."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class Drawing:
    """All boxes; ``hidden_above`` and ``hidden_below`` count what found no room and stands in the table."""

    boxes: list[Box]
    x: int
    y: int
    height: int
    hidden_above: int
    hidden_below: int
    width: int = WIDTH
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT

    @property
    def center(self) -> int:
        """The middle from the left."""
        return self.width // 2


def draw(graph: Graph) -> Drawing:
    """Place at most twenty documents above and twenty below; the nearest row holds the strongest links."""
    room = PER_ROW * ROWS
    above, below = graph.above[:room], graph.below[:room]
    y = _rows(above) * (BOX_HEIGHT + ROW_GAP) + (MIDDLE_GAP - ROW_GAP if above else 0) + GAP
    bottom = y + BOX_HEIGHT + MIDDLE_GAP
    boxes = [
        *_placed(
            above, [y - MIDDLE_GAP - BOX_HEIGHT - row * (BOX_HEIGHT + ROW_GAP) for row in range(ROWS)], y, -1
        ),
        *_placed(below, [bottom + row * (BOX_HEIGHT + ROW_GAP) for row in range(ROWS)], y, 1),
    ]
    height = max([y + BOX_HEIGHT, *(box.y + BOX_HEIGHT for box in boxes)]) + GAP + 20
    hidden = len(graph.above) - len(above), len(graph.below) - len(below)
    return Drawing(boxes, (WIDTH - BOX_WIDTH) // 2, y, height, *hidden)


def _rows(found: Sequence[Neighbour]) -> int:
    return -(-len(found) // PER_ROW)


def _placed(found: Sequence[Neighbour], tops: Sequence[int], middle: int, side: int) -> list[Box]:
    boxes = []
    for row in range(_rows(found)):
        line = found[row * PER_ROW : (row + 1) * PER_ROW]
        left = (WIDTH - len(line) * BOX_WIDTH - (len(line) - 1) * GAP) // 2
        boxes += [
            _box(one, left + place * (BOX_WIDTH + GAP), tops[row], middle, side)
            for place, one in enumerate(line)
        ]
    return boxes


def _box(neighbour: Neighbour, x: int, y: int, middle: int, side: int) -> Box:
    near, start = (y, middle + BOX_HEIGHT) if side > 0 else (y + BOX_HEIGHT, middle)
    name = neighbour.name if len(neighbour.name) <= LONGEST else neighbour.name[: LONGEST - 1].rstrip() + "…"
    return Box(neighbour, x, y, name, WIDTH // 2, start, x + BOX_WIDTH // 2, near)
