"""The operator's commands, run as programs against an installation of their own."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.db import connection

REPOSITORY = Path(__file__).resolve().parents[2]


class Installation:
    """A home of its own, on the database that the suite runs on."""

    def __init__(self, home: Path, url: str | None) -> None:
        self.environment = {
            **os.environ,
            "CAUNOI_HOME": str(home),
            "CAUNOI_SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "caunoi.config.settings",
        }
        self.environment.pop("CAUNOI_TRACEBACK", None)
        self.environment.pop("CAUNOI_DATABASE_URL", None)
        if url:
            self.environment["CAUNOI_DATABASE_URL"] = url
        self.home = home

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "caunoi.cli.main", *words],
            env=self.environment,
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=120,
        )


def on_the_server(statement: str) -> None:
    """Outside of the test's transaction: a database cannot be created inside one."""
    import psycopg

    with psycopg.connect(os.environ["CAUNOI_DATABASE_URL"], autocommit=True) as server:
        server.execute(statement)


@pytest.fixture
def install(tmp_path):
    made = []

    def another(name):
        url = None
        if connection.vendor == "postgresql":
            database = f"caunoi_{uuid.uuid4().hex[:8]}"
            on_the_server(f"CREATE DATABASE {database}")
            made.append(database)
            url = os.environ["CAUNOI_DATABASE_URL"].rsplit("/", 1)[0] + f"/{database}"
        return Installation(tmp_path / name, url)

    yield another
    for database in made:
        on_the_server(f"DROP DATABASE {database} WITH (FORCE)")


def test_backup_and_restore_bring_everything_back(install, tmp_path):
    first, second = install("first"), install("second")
    assert first.run("migrate").returncode == 0
    assert first.run("sweep").returncode == 0
    (first.home / "files" / "ab").mkdir(parents=True)
    (first.home / "files" / "ab" / "abc").write_bytes(b"noi dung")
    backup = str(tmp_path / "backup")
    made = first.run("backup", backup)
    assert made.returncode == 0, made.stderr
    restored = second.run("restore", backup)
    assert restored.returncode == 0, restored.stderr
    assert (second.home / "files" / "ab" / "abc").read_bytes() == b"noi dung"
    assert "Tác vụ hằng ngày đang chạy" in second.run("doctor").stdout
    assert second.run("audit", "verify").returncode == 0


def test_restore_refuses_a_damaged_backup(install, tmp_path):
    first, second = install("first"), install("second")
    first.run("migrate")
    backup = tmp_path / "backup"
    first.run("backup", str(backup))
    damaged = next(path for path in backup.iterdir() if path.name != "manifest.json")
    damaged.write_bytes(damaged.read_bytes()[:-10])
    refused = second.run("restore", str(backup))
    assert refused.returncode == 1
    assert "thiếu hoặc hỏng" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_backup_refuses_a_folder_in_use(install, tmp_path):
    first = install("first")
    first.run("migrate")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "x").write_text("x")
    assert first.run("backup", str(tmp_path / "used")).returncode == 1


def test_doctor_says_what_to_do_before_the_first_migration(install):
    answer = install("fresh").run("doctor")
    assert answer.returncode == 1
    assert "caunoi migrate" in answer.stdout


def test_wrong_use_exits_with_two(install):
    assert install("x").run("khong-co").returncode == 2
    assert install("x").run("audit", "khong-co").returncode == 2
    assert install("x").run("backup", "--help").returncode == 0
