"""`make demo-reset`: a fresh demo. Touches nothing but a home whose data are the demo's."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tools import install
from tools.console import Failed, main
from tools.home import Home, on_postgresql, the_home
from tools.run import prepare
from tools.supervisor import ending_on_signals, environment

# What a demo leaves in its home. The key and the logs stay.
PARTS = (
    "caunoi.sqlite3",
    "caunoi.sqlite3-wal",
    "caunoi.sqlite3-shm",
    "files",
    "quarantine",
    "static",
    "run.json",
)


def reset() -> None:
    """Refuse where it would cost somebody's work; otherwise remove the demo and load it again."""
    home = the_home()
    require_demo(home)
    with ending_on_signals(130):
        install.ensure()
        for part in PARTS:
            remove(home.folder / part)
        prepare(home, environment(home))
    print("Bản trình diễn đã được làm lại từ đầu. Chạy: make run")


def require_demo(home: Home) -> None:
    """Raises :class:`Failed` while the home is being served, or when it holds anything but the demo."""
    if on_postgresql():
        raise Failed(
            "CAUNOI_DATABASE_URL đang được đặt: lệnh này chỉ làm lại bản trình diễn trên SQLite.",
            "Bỏ biến đó (unset CAUNOI_DATABASE_URL) rồi chạy lại.",
        )
    if runner := home.runner():
        pid, port = runner
        raise Failed(
            f"Trang đang chạy ở http://localhost:{port} (tiến trình {pid}), chưa làm lại được.",
            "Dừng bằng Ctrl-C ở cửa sổ đang chạy rồi chạy lại.",
        )
    if home.people() and not home.is_demo() and not home.state().loading:
        raise Failed(
            f"{home.folder} chứa dữ liệu thật, không phải bản trình diễn: không xóa gì.",
            "Dùng một thư mục khác cho bản trình diễn: CAUNOI_HOME=/duong/dan make run",
        )


def remove(path: Path) -> None:
    """Remove a file or a folder that may not be there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(reset))
