"""An official document before it is laid out: its parts in the order in which an office writes them.

Nothing here knows a margin, a type size or a fixed wording: those stand in ``rules.layouts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caunoi.rules.layouts import Layout

OPEN = "…"


@dataclass(frozen=True)
class Keyed:
    """A figure with its key: the file carries the key as a bookmark around the figure."""

    text: str
    key: str


Words = str | tuple[str | Keyed, ...]


def plain(words: Words) -> str:
    """The words as a reader sees them."""
    if isinstance(words, str):
        return words
    return "".join(part if isinstance(part, str) else part.text for part in words)


@dataclass(frozen=True)
class Heading:
    """A heading of the body: level 1 "I.", 2 "1.", 3 "a)"."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: Words


@dataclass(frozen=True)
class Dash:
    """One line of an enumeration, printed with a dash."""

    text: Words


@dataclass(frozen=True)
class ToWrite:
    """A place that the author still has to write; printed so that nobody can overlook it."""

    text: str


@dataclass(frozen=True)
class Column:
    """A column of a table; figures stand right."""

    title: str
    width_mm: float
    numeric: bool = False


@dataclass(frozen=True)
class Row:
    """One row; a ``section`` row has one cell that runs over the whole width."""

    cells: tuple[Words, ...]
    section: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose heading is repeated on every page; ``notes`` stand under it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Words, ...] = ()


Block = Heading | Paragraph | Dash | ToWrite | Table


@dataclass(frozen=True)
class Signature:
    """Who signs: authority ("T/M BAN THƯỜNG VỤ"), position, and the name, empty in a draft."""

    authority: str
    position: str
    name: str = ""


@dataclass(frozen=True)
class Annex:
    """An annex on pages of its own, counted anew."""

    label: str
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    landscape: bool = False


@dataclass(frozen=True)
class OfficialDocument:
    """The whole document. ``number`` and ``place_date`` are finished lines (see ``issuers``).

    ``notes`` are lines in brackets under the title, such as the day on which figures were cut off.
    ``two_sided`` mirrors the margins of even pages where the layout has margins for them.
    """

    superior: str
    issuer: str
    number: str
    place_date: str
    type_name: str
    abstract: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    notes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    two_sided: bool = False


def number_line(layout: Layout, letters: str, org: str, digits: str = OPEN) -> str:
    """The number in the header; open in a draft: "Số …-BC/ĐU"."""
    return layout.number.printed(layout.number.symbol.format(number=digits, type=letters, org=org))


def place_date_line(layout: Layout, place: str, day: date | None = None) -> str:
    """Place and day in the header; the day is left open in a draft."""
    return layout.date.printed(place or OPEN, day)
