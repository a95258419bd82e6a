"""Roles of ceased units go on in their successor."""

from __future__ import annotations

from datetime import date

from caunoi.accounts.models import RoleGrant
from caunoi.kernel.actors import Actor
from caunoi.orgs.custody import CustodyTransfer
from caunoi.orgs.models import valid_on


def preview(unit_ids: list[int]) -> list[str]:
    """How many roles would move."""
    count = RoleGrant.objects.system("preview").filter(valid_to=None, unit_id__in=unit_ids).count()
    return [f"{count} vai trò của tài khoản chuyển sang đơn vị mới"] if count else []


def transfer(actor: Actor, mapping: dict[int, int], on: date) -> list[str]:
    """End every running role in a ceased unit and open the same one in its successor."""
    rows = RoleGrant.objects.system("merge").filter(valid_on(on), unit_id__in=list(mapping))
    moved = list(rows.select_related("person"))
    for grant in moved:
        RoleGrant.objects.create(
            person=grant.person,
            role=grant.role,
            unit_id=mapping[grant.unit_id],
            line=grant.line,
            valid_from=on,
            valid_to=grant.valid_to,
            delegated_by_id=grant.delegated_by_id,
        )
    RoleGrant.objects.system("merge").filter(pk__in=[grant.pk for grant in moved]).update(valid_to=on)
    return [f"{grant.person.username}: {grant.role}" for grant in moved]


TRANSFER = CustodyTransfer("accounts", "Tài khoản và vai trò", preview, transfer)
