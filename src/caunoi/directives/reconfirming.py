"""Deciding anew about duties and targets whose basis has changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caunoi.directives import policies
from caunoi.directives.models import BasisReview
from caunoi.directives.selectors.bases import Case, cases
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.errors import Conflict, Invalid
from caunoi.kernel.usecases import use_case
from caunoi.obligations import policies as duty_policies
from caunoi.obligations.services import withdraw

Decision = BasisReview.Decision


@use_case("directives.reconfirm")
def reconfirm(*, actor: Actor, keys: Sequence[str], decision: str, reason: str) -> list[BasisReview]:
    """Keep, adjust or cancel what the keys name (``Case.key``), with one reason for all.

    Cancelling withdraws the duty at once; adjusting only says so: who decides changes the duty or
    defines the target anew by its own page. Raises Conflict when somebody decided in between.
    """
    require(policies.RECONFIRM, actor, actor.unit_id)
    _check(keys, decision, reason)
    chosen = _chosen(actor, keys)
    rows = [_decide(actor, case, decision, reason.strip()) for case in chosen]
    if decision == Decision.CANCEL:
        _cancel(actor, chosen, reason.strip())
    return rows


def _check(keys: Sequence[str], decision: str, reason: str) -> None:
    fields = {}
    if not keys:
        fields["chon"] = _("Chọn ít nhất một nhiệm vụ hoặc chỉ tiêu.")
    if decision not in Decision.values:
        fields["decision"] = _("Chọn giữ nguyên, điều chỉnh hoặc hủy.")
    if not reason.strip():
        fields["reason"] = _("Nhập lý do.")
    if fields:
        raise Invalid(_("Chưa ghi được quyết định."), fields=fields)


def _chosen(actor: Actor, keys: Sequence[str]) -> list[Case]:
    open_ones = {case.key: case for case in cases(actor) if case.decides}
    if gone := [key for key in keys if key not in open_ones]:
        raise Conflict(
            _("%(n)s mục vừa được người khác quyết định hoặc không còn phải rà soát.") % {"n": len(gone)}
        )
    return [open_ones[key] for key in dict.fromkeys(keys)]


def _decide(actor: Actor, case: Case, decision: str, reason: str) -> BasisReview:
    row = BasisReview.objects.create(
        obligation=case.obligation,
        target=case.target,
        amending=case.change.amending,
        corrected_id=case.change.corrected_id,
        decision=decision,
        reason=reason,
        by_label=actor.label,
        at=clock.now(),
    )
    about = case.obligation or case.target
    assert about is not None
    cause = str(case.change.amending) if case.change.amending else case.change.words
    record(about, unit_id=about.custodian_id, decision=decision, cause=cause, reason=reason)
    return row


def _cancel(actor: Actor, chosen: Sequence[Case], reason: str) -> None:
    if targets := [case.name for case in chosen if case.obligation is None]:
        raise Invalid(
            _("Chỉ tiêu không hủy ở đây: %(names)s.") % {"names": "; ".join(targets)},
            todo=_("Chọn giữ nguyên hoặc điều chỉnh."),
        )
    for duty in {case.obligation.pk: case.obligation for case in chosen if case.obligation}.values():
        require(duty_policies.DIRECT, actor, duty.superior_id)
        withdraw(actor, duty, reason)
