"""Which units an actor sees, as subqueries for every area that stands on units."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from caunoi.kernel import roles
from caunoi.kernel.actors import Actor, Grant
from caunoi.orgs.models import TreeNode, Unit

# A subquery of unit ids, for `unit__in=…`.
UnitIds = QuerySet[Unit, Any]


def _node_filter(grants: list[Grant]) -> Q:
    within = Q(pk__in=[])
    for grant in grants:
        if grant.span is not None:
            within |= Q(line=grant.line, first__gte=grant.span[0], first__lte=grant.span[1])
    return within


def _units(condition: Q) -> UnitIds:
    return Unit.objects.system("scope of an actor").filter(condition).values("pk")


def overseen_units(actor: Actor) -> UnitIds:
    """The units whose content the actor reads: the own unit, and those below by downward roles."""
    reading = [grant for grant in actor.grants if grant.role in roles.READERS]
    own = [grant.unit_id for grant in reading]
    down = [grant for grant in reading if grant.role in roles.DOWNWARD]
    if not down:
        return _units(Q(pk__in=own))
    nodes = TreeNode.objects.filter(_node_filter(down)).values("unit_id")
    return _units(Q(pk__in=own) | Q(pk__in=nodes))


def known_units(actor: Actor) -> UnitIds:
    """The units whose existence the actor may know: those overseen, and the chain above them."""
    if roles.SYSTEM_ADMIN in actor.roles:
        return _units(Q())
    above = Q(pk__in=[])
    for grant in actor.grants:
        if grant.span is not None:
            above |= Q(line=grant.line, first__lte=grant.span[0], last__gte=grant.span[1])
    nodes = TreeNode.objects.filter(above).values("unit_id")
    return _units(Q(pk__in=overseen_units(actor)) | Q(pk__in=nodes))
