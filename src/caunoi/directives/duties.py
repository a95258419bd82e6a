"""The plan that a unit owes, as an obligation: opened with the directive, closed when its plan is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.directives.models import Addressee, Directive
from caunoi.kernel.actors import Actor
from caunoi.obligations import origins
from caunoi.obligations.models import Obligation
from caunoi.obligations.opening import Draft

PLAN = "plan"

ORIGIN = origins.Origin(
    PLAN,
    str(gettext_lazy("Kế hoạch thực hiện văn bản cấp trên")),
    lambda ref: reverse("directive-unit", args=[int(ref)]),
)


def owe_plans(actor: Actor, directive: Directive, addressees: Sequence[Addressee]) -> None:
    """Open one obligation for each addressee, if the directive demands a plan."""
    if directive.plan_due_on is None:
        return
    opened = origins.open_many_for_origin(
        actor, [_draft(directive, addressee) for addressee in addressees], origin=PLAN
    )
    for addressee, duty in zip(addressees, opened, strict=True):
        addressee.obligation = duty
    Addressee.objects.system("link to their obligations").bulk_update(
        addressees, ["obligation"], batch_size=200
    )


def _draft(directive: Directive, addressee: Addressee) -> Draft:
    return Draft(
        unit_id=addressee.unit_id,
        custodian_id=addressee.custodian_id,
        superior_id=directive.custodian_id,
        line=directive.line,
        title=_("Ban hành kế hoạch thực hiện %(document)s") % {"document": directive.document},
        product=_("Kế hoạch"),
        due_on=directive.plan_due_on,
        document_id=directive.document_id,
        origin_ref=str(addressee.pk),
    )


def submitted(actor: Actor, addressee: Addressee, on: date) -> None:
    """The unit's plan was handed in on ``on``; it waits for the unit that demands it."""
    if _stage(addressee) == Obligation.Stage.OPEN:
        origins.submitted_for_origin(actor, origin=PLAN, ref=str(addressee.pk), on=on)


def closed(actor: Actor, addressee: Addressee) -> None:
    """The unit's plan was confirmed today."""
    if _stage(addressee) in (Obligation.Stage.OPEN, Obligation.Stage.SUBMITTED):
        origins.close_for_origin(actor, origin=PLAN, ref=str(addressee.pk))


def reopened(actor: Actor, addressee: Addressee, reason: str) -> None:
    """The plan was returned: the unit owes one again."""
    if _stage(addressee) in (Obligation.Stage.SUBMITTED, Obligation.Stage.ACCEPTED):
        origins.reopened_for_origin(actor, origin=PLAN, ref=str(addressee.pk), reason=reason)


def _stage(addressee: Addressee) -> str:
    duty = origins.obligation_of(PLAN, str(addressee.pk))
    return duty.stage if duty else ""
