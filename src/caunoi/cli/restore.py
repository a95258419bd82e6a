"""``caunoi restore DIR``: bring a backup into an empty installation."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where from."""
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục chứa bản sao lưu")


def run(arguments: argparse.Namespace) -> int:
    """Check the backup, restore it, bring it to this version."""
    from django.core.management import call_command

    from caunoi.kernel.backups import restore

    manifest = restore(arguments.folder)
    call_command("migrate", interactive=False, verbosity=0)
    print(f"Đã khôi phục bản sao lưu lập lúc {manifest['made_at']}.")
    return 0
