"""Pages that are pictures: turned upright, straightened, recognized, and laid out as the pages of any PDF.

Tesseract says which words stand where; what is a line, a column or a cell of a table is found by the rules for
born-digital pages, because Tesseract reads a header of two columns straight across.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from statistics import median

from PIL import Image

from caunoi.analysis.readers import page_image, stamp_marks, tesseract
from caunoi.analysis.readers.page_image import Rule
from caunoi.analysis.readers.pdf_layout import Glyph, page_lines
from caunoi.analysis.readers.pdf_tables import Box, find_grids
from caunoi.analysis.readers.safety import Progress, Unreadable
from caunoi.analysis.readers.second_look import looked_again
from caunoi.analysis.readers.strokes import recounted, with_tail
from caunoi.analysis.readers.tesseract import Word

MAX_PAGES = 400
DOTS_PER_INCH = 300
_POINTS = 72 / DOTS_PER_INCH
_POOR = 72
_FEW_LETTERS = 8
_TURNS = (90, 180, 270)
_BEST_SIZES = (0.6, 1.6)
_NOISE = 30
_DOUBTFUL = 50
_SPECK, _SPECK_HEIGHT = 0.5, 0.7
_DRAWN = frozenset("^|_~=\\<>{}[]¥£€°®©¬¦")
_LONG_WORD = 3

Rendered = Callable[[int], Image.Image]


def recognized(
    render: Rendered, pages: Sequence[int], progress: Progress | None = None
) -> dict[int, list[str]]:
    """The lines of each of these pages, by the page's index.

    `render` gives the picture of a page at about 300 dots per inch and may be called from several threads.
    `progress` is called with (pages done, pages to do), from this thread. Raises `Unreadable`: "no-ocr" without
    Tesseract, "too-large" for too many pages, "too-long" for a page that takes too much time.
    """
    tesseract.require()
    if len(pages) > MAX_PAGES:
        raise Unreadable(
            "too-large",
            f"Tệp có hơn {MAX_PAGES} trang ảnh quét nên không nhận dạng. Hãy tách thành nhiều tệp nhỏ hơn rồi gửi lại.",
        )
    found: dict[int, list[str]] = {}
    _tell(progress, 0, len(pages))
    with ThreadPoolExecutor(max_workers=_cores()) as pool:
        waiting = {pool.submit(_read_page, render, page): page for page in pages}
        try:
            for done in as_completed(waiting):
                found[waiting[done]] = done.result()
                _tell(progress, len(found), len(pages))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return found


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read_page(render: Rendered, page: int) -> list[str]:
    """Marks of secrecy stand on the first page only and are looked for there."""
    picture = render(page)
    sheet = _upright(picture)
    sheet.look_again()
    marks = stamp_marks.find_marks(sheet.colours) if page == 0 else []
    words = [word for word in sheet.words if not any(mark.covers(word) for mark in marks)]
    return [mark.text for mark in marks] + _lines(words, sheet.rules)


class _Sheet:
    """A page's picture, straightened, with the words on it."""

    def __init__(self, picture: Image.Image) -> None:
        grey = page_image.evened(picture)
        angle = page_image.skew(grey)
        straight = page_image.straightened(grey, angle)
        self.colours = page_image.straightened(picture, angle)
        self.rules = page_image.find_rules(straight)
        clean = page_image.without_rules(straight, self.rules)
        ink = page_image.dark(clean)
        self.words = [with_tail(recounted(word, ink), ink) for word in tesseract.words_of(clean)]
        self._clean = clean

    def look_again(self) -> None:
        """Reads numbers and symbols a second time."""
        self.words = looked_again(self.words, self._clean)

    @property
    def confidence(self) -> float:
        """The mean confidence of the words by their letters, 0 where next to nothing was recognized, or sideways."""
        letters = sum(len(word.text) for word in self.words)
        if letters < _FEW_LETTERS or self._lies:
            return 0.0
        return sum(word.confidence * len(word.text) for word in self.words) / letters

    @property
    def _lies(self) -> bool:
        """Whether the lines run up or down: Tesseract reads some pages so, and the places are of no use then."""
        long = [word for word in self.words if len(word.text) >= _LONG_WORD]
        return 2 * sum(word.bottom - word.top > word.right - word.left for word in long) > len(long)


def _upright(picture: Image.Image) -> _Sheet:
    """The page as it stands, or turned where it reads better so."""
    best = _Sheet(picture)
    if best.confidence >= _POOR or page_image.is_blank(picture):
        return best
    for turn in _turns(picture):
        sheet = _Sheet(picture.rotate(-turn, expand=True))
        if sheet.confidence > best.confidence:
            best = sheet
        if best.confidence >= _POOR:
            break
    return best


def _turns(picture: Image.Image) -> Iterable[int]:
    """Degrees clockwise to try: what the letters say, or every quarter where they say nothing."""
    turn = tesseract.turn_of(picture.convert("L").reduce(2))
    if turn is None:
        return _TURNS
    return (turn,) if turn else ()


def _lines(words: Sequence[Word], rules: Sequence[Rule]) -> list[str]:
    kept = [word for word in words if not _is_noise(word)]
    if not kept:
        return []
    usual = median(word.size for word in kept)
    kept = [word for word in kept if not _is_speck(word, kept, usual)]
    glyphs: list[Glyph] = []
    for word in kept:
        glyphs += _glyphs(word, usual, len(glyphs))
    boxes = [
        Box(left * _POINTS, -bottom * _POINTS, right * _POINTS, -top * _POINTS)
        for left, top, right, bottom in rules
    ]
    return page_lines(glyphs, find_grids(boxes))


def _is_noise(word: Word) -> bool:
    """Dirt and the remains of lines: signs alone that no text has, or that Tesseract itself doubts."""
    if any(letter.isalnum() for letter in word.text):
        return False
    return word.confidence < _NOISE or not _DRAWN.isdisjoint(word.text)


def _is_speck(word: Word, words: Sequence[Word], usual: float) -> bool:
    """Dots and marks that were read as a line of small letters, and short doubtful words that no word stands beside."""
    high = word.bottom - word.top
    if word.size < _SPECK * usual and high < _SPECK_HEIGHT * usual:
        return True
    if len(word.text) > _LONG_WORD or word.confidence >= _DOUBTFUL:
        return False
    return not any(other is not word and _beside(word, other) for other in words)


def _beside(word: Word, other: Word) -> bool:
    return other.top < word.bottom and word.top < other.bottom


def _glyphs(word: Word, usual: float, order: int) -> list[Glyph]:
    """The letters of a word, of one width; the first one tells of the blank before it."""
    low, high = _BEST_SIZES
    size = min(max(word.size, low * usual), high * usual)
    # Boxes of neighbouring words may touch: the blank between them is certain all the same.
    width = (word.right - word.left - 0.1 * size) / len(word.text)
    return [
        Glyph(
            letter,
            (word.left + at * width) * _POINTS,
            (word.left + (at + 1) * width) * _POINTS,
            -word.base * _POINTS,
            size * _POINTS,
            order + at,
            at == 0,
        )
        for at, letter in enumerate(word.text)
    ]
