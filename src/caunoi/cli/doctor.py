"""``caunoi doctor``: configuration, integrity and rule checks with hints."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Print every check; 1 when one of them is a fault."""
    from caunoi.analysis.readers.tesseract import missing
    from caunoi.kernel.doctor import examine
    from caunoi.rules.standing import provisional_rules

    findings = examine()
    for finding in findings:
        print(f"[{finding.level}] {finding.what}" + (f" → {finding.todo}" if finding.todo else ""))
    absent = missing()
    print(
        f"[lưu ý] {absent}"
        if absent
        else "[tốt] Tesseract tiếng Việt đã cài; bản quét và ảnh chụp được nhận dạng."
    )
    waiting = provisional_rules()
    if waiting:
        print(f"[lưu ý] {waiting} quy tắc pháp lý chưa được đối chiếu với bản chính thức (tạm thời).")
    return 1 if any(finding.level == "lỗi" for finding in findings) else 0
