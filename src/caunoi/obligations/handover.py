"""At a merge the successor answers for the obligations of the units that ceased.

Custody moves with all of them, closed ones too, because access follows the custodian; the unit of
record stays, so statistics do not change.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from caunoi.kernel.actors import Actor
from caunoi.kernel.scoping import GuardedQuerySet
from caunoi.obligations.models import Handout, Obligation, Participation, ProgressNote
from caunoi.obligations.opening import note_steps
from caunoi.orgs.custody import CustodyTransfer
from caunoi.orgs.selectors import labels

UNFINISHED = (Obligation.Stage.OPEN, Obligation.Stage.SUBMITTED)


def preview(unit_ids: list[int]) -> list[str]:
    """How many open and closed obligations would move, by unit."""
    rows = Obligation.objects.system("preview of a merge").filter(custodian_id__in=unit_ids)
    names = labels(unit_ids)
    sentences = []
    for unit_id in unit_ids:
        mine = rows.filter(custodian_id=unit_id)
        still = mine.filter(stage__in=UNFINISHED).count()
        closed = mine.count() - still
        if still or closed:
            sentences.append(
                _("%(unit)s: %(still)s nhiệm vụ đang mở, %(closed)s nhiệm vụ đã kết thúc")
                % {"unit": names[unit_id].name, "still": still, "closed": closed}
            )
    accepting = _open(Q(superior_id__in=unit_ids)).count()
    if accepting:
        sentences.append(
            _("%(n)s nhiệm vụ đang mở của cấp dưới chuyển cho đơn vị mới duyệt") % {"n": accepting}
        )
    return sentences


def transfer(actor: Actor, mapping: dict[int, int], on: date) -> list[str]:
    """Move custody, the acceptance of open work and the part taken in others' work."""
    names = labels([*mapping, *mapping.values()])
    moved: list[str] = []
    for ceased, successor in mapping.items():
        open_rows = list(_open(Q(custodian_id=ceased)))
        words = _("%(old)s kết thúc hoạt động; %(new)s tiếp nhận.") % {
            "old": names[ceased].name,
            "new": names[successor].name,
        }
        note_steps(actor, open_rows, ProgressNote.Kind.MOVED, words, on=on)
        rows = Obligation.objects.system("merge").filter(custodian_id=ceased)
        count = rows.update(custodian_id=successor, revision=F("revision") + 1)
        _open(Q(superior_id=ceased)).update(superior_id=successor, revision=F("revision") + 1)
        Handout.objects.system("merge").filter(custodian_id=ceased).update(custodian_id=successor)
        _take_part_instead(ceased, successor)
        if count:
            moved.append(
                _("%(code)s: %(n)s nhiệm vụ, %(still)s đang mở")
                % {"code": names[ceased].code, "n": count, "still": len(open_rows)}
            )
    return moved


def _open(condition: Q) -> GuardedQuerySet[Any]:
    return Obligation.objects.system("merge").filter(condition, stage__in=UNFINISHED)


def _take_part_instead(ceased: int, successor: int) -> None:
    parts = Participation.objects.filter(unit_id=ceased)
    already = Participation.objects.filter(unit_id=successor).values("obligation_id")
    parts.exclude(obligation_id__in=already).update(unit_id=successor)


TRANSFER = CustodyTransfer("obligations", "Nhiệm vụ", preview, transfer)
