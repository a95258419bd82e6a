"""Files in, text out. Each reader is loaded when its format comes."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from caunoi.analysis.readers.safety import Unreadable, check_size, encrypted

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLAIN = "text/plain"

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_LATER = {".doc", ".pdf", ".odt", ".rtf", ".html", ".htm", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
_OTHER_STARTS = (
    _ZIP,
    b"PK\x05\x06",
    _OLE,
    b"%PDF-",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"MZ",
    b"\x7fELF",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of a file."""

    text: str
    media_type: str
    encoding: str | None = None
    pages: int | None = None


def own_name(name: str) -> str:
    """The file's own name, whatever folders or tricks came with it."""
    return PurePosixPath(name.replace("\\", "/").replace("\x00", "")).name


def read_bytes(data: bytes, name: str) -> Reading:
    """The text of a .txt or .docx file; raises `Unreadable` with a code and a sentence for everything else."""
    suffix = PurePosixPath(own_name(name)).suffix.lower()
    if suffix not in {".txt", ".docx"}:
        raise _unsupported(suffix)
    check_size(data)
    return _read_docx(data) if suffix == ".docx" else _read_text(data)


def _read_text(data: bytes) -> Reading:
    from caunoi.analysis.readers.plain import read_plain

    if data.startswith(_OTHER_STARTS):
        raise _mismatch(".txt")
    text, encoding = read_plain(data)
    return Reading(text, PLAIN, encoding)


def _read_docx(data: bytes) -> Reading:
    if data.startswith(_OLE):
        raise encrypted() if _ENCRYPTED_STREAM in data else _mismatch(".docx")
    if not data.startswith(_ZIP):
        raise _mismatch(".docx")
    from caunoi.analysis.readers.docx import read_docx

    text, pages = read_docx(data)
    return Reading(text, DOCX, "utf-8", pages)


def _mismatch(suffix: str) -> Unreadable:
    return Unreadable(
        "not-what-it-says",
        f"Tệp mang tên {suffix} nhưng nội dung là loại khác. Hãy mở tệp gốc, lưu lại đúng định dạng {suffix} "
        "rồi gửi lại.",
    )


def _unsupported(suffix: str) -> Unreadable:
    known = f"Tệp {suffix}" if suffix in _LATER else "Loại tệp này"
    return Unreadable(
        "unsupported",
        f"{known} chưa đọc được: phiên bản này nhận .docx và .txt; .doc, .pdf, .odt, .rtf, .html và bản quét "
        "sẽ có ở phiên bản sau. Hãy lưu văn bản thành .docx rồi gửi lại.",
    )
