"""Draw the ten locked goldens: one of every genre and a second of the largest, by lots with a fixed seed.

The lots were drawn once, before any golden was read. A locked document is looked at only through the
figures of ``benchmarks/analysis_quality.py``; drawing again from the same files gives the same ten.
"""

import random
from pathlib import Path

GOLDENS = Path(__file__).resolve().parent.parent / "tests" / "goldens"
SEED = 20261120
DRAWN_ON = "2026-11-20"


def genre(name: str) -> str:
    """The genre that a corpus name begins with: ``kh`` of ``kh-006``."""
    return name.partition("-")[0]


def draw(names: list[str], seed: int = SEED) -> list[str]:
    """One name of every genre and a second one of the genre with the most names, sorted."""
    lots = random.Random(seed)
    by_genre: dict[str, list[str]] = {}
    for name in sorted(names):
        by_genre.setdefault(genre(name), []).append(name)
    largest = max(by_genre, key=lambda each: len(by_genre[each]))
    return sorted(
        name
        for each, members in sorted(by_genre.items())
        for name in lots.sample(members, 2 if each == largest else 1)
    )


def locked_names() -> frozenset[str]:
    """The names that the lots gave."""
    return _listed(GOLDENS / "locked.txt")


def fresh_names() -> frozenset[str]:
    """The names of goldens that were made after the lots for locked ones were drawn."""
    return _listed(GOLDENS / "fresh.txt") | _listed(GOLDENS / "rounds.txt")


def _listed(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def main() -> None:
    names = [path.stem for path in (GOLDENS / "corpus").glob("*.json") if path.stem not in fresh_names()]
    head = f"# Locked goldens, drawn by benchmarks/draw_locked.py: seed {SEED}, {DRAWN_ON}\n"
    (GOLDENS / "locked.txt").write_text(head + "\n".join(draw(names)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
