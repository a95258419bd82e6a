import pytest
from PIL import Image, ImageDraw

from caunoi.analysis.readers import second_look, tesseract
from caunoi.analysis.readers.second_look import looked_again, merged
from caunoi.analysis.readers.tesseract import Word


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("2026.", "2028.", "2028."),
        ("1074/QĐÐ-BXD;", "1074/QD-BXD:", "1074/QĐ-BXD;"),
        ("10Ø74/QĐ-BXD", "1074/QD-BXD", "1074/QĐ-BXD"),
        ("38/CT-TTEg", "38/CT-TTg", "38/CT-TTg"),
        ("20ó/UBND-KT", "206/UBND-KT", "206/UBND-KT"),
        ("UBTVQHIS5-CP-ĐCT", "UBTVQH15-CP-DCT", "UBTVQH15-CP-ĐCT"),
        ("2]", "21", "21"),
    ],
)
def test_digits_and_letters_come_from_the_second_look_and_diacritics_from_the_first(first, second, both):
    assert merged(first, second) == both


@pytest.mark.parametrize(
    ("first", "second"), [("01", "O1"), ("11-QĐi/TW", "11-QDI/TW"), ("3.", "3,"), ("05", "OS"), ("2026", "")]
)
def test_a_digit_is_not_given_up_for_a_letter_or_a_mark(first, second):
    assert merged(first, second) == first


def test_letters_stay_where_the_second_look_is_hardly_surer():
    assert merged("16/KH-BTT", "16/KH-BTI", letters=False) == "16/KH-BTT"
    assert merged("I6/KH-BTT", "16/KH-BTI", letters=False) == "16/KH-BTT"


def word(text: str, confidence: int, top: int = 0) -> Word:
    return Word(text, 0, top, 100, top + 40, top + 40, 40, confidence)


@pytest.fixture
def said(monkeypatch):
    """What the second look reads, in the order of the words that it is shown."""
    readings: list[tuple[str, int]] = []

    def words_of(sheet, mode, language, signs):
        assert (language, set("0123456789/-") <= set(signs)) == ("eng", True)
        rows = [second_look._APART + at * (72 + second_look._APART) for at in range(len(readings))]
        return [word(text, sure, top) for (text, sure), top in zip(readings, rows, strict=True)]

    monkeypatch.setattr(tesseract, "words_of", words_of)
    monkeypatch.setattr(tesseract, "knows", lambda language: True)
    return readings


def test_the_surer_reading_counts(said):
    said += [("2028", 96), ("2019", 60), ("38/CT-TTg", 95)]
    words = [word("2026", 68), word("2018", 50), word("tháng", 90), word("38/CT-TTEg", 40), word("2.", 10)]
    again = looked_again(words, Image.new("L", (400, 100), 255))
    assert [each.text for each in again] == ["2028", "2018", "tháng", "38/CT-TTg", "2."]


def test_a_sure_first_reading_stays(said):
    said.append(("907", 83))
    assert looked_again([word("507", 92)], Image.new("L", (400, 100), 255))[0].text == "507"


def test_nothing_is_looked_at_without_the_other_model(said, monkeypatch):
    monkeypatch.setattr(tesseract, "knows", lambda language: False)
    assert looked_again([word("2026", 1)], Image.new("L", (400, 100), 255))[0].text == "2026"


@pytest.mark.skipif(tesseract.missing() is not None, reason="Tesseract with Vietnamese is not installed")
def test_words_are_told_apart_by_their_rows():
    """Real recognition of two drawn numbers, both first misread."""
    picture = Image.new("L", (900, 300), 255)
    draw = ImageDraw.Draw(picture)
    draw.text((20, 20), "2028", 0, font_size=60)
    draw.text((20, 150), "1074/NQ-CP", 0, font_size=60)
    words = [
        Word("2O26", 15, 15, 180, 95, 80, 60, 20),
        Word("IO74/NO-CP", 15, 145, 420, 225, 210, 60, 20),
    ]
    assert [each.text for each in looked_again(words, picture)] == ["2028", "1074/NQ-CP"]
