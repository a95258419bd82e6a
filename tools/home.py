"""The home of an installation as seen from outside: what is done there already, and who runs on it."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.console import ROOT

PACKAGE = ROOT / "src/caunoi"


@dataclass
class State:
    """What `make run` did in a home: the version it migrated to; whether a demo load was not finished."""

    version: str = ""
    loading: bool = False


@dataclass(frozen=True)
class Home:
    """``CAUNOI_HOME``, or ``var`` in the checkout."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "caunoi.sqlite3"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def state(self) -> State:
        """What was written last; a damaged or missing file means that nothing was done."""
        try:
            return State(**json.loads((self.folder / "run.json").read_text()))
        except (OSError, ValueError, TypeError):
            return State()

    def remember(self, state: State) -> None:
        (self.folder / "run.json").write_text(json.dumps(asdict(state)))

    def ask(self, question: str) -> int | None:
        """The number that a query on the embedded database gives; None without the database or its table."""
        if not self.database.is_file():
            return None
        try:
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
                row = connection.execute(question).fetchone()
        except sqlite3.Error:
            return None
        return int(row[0]) if row else None

    def people(self) -> int | None:
        return self.ask("SELECT count(*) FROM accounts_person")

    def is_demo(self) -> bool:
        return bool(self.ask("SELECT is_demo FROM kernel_installation WHERE id = 1"))

    def runner(self) -> tuple[int, int] | None:
        """(process id, port) of the `make run` that runs on this home now."""
        try:
            pid, port = map(int, (self.folder / "run.pid").read_text().split())
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return None
        return (pid, port) if b"tools.run" in command else None

    def note_runner(self, port: int) -> None:
        (self.folder / "run.pid").write_text(f"{os.getpid()} {port}")

    def forget_runner(self) -> None:
        (self.folder / "run.pid").unlink(missing_ok=True)


def the_home() -> Home:
    """The home that this environment names."""
    return Home((ROOT / os.environ.get("CAUNOI_HOME", "var")).resolve())


def on_postgresql() -> bool:
    """Whether the installation's database is elsewhere, so that nothing about it can be read from files."""
    return bool(os.environ.get("CAUNOI_DATABASE_URL"))


def version() -> str:
    """A digest of what `caunoi migrate` brings into a home: migrations, static files, locked packages.

    Names, sizes and times of change are enough, and quick: a needless migration costs only seconds.
    """
    total = hashlib.sha256((ROOT / "requirements/product.txt").read_bytes())
    files = [*PACKAGE.glob("*/migrations/*.py"), *PACKAGE.glob("*/static/**/*"), PACKAGE / "__init__.py"]
    for file in sorted(files):
        if file.is_file():
            facts = file.stat()
            total.update(f"{file.relative_to(ROOT)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return total.hexdigest()
