import pytest

from caunoi.analysis.labels import follows, read_label, roman, roman_value


def label(text):
    return read_label(text, text.lower())


@pytest.mark.parametrize(
    ("line", "kind", "printed"),
    [
        ("Phần thứ hai", "part", "Phần thứ hai"),
        ("Chương IV", "chapter", "Chương IV"),
        ("Mục 2", "section", "Mục 2"),
        ("Điều 12. Hiệu lực", "article", "Điều 12"),
        ("Điều 5a. Bổ sung", "article", "Điều 5a"),
        ("A. NỘI DUNG", "part", "A"),
        ("IV- TỔ CHỨC", "section", "IV"),
        ("XIX. PHỤ TRÁCH", "section", "XIX"),
        ("3. Chỉ tiêu", "clause", "3"),
        ("3) Chỉ tiêu", "clause", "3"),
        ("3/ Chỉ tiêu", "clause", "3"),
        ("1.2.3. Việc", "clause", "1.2.3"),
        ("2.1 Việc", "clause", "2.1"),
        ("đ) Việc khác", "point", "đ"),
        ("- Việc", "dash", "-"),
        ("+ Việc", "item", "+"),
        ("Phụ lục II", "appendix", "Phụ lục II"),
        ("(2). Việc", "point", "(2)"),
        ("Điêu 2. Chức năng", "article", "Điêu 2"),
    ],
)
def test_it_reads_printed_labels(line, kind, printed):
    found = label(line)
    assert (found.kind, found.printed) == (kind, printed)


@pytest.mark.parametrize(
    "line",
    ["", "72/2025/QH15;", "06/QĐ-TTG NGÀY", "25 tháng 11", "Điều này", "điều 5 của Luật", "Mục tiêu", "100% cấp ủy",
     "1.234 hộ", "Vì vậy", "-----", "Phần đầu đạt", "2023", "I", "Có"],
)  # fmt: skip
def test_it_does_not_take_other_beginnings_for_labels(line):
    assert label(line) is None


@pytest.mark.parametrize("n", [1, 4, 9, 14, 19, 40, 49, 90])
def test_roman_numerals_read_back(n):
    assert roman_value(roman(n)) == n


def test_points_follow_the_vietnamese_alphabet():
    assert follows(label("đ) x"), label("d) x"))
    assert follows(label("e) x"), label("đ) x"))
    assert follows(label("e) x"), label("d) x")) is False


def test_a_label_of_another_shape_does_not_follow():
    assert not follows(label("2. x"), label("I. x"))
    assert not follows(label("2.1. x"), label("1.1. x"))


@pytest.mark.parametrize("line", ["Điều 27 Nghị định này", "Điều 5 Luật Đất đai", "(1) một là"])
def test_a_reference_or_an_inline_count_labels_nothing(line):
    assert label(line) is None
