"""A tree of units as arrays, in depth-first order: every subtree is one contiguous run."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]


class Tree:
    """Nodes 0…n-1 by the index of their parent (-1 for a root; several roots are allowed).

    ``order`` lists the nodes depth first, siblings as they come; ``position`` is its inverse; ``size`` counts
    a node and all below it; ``levels`` holds the nodes of each depth.
    """

    def __init__(self, parents: Sequence[int] | Indices) -> None:
        self.parents: Indices = np.asarray(parents, dtype=np.int64)
        count = len(self.parents)
        if count and (self.parents.min() < -1 or self.parents.max() >= count):
            raise ValueError("Cây đơn vị có đơn vị cấp trên không nằm trong danh sách.")
        self.levels = self._by_depth()
        self.size = self._sizes()
        self.position = self._positions()
        self.order: Indices = np.empty(count, dtype=np.int64)
        self.order[self.position] = np.arange(count)

    def __len__(self) -> int:
        return len(self.parents)

    def subtree(self, node: int) -> Indices:
        """The node and all nodes below it, depth first."""
        start = self.position[node]
        return self.order[start : start + self.size[node]]

    def roll_up(self, rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """For every node the sum of the rows (n × anything) of its subtree.

        Each level is added into the one above, so a small unit's figure never meets the sums of others and
        whole numbers stay exact up to 2^53.
        """
        totals = rows.copy()
        for level in reversed(self.levels[1:]):
            starts = np.flatnonzero(np.diff(self.parents[level], prepend=-1))
            totals[self.parents[level[starts]]] += np.add.reduceat(totals[level], starts, axis=0)
        return totals

    def _by_depth(self) -> list[Indices]:
        """Nodes of each depth, brothers together; nodes that no root reaches stand in a circle."""
        by_parent = np.argsort(self.parents, kind="stable")
        keys = self.parents[by_parent]
        level, levels, seen = by_parent[keys == -1], [], 0
        while len(level):
            levels.append(level)
            seen += len(level)
            first, last = np.searchsorted(keys, level, "left"), np.searchsorted(keys, level, "right")
            level = by_parent[_ranges(first, last)]
        if seen != len(self.parents):
            raise ValueError("Cây đơn vị có vòng lặp: một đơn vị là cấp trên của chính nó.")
        return levels

    def _sizes(self) -> Indices:
        size = np.ones(len(self.parents), dtype=np.int64)
        for level in reversed(self.levels[1:]):
            np.add.at(size, self.parents[level], size[level])
        return size

    def _positions(self) -> Indices:
        position = np.zeros(len(self.parents), dtype=np.int64)
        for depth, level in enumerate(self.levels):
            before = np.cumsum(self.size[level]) - self.size[level]
            if depth:
                brothers = np.flatnonzero(np.diff(self.parents[level], prepend=-1))
                lengths = np.diff(np.append(brothers, len(level)))
                before = before - np.repeat(before[brothers], lengths) + position[self.parents[level]] + 1
            position[level] = before
        return position


def _ranges(first: Indices, last: Indices) -> Indices:
    """The numbers of all half-open ranges, one after the other."""
    lengths = last - first
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(last - ends, lengths)
