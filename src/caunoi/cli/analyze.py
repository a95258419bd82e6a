"""`caunoi analyze FILE… [--json]`: what the analysis finds in documents; nothing is stored."""

import argparse
import json
import sys
from pathlib import Path

from caunoi.analysis import Analysis, Unreadable, analyze_bytes, outline
from caunoi.analysis.readers import own_name
from caunoi.analysis.readers.safety import MAX_BYTES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="tệp .docx, .doc, .pdf, .odt, .rtf, .html, .txt hoặc ảnh chụp",
    )
    parser.add_argument("--json", action="store_true", help="in JSON, mỗi tệp một dòng khi có nhiều tệp")


def run(args: argparse.Namespace) -> int:
    """Prints the analysis of every file; 1 where one of them could not be read."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    failed = False
    for index, name in enumerate(args.files):
        try:
            analysis = analyze_bytes(_content(name), name)
        except Unreadable as error:
            failed = True
            _refuse(name, error, args.json)
            continue
        _show(analysis, args.json, several=len(args.files) > 1, first=index == 0)
    return 1 if failed else 0


def _content(name: str) -> bytes:
    """The file's bytes, no more of them than the limit and one."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Unreadable("not-found", "Không mở được tệp. Hãy kiểm tra đường dẫn và quyền đọc.") from error


def _refuse(name: str, error: Unreadable, as_json: bool) -> None:
    if as_json:
        print(
            json.dumps(
                {"source": own_name(name), "error": error.message, "code": error.code}, ensure_ascii=False
            )
        )
    print(f"{own_name(name)}: {error.message}", file=sys.stderr)


def _show(analysis: Analysis, as_json: bool, *, several: bool, first: bool) -> None:
    if as_json:
        print(json.dumps(analysis.to_json(), ensure_ascii=False, indent=None if several else 1))
        return
    if not first:
        print()
    print(outline(analysis))
