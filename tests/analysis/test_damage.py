import pytest

from caunoi.analysis.damage import damaged_mark, damaged_type, plain, restored_name
from caunoi.analysis.misread import mended
from caunoi.analysis.normal import view


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("CHÍ THỊ", "chỉ thị"),
        ("QUYÉT ĐỊNH", "quyết định"),
        ("QUYẾTĐỊNH “", "quyết định"),
        ("Quyết định", None),
        ("THU", None),
        ("QUYẾT ĐỊNH VỀ VIỆC THÀNH LẬP", None),
    ],
)
def test_a_type_in_capitals_is_known_but_for_diacritics_and_spaces(line, name):
    assert damaged_type(line) == name


def test_a_name_takes_its_letters_from_the_sentences_or_from_the_place():
    assert restored_name("Sở Y te", "Theo đề nghị của Sở Y tế, nay giao.", None) == "Sở Y tế"
    assert (
        restored_name("Ủy ban nhân dân tinh son lam", "không có", "Sơn Lam") == "Ủy ban nhân dân tỉnh Sơn Lam"
    )
    assert restored_name("Uy ban nhân dân xã Mẫu", "không có", None) == "Ủy ban nhân dân xã Mẫu"


def test_a_name_that_nothing_restores_stays_as_it_was_read():
    assert restored_name("Sở Xây dưng", "Không câu nào nói tới.", "Sơn Lam") == "Sở Xây dưng"


def test_offsets_hold_without_diacritics():
    text = "Ủy ban nhân dân Đặng Ðình ế ự"
    assert len(plain(text)) == len(text)
    assert plain(text).isascii()


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("ngày l5 tháng O2 năm 2O26", "ngày 15 tháng 02 năm 2026"),
        ("ngày 0I/6/2025", "ngày 01/6/2025"),
        ("ngày 16 tháng TÌ năm 2020", "ngày 16 tháng 11 năm 2020"),
        ("ngày 0T/6/2025", "ngày 01/6/2025"),
        ("số 1Ø74/QĐ-UBND", "số 1074/QĐ-UBND"),
        ("số 1O2/2025/NĐ-CP", "số 102/2025/NĐ-CP"),
        ("đạt l00%", "đạt 100%"),
        ("05/2026/QHI5", "05/2026/QH15"),
        ("số 12/QD-UBND", "số 12/QĐ-UBND"),
        ("15-NQ/DU", "15-NQ/ĐU"),
        ("102/2025/ND-CP", "102/2025/NĐ-CP"),
        ("ø1ao Sở", "giao Sở"),
        ("sử dụnø", "sử dụng"),
    ],
)
def test_rules_see_the_digits_and_letters_that_recognition_lost(printed, read):
    text = f"Căn cứ {printed} của tỉnh"
    seen, places = mended(view(text))
    assert (seen.text, seen.flat) == (text, f"Căn cứ {read} của tỉnh")
    assert seen.low == seen.flat.lower()
    assert places
    assert all(text[slice(*span)] != reading for span, reading in places)


@pytest.mark.parametrize(
    "text",
    [
        "Số 15/QĐ-UBND ngày 10/6/2025",
        "Điều I/Phần II",
        "IO/QĐ-TW",
        "khoản I, Điều 5",
        "15-HD/ND",
        "OSS-15/2/2026",
    ],
)
def test_what_may_be_right_is_not_mended(text):
    assert mended(view(text))[1] == ()


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("TỐI MẠT", "TỐI MẬT"),
        (" MÂT ", "MẬT"),
        ("HÓA TỐC", "HỎA TỐC"),
        ("TUYKET MẠT", "TUYỆT MẬT"),
        ("TÓI MÀT", "TỐI MẬT"),
        ("MÙA", None),
        ("SỐ MẬT", None),
        ("MẬT", None),
        ("Mắt", None),
        ("MẶT TRẬN", None),
    ],
)
def test_a_mark_is_known_but_for_its_diacritics(cell, mark):
    assert damaged_mark(cell) == mark
