"""One measured figure, and the short words in which a module may give it."""

from __future__ import annotations

import re
from dataclasses import dataclass

FIGURE = re.compile(r"(?P<bound>[<>]?)\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>\S*)")


@dataclass(frozen=True)
class Row:
    """One measured figure.

    ``goal`` is the bound in the same unit: at most, or at least where ``more_is_better``. ``database`` is
    sqlite, postgresql or None where no database takes part; ``n`` says over how many repetitions or records.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    database: str | None = None
    n: int | None = None
    more_is_better: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None without one."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal


def row_of(given: Row | tuple[str, str, str]) -> Row:
    """A row as a module gave it; raises ``ValueError`` on words that hold no figure or two units."""
    if isinstance(given, Row):
        return given
    name, figure, aim = given
    measured, bound = FIGURE.fullmatch(figure.strip()), FIGURE.fullmatch(aim.strip())
    if measured is None or (aim.strip() and bound is None):
        raise ValueError(f"{name}: {figure!r} and {aim!r} must read like '12 ms' and '< 30 ms'")
    if bound is not None and bound["unit"] != measured["unit"]:
        raise ValueError(f"{name}: {figure!r} and {aim!r} are in two units")
    goal = float(bound["value"]) if bound else None
    more = bool(bound and bound["bound"] == ">")
    return Row(name, float(measured["value"]), measured["unit"], goal, more_is_better=more)
