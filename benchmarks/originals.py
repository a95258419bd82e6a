"""The development corpus beside the project: its texts and originals, without what is kept for judging."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.draw_locked import fresh_names, locked_names
from benchmarks.quality.goldens import CORPUS

_TRUTH = re.compile(r"ground truth: ([\w-]+)\.txt")
_OLD_CODES = "legacyraw"


def unicode_texts() -> Iterator[str]:
    """Every text of the corpus that is Unicode; none where the corpus is absent."""
    kept = locked_names() | fresh_names()
    for path in sorted(CORPUS.glob("*.txt")):
        if path.stem not in kept and not path.stem.startswith(_OLD_CODES):
            yield path.read_text("utf-8")


def listed_originals() -> list[tuple[Path, str | None]]:
    """Every file of the index with the same document's Unicode text, where the corpus has that besides."""
    kept = locked_names() | fresh_names()
    rows = _index()
    sources = {(row[6], row[7]): Path(row[0]).stem for row in rows if row[0].endswith(".txt")}
    hidden = {row[7] for row in rows if Path(row[0]).stem in kept}
    found = []
    for row in rows:
        path, named = CORPUS / row[0], _TRUTH.search(row[-1])
        truth = named[1] if named else sources.get((row[6], row[7]))
        if path.stem in kept or row[7] in hidden or truth in kept or not path.is_file():
            continue
        known = truth if truth != path.stem else None
        found.append((path, (CORPUS / f"{known}.txt").read_text("utf-8") if known else None))
    return found


def _index() -> list[list[str]]:
    index = CORPUS / "INDEX.tsv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) > 7]
    return rows[1:]
