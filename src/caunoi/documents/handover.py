"""Documents of ceased units are kept on by their successor, which also reads what was sent to them."""

from __future__ import annotations

from datetime import date

from caunoi.documents.linking import relink
from caunoi.documents.models import Distribution, Document
from caunoi.kernel.actors import Actor
from caunoi.orgs.custody import CustodyTransfer


def preview(unit_ids: list[int]) -> list[str]:
    """How many documents would move."""
    count = Document.objects.system("preview of a merge").filter(custodian_id__in=unit_ids).count()
    return [f"{count} văn bản chuyển sang đơn vị mới"] if count else []


def transfer(actor: Actor, mapping: dict[int, int], on: date) -> list[str]:
    """Give every document of a ceased unit its successor as custodian; the unit of record stays."""
    moved = [f"{count} văn bản" for count in (_hand_on(*pair) for pair in mapping.items()) if count]
    for old, new in mapping.items():
        _list_successor(old, new, on)
    relink()
    return moved


def _hand_on(old: int, new: int) -> int:
    rows = Document.objects.system("merge").filter(custodian_id=old)
    return rows.update(custodian_id=new)


def _list_successor(old: int, new: int, on: date) -> None:
    there = Distribution.objects.filter(unit_id=new).values("document_id")
    for row in Distribution.objects.filter(unit_id=old).exclude(document_id__in=there):
        Distribution.objects.create(document_id=row.document_id, unit_id=new, reason=row.reason, since=on)


TRANSFER = CustodyTransfer("documents", "Văn bản", preview, transfer)
