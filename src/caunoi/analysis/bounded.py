"""Reading a file in a process of its own, bounded in memory and time: whatever the file does, the caller lives on.

The child answers with a JSON file in a folder of its own and writes a line for each page on its way. It and all
that it started are gone, and the folder with them, when :func:`analyze_bounded` returns. The name of the file
reaches the child through its standard input, so that no list of processes shows it; the end of that input tells
the child that its parent died.
"""

import contextlib
import json
import logging
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from caunoi.analysis.engine import analyze_bytes
from caunoi.analysis.model import Analysis
from caunoi.analysis.readers.safety import Progress, Unreadable, bare_environment

COMMAND = (sys.executable, "-m", "caunoi.analysis.bounded")
_ANSWER = "answer.json"
_TICK = 1.0
_GRACE = 3.0
_SAID_ALL = ""
_MEGABYTE = 1024 * 1024

log = logging.getLogger("caunoi.analysis")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of address space of each process, seconds without a sign of life, seconds in all."""

    memory: int = 2048 * _MEGABYTE
    # Longer than the reader of scans gives one page, whose own refusal says more.
    silent: float = 150.0
    total: float = 45 * 60.0

    def patience(self, size: int) -> float:
        """How long a file of ``size`` bytes may be silent: a large one works longer before its first page."""
        return self.silent + 2.0 * (size // _MEGABYTE)


LIMITS = Limits()


def analyze_bounded(
    path: Path,
    name: str,
    *,
    pictures: Sequence[Path] = (),
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
    folder: Path | None = None,
    limits: Limits = LIMITS,
    roots: Sequence[Path] = (),
) -> Analysis:
    """The analysis of the file at ``path``, called ``name``, by a child process.

    ``pictures`` are first joined to a PDF, which is written to ``path``. ``progress`` is told (pages done, pages in
    all); ``waiting`` is called about once a second, and what either raises ends the child and is passed on.
    ``folder`` is where the child's own folder is made; ``roots`` are files of certificates to which signatures are
    followed. Raises Unreadable as `analyze_bytes` does, and with
    "too-much-memory", "too-long" or "crashed". Without the module ``resource`` (Windows) only time is bounded.
    """
    task = {
        "path": str(path),
        "name": name,
        "pictures": [str(part) for part in pictures],
        "memory": limits.memory,
        "roots": [str(root) for root in roots],
    }
    size = sum(part.stat().st_size for part in pictures or (path,))
    with tempfile.TemporaryDirectory(prefix="reading-", dir=folder, ignore_cleanup_errors=True) as own:
        task["answer"] = str(Path(own) / _ANSWER)
        process = _start(task, own)
        try:
            _watch(process, limits.patience(size), limits.total, progress, waiting)
        finally:
            _end(process)
        return _answer(Path(own) / _ANSWER, process.returncode)


def _start(task: dict[str, Any], own: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603 - a fixed program, no words from outside
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # What a reader says about a file may quote it, and nothing of a secret file may reach a log.
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=_environment(own),
        start_new_session=True,
    )
    with contextlib.suppress(BrokenPipeError):
        assert process.stdin is not None
        process.stdin.write(json.dumps(task) + "\n")
        process.stdin.flush()
    return process


def _environment(own: str) -> dict[str, str]:
    """A bare environment; temporary files go to ``own``."""
    return bare_environment() | {"TMPDIR": own, "TEMP": own, "TMP": own}


def _watch(
    process: subprocess.Popen[str],
    silent: float,
    total: float,
    progress: Progress | None,
    waiting: Callable[[], None] | None,
) -> None:
    """Until the child has ended; raises for one that says nothing for too long or never comes to an end."""
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(process.stdout, lines), daemon=True).start()
    began = heard = time.monotonic()
    while process.poll() is None:
        with contextlib.suppress(queue.Empty):
            line = lines.get(timeout=_TICK)
            heard = time.monotonic()
            if line == _SAID_ALL:
                break
            _report(line, progress)
        if waiting is not None:
            waiting()
        now = time.monotonic()
        if now - heard > silent or now - began > total:
            raise _too_long()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)


def _listen(stream: IO[str], lines: "queue.Queue[str]") -> None:
    with contextlib.suppress(ValueError, OSError):
        for line in stream:
            lines.put(line)
    lines.put(_SAID_ALL)


def _report(line: str, progress: Progress | None) -> None:
    match line.split():
        case ["page", done, total] if done.isdigit() and total.isdigit() and progress is not None:
            progress(int(done), int(total))


def _end(process: subprocess.Popen[str]) -> None:
    """The child and all that it started. It is first asked to: some of its helpers live in groups of their own."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.close()


