"""Roll-up over a province-sized tree: 52,000 units × 60 fields, totals of every node at once."""

import time
from collections.abc import Callable, Iterator

import numpy as np

from caunoi.rules.columns import Column, States, Values, unpack_rows
from caunoi.rules.rollup import sum_tree
from caunoi.rules.tree import Indices, Tree

LEAVES, COMMUNES, PROVINCES, FIELDS = 52_000, 3_321, 34, 60


def parents() -> Indices:
    """One root, provinces, communes, grass-roots units, in shuffled order of children."""
    rng = np.random.default_rng(1)
    provinces = np.zeros(PROVINCES, dtype=np.int64)
    communes = 1 + rng.integers(0, PROVINCES, COMMUNES)
    leaves = 1 + PROVINCES + rng.integers(0, COMMUNES, LEAVES)
    return np.concatenate([[-1], provinces, communes, leaves])


def figures(count: int) -> tuple[Values, States]:
    """Random figures and states of every unit."""
    rng = np.random.default_rng(2)
    values = rng.integers(0, 1_000, (count, FIELDS)).astype(np.float64)
    states = rng.choice(5, (count, FIELDS), p=[0.1, 0.7, 0.1, 0.05, 0.05]).astype(np.uint8)
    return np.where((states == 1) | (states == 3), values, 0.0), states


def best(run: Callable[[], object], tries: int = 3) -> float:
    """Shortest time of several runs, in milliseconds."""
    times = []
    for _ in range(tries):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def rows() -> Iterator[tuple[str, str, str]]:
    """(what, figure, aim) for ``make bench``."""
    units = parents()
    values, states = figures(len(units))
    tree = Tree(units)
    packed = [Column(v, s).pack() for v, s in zip(values, states, strict=True)]
    yield "roll-up: order the tree of 55,356 units", f"{best(lambda: Tree(units)):.0f} ms", "< 200 ms"
    yield (
        "roll-up: totals and coverage, 60 fields",
        f"{best(lambda: sum_tree(tree, values, states)):.0f} ms",
        "< 1000 ms",
    )
    unpacking = best(lambda: unpack_rows(packed, FIELDS))
    yield "roll-up: unpack every submission", f"{unpacking:.0f} ms", "< 1000 ms"


if __name__ == "__main__":
    for row in rows():
        print("  ".join(row))
