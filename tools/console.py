"""How the tools speak: phases with their seconds, steps that fail with a sentence and what to do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"


class Failed(Exception):
    """A step that could not be done: what happened, and what the user can do about it."""

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.what, self.todo = what, todo


def seconds(elapsed: float) -> str:
    """12.34 → "12,3 s"."""
    return f"{elapsed:.1f} s".replace(".", ",")


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Print the phase's name at once and its seconds when it is over."""
    print(f"{name} …", flush=True)
    start = time.perf_counter()
    yield
    print(f"{name}: {seconds(time.perf_counter() - start)}", flush=True)


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Run a command in the checkout, its output passed on; raises :class:`Failed` on a bad exit."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Failed(f"{' '.join(map(str, command))}: {done.returncode}")


def captured(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> tuple[int, str]:
    """Run a command and return its exit code with everything that it printed."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return done.returncode, done.stdout


def tail(text: str, lines: int = 15) -> str:
    """The last lines of an output, indented."""
    return "\n".join(f"    {line}" for line in text.strip().splitlines()[-lines:])


def without_settings(**added: str) -> dict[str, str]:
    """The environment without the settings of an installation, so that a test never touches one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CAUNOI_", "DJANGO_"))}
    return {**kept, **added}


def main(function: Callable[[], int | None]) -> int:
    """Run a tool: its exit code, with a failure told in one sentence and a way out."""
    try:
        return function() or 0
    except Failed as failure:
        print(failure.what, file=sys.stderr)
        if failure.todo:
            print(f"→ {failure.todo}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
