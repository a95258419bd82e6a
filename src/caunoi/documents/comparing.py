"""Two texts that the reader may see, compared clause by clause, with the names of their clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caunoi.analysis.changes import Comparison, Place, Row, Side, compare_texts
from caunoi.analysis.word_changes import Piece
from caunoi.documents.graph import graph
from caunoi.documents.models import Document, DocumentVersion, Provision
from caunoi.documents.paths import path_words
from caunoi.documents.selectors import document_for, version_for
from caunoi.kernel.actors import Actor


@dataclass(frozen=True)
class OneSide:
    """A clause as one of the two texts has it; ``provision_id`` None outside every clause."""

    path: str
    provision_id: int | None
    mark: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ComparedRow:
    """A clause in both texts or in one; ``kin`` names the clause it was split off from or taken into."""

    row: Row
    old: OneSide | None
    new: OneSide | None
    kin: str

    @property
    def differs(self) -> bool:
        """Whether the reader has something to see here."""
        return self.row.state != "same" or self.row.renumbered


@dataclass(frozen=True)
class Compared:
    """The old text beside the new one."""

    old: DocumentVersion
    new: DocumentVersion
    comparison: Comparison
    rows: list[ComparedRow]

    @property
    def renumbered(self) -> int:
        """How many clauses only got another number."""
        return sum(row.row.renumbered and row.row.state == "same" for row in self.rows)


def compare_versions(old: DocumentVersion, new: DocumentVersion) -> Compared:
    """Compare two texts that the caller was let see."""
    before, after = _Text(old), _Text(new)
    found = compare_texts(old.text, before.places, new.text, after.places)
    rows = [
        ComparedRow(
            row,
            before.side(row.old),
            after.side(row.new),
            (before if row.state == "added" else after).path(row.kin) if row.kin else "",
        )
        for row in found.rows
        if any(side and side.text.strip() for side in (row.old, row.new))
    ]
    return Compared(old, new, found, rows)


class _Text:
    """A version's provisions by their path of labels."""

    def __init__(self, version: DocumentVersion) -> None:
        rows = Provision.objects.system("read through its version").filter(version=version)
        self.rows = {row.ident: row for row in rows.order_by("position")}
        self.known = {row.pk: row for row in self.rows.values()}

    @property
    def places(self) -> list[Place]:
        return [Place(row.ident, row.label, row.start, row.end) for row in self.rows.values()]

    def path(self, ident: str) -> str:
        row = self.rows.get(ident)
        return path_words(row, self.known) if row else ""

    def side(self, side: Side | None) -> OneSide | None:
        if side is None:
            return None
        row = self.rows.get(side.ident)
        return OneSide(self.path(side.ident), row.pk if row else None, side.mark, side.pieces)


@dataclass(frozen=True)
class Choice:
    """A text to compare with: a version of the same document, or a document that is linked to it."""

    code: str
    name: str


def choices(
    actor: Actor, document: Document, versions: Sequence[DocumentVersion], against: DocumentVersion | None
) -> tuple[list[Choice], list[Choice]]:
    """The document's own versions, and the linked documents that the actor may read (and the one shown)."""
    near = graph(actor, document)
    linked = {
        one.document_id: Choice(str(one.document_id), one.name)
        for one in (*near.above, *near.below)
        if one.document_id
    }
    if against is not None and against.document_id != document.pk:
        linked.setdefault(against.document_id, Choice(str(against.document_id), str(against.document)))
    return [Choice(f"{document.pk}-{one.number}", str(one.number)) for one in versions], list(linked.values())


def other_text(actor: Actor, document: Document, code: str, number: int) -> DocumentVersion | None:
    """The text that a choice's code names; without a code the version before ``number``, None where none is."""
    if not code:
        return version_for(actor, document, number - 1) if number > 1 else None
    pk, _, version = code.partition("-")
    other = document if _number(pk) == document.pk else document_for(actor, _number(pk))
    return version_for(actor, other, _number(version) if version else None)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
