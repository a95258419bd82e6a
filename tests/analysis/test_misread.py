from collections import Counter

import pytest
from benchmarks.quality.goldens import load

from caunoi.analysis import analyze
from caunoi.analysis.misread import mended
from caunoi.analysis.misread_capitals import misread_capitals
from caunoi.analysis.misread_labels import misread_labels
from caunoi.analysis.misread_symbols import misread_symbols
from caunoi.analysis.normal import normalize, view


def read(text: str) -> str:
    """The text as its fields have it."""
    seen = mended(view(text))[0]
    assert len(seen.flat) == len(seen.low) == len(seen.read) == len(text)
    return seen.words(0, len(text))


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Nghị quyết số 12-NQ/ĐĐU", "Nghị quyết số 12-NQ/ĐU"),
        ("Chỉ thị số 38/CT-TTEg ngày", "Chỉ thị số 38/CT-TTg ngày"),
        ("Quyết định số 1850/QĐ-TTE,", "Quyết định số 1850/QĐ-TTg,"),
        ("số 1480/QĐ-T1g.", "số 1480/QĐ-TTg."),
        ("Kết luận số 184/KL-TTTr", "Kết luận số 184/KL-TTr"),
        ("số 1074/QĐĐ-BXD", "số 1074/QĐ-BXD"),
        ("số 05/NQ-HĐNĐ", "số 05/NQ-HĐND"),
        ("số 05-NỌ/TU", "số 05-NQ/TU"),
        ("Số: UBND-KT", "Số:/UBND-KT"),
        ("Số 15 NQ/TU", "Số 15-NQ/TU"),
    ],
)
def test_a_symbol_takes_the_letters_whose_strokes_it_has(printed, meant):
    assert read(printed) == meant


@pytest.mark.parametrize(
    "symbol",
    [
        "11-QĐi/TW",
        "72-NQ/TƯ",
        "15/TB-ĐĐBQH",
        "07/BC-ĐBQH",
        "21/KH-BTI",
        "16/HD-HND",
        "3/CCT-TTHT",
        "12/QĐ-TT",
        "45/TTr-TTr",
        "88/QĐ-TTCP",
        "9/DA-UBND",
        "102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN",
    ],
)
def test_a_symbol_that_may_be_right_is_not_read_as_another(symbol):
    assert not list(misread_symbols(f"Văn bản số {symbol} ngày 01/02/2026"))


def test_no_symbol_of_any_golden_is_read_as_another():
    mended_symbols: Counter[str] = Counter()
    seen = set()
    for golden in load():
        for item in golden.data.get("citations", []):
            seen.add(item.get("symbol") or "")
            if list(misread_symbols(f"số {item.get('symbol') or ''},")):
                mended_symbols["a locked one" if golden.locked else item["symbol"]] += 1
    if not seen:
        pytest.skip("../shared/corpus is absent")
    assert len(seen) > 100
    assert not mended_symbols


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("IL MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("L. MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("I. MỤC ĐÍCH\nIL YÊU CẦU", "I. MỤC ĐÍCH II.YÊU CẦU"),
        ("I. MỤC ĐÍCH\nIIL YÊU CẦU", "I. MỤC ĐÍCH II. YÊU CẦU"),
        ("I. MỘT\nII. HAI\nIIL BA VIỆC", "I. MỘT II. HAI III.BA VIỆC"),
        ("c) một;\nđ) hai;\nđ) ba;", "c) một; d) hai; đ) ba;"),
        ("8. Một.\n9, Chăm lo", "8. Một. 9. Chăm lo"),
        ("7. Một.\n6. Hai.\n9. Ba.", "7. Một. 8. Hai. 9. Ba."),
        ("7. Một.\n6. Hai.", "7. Một. 8. Hai."),
    ],
)
def test_a_label_goes_on_with_the_count_of_its_neighbours(printed, meant):
    assert read(printed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "c) một;\nd) hai;\nđ) ba;",
        "c) một;\nđ) hai;\ne) ba;",
        "khoản 8\n9, Điều 6 của Luật",
        "8. Một,\n9, Điều 6 của Luật",
        "I. MỤC ĐÍCH\nII. YÊU CẦU\nIII. TỔ CHỨC",
        "I. MỤC ĐÍCH\nV. YÊU CẦU",
        "A. MỞ ĐẦU\n1. QUY ĐỊNH CHUNG\n2. QUY ĐỊNH RIÊNG",
        "XL. MỤC ĐÍCH",
        "| KẾ HOẠCH",
        "1 KẾ HOẠCH",
        "1. Một.\n2. Hai.\n1. Ba.\n2. Bốn.",
        "6. Một.\n6. Hai.\n7. Ba.",
        "4. Một.\n2. Hai.",
        "LAO ĐỘNG VIỆT NAM",
    ],
)
def test_a_label_that_may_be_right_stays(text):
    assert not list(misread_labels(text))


