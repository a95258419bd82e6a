"""Deciding what in a plan answers which requirement."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from caunoi.directives import policies
from caunoi.directives.models import Addressee, CoverageLink, Exclusion, Plan, Requirement
from caunoi.directives.proposing import follow_newest, propose_links
from caunoi.documents.models import Provision
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance
from caunoi.kernel.errors import Invalid
from caunoi.kernel.usecases import use_case

State = CoverageLink.State


def may_compare(actor: Actor, addressee: Addressee) -> bool:
    """Whether the actor compares the unit's plan: at that unit, or at the unit that demands."""
    units = (addressee.custodian_id, addressee.directive.custodian_id)
    return any(actor.may(policies.COMPARE, unit) for unit in units)


def _let_compare(actor: Actor, addressee: Addressee) -> None:
    own, above = addressee.custodian_id, addressee.directive.custodian_id
    require(policies.COMPARE, actor, own if actor.may(policies.COMPARE, own) else above)


@use_case("directives.confirm_link")
def confirm_link(*, actor: Actor, link: CoverageLink, revision: int | None = None) -> None:
    """Say that this place of the plan answers the requirement."""
    _decide(actor, link, State.CONFIRMED, revision)


@use_case("directives.reject_link")
def reject_link(*, actor: Actor, link: CoverageLink, revision: int | None = None) -> None:
    """Say that it does not."""
    _decide(actor, link, State.REJECTED, revision)


@use_case("directives.reopen_link")
def reopen_link(*, actor: Actor, link: CoverageLink, revision: int | None = None) -> None:
    """Take a decision back: the link is a proposal again."""
    _decide(actor, link, State.PROPOSED, revision)


def _decide(actor: Actor, link: CoverageLink, state: str, revision: int | None) -> None:
    _let_compare(actor, link.plan.addressee)
    if state == State.CONFIRMED:
        _refuse_excluded(link.plan.addressee, link.requirement)
    if revision is not None:
        link.revision = revision
    before, is_open = link.state, state == State.PROPOSED
    advance(
        link,
        state=state,
        decided_by_label="" if is_open else actor.label,
        decided_at=None if is_open else clock.now(),
    )
    _log(link.plan, link.requirement, state=(before, state), place=link.finding_id or link.provision_id)


@use_case("directives.add_link")
def add_link(*, actor: Actor, plan: Plan, requirement: Requirement, provision: Provision) -> CoverageLink:
    """Say that a clause of the plan that was not proposed answers the requirement."""
    _let_compare(actor, plan.addressee)
    same_directive(plan.addressee, requirement)
    _refuse_excluded(plan.addressee, requirement)
    if provision.version_id != plan.version_id:
        raise Invalid(
            _("Điều khoản này không thuộc kế hoạch."),
            fields={"provision": _("Chọn điều khoản của kế hoạch.")},
        )
    link, _created = CoverageLink.objects.update_or_create(
        plan=plan,
        requirement=requirement,
        provision=provision,
        defaults={
            "state": State.CONFIRMED,
            "decided_by_label": actor.label,
            "decided_at": clock.now(),
        },
    )
    _log(plan, requirement, state=(None, State.CONFIRMED), place=provision.ident)
    return link


@use_case("directives.look_again")
def look_again(*, actor: Actor, plan: Plan) -> int:
    """Look for answers anew, after more of the plan was reviewed or its text was corrected; decisions
    stay. How many are new."""
    _let_compare(actor, plan.addressee)
    corrected = follow_newest(plan)
    found = propose_links(plan)
    record(plan, unit_id=plan.addressee.custodian_id, proposed=found, corrected=corrected)
    return found


def same_directive(addressee: Addressee, requirement: Requirement) -> None:
    """Refuse a requirement of another document."""
    if requirement.directive_id != addressee.directive_id:
        raise Invalid(_("Yêu cầu này không thuộc văn bản đang xem."), todo=_("Tải lại trang rồi chọn lại."))


def _refuse_excluded(addressee: Addressee, requirement: Requirement) -> None:
    if Exclusion.objects.filter(addressee=addressee, requirement=requirement).exists():
        raise Invalid(
            _("Yêu cầu này đang được ghi là không thực hiện."), todo=_("Bỏ ghi nhận đó trước rồi xác nhận.")
        )


def _log(plan: Plan, requirement: Requirement, **changes: Any) -> None:
    record(plan, unit_id=plan.addressee.custodian_id, requirement=requirement.pk, **changes)
