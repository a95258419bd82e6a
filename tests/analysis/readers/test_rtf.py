import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.analysis import Unreadable, read_bytes
from caunoi.analysis.readers import RTF
from tests.analysis.files import outcome
from tests.analysis.readers.encodings import TCVN3, UNICODE

HEAD = rb"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTime;}}"


def unicode(text):
    return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text).encode()


def read(body):
    return read_bytes(HEAD + body + b"}", "a.rtf")


def lines(body):
    return read(body).text.split("\n")


def test_paragraphs_are_lines_and_unicode_escapes_are_letters():
    reading = read(unicode("Kế hoạch") + rb"\par " + unicode("Năm 2026") + rb"\par")
    assert (reading.text, reading.media_type) == ("Kế hoạch\nNăm 2026", RTF)


def test_the_stand_in_of_an_escape_is_skipped_as_often_as_announced():
    assert lines(rb"{\uc2\u7871 abc}{\uc0\u7871 d}\u7871 ?e\par") == ["ếcếdếe"]


def test_a_font_table_and_a_style_sheet_are_no_text():
    assert lines(rb"{\stylesheet{\s1 Heading 1;}}{\info{\author X}}{\*\generator Y;}Xin\par") == ["Xin"]


def test_a_printed_list_label_stays():
    assert lines(rb"{\listtext 1.\tab}N\u7897?i dung\par") == ["1.\tNội dung"]


def test_a_table_becomes_rows():
    row = rb"\trowd\intbl A\cell B\cell\row"
    assert lines(row + rb"\trowd\intbl C\par c\cell D\cell\row\pard Sau\par") == ["A\tB", "C c\tD", "Sau"]


def test_a_header_table_is_read_column_after_column():
    body = unicode(
        r"\trowd\intbl UBND\par XÃ SƠN HẠ\cell CỘNG HÒA XÃ HỘI\par Độc lập - Tự do\cell\row\pard Hết\par"
    )
    assert lines(body) == ["UBND", "XÃ SƠN HẠ", "CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "Hết"]


def test_a_running_head_comes_first_and_a_footer_does_not_come():
    assert lines(rb"{\header M\u7852?T\par}{\footer chan\par}Xin\par") == ["MẬT", "Xin"]


def test_a_text_box_stands_before_its_paragraph():
    box = rb"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv b}}{\shptxt M\u7853?t\par}}{\shprslt{\*\do x}}}"
    assert lines(box + rb"Xin\par") == ["Mật", "Xin"]


def test_deleted_words_are_not_read():
    assert lines(rb"Xin {\deleted xoa }ch\u224?o\par") == ["Xin chào"]


def test_a_field_shows_its_result_only():
    assert lines(rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt trang}} 2\par") == ["trang 2"]


def test_bytes_of_a_picture_are_skipped():
    assert lines(rb"{\pict\bin4 }}}}x}Xin\par") == ["Xin"]


def test_the_character_set_of_a_font_decides_a_byte():
    body = rb"{\fonttbl{\f2\fcharset204 Arial;}}{\f2 \'cf}\'cf\par"
    assert lines(body) == ["ПÏ"]


def test_an_unknown_code_page_is_read_as_the_usual_one():
    assert read_bytes(rb"{\rtf1\ansi\ansicpg1 \'e0\par}", "a.rtf").text == "à"


def test_runs_in_a_font_of_tcvn3_become_unicode():
    words = "".join(f"\\'{byte:02x}" for byte in TCVN3.encode("cp1252")).encode()
    reading = read(rb"{\f1 " + words + rb"}\par \'e0\par")
    assert reading.encoding == "tcvn3"
    assert reading.text.split("\n") == [UNICODE[0].lower() + UNICODE[1:], "à"]


def test_unicode_under_a_font_of_tcvn3_is_not_mangled():
    assert read(rb"{\f1 " + unicode(UNICODE + " là") + rb"}\par").text == UNICODE + " là"


def test_a_rich_text_called_doc_is_read():
    assert read_bytes(HEAD + rb"Xin\par}", "a.doc").text == "Xin"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"Xin", "not-what-it-says"),
        (HEAD + rb"\par}", "empty"),
        (HEAD + b"Xin", "truncated"),
        (HEAD + b"}}}", "truncated"),
        (HEAD + b"{" * 2000 + b"}" * 2001, "too-deep"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(data, code):
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "a.rtf")
    assert caught.value.code == code
    assert "hãy " in caught.value.message.lower()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text("\\{}'uabcxpr0123456789 *", max_size=200).map(str.encode))
def test_any_content_is_read_or_refused(body):
    assert outcome(HEAD + body + b"}", "a.rtf")
