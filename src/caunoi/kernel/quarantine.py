"""Where a file lies until it has been read to its end: outside the store, the search and the backups (law 16).

Each lot has a folder of its own under a random name: its parts, and a note with the file's name, which enters the
database only once the file is known to be no secret."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings

_NOTE = "name"
_BLOCK = 1024 * 1024


def root() -> Path:
    """The folder of all lots; made closed to others."""
    place = Path(settings.CAUNOI_HOME) / "quarantine"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def uploads() -> Path:
    """The folder in which an upload lies while it comes in; the sweep reaches what a killed server left."""
    place = Path(settings.FILE_UPLOAD_TEMP_DIR)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def keep(name: str, parts: Iterable[IO[bytes]]) -> str:
    """Write the parts of a lot and the name it came with; returns the lot's key."""
    key = secrets.token_hex(16)
    folder = _folder(key)
    folder.mkdir(mode=0o700)
    try:
        for number, part in enumerate(parts, start=1):
            with _open_new(folder / f"{number:04}") as out:
                shutil.copyfileobj(part, out, _BLOCK)
        with _open_new(folder / _NOTE) as out:
            out.write(name.encode("utf-8", "replace"))
    except BaseException:
        discard(key)
        raise
    return key


def _open_new(place: Path) -> IO[bytes]:
    return os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _folder(key: str) -> Path:
    return root() / key


def folder(key: str) -> Path | None:
    """The lot's own folder, where work on it may leave what it makes; None once the lot is gone."""
    place = _folder(key)
    return place if key and place.is_dir() else None


def name(key: str) -> str:
    """The name that the lot came with; empty once it is gone."""
    try:
        return (_folder(key) / _NOTE).read_text("utf-8") if key else ""
    except OSError:
        return ""


def parts(key: str) -> list[Path]:
    """The files of a lot in order; none once they are deleted."""
    place = folder(key)
    return sorted(part for part in place.iterdir() if part.name.isdigit()) if place else []


def empty(key: str) -> None:
    """Delete all of a lot but the note of its name, for the one who brought it."""
    place = folder(key)
    for found in place.iterdir() if place else ():
        if found.name != _NOTE:
            _remove(found)


def discard(key: str) -> None:
    """Delete a lot."""
    if key:
        _remove(_folder(key))


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)


def clear(owned: set[str], before: datetime) -> int:
    """Delete what nobody owns and nobody touched since ``before``: lots, and uploads cut off; how many."""
    there = [*root().iterdir(), *uploads().iterdir()]
    lost = [place for place in there if place.name not in owned and place != uploads()]
    old = [place for place in lost if _touched(place) < before]
    for place in old:
        _remove(place)
    return len(old)


def _touched(place: Path) -> datetime:
    try:
        return datetime.fromtimestamp(place.stat().st_mtime, UTC)
    except OSError:  # gone meanwhile
        return datetime.max.replace(tzinfo=UTC)


def is_open() -> bool:
    """Whether others than the owner may read the folder."""
    return bool(root().stat().st_mode & 0o077)
