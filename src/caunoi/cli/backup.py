"""``caunoi backup DIR``: a consistent copy with files and a manifest."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục mới cho bản sao lưu")


def run(arguments: argparse.Namespace) -> int:
    """Make the backup and say what it holds."""
    from caunoi.kernel.backups import make

    manifest = make(arguments.folder)
    print(f"Đã sao lưu {len(manifest['content'])} tệp vào {arguments.folder}.")
    print("Tệp khóa secret-key không nằm trong bản sao lưu; giữ tệp này riêng ở nơi an toàn.")
    return 0
