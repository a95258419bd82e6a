"""`make test`: every check there is, on SQLite, on PostgreSQL and in a real Chromium; none may be missing.

Its phases: system packages, installation, `make check` without its tests, all tests on SQLite, those that may meet a
database again on a PostgreSQL cluster of its own, the browser, then a minute of damaged files. All of them run; the
exit is bad when one was.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from tools import install
from tools.check import PYTEST, check, static_steps
from tools.console import PYTHON, ROOT, Failed, main, phase, seconds, without_settings
from tools.postgres import cluster
from tools.supervisor import ending_on_signals
from tools.system import CHROMIUM_NAMES, TEST_NEEDS, program, provide

AT_ONCE = ("-n", "2")
# Tests of the libraries below Django, and of files: they meet no database (import-linter holds the libraries to that).
PURE = (
    "tests/analysis",
    "tests/language",
    "tests/rules",
    "tests/test_front_end_files.py",
    "tests/test_goldens_are_sound.py",
)
NO_TEST_WAS_FOUND = 5


def pytest(*words: str, **settings: str) -> None:
    """Run tests with a temporary folder of their own; raises :class:`Failed` when one fails."""
    with tempfile.TemporaryDirectory(prefix="caunoi-test-") as folder:
        env = without_settings(TMPDIR=folder, **settings)
        code = subprocess.run([*PYTEST, *words], cwd=ROOT, env=env, stdin=subprocess.DEVNULL).returncode
    if code == NO_TEST_WAS_FOUND:
        raise Failed("No test was found.")
    if code:
        raise Failed("Tests failed.", "They are named above.")


def on_sqlite() -> None:
    pytest(*AT_ONCE, "-m", "not browser")


def on_postgresql() -> None:
    with cluster() as address:
        ignored = (f"--ignore={path}" for path in PURE)
        pytest(*AT_ONCE, "-m", "not browser", *ignored, CAUNOI_DATABASE_URL=address)


def in_the_browser() -> None:
    pytest("-m", "browser", CAUNOI_CHROMIUM=program(CHROMIUM_NAMES))


def on_damaged_files() -> None:
    # The same cases every time: what chance finds belongs into `make fuzz`, not into a verdict on a change.
    command = [PYTHON, "-m", "tools.fuzz", "--minutes", "1", "--seed", "20261120"]
    if subprocess.run(command, cwd=ROOT, env=without_settings(), stdin=subprocess.DEVNULL).returncode:
        raise Failed("A damaged file was not refused or read as promised.", "It is named above.")


PHASES: tuple[tuple[str, Callable[[], None]], ...] = (
    ("checks without a test", lambda: check(static_steps())),
    ("tests on SQLite", on_sqlite),
    ("tests on PostgreSQL", on_postgresql),
    ("browser tests", in_the_browser),
    ("a minute of damaged files", on_damaged_files),
)


def test() -> int:
    """Run every phase and tell at the end how each went."""
    begun = time.perf_counter()
    with ending_on_signals(130):
        with phase("system packages"):
            provide(TEST_NEEDS)
        with phase("installation"):
            install.ensure()
        lines = [_went(name, work) for name, work in PHASES]
    print("\n".join(["", *(line for line, _ in lines), f"total: {seconds(time.perf_counter() - begun)}"]))
    return 0 if all(fine for _, fine in lines) else 1


def _went(name: str, work: Callable[[], None]) -> tuple[str, bool]:
    print(f"\n{name} …", flush=True)
    start = time.perf_counter()
    try:
        work()
        outcome = ""
    except Failed as failure:
        outcome = failure.what
        print(f"{failure.what}\n→ {failure.todo}" if failure.todo else failure.what, file=sys.stderr)
    line = f"{name}: {'FAILED' if outcome else 'passed'}, {seconds(time.perf_counter() - start)}"
    print(line, flush=True)
    return line, not outcome


if __name__ == "__main__":
    sys.exit(main(test))
