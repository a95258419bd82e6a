"""`make check`: lint, format, types, floors, migrations, front-end files and the tests without a database.

Two steps run at a time. All of them run to the end, so that one look shows every fault.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from tools.console import BIN, PYTHON, ROOT, Failed, captured, main, seconds, without_settings

PURE = ("tests/house", "tests/language", "tests/analysis", "tests/rules", "tests/goldens")
PURE_FILES = ("tests/test_goldens_are_sound.py",)
# No bytecode cache of pytest's: several runs may share a checkout.
PYTEST = (str(BIN / "pytest"), "-q", "-p", "no:cacheprovider")


@dataclass(frozen=True)
class Step:
    """One check: its name, its command and what to do when it fails."""

    name: str
    command: tuple[str, ...]
    todo: str


def static_steps() -> list[Step]:
    """Everything but tests, the slowest first."""
    migrations = (str(PYTHON), "-m", "django", "makemigrations", "--check", "--dry-run")
    return [
        Step("types (mypy)", (str(BIN / "mypy"),), "Mend the types named above."),
        Step("floors (import-linter)", (str(BIN / "lint-imports"), "--no-cache"), "Imports only go down."),
        Step("migrations", (*migrations, "--settings", "tests.settings"), "Run makemigrations for that app."),
        Step("lint (ruff)", (str(BIN / "ruff"), "check", "."), ".venv/bin/ruff check --fix ."),
        Step("format (ruff)", (str(BIN / "ruff"), "format", "--check", "."), ".venv/bin/ruff format ."),
        Step("front-end files", (str(PYTHON), "tools/vendor.py"), "tools/vendor.py --fetch"),
    ]


def pure_tests() -> Step:
    """The tests that need no database."""
    there = [name for name in (*PURE, *PURE_FILES) if (ROOT / name).exists()]
    return Step("pure tests", (*PYTEST, *there), "Mend the tests named above.")


def check(steps: list[Step]) -> None:
    """Run the steps, print each with its seconds; raises :class:`Failed` naming those that failed."""
    failed = [step for step, fine in _run_all(steps) if not fine]
    if failed:
        raise Failed(
            f"{len(failed)} of {len(steps)} checks failed: {', '.join(step.name for step in failed)}.",
            " · ".join(step.todo for step in failed),
        )
    print(f"{len(steps)} checks passed.")


def _run_all(steps: list[Step]) -> Iterator[tuple[Step, bool]]:
    with tempfile.TemporaryDirectory(prefix="caunoi-check-") as folder, ThreadPoolExecutor(2) as pool:
        env = without_settings(TMPDIR=folder)
        for done in as_completed([pool.submit(_run, step, env) for step in steps]):
            step, code, output, elapsed = done.result()
            if code or step.command[0] == PYTEST[0]:
                print(output.rstrip())
            print(f"{step.name}: {'FAILED' if code else 'ok'}, {seconds(elapsed)}", flush=True)
            yield step, code == 0


def _run(step: Step, env: dict[str, str]) -> tuple[Step, int, str, float]:
    start = time.perf_counter()
    code, output = captured(step.command, env=env)
    return step, code, output, time.perf_counter() - start


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make check", description=__doc__)
    parser.add_argument("--static", action="store_true", help="without the tests")
    return parser.parse_args()


if __name__ == "__main__":
    chosen = static_steps() if _arguments().static else [*static_steps(), pure_tests()]
    sys.exit(main(lambda: check(chosen)))
