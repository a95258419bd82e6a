"""``caunoi demo``: load the demo province, print its accounts, write a resolution that is not loaded yet."""

from __future__ import annotations

import argparse
from pathlib import Path

NEW_RESOLUTION = "new_resolution.md"
DOCUMENT = Path("nghi-quyet-15.docx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Load, list or write."""
    parser.add_argument(
        "what",
        choices=["load", "accounts", "document"],
        help="load: nạp; accounts: in tài khoản; document: ghi ra một nghị quyết chưa có trong hệ thống",
    )
    parser.add_argument("--if-empty", action="store_true", help="không làm gì khi đã có dữ liệu")
    parser.add_argument("--out", type=Path, default=DOCUMENT, help=f"tệp Word ghi ra (mặc định {DOCUMENT})")


def run(arguments: argparse.Namespace) -> int:
    """Load the demo into an empty installation, print who can log in, or write the document to upload."""
    if arguments.what == "load":
        return _load(arguments.if_empty)
    return _accounts() if arguments.what == "accounts" else _document(arguments.out)


def _load(if_empty: bool) -> int:
    from caunoi.kernel.selectors import is_empty

    if if_empty and not is_empty():
        return 0
    from caunoi.demo.load import load

    load(print)
    return 0


def _accounts() -> int:
    from caunoi.demo import people

    print(f"{'Tên đăng nhập':<14} {'Họ và tên':<20} Công việc")
    for person in people.cast():
        print(f"{person['username']:<14} {person['display_name']:<20} {person['title']}")
    print(f"Nghị quyết chưa nạp, để tự đưa vào: .venv/bin/caunoi demo document --out ~/{DOCUMENT}")
    print(f"Mật khẩu chung: {people.PASSWORD}")
    return 0


def _document(out: Path) -> int:
    from caunoi.demo.make_docx import build_docx
    from caunoi.demo.source import text
    from caunoi.kernel.errors import Refused

    content = build_docx(text(NEW_RESOLUTION))
    if out.exists() and (out.is_dir() or out.read_bytes() != content):
        raise Refused(
            "Nơi ghi đã có tệp hoặc thư mục khác mang tên này.", where=str(out), todo="Chọn tên khác."
        )
    if not out.parent.is_dir():
        raise Refused(
            "Không có thư mục để ghi tệp.", where=str(out.parent), todo="Tạo thư mục hoặc chọn nơi khác."
        )
    out.write_bytes(content)
    print(f"Đã ghi {out}. Đăng nhập chuyenvien, mở Văn bản, bấm Đưa văn bản vào và chọn tệp này.")
    return 0
