"""Reading documents: lists, one document, its clauses and what was decided about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from caunoi.documents.models import Document, DocumentVersion, Finding, Provision
from caunoi.documents.paths import path_words
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou

DECIDED = (Finding.State.CONFIRMED, Finding.State.EDITED, Finding.State.ADDED)


@dataclass(frozen=True)
class Clause:
    """A clause to be named and linked elsewhere: "Mục II.3" of a document, with its own words."""

    document_id: int
    document_symbol: str
    version_id: int
    provision_id: int
    path: str
    text: str


@dataclass(frozen=True)
class DecidedFinding:
    """A finding that a person confirmed, edited or added; ``fields`` is the person's reading."""

    id: int
    kind: str
    fields: dict[str, Any]
    provision_id: int | None
    text: str
    span: tuple[int, int]


def document_for(actor: Actor, pk: int) -> Document:
    """One document, if the actor may read it."""
    row: Document | None = Document.objects.visible_to(actor).filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy văn bản này.")
    return row


def version_for(actor: Actor, document: Document, number: int | None = None) -> DocumentVersion:
    """A version of the document, the newest unless ``number`` is given."""
    rows = DocumentVersion.objects.visible_to(actor).filter(document=document)
    if number is not None:
        rows = rows.filter(number=number)
    row: DocumentVersion | None = rows.order_by("-number").first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy bản này của văn bản.")
    row.document = document
    return row


def provision_for(actor: Actor, pk: int) -> Provision:
    """One clause, if the actor may read its document; its version and document come with it."""
    rows = Provision.objects.visible_to(actor).select_related("version__document")
    row: Provision | None = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy điều khoản này.")
    return row


def finding_for(actor: Actor, pk: int) -> Finding:
    """One finding, if the actor may read its document; its version and document come with it."""
    rows = Finding.objects.visible_to(actor).select_related("version__document", "provision")
    row: Finding | None = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy nội dung này trong văn bản.")
    return row


def clause(provision_id: int) -> Clause:
    """One clause for a caller that has already checked who reads it."""
    found = clauses([provision_id])
    if provision_id not in found:
        raise NotFoundForYou("Không tìm thấy điều khoản này.")
    return found[provision_id]


def clauses(provision_ids: Iterable[int]) -> dict[int, Clause]:
    """Clauses by provision id, in two queries; for callers that have checked who reads them."""
    rows = Provision.objects.system("clauses named by other areas").filter(pk__in=set(provision_ids))
    wanted = list(rows.select_related("version__document"))
    siblings = Provision.objects.system("paths of clauses").filter(
        version_id__in={p.version_id for p in wanted}
    )
    known = {row.pk: row for row in siblings.only("ident", "kind", "label", "parent_id", "version_id")}
    return {row.pk: _clause(row, known) for row in wanted}


def readable_clauses(actor: Actor, provision_ids: Iterable[int]) -> dict[int, Clause]:
    """Those of the clauses whose document the actor may read: a figure gives nobody a text that was not sent."""
    rows = Provision.objects.visible_to(actor).filter(pk__in=set(provision_ids))
    return clauses(rows.values_list("pk", flat=True))


def _clause(row: Provision, known: dict[int, Provision]) -> Clause:
    version = row.version
    return Clause(
        version.document_id,
        str(version.document),
        version.pk,
        row.pk,
        path_words(row, known),
        version.text[row.start : row.end].strip(),
    )


def decided_findings(version: DocumentVersion, kind: str | None = None) -> list[DecidedFinding]:
    """What persons decided about a text that the caller has already been let see, in reading order."""
    rows = Finding.objects.system("read through its version").filter(version=version, state__in=DECIDED)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return [
        DecidedFinding(
            row.pk,
            row.kind,
            row.fields,
            row.provision_id,
            version.text[row.start : row.end],
            (row.start, row.end),
        )
        for row in rows.order_by("start", "pk")
    ]


def open_findings(version: DocumentVersion) -> list[int]:
    """Ids of the findings of a visible text that nobody has decided yet, in reading order."""
    rows = Finding.objects.system("read through its version").filter(version=version)
    return list(
        rows.filter(state=Finding.State.PROPOSED).order_by("start", "pk").values_list("pk", flat=True)
    )


def provision_ids(version: DocumentVersion) -> dict[str, int]:
    """Provision ids of a visible text by their path of labels, such as "III.1"."""
    rows = Provision.objects.system("read through its version").filter(version=version)
    return dict(rows.values_list("ident", "pk"))
