import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.analysis import Unreadable, read_bytes
from caunoi.analysis.readers import HTML
from tests.analysis.files import outcome
from tests.analysis.readers.encodings import TCVN3


def read(body, head=""):
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def lines(body):
    return read(body).text.split("\n")


def test_blocks_are_lines_and_blanks_are_one():
    reading = read("<p>Kế   hoạch\n năm</p><div>Điều <b>1</b>. Nội<br>dung</div>")
    assert (reading.text, reading.media_type) == ("Kế hoạch năm\nĐiều 1. Nội\ndung", HTML)


def test_scripts_styles_and_hidden_parts_are_dropped():
    body = "<script>x()</script><style>p{}</style><p>Xin</p><p style='display: none'>thừa</p><!-- y -->"
    assert read(body, "<title>Trang</title>").text == "Xin"


def test_a_table_becomes_rows():
    row = "<tr><td>1</td><td><p>Lập danh sách</p><p>hộ nghèo</p></td></tr>"
    assert lines(f"<table><thead><tr><th>TT</th><th>Việc</th></tr></thead><tbody>{row}</tbody></table>") == [
        "TT\tViệc",
        "1\tLập danh sách hộ nghèo",
    ]


def test_a_header_table_is_read_column_after_column():
    cells = "<td><p>UBND</p><p>XÃ SƠN HẠ</p></td><td><p>CỘNG HÒA XÃ HỘI</p><p>Độc lập - Tự do</p></td>"
    assert lines(f"<table><tr>{cells}</tr></table>") == [
        "UBND",
        "XÃ SƠN HẠ",
        "CỘNG HÒA XÃ HỘI",
        "Độc lập - Tự do",
    ]


def test_list_items_get_the_labels_that_a_browser_prints():
    assert lines("<ol start=3><li>Ba<li value=7>Bảy<li>Tám</ol>") == ["3. Ba", "7. Bảy", "8. Tám"]
    assert lines("<ol type=a><li>Một<ul><li>Hai</ul></ol>") == ["a. Một", "• Hai"]


def test_a_page_in_another_encoding_is_read_by_its_declaration():
    data = '<meta charset="utf-16"><p>Kế hoạch</p>'
    assert "Kế hoạch" in read_bytes(data.encode("utf-16"), "a.htm").text
    cyrillic = '<meta http-equiv=Content-Type content="text/html; charset=windows-1251"><p>План</p>'
    assert read_bytes(cyrillic.encode("cp1251"), "a.html").text == "План"


def test_a_page_in_tcvn3_becomes_unicode():
    reading = read(f"<p>{TCVN3}</p>")
    assert reading.encoding == "tcvn3"
    assert "quyết định các đơn vị" in reading.text


def test_an_external_entity_is_not_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật của máy chủ", "utf-8")
    data = f'<!DOCTYPE html [<!ENTITY f SYSTEM "{secret.as_uri()}">]><p>Xin &f;</p>'
    found = read_bytes(data.encode(), "a.html").text
    assert "Xin" in found
    assert "bí mật" not in found


def test_entities_that_grow_do_not_grow():
    data = b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p>Xin &b;</p>'
    assert len(read_bytes(data, "a.html").text) < 100


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"<p> </p>", "empty"), (b"%PDF-1.7", "not-what-it-says")]
)
def test_a_bad_file_is_refused(data, code):
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "a.html")
    assert caught.value.code == code


def test_deep_nesting_is_read_or_refused_and_does_not_bring_down_the_process():
    assert outcome(b"<div>" * 100_000 + b"Xin", "a.html")
    assert outcome(b"<table><tr><td>" * 5000 + b"Xin", "a.html")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200) | st.text("<>/tabledrpovi &;#x0123=\"'!-", max_size=200))
def test_any_page_is_read_or_refused(text):
    assert outcome(text.encode("utf-8", "surrogatepass"), "a.html")
