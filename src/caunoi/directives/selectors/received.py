"""The directives that the actor's unit was sent, and those that it follows in the units below."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from caunoi.directives.models import Addressee, Directive, Plan
from caunoi.directives.selectors.matrix import live_plans
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.obligations.status import LATE, status_of
from caunoi.orgs.selectors import UnitLabel, labels


@dataclass(frozen=True)
class Received:
    """One directive to a unit: ``standing`` of its plan; the gaps are on the unit's own page."""

    addressee: Addressee
    unit: UnitLabel
    sender: UnitLabel
    plan: Plan | None
    standing: str


@dataclass(frozen=True)
class Issued:
    """One directive that the actor's unit follows: confirmed plans of units addressed."""

    directive: Directive
    requirements: int
    with_plan: int
    units: int


def received_by(actor: Actor) -> list[Received]:
    """What the actor's unit has to carry out, the newest first."""
    rows = Addressee.objects.visible_to(actor).filter(custodian=actor.unit_id)
    found = list(rows.select_related("directive__document", "obligation").order_by("-since", "-pk"))
    plans = live_plans(found)
    names = labels({unit for row in found for unit in (row.unit_id, row.directive.custodian_id)})
    return [
        Received(
            row,
            names[row.unit_id],
            names[row.directive.custodian_id],
            plans.get(row.pk),
            _standing(row, plans.get(row.pk)),
        )
        for row in found
    ]


def _standing(row: Addressee, plan: Plan | None) -> str:
    if plan is not None:
        return "accepted" if plan.state == Plan.State.CONFIRMED else "plan-waiting"
    late = row.obligation is not None and status_of(row.obligation, clock.today()) in LATE
    return "plan-overdue" if late else "plan-missing"


def issued_by(actor: Actor) -> list[Issued]:
    """What the actor's unit follows, the newest first."""
    rows = Directive.objects.visible_to(actor).filter(custodian=actor.unit_id).select_related("document")
    confirmed = Q(addressees__plans__state=Plan.State.CONFIRMED)
    counted = rows.annotate(
        asked=Count("requirements", distinct=True),
        units=Count("addressees", distinct=True),
        planned=Count("addressees", filter=confirmed, distinct=True),
    )
    return [Issued(row, row.asked, row.planned, row.units) for row in counted.order_by("-set_up_on", "-pk")]
