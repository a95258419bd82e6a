"""Born-digital PDF: what the page shows, signature appearances included, in reading order.

A page without letters (a scan) and letters without meaning (a broken map of codes) are refused: they need
recognition. A page number that stands alone at a page's edge and counts with the pages is left out; nothing else is.
"""

import ctypes
import re
import threading
import time
from collections import Counter
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from caunoi.analysis.readers.legacy import to_unicode, vietnamese_words
from caunoi.analysis.readers.pdf_layout import Glyph, page_lines
from caunoi.analysis.readers.pdf_tables import THIN, Box, find_grids
from caunoi.analysis.readers.safety import Unreadable, encrypted, truncated

MAX_PAGES = 2000
TIME_LIMIT = 60.0
_MAX_GLYPHS = 60_000
_MAX_OBJECTS = 20_000
_FEW_LETTERS = 60
_SCAN_SHARE = 0.4
_LINE_HEIGHT = 1.1
_HYPHEN_AT_LINE_END = 2
_PAGE_NUMBER = re.compile(r"[-–—]?\s*(\d{1,4})\s*[-–—]?")
_WORD = re.compile(r"[^\W_]+")
_FOREIGN = re.compile("[^\\W\\d_A-Za-z\u00aa\u00ba\u00c0-\u024f\u1ea0-\u1ef9]")
_ODD = re.compile(r"[^\W\d_]\d[^\W\d_]|[a-zà-ỹ][A-Z]|\d[a-zA-Z]{2,}\d|[^\W\d_]{2,}\d")
_SAMPLE = 60_000
_ENOUGH_WORDS = 30
# PDFium is one library for the whole process and knows no threads.
_ONE_AT_A_TIME = threading.Lock()


def read_pdf(data: bytes) -> tuple[str, str, int]:
    """The text, its encoding and the number of pages."""
    with _ONE_AT_A_TIME:
        document = _opened(data)
        try:
            pages = _pages(document)
        finally:
            document.close()
    text, family = to_unicode("\n".join(line for page in _without_numbers(pages) for line in page))
    if not text.strip():
        raise Unreadable("empty", "Tệp không có chữ nào. Hãy kiểm tra lại tệp gốc rồi gửi lại.")
    _check_meaning(text)
    return text, family or "utf-8", len(pages)


def _opened(data: bytes) -> Any:
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise encrypted() from error
        raise truncated() from error
    if not count:
        raise truncated()
    if count > MAX_PAGES:
        raise Unreadable(
            "too-large",
            f"Tệp có hơn {MAX_PAGES} trang. Hãy tách văn bản thành nhiều tệp nhỏ hơn rồi gửi lại.",
        )
    return document


def _pages(document: Any) -> list[list[str]]:
    until = time.monotonic() + TIME_LIMIT
    found, scans = [], []
    for number in range(1, len(document) + 1):
        if time.monotonic() > until:
            raise Unreadable(
                "too-long",
                f"Đọc tệp mất hơn {TIME_LIMIT:.0f} giây nên đã dừng. Hãy tách văn bản thành nhiều tệp nhỏ hơn "
                "rồi gửi lại.",
            )
        lines = _page(document, number - 1)
        if lines is None:
            scans.append(number)
        found.append(lines or [])
    if scans:
        raise _scan(scans, len(found))
    return found


def _page(document: Any, at: int) -> list[str] | None:
    """The lines of a page, None where it is the picture of a page."""
    try:
        page = document[at]
        drawn, covered = _drawn(page)
        if covered > _SCAN_SHARE and _letters(page) < _FEW_LETTERS:
            return None
        # Numbers and dates filled in by signing stand in appearances only: write them into the page.
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[at]
        glyphs = _glyphs(page)
        page.close()
    except pdfium.PdfiumError as error:
        raise truncated() from error
    return page_lines(glyphs, find_grids(drawn))


def _letters(page: Any) -> int:
    text = page.get_textpage()
    found = text.get_text_range()
    text.close()
    return len("".join(found.split()))


def _drawn(page: Any) -> tuple[list[Box], float]:
    """The boxes of drawn paths, and the share of the page that its largest picture covers."""
    turn, boxes, covered = page.get_rotation() // 90, [], 0.0
    area = max(page.get_width() * page.get_height(), 1.0)
    for index, item in enumerate(page.get_objects(max_depth=3)):
        if index > _MAX_OBJECTS:
            return [], covered
        if item.type not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
            continue
        left, bottom, right, top = item.get_bounds()
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered = max(covered, (right - left) * (top - bottom) / area)
        elif min(right - left, top - bottom) <= THIN or _stroked(item):
            boxes.append(_turned_box(left, bottom, right, top, turn))
    return boxes, covered


