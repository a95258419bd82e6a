"""A scope, "every chi bộ under …", and the units it stands for on a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from caunoi.kernel import clock
from caunoi.orgs.lines import Kind, Line
from caunoi.orgs.selectors import UnitLabel, label, labels, tree_at


@dataclass(frozen=True)
class Scope:
    """Units of certain kinds under one unit in one line.

    ``kinds`` empty means every kind; ``direct`` means only those directly below;
    ``include_top`` adds the top itself. ``only`` narrows to listed unit ids.
    """

    line: str
    top_id: int
    kinds: tuple[str, ...] = ()
    direct: bool = False
    include_top: bool = False
    only: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As stored beside the record that uses it."""
        return {
            "line": self.line,
            "top_id": self.top_id,
            "kinds": list(self.kinds),
            "direct": self.direct,
            "include_top": self.include_top,
            "only": list(self.only),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Scope:
        """The scope that ``to_json`` stored."""
        return cls(
            stored["line"],
            stored["top_id"],
            tuple(stored["kinds"]),
            stored["direct"],
            stored["include_top"],
            tuple(stored["only"]),
        )


def expand(scope: Scope, on: date | None = None) -> list[UnitLabel]:
    """The units of ``scope`` on ``on`` (today), in the order of their names."""
    day = on or clock.today()
    tree = tree_at(scope.line, day)
    below = tree.children(scope.top_id) if scope.direct else tree.below(scope.top_id)
    found = labels(([scope.top_id] if scope.include_top else []) + list(below), day)
    chosen = [
        unit
        for unit in found.values()
        if (not scope.kinds or unit.kind in scope.kinds or unit.id == scope.top_id)
        and (not scope.only or unit.id in scope.only)
    ]
    return sorted(chosen, key=lambda unit: (unit.sort_key, unit.code))


def describe(scope: Scope, on: date | None = None) -> str:
    """The scope in words: "mọi chi bộ cơ sở, đảng bộ cơ sở trực thuộc Đảng ủy …"."""
    kinds = ", ".join(str(Kind(kind).label).lower() for kind in scope.kinds) or "đơn vị"
    under = "trực tiếp dưới" if scope.direct else "thuộc"
    line = "" if scope.line == Line.PARTY else f" ({Line(scope.line).label})"
    return f"mọi {kinds} {under} {label(scope.top_id, on).name}{line}"
