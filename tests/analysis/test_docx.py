from caunoi.analysis import analyze_bytes, read_bytes
from caunoi.analysis.readers import DOCX
from tests.analysis.files import W, docx, level, numbered, numbering, paragraph, row


def lines(body, parts=None):
    return read_bytes(docx(body, parts), "a.docx").text.split("\n")


def test_paragraphs_come_in_order():
    reading = read_bytes(docx(paragraph("Một") + paragraph("Hai")), "a.docx")
    assert (reading.text, reading.media_type) == ("Một\nHai", DOCX)


def test_automatic_numbers_are_rendered_as_printed():
    parts = {
        "word/numbering.xml": numbering(
            level(0, "upperRoman", "%1.")
            + level(1, "decimal", "%2.")
            + level(2, "lowerLetter", "%3)")
            + level(3, "decimal", "%2.%4.")
        )
    }
    body = (
        numbered("MỘT") + numbered("A", level=1) + numbered("x", level=2) + numbered("y", level=2)
        + numbered("B", level=1) + numbered("z", level=2) + numbered("c", level=3) + numbered("HAI")
        + numbered("C", level=1)
    )  # fmt: skip
    assert lines(body, parts) == [
        "I. MỘT", "1. A", "a) x", "b) y", "2. B", "a) z", "2.1. c", "II. HAI", "1. C",
    ]  # fmt: skip


def test_a_list_may_start_elsewhere_and_start_again():
    parts = {
        "word/numbering.xml": numbering(
            level(0, "decimal", "%1.", start=4),
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride '
            'w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
        )
    }
    assert lines(numbered("a") + numbered("b") + numbered("c", list_id=2), parts) == ["4. a", "5. b", "1. c"]


def test_a_style_may_carry_the_number():
    parts = {
        "word/numbering.xml": numbering(level(0, "decimal", "Điều %1.")),
        "word/styles.xml": f"<w:styles {W}><w:style "
        f'w:styleId="D"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="E"><w:basedOn w:val="D"/></w:style></w:styles>',
    }
    assert lines(paragraph("Phạm vi", '<w:pStyle w:val="E"/>'), parts) == ["Điều 1. Phạm vi"]


def test_an_unknown_list_gives_no_label():
    assert lines(numbered("a", list_id=9)) == ["a"]


def test_bullets_are_printed():
    assert lines(numbered("a"), {"word/numbering.xml": numbering(level(0, "bullet", "-"))}) == ["- a"]


def test_a_table_of_data_is_a_row_a_line():
    head, first = (
        row(paragraph("TT"), paragraph("Việc")),
        row(paragraph("1"), paragraph("Rà") + paragraph("soát")),
    )
    body = f"<w:tbl>{head}{first}</w:tbl>"
    assert lines(body) == ["TT\tViệc", "1\tRà soát"]


def test_a_header_table_is_read_column_by_column():
    body = "<w:tbl>" + row(
        paragraph("TỈNH ỦY SƠN LAM") + paragraph("Số 3-KH/TU"),
        paragraph("ĐẢNG CỘNG SẢN VIỆT NAM") + paragraph("Sơn Lam, ngày 02 tháng 01 năm 2026"),
    )
    assert lines(body + "</w:tbl>")[:2] == ["TỈNH ỦY SƠN LAM", "Số 3-KH/TU"]


def test_tabs_breaks_and_hyphens_are_kept_and_deletions_are_not():
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>25</w:t><w:noBreakHyphen/><w:t>NQ</w:t></w:r>"
        "<w:del><w:r><w:delText>cũ</w:delText><w:t>cũ</w:t></w:r></w:del><w:ins><w:r><w:t> "
        "mới</w:t></w:r></w:ins></w:p>"
    )
    assert lines(body) == ["a\tb", "25-NQ mới"]


def test_a_secrecy_mark_in_a_text_box_is_seen():
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('MẬT')}</w:txbxContent></w:pict></w:r></w:p>"
    data = docx(
        box
        + "".join(
            map(
                paragraph,
                ["Số 3-KH/ĐU", "KẾ HOẠCH", "về việc mẫu", "Đảng ủy lập kế hoạch như sau:", "I. MỘT"],
            )
        )
    )
    assert analyze_bytes(data, "a.docx").metadata.secrecy == "mat"


def test_a_secrecy_mark_in_the_running_head_is_seen():
    head = f"<w:hdr {W}>{paragraph('TỐI MẬT')}</w:hdr>"
    assert (
        analyze_bytes(docx(paragraph("Danh sách"), {"word/header1.xml": head}), "a.docx").metadata.secrecy
        == "toi-mat"
    )


def test_the_page_count_is_what_word_noted():
    assert (
        read_bytes(
            docx(paragraph("a"), {"docProps/app.xml": "<Properties><Pages>7</Pages></Properties>"}), "a.docx"
        ).pages
        == 7
    )


def test_an_analysis_of_a_file_carries_name_and_checksum():
    source = analyze_bytes(docx(paragraph("a")), "../../tmp/kế hoạch.docx").source
    assert (source.name, len(source.sha256)) == ("kế hoạch.docx", 64)
