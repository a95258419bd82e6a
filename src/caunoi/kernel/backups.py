"""A consistent copy of the database and the files, with a manifest; restoring refuses a damaged one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from caunoi.kernel import clock, files
from caunoi.kernel.errors import Refused

MANIFEST = "manifest.json"
FORMAT = "caunoi.backup/1"


def make(folder: Path) -> dict[str, Any]:
    """Copy database and files into the empty ``folder``; returns the manifest."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused("Thư mục sao lưu không trống.", where=str(folder), todo="Chọn một thư mục mới.")
    folder.mkdir(parents=True, exist_ok=True)
    # The copy holds everything that the roles keep apart.
    folder.chmod(0o700)
    # The database first: a file stored meanwhile is then copied too much, never too little.
    _dump(folder)
    if files.root().exists():
        shutil.copytree(files.root(), folder / "files")
    manifest = {
        "format": FORMAT,
        "database": connection.vendor,
        "made_at": clock.true_now().isoformat(),
        "content": {str(path.relative_to(folder)): _sha256(path) for path in _walk(folder)},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
    return manifest


def _dump(folder: Path) -> None:
    if connection.vendor == "sqlite":
        with sqlite3.connect(folder / "caunoi.sqlite3") as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        copy.close()
        return
    _client("pg_dump", "--format=custom", f"--file={folder / 'caunoi.dump'}")


def restore(folder: Path) -> dict[str, Any]:
    """Bring a backup into this empty installation; raises :class:`Refused` for a damaged one."""
    manifest = check(folder)
    if manifest["database"] != connection.vendor:
        raise Refused(
            f"Bản sao lưu này của {manifest['database']}, hệ thống đang dùng {connection.vendor}.",
            where=str(folder),
            todo="Đặt CAUNOI_DATABASE_URL đúng loại cơ sở dữ liệu rồi chạy lại.",
        )
    _refuse_filled()
    # The files first: a restore that stops half-way leaves an empty database and can be run again.
    if (folder / "files").exists():
        shutil.copytree(folder / "files", files.root(), dirs_exist_ok=True)
    _load(folder)
    return manifest


def check(folder: Path) -> dict[str, Any]:
    """The manifest of a sound backup; raises :class:`Refused` naming the first damaged file."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        raise Refused("Không đọc được bản kê của bản sao lưu.", where=str(folder)) from None
    if manifest.get("format") != FORMAT:
        raise Refused("Bản sao lưu thuộc định dạng khác.", where=str(folder))
    present = {str(path.relative_to(folder)): path for path in _walk(folder)}
    for name, sha256 in manifest["content"].items():
        if name not in present or _sha256(present[name]) != sha256:
            raise Refused(
                "Bản sao lưu bị thiếu hoặc hỏng.",
                where=name,
                todo="Dùng một bản sao lưu khác còn nguyên vẹn.",
            )
    return manifest


def _refuse_filled() -> None:
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        if "kernel_auditentry" not in tables:
            return
        cursor.execute("SELECT COUNT(*) FROM kernel_auditentry")
        filled = cursor.fetchone()[0]
    if filled:
        raise Refused(
            "Hệ thống này đã có dữ liệu.",
            where=str(settings.CAUNOI_HOME),
            todo="Khôi phục vào một CAUNOI_HOME hoặc cơ sở dữ liệu trống.",
        )


def _load(folder: Path) -> None:
    if connection.vendor == "sqlite":
        target = Path(settings.DATABASES["default"]["NAME"])
        connection.close()
        for stale in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
            stale.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "caunoi.sqlite3", target)
        return
    connection.close()
    name = settings.DATABASES["default"]["NAME"]
    _client(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        f"--dbname={name}",
        str(folder / "caunoi.dump"),
    )


def _client(program: str, *arguments: str) -> None:
    database = settings.DATABASES["default"]
    environment = os.environ | {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    found = shutil.which(program)
    if found is None:
        raise Refused(f"Không có chương trình {program}.", todo="Cài gói postgresql-client rồi chạy lại.")
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(
            f"{program} báo lỗi.", where=done.stderr.strip().splitlines()[-1] if done.stderr else ""
        )


def _walk(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != MANIFEST)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
