"""The hash chain over closed blocks of the audit log, built by the worker."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max

from caunoi.kernel import clock
from caunoi.kernel.models import AuditBlock, AuditEntry, AuditErasure

# An entry older than this has surely committed; younger ones wait for the next block.
SETTLED = timedelta(minutes=5)
BLOCK_SIZE = 5_000
# What can be erased from an entry (kernel.erasure); all else stays as it was written.
WORDS = ("salt", "target_label", "changes")
# Under this name the entry that explains an erasure says how many entries it concerns.
ERASED = "erased_entries"


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


def words_digest(entry: AuditEntry) -> str:
    """The digest of what may be erased from an entry: its words, with the entry's salt."""
    return _digest_of({name: getattr(entry, name) for name in WORDS})


def block_digest(previous: str, entries: list[AuditEntry]) -> str:
    """The digest of a block: the digest before it and that of every entry, erased or not."""
    kept = _kept_digests(entries)
    running = hashlib.sha256(previous.encode())
    for entry in entries:
        running.update(_entry_digest(entry, kept.get(entry.pk)).encode())
    return running.hexdigest()


def _kept_digests(entries: list[AuditEntry]) -> dict[int, str]:
    if not entries:
        return {}
    rows = AuditErasure.objects.filter(entry__gte=entries[0].pk, entry__lte=entries[-1].pk)
    return dict(rows.values_list("entry_id", "words_digest"))


def _entry_digest(entry: AuditEntry, kept: str | None) -> str:
    """Over all fields; the words enter by their digest, which stays when they are erased."""
    names = [field.attname for field in entry._meta.concrete_fields if field.attname not in WORDS]
    facts: dict[str, Any] = {name: getattr(entry, name) for name in names}
    facts["at"] = entry.at.astimezone(clock.ZONE).isoformat()
    facts["true_at"] = entry.true_at.astimezone(clock.ZONE).isoformat()
    return _digest_of(facts | {"words": kept or words_digest(entry)})


def _digest_of(facts: dict[str, Any]) -> str:
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


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
    return faults + _unexplained() + _written_again()


def erased() -> int:
    """How many entries had their words taken out by the rule."""
    return AuditErasure.objects.count()


def _unexplained() -> list[str]:
    """Erasures that their entry does not tell of: it says how many there are, and the chain holds what it says."""
    counted = AuditErasure.objects.values("because").annotate(n=Count("pk"), last=Max("entry")).order_by()
    found = {row["because"]: row for row in counted}
    return [
        f"Dòng {entry.pk} không nói đến việc xóa lời của {found[entry.pk]['n']} dòng nhật ký."
        for entry in AuditEntry.objects.filter(pk__in=found).order_by("pk")
        if entry.changes.get(ERASED) != found[entry.pk]["n"] or found[entry.pk]["last"] >= entry.pk
    ]


def _written_again() -> list[str]:
    """Erased entries that say something: their kept digest no longer vouches for it."""
    rows = AuditEntry.objects.filter(erasure__isnull=False)
    spoken = rows.exclude(salt="", target_label="", changes={}).order_by("pk")
    return [f"Dòng {entry.pk} đã xóa lời nhưng lại có lời." for entry in spoken]
