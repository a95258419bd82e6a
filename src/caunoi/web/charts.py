"""Charts as numbers for a template's <svg>: the page's policy allows no script and no style to draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960, 150, 90, 90, 22, 26


@dataclass(frozen=True)
class Dot:
    """One period on the line: its place, its label under the axis and its words."""

    x: float
    y: float
    label: str
    shown: str


@dataclass(frozen=True)
class Line:
    """A trend line labelled directly; ``goal_y`` is the place of the threshold."""

    dots: list[Dot]
    points: str
    goal_y: float | None
    width: int = WIDTH
    height: int = HEIGHT
    axis_y: int = HEIGHT - BOTTOM


def history_line(history: Sequence[Any], goal: float | None = None) -> Line | None:
    """The trend of a figure's history (newest first); None where fewer than two periods have a number."""
    known = [past for past in reversed(history) if past.number is not None]
    if len(known) < 2:
        return None
    numbers = [past.number for past in known] + ([goal] if goal is not None else [])
    low, high = min([*numbers, 0.0]), max(numbers)
    spread = (high - low) or 1.0

    def y(number: float) -> float:
        return round(TOP + (high - number) / spread * (HEIGHT - TOP - BOTTOM), 1)

    step = (WIDTH - LEFT - RIGHT) / (len(known) - 1)
    dots = [
        Dot(round(LEFT + place * step, 1), y(past.number), past.period.key.label, past.shown)
        for place, past in enumerate(known)
    ]
    points = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    return Line(dots, points, y(goal) if goal is not None else None)
