"""The tree of one line on one date, and the numbered cache of today's tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import transaction

from caunoi.kernel import clock
from caunoi.orgs.lines import Line
from caunoi.orgs.models import Subordination, Succession, TreeNode, TreeState, UnitProfile, valid_on


@dataclass(frozen=True)
class Tree:
    """Who stands under whom in ``line`` on ``on``. ``parents`` maps a unit id to its parent's id."""

    line: str
    on: date
    parents: dict[int, int | None]

    @cached_property
    def _order(self) -> dict[int, str]:
        """Sort keys by unit id, for children in the order officials expect; read when first needed."""
        names = UnitProfile.objects.filter(valid_on(self.on)).values_list("unit_id", "sort_key")
        return dict(names)

    @cached_property
    def _children(self) -> dict[int | None, list[int]]:
        found: dict[int | None, list[int]] = defaultdict(list)
        for unit, parent in self.parents.items():
            found[parent if parent in self.parents else None].append(unit)
        for units in found.values():
            units.sort(key=lambda unit: (self._order.get(unit, ""), unit))
        return found

    def children(self, unit: int | None) -> list[int]:
        """The units directly under ``unit``; the tops of the line for None."""
        return self._children.get(unit, [])

    def walk(self, top: int | None = None) -> Iterator[tuple[int, int]]:
        """``(unit, depth)`` depth first, from ``top`` (included) or from all tops."""
        stack = [(unit, 0) for unit in reversed([top] if top is not None else self.children(None))]
        while stack:
            unit, depth = stack.pop()
            yield unit, depth
            stack += [(child, depth + 1) for child in reversed(self.children(unit))]

    def below(self, top: int) -> list[int]:
        """All units under ``top``, itself excluded, depth first."""
        return [unit for unit, _ in self.walk(top) if unit != top]

    def ancestors(self, unit: int) -> list[int]:
        """From the parent up to the top."""
        chain: list[int] = []
        parent = self.parents.get(unit)
        while parent is not None and parent not in chain:
            chain.append(parent)
            parent = self.parents.get(parent)
        return chain

    def __contains__(self, unit: int) -> bool:
        return unit in self.parents


def tree_at(line: str, on: date) -> Tree:
    """The tree of ``line`` as it was (or is planned to be) on ``on``."""
    links = Subordination.objects.filter(valid_on(on), line=line, unit__established_on__lte=on)
    living = links.exclude(unit__ceased_on__lte=on).order_by("unit_id").values_list("unit_id", "parent_id")
    parents: dict[int, int | None] = dict(living)
    return Tree(line, on, parents)


def living_successors(units: Iterable[int], on: date) -> dict[int, int]:
    """For each unit the one that answers for it on ``on``: itself, or its last successor by then."""
    steps = dict(Succession.objects.filter(on__lte=on).values_list("predecessor_id", "successor_id"))
    return {unit: _follow(steps, unit) for unit in units}


def _follow(steps: dict[int, int], unit: int) -> int:
    seen = {unit}
    while (after := steps.get(unit)) is not None and after not in seen:
        seen.add(after)
        unit = after
    return unit


@transaction.atomic
def rebuild(on: date | None = None) -> int:
    """Number the trees of all lines for the day ``on`` (today); returns the number of nodes."""
    day = on or clock.today()
    nodes = [node for line in Line.values for node in _numbered(tree_at(line, day))]
    TreeNode.objects.all().delete()
    TreeNode.objects.bulk_create(nodes, batch_size=500)
    TreeState.objects.update_or_create(pk=1, defaults={"as_of": day})
    return len(nodes)


def _numbered(tree: Tree) -> list[TreeNode]:
    nodes: list[TreeNode] = []
    for place, (unit, depth) in enumerate(tree.walk()):
        nodes.append(
            TreeNode(
                line=tree.line,
                unit_id=unit,
                parent_id=tree.parents[unit],
                first=place,
                last=place,
                depth=depth,
            )
        )
    for i in range(len(nodes) - 1, -1, -1):
        follow = i + 1
        while follow < len(nodes) and nodes[follow].depth > nodes[i].depth:
            nodes[i].last = max(nodes[i].last, nodes[follow].last)
            follow = nodes[follow].last + 1
    return nodes


def rebuild_if_stale() -> bool:
    """Rebuild when the nodes stand for another day than today."""
    state = TreeState.objects.filter(pk=1).first()
    if state is not None and state.as_of == clock.today():
        return False
    rebuild()
    return True
