"""Files in, text out. Each reader is loaded when its format comes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from caunoi.analysis.readers.safety import Progress, Unreadable, check_size, encrypted

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
HTML = "text/html"
PDF = "application/pdf"
PLAIN = "text/plain"

PICTURES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
}
"""Suffixes of pictures and their media types."""
SUFFIXES = (".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".pdf", ".txt", *PICTURES)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_PDF = b"%PDF-"
_PDF_SEARCH = 1024
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PHONE_PICTURES = {".heic", ".heif"}
_OTHER_STARTS = (_ZIP, b"PK\x05\x06", _OLE, _PDF, _RTF, b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of a file: `page_starts` are offsets in `text`, `ocr` tells that it was recognized."""

    text: str
    media_type: str
    encoding: str | None = None
    pages: int | None = None
    page_starts: tuple[int, ...] = ()
    ocr: bool = False


def own_name(name: str) -> str:
    """The file's own name, whatever folders or tricks came with it."""
    return PurePosixPath(name.replace("\\", "/").replace("\x00", "")).name


def read_bytes(data: bytes, name: str, *, progress: Progress | None = None) -> Reading:
    """The text of a file of one of `SUFFIXES`; raises `Unreadable` with a code and a sentence for everything else.

    `progress` is told (pages done, pages to do) while letters are recognized; nothing else takes long.
    """
    suffix = PurePosixPath(own_name(name)).suffix.lower()
    if suffix not in SUFFIXES:
        raise _unsupported(suffix)
    check_size(data)
    if suffix in PICTURES:
        return _read_picture(data, PICTURES[suffix], progress)
    return _read_pdf(data, progress) if suffix == ".pdf" else _READERS[suffix](data)


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


def _read_pdf(data: bytes, progress: Progress | None = None) -> Reading:
    if _PDF not in data[:_PDF_SEARCH]:
        raise _mismatch(".pdf")
    from caunoi.analysis.readers.pdf import read_pdf

    found = read_pdf(data, progress)
    return Reading(found.text, PDF, found.encoding, len(found.page_starts), found.page_starts, ocr=found.ocr)


def _read_picture(data: bytes, media_type: str, progress: Progress | None) -> Reading:
    from caunoi.analysis.readers.pictures import join_pictures

    return replace(_read_pdf(join_pictures([data]), progress), media_type=media_type)


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
    ".txt": _read_text,
}


def _mismatch(suffix: str) -> Unreadable:
    return Unreadable(
        "not-what-it-says",
        f"Tệp mang tên {suffix} nhưng nội dung là loại khác. Hãy mở tệp gốc, lưu lại đúng định dạng {suffix} "
        "rồi gửi lại.",
    )


def _unsupported(suffix: str) -> Unreadable:
    if suffix in _PHONE_PICTURES:
        return Unreadable(
            "unsupported",
            "Ảnh HEIC của điện thoại chưa đọc được. Hãy chụp hoặc lưu lại thành .jpg (trên iPhone: Cài đặt, Camera, "
            "Định dạng, Tương thích nhất) rồi gửi lại.",
        )
    return Unreadable(
        "unsupported",
        "Loại tệp này chưa đọc được. Hệ thống nhận .docx, .doc, .odt, .rtf, .html, .pdf, .txt và ảnh chụp "
        ".jpg, .png, .tif. Hãy lưu văn bản thành .docx rồi gửi lại.",
    )
