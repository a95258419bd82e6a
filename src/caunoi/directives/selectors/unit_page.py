"""One unit and one directive: its plan, what may be its plan, and each requirement with its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caunoi.directives import policies
from caunoi.directives.links import may_compare
from caunoi.directives.models import Addressee, Appraisal, CoverageLink, Exclusion, Plan, Requirement
from caunoi.directives.selectors.answers import Reply, book_of
from caunoi.directives.selectors.candidates import Candidate, by_citation, by_likeness
from caunoi.directives.selectors.matrix import Row, has_newer, live_plans, row_of
from caunoi.directives.selectors.requirements import Asked, asked_of, spots_of
from caunoi.documents.models import Document
from caunoi.documents.selectors import open_findings
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou


@dataclass(frozen=True)
class Line:
    """One requirement beside what the unit's plan says to it; ``paths`` name the clauses of the plan."""

    asked: Asked
    reply: Reply
    paths: dict[int, str]

    @property
    def settled(self) -> bool:
        """Whether no proposal waits for a person before the verdict is known."""
        return self.reply.code != "proposed"


@dataclass(frozen=True)
class Rights:
    """What the reader may do on this page."""

    submit: bool
    confirm: bool
    compare: bool
    decline: bool
    excuse: bool


@dataclass(frozen=True)
class UnitPage:
    """The page of an addressee."""

    addressee: Addressee
    row: Row
    rights: Rights
    candidates: list[Candidate]
    returned: list[Plan]
    lines: list[Line]

    @property
    def uncovered(self) -> list[Line]:
        """What the plan does not carry out fully yet."""
        return [line for line in self.lines if line.reply.counted_as in ("part", "none")]


@dataclass(frozen=True)
class PlanPage:
    """The page of a plan beside the requirements; ``open_findings`` of it nobody has decided yet;
    ``corrected``: it has a later text than the one compared."""

    plan: Plan
    row: Row
    rights: Rights
    lines: list[Line]
    open_findings: int
    corrected: bool

    @property
    def settled(self) -> int:
        """How many requirements are settled."""
        return sum(line.settled for line in self.lines)


def addressee_for(actor: Actor, pk: int) -> Addressee:
    """One addressee, if the actor may see it."""
    rows = Addressee.objects.visible_to(actor).select_related(
        "directive__document", "directive__version", "obligation"
    )
    row: Addressee | None = rows.defer("directive__version__text").filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou(_("Không tìm thấy nội dung triển khai này."))
    return row


def plan_for(actor: Actor, pk: int) -> Plan:
    """One plan whose document the actor may read too."""
    rows = Plan.objects.visible_to(actor).select_related(
        "addressee__directive__document", "addressee__obligation", "document", "version"
    )
    row: Plan | None = rows.filter(pk=pk, document__in=Document.objects.visible_to(actor)).first()
    if row is None:
        raise NotFoundForYou(_("Không tìm thấy kế hoạch này."))
    return row


def live_plan(addressee: Addressee) -> Plan | None:
    """The submitted or confirmed plan of a visible addressee."""
    return live_plans([addressee]).get(addressee.pk)


def link_for(actor: Actor, pk: int) -> CoverageLink:
    """One link, if the actor may see its plan."""
    link = CoverageLink.objects.filter(pk=pk).select_related("requirement").first()
    if link is None:
        raise NotFoundForYou(_("Không tìm thấy nội dung này."))
    link.plan = plan_for(actor, link.plan_id)
    return link


def requirement_of(addressee: Addressee, pk: int) -> Requirement:
    """One requirement of a visible addressee's directive."""
    row = Requirement.objects.filter(directive=addressee.directive_id, pk=pk).first()
    if row is None:
        raise NotFoundForYou(_("Không tìm thấy yêu cầu này."))
    return row


def exclusion_of(addressee: Addressee, requirement: Requirement) -> Exclusion:
    """What was said about a requirement that a visible addressee does not carry out."""
    row = Exclusion.objects.filter(addressee=addressee, requirement=requirement).first()
    if row is None:
        raise NotFoundForYou(_("Không tìm thấy nội dung này."))
    row.addressee = addressee
    return row


def appraisal_of(plan: Plan, requirement: Requirement) -> Appraisal:
    """What was said about the differences of a visible plan."""
    row = Appraisal.objects.filter(plan=plan, requirement=requirement).first()
    if row is None:
        raise NotFoundForYou(_("Không tìm thấy nội dung này."))
    row.plan = plan
    return row


def doubtful_codes(plan: Plan, requirement: Requirement) -> list[str]:
    """The differences of a visible plan that wait for a person's judgement, those accepted before included."""
    asked = next(one for one in asked_of(plan.addressee.directive) if one.id == requirement.pk)
    reply = book_of([plan], [plan.addressee_id]).reply(asked, plan.addressee_id, plan)
    return [one.key for one in (*reply.doubtful, *reply.accepted)]


def rights_of(actor: Actor, addressee: Addressee) -> Rights:
    """What the actor may do about the addressee's plan."""
    own, above = addressee.custodian_id, addressee.directive.custodian_id
    return Rights(
        actor.may(policies.SUBMIT_PLAN, own),
        actor.may(policies.CONFIRM_PLAN, above),
        may_compare(actor, addressee),
        actor.may(policies.DECLINE, own),
        actor.may(policies.EXCUSE, above),
    )


def unit_page(actor: Actor, addressee: Addressee) -> UnitPage:
    """The page of an addressee that ``addressee_for`` gave out."""
    directive = addressee.directive
    asked = asked_of(directive)
    row = row_of(actor, addressee, live_plan(addressee), asked)
    cited = by_citation(actor, directive, [addressee]).get(addressee.pk, []) if row.plan is None else []
    alike = by_likeness(actor, directive, addressee, cited) if row.plan is None else []
    rejected = Plan.objects.visible_to(actor).filter(addressee=addressee, state=Plan.State.REJECTED)
    return UnitPage(
        addressee,
        row,
        rights_of(actor, addressee),
        [*cited, *alike],
        list(rejected.select_related("document").order_by("-decided_on", "-pk")),
        lines_of(asked, row.replies),
    )


def plan_page(actor: Actor, plan: Plan) -> PlanPage:
    """The page of a plan that ``plan_for`` gave out."""
    addressee = plan.addressee
    asked = asked_of(addressee.directive)
    live = plan if plan.state in Plan.LIVE else live_plan(addressee)
    row = row_of(actor, addressee, live, asked)
    replies = row.replies
    if live is not plan:  # a returned plan stays readable beside the one that came after it
        book = book_of([plan], [addressee.pk])
        replies = [book.reply(one, addressee.pk, plan) for one in asked]
    return PlanPage(
        plan,
        row,
        rights_of(actor, addressee),
        lines_of(asked, replies),
        len(open_findings(plan.version)),
        has_newer(plan.version),
    )


def lines_of(asked: Sequence[Asked], replies: Sequence[Reply]) -> list[Line]:
    """Requirements beside their replies, with the plan's clauses named."""
    spots = spots_of(place.provision_id for reply in replies for place in reply.places)
    paths = {spot.provision_id: spot.path for spot in spots.values()}
    return [Line(one, reply, paths) for one, reply in zip(asked, replies, strict=True)]
