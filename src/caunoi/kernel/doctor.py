"""Checks of the installation, each with a hint; the ``doctor`` command prints them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from caunoi.kernel import audit_chain, clock, files, quarantine, triggers
from caunoi.kernel.models import Installation
from caunoi.kernel.selectors import last_sweep

Level = Literal["tốt", "lưu ý", "lỗi"]
LEAST_FREE_BYTES = 500 * 1024 * 1024
LONGEST_WITHOUT_SWEEP = timedelta(hours=25)


@dataclass(frozen=True)
class Finding:
    """One check: how bad, what was seen, what to do."""

    level: Level
    what: str
    todo: str = ""


def migrations() -> list[Finding]:
    """Whether the database has the shape of this version."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return [Finding("lỗi", f"Cơ sở dữ liệu còn {len(waiting)} bước nâng cấp.", "Chạy: caunoi migrate")]
    return [Finding("tốt", "Cơ sở dữ liệu đúng phiên bản.")]


def append_only() -> list[Finding]:
    """Whether the triggers that hold the audit log are there."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    missing = [
        frozen.table
        for frozen in triggers.frozen_tables()
        if not set(triggers.names(connection, frozen)) <= present
    ]
    if missing:
        return [Finding("lỗi", f"Thiếu khóa chống sửa ở: {', '.join(missing)}.", "Chạy: caunoi migrate")]
    return [Finding("tốt", "Nhật ký và các phiên bản có khóa chống sửa.")]


def chain() -> list[Finding]:
    """Whether the audit chain holds."""
    faults = audit_chain.verify()
    if not faults:
        gone = audit_chain.erased()
        told = f" {gone} dòng đã xóa lời theo quy định." if gone else ""
        return [Finding("tốt", f"Chuỗi nhật ký nguyên vẹn.{told}")]
    return [Finding("lỗi", fault, "Báo kiểm toán; khôi phục từ bản sao lưu gần nhất.") for fault in faults]


def stored_files() -> list[Finding]:
    """Whether every stored file is whole."""
    damaged = files.damaged()
    if not damaged:
        return [Finding("tốt", "Kho tệp nguyên vẹn.")]
    names = ", ".join(sha256[:12] for sha256 in damaged[:5])
    return [Finding("lỗi", f"{len(damaged)} tệp thiếu hoặc hỏng: {names}.", "Khôi phục từ bản sao lưu.")]


def sweep_is_late() -> bool:
    """Whether the sweep has not run for more than a day."""
    last = last_sweep()
    return last is None or clock.true_now() - last.true_at > LONGEST_WITHOUT_SWEEP


def disk_is_full() -> bool:
    """Whether there is too little room to go on."""
    return _free_bytes() < LEAST_FREE_BYTES


def _free_bytes() -> int:
    return shutil.disk_usage(settings.CAUNOI_HOME).free


def daily_work() -> list[Finding]:
    """Whether the sweep ran in the last day."""
    if sweep_is_late():
        return [Finding("lưu ý", "Tác vụ hằng ngày chưa chạy trong 25 giờ qua.", "Chạy: caunoi worker")]
    return [Finding("tốt", "Tác vụ hằng ngày đang chạy.")]


def key() -> list[Finding]:
    """Whether the key file is closed to others."""
    place = Path(settings.CAUNOI_HOME) / "secret-key"
    if place.exists() and place.stat().st_mode & 0o077:
        return [Finding("lưu ý", "Tệp khóa đọc được bởi người khác.", f"Chạy: chmod 600 {place}")]
    return [Finding("tốt", "Tệp khóa chỉ chủ sở hữu đọc được.")]


def quarantine_is_closed() -> list[Finding]:
    """Whether only the owner may read the files that wait to be read."""
    if quarantine.is_open():
        return [
            Finding(
                "lưu ý", "Thư mục cách ly đọc được bởi người khác.", f"Chạy: chmod 700 {quarantine.root()}"
            )
        ]
    return [Finding("tốt", "Thư mục cách ly chỉ chủ sở hữu đọc được.")]


def disk() -> list[Finding]:
    """Whether there is room."""
    if disk_is_full():
        return [Finding("lỗi", "Đĩa còn dưới 500 MB.", "Dọn đĩa hoặc chuyển CAUNOI_HOME.")]
    return [Finding("tốt", f"Đĩa còn {_free_bytes() // 2**30} GB.")]


def demo() -> list[Finding]:
    """Whether a demo could be reached from outside, or a real installation's clock was moved."""
    facts = Installation.objects.filter(pk=1).first()
    if facts is None or not facts.is_demo:
        moved = facts is not None and facts.clock_date is not None
        return [Finding("lỗi", "Ngày hệ thống bị chỉnh ngoài bản trình diễn.")] if moved else []
    open_hosts = set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}
    if open_hosts:
        return [Finding("lỗi", "Bản trình diễn mở cho máy khác.", "Bỏ CAUNOI_HOSTS.")]
    return [Finding("tốt", "Bản trình diễn chỉ mở trên máy này.")]


CHECKS: tuple[Callable[[], list[Finding]], ...] = (
    migrations,
    append_only,
    chain,
    stored_files,
    daily_work,
    key,
    quarantine_is_closed,
    disk,
    demo,
)


def examine() -> list[Finding]:
    """Run every check; when the database is not of this version the others wait."""
    first = migrations()
    if first[0].level == "lỗi":
        return first
    return [finding for check in CHECKS for finding in check()]
