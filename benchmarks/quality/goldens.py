"""Goldens of real documents, from both places where they stand, in one form."""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.draw_locked import GOLDENS, genre, locked_names

CORPUS = GOLDENS.parents[2] / "shared" / "corpus"
KINDS = ("citations", "targets", "assignments", "deadlines")
# A worked example gives one offset for a finding, and not always the first letter of the phrase.
_WORKED_REACH = 15

Item = dict[str, Any]


@dataclass(frozen=True)
class Golden:
    """One annotated document: `worked` marks the seven examples that came with the corpus."""

    name: str
    genre: str
    locked: bool
    worked: bool
    data: dict[str, Any]
    file: Path
    text: str

    def covers(self, kind: str) -> bool:
        """Whether this kind was annotated: a partial golden names its kinds, any other has all."""
        return kind in self.data.get("kinds", [kind])

    def items(self, kind: str) -> list[Item]:
        """The findings of one kind; each has `start`, `end`, the anchor `at`, and `core`."""
        found: list[Item] = self.data[kind]
        return [_worked(item) if self.worked else _own(item, kind) for item in found]

    def words(self, span: list[int] | tuple[int, ...]) -> str:
        """What stands at a span, on one line."""
        return " ".join(self.text[span[0] : span[1]].split())


def load() -> list[Golden]:
    """All goldens whose texts are there, by name; none where the corpus is absent."""
    locked = locked_names()
    own = [_read(path, locked, worked=False) for path in sorted((GOLDENS / "corpus").glob("*.json"))]
    given = [_read(path, locked, worked=True) for path in sorted((CORPUS / "gold").glob("*.json"))]
    return [golden for golden in (*own, *given) if golden is not None]


def _read(path: Path, locked: frozenset[str], worked: bool) -> Golden | None:
    data = json.loads(path.read_text(encoding="utf-8"))
    file = CORPUS / data["file"]
    if not file.is_file():
        return None
    text = unicodedata.normalize("NFC", file.read_bytes().decode("utf-8").replace("\r\n", "\n"))
    return Golden(path.stem, genre(path.stem), path.stem in locked, worked, data, file, text)


def _worked(item: Item) -> Item:
    at = item["at"]
    return {**item, "start": at - _WORKED_REACH, "end": at + _WORKED_REACH, "at": at}


def _own(item: Item, kind: str) -> Item:
    anchor = {"targets": "number_at", "assignments": "lead_at"}.get(kind)
    return {**item, "at": item[anchor] if anchor else None}