def _stroked(path: Any) -> bool:
    """A frame has a drawn edge; a filled area without one is the shade behind some words."""
    fill, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    return bool(raw.FPDFPath_GetDrawMode(path.raw, fill, stroke) and stroke.value)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn % 4]


def _turned_box(left: float, bottom: float, right: float, top: float, turn: int) -> Box:
    (x0, y0), (x1, y1) = _turned(left, bottom, turn), _turned(right, top, turn)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _glyphs(page: Any) -> list[Glyph]:
    """Every letter and blank of a page with its place."""
    text, turn = page.get_textpage(), page.get_rotation() // 90
    count = raw.FPDFText_CountChars(text.raw)
    if count > _MAX_GLYPHS:
        raise Unreadable(
            "too-large",
            "Một trang của tệp chứa quá nhiều chữ nên bị từ chối. Hãy lưu lại văn bản rồi gửi lại.",
        )
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found: list[Glyph] = []
    letters = 0
    for index in range(count):
        sign = _sign(raw.FPDFText_GetUnicode(text.raw, index))
        # PDFium guesses blanks between pieces of text; the gaps between letters tell better.
        if not sign or (sign == " " and raw.FPDFText_IsGenerated(text.raw, index)):
            continue
        raw.FPDFText_GetLooseCharBox(text.raw, index, box)
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        place = _turned_box(box.left, box.bottom, box.right, box.top, turn)
        size = max((place.top - place.bottom) / _LINE_HEIGHT, 1.0)
        base = _turned(x.value, y.value, turn)[1]
        letters += sign != " "
        spaced = bool(found) and found[-1].blank
        found.append(Glyph(sign, place.left, place.right, base, size, letters, spaced))
    text.close()
    return found


def _sign(code: int) -> str:
    if code == _HYPHEN_AT_LINE_END:
        return "-"
    sign = chr(code) if code > 0x20 and not 0xFFFE <= code <= 0xFFFF else ""
    return " " if code in {0x09, 0x20} or sign.isspace() else sign


def _without_numbers(pages: list[list[str]]) -> list[list[str]]:
    """The pages without the number at the edge, where it counts with the pages."""
    numbers = [(at, {_edge_number(page, 0), _edge_number(page, -1)} - {0}) for at, page in enumerate(pages)]
    shifts = Counter(number - at for at, found in numbers for number in found)
    shift, seen = shifts.most_common(1)[0] if shifts else (0, 0)
    if seen < 2 and shift != 1:
        return pages
    return [_without(page, at + shift) for at, page in enumerate(pages)]


def _edge_number(page: list[str], edge: int) -> int:
    found = _PAGE_NUMBER.fullmatch(page[edge].strip()) if page else None
    return int(found[1]) if found else 0


def _without(page: list[str], number: int) -> list[str]:
    if _edge_number(page, 0) == number:
        return page[1:]
    return page[:-1] if _edge_number(page, -1) == number else page


def _check_meaning(text: str) -> None:
    """Refuses letters that say nothing: a broken map of codes, or a scan's text that was badly recognized."""
    words = _WORD.findall(text[:_SAMPLE])
    known = vietnamese_words(text[:_SAMPLE])
    if len(words) < _ENOUGH_WORDS or known * 20 > len(words):
        return
    odd = sum(bool(_FOREIGN.search(word) or _ODD.search(word)) for word in words)
    if odd * 20 > len(words):
        raise Unreadable(
            "broken-text",
            "Lớp chữ trong tệp PDF bị hỏng nên đọc ra chữ vô nghĩa; việc nhận dạng lại từ ảnh trang sẽ có ở phiên bản "
            "sau. Hãy gửi bản .docx của văn bản.",
        )


def _scan(pages: list[int], total: int) -> Unreadable:
    which = "Tệp PDF" if len(pages) == total else "Trang " + ", ".join(map(str, pages[:20])) + " của tệp PDF"
    return Unreadable(
        "scan",
        f"{which} là ảnh quét, không có chữ; việc nhận dạng chữ sẽ có ở phiên bản sau. "
        "Hãy gửi bản .docx, hoặc bản .pdf xuất từ máy tính.",
    )
