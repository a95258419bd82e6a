"""The copies of a document that a reader may take away: Akoma Ntoso, data, Word with the findings as comments."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from caunoi.analysis.model import SCHEMA
from caunoi.analysis.readers import DOCX
from caunoi.documents.contents import StatedFinding, provisions, stated_findings
from caunoi.documents.listing import original
from caunoi.documents.models import Document, DocumentVersion
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.outputs import akoma_ntoso as akn
from caunoi.outputs.akn_findings import REJECTED
from caunoi.outputs.akn_names import ascii_slug
from caunoi.outputs.edition import Edition, Identity, Marked, plain
from caunoi.outputs.word_copy import word_copy

JSON = "application/json"
_LISTS = {"citation": "citations", "target": "targets", "assignment": "assignments", "deadline": "deadlines"}
_KEPT = ("source", "metadata", "warnings")


@dataclass(frozen=True)
class Copy:
    """A file to be downloaded."""

    data: bytes
    file_name: str
    media_type: str


def akoma_ntoso_copy(actor: Actor, version: DocumentVersion) -> Copy:
    """The version as Akoma Ntoso 3.0; rejected findings are left out."""
    return Copy(
        akn.akoma_ntoso(edition(actor, version)), _file_name(version.document, ".xml"), akn.MEDIA_TYPE
    )


def data_copy(actor: Actor, version: DocumentVersion) -> Copy:
    """The analysis by its published schema, with what people decided under the key ``decisions``."""
    words = json.dumps(version_data(actor, version), ensure_ascii=False, indent=1)
    return Copy(words.encode("utf-8"), _file_name(version.document, ".json"), JSON)


def commented_copy(actor: Actor, version: DocumentVersion) -> Copy:
    """The Word file of the version with its findings as comments; the text laid out anew where it was no Word file."""
    data, _name, media_type = original(actor, version)
    source = data if media_type == DOCX else None
    words = word_copy(edition(actor, version), source)
    return Copy(words, _file_name(version.document, "-ghi-chu.docx"), DOCX)


def edition(actor: Actor, version: DocumentVersion) -> Edition:
    """The version with its findings as they stand for a reader who was let see it."""
    source = version.analysis.get("source", {})
    return Edition(
        identity(version.document),
        version.text,
        provisions(version),
        tuple(_marked(n, row) for n, row in enumerate(stated_findings(actor, version), 1)),
        clock.today(),
        version.number,
        version.file_name,
        source.get("sha256", ""),
        version.analyzer_version,
    )


def identity(document: Document) -> Identity:
    """What names a registered document, as people corrected it."""
    issued = document.issued_on.isoformat() if document.issued_on else ""
    return Identity(document.symbol, document.doc_type, document.issuer, issued, document.subject)


def _marked(number: int, row: StatedFinding) -> Marked:
    return Marked(
        f"f{number}",
        row.kind,
        row.span,
        row.fields,
        row.state,
        row.provision,
        row.decided_by,
        row.decided_at,
        identity(row.leads_to) if row.leads_to else None,
    )


def version_data(actor: Actor, version: DocumentVersion) -> dict[str, Any]:
    """The four lists hold what stands: the person's reading where there is one, nothing that was rejected."""
    found = stated_findings(actor, version)
    return {
        "schema": SCHEMA,
        **{name: version.analysis[name] for name in _KEPT if name in version.analysis},
        "text": version.text,
        "provisions": [plain(row) for row in provisions(version)],
        **{name: [_entry(row) for row in found if _stands(row, kind)] for kind, name in _LISTS.items()},
        "decisions": {
            "document": plain(identity(version.document)),
            "version": version.number,
            "findings": [_decision(row) for row in found],
        },
    }


def _stands(row: StatedFinding, kind: str) -> bool:
    return row.kind == kind and row.state != REJECTED


def _entry(row: StatedFinding) -> dict[str, Any]:
    known = {"rule": row.rule, "confidence": row.confidence} if row.confidence else {}
    return {**row.fields, "provision": row.provision, "span": list(row.span), **known}


def _decision(row: StatedFinding) -> dict[str, Any]:
    """Who decided is told by the label that the review screen shows to the same reader."""
    return {
        "kind": row.kind,
        "span": list(row.span),
        "state": row.state,
        "proposed": row.proposed,
        "decided": row.decided,
        "decided_by": row.decided_by or None,
    }


def _file_name(document: Document, ending: str) -> str:
    """A name by the symbol, without diacritics: 12-nq-du.xml."""
    return f"{ascii_slug(document.symbol.replace('/', '-')) or f'van-ban-{document.pk}'}{ending}"
