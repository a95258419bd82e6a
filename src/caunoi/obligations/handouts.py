"""Handing work out, and giving it to units that came into the scope later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caunoi.documents.models import Finding, Provision
from caunoi.documents.services import put_on_distribution
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import hold
from caunoi.kernel.errors import Invalid
from caunoi.kernel.usecases import use_case
from caunoi.obligations import policies
from caunoi.obligations.models import Handout, Obligation
from caunoi.obligations.opening import Draft, open_all
from caunoi.obligations.orders import ONCE, RHYTHMS, Order, already, led_by, turns
from caunoi.orgs.lines import Line
from caunoi.orgs.models import Unit
from caunoi.orgs.scope import Scope, expand
from caunoi.orgs.selectors import UnitLabel, labels, tree_at
from caunoi.rules.recurrence import DueRule


@use_case("duties.hand_out")
def hand_out(*, actor: Actor, unit: Unit, order: Order) -> Handout:
    """Hand the order out from ``unit``, which will accept the results; puts the units on the
    document's distribution list. Raises Invalid with the fields to mend, nothing half done."""
    require(policies.HAND_OUT, actor, unit.pk)
    hold(unit)
    basis = _basis(actor, order)
    _check(unit.pk, order)
    handout = Handout.objects.create(
        unit=unit,
        custodian=unit,
        document_version_id=basis.version_id if basis else None,
        provision=basis,
        finding_id=order.finding_id,
        title=order.title.strip(),
        product=order.product.strip(),
        position=order.position,
        scope=order.scope.to_json() if order.scope else None,
        left_out=_left_out(order),
        line=order.line,
        every=order.every,
        due_rule=_stored_due(order),
        handed_out_by_id=actor.person_id,
        handed_out_by_label=actor.label,
        on=clock.today(),
    )
    rows = open_turns(actor, handout, order, order.units)
    record(
        handout,
        unit_id=unit.pk,
        product=order.product,
        every=order.every,
        units=[label.code for label in labels(order.units).values()],
        obligations=len(rows),
    )
    return handout


def _basis(actor: Actor, order: Order) -> Provision | None:
    """The clause the order rests on; the actor must be able to read it, a finding must be decided."""
    if order.finding_id is not None:
        finding = Finding.objects.visible_to(actor).filter(pk=order.finding_id).first()
        if finding is None or finding.state not in ("confirmed", "edited", "added"):
            raise Invalid(
                _("Nội dung giao việc này chưa được xác nhận."),
                todo=_("Mở màn hình rà soát văn bản, xác nhận nội dung rồi giao việc."),
            )
    if order.provision_id is None:
        return None
    provision: Provision | None = (
        Provision.objects.visible_to(actor).select_related("version").filter(pk=order.provision_id).first()
    )
    if provision is None:
        raise Invalid(
            _("Không tìm thấy điều khoản làm căn cứ."), todo=_("Mở lại văn bản rồi chọn điều khoản.")
        )
    return provision


def _check(unit_id: int, order: Order) -> None:
    fields: dict[str, str] = {}
    if not order.title.strip():
        fields["title"] = _("Nhập nội dung việc cần làm.")
    if not order.product.strip():
        fields["product"] = _("Nhập sản phẩm phải có, ví dụ: Kế hoạch, Báo cáo.")
    if order.line not in Line.values:
        fields["line"] = _("Chọn Đảng, Chính quyền hoặc Mặt trận và đoàn thể.")
    if order.every not in RHYTHMS:
        fields["every"] = _("Chọn một lần hoặc một nhịp lặp lại.")
    fields |= _check_due(order) | _check_units(unit_id, order)
    if fields:
        raise Invalid(_("Chưa giao được việc."), fields=fields)


def _check_due(order: Order) -> dict[str, str]:
    if order.every == ONCE:
        if order.due_on is None:
            return {"due_on": _("Nhập hạn hoàn thành.")}
        return {"due_on": _("Hạn hoàn thành phải từ hôm nay trở đi.")} if order.due_on < clock.today() else {}
    if order.every in RHYTHMS and not turns(order, clock.today()):
        return {"every": _("Năm %(year)s không còn kỳ nào chưa đến hạn.") % {"year": clock.today().year}}
    return {}


def _check_units(unit_id: int, order: Order) -> dict[str, str]:
    if not order.units:
        return {"units": _("Chọn ít nhất một đơn vị.")}
    if order.line not in Line.values:
        return {}
    within = {*tree_at(order.line, clock.today()).below(unit_id), *led_by(unit_id)}
    outside = [unit for unit in (*order.units, *order.cooperating) if unit not in within]
    if outside:
        return {
            "units": _("Không trực thuộc đơn vị giao việc: %(names)s. Bỏ chọn hoặc đổi hệ thống.")
            % {"names": _names(outside)}
        }
    taken = already(order, order.units)
    return (
        {"units": _("Đã được giao việc này: %(names)s. Bỏ chọn các đơn vị đó.") % {"names": _names(taken)}}
        if taken
        else {}
    )


