"""A version of a document as its copies carry it: identity, text, provisions, findings.

Nothing here knows the database, so that a bare analysis can be exported as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from caunoi.analysis.model import Analysis, Provision, Span

PROPOSED = "proposed"
_BESIDE = {"span", "provision", "rule", "confidence"}


@dataclass(frozen=True)
class Identity:
    """What names a document; ``issued`` is an ISO date, cut to what is known."""

    symbol: str = ""
    doc_type: str = ""
    issuer: str = ""
    issued: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Marked:
    """A finding as it stands: what a person decided, or the machine's proposal.

    ``leads_to`` names the registered document that a citation was found to be.
    """

    ident: str
    kind: str
    span: Span
    fields: Mapping[str, Any]
    state: str = PROPOSED
    provision: str | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    leads_to: Identity | None = None


@dataclass(frozen=True)
class Edition:
    """One text with everything that a copy of it tells; ``made_on`` is the day of the copy."""

    identity: Identity
    text: str
    provisions: tuple[Provision, ...]
    findings: tuple[Marked, ...]
    made_on: date
    number: int = 1
    file_name: str = ""
    sha256: str = ""
    analyzer: str = ""


def edition_of(analysis: Analysis, made_on: date) -> Edition:
    """An analysis by itself, nothing of which anybody has decided."""
    found = analysis.metadata
    return Edition(
        Identity(
            found.symbol or "", found.type or "", found.issuer or "", found.date or "", found.subject or ""
        ),
        analysis.text,
        analysis.provisions,
        tuple(_marked(analysis)),
        made_on,
        file_name=analysis.source.name,
        sha256=analysis.source.sha256,
    )


def _marked(analysis: Analysis) -> Iterable[Marked]:
    groups: dict[str, tuple[Any, ...]] = {
        "citation": analysis.citations,
        "target": analysis.targets,
        "assignment": analysis.assignments,
        "deadline": analysis.deadlines,
    }
    found = [(kind, item) for kind, items in groups.items() for item in items]
    found.sort(key=lambda pair: (pair[1].span, pair[0]))
    for number, (kind, item) in enumerate(found, 1):
        yield Marked(f"f{number}", kind, item.span, _fields(item), provision=item.provision)


def _fields(item: Any) -> dict[str, Any]:
    return {
        field.name: plain(getattr(item, field.name)) for field in fields(item) if field.name not in _BESIDE
    }


def plain(value: Any) -> Any:
    """Records and tuples of an analysis as dictionaries and lists."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value
