"""At a merge the successor answers for the directives and the plans of the units that ceased.

Each ceased unit's plan stays a row of its own under its unit of record.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from caunoi.directives.models import Addressee, Directive
from caunoi.kernel.actors import Actor
from caunoi.orgs.custody import CustodyTransfer


def preview(unit_ids: list[int]) -> list[str]:
    """How many directives and how many plans to follow would move."""
    sent = Directive.objects.system("preview of a merge").filter(custodian_id__in=unit_ids).count()
    owed = Addressee.objects.system("preview of a merge").filter(custodian_id__in=unit_ids).count()
    sentences = []
    if sent:
        sentences.append(_("%(n)s văn bản đang theo dõi triển khai ở cấp dưới") % {"n": sent})
    if owed:
        sentences.append(_("%(n)s văn bản cấp trên phải triển khai") % {"n": owed})
    return sentences


def transfer(actor: Actor, mapping: dict[int, int], on: date) -> list[str]:
    """Move what is followed and what is to be carried out to the successor."""
    sent = owed = 0
    for ceased, successor in mapping.items():
        sent += Directive.objects.system("merge").filter(custodian_id=ceased).update(custodian_id=successor)
        owed += Addressee.objects.system("merge").filter(custodian_id=ceased).update(custodian_id=successor)
    moved = []
    if sent:
        moved.append(_("%(n)s văn bản theo dõi triển khai") % {"n": sent})
    if owed:
        moved.append(_("%(n)s văn bản phải triển khai") % {"n": owed})
    return moved


TRANSFER = CustodyTransfer("directives", "Triển khai văn bản", preview, transfer)
