"""Which places of a plan may answer which requirement: proposals by likeness, for a person to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caunoi.analysis.likeness import candidates
from caunoi.directives.models import CoverageLink, Plan, Requirement
from caunoi.documents.models import DocumentVersion, Finding, Provision
from caunoi.documents.selectors import decided_findings
from caunoi.documents.services import newest_version
from caunoi.kernel.database import advance

ANSWERING = (Finding.Kind.TARGET, Finding.Kind.ASSIGNMENT)
SHORTEST, LONGEST = 25, 1500


@dataclass(frozen=True)
class Place:
    """A finding or a clause of a plan with its words."""

    text: str
    finding_id: int | None = None
    provision_id: int | None = None


def propose_links(plan: Plan) -> int:
    """Add the likest places of the plan's text for every requirement, inside a running use case.

    What is there already, decided or not, stays as it is; returns how many are new.
    """
    wanted = _wanted(plan)
    found = places(plan.version)
    matches = candidates([text for _, text in wanted], [place.text for place in found])
    fresh = [
        CoverageLink(
            plan=plan,
            requirement_id=requirement_id,
            finding_id=found[match.index].finding_id,
            provision_id=found[match.index].provision_id,
            likeness=min(100, round(match.score * 100)),
        )
        for (requirement_id, _), best in zip(wanted, matches, strict=True)
        for match in best
    ]
    return _add(plan, fresh)


def _add(plan: Plan, fresh: list[CoverageLink]) -> int:
    rows = CoverageLink.objects.filter(plan=plan)
    there = set(rows.values_list("requirement_id", "finding_id", "provision_id"))
    new = [row for row in fresh if (row.requirement_id, row.finding_id, row.provision_id) not in there]
    CoverageLink.objects.bulk_create(new)
    return len(new)


def _wanted(plan: Plan) -> list[tuple[int, str]]:
    """Each requirement with its words."""
    rows = Requirement.objects.filter(directive=plan.addressee.directive_id)
    listed = rows.order_by("finding__start").select_related("finding__version")
    return [(row.pk, row.finding.version.text[row.finding.start : row.finding.end]) for row in listed]


def places(version: DocumentVersion) -> list[Place]:
    """What can answer: targets and assignments that a person confirmed, and clauses that hold none."""
    findings = [row for row in decided_findings(version) if row.kind in ANSWERING]
    taken = {row.provision_id for row in findings}
    clauses = [row for row in _leaves(version) if row.pk not in taken]
    told = [Place(row.text, finding_id=row.id) for row in findings]
    return told + [
        Place(text, provision_id=row.pk)
        for row in clauses
        if SHORTEST <= len(text := version.text[row.start : row.end].strip()) <= LONGEST
    ]


def _leaves(version: DocumentVersion) -> list[Provision]:
    rows = Provision.objects.system("clauses of a plan").filter(version=version, children=None)
    return list(rows.exclude(kind="preamble").order_by("position"))


def follow_newest(plan: Plan) -> bool:
    """Read the plan's newest text from now on, inside a running use case; whether there is one.

    Links move with their words as the findings did; open proposals that cannot are dropped, decisions
    that cannot stay where they are and no longer count.
    """
    newest = newest_version(plan.document)
    if newest.pk == plan.version_id:
        return False
    advance(plan, version=newest)
    findings = moved_findings(newest)
    clauses = _same_clauses(plan, newest)
    for link in CoverageLink.objects.filter(plan=plan):
        finding_id, provision_id = findings.get(link.finding_id or 0), clauses.get(link.provision_id or 0)
        if finding_id or provision_id:
            rows = CoverageLink.objects.filter(pk=link.pk)
            rows.update(finding_id=finding_id, provision_id=provision_id)
        elif link.state == CoverageLink.State.PROPOSED:
            link.delete()
    return True


def moved_findings(newest: DocumentVersion) -> Mapping[int, int]:
    """Where each decided finding of the earlier texts stands in the newest one."""
    rows = Finding.objects.system("decisions moved with their words")
    rows = rows.filter(version__document=newest.document_id).exclude(moved_from=None)
    steps = dict(rows.values_list("moved_from_id", "pk"))
    there = set(rows.filter(version=newest).values_list("pk", flat=True))
    ends = {start: _end(steps, start) for start in steps}
    return {start: end for start, end in ends.items() if end in there}


def _end(steps: Mapping[int, int], start: int) -> int:
    while start in steps:
        start = steps[start]
    return start


def _same_clauses(plan: Plan, newest: DocumentVersion) -> Mapping[int, int]:
    """Linked clauses that stand in the newest text under the same number with the same words."""
    rows = Provision.objects.system("clauses of a plan").filter(
        pk__in=CoverageLink.objects.filter(plan=plan).exclude(provision=None).values("provision_id")
    )
    fresh = Provision.objects.system("clauses of a plan").filter(version=newest)
    by_ident = {row.ident: row for row in fresh}
    found = {}
    for row in rows.select_related("version"):
        other = by_ident.get(row.ident)
        if other is not None and _words(row, row.version) == _words(other, newest):
            found[row.pk] = other.pk
    return found


def _words(row: Provision, version: DocumentVersion) -> list[str]:
    return version.text[row.start : row.end].split()
