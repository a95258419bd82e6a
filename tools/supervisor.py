"""The site and its worker as children of a tool: started, waited for, ended by their process ids."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from tools.console import BIN, ROOT, Failed, tail
from tools.home import Home

CAUNOI = BIN / "caunoi"
FIRST_PAGE = "/dang-nhap/"
PATIENCE = 60.0
GRACE = 15.0


@dataclass
class Children:
    """The processes started here, each with its log; ended by their process id, never by name."""

    log: Path
    env: Mapping[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *words: str) -> None:
        # A session of its own: Ctrl-C in the terminal reaches this process alone, which then ends the others.
        with (self.log / f"{name}.log").open("wb") as output:
            self.running[name] = subprocess.Popen(
                [CAUNOI, *words],
                cwd=ROOT,
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def check(self) -> None:
        """Raises :class:`Failed` with the end of the log when a process has ended by itself."""
        for name, process in self.running.items():
            if (code := process.poll()) is not None:
                log = self.log / f"{name}.log"
                last = tail(log.read_text(errors="replace"))
                raise Failed(f"Tiến trình {name} đã dừng (mã {code}).\n{last}", f"Xem {log}, rồi chạy lại.")

    def stop(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        end = time.monotonic() + GRACE
        for process in self.running.values():
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_it_answers(address: str, children: Children) -> None:
    """Return when the page is there; raises :class:`Failed` when a process ends or it takes too long."""
    # Without a proxy handler: a proxy of the environment must not be asked for this machine's own address.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        children.check()
        try:
            with opener.open(address, timeout=5):
                return
        except urllib.error.HTTPError as answer:
            raise Failed(
                f"Trang {address} trả lời lỗi {answer.code}.", f"Xem {children.log / 'serve.log'}."
            ) from None
        except OSError:
            time.sleep(0.1)
    raise Failed(f"Sau {PATIENCE:.0f} giây trang vẫn chưa trả lời.", f"Xem các tệp trong {children.log}.")


@contextmanager
def serving(home: Home, port: int, env: Mapping[str, str], *, worker: bool = True) -> Iterator[Children]:
    """The site (and one worker) for the time of the block."""
    children = Children(home.log, env)
    try:
        if worker:
            children.start("worker", "worker")
        children.start("serve", "serve", "--port", str(port))
        wait_until_it_answers(f"http://127.0.0.1:{port}{FIRST_PAGE}", children)
        yield children
    finally:
        children.stop()


def environment(home: Home) -> dict[str, str]:
    """The settings that the children get: the home as a full path."""
    return {**os.environ, "CAUNOI_HOME": str(home.folder)}


@contextmanager
def ending_on_signals(code: int) -> Iterator[None]:
    """Ctrl-C, TERM and a closed terminal end the block in order; the tool then exits with ``code``."""
    names = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {name: signal.signal(name, _end) for name in names}
    try:
        yield
    except _Ended:
        print("\nĐã dừng.", flush=True)
        raise SystemExit(code) from None
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


class _Ended(BaseException):
    """Raised in the main thread by a signal."""


def _end(_number: int, _frame: FrameType | None) -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    raise _Ended
