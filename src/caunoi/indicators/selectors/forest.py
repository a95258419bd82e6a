"""The tree of one line on any number of dates, read in two queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caunoi.orgs.models import Subordination, Succession


@dataclass(frozen=True)
class Link:
    """A unit under a parent from a date up to, not including, another."""

    unit: int
    parent: int | None
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Standing:
    """Who stands under whom on one date, and who answers for those that had ceased by then."""

    on: date
    parents: dict[int, int | None]
    successors: dict[int, int]

    def node_of(self, unit: int) -> int | None:
        """The unit itself if it stands in the tree, or its successor that does; None where neither does."""
        seen = {unit}
        while unit not in self.parents:
            after = self.successors.get(unit)
            if after is None or after in seen:
                return None
            seen.add(after)
            unit = after
        return unit

    def below(self, top: int) -> list[int]:
        """``top`` and every unit under it; each parent stands before its children."""
        children: dict[int | None, list[int]] = {}
        for unit, parent in self.parents.items():
            children.setdefault(parent, []).append(unit)
        found = [top]
        for unit in found:
            found += children.get(unit, [])
        return found


@dataclass(frozen=True)
class Forest:
    """All dated links of a line and all successions."""

    links: tuple[Link, ...]
    successions: tuple[tuple[int, int, date], ...]

    @classmethod
    def of(cls, line: str) -> Forest:
        """Read the line's links and all successions."""
        rows = Subordination.objects.filter(line=line).values_list(
            "unit_id", "parent_id", "valid_from", "valid_to"
        )
        steps = Succession.objects.values_list("predecessor_id", "successor_id", "on")
        return cls(tuple(Link(*row) for row in rows), tuple(steps))

    def at(self, on: date) -> Standing:
        """The tree on ``on``."""
        parents = {link.unit: link.parent for link in self.links if link.holds(on)}
        return Standing(on, parents, {old: new for old, new, since in self.successions if since <= on})


def parent_places(units: Iterable[int], standing: Standing, root: int) -> list[int]:
    """For each unit of a subtree the place of its parent in the list; -1 for ``root``."""
    listed = list(units)
    places = {unit: place for place, unit in enumerate(listed)}
    return [-1 if unit == root else places[standing.parents[unit]] for unit in listed]  # type: ignore[index]
