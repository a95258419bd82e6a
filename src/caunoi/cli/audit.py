"""``caunoi audit verify``: the chain of the audit log."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to check."""
    parser.add_argument("what", choices=["verify"], help="verify: kiểm tra chuỗi nhật ký")


def run(arguments: argparse.Namespace) -> int:
    """Print every fault; 0 when the chain holds."""
    from caunoi.kernel.audit_chain import erased, verify

    faults = verify()
    for fault in faults:
        print(fault)
    if not faults:
        print("Chuỗi nhật ký nguyên vẹn.")
    if gone := erased():
        print(f"{gone} dòng đã xóa lời theo quy định (gỡ văn bản đưa vào nhầm).")
    return 1 if faults else 0
