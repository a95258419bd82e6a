"""`make bench`: runs the benchmarks, prints a table and writes build/bench/NAME.json for each module.

A module of this folder takes part by a function `rows()`. Each row is a :class:`Row`, or short as words
("what", "12 ms", "< 30 ms").
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.rows import Row, row_of

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "build/bench"


def modules() -> list[str]:
    """The names of the modules beside this one that measure something."""
    paths = (path for path in HERE.glob("*.py") if path.stem not in {"__init__", "run"})
    return sorted(path.stem for path in paths if "\ndef rows(" in path.read_text("utf-8"))


def fsync_ms(tries: int = 40) -> float:
    """The median time that this disk takes to keep 4 KB for good: what bounds every commit."""
    times = []
    with tempfile.NamedTemporaryFile(dir=OUT) as file:
        for _ in range(tries):
            file.write(b"\0" * 4096)
            file.flush()
            start = time.perf_counter()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 3)


def machine() -> str:
    """Processor, cores, memory, system and Python, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [_processor(), f"{os.cpu_count()} cores", f"{memory:.0f} GB", platform.platform(terse=True)]
    return ", ".join([*parts, f"Python {platform.python_version()}"])


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.machine()


def commit() -> str:
    """The commit that was measured, marked where the work tree differs from it; "" outside a repository."""
    told = subprocess.run(
        ["git", "describe", "--always", "--abbrev=40", "--dirty", "--exclude=*"],
        cwd=HERE,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip()


def measure(name: str) -> dict[str, Any]:
    """Run one module and write what it gave in the form that others read."""
    given: Iterable[Row | tuple[str, str, str]] = import_module(f"benchmarks.{name}").rows()
    rows = [row_of(row) for row in given]
    print(table(rows), flush=True)
    kept = [{key: value for key, value in asdict(row).items() if key != "more_is_better"} for row in rows]
    report = {"machine": machine(), "commit": commit(), "fsync_ms": fsync_ms(), "rows": kept}
    (OUT / f"{name}.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return report


def table(rows: list[Row]) -> str:
    """Name, figure, goal and whether it is reached, in columns."""
    width = max((len(row.name) for row in rows), default=0)
    return "\n".join(f"{row.name:<{width}}  {_figure(row):>14}  {_goal(row)}".rstrip() for row in rows)


def _figure(row: Row) -> str:
    return f"{row.value:,.4g} {row.unit}" if row.value < 1000 else f"{row.value:,.0f} {row.unit}"


def _goal(row: Row) -> str:
    if row.goal is None:
        return ""
    bound = "at least" if row.more_is_better else "at most"
    return f"{bound} {row.goal:g} {row.unit}: {'reached' if row.reached else 'NOT REACHED'}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(modules())} (all)")
    wanted = parser.parse_args().names or modules()
    if unknown := set(wanted) - set(modules()):
        parser.error(f"no benchmark named {', '.join(sorted(unknown))}; there are: {', '.join(modules())}")
    OUT.mkdir(parents=True, exist_ok=True)
    for name in wanted:
        print(f"\n{name}")
        measure(name)
    print(f"\nWritten to {OUT}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
