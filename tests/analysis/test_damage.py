import pytest

from caunoi.analysis.damage import damaged_type, plain, restored_name


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