def _answer(place: Path, code: int) -> Analysis:
    try:
        answer = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        log.warning("the reading of a file ended with %s and without an answer", code)
        raise _crashed() from None
    if "analysis" in answer:
        return Analysis.from_json(answer["analysis"])
    if "fault" in answer:
        log.warning("the reading of a file failed: %s", answer["fault"])
    raise Unreadable(answer["code"], answer["message"])


def _too_long() -> Unreadable:
    return Unreadable(
        "too-long",
        "Đọc tệp này quá lâu nên đã dừng. Hãy tách văn bản thành nhiều tệp ngắn hơn, hoặc quét lại ở 300 dpi "
        "rồi gửi lại.",
    )


def _too_much_memory() -> Unreadable:
    return Unreadable(
        "too-much-memory",
        "Đọc tệp này cần quá nhiều bộ nhớ nên đã dừng. Hãy tách văn bản thành nhiều tệp nhỏ hơn, hoặc quét lại "
        "ở 300 dpi rồi gửi lại.",
    )


def _crashed() -> Unreadable:
    return Unreadable(
        "crashed",
        "Chương trình đọc dừng đột ngột vì tệp này. Hãy mở tệp trên máy, lưu lại thành .docx hoặc .pdf rồi gửi lại; "
        "nếu vẫn không được, báo người quản trị.",
    )


def main() -> int:
    """The child: read the task from standard input, write the answer, and end with the parent."""
    task = json.loads(sys.stdin.readline())
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound(task["memory"])
    try:
        answer = _try(task)
    except SystemExit:
        # Asked to leave: the readers have ended their helpers on the way here, the rest of the group goes now.
        _kill_group()
        return 1
    Path(task["answer"]).write_text(json.dumps(answer), "utf-8")
    return 0


def _leave(*_: object) -> None:
    raise SystemExit(1)


def _end_with_parent() -> None:
    """Nobody writes to this input again: it ends when the parent does."""
    with contextlib.suppress(OSError, ValueError):
        os.read(sys.stdin.fileno(), 1)
    if os.name == "posix":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
    _kill_group()


def _kill_group() -> None:
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The hard limit stays: the program that converts .doc files sets a higher one for itself.
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _try(task: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"analysis": _read(task).to_json()}
    except Exception as error:
        problem = _problem(error)
        answer = {"code": problem.code, "message": problem.message}
        return answer if isinstance(error, Unreadable) else answer | {"fault": _fault(error)}


def _read(task: dict[str, Any]) -> Analysis:
    path = Path(task["path"])
    if task["pictures"]:
        from caunoi.analysis.readers.pictures import join_pictures

        path.write_bytes(join_pictures([Path(part).read_bytes() for part in task["pictures"]]))
    roots = [Path(root).read_bytes() for root in task["roots"]]
    return analyze_bytes(path.read_bytes(), task["name"], progress=_say, roots=roots)


def _say(done: int, total: int) -> None:
    sys.stdout.write(f"page {done} {total}\n")
    sys.stdout.flush()


def _problem(error: BaseException | None) -> Unreadable:
    """What to say: a reader that ran out of memory may have taken that for a damaged file."""
    cause = error
    while cause is not None:
        if isinstance(cause, MemoryError):
            return _too_much_memory()
        cause = cause.__cause__ or cause.__context__
    return error if isinstance(error, Unreadable) else _crashed()


def _fault(error: BaseException) -> str:
    """The kind and the place of an unforeseen error, without its words, which may quote the file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__} {where}".strip()


if __name__ == "__main__":
    sys.exit(main())
