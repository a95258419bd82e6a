"""The one content-addressed file store; a file comes here once it has been read to its end."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from caunoi.kernel import clock
from caunoi.kernel.models import StoredFile


def store(data: bytes, media_type: str) -> StoredFile:
    """Keep ``data`` under its SHA-256; the same content is kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    _write_once(_place(sha256), data)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={"size": len(data), "media_type": media_type, "stored_at": clock.true_now()},
    )
    return row


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
