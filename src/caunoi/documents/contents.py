"""Everything that stands in one version, as plain records for whoever copies it: provisions and findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caunoi.analysis.model import Provision as FoundProvision
from caunoi.analysis.model import Span
from caunoi.documents.models import Citation, Document, DocumentVersion, Finding, Provision
from caunoi.kernel.actors import Actor


@dataclass(frozen=True)
class StatedFinding:
    """A finding with what the machine proposed and what a person decided; ``provision`` is a path of labels.

    ``leads_to`` is the registered document that a citation was found to be, if the reader may read it.
    """

    id: int
    kind: str
    span: Span
    state: str
    fields: dict[str, Any]
    proposed: dict[str, Any] | None
    decided: dict[str, Any] | None
    provision: str | None
    rule: str
    confidence: str
    decided_by: str
    decided_at: datetime | None
    leads_to: Document | None


def provisions(version: DocumentVersion) -> tuple[FoundProvision, ...]:
    """The structure of a text that the caller was let see, as the analysis found it."""
    rows = list(
        Provision.objects.system("read through its version").filter(version=version).order_by("position")
    )
    idents = {row.pk: row.ident for row in rows}
    return tuple(
        FoundProvision(
            row.ident,
            row.kind,
            row.label or None,
            row.level,
            idents.get(row.parent_id or 0),
            row.heading or None,
            (row.start, row.end),
        )
        for row in rows
    )


def stated_findings(actor: Actor, version: DocumentVersion) -> list[StatedFinding]:
    """Every finding of a text that the actor was let see, the rejected ones too, in reading order."""
    found = Finding.objects.system("read through its version").filter(version=version)
    rows = list(found.select_related("provision").order_by("start", "end", "pk"))
    ends = _ends(actor, version)
    return [_stated(row, ends.get(row.pk)) for row in rows]


def _stated(row: Finding, leads_to: Document | None) -> StatedFinding:
    return StatedFinding(
        row.pk,
        row.kind,
        (row.start, row.end),
        row.state,
        row.fields,
        row.proposed,
        row.decided,
        row.provision.ident if row.provision else None,
        row.rule,
        row.confidence,
        row.decided_by_label,
        row.decided_at,
        leads_to,
    )


def _ends(actor: Actor, version: DocumentVersion) -> dict[int, Document]:
    """Where citations lead, by finding, only for documents that the actor may read."""
    links = Citation.objects.filter(finding__version=version).exclude(resolved=None)
    ends = dict(links.values_list("finding_id", "resolved_id"))
    known = Document.objects.visible_to(actor).in_bulk(set(ends.values()))
    return {finding: known[end] for finding, end in ends.items() if end in known}
