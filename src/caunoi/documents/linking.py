"""Citations and the registered documents that they name.

A citation is looked for among the documents that the citing document's own unit keeps or
was sent, so that a link never tells a unit of a document that it may not read. What is not
found stays as it is and is tried again when a document arrives.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from caunoi.documents.models import (
    Citation,
    Distribution,
    Document,
    DocumentVersion,
    Finding,
    folded_symbol,
    same_symbol,
)
from caunoi.documents.wording import whole_day


def cite(finding: Finding) -> None:
    """Keep the citation row of a finding in step with what the finding says now."""
    if finding.kind != Finding.Kind.CITATION:
        return
    fields = finding.fields
    symbol = (fields.get("symbol") or "")[:100]
    Citation.objects.update_or_create(
        finding=finding,
        defaults={
            "symbol": symbol,
            "folded_symbol": folded_symbol(symbol),
            "doc_type": (fields.get("type") or "")[:40],
            "issued_on": whole_day(fields.get("date")),
            "role": fields.get("role") or "",
            "resolved": None,
        },
    )


def link_version(version: DocumentVersion) -> int:
    """Look for every document that this text cites and is not linked to yet; how many were found."""
    return _link(_unresolved().filter(finding__version=version))


def link_arrived(document: Document) -> int:
    """Try again the citations that may mean this document; how many now lead to it."""
    if not document.folded_symbol:
        return 0
    return _link(_unresolved().filter(folded_symbol=document.folded_symbol))


def relink() -> int:
    """Try every open citation again; part of the daily sweep, and safe at any time."""
    return _link(_unresolved())


def unlink(document: Document) -> None:
    """Forget who cites this document: its symbol or date was corrected."""
    Citation.objects.filter(resolved=document).update(resolved=None)


def _unresolved() -> QuerySet[Citation]:
    rows = Citation.objects.filter(resolved=None).exclude(folded_symbol="")
    return rows.select_related("finding__version__document")


def _link(citations: Iterable[Citation]) -> int:
    waiting = list(citations)
    known = _named({row.folded_symbol for row in waiting})
    sent = _sent_to({document.pk for group in known.values() for document in group})
    found = 0
    for row in waiting:
        match = _match(row, known.get(row.folded_symbol, []), sent)
        if match is not None:
            found += Citation.objects.filter(pk=row.pk).update(resolved=match)
    return found


def _named(symbols: set[str]) -> dict[str, list[Document]]:
    # A blank number ("-KH/ĐUK") names a draft, not a document.
    numbered = [symbol for symbol in symbols if symbol[:1].isdigit()]
    rows = Document.objects.system("documents that citations name").filter(folded_symbol__in=numbered)
    found: dict[str, list[Document]] = {}
    for document in rows.order_by("pk"):
        found.setdefault(document.folded_symbol, []).append(document)
    return found


def _sent_to(document_ids: set[int]) -> set[tuple[int, int]]:
    rows = Distribution.objects.filter(document_id__in=document_ids)
    return set(rows.values_list("document_id", "unit_id"))


def _match(row: Citation, documents: list[Document], sent: set[tuple[int, int]]) -> Document | None:
    """The one document that the citation can mean; None when there is none, or more than one."""
    citing = row.finding.version.document
    fitting = [
        document
        for document in documents
        if document.pk != citing.pk
        and (document.custodian_id == citing.custodian_id or (document.pk, citing.custodian_id) in sent)
        and same_symbol(document.symbol, row.symbol)
        and (not row.issued_on or not document.issued_on or row.issued_on == document.issued_on)
    ]
    own = [document for document in fitting if document.custodian_id == citing.custodian_id]
    best = own or fitting
    return best[0] if len(best) == 1 else None


def mentions(document: Document) -> Q:
    """The citations that lead to this document from texts that a person has not thrown out."""
    return Q(resolved=document) & ~Q(finding__state=Finding.State.REJECTED)
