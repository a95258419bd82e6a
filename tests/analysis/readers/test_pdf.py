import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.analysis import Unreadable, analyze_bytes, read_bytes
from caunoi.analysis.readers import PDF
from caunoi.analysis.readers import pdf as reader
from tests.analysis.files import outcome
from tests.analysis.readers.encodings import TCVN3
from tests.analysis.readers.pdf_files import Page, column, pdf

LEFT = column(60, 800, "ỦY BAN NHÂN DÂN", "XÃ SƠN HẠ", "Số:      /KH-UBND")
RIGHT = column(
    260,
    800,
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Sơn Hạ, ngày     tháng 3 năm 2026",
)
BODY = column(
    60, 700, "KẾ HOẠCH", "Thực hiện công tác quản lý nước sạch của các thôn trong năm 2026 trên toàn xã"
)


@pytest.fixture
def handed_over(monkeypatch):
    """The pages that the reader hands over to recognition, file by file."""
    asked = []

    def recognized(render, pages, progress=None):
        asked.append(list(pages))
        return {page: ["Nhận dạng được"] for page in pages}

    monkeypatch.setattr("caunoi.analysis.readers.scan.recognized", recognized)
    return asked


def read(*pages, **how):
    return read_bytes(pdf(*pages, **how), "a.pdf")


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "a.pdf")
    return caught.value


def lines(*words, **page):
    return read(Page(list(words), **page)).text.split("\n")


def test_lines_come_in_reading_order_whatever_the_order_in_the_file():
    reading = read(Page([*reversed(BODY)]))
    assert reading.text.split("\n") == [words for _, _, words in BODY]
    assert (reading.media_type, reading.pages, reading.encoding) == (PDF, 1, "utf-8")


def test_a_header_of_two_columns_is_read_column_after_column():
    mixed = [words for pair in zip(LEFT, RIGHT, strict=True) for words in pair]
    assert lines(*mixed, *BODY)[:6] == [" ".join(words.split()) for _, _, words in LEFT + RIGHT]


