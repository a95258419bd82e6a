"""Two texts against each other: which clause of a plan answers a requirement, and which clause became which."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.rollup import best
from benchmarks.rows import Row
from caunoi.analysis.changes import Place, compare_texts
from caunoi.analysis.likeness import candidates

CLAUSES = 300
ONSETS = "b c ch d đ g h kh l m n ng nh ph qu s t th tr v x"
RHYMES = "a ac an ang ao ăn âm âu e em ê ên i in iêu o oan ong ô ông ơ ơi u ui ung ư ương ươi"
SYLLABLES = [onset + rhyme for onset in ONSETS.split() for rhyme in RHYMES.split()]


def text(characters: int, seed: int = 1) -> list[str]:
    """Clauses of invented syllables, the common ones as common as in an official text."""
    chosen = random.Random(seed)
    weights = [1 / (rank + 10) for rank in range(len(SYLLABLES))]
    clauses, size = [], 0
    while size < characters:
        clauses.append(" ".join(chosen.choices(SYLLABLES, weights, k=chosen.randint(20, 80))))
        size += len(clauses[-1]) + 8
    return clauses


def edited(clauses: list[str]) -> list[str]:
    """One clause in twenty left out, one in five with a word changed."""
    chosen = random.Random(2)
    kept = [clause for clause in clauses if chosen.random() > 0.05]
    return [clause.replace(" ba ", " bốn ") if chosen.random() < 0.2 else clause for clause in kept]


def numbered(clauses: list[str]) -> tuple[str, list[Place]]:
    """One text with a provision for each clause."""
    whole, places = "", []
    for number, clause in enumerate(clauses, 1):
        line = f"{number}. {clause}\n"
        places.append(Place(str(number), str(number), len(whole), len(whole) + len(line)))
        whole += line
    return whole, places


def rows() -> Iterator[Row]:
    """For ``make bench``."""
    asked, planned = text(400_000)[:CLAUSES], text(400_000, 3)[:CLAUSES]
    taken = best(lambda: candidates(asked, planned))
    yield Row("likeness: 300 requirements against 300 clauses", taken, "ms", 1_000)
    for characters, goal, tries in ((30_000, 500, 3), (1_000_000, None, 1)):
        old = text(characters)
        sides = (*numbered(old), *numbered(edited(old)))
        name = f"changes: two texts of {characters:,} characters"
        yield Row(name, best(lambda sides=sides: compare_texts(*sides), tries), "ms", goal)  # type: ignore[misc]


if __name__ == "__main__":
    for row in rows():
        print(row.name, f"{row.value:.0f} {row.unit}", row.goal or "")
