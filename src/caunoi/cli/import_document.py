"""``caunoi import-document FILE --as USER``: register a document through the same use case as the web."""

from __future__ import annotations

import argparse
from pathlib import Path

from caunoi.analysis.readers.safety import MAX_BYTES
from caunoi.cli.django_setup import start


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file and the account."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="TỆP",
        help="tệp .docx, .doc, .pdf, .odt, .rtf, .html, .txt hoặc ảnh",
    )
    parser.add_argument("--as", dest="username", required=True, metavar="TÀI-KHOẢN", help="tên đăng nhập")


def run(arguments: argparse.Namespace) -> int:
    """Register the file and print what was read from it; every refusal is a sentence."""
    start()
    from caunoi.accounts.selectors import actor_by_username
    from caunoi.documents.reading_in import read_bounded
    from caunoi.documents.review_page import progress
    from caunoi.documents.selectors import version_for
    from caunoi.documents.services import register_read
    from caunoi.kernel import clock
    from caunoi.kernel.errors import NotFoundForYou
    from caunoi.orgs.selectors import unit_by_id

    with clock.frozen():
        actor = actor_by_username(arguments.username)
        if actor is None or actor.unit_id is None:
            raise NotFoundForYou(
                "Không có tài khoản này, hoặc tài khoản chưa có vai trò.",
                where=arguments.username,
                todo="Kiểm tra tên đăng nhập.",
            )
        unit = unit_by_id(actor.unit_id)
        data, name = _content(arguments.file), arguments.file.name
        incoming = read_bounded(actor=actor, unit=unit, data=data, file_name=name)
        document = register_read(actor=actor, unit=unit, incoming=incoming)
        found = progress(version_for(actor, document))[1]
    print(f"Đã đưa vào: {document}, {found} nội dung chờ rà soát (/van-ban/{document.pk}/).")
    return 0


def _content(file: Path) -> bytes:
    from caunoi.kernel.errors import Refused

    try:
        with file.open("rb") as source:
            return source.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(
            "Không mở được tệp.", where=file.name, todo="Kiểm tra đường dẫn và quyền đọc."
        ) from error
