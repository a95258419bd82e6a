"""``caunoi report``: an official report as a Word file, with its provenance as JSON beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from caunoi.cli.django_setup import start


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """CODE, the unit, the period, the account, the file."""
    parser.add_argument("code", metavar="MÃ", help="mã báo cáo, ví dụ bao-cao-ky")
    parser.add_argument("--unit", required=True, metavar="ĐƠN-VỊ", help="mã đơn vị")
    parser.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, ví dụ 2026Q3")
    parser.add_argument("--as", dest="username", required=True, metavar="TÀI-KHOẢN", help="tên đăng nhập")
    parser.add_argument("--out", required=True, type=Path, metavar="TỆP", help="tệp .docx sẽ ghi")
    parser.add_argument("--form", default="", metavar="BIỂU", help="mã biểu, khi kỳ có nhiều biểu")


def run(arguments: argparse.Namespace) -> int:
    """Make and freeze the report, then write FILE and FILE.json."""
    start()
    from caunoi.kernel import clock

    with clock.frozen():
        return _write(arguments)


def _write(arguments: argparse.Namespace) -> int:
    from caunoi.accounts.selectors import actor_by_username
    from caunoi.kernel.errors import Invalid, NotFoundForYou
    from caunoi.orgs.selectors import unit_for
    from caunoi.outputs.issuing import CODES, issue_report, period_of
    from caunoi.rules.periods import PeriodKey

    if arguments.code not in CODES:
        known = ", ".join(CODES)
        raise Invalid(
            f"Không có báo cáo mang mã “{arguments.code}”.", todo=f"Dùng một trong các mã: {known}."
        )
    try:
        key = PeriodKey.parse(arguments.period)
    except ValueError as error:
        raise Invalid(
            f"Không đọc được kỳ “{arguments.period}”.", todo="Ghi như 2026Q3, 2026M12, 2026Y."
        ) from error
    actor = actor_by_username(arguments.username)
    if actor is None:
        raise NotFoundForYou(
            "Không có tài khoản này.", where=arguments.username, todo="Kiểm tra tên đăng nhập."
        )
    unit = unit_for(actor, arguments.unit)
    period = period_of(actor, unit, key, arguments.form)
    issued = issue_report(actor=actor, period=period, unit=unit)
    arguments.out.write_bytes(issued.docx)
    beside = arguments.out.with_name(arguments.out.name + ".json")
    beside.write_bytes(issued.json)
    print(f"Đã ghi {arguments.out} và {beside}.")
    return 0
