"""One case in a process of its own, limited in memory and time, and what came of it."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import pkgutil
import resource
import select
import signal
import time
import traceback
from dataclasses import dataclass
from typing import Any

from tests.analysis.claims import faults

from caunoi.analysis import Analysis, Unreadable, analyze_bytes, readers
from caunoi.analysis.readers import scan
from tools.fuzz.cases import Case

# Of the processor, so that a busy machine makes no failure.
SECONDS = 10.0
# On the clock, with the checks: LibreOffice starts, reads and ends.
PATIENCE = 150.0
MEMORY = 1536 * 2**20
_FOUND = "analysed"
_MOST_ANSWER = 60_000


@dataclass(frozen=True)
class Outcome:
    """`analysed`, `refused: CODE` or what went wrong, with its details and seconds."""

    words: str
    seconds: float
    details: str = ""

    @property
    def failed(self) -> bool:
        """Whether the product broke a promise."""
        return self.words != _FOUND and not self.words.startswith("refused: ")


def tried(case: Case) -> Outcome:
    """Run a case in a copy of this process; the copy and all that it started are gone afterwards."""
    reading, writing = os.pipe()
    start = time.monotonic()
    child = os.fork()
    if not child:
        os.close(reading)
        _child(case, writing)
    os.close(writing)
    answer = _answer(reading, start + PATIENCE)
    elapsed = time.monotonic() - start
    _ended(child)
    if answer is None:
        return Outcome("too long", elapsed, f"No answer within {elapsed:.0f} s.")
    if not answer:
        return Outcome("died", elapsed, "The process ended without an answer.")
    words, details, taken = json.loads(answer)
    return Outcome("too long" if taken > SECONDS else words, taken, details)


def _answer(reading: int, end: float) -> bytes | None:
    """All that the child wrote until it closed the pipe; None where that took too long."""
    said = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while (left := end - time.monotonic()) > 0:
            if not select.select([pipe], [], [], left)[0]:
                continue
            piece = pipe.read(65536)
            if not piece:
                return said
            said += piece
    return None


def _ended(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _child(case: Case, writing: int) -> None:
    """Never returns: answers through the pipe and ends without the parent's cleaning up."""
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDWR), 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not case.name.endswith(".doc"):
            # LibreOffice reserves more addresses than it uses.
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        scan.recognized = _no_recognition
        words, details, taken = judged(case)
        os.write(writing, json.dumps([words, details[-_MOST_ANSWER:], taken]).encode())
    finally:
        os._exit(0)


def judged(case: Case) -> tuple[str, str, float]:
    """(what came of the case, details, seconds of the processor without the checks)."""
    start = time.process_time()
    analysis, words, details = _analysed(case)
    taken = time.process_time() - start
    wrong = faults(analysis) if analysis else []
    return ("false claims", "\n".join(wrong), taken) if wrong else (words, details, taken)


def _analysed(case: Case) -> tuple[Analysis | None, str, str]:
    try:
        return analyze_bytes(case.data, case.name), _FOUND, ""
    except Unreadable as refused:
        return None, f"refused: {refused.code}", ""
    except MemoryError:
        return None, "too much memory", traceback.format_exc()
    except BaseException as error:
        return None, f"raised {type(error).__name__}", traceback.format_exc()


def load_readers() -> None:
    """Load every reader now: copies of this process then share them, and a run is of one state of the code."""
    for module in pkgutil.iter_modules(readers.__path__, f"{readers.__name__}."):
        importlib.import_module(module.name)


def _no_recognition(*_: Any, **__: Any) -> None:
    # Recognition takes seconds a page and has its own tests; here the way up to it counts.
    raise Unreadable("recognition-left-out", "")
