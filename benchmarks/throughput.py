"""Documents a second on two cores: extracted texts of about 30,000 characters, one process on each core.

The texts are those of the development corpus beside the project, cut and joined to that length; without the
corpus the made-up document of `benchmarks.analysis` stands in. Memory is the peak of both processes together.
"""

import multiprocessing
import re
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.analysis import LENGTH, document
from benchmarks.originals import unicode_texts
from benchmarks.rows import Row
from caunoi.analysis import analyze

PROCESSES = 2
ROUNDS = 3
AT_ONCE = 8
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def texts() -> list[str]:
    """Texts of exactly `LENGTH` characters."""
    return list(_pieces()) or [document(LENGTH)] * 50


def _pieces() -> Iterator[str]:
    joined = ""
    for text in unicode_texts():
        joined += text + "\n\n"
        if len(joined) >= LENGTH:
            yield joined[:LENGTH]
            joined = ""


def _analyzed(text: str) -> tuple[str, int, int]:
    """(name of the process, its peak memory in kB, findings): an answer of a few bytes, the work done."""
    analysis = analyze(text)
    peak = _PEAK.search(Path("/proc/self/status").read_text("ascii"))
    found = len(analysis.citations) + len(analysis.targets) + len(analysis.deadlines)
    return multiprocessing.current_process().name, int(peak[1]) if peak else 0, found


def rows() -> list[Row]:
    """Documents a second, and the memory that both processes need."""
    given = texts()
    peaks: dict[str, int] = {}
    rates = []
    # Processes of their own, not copies of this one: their memory is what an analysis needs.
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(_analyzed, given[: PROCESSES * AT_ONCE], 1)
        for _ in range(ROUNDS):
            start = time.perf_counter()
            for name, peak, _ in pool.imap_unordered(_analyzed, given, AT_ONCE):
                peaks[name] = max(peaks.get(name, 0), peak)
            rates.append(len(given) / (time.perf_counter() - start))
    megabytes = sum(peaks.values()) / 1024
    name = f"documents of {LENGTH:,} characters a second, {PROCESSES} processes"
    return [
        Row(name, round(max(rates), 1), "1/s", 150, n=len(given), more_is_better=True),
        Row("their memory together, at the peak", round(megabytes), "MB", 300),
    ]
