"""Refusals and the limits that protect a reader from hostile files."""

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from lxml import etree

Progress = Callable[[int, int], None]
"""Is told (pages done, pages to do) while a reader recognizes letters."""

MAX_BYTES = 50 * 1024 * 1024
MAX_INFLATED = 200 * 1024 * 1024
MAX_PART = 60 * 1024 * 1024
MAX_RATIO = 200
RATIO_FLOOR = 1024 * 1024
MAX_PARTS = 5000


def bare_environment() -> dict[str, str]:
    """The environment without the product's own settings and keys, for a process that opens a file from outside."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CAUNOI_")}


class Unreadable(Exception):
    """A file that is refused: a code for programs and a Vietnamese sentence for people, why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def check_size(data: bytes) -> None:
    """Refuses an empty file and one above 50 MB."""
    if not data:
        raise Unreadable("empty", "Tệp không có nội dung. Hãy kiểm tra lại tệp gốc rồi gửi lại.")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise Unreadable(
            "too-large", f"Tệp lớn hơn {limit} MB. Hãy tách văn bản thành nhiều tệp nhỏ hơn rồi gửi lại."
        )


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, after its directory has been checked: nothing is inflated before that."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise truncated() from error
    _check_directory(archive)
    return archive


def _check_directory(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    inflated = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or inflated > MAX_INFLATED or any(map(_is_bomb, parts)):
        raise _bomb()
    if any(_leaves_folder(part.filename) for part in parts):
        raise Unreadable(
            "not-what-it-says",
            "Tệp chứa đường dẫn lạ nên không phải văn bản Word bình thường. "
            "Hãy mở bằng Word, lưu lại thành .docx rồi gửi lại.",
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise encrypted()


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    ratio = part.file_size / max(part.compress_size, 1)
    return part.file_size > MAX_PART or (part.file_size > RATIO_FLOOR and ratio > MAX_RATIO)


def _leaves_folder(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """One part, None where the archive has none; never more than its directory declared."""
    try:
        declared = archive.getinfo(name).file_size
    except KeyError:
        return None
    try:
        with archive.open(name) as part:
            content = part.read(declared + 1)
    except Exception as error:  # zipfile, zlib, bz2 and lzma each raise their own on damaged data
        raise truncated() from error
    if len(content) > declared:
        raise _bomb()
    return content


def parse_xml(content: bytes) -> Any:
    """The root element; a document type declaration (entities) is refused, nothing external is loaded."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or "<!DOCTYPE".encode("utf-16-le") in content:
        raise Unreadable(
            "entity-bomb",
            "Tệp có phần khai báo XML không an toàn nên không được mở. "
            "Hãy mở bằng Word, lưu lại thành .docx rồi gửi lại.",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise truncated() from error


def truncated() -> Unreadable:
    """The refusal of a damaged file."""
    return Unreadable(
        "truncated", "Tệp bị hỏng hoặc chưa tải lên hết. Hãy mở thử trên máy, lưu lại rồi gửi lại."
    )


def encrypted() -> Unreadable:
    """The refusal of a file with a password."""
    return Unreadable("encrypted", "Tệp đang đặt mật khẩu. Hãy bỏ mật khẩu trong Word, lưu lại rồi gửi lại.")


def _bomb() -> Unreadable:
    return Unreadable(
        "zip-bomb",
        "Tệp nén phình to bất thường khi mở nên bị từ chối. Hãy mở bằng Word, lưu lại thành .docx rồi gửi lại.",
    )
