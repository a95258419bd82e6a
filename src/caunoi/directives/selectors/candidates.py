"""Documents of a unit that may be its plan: they cite the superior's document, or are named alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from caunoi.analysis.likeness import candidates
from caunoi.directives.models import Addressee, Directive, Plan
from caunoi.documents import wording
from caunoi.documents.models import Citation, Document, Finding
from caunoi.documents.selectors import DECIDED
from caunoi.kernel.actors import Actor

# What is issued to carry another document out.
PLAN_TYPES = ("ke-hoach", "chuong-trinh", "chuong-trinh-hanh-dong", "huong-dan", "nghi-quyet", "chi-thi")
CARRIES_OUT = ("implements", "basis", "mentions")
ALIKE = 0.35


@dataclass(frozen=True)
class Candidate:
    """A document that may be the unit's plan, and why it is proposed."""

    document: Document
    why: str
    confirmed: bool
    decided: str = ""


def by_citation(actor: Actor, directive: Directive, rows: Sequence[Addressee]) -> dict[int, list[Candidate]]:
    """Documents of the addressees that cite the directive, those whose citation a person confirmed first."""
    cited = Citation.objects.filter(
        resolved=directive.document_id,
        role__in=CARRIES_OUT,
        finding__version__document__in=_own(actor, directive, rows),
    )
    cited = cited.exclude(finding__state=Finding.State.REJECTED)
    best: dict[int, Citation] = {}
    for row in cited.select_related("finding__version__document").defer("finding__version__text"):
        there = best.get(row.finding.version.document_id)
        if there is None or _rank(row) < _rank(there):
            best[row.finding.version.document_id] = row
    ranked = sorted(best.values(), key=_rank)
    return _spread(rows, [_cited(row.finding.version.document, row) for row in ranked])


def _rank(row: Citation) -> tuple[bool, int, int]:
    return row.finding.state not in DECIDED, CARRIES_OUT.index(row.role), row.pk


def _cited(document: Document, row: Citation) -> Candidate:
    role = wording.words_of(wording.ROLES, row.role)
    return Candidate(document, role, row.finding.state in DECIDED)


def _own(actor: Actor, directive: Directive, rows: Sequence[Addressee]) -> Any:
    """Readable documents of the addressees, but for those that were already decided about."""
    decided = Plan.objects.system("documents decided about").filter(addressee__in=rows)
    found = Document.objects.visible_to(actor).filter(custodian__in={row.custodian_id for row in rows})
    return found.exclude(pk=directive.document_id).exclude(pk__in=decided.values("document_id"))


def _spread(rows: Sequence[Addressee], found: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    """By addressee; of a merged unit's plans each goes to the row of the unit that registered it."""
    spread: dict[int, list[Candidate]] = defaultdict(list)
    for one in found:
        keepers = [row for row in rows if row.custodian_id == one.document.custodian_id]
        for row in [row for row in keepers if row.unit_id == one.document.unit_id] or keepers:
            spread[row.pk].append(one)
    return spread


def by_likeness(
    actor: Actor, directive: Directive, row: Addressee, known: Sequence[Candidate]
) -> list[Candidate]:
    """Plans of one unit whose subject is like the directive's and that do not cite it."""
    cited = {one.document.pk for one in known}
    own = (
        _own(actor, directive, [row]).filter(doc_type__in=PLAN_TYPES).order_by("-registered_on", "-pk")[:200]
    )
    documents = [document for document in own if document.pk not in cited]
    matches = candidates(
        [directive.document.subject], [document.subject for document in documents], floor=ALIKE
    )
    return [Candidate(documents[match.index], "", False) for match in matches[0]]