def test_recipients_and_signer_are_read_column_after_column():
    left = column(60, 200, "Nơi nhận:", "- Như trên;", "- Lưu: VT.")
    right = column(330, 200, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    found = lines(*BODY, *left, *right)
    assert [line for line in found if line][-5:] == [words for _, _, words in left + right]


def test_two_columns_of_plain_words_stay_rows():
    assert lines(*column(60, 500, "Thôn Đông", "Thôn Tây"), *column(300, 500, "12 hộ", "15 hộ")) == [
        "Thôn Đông 12 hộ",
        "Thôn Tây 15 hộ",
    ]


def test_number_and_day_that_only_a_signature_field_shows_are_found():
    filled = [(82, 768, "25"), (345, 768, "08")]
    metadata = analyze_bytes(pdf(Page(LEFT + RIGHT + BODY, fields=filled)), "a.pdf").metadata
    assert (metadata.symbol, metadata.date) == ("25/KH-UBND", "2026-03-08")


def test_a_blank_that_a_field_covers_does_not_part_its_number():
    assert lines((60, 700, "Số:    /KH"), fields=[(82, 700, "25")]) == ["Số: 25 /KH"]


def rules(xs, ys):
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def test_a_ruled_table_becomes_rows_and_a_cell_of_two_lines_stays_one():
    words = [
        (65, 488, "TT"), (105, 488, "Nhiệm vụ"), (305, 488, "Thời gian"),
        (65, 460, "1"), (105, 460, "Lập danh sách"), (105, 446, "hộ nghèo"), (305, 460, "Quý II"),
    ]  # fmt: skip
    assert lines(*words, lines=rules([60, 100, 300, 500], [440, 480, 500])) == [
        "TT\tNhiệm vụ\tThời gian",
        "1\tLập danh sách hộ nghèo\tQuý II",
    ]


def test_a_cell_over_two_columns_is_one_cell():
    drawn = [line for line in rules([60, 200, 400], [440, 480, 500]) if line[0] != 200 or line[2] != 200]
    words = [(150, 488, "Chỉ tiêu năm 2026"), (65, 460, "Hộ nghèo"), (205, 460, "3 %")]
    assert lines(*words, lines=[*drawn, (200, 440, 200, 480)]) == ["Chỉ tiêu năm 2026", "Hộ nghèo\t3 %"]


def test_the_shade_behind_words_makes_no_table():
    shades = [(60, 480 - at * 20, 100, 18) for at in range(3)] + [
        (100, 480 - at * 20, 200, 18) for at in range(3)
    ]
    assert "\t" not in "".join(lines((62, 485, "Kế hoạch"), (140, 485, "năm"), shades=shades))


def test_page_numbers_that_count_with_the_pages_are_left_out_and_nothing_else():
    pages = [
        Page([(290, 820, str(at + 1)), (60, 700, f"Trang ghi {at}"), (60, 600, "2026")]) for at in range(3)
    ]
    kept = [["Trang", "ghi", str(at), "2026"] for at in range(3)]
    assert read(*pages).text.split() == sum(kept, [])


def test_a_number_alone_that_does_not_count_with_the_pages_stays():
    pages = [Page([(60, 700, "Số hộ"), (60, 680, "15")]), Page([(60, 700, "Số thôn"), (60, 680, "4")])]
    assert read(*pages).text.split("\n") == ["Số hộ", "15", "Số thôn", "4"]


def test_a_text_layer_in_tcvn3_becomes_unicode():
    reading = read(Page(column(60, 700, TCVN3)))
    assert reading.encoding == "tcvn3"
    assert "quyết định các đơn vị thực hiện" in reading.text


def test_a_page_without_letters_is_a_scan_and_goes_to_recognition(handed_over):
    read(Page(BODY), Page(picture=True))
    assert handed_over == [[1]]


def test_a_picture_behind_a_page_of_text_is_no_scan():
    assert (
        "Thực hiện công tác"
        in read(Page(column(60, 700, *["Thực hiện công tác quản lý"] * 5), picture=True)).text
    )


def test_a_signature_on_a_scan_is_not_taken_for_its_text(handed_over):
    read(
        Page(
            fields=[(60, 60, "Người ký: Ủy ban nhân dân xã Sơn Hạ, ngày ký: 08/3/2026 10:20:30")],
            picture=True,
        )
    )
    assert handed_over == [[0]]


def test_letters_with_a_broken_map_go_to_recognition(handed_over):
    foreign = (chr(0x04A0 + at) for at in range(90))
    words = [words for _, _, words in BODY]
    broken = {letter: next(foreign) for letter in sorted(set("".join(words))) if not letter.isascii()}
    read(Page(column(60, 800, *words * 6)), Page(BODY), mapping=broken)
    assert handed_over == [[0, 1]]


def test_a_page_in_another_language_is_not_taken_for_broken():
    page = Page(column(60, 800, *["The people of the village meet every month in the house of culture"] * 5))
    assert "house of culture" in read(page).text


def test_a_file_with_a_password_is_refused(monkeypatch):
    whole = pdf(Page(BODY))
    locked = (
        b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
        + b"61" * 32
        + b">/U<"
        + b"62" * 32
        + b">>>/ID[<00><00>]/Root"
    )
    assert refusal(whole.replace(b"/Root", locked)).code == "encrypted"


def test_a_file_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    assert refusal(pdf(*[Page(BODY)] * 3)).code == "too-large"


def test_a_file_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(reader, "TIME_LIMIT", -1.0)
    refused = refusal(pdf(Page(BODY)))
    assert refused.code == "too-long"
    assert "Hãy " in refused.message


def test_a_page_of_endless_letters_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "_MAX_GLYPHS", 20)
    assert refusal(pdf(Page(BODY))).code == "too-large"


@pytest.mark.parametrize("data", [b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_pdf_is_refused(data):
    assert refusal(data).code == "not-what-it-says"


def test_a_file_that_breaks_off_is_refused():
    assert refusal(b"%PDF-1.7\n1 0 obj\n<<").code == "truncated"


def test_an_empty_page_is_refused():
    assert refusal(pdf(Page())).code == "empty"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=12))
def test_any_damage_is_read_or_refused(at, noise):
    whole = pdf(Page(BODY, fields=[(60, 60, "25")], lines=rules([60, 100, 300], [440, 480, 500])))
    at %= len(whole)
    assert outcome(whole[:at] + noise + whole[at + len(noise) :], "a.pdf")


def test_the_subject_under_the_number_belongs_to_the_left_column_and_the_body_does_not():
    subject = [(66, 752, "V/v cấp nước")]
    found = lines(*LEFT, *RIGHT, *subject, (60, 730, "Căn cứ kế hoạch năm"), (60, 714, "Xét đề nghị"))
    assert found[3] == "V/v cấp nước"
    assert found[4:7] == [" ".join(words.split()) for _, _, words in RIGHT]
    assert found[-2:] == ["Căn cứ kế hoạch năm", "Xét đề nghị"]
