"""From a file to rows: reading, the door for secret documents, and writing one version with its findings.

Plain functions, called by the use cases of ``services``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from caunoi.analysis import ANALYZER_VERSION, Analysis, Unreadable, analyze, analyze_bytes
from caunoi.analysis.model import Provision as FoundProvision
from caunoi.analysis.readers import own_name
from caunoi.documents import trust
from caunoi.documents.errors import SecretRefused
from caunoi.documents.linking import cite, link_version
from caunoi.documents.models import Document, DocumentVersion, Finding, Provision
from caunoi.documents.passages import write_index
from caunoi.kernel import clock, files
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.capabilities import Capability
from caunoi.kernel.errors import Refused
from caunoi.kernel.usecases import use_case
from caunoi.language.text import nfc
from caunoi.orgs.models import Unit

_STORED = ("source", "metadata", "warnings", "page_starts", "signatures")
_BESIDE = frozenset({"provision", "span", "rule", "confidence"})


@dataclass(frozen=True)
class Incoming:
    """A file that was read to its end and found to be no secret."""

    data: bytes
    file_name: str
    analysis: Analysis

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Proposal:
    """What the analysis proposes at one place of a text."""

    kind: str
    start: int
    end: int
    fields: dict[str, Any]
    provision: str | None
    rule: str = ""
    confidence: str = ""


def read_file(actor: Actor, unit: Unit, capability: Capability, data: bytes, file_name: str) -> Incoming:
    """Read an uploaded file before anything is stored.

    Raises Forbidden without the right, Refused for a file that cannot be read, and
    SecretRefused for a document marked Mật, Tối mật or Tuyệt mật: of that one only the
    fact enters the log (law 16).
    """
    require(capability, actor, unit.pk)
    name = plain_name(file_name)
    try:
        roots = [path.read_bytes() for path in trust.certificates()]
        analysis = analyze_bytes(data, name, roots=roots)
    except Unreadable as problem:
        raise Refused(problem.message, where=name) from problem
    incoming = Incoming(data, name, analysis)
    refuse_secret(actor, unit, capability, incoming)
    return incoming


def plain_name(file_name: str) -> str:
    """The file's own name without folders, composed, as long as a row keeps it."""
    return nfc(own_name(file_name))[-255:]


def refuse_secret(actor: Actor, unit: Unit, capability: Capability, incoming: Incoming) -> None:
    """Raise SecretRefused for a document with a secrecy mark, once the fact is in the log."""
    if incoming.analysis.metadata.secrecy:
        note_refused_secret(actor=actor, unit=unit, capability=capability)
        raise SecretRefused(
            _(
                "Văn bản có dấu chỉ độ mật nên không được đưa vào hệ thống. "
                "Tệp và nội dung đã bị xóa, không lưu lại."
            ),
            todo=_(
                "Báo ngay cho cán bộ bảo mật của cơ quan và xử lý theo quy định về bảo vệ bí mật nhà nước; "
                "không gửi lại tệp này."
            ),
        )


@use_case("documents.refuse_secret")
def note_refused_secret(*, actor: Actor, unit: Unit, capability: Capability) -> None:
    """Log that somebody brought a secret document: time, person and the fact, no name and no subject."""
    require(capability, actor, unit.pk)
    record(unit, unit_id=unit.pk, refused=_("Từ chối một văn bản có dấu chỉ độ mật"))


def write_version(document: Document, number: int, incoming: Incoming) -> DocumentVersion:
    """Store the file and write the text with its tree, proposals and citations as version ``number``."""
    analysis = incoming.analysis
    text = storable(analysis.text)
    version = DocumentVersion.objects.create(
        document=document,
        number=number,
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        source_file=files.store(incoming.data, analysis.source.media_type),
        file_name=incoming.file_name,
        analyzer_version=ANALYZER_VERSION,
        analysis=storable(_kept(analysis)),
        registered_at=clock.now(),
    )
    places = _write_provisions(version, analysis.provisions)
    _write_proposals(version, proposals(analysis), places)
    link_version(version)
    write_index(version)
    return version


def _kept(analysis: Analysis) -> dict[str, Any]:
    plain = analysis.to_json()
    return {name: plain[name] for name in _STORED}


def storable(value: Any) -> Any:
    """The same without the character U+0000, which PostgreSQL keeps in no text; lengths stay."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    return [storable(item) for item in value] if isinstance(value, list) else value


def _write_provisions(version: DocumentVersion, found: Sequence[FoundProvision]) -> dict[str, int]:
    """Row ids by the analysis' own ids. Parents stand before their children."""
    rows: dict[str, Provision] = {}
    for position, part in enumerate(found):
        rows[part.id] = Provision(
            version=version,
            ident=part.id,
            kind=part.kind,
            label=storable(part.label or "")[:60],
            level=part.level,
            heading=storable(part.heading or ""),
            start=part.span[0],
            end=part.span[1],
            position=position,
        )
    for batch in _by_level(found, rows):
        Provision.objects.bulk_create(batch)
    return {ident: row.pk for ident, row in rows.items()}


def _by_level(found: Sequence[FoundProvision], rows: dict[str, Provision]) -> Iterator[list[Provision]]:
    """The rows level by level: a row gets its parent's id once the level above is written."""
    for level in sorted({part.level for part in found}):
        parts = [part for part in found if part.level == level]
        for part in parts:
            rows[part.id].parent = rows.get(part.parent or "")
        yield [rows[part.id] for part in parts]


def proposals(analysis: Analysis) -> list[Proposal]:
    """Every finding of an analysis in reading order."""
    groups = {
        Finding.Kind.TARGET: analysis.targets,
        Finding.Kind.ASSIGNMENT: analysis.assignments,
        Finding.Kind.DEADLINE: analysis.deadlines,
        Finding.Kind.CITATION: analysis.citations,
    }
    found = [_proposal(kind, item) for kind, items in groups.items() for item in items]
    return sorted((item for item in found if item.start < item.end), key=lambda item: (item.start, item.end))


def suggestion(kind: str, words: str) -> dict[str, Any]:
    """What the analysis reads in some words by themselves, to start a person's own reading from."""
    found = next((item for item in proposals(analyze(words)) if item.kind == kind), None)
    return found.fields if found else {}


def _proposal(kind: str, item: Any) -> Proposal:
    plain = {field.name: getattr(item, field.name) for field in fields(item) if field.name not in _BESIDE}
    start, end = item.span
    reading = storable(_listed(plain))
    return Proposal(kind, start, end, reading, item.provision, item.rule[:60], item.confidence)


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_listed(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _listed(getattr(value, field.name)) for field in fields(value)}
    return value


def _write_proposals(version: DocumentVersion, found: list[Proposal], places: dict[str, int]) -> None:
    rows = Finding.objects.bulk_create(
        Finding(
            version=version,
            provision_id=places.get(item.provision or ""),
            kind=item.kind,
            start=item.start,
            end=item.end,
            proposed=item.fields,
            confidence=item.confidence,
            rule=item.rule,
        )
        for item in found
    )
    for row in rows:
        cite(row)
