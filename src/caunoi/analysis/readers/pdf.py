"""PDF: what the page shows, signature appearances included, in reading order.

A page without letters (a scan) is recognized from its picture, and so is a whole file whose letters are without
meaning (a broken map of codes). A page number that stands alone at a page's edge and counts with the pages is left
out; nothing else is.
"""

import ctypes
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from caunoi.analysis.readers.legacy import to_unicode, vietnamese_words
from caunoi.analysis.readers.pdf_layout import Glyph, page_lines
from caunoi.analysis.readers.pdf_tables import THIN, Box, find_grids
from caunoi.analysis.readers.safety import Progress, Unreadable, encrypted, truncated

if TYPE_CHECKING:
    from PIL import Image

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
_A4_PIXELS = 3508
_MOST_PIXELS = 20_000_000
# PDFium is one library for the whole process and knows no threads.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF: `page_starts` are the offsets in it at which its pages begin, `ocr` that some were scans."""

    text: str
    encoding: str
    page_starts: tuple[int, ...]
    ocr: bool


def read_pdf(data: bytes, progress: Progress | None = None) -> PdfText:
    """The text of a file; `progress` is told (pages done, pages to do) while scanned pages are recognized."""
    with _opened(data) as document:
        pages, scans, first_is_picture = _pages(document)
        if not scans and _is_meaningless("\n".join(_all_lines(pages))):
            scans = list(range(len(pages)))
        if scans:
            pages = _recognized(document, pages, scans, progress)
        pages = _without_numbers(pages)
        if first_is_picture and 0 not in scans:
            pages[0] = [*_stamped_on(document, pages[0]), *pages[0]]
    return _text(pages, ocr=bool(scans))


def _all_lines(pages: list[list[str]]) -> Iterator[str]:
    return (line for page in pages for line in page)


def _text(pages: list[list[str]], ocr: bool) -> PdfText:
    text, family = to_unicode("\n".join(_all_lines(pages)))
    if not text.strip():
        raise Unreadable("empty", "Tệp không có chữ nào. Hãy kiểm tra lại tệp gốc rồi gửi lại.")
    # Decoding changes the length of lines, never their number.
    ends = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    firsts = accumulate((len(page) for page in pages[:-1]), initial=0)
    return PdfText(text, family or "utf-8", tuple(min(ends[first], len(text)) for first in firsts), ocr)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    with _ONE_AT_A_TIME:
        document = _checked(data)
    try:
        yield document
    finally:
        with _ONE_AT_A_TIME:
            document.close()


def _checked(data: bytes) -> Any:
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


def _pages(document: Any) -> tuple[list[list[str]], list[int], bool]:
    """The lines of every page, which of the pages are to be recognized, and whether a picture covers the first."""
    until = time.monotonic() + TIME_LIMIT
    found, scans, pictures = [], [], []
    with _ONE_AT_A_TIME:
        for number in range(len(document)):
            if time.monotonic() > until:
                raise Unreadable(
                    "too-long",
                    f"Đọc tệp mất hơn {TIME_LIMIT:.0f} giây nên đã dừng. Hãy tách văn bản thành nhiều tệp nhỏ hơn "
                    "rồi gửi lại.",
                )
            lines, is_picture = _page(document, number)
            if lines is None:
                scans.append(number)
            found.append(lines or [])
            pictures.append(is_picture)
    return found, scans, pictures[0]


def _recognized(
    document: Any, pages: list[list[str]], scans: Sequence[int], progress: Progress | None
) -> list[list[str]]:
    """The pages, with the lines that recognition found on those that are pictures."""
    from caunoi.analysis.readers.scan import recognized

    found = recognized(lambda number: _picture(document, number), scans, progress)
    return [found.get(number, lines) for number, lines in enumerate(pages)]


def _stamped_on(document: Any, lines: Sequence[str]) -> Iterator[str]:
    """The marks stamped on the first page: letters that came with a scan seldom hold them."""
    from caunoi.analysis.readers.stamp_marks import marks_on

    return (mark for mark in marks_on(_picture(document, 0)) if mark not in lines)


def _picture(document: Any, number: int) -> "Image.Image":
    """The page as a picture at about 300 dots per inch."""
    with _ONE_AT_A_TIME:
        try:
            page = document[number]
            # Signing may have filled in number and date: they are part of what the page shows.
            raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = document[number]
            scale = _scale(page.get_width(), page.get_height())
            picture = page.render(scale=scale).to_pil()
            page.close()
        except pdfium.PdfiumError as error:
            raise truncated() from error
    return picture.convert("RGB")


def _scale(width: float, height: float) -> float:
    """Pixels a point: as on A4 at 300 dots per inch, more for a page said to be small, less for a huge one."""
    width, height = max(width, 1.0), max(height, 1.0)
    wanted = min(max(_A4_PIXELS / max(width, height), 300 / 72), 600 / 72)
    return min(wanted, (_MOST_PIXELS / (width * height)) ** 0.5)


def _page(document: Any, at: int) -> tuple[list[str] | None, bool]:
    """The lines of a page, None where they must be recognized, and whether pictures cover it."""
    try:
        page = document[at]
        drawn, covered = _drawn(page)
        is_picture = covered > _SCAN_SHARE
        if is_picture and _letters(page) < _FEW_LETTERS:
            return None, True
        # Numbers and dates filled in by signing stand in appearances only: write them into the page.
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[at]
        glyphs = _glyphs(page)
        page.close()
    except pdfium.PdfiumError as error:
        raise truncated() from error
    return page_lines(glyphs, find_grids(drawn)), is_picture


def _letters(page: Any) -> int:
    text = page.get_textpage()
    found = text.get_text_range()
    text.close()
    return len("".join(found.split()))


def _drawn(page: Any) -> tuple[list[Box], float]:
    """The boxes of drawn paths, and the share of the page that pictures cover: some scanners write them in strips."""
    turn, boxes, covered = page.get_rotation() // 90, [], 0.0
    area = max(page.get_width() * page.get_height(), 1.0)
    for index, item in enumerate(page.get_objects(max_depth=3)):
        if index > _MAX_OBJECTS:
            return [], covered
        if item.type not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
            continue
        left, bottom, right, top = item.get_bounds()
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered += (right - left) * (top - bottom) / area
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


def _is_meaningless(text: str) -> bool:
    """Letters that say nothing: a broken map of codes, or a scan's text that was badly recognized."""
    words = _WORD.findall(text[:_SAMPLE])
    known = vietnamese_words(text[:_SAMPLE])
    if len(words) < _ENOUGH_WORDS or known * 20 > len(words):
        return False
    odd = sum(bool(_FOREIGN.search(word) or _ODD.search(word)) for word in words)
    return odd * 20 > len(words)
