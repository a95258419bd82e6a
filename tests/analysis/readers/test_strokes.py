"""Numerals of strokes are counted in the picture, not guessed."""

import pytest
from benchmarks.quality.paper import FOLDER
from PIL import Image, ImageDraw, ImageFont

from caunoi.analysis.readers.page_image import dark
from caunoi.analysis.readers.strokes import recounted, with_tail
from caunoi.analysis.readers.tesseract import Word


def seen(printed: str, recognized: str, style: str = "Bold", size: int = 58) -> str:
    """What is read where `printed` stands in the picture and Tesseract said `recognized`."""
    font = ImageFont.truetype(str(FOLDER / f"FreeSerif{style}.ttf"), size)
    picture = Image.new("L", (500, 140), 255)
    draw = ImageDraw.Draw(picture)
    draw.text((40, 20), printed, 0, font)
    left, top, right, bottom = draw.textbbox((40, 20), printed, font)
    return recounted(
        Word(recognized, left - 2, top - 2, right + 2, bottom + 2, bottom, size, 90), dark(picture)
    ).text


@pytest.mark.parametrize("style", ["", "Bold"])
@pytest.mark.parametrize(
    ("printed", "recognized"),
    [
        ("III.", "II."),
        ("III.", "IHI."),
        ("II.", "III."),
        ("VIII.", "VII."),
        ("XII", "XI"),
        ("1.", "I."),
        ("I.", "1."),
    ],
)
def test_a_miscounted_numeral_is_read_from_the_picture(printed, recognized, style):
    assert seen(printed, recognized, style) == printed


@pytest.mark.parametrize(
    "numeral", ["I.", "II.", "III.", "IV.", "V.", "VI.", "VIII.", "IX.", "X.", "XIII.", "1.", "I"]
)
def test_a_numeral_that_was_read_right_stays(numeral):
    assert seen(numeral, numeral) == numeral


@pytest.mark.parametrize("word", ["Điều", "11.", "a)", "VN", "1)"])
def test_other_words_stay_whatever_they_look_like(word):
    assert seen("III.", word) == word


def test_letters_too_small_to_count_stay():
    assert seen("III.", "II.", size=8) == "II."


def marked(printed: str, recognized: str, style: str = "", size: int = 58) -> str:
    """What the mark at the end is read as where `printed` stands in the picture."""
    font = ImageFont.truetype(str(FOLDER / f"FreeSerif{style}.ttf"), size)
    picture = Image.new("L", (700, 160), 255)
    draw = ImageDraw.Draw(picture)
    base = 100
    draw.text((40, base), printed, 0, font, anchor="ls")
    left, top, right, bottom = draw.textbbox((40, base), printed, font, anchor="ls")
    return with_tail(Word(recognized, left - 2, top, right + 2, bottom, base, size, 90), dark(picture)).text


@pytest.mark.parametrize("style", ["", "Bold", "Italic"])
@pytest.mark.parametrize(
    ("printed", "recognized"),
    [
        ("phương;", "phương:"),
        ("phương:", "phương:"),
        ("tỉnh:", "tỉnh:"),
        ("9.", "9,"),
        ("12,", "12,"),
        ("(B/c);", "(B/c):"),
    ],
)
def test_a_mark_is_read_by_its_tail(printed, recognized, style):
    assert marked(printed, recognized, style) == printed


def test_a_mark_in_the_middle_of_text_stays_as_recognized():
    assert marked("tỉnh.", "tỉnh,") == "tỉnh,"


def test_a_word_without_ink_stays():
    assert with_tail(Word("a:", 0, 0, 10, 10, 10, 10, 90), dark(Image.new("L", (50, 50), 255))).text == "a:"
