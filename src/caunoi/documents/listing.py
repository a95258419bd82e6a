"""The list of documents, and what the page of one document shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from caunoi.documents import wording
from caunoi.documents.linking import mentions
from caunoi.documents.models import (
    Citation,
    Distribution,
    Document,
    DocumentVersion,
    Finding,
    Provision,
    folded_symbol,
)
from caunoi.documents.paths import path_words
from caunoi.kernel import files
from caunoi.kernel.actors import Actor
from caunoi.kernel.scoping import GuardedQuerySet
from caunoi.language.text import fold
from caunoi.orgs.selectors import UnitLabel, labels

REVIEW_STATES = {"open": False, "done": True}


@dataclass(frozen=True)
class Filters:
    """What a list of documents is narrowed to; empty means all. ``review`` is "open" or "done"."""

    text: str = ""
    doc_type: str = ""
    review: str = ""


@dataclass(frozen=True)
class DocumentRow:
    """A document as a list shows it."""

    id: int
    name: str
    type_words: str
    subject: str
    issuer: str
    issued_on: date | None
    registered_on: date
    custodian: str
    decided: int
    found: int
    signed_off: bool


def documents(actor: Actor, filters: Filters | None = None) -> GuardedQuerySet[Document]:
    """The documents that the actor may read, the newest first."""
    wanted = filters or Filters()
    newest = DocumentVersion.objects.system("newest text of a listed document").filter(
        document=OuterRef("pk")
    )
    newest = newest.order_by("-number")
    rows = Document.objects.visible_to(actor).annotate(
        newest_id=Subquery(newest.values("pk")[:1]),
        signed_off_at=Subquery(newest.values("signed_off_at")[:1]),
    )
    if wanted.text.strip():
        text = fold(wanted.text)
        rows = rows.filter(Q(folded_symbol__contains=folded_symbol(text)) | Q(folded_subject__contains=text))
    if wanted.doc_type:
        rows = rows.filter(doc_type=wanted.doc_type)
    if wanted.review in REVIEW_STATES:
        rows = rows.filter(signed_off_at__isnull=not REVIEW_STATES[wanted.review])
    return rows.order_by("-registered_on", "-pk")


def document_rows(documents: Iterable[Document]) -> list[DocumentRow]:
    """Listed documents with their review's progress and their unit's name, in two more queries."""
    listed: list[Any] = list(documents)
    progress = _progress([row.newest_id for row in listed])
    names = labels(row.custodian_id for row in listed)
    return [
        DocumentRow(
            row.pk,
            str(row),
            wording.type_words(row.doc_type),
            row.subject,
            row.issuer,
            row.issued_on,
            row.registered_on,
            names[row.custodian_id].short_name,
            *progress.get(row.newest_id, (0, 0)),
            row.signed_off_at is not None,
        )
        for row in listed
    ]


def _progress(version_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = Finding.objects.system("progress of listed reviews").filter(version_id__in=version_ids)
    decided = Count("pk", filter=~Q(state=Finding.State.PROPOSED))
    counted = rows.values("version_id").annotate(decided=decided, found=Count("pk"))
    return {row["version_id"]: (row["decided"], row["found"]) for row in counted}


def types_in_use(actor: Actor) -> list[tuple[str, str]]:
    """The types of the documents that the actor may read, with their words, for a filter."""
    codes = (
        Document.objects.visible_to(actor).exclude(doc_type="").values_list("doc_type", flat=True).distinct()
    )
    return sorted(((code, wording.type_words(code)) for code in codes.order_by()), key=lambda pair: pair[1])


@dataclass(frozen=True)
class TreeRow:
    """A line of the tree of provisions; ``depth`` starts at 0, ``mark`` is the label as one reads it."""

    id: int
    depth: int
    path: str
    mark: str
    heading: str


_TREE_KINDS = ("part", "chapter", "section", "subsection", "article", "clause", "point", "appendix")


def tree(version: DocumentVersion) -> list[TreeRow]:
    """The numbered provisions of a text that the caller was let see, in reading order."""
    rows = list(
        Provision.objects.system("read through its version").filter(version=version).order_by("position")
    )
    known = {row.pk: row for row in rows}
    return [
        TreeRow(row.pk, row.level - 1, path, _mark(row) or path, row.heading or _opening(version, row))
        for row in rows
        if row.kind in _TREE_KINDS and (path := path_words(row, known))
    ]


def _mark(row: Provision) -> str:
    if not row.label or " " in row.label:
        return row.label
    return f"{row.label})" if row.kind == "point" else f"{row.label}."


def _opening(version: DocumentVersion, row: Provision) -> str:
    text = " ".join(version.text[row.start : min(row.end, row.start + 300)].split())
    words = text.removeprefix(row.label).lstrip(" .):-/")
    return words if len(words) <= 140 else words[:140].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True)
class CitationRow:
    """A document that is cited: how often, and where it leads. ``document_id`` None: not found yet."""

    name: str
    role: str
    issued: str
    finding_id: int
    times: int
    document_id: int | None
    document_name: str


def citations(actor: Actor, version: DocumentVersion) -> list[CitationRow]:
    """What a text cites, one row per cited document, in the order of the first mention.

    A link is shown only to somebody who may read the document at its end.
    """
    rows = Citation.objects.filter(finding__version=version).exclude(finding__state=Finding.State.REJECTED)
    cited = list(rows.select_related("finding").order_by("finding__start"))
    ends = {row.resolved_id for row in cited if row.resolved_id}
    readable = {row.pk: str(row) for row in Document.objects.visible_to(actor).filter(pk__in=ends)}
    groups: dict[tuple[str, str], list[Citation]] = {}
    for row in cited:
        groups.setdefault((row.symbol, wording.headline("citation", row.finding.fields)), []).append(row)
    return [_citation_row(name, group, readable) for (_, name), group in groups.items()]


def _citation_row(name: str, group: list[Citation], readable: dict[int, str]) -> CitationRow:
    first = group[0]
    end = next((row.resolved_id for row in group if row.resolved_id in readable), None)
    roles = [wording.words_of(wording.ROLES, row.role) for row in group if row.role != "mentions"]
    issued = next(
        (words for row in group if (words := wording.day_words(row.finding.fields.get("date")))), ""
    )
    return CitationRow(
        name,
        roles[0] if roles else wording.words_of(wording.ROLES, first.role),
        issued,
        first.finding_id,
        len(group),
        end,
        readable.get(end, "") if end else "",
    )


def cited_by(actor: Actor, document: Document) -> list[Document]:
    """The documents that cite this one and that the actor may read."""
    citing = Citation.objects.filter(mentions(document)).values("finding__version__document")
    return list(Document.objects.visible_to(actor).filter(pk__in=citing).order_by("-registered_on", "-pk"))


@dataclass(frozen=True)
class Recipient:
    """A unit on the distribution list."""

    unit: UnitLabel
    reason: str
    since: date


def distribution(document: Document) -> list[Recipient]:
    """The distribution list of a document that the caller was let see, by name."""
    rows = list(Distribution.objects.filter(document=document))
    names = labels(row.unit_id for row in rows)
    found = [Recipient(names[row.unit_id], row.reason, row.since) for row in rows]
    return sorted(found, key=lambda row: row.unit.sort_key)


def versions(actor: Actor, document: Document) -> list[DocumentVersion]:
    """Every text of a document, the newest first, without the texts themselves."""
    rows = DocumentVersion.objects.visible_to(actor).filter(document=document)
    return list(rows.defer("text", "analysis").order_by("-number"))


def warnings(version: DocumentVersion) -> list[tuple[str, str, int]]:
    """(what to look at, the likely reading, in how many places), each once, in reading order."""
    found = Counter(
        (row["message"], row.get("suggestion") or "") for row in version.analysis.get("warnings", [])
    )
    return [(message, suggestion, times) for (message, suggestion), times in found.items()]


def twins(actor: Actor, document: Document) -> list[Document]:
    """Visible documents of the same symbol and date whose issuer reads alike without diacritics.

    A scan may misread its issuer; whether they are one document is for a person to say (law 11).
    """
    if not document.symbol[:1].isdigit() or document.issued_on is None:
        return []
    rows = Document.objects.visible_to(actor).filter(
        folded_symbol=document.folded_symbol, issued_on=document.issued_on
    )
    own = fold(document.issuer)
    return [row for row in rows.exclude(pk=document.pk).order_by("pk")[:20] if fold(row.issuer) == own]


def original(actor: Actor, version: DocumentVersion) -> tuple[bytes, str, str]:
    """The file as it was uploaded: its bytes, its name and its media type."""
    rows = DocumentVersion.objects.visible_to(actor).select_related("source_file")
    found = rows.get(pk=version.pk)
    return files.content(found.source_file), found.file_name, found.source_file.media_type


def left_behind(version: DocumentVersion) -> list[tuple[str, str, str]]:
    """Decisions about the text before that found no place in this one: (kind, reading, words)."""
    before = DocumentVersion.objects.system("the text before").filter(
        document_id=version.document_id, number=version.number - 1
    )
    rows = Finding.objects.system("decisions left behind").filter(version__in=before)
    rows = rows.exclude(state=Finding.State.PROPOSED).filter(moved_to=None)
    rows = rows.annotate(text=F("version__text")).order_by("start")
    return [
        (str(wording.KINDS[row.kind]), wording.headline(row.kind, row.fields), row.text[row.start : row.end])
        for row in rows
    ]
