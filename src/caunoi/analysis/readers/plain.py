"""Plain text: UTF-8 with or without a mark, UTF-16, TCVN3, VNI and windows-1258; any other encoding is refused."""

import re

from caunoi.analysis.readers.legacy import to_unicode, vietnamese_words
from caunoi.analysis.readers.safety import Unreadable

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_SHARE = 0.02
_WORDS = 3


def read_plain(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding."""
    text, encoding = _decode(data)
    if not text.strip():
        raise Unreadable("empty", "Tệp không có chữ nào. Hãy kiểm tra lại tệp gốc rồi gửi lại.")
    text, family = to_unicode(text)
    return text, family or encoding


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16"), "utf-16"
    guess = _utf16_without_mark(data)
    if guess:
        return _strict(data, guess), guess
    if len(_CONTROL.findall(data[:65536])) > _BINARY_SHARE * min(len(data), 65536):
        raise _not_text()
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _eight_bits(data)


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:2000]
    if len(head) < 4 or len(head) % 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    # Spaces and unaccented letters have a zero in their high byte, and only there.
    if odd > len(head) // 6 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 6 and not odd else None


def _eight_bits(data: bytes) -> tuple[str, str]:
    """One byte a letter: as windows-1252 shows it where it is TCVN3 or VNI, else windows-1258 if it reads so."""
    # The five bytes without a sign in windows-1252 are no letters in TCVN3 and VNI either.
    shown = data.decode("cp1252", "replace")
    if to_unicode(shown)[1]:
        return shown, "windows-1252"
    other = data.decode("cp1258", "replace")
    if vietnamese_words(other) < max(_WORDS, len(other.split()) // 50):
        raise _legacy()
    return other, "windows-1258"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _legacy() from error


def _legacy() -> Unreadable:
    return Unreadable(
        "legacy-encoding",
        "Tệp dùng bảng mã không nhận ra được (không phải Unicode, TCVN3, VNI hay windows-1258). "
        "Hãy mở tệp, lưu lại bằng bảng mã Unicode (UTF-8) rồi gửi lại.",
    )


def _not_text() -> Unreadable:
    return Unreadable(
        "not-what-it-says",
        "Tệp mang tên .txt nhưng không phải văn bản thuần. Hãy kiểm tra lại tệp gốc rồi gửi đúng tệp.",
    )
