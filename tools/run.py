"""`make run`: install, migrate, load the demo once, then the site and one worker until Ctrl-C.

What is done already is skipped: a second start takes seconds and loses nothing.
"""

from __future__ import annotations

import argparse
import errno
import socket
import sys
import time
from collections.abc import Mapping

from tools import install
from tools.console import Failed, captured, main, phase, seconds, tail
from tools.home import Home, State, on_postgresql, the_home, version
from tools.supervisor import CAUNOI, ending_on_signals, environment, serving


def prepare(home: Home, env: Mapping[str, str]) -> None:
    """Bring the home to this version and load the demo into an empty one."""
    home.log.mkdir(parents=True, exist_ok=True)
    state, wanted = home.state(), version()
    if state.loading:
        raise Failed(
            "Lần trước việc nạp bản trình diễn bị dừng giữa chừng.",
            "Chạy 'make demo-reset' để nạp lại từ đầu.",
        )
    if state.version != wanted or (not on_postgresql() and home.people() is None):
        with phase("Tạo hoặc nâng cấp cơ sở dữ liệu"):
            caunoi("migrate", env=env)
        home.remember(State(version=wanted))
    if on_postgresql() or home.people() == 0:
        load_demo(home, env)


def load_demo(home: Home, env: Mapping[str, str]) -> None:
    """Load the demo; the mark left in the home tells an interrupted load from data that someone entered."""
    state = home.state()
    home.remember(State(version=state.version, loading=not on_postgresql()))
    with phase("Nạp tỉnh trình diễn"):
        caunoi("demo", "load", "--if-empty", env=env)
    home.remember(state)


def caunoi(*words: str, env: Mapping[str, str]) -> str:
    """Run one `caunoi` command and return what it printed."""
    code, output = captured([CAUNOI, *words], env=env)
    if code:
        raise Failed(
            f"'caunoi {' '.join(words)}' không xong.\n{tail(output)}",
            "Xem các dòng trên; chạy '.venv/bin/caunoi doctor' để kiểm tra.",
        )
    return output


def require_free(home: Home, port: int) -> None:
    """Stop with a sentence when the port is taken or this home is being served already."""
    if runner := home.runner():
        pid, its_port = runner
        raise Failed(
            f"Trang đang chạy ở http://localhost:{its_port} (tiến trình {pid}).",
            "Mở địa chỉ đó, hoặc dừng bằng Ctrl-C ở cửa sổ đang chạy rồi chạy lại.",
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise _port_refused(port, error) from None


def _port_refused(port: int, error: OSError) -> Failed:
    if error.errno == errno.EACCES:
        return Failed(f"Không được phép dùng cổng {port}.", "Dùng cổng từ 1024 trở lên: make run PORT=8001")
    return Failed(
        f"Cổng {port} đang có chương trình khác dùng.", f"Chọn cổng khác, ví dụ: make run PORT={port + 1}"
    )


def run(port: int) -> None:
    """Everything from a bare checkout to a page, then wait for Ctrl-C."""
    start = time.perf_counter()
    home = the_home()
    require_free(home, port)
    with ending_on_signals(0):
        install.ensure()
        env = environment(home)
        prepare(home, env)
        _serve(home, port, env, start)


def _serve(home: Home, port: int, env: Mapping[str, str], start: float) -> None:
    begun = time.perf_counter()
    home.note_runner(port)
    try:
        with serving(home, port, env) as children:
            print(f"Khởi động trang và tiến trình nền: {seconds(time.perf_counter() - begun)}")
            _welcome(port, env, start)
            while True:
                time.sleep(0.5)
                children.check()
    finally:
        home.forget_runner()


def _welcome(port: int, env: Mapping[str, str], start: float) -> None:
    elapsed = time.perf_counter() - start
    print(f"\nCầu Nối đang chạy ở http://localhost:{port} (sau {seconds(elapsed)})\n", flush=True)
    code, accounts = captured([CAUNOI, "demo", "accounts"], env=env)
    if code == 0 and accounts.strip():
        print(f"{accounts.rstrip()}\n")
    print("Dừng bằng Ctrl-C. Làm lại bản trình diễn từ đầu: make demo-reset", flush=True)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"cổng phải là số từ 1 đến 65535, không phải {text!r}")
    return int(text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=_port, default=8000, help="cổng (mặc định 8000)")
    return parser.parse_args()


if __name__ == "__main__":
    asked = _arguments()
    sys.exit(main(lambda: run(asked.port)))
