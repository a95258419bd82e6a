"""Where the characters of a text stand in the Word file it was read from.

The body is walked as the reader walks it, so that labels that Word counts, text boxes and columns fall into the
same order. Spaces are left out of the comparison: the reader joins and parts lines by its own.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from caunoi.analysis.readers.docx import Body, boxes, inside, pieces
from caunoi.analysis.readers.numbering import Numbering, child
from caunoi.analysis.readers.tables import is_layout, table_lines
from caunoi.analysis.readers.word_fonts import decode_runs

_Piece = tuple[Any, str]
_MARKS = re.compile("[\u0300-\u036f]")
_CLUSTER = re.compile("\\S[\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the file's text: the element that holds it, and where its characters stand in the text.

    `inside` and `places` run together: character `inside[k]` of the element is character `places[k]` of the text.
    `whole` means that the element's own characters are not those of the text (an encoding from before Unicode).
    """

    element: Any
    inside: Sequence[int]
    places: Sequence[int]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """The parts of a file in the order of the text."""

    parts: tuple[Part, ...]
    _starts: tuple[int, ...] = field(repr=False)

    def touching(self, start: int, end: int) -> tuple[Part, ...]:
        """The parts that hold a character of the span, in order."""
        first = max(bisect_left(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        return tuple(part for part in self.parts[first:last] if part.places[-1] >= start)


def find_places(body: Any, numbering: Any, styles: Any, text: str) -> Places | None:
    """The parts of a body that the text was read from; None where the two do not agree. The body stays as it is."""
    before = [(item, item.text) for item in body.iter("{*}t")]
    try:
        decode_runs(body, styles)
        walk = _Traced(Numbering(numbering, styles))
        found = [piece for line in walk.lines(body, 0) for piece in _pieces_of(line)]
    finally:
        changed = {item for item, words in before if item.text != words}
        for item, words in before:
            item.text = words
    return _aligned(found, text, changed)


class _Line(str):
    """A line that remembers what it was made of."""

    __slots__ = ("made_of",)
    made_of: list[_Piece]


def _line(words: str, made_of: list[_Piece]) -> _Line:
    line = _Line(words)
    line.made_of = made_of
    return line


def _pieces_of(line: str) -> list[_Piece]:
    return line.made_of if isinstance(line, _Line) else [(None, line)]


class _Traced(Body):
    """The reader's walk with lines that remember their elements."""

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[str]:
        for box in boxes(paragraph):
            yield from self.lines(box, depth + 1)
        made_of = [*pieces(paragraph)]
        words = "".join(part for _, part in made_of)
        if child(paragraph, "pPr", "rPr", "del") is not None and not words.strip():
            return
        label = self._numbering.label(paragraph)
        yield _line(f"{label} {words}", [(None, label), *made_of])

    def _table(self, table: Any, depth: int) -> Iterator[str]:
        rows = [[[*self.lines(cell, depth + 1)] for cell in inside(row, "tc")] for row in inside(table, "tr")]
        # The reader has parted the lines at line breaks before it looks at the table.
        if is_layout(
            [[[part for line in cell for part in line.split("\n")] for cell in row] for row in rows]
        ):
            yield from table_lines(rows)
            return
        for row in rows:
            made_of = [piece for cell in row for line in cell for piece in _pieces_of(line)]
            yield _line("".join(words for _, words in made_of), made_of)


def _aligned(found: Sequence[_Piece], text: str, changed: set[Any]) -> Places | None:
    wanted, places = _squeezed(text)
    given = [(element, *_squeezed(words)) for element, words in found]
    behind = len(wanted) - sum(len(words) for _, words, _ in given)
    # Running heads stand before the body and are no part of it.
    if behind < 0 or wanted[behind:] != "".join(words for _, words, _ in given):
        return None
    parts = []
    for element, words, within in given:
        if element is not None and words:
            parts.append(Part(element, within, places[behind : behind + len(words)], element in changed))
        behind += len(words)
    return Places(tuple(parts), tuple(part.places[0] for part in parts)) if parts else None


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text decomposed and without spaces, and for each sign of it the character that it comes from."""
    if _MARKS.search(text):
        return _squeezed_by_cluster(text)
    signs = [_apart(char) for char in text]
    return "".join(signs), [place for place, parts in enumerate(signs) for _ in parts]


@cache
def _apart(char: str) -> str:
    return "" if char.isspace() else unicodedata.normalize("NFD", char)


def _squeezed_by_cluster(text: str) -> tuple[str, list[int]]:
    """The same where letters and marks stand apart: decomposing may change the order of a letter's marks."""
    signs: list[str] = []
    places: list[int] = []
    for match in _CLUSTER.finditer(text):
        letters = unicodedata.normalize("NFD", match[0])
        signs.append(letters)
        places.extend([match.start()] * len(letters))
    return "".join(signs), places
