"""Server time and SQL queries of the demo's pages, on a fresh demo in a home of its own.

The time is that of the whole request inside the server process (middleware, queries, template,
compression), the median of several, without the network. The slowest address of each person is a row.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

from benchmarks.rows import Row

REPEATS = 5
GOAL_MS, GOAL_QUERIES = 100, 25
PERSONS = ("nhap", "lanhdao", "chuyenvien", "captren", "quantridv", "kiemtoan", "quantriht")


def rows() -> list[Row]:
    """For ``make bench``; runs in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="caunoi-bench-") as home:
        environment = {**os.environ, "CAUNOI_HOME": home, "DJANGO_SETTINGS_MODULE": "caunoi.config.settings"}
        command = [sys.executable, "-m", "benchmarks.pages", "--measure"]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [Row(**row) for row in json.loads(ran.stdout.splitlines()[-1])]


def measure() -> list[dict[str, Any]]:
    """The same, inside a process whose home is a throw-away one."""
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from caunoi.demo.load import load

    start = time.perf_counter()
    load()
    loaded = time.perf_counter() - start
    found = [_row("demo: loaded through use cases", loaded, "s", None, 1)]
    pages = [page for person in PERSONS for page in _pages(person)]
    times = sorted(pages, key=lambda page: -page[2])
    found += [_row(f"page {name} as {who}", ms, "ms", GOAL_MS, REPEATS) for who, name, ms, _ in times[:12]]
    middle = statistics.median(page[2] for page in pages)
    found.append(_row(f"page: median of {len(pages)}", middle, "ms", GOAL_MS, REPEATS))
    most = max(pages, key=lambda page: page[3])
    found.append(_row(f"queries, most: {most[1]} as {most[0]}", most[3], "queries", GOAL_QUERIES, 1))
    return found


def _row(name: str, value: float, unit: str, goal: float | None, n: int) -> dict[str, Any]:
    return {"name": name, "value": round(value, 1), "unit": unit, "goal": goal, "database": "sqlite", "n": n}


def _pages(person: str) -> list[tuple[str, str, float, int]]:
    """(person, address, median milliseconds, queries) for every address that answers with a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.web.test_matrix import ROUTES, address, client_of

    client, found = client_of(person), []
    for name in ROUTES:
        path = address(name)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path, headers={"accept-encoding": "gzip"})
        asked = len(queries)  # the next request empties the log
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found.append((person, name, _median_ms(client, path), asked))
    return found


def _median_ms(client: Any, path: str) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        client.get(path, headers={"accept-encoding": "gzip"})
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__" and "--measure" in sys.argv:
    print(json.dumps(measure()))
