"""A unit's plan: handed in by the unit, confirmed or returned by the unit that demands it.

Confirming also lets the unit that demands read the plan: it is put on the plan's distribution list.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caunoi.accounts.selectors import answers_for
from caunoi.directives import duties, policies
from caunoi.directives.models import Addressee, Plan
from caunoi.directives.proposing import follow_newest, propose_links
from caunoi.documents.models import Document
from caunoi.documents.services import newest_version, put_on_distribution
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance, hold
from caunoi.kernel.errors import Conflict, Forbidden, Invalid, NotFoundForYou
from caunoi.kernel.usecases import use_case

State = Plan.State


@use_case("directives.submit_plan")
def submit_plan(*, actor: Actor, addressee: Addressee, document: Document) -> Plan:
    """Hand a document of the unit in as its plan; from now on the unit above reads it and decides."""
    require(policies.SUBMIT_PLAN, actor, addressee.custodian_id)
    hold(addressee)
    _check(actor, addressee, document)
    plan = _put(
        addressee,
        document,
        State.SUBMITTED,
        reason="",
        submitted_on=clock.today(),
        submitted_by_id=actor.person_id,
        submitted_by_label=actor.label,
    )
    _share(addressee, document)
    duties.submitted(actor, addressee, clock.today())
    propose_links(plan)
    _log(plan)
    return plan


@use_case("directives.confirm_plan")
def confirm_plan(*, actor: Actor, addressee: Addressee, document: Document) -> Plan:
    """Say that the document is the unit's plan. A plan never handed in counts as handed in when it was
    registered; whoever answers for the unit cannot confirm it (law 13)."""
    require(policies.CONFIRM_PLAN, actor, addressee.directive.custodian_id)
    hold(addressee)
    _check(actor, addressee, document)
    _refuse_party(actor, addressee, document)
    duties.submitted(actor, addressee, _handed_in(addressee, document))
    plan = _put(
        addressee,
        document,
        State.CONFIRMED,
        reason="",
        decided_on=clock.today(),
        decided_by_label=actor.label,
    )
    _share(addressee, document)
    duties.closed(actor, addressee)
    propose_links(plan)
    _log(plan)
    return plan


@use_case("directives.return_plan")
def return_plan(*, actor: Actor, addressee: Addressee, document: Document, reason: str) -> Plan:
    """Say that the document is not the unit's plan, with the reason; the unit owes one again."""
    require(policies.CONFIRM_PLAN, actor, addressee.directive.custodian_id)
    hold(addressee)
    if not reason.strip():
        raise Invalid(_("Chưa có lý do."), fields={"reason": _("Nhập lý do để đơn vị biết cần sửa gì.")})
    _check(actor, addressee, document, other_live=False)
    was_live = _row(addressee, document, state__in=Plan.LIVE) is not None
    plan = _put(
        addressee,
        document,
        State.REJECTED,
        reason=reason.strip(),
        decided_on=clock.today(),
        decided_by_label=actor.label,
    )
    if was_live:
        duties.reopened(actor, addressee, reason.strip())
    _log(plan, reason=reason.strip())
    return plan


def _check(actor: Actor, addressee: Addressee, document: Document, other_live: bool = True) -> None:
    if not Document.objects.visible_to(actor).filter(pk=document.pk).exists():
        raise NotFoundForYou(_("Không tìm thấy văn bản này."))
    if document.custodian_id != addressee.custodian_id or document.pk == addressee.directive.document_id:
        raise Invalid(
            _("Văn bản này không phải của đơn vị."),
            fields={"document": _("Chọn văn bản do chính đơn vị ban hành và đã đưa vào hệ thống.")},
        )
    live = Plan.objects.system("the unit's live plan").filter(addressee=addressee, state__in=Plan.LIVE)
    if other_live and (other := live.exclude(document=document).select_related("document").first()):
        raise Invalid(
            _("Đơn vị đã có kế hoạch %(document)s.") % {"document": other},
            todo=_("Trả lại kế hoạch đó trước, nếu văn bản này thay cho nó."),
        )


def _refuse_party(actor: Actor, addressee: Addressee, document: Document) -> None:
    row = _row(addressee, document, submitted_by_id=actor.person_id)
    own = addressee.custodian_id != addressee.directive.custodian_id and answers_for(
        actor.person_id, addressee.custodian_id
    )
    if (actor.person_id is not None and row is not None) or own:
        raise Forbidden(
            _("Người của đơn vị không tự xác nhận kế hoạch của mình."),
            todo=_("Đề nghị lãnh đạo hoặc chuyên viên khác của đơn vị cấp trên xác nhận."),
        )


def _row(addressee: Addressee, document: Document, **conditions: Any) -> Plan | None:
    rows = Plan.objects.system("a use case's own record").filter(addressee=addressee, document=document)
    row: Plan | None = rows.filter(**conditions).first()
    return row


def _handed_in(addressee: Addressee, document: Document) -> date:
    """When the plan was there: what the unit above took its time to look at is not the unit's delay."""
    row = _row(addressee, document)
    if row is not None and row.submitted_on is not None:
        return row.submitted_on
    return max(document.registered_on, addressee.since)


def _put(addressee: Addressee, document: Document, state: str, **changes: Any) -> Plan:
    plan = _row(addressee, document)
    if plan is None:
        version = newest_version(document)
        return Plan.objects.create(
            addressee=addressee, document=document, version=version, state=state, **changes
        )
    # A page from before the confirmation still offers to hand the plan in.
    if plan.state == state or (plan.state, state) == (State.CONFIRMED, State.SUBMITTED):
        raise Conflict(_("Kế hoạch này vừa được người khác cập nhật."))
    advance(plan, state=state, **changes)
    follow_newest(plan)
    return plan


def _share(addressee: Addressee, document: Document) -> None:
    put_on_distribution(
        document, [addressee.directive.custodian_id], _("Kế hoạch thực hiện văn bản cấp trên")
    )


def _log(plan: Plan, **more: Any) -> None:
    record(
        plan,
        unit_id=plan.addressee.custodian_id,
        state=plan.state,
        directive=str(plan.addressee.directive),
        **more,
    )
