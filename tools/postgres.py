"""A PostgreSQL of one's own: a cluster in a temporary folder, for the time of one block.

python3 -m tools.postgres .venv/bin/pytest tests/orgs    runs a command with CAUNOI_DATABASE_URL set
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tools.console import Failed, main, run, tail, without_settings
from tools.supervisor import ending_on_signals
from tools.system import POSTGRES_FOLDERS

USER = "caunoi"
PATIENCE = 30.0
# Nothing in this cluster outlives the tests, so nothing waits for the disk. Sorting by bytes ("C") shows
# every place that would lean on the database's collation.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "50",
}
INITDB = ("--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync")


def programs() -> Path:
    """The folder with initdb and postgres, the newest version first; raises :class:`Failed` without one."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path(POSTGRES_FOLDERS).glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not folders:
        raise Failed("PostgreSQL is missing.", "Run as root: apt-get update && apt-get install -y postgresql")
    return folders[-1].parent


def other_user() -> pwd.struct_passwd | None:
    """As whom the server runs: root may not, so then as `postgres` or `nobody`; None for oneself."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Failed("There is neither a user postgres nor nobody to run PostgreSQL as.", "Create one of them.")


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster as a database address; stopped by its process id and removed in any case."""
    folder = Path(tempfile.mkdtemp(prefix="caunoi-pg-"))
    server = None
    try:
        server, port = _start(folder)
        yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    bin_, log, port = programs(), folder / "log", free_port()
    who = other_user()
    if who:
        os.chown(folder, who.pw_uid, who.pw_gid)
    _as(who, [bin_ / "initdb", "-D", folder / "data", *INITDB], folder, log).wait()
    if not (folder / "data/PG_VERSION").exists():
        raise Failed(f"initdb failed.\n{_read(log)}", "Look at the lines above.")
    words = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    server = _as(who, [bin_ / "postgres", "-D", folder / "data", "-p", str(port), *words], folder, log)
    try:
        _wait(server, port, log)
    except BaseException:
        _stop(server)
        raise
    return server, port


def _as(
    who: pwd.struct_passwd | None, command: list[Path | str], folder: Path, log: Path
) -> subprocess.Popen[bytes]:
    """Start a program as that user, in a session of its own, so that only we end it."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            user=who.pw_uid if who else None,
            group=who.pw_gid if who else None,
            extra_groups=[] if who else None,
        )


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the server says that it takes connections."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        if "ready to accept connections" in log.read_text(errors="replace"):
            return
        time.sleep(0.05)
    raise Failed(f"PostgreSQL did not start on port {port}.\n{_read(log)}", "Look at the lines above.")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; what does not end in time is ended hard, its data are thrown away anyway."""
    for number, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 10)):
        if server.poll() is not None:
            return
        server.send_signal(number)
        try:
            server.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    server.kill()
    server.wait()


def _read(log: Path) -> str:
    return tail(log.read_text(errors="replace")) if log.exists() else ""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(address: str) -> Mapping[str, str]:
    """The environment of a program that works on that cluster."""
    return without_settings(CAUNOI_DATABASE_URL=address)


def _run_one(command: list[str]) -> None:
    with ending_on_signals(130), cluster() as address:
        run(command, env=settings(address))


if __name__ == "__main__":
    sys.exit(main(lambda: _run_one(sys.argv[1:])))
