"""Why a unit does not carry a requirement out, and which differences of its plan are no shortfall."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caunoi.directives import policies
from caunoi.directives.links import same_directive
from caunoi.directives.models import Addressee, Appraisal, CoverageLink, Exclusion, Plan, Requirement
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import hold
from caunoi.kernel.errors import Invalid
from caunoi.kernel.usecases import use_case


@use_case("directives.decline")
def decline(*, actor: Actor, addressee: Addressee, requirement: Requirement, reason: str) -> Exclusion:
    """The unit's own word that it does not carry a requirement out; it stays in the count."""
    require(policies.DECLINE, actor, addressee.custodian_id)
    hold(addressee)
    _refuse_excused(addressee, requirement)
    return _exclude(actor, addressee, requirement, Exclusion.Kind.DECLINED, reason)


@use_case("directives.excuse")
def excuse(*, actor: Actor, addressee: Addressee, requirement: Requirement, reason: str) -> Exclusion:
    """The word of the unit that demands: the requirement does not concern this unit and leaves its count."""
    require(policies.EXCUSE, actor, addressee.directive.custodian_id)
    return _exclude(actor, addressee, requirement, Exclusion.Kind.OUT_OF_SCOPE, reason)


def _refuse_excused(addressee: Addressee, requirement: Requirement) -> None:
    rows = Exclusion.objects.filter(addressee=addressee, requirement=requirement)
    if rows.filter(kind=Exclusion.Kind.OUT_OF_SCOPE).exists():
        raise Invalid(
            _("Đơn vị cấp trên đã xác định yêu cầu này không thuộc phạm vi của đơn vị."),
            todo=_("Đề nghị đơn vị cấp trên bỏ xác định đó nếu không đúng."),
        )


def _exclude(
    actor: Actor, addressee: Addressee, requirement: Requirement, kind: str, reason: str
) -> Exclusion:
    hold(addressee)
    same_directive(addressee, requirement)
    if not reason.strip():
        raise Invalid(_("Chưa có lý do."), fields={"reason": _("Nhập lý do.")})
    confirmed = CoverageLink.objects.filter(
        plan__addressee=addressee,
        plan__state__in=Plan.LIVE,
        requirement=requirement,
        state=CoverageLink.State.CONFIRMED,
    )
    if confirmed.exists():
        raise Invalid(
            _("Yêu cầu này đã có nội dung thực hiện được xác nhận."),
            todo=_("Mở lại các nội dung đã xác nhận trước, rồi nêu lý do."),
        )
    row, _created = Exclusion.objects.update_or_create(
        addressee=addressee,
        requirement=requirement,
        defaults={"kind": kind, "reason": reason.strip(), "by_label": actor.label, "on": clock.today()},
    )
    record(
        addressee,
        unit_id=addressee.custodian_id,
        requirement=requirement.pk,
        excluded=kind,
        reason=reason.strip(),
    )
    return row


@use_case("directives.include_again")
def include_again(*, actor: Actor, exclusion: Exclusion) -> None:
    """Take such a word back; only on the side that gave it."""
    addressee = exclusion.addressee
    if exclusion.kind == Exclusion.Kind.DECLINED:
        require(policies.DECLINE, actor, addressee.custodian_id)
    else:
        require(policies.EXCUSE, actor, addressee.directive.custodian_id)
    record(
        addressee,
        unit_id=addressee.custodian_id,
        requirement=exclusion.requirement_id,
        excluded=(exclusion.kind, None),
        reason=exclusion.reason,
    )
    exclusion.delete()


@use_case("directives.accept_difference")
def accept_difference(
    *, actor: Actor, plan: Plan, requirement: Requirement, codes: Sequence[str], reason: str
) -> Appraisal:
    """Say that differences which only a person can judge are no shortfall. The word of the unit that
    demands, never of the plan's own; a certain difference (a lower number, a later date) stays one."""
    require(policies.CONFIRM_PLAN, actor, plan.addressee.directive.custodian_id)
    same_directive(plan.addressee, requirement)
    if not reason.strip():
        raise Invalid(_("Chưa có lý do."), fields={"reason": _("Nhập lý do.")})
    if not codes:
        raise Invalid(_("Không có khác biệt nào chờ xem xét."))
    row, _created = Appraisal.objects.update_or_create(
        plan=plan,
        requirement=requirement,
        defaults={
            "codes": sorted(set(codes)),
            "reason": reason.strip(),
            "by_label": actor.label,
            "on": clock.today(),
        },
    )
    record(
        plan,
        unit_id=plan.addressee.custodian_id,
        requirement=requirement.pk,
        accepted=list(row.codes),
        reason=reason.strip(),
    )
    return row


@use_case("directives.judge_again")
def judge_again(*, actor: Actor, appraisal: Appraisal) -> None:
    """Take such a word back."""
    plan = appraisal.plan
    require(policies.CONFIRM_PLAN, actor, plan.addressee.directive.custodian_id)
    record(
        plan,
        unit_id=plan.addressee.custodian_id,
        requirement=appraisal.requirement_id,
        accepted=(list(appraisal.codes), None),
        reason=appraisal.reason,
    )
    appraisal.delete()
