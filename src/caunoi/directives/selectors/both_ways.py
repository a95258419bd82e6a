"""From a clause to the clauses at the other end: what answers it, or which demand it answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from caunoi.directives.models import CoverageLink, Directive, Plan
from caunoi.directives.selectors.requirements import spots_of
from caunoi.kernel.actors import Actor
from caunoi.orgs.selectors import labels


@dataclass(frozen=True)
class OtherEnd:
    """A clause of another document that a person linked to this one. ``unit`` names whose plan it is."""

    plan_id: int
    requirement_id: int
    document: str
    provision_id: int | None
    path: str
    unit: str


@dataclass(frozen=True)
class Ends:
    """``answered_by``: places of plans, for a clause that demands; ``demands``: for a clause of a plan."""

    answered_by: list[OtherEnd]
    demands: list[OtherEnd]
    followed: bool


def ends_of(actor: Actor, provision_id: int) -> Ends:
    """For a clause that the actor was let see; only confirmed links of plans that the actor may see."""
    links = CoverageLink.objects.filter(
        state=CoverageLink.State.CONFIRMED,
        plan__in=Plan.objects.visible_to(actor).filter(state__in=Plan.LIVE),
    )
    links = links.select_related(
        "finding", "requirement__finding", "plan__document", "plan__addressee__directive__document"
    ).order_by("plan__addressee__unit__code", "pk")
    demanding = list(links.filter(requirement__finding__provision=provision_id))
    answering = list(links.filter(Q(finding__provision=provision_id) | Q(provision=provision_id)))
    spots = spots_of(
        [_place(link) for link in demanding] + [link.requirement.finding.provision_id for link in answering]
    )
    names = labels({link.plan.addressee.custodian_id for link in (*demanding, *answering)})

    def end(link: CoverageLink, document: object, place: int | None) -> OtherEnd:
        path = spots[place].path if place in spots else ""
        unit = names[link.plan.addressee.custodian_id].name
        return OtherEnd(link.plan_id, link.requirement_id, str(document), place, path, unit)

    asked = Directive.objects.visible_to(actor).filter(requirements__finding__provision=provision_id)
    return Ends(
        [end(link, link.plan, _place(link)) for link in demanding],
        [
            end(link, link.plan.addressee.directive, link.requirement.finding.provision_id)
            for link in answering
        ],
        asked.exists(),
    )


def _place(link: CoverageLink) -> int | None:
    return link.finding.provision_id if link.finding else link.provision_id