def _names(unit_ids: Sequence[int] | set[int]) -> str:
    return ", ".join(sorted(unit.name for unit in labels(unit_ids).values()))


def _left_out(order: Order) -> list[int]:
    if order.scope is None:
        return []
    return [unit.id for unit in expand(order.scope) if unit.id not in order.units]


def _stored_due(order: Order) -> dict[str, Any]:
    if order.every == ONCE:
        return {"on": order.due_on.isoformat() if order.due_on else None}
    rule = order.due_rule or DueRule.after_end()
    return {"kind": rule.kind, "day": rule.day, "month": rule.month, "years_later": rule.years_later}


def due_rule_of(handout: Handout) -> DueRule | None:
    """The stored due rule of a recurring hand-out; None for work that is done once."""
    return None if handout.every == ONCE else DueRule(**handout.due_rule)


def open_turns(actor: Actor, handout: Handout, order: Order, unit_ids: Sequence[int]) -> list[Obligation]:
    """Open the order's turns for the units, and let them read the document; inside a running use case."""
    document_id = handout.document_version.document_id if handout.document_version else None
    drafts = [
        Draft(
            unit_id=unit_id,
            superior_id=handout.custodian_id,
            line=handout.line,
            title=handout.title,
            product=handout.product,
            due_on=turn.due if turn else order.due_on,
            occurrence=str(turn.period) if turn else "",
            position=handout.position,
            document_id=document_id,
            provision_id=handout.provision_id,
            handout=handout,
            cooperating_ids=order.cooperating,
        )
        for unit_id in dict.fromkeys(unit_ids)
        for turn in turns(order, clock.today())
    ]
    if handout.document_version is not None:
        told = list(dict.fromkeys([*unit_ids, *order.cooperating]))
        put_on_distribution(
            handout.document_version.document,
            told,
            (_("Giao việc: %(title)s") % {"title": handout.title})[:300],
        )
    return open_all(actor, drafts)


def order_of(handout: Handout) -> Order:
    """The order as it was handed out, for turns that are still to be opened."""
    stored = handout.due_rule.get("on")
    return Order(
        title=handout.title,
        product=handout.product,
        line=handout.line,
        units=(),
        every=handout.every,
        due_on=date.fromisoformat(stored) if stored else None,
        due_rule=due_rule_of(handout),
        scope=Scope.from_json(handout.scope) if handout.scope else None,
        position=handout.position,
        provision_id=handout.provision_id,
    )


def newcomers(handout: Handout) -> list[UnitLabel]:
    """Units that came into the hand-out's scope later: proposed, never added by themselves.

    A unit that took over another's obligation by a merge is no newcomer.
    """
    order = order_of(handout)
    if order.scope is None or not _still_to_do(order):
        return []
    held = Obligation.objects.system("who has this work").filter(handout=handout)
    known = {unit for pair in held.values_list("unit_id", "custodian_id") for unit in pair}
    known |= set(handout.left_out)
    return [unit for unit in expand(order.scope) if unit.id not in known]


def _still_to_do(order: Order) -> bool:
    if order.every == ONCE:
        return order.due_on is not None and order.due_on >= clock.today()
    return bool(turns(order, clock.today()))


@use_case("duties.add_units")
def add_units(*, actor: Actor, handout: Handout, units: Sequence[int]) -> list[Obligation]:
    """Give the same work to units that came into the scope later; only units that were proposed."""
    require(policies.HAND_OUT, actor, handout.custodian_id)
    hold(handout)
    proposed = {unit.id for unit in newcomers(handout)}
    if not units or not set(units) <= proposed:
        raise Invalid(
            _("Danh sách đơn vị đã thay đổi."), fields={"units": _("Chọn lại trong các đơn vị được đề xuất.")}
        )
    rows = open_turns(actor, handout, order_of(handout), units)
    codes = [label.code for label in labels(units).values()]
    record(handout, unit_id=handout.custodian_id, units=codes, obligations=len(rows))
    return rows


@use_case("duties.decline_units")
def decline_units(*, actor: Actor, handout: Handout, units: Sequence[int]) -> None:
    """Note that proposed units do not get this work, so that they are not proposed again."""
    require(policies.HAND_OUT, actor, handout.custodian_id)
    kept = sorted({*handout.left_out, *units})
    Handout.objects.system("declined newcomers").filter(pk=handout.pk).update(left_out=kept)
    record(handout, unit_id=handout.custodian_id, left_out=(handout.left_out, kept))
    handout.left_out = kept
