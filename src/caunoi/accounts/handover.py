"""Roles of ceased units go on in their successor."""

from __future__ import annotations

from datetime import date

from caunoi.accounts.models import RoleGrant
from caunoi.kernel.actors import Actor
from caunoi.orgs.custody import CustodyTransfer


def preview(unit_ids: list[int]) -> list[str]:
    """How many roles would move."""
    count = RoleGrant.objects.system("preview").filter(valid_to=None, unit_id__in=unit_ids).count()
    return [f"{count} vai trò của tài khoản chuyển sang đơn vị mới"] if count else []


def transfer(actor: Actor, mapping: dict[int, int], on: date) -> list[str]:
    """End every role of a ceased unit that runs or is to come, and open the same one in its successor.

    A role that began after ``on`` is moved as well: the sweep may come days late.
    """
    rows = RoleGrant.objects.system("merge").filter(unit_id__in=list(mapping))
    moved = list(rows.exclude(valid_to__lte=on).select_related("person"))
    for grant in moved:
        start = max(on, grant.valid_from)
        # Who held the same role in two of the merged units holds it once: one revocation must end it.
        RoleGrant.objects.system("merge").get_or_create(
            person=grant.person,
            role=grant.role,
            unit_id=mapping[grant.unit_id],
            line=grant.line,
            valid_from=start,
            valid_to=grant.valid_to,
            delegated_by_id=grant.delegated_by_id,
        )
        RoleGrant.objects.system("merge").filter(pk=grant.pk).update(valid_to=start)
    return [f"{grant.person.username}: {grant.role}" for grant in moved]


TRANSFER = CustodyTransfer("accounts", "Tài khoản và vai trò", preview, transfer)
