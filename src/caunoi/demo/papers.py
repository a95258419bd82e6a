"""The demo's documents: registered as Word files, reviewed to the last finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caunoi.demo.make_docx import build_docx
from caunoi.demo.people import of_cast
from caunoi.demo.source import data, text
from caunoi.documents import review, services
from caunoi.documents.selectors import (
    DecidedFinding,
    decided_findings,
    finding_for,
    open_findings,
    provision_ids,
    version_for,
)
from caunoi.kernel import clock
from caunoi.orgs.selectors import unit_by_code

REGISTRAR_UNIT = "DU.CQD"
KINDS = {"citations": "citation", "targets": "target", "assignments": "assignment", "deadlines": "deadline"}


@dataclass
class Paper:
    """A registered and reviewed document of the demo, with its findings by key."""

    document: Any
    version: Any
    findings: dict[str, DecidedFinding]
    clauses: dict[str, int]


def load() -> dict[str, Paper]:
    """Register and review the resolution and the plan."""
    return {key: _register(facts) for key, facts in data("duties")["documents"].items()}


def _register(facts: dict[str, Any]) -> Paper:
    with clock.frozen(clock.at_noon(facts["registered_on"])):
        specialist = of_cast("chuyenvien")
        document = services.register_document(
            actor=specialist,
            unit=unit_by_code(REGISTRAR_UNIT),
            data=build_docx(text(facts["file"])),
            file_name=facts["file"].replace(".md", ".docx"),
        )
        version = version_for(specialist, document)
        listed = _listed(facts["file"])
        _review(specialist, version, listed)
        review.sign_off(actor=specialist, version=version_for(specialist, document))
    return Paper(document, version, _by_key(version, listed), provision_ids(version))


def _listed(file: str) -> list[dict[str, Any]]:
    """The findings of a text by hand: key, kind, phrase. The plan has no list: all of it is confirmed."""
    if file != "resolution.md":
        return []
    rows = data("resolution.findings")
    return [{**row, "finding_kind": kind} for name, kind in KINDS.items() for row in rows[name]]


def _review(specialist: Any, version: Any, listed: list[dict[str, Any]]) -> None:
    """Confirm what the list knows, reject what it does not, edit one by hand."""
    edited = False
    for row in open_findings(version):
        finding = finding_for(specialist, row)
        match = _match(version.text, finding, listed)
        if listed and match is None:
            review.reject(actor=specialist, finding=finding)
        elif match and match["finding_kind"] == "target" and not edited:
            review.edit(actor=specialist, finding=finding, fields={**finding.fields, "subject": "chi bộ"})
            edited = True
        else:
            review.confirm(actor=specialist, finding=finding)


def _match(whole: str, finding: Any, listed: list[dict[str, Any]]) -> dict[str, Any] | None:
    for row in listed:
        start = whole.find(row["phrase"])
        overlaps = finding.start < start + len(row["phrase"]) and start < finding.end
        if row["finding_kind"] == finding.kind and overlaps:
            return row
    return None


def _by_key(version: Any, listed: list[dict[str, Any]]) -> dict[str, DecidedFinding]:
    found: dict[str, DecidedFinding] = {}
    for finding in decided_findings(version):
        for row in listed:
            start = version.text.find(row["phrase"])
            first, last = finding.span
            if row["finding_kind"] == finding.kind and first < start + len(row["phrase"]) and start < last:
                found.setdefault(row["key"], finding)
    return found
