"""A new year's turns of recurring work: what should be there this year, whenever it is looked at."""

from __future__ import annotations

from dataclasses import replace

from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import hold
from caunoi.kernel.usecases import use_case
from caunoi.obligations import policies
from caunoi.obligations.handouts import open_turns, order_of
from caunoi.obligations.models import Handout, Obligation
from caunoi.obligations.orders import ONCE, turns


def continue_all(actor: Actor) -> int:
    """Open this year's missing turns of every recurring hand-out of earlier years; part of the sweep."""
    year = clock.today().year
    earlier = Handout.objects.system("daily sweep").filter(on__year__lt=year).exclude(every=ONCE)
    return sum(
        len(continue_handout(actor=actor, handout=handout))
        for handout in earlier.select_related("document_version__document").order_by("pk")
        if _missing(handout)
    )


def _missing(handout: Handout) -> list[int]:
    """Units that still answer for the work and have none of this year's turns."""
    this_year = [str(turn.period) for turn in turns(order_of(handout), clock.today()) if turn]
    if not this_year:
        return []
    held = Obligation.objects.system("who has this work").filter(handout=handout)
    running = held.exclude(stage=Obligation.Stage.CANCELLED)
    answering = running.filter(custodian__ceased_on=None).values_list("custodian_id", flat=True)
    has = set(held.filter(occurrence__in=this_year).values_list("custodian_id", flat=True))
    return sorted(set(answering) - has)


@use_case("duties.continue")
def continue_handout(*, actor: Actor, handout: Handout) -> list[Obligation]:
    """Open this year's turns for the units that still answer for the work."""
    require(policies.CONTINUE, actor)
    hold(handout)
    units = _missing(handout)
    order = replace(order_of(handout), units=tuple(units))
    rows = open_turns(actor, handout, order, units)
    record(handout, unit_id=handout.custodian_id, year=clock.today().year, obligations=len(rows))
    return rows
