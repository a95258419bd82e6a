"""Files in, text out. Each reader is loaded when its format comes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from caunoi.analysis.readers.safety import Unreadable, check_size, encrypted

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
HTML = "text/html"
PDF = "application/pdf"
PLAIN = "text/plain"

SUFFIXES = (".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".pdf", ".txt")

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_PDF = b"%PDF-"
_PDF_SEARCH = 1024
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".heic"}
_OTHER_STARTS = (_ZIP, b"PK\x05\x06", _OLE, _PDF, _RTF, b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF")


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
    """The text of a file of one of `SUFFIXES`; raises `Unreadable` with a code and a sentence for everything else."""
    suffix = PurePosixPath(own_name(name)).suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise _unsupported(suffix)
    check_size(data)
    return reader(data)


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

    text, encoding, pages = read_docx(data)
    return _unicode(text, DOCX, encoding, pages)


def _read_doc(data: bytes) -> Reading:
    # Many programs write other formats under this name, and Word opens them without a word.
    if data.startswith(_RTF):
        return _read_rtf(data)
    if data.startswith(_ZIP):
        return _read_docx(data)
    if not data.startswith(_OLE):
        raise _mismatch(".doc")
    if _ENCRYPTED_STREAM in data:
        raise encrypted()
    from caunoi.analysis.readers.word97 import read_doc

    text, encoding, pages = read_doc(data)
    return _unicode(text, DOC, encoding, pages)


def _read_odt(data: bytes) -> Reading:
    if not data.startswith(_ZIP):
        raise _mismatch(".odt")
    from caunoi.analysis.readers.odt import read_odt

    text, pages = read_odt(data)
    return _unicode(text, ODT, "utf-8", pages)


def _read_rtf(data: bytes) -> Reading:
    if not data.startswith(_RTF):
        raise _mismatch(".rtf")
    from caunoi.analysis.readers.rtf import read_rtf

    text, encoding = read_rtf(data)
    return _unicode(text, RTF, encoding)


def _read_html(data: bytes) -> Reading:
    if data.startswith(_OTHER_STARTS):
        raise _mismatch(".html")
    from caunoi.analysis.readers.html import read_html

    text, encoding = read_html(data)
    return _unicode(text, HTML, encoding)


def _read_pdf(data: bytes) -> Reading:
    if _PDF not in data[:_PDF_SEARCH]:
        raise _mismatch(".pdf")
    from caunoi.analysis.readers.pdf import read_pdf

    text, encoding, pages = read_pdf(data)
    return _unicode(text, PDF, encoding, pages)


def _unicode(text: str, media_type: str, encoding: str, pages: int | None = None) -> Reading:
    """The reading; where no font told of an encoding from before Unicode, the words themselves may."""
    from caunoi.analysis.readers.legacy import to_unicode

    text, family = to_unicode(text)
    return Reading(text, media_type, family or encoding, pages)


_READERS: dict[str, Callable[[bytes], Reading]] = {
    ".docx": _read_docx,
    ".doc": _read_doc,
    ".odt": _read_odt,
    ".rtf": _read_rtf,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".txt": _read_text,
}


def _mismatch(suffix: str) -> Unreadable:
    return Unreadable(
        "not-what-it-says",
        f"Tệp mang tên {suffix} nhưng nội dung là loại khác. Hãy mở tệp gốc, lưu lại đúng định dạng {suffix} "
        "rồi gửi lại.",
    )


def _unsupported(suffix: str) -> Unreadable:
    if suffix in _PICTURES:
        return Unreadable(
            "scan",
            "Tệp này là ảnh chụp hoặc bản quét; việc nhận dạng chữ sẽ có ở phiên bản sau. "
            "Hãy gửi bản có chữ (.docx, .doc hoặc .pdf xuất từ máy tính).",
        )
    return Unreadable(
        "unsupported",
        "Loại tệp này chưa đọc được. Hệ thống nhận .docx, .doc, .odt, .rtf, .html, .pdf có chữ và .txt. "
        "Hãy lưu văn bản thành .docx rồi gửi lại.",
    )
