"""Taking words out of the log, the one way there is: counted, explained by an entry, and with the chain unbroken.

For what should never have been taken in (law 16). Time, user and action of every entry stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model

from caunoi.kernel.audit import record
from caunoi.kernel.audit_chain import ERASED, words_digest
from caunoi.kernel.models import AuditEntry, AuditErasure
from caunoi.kernel.triggers import lifted

_BATCH = 500


def about(model: type[Model], ids: Iterable[int], **conditions: Any) -> list[int]:
    """The entries whose target is one of these records, but for erased ones and those that explain an erasure."""
    untold = AuditEntry.objects.filter(erasure=None, erasures=None)
    rows = untold.filter(target_type=model._meta.label_lower, **conditions)
    return [
        pk
        for some in _batches(sorted(set(ids)))
        for pk in rows.filter(target_id__in=[str(one) for one in some]).values_list("pk", flat=True)
    ]


def forget(target: Model, entries: Sequence[int], *, unit_id: int | None, **facts: Any) -> AuditEntry:
    """Write the running use case's entry and take the words out of ``entries``; their digests are kept.

    ``target`` and ``facts`` must say nothing that is to be forgotten.
    """
    chosen = sorted(set(entries))
    because = record(target, unit_id=unit_id, **facts, **{ERASED: len(chosen)})
    with lifted(AuditEntry):
        for some in _batches(chosen):
            rows = list(AuditEntry.objects.filter(pk__in=some))
            AuditErasure.objects.bulk_create(
                AuditErasure(entry=row, words_digest=words_digest(row), because=because) for row in rows
            )
            AuditEntry.objects.filter(pk__in=some).update(salt="", target_label="", changes={})
    return because


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
