"""Targets and the documents that they come from: which goals can be measured at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caunoi.documents.models import DocumentVersion, Finding
from caunoi.documents.selectors import DECIDED, DecidedFinding, decided_findings
from caunoi.indicators.models import DataElement, Indicator, Period, Target
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou
from caunoi.orgs.selectors import UnitLabel, labels


@dataclass(frozen=True)
class DocumentTargets:
    """The target findings of one text and what became of them."""

    version: DocumentVersion
    findings: list[tuple[DecidedFinding, Target | None]]

    @property
    def total(self) -> int:
        """How many goals the text sets."""
        return len(self.findings)

    @property
    def measured(self) -> int:
        """How many of them are measured by figures."""
        return sum(
            1 for _, target in self.findings if target and target.indicator.nature != Indicator.Nature.JUDGED
        )

    @property
    def judged(self) -> int:
        """How many are judged with a reason because they cannot be counted."""
        return sum(1 for _, target in self.findings if target) - self.measured

    @property
    def words(self) -> str:
        """As it stands on screens: "đo được 4 trên 5 chỉ tiêu"."""
        return f"đo được {self.measured} trên {self.total} chỉ tiêu"


def _targets(actor: Actor):  # type: ignore[no-untyped-def]
    rows = Target.objects.visible_to(actor)
    return rows.select_related("indicator__numerator", "indicator__denominator", "unit", "finding")


def targets(actor: Actor) -> list[Target]:
    """All targets that the actor may see, in the order of their definition."""
    return list(_targets(actor).order_by("pk"))


def target_for(actor: Actor, pk: int) -> Target:
    """One target, if the actor may see it."""
    row: Target | None = _targets(actor).filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy chỉ tiêu này.")
    return row


def targets_of(period: Period) -> list[Target]:
    """The targets of the unit that opened the period; the caller has been let see the period."""
    rows = Target.objects.system("targets of a period that the caller may see").filter(
        custodian_id=period.custodian_id, line=period.line
    )
    return list(
        rows.select_related("indicator__numerator", "indicator__denominator", "unit", "finding").order_by(
            "pk"
        )
    )


def by_document(actor: Actor, found: Iterable[Target] | None = None) -> list[DocumentTargets]:
    """Every readable text with decided targets, newest first, each goal with its target where there is one."""
    of_finding = {t.finding_id: t for t in (targets(actor) if found is None else found) if t.finding_id}
    rows = Finding.objects.visible_to(actor).filter(kind=Finding.Kind.TARGET, state__in=DECIDED)
    findings = rows.select_related("version__document").order_by(
        "-version__document_id", "version__number", "start"
    )
    grouped: dict[int, DocumentTargets] = {}
    for row in findings:
        listed = grouped.setdefault(row.version_id, DocumentTargets(row.version, []))
        listed.findings.append((_decided(row), of_finding.get(row.pk)))
    newest: dict[int, DocumentTargets] = {}
    for listed in grouped.values():
        newest[listed.version.document_id] = listed
    return list(newest.values())


def _decided(row: Finding) -> DecidedFinding:
    words = row.version.text[row.start : row.end]
    return DecidedFinding(row.pk, row.kind, row.fields, row.provision_id, words, (row.start, row.end))


def measurable(actor: Actor, version: DocumentVersion) -> DocumentTargets:
    """The goals of one text that the caller has been let see."""
    of_finding = {target.finding_id: target for target in _targets(actor).filter(finding__version=version)}
    decided = decided_findings(version, Finding.Kind.TARGET)
    return DocumentTargets(version, [(finding, of_finding.get(finding.id)) for finding in decided])


def elements() -> list[DataElement]:
    """The dictionary of data elements, in the order in which forms brought them."""
    return list(DataElement.objects.order_by("pk"))


def owners(found: Iterable[Target]) -> dict[int, UnitLabel]:
    """Names of the units that own the targets."""
    return labels({target.custodian_id for target in found})
