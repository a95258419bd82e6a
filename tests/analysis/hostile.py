"""The reading child with readers that misbehave: the file's first word says how. Run as a program."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable, Sequence

from caunoi.analysis import bounded, engine
from caunoi.analysis.model import Analysis

COMMAND = (sys.executable, __file__)


def analyze_bytes(
    data: bytes, name: str, *, progress: Callable[[int, int], None], roots: Sequence[bytes] = ()
) -> Analysis:
    """What the file asks for; any other file is read as usual."""
    match data.split():
        case [b"memory", *_]:
            kept = []
            while True:
                kept.append(bytearray(64 * 1024 * 1024))
        case [b"endless", *_]:
            while True:
                time.sleep(0.05)
        case [b"chatty", *_]:
            for page in range(10_000):
                progress(page, 10_000)
                time.sleep(0.05)
        case [b"crash", *_]:
            ctypes.string_at(0)
        case [b"fault", *_]:
            raise RuntimeError("words of the file")
        case [b"child", place]:
            _outlive(place.decode())
    return engine.analyze_bytes(data, name, progress=progress, roots=roots)


def _outlive(place: str) -> None:
    """Start a helper that would live on, note both ids, and hang."""
    helper = os.fork()
    if helper == 0:
        time.sleep(600)
        os._exit(0)
    with open(place, "w") as out:
        out.write(f"{os.getpid()} {helper}")
    time.sleep(600)


if __name__ == "__main__":
    bounded.analyze_bytes = analyze_bytes  # type: ignore[assignment]
    sys.exit(bounded.main())