def test_capitals_take_the_diacritics_that_the_sentences_have():
    text = "SỞ THÔNG TIN VÀ TRUYỂN THÔNG\nGiao Sở Thông tin và Truyền thông; ngành truyền thông."
    assert read(text).startswith("SỞ THÔNG TIN VÀ TRUYỀN THÔNG")


def test_official_words_in_capitals_need_no_sentence():
    assert read("ĐẢNG ỦY CÁC CƠ QUAN ĐANG TĨNH") == "ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH"


def test_small_letters_of_the_head_follow_most_sentences_on_both_sides():
    said = (
        "Cần tăng cường phòng cháy; phải tăng cường phòng cháy; việc tăng cường phòng cháy và việc tăng giá."
    )
    assert read(f"Về tăng cường phỏng cháy\n{said}").startswith("Về tăng cường phòng cháy")
    assert read(f"Về phỏng cháy\n{said}").startswith("Về phỏng cháy")


@pytest.mark.parametrize(
    "text",
    [
        # The sentences know both spellings.
        "TỔ DÂN PHỐ MẬN\nTổ dân phố mận và dân phố mặn, phố mẫn.",
        # The pair stands in a sentence as it stands in the heading.
        "QUẢN LÝ THUẾ\nViệc quản lý thuế và quán lý sự.",
        "BÌNH AN\nÔng Bình đến An Bình.",
    ],
)
def test_capitals_that_some_sentence_confirms_stay(text):
    assert not list(misread_capitals(text))


def test_recipients_are_found_though_the_word_was_misread():
    seen, places = mended(view("Điều 2. Thi hành.\nNơi nhân:\n- Như trên."))
    assert "\nNơi nhận:\n" in seen.flat
    assert [reading for _, reading in places] == ["Nơi nhận"]


def test_the_text_stays_as_it_was_recognized_and_the_field_has_the_reading():
    text = "Căn cứ Chỉ thị số 38/CT-TTEg ngày 29/9/2020 của Thủ tướng Chính phủ về khoáng sản."
    found = analyze(text, ocr=True)
    assert found.text == text
    assert [citation.symbol for citation in found.citations] == ["38/CT-TTg"]
    assert [(warning.code, warning.suggestion) for warning in found.warnings if warning.span] == [
        ("ocr-suspect", "TTg")
    ]


def test_a_text_that_was_not_recognized_is_never_mended():
    text = "Căn cứ Chỉ thị số 38/CT-TTEg ngày 29/9/2020 của Thủ tướng Chính phủ."
    assert [citation.symbol for citation in analyze(text).citations] == ["38/CT-TTEg"]


def test_letters_that_differ_only_in_tone_placement_are_no_misreading():
    assert (
        mended(view(normalize("UỶ BAN NHÂN DÂN TỈNH HOÀ SƠN\nỦy ban nhân dân tỉnh Hòa Sơn giao.")))[1] == ()
    )
