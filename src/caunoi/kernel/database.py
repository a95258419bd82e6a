"""What differs between the two databases, each exception with its reason, and conditional updates."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F

from caunoi.kernel.errors import Conflict

# SQLite has no row locks and no exclusion constraints: neither is used on PostgreSQL either.
# SQLite sums decimals as floats: money is an integer of đồng.
# Neither collation is trusted: searched and sorted names keep their own folded text and sort key.


def hold(row: models.Model) -> None:
    """Hold ``row`` until the transaction ends, so that checks made from here on see every earlier writer.

    On PostgreSQL two requests can pass the same check before either has written; a conditional
    update that changes nothing makes the second wait for the first. SQLite has one writer anyway.
    """
    type(row)._base_manager.filter(pk=row.pk).update(**{row._meta.pk.attname: F(row._meta.pk.attname)})


def advance(row: models.Model, **changes: Any) -> None:
    """Change ``row`` only if nobody did since it was read; raises :class:`Conflict` otherwise.

    The model has an integer ``revision``; the update is one conditional statement, so
    that two writers can never both succeed on any database.
    """
    revision: int = row.revision  # type: ignore[attr-defined]
    rows = type(row)._base_manager.filter(pk=row.pk, revision=revision)
    if not rows.update(revision=revision + 1, **changes):
        raise Conflict("Nội dung này vừa được người khác thay đổi.")
    for name, value in {**changes, "revision": revision + 1}.items():
        setattr(row, name, value)
