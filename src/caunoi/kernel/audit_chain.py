"""The hash chain over closed blocks of the audit log, built by the worker."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from caunoi.kernel import clock
from caunoi.kernel.models import AuditBlock, AuditEntry

# An entry older than this has surely committed; younger ones wait for the next block.
SETTLED = timedelta(minutes=5)
BLOCK_SIZE = 5_000


def close_blocks(*, settled: timedelta = SETTLED) -> int:
    """Close blocks over all settled entries; returns how many were closed."""
    closed = 0
    try:
        while _close_one(settled):
            closed += 1
    except IntegrityError:
        # Another worker closed the block after the same one; the chain never forks.
        return closed
    return closed


@transaction.atomic
def _close_one(settled: timedelta) -> bool:
    last = AuditBlock.objects.order_by("-last_id").first()
    after = last.last_id if last else 0
    waiting = AuditEntry.objects.filter(id__gt=after, true_at__lt=clock.true_now() - settled)
    entries = list(waiting.order_by("id")[:BLOCK_SIZE])
    if not entries:
        return False
    previous = last.digest if last else ""
    AuditBlock.objects.create(
        first_id=entries[0].pk,
        last_id=entries[-1].pk,
        count=len(entries),
        previous=previous,
        digest=block_digest(previous, entries),
        closed_at=clock.true_now(),
    )
    return True


def block_digest(previous: str, entries: list[AuditEntry]) -> str:
    """The digest of a block: the digest before it and every field of every entry."""
    running = hashlib.sha256(previous.encode())
    for entry in entries:
        running.update(json.dumps(_facts(entry), sort_keys=True, ensure_ascii=False).encode())
    return running.hexdigest()


def _facts(entry: AuditEntry) -> dict[str, Any]:
    facts = {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}
    facts["at"] = entry.at.astimezone(clock.ZONE).isoformat()
    facts["true_at"] = entry.true_at.astimezone(clock.ZONE).isoformat()
    return facts


def verify() -> list[str]:
    """Recompute the chain; returns one sentence per fault, none when it holds."""
    faults: list[str] = []
    previous, after = "", 0
    for block in AuditBlock.objects.order_by("last_id"):
        entries = list(AuditEntry.objects.filter(id__gt=after, id__lte=block.last_id).order_by("id"))
        if len(entries) != block.count:
            faults.append(
                f"Khối {block.pk}: có {len(entries)} dòng nhật ký, khi đóng khối có {block.count} dòng."
            )
        elif block.previous != previous or block_digest(previous, entries) != block.digest:
            faults.append(
                f"Khối {block.pk}: nội dung từ dòng {block.first_id} đến {block.last_id} đã bị sửa."
            )
        previous, after = block.digest, block.last_id
    return faults
