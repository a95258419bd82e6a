"""Typed reading of the environment: every setting an operator can change is read here."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def home() -> Path:
    """The folder with the database, the files and the key: ``CAUNOI_HOME`` or ``./var``."""
    return Path(os.environ.get("CAUNOI_HOME", "var")).resolve()


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes, on mean yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated variable."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole-number variable; a wrong value stops the start with its name."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise SystemExit(f"{name} phải là một số nguyên, hiện là {value!r}.") from None


def secret_key(folder: Path) -> str:
    """``CAUNOI_SECRET_KEY``, or a key made once and kept beside the database."""
    if key := os.environ.get("CAUNOI_SECRET_KEY"):
        return key
    place = folder / "secret-key"
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(50))
    return place.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """The embedded SQLite, or PostgreSQL by ``CAUNOI_DATABASE_URL=postgresql://user:pw@host:port/name``."""
    url = os.environ.get("CAUNOI_DATABASE_URL")
    return _postgresql(url) if url else _sqlite(folder / "caunoi.sqlite3")


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            # A deferred transaction that reads and then writes fails with "locked" under load.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # What is deleted is overwritten: a document that was never allowed in must not stay in free pages.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SystemExit("CAUNOI_DATABASE_URL phải có dạng postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
