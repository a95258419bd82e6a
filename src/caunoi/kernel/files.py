"""The one content-addressed file store; a file comes here once it has been read to its end."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from caunoi.kernel import clock
from caunoi.kernel.models import StoredFile


def store(data: bytes, media_type: str) -> StoredFile:
    """Keep ``data`` under its SHA-256; the same content is kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    _write_once(_place(sha256), data)
    # Once more at the end: meanwhile the same content may have been released by another transaction.
    transaction.on_commit(lambda: _write_once(_place(sha256), data))
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={"size": len(data), "media_type": media_type, "stored_at": clock.true_now()},
    )
    return row


def release(ids: Iterable[int | None]) -> int:
    """Delete those of the stored files that no record keeps any more, their bytes once this is committed; how many.

    The foreign keys to ``StoredFile`` protect it, so they answer who else keeps the same content.
    """
    gone = [sha256 for pk in set(ids) if pk and (sha256 := _unkept(pk))]
    transaction.on_commit(lambda: _remove(gone))
    return len(gone)


def _unkept(pk: int) -> str:
    row = StoredFile.objects.filter(pk=pk).first()
    try:
        if row is not None:
            row.delete()
    except ProtectedError:
        return ""
    return row.sha256 if row else ""


def _remove(digests: Iterable[str]) -> None:
    for sha256 in digests:
        if not StoredFile.objects.filter(sha256=sha256).exists():
            _place(sha256).unlink(missing_ok=True)


def clear_unkept(before: datetime) -> int:
    """Delete bytes without a record that lie there since ``before``: of a killed process or a failed use case."""
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    lost = [place for place in root().glob("??/*") if place.name not in known and _older(place, before)]
    for place in lost:
        place.unlink(missing_ok=True)
    return len(lost)


def _older(place: Path, before: datetime) -> bool:
    try:
        return datetime.fromtimestamp(place.stat().st_mtime, UTC) < before
    except OSError:  # gone meanwhile
        return False


def content(row: StoredFile) -> bytes:
    """The stored bytes; raises ``ValueError`` when they no longer match their digest."""
    data = _place(row.sha256).read_bytes()
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise ValueError(f"stored file {row.sha256[:12]} is damaged")
    return data


def root() -> Path:
    """The store's folder."""
    return Path(settings.CAUNOI_HOME) / "files"


def damaged() -> list[str]:
    """Digests of stored files that are missing or changed on disk."""
    return [row.sha256 for row in StoredFile.objects.order_by("pk") if not _is_sound(row)]


def _is_sound(row: StoredFile) -> bool:
    try:
        content(row)
    except (OSError, ValueError):
        return False
    return True


def _place(sha256: str) -> Path:
    return root() / sha256[:2] / sha256


def _write_once(place: Path, data: bytes) -> None:
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and renamed, so that a killed process never leaves half a file.
    handle, beside = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, place)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
