"""What is no word of a scanned page: dots read as a line, page numbers and stars that recognition garbled."""

import pytest

from caunoi.analysis.readers.scan import _lines
from caunoi.analysis.readers.tesseract import Word


def word(text: str, left: int, top: int, *, size: int = 58, confidence: int = 96) -> Word:
    high = round(0.8 * size)
    return Word(
        text, left, top, left + 30 * len(text), top + high, top + 0.75 * high, float(size), confidence
    )


LINE = [word("Điều", 300, 600), word("1.", 450, 600), word("Phê", 540, 600), word("duyệt", 650, 600)]


@pytest.mark.parametrize("speck", [word("5)", 1200, 150, confidence=36), word("&", 1200, 150, confidence=36)])
def test_a_short_doubtful_word_alone_on_its_line_is_none(speck):
    assert _lines([speck, *LINE], []) == ["Điều 1. Phê duyệt"]


def test_marks_that_were_read_as_a_line_of_small_letters_are_none():
    specks = [word("tụ", 500, 500, size=21, confidence=8), word("2", 700, 500, size=21, confidence=60)]
    assert _lines([*specks, *LINE], []) == ["Điều 1. Phê duyệt"]


@pytest.mark.parametrize(
    "kept",
    [
        word("2", 1200, 150),
        word("II.", 300, 400, confidence=60),
        word("nói.", 300, 400, confidence=40),
        word("CHỈ", 900, 400, size=40),
    ],
)
def test_a_sure_or_a_long_word_alone_on_its_line_stays(kept):
    assert kept.text in _lines([kept, *LINE], [])


def test_a_doubtful_word_beside_others_stays():
    assert _lines([*LINE, word("5)", 900, 600, confidence=20)], []) == ["Điều 1. Phê duyệt 5)"]
