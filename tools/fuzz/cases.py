"""Case number n of a seed of chance: always the same file from the same sources."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.analysis.claims import OFFICIAL_WORDS

from tools.fuzz.mutations import damaged
from tools.fuzz.seeds import Seed

# Cases of a format among a hundred; LibreOffice takes seconds over one .doc.
SHARES = {
    ".docx": 24, ".pdf": 18, ".rtf": 14, ".html": 8, ".htm": 4, ".odt": 10, ".txt": 10, ".png": 2, ".jpg": 2, ".doc": 1,
}  # fmt: skip
TEXTS = 14


@dataclass(frozen=True)
class Case:
    """One try: what it came from, and the file as it would be uploaded."""

    number: int
    source: str
    name: str
    data: bytes


def case(chance: int, number: int, sources: Sequence[Seed]) -> Case:
    """The case of this number."""
    lots = random.Random(f"{chance}:{number}")
    there = sorted({seed.suffix for seed in sources})
    kinds = [kind for kind in SHARES if kind in there]
    kind = lots.choices([*kinds, "text"], [*(SHARES[kind] for kind in kinds), TEXTS])[0]
    if kind == "text":
        return Case(number, "words", "case.txt", _words(lots).encode("utf-8", "surrogatepass"))
    seed = lots.choice([seed for seed in sources if seed.suffix == kind])
    data = damaged(lots, seed.data, lots.choice(sources).data)
    # Sometimes under the name of another format: a reader meets what it never expects.
    suffix = lots.choice([*there, *[kind] * 200])
    return Case(number, seed.name, f"case{suffix}", data)


def _words(lots: random.Random) -> str:
    """Official words in any order, some of them very often."""
    words = lots.choices(OFFICIAL_WORDS, k=lots.choice((5, 50, 500, 3000)))
    if lots.random() < 0.2:
        words = words[:20] * lots.choice((10, 500))
    if lots.random() < 0.2:
        words += [lots.choice(OFFICIAL_WORDS)] * lots.choice((100, 10_000))
    return lots.choice((" ", "", "\n", "\n\n", "\t")).join(words)
