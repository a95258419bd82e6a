"""The tasks of an implementation plan: work already handed out from a document's clauses, as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from caunoi.documents.models import DocumentVersion
from caunoi.documents.selectors import DecidedFinding
from caunoi.kernel.actors import Actor
from caunoi.language.dates import format_date
from caunoi.obligations.handouts import due_rule_of
from caunoi.obligations.models import Handout, Obligation
from caunoi.obligations.orders import ONCE, RHYTHMS
from caunoi.orgs.scope import Scope, describe
from caunoi.orgs.selectors import UnitLabel, labels


@dataclass(frozen=True)
class Task:
    """One row of the plan."""

    content: str
    lead: str
    cooperating: str
    due: str
    product: str


@dataclass(frozen=True)
class HandedOut:
    """One act of handing out, in words."""

    finding_id: int | None
    provision_id: int | None
    title: str
    lead: str
    cooperating: str
    due: str
    product: str

    def matches(self, finding: DecidedFinding) -> bool:
        """Whether it hands out what the finding assigns."""
        if self.finding_id is not None:
            return self.finding_id == finding.id
        return self.provision_id is not None and self.provision_id == finding.provision_id

    def task(self, place: str) -> Task:
        """The row of a task that no assignment of the text names."""
        return Task(f"{self.title} ({place})", self.lead, self.cooperating, self.due, self.product)


def handed_out(actor: Actor, version: DocumentVersion) -> list[HandedOut]:
    """What the actor's units have handed out from this text, in reading order; three queries."""
    duties = Obligation.objects.system("read through their hand-out").prefetch_related("participations")
    rows = (
        Handout.objects.visible_to(actor)
        .filter(document_version=version)
        .order_by("provision__position", "pk")
    )
    found = list(rows.prefetch_related(Prefetch("obligations", queryset=duties)))
    names = labels({unit for row in found for unit in _units(row)})
    return [_handed_out(row, names) for row in found]


def _units(row: Handout) -> set[int]:
    duties = list(row.obligations.all())
    return {duty.unit_id for duty in duties} | {
        part.unit_id for duty in duties for part in duty.participations.all()
    }


def _handed_out(row: Handout, names: dict[int, UnitLabel]) -> HandedOut:
    duties = list(row.obligations.all())
    taking_part = {part.unit_id for duty in duties for part in duty.participations.all()}
    return HandedOut(
        finding_id=row.finding_id,
        provision_id=row.provision_id,
        title=row.title,
        lead=_lead(row, {duty.unit_id for duty in duties}, names),
        cooperating=_named(taking_part, names),
        due=_due(row),
        product=row.product,
    )


def _lead(row: Handout, units: set[int], names: dict[int, UnitLabel]) -> str:
    if row.scope and len(units) > 1:
        words = describe(Scope.from_json(row.scope))
        return f"{sentence(words)} ({len(units)} đơn vị)"
    return _named(units, names)


def _named(units: set[int], names: dict[int, UnitLabel]) -> str:
    return ", ".join(
        unit.name for unit in sorted((names[unit] for unit in units), key=lambda unit: unit.sort_key)
    )


def _due(row: Handout) -> str:
    if row.every == ONCE:
        stored = row.due_rule.get("on")
        return format_date(date.fromisoformat(stored)) if stored else ""
    rule, rhythm = due_rule_of(row), str(RHYTHMS[row.every])
    if rule is None:
        return rhythm
    # A fixed day says its rhythm itself: "ngày 14/12 hằng năm".
    return sentence(rule.words) if rule.kind == "fixed" else f"{rhythm}, {rule.words}"


def sentence(words: str) -> str:
    """The words with a capital at the beginning."""
    return f"{words[:1].upper()}{words[1:]}"
