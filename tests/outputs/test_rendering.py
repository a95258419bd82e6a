"""The renderer: geometry and wording from the layout's data, one code for every family, the same bytes again."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn

from caunoi.outputs.official import (
    Annex,
    Column,
    Dash,
    Heading,
    Keyed,
    OfficialDocument,
    Paragraph,
    Row,
    Signature,
    Table,
    ToWrite,
    number_line,
    place_date_line,
)
from caunoi.outputs.rendering import render_docx
from caunoi.rules.layouts import Layout, layout_for
from tests.outputs.reading import bookmarks, lines_of, needs_office, printed, xml

DAY = date(2026, 10, 12)
PARTY, STATE = layout_for("party", DAY), layout_for("state", DAY)
FIGURES = Table(
    (Column("TT", 12), Column("Nội dung", 100), Column("Số liệu", 40, numeric=True)),
    (
        Row(("A. Nhóm một",), section=True),
        *(Row((str(n), "Buổi tuyên truyền", (Keyed("1.234,5", "SL1"),))) for n in range(1, 61)),
    ),
    ("Ghi chú dưới bảng.",),
)


def document(layout: Layout, **changes: object) -> OfficialDocument:
    source = OfficialDocument(
        superior="Đảng bộ tỉnh An Khê Thượng",
        issuer="Đảng ủy các cơ quan Đảng tỉnh",
        number=number_line(layout, "BC", "ĐU"),
        place_date=place_date_line(layout, "An Khê Thượng", date(2026, 2, 5)),
        type_name="Báo cáo",
        abstract=("kết quả công tác dân vận Quý III/2026",),
        bases=("Căn cứ Nghị quyết số 12-NQ/ĐU", "Căn cứ Kế hoạch số 31-KH/ĐU"),
        notes=("Số liệu chốt đến ngày 12/10/2026",),
        blocks=(
            Heading(1, "I. KẾT QUẢ"),
            ToWrite("[Người lập báo cáo viết: tình hình chung.]"),
            Dash(("Đã tổ chức ", Keyed("12", "SL9"), " buổi")),
            Paragraph("Trên đây là báo cáo kết quả./."),
        ),
        signature=Signature(f"{layout.signing_form('on_behalf')} BAN THƯỜNG VỤ", "Bí thư"),
        recipients=("Tỉnh ủy (để báo cáo)", "Các chi bộ trực thuộc", "Lưu Văn phòng"),
        annexes=(
            Annex("Phụ lục 1", "Chỉ tiêu", (FIGURES,), landscape=True),
            Annex("Phụ lục 2", "Số liệu", (FIGURES,), ("chốt ngày 12/10/2026",)),
        ),
    )
    return replace(source, **changes)  # type: ignore[arg-type]


def opened(data: bytes):  # type: ignore[no-untyped-def]
    return Document(io.BytesIO(data))


@pytest.mark.parametrize("layout", [PARTY, STATE], ids=lambda one: one.code)
def test_paper_and_margins_are_those_of_the_data(layout: Layout) -> None:
    section = opened(render_docx(document(layout), layout)).sections[0]
    page = layout.page
    given = [page.width_mm, page.height_mm, page.top_mm, page.bottom_mm, page.left_mm, page.right_mm]
    lengths = (
        section.page_width, section.page_height, section.top_margin, section.bottom_margin,
        section.left_margin, section.right_margin,
    )  # fmt: skip
    assert [round(length.mm, 1) for length in lengths] == given
    if layout.page_number.distance_mm is not None:
        assert round(section.header_distance.mm, 1) == layout.page_number.distance_mm


def test_other_margins_in_the_data_give_other_margins_on_the_page() -> None:
    wide = replace(PARTY, page=replace(PARTY.page, left_mm=35, top_mm=25))
    section = opened(render_docx(document(wide), wide)).sections[0]
    assert (round(section.left_margin.mm), round(section.top_margin.mm)) == (35, 25)


def test_margins_of_even_pages_are_mirrored_only_when_printed_on_two_sides() -> None:
    one = xml(render_docx(document(PARTY), PARTY), "word/settings.xml")
    two = xml(render_docx(document(PARTY, two_sided=True), PARTY), "word/settings.xml")
    state = xml(render_docx(document(STATE, two_sided=True), STATE), "word/settings.xml")
    assert ("mirrorMargins" in one, "mirrorMargins" in two, "mirrorMargins" in state) == (False, True, False)


def test_the_page_number_is_hidden_on_first_pages_and_starts_anew_in_each_annex() -> None:
    sections = opened(render_docx(document(PARTY), PARTY)).sections
    assert all(section.different_first_page_header_footer for section in sections)
    assert "PAGE" in sections[0].header._element.xml
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in sections]
    assert [start is not None and start.get(qn("w:start")) for start in starts] == [False, "1", "1"]


def test_a_landscape_annex_lies_and_the_next_one_stands() -> None:
    sections = opened(render_docx(document(PARTY), PARTY)).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip


@pytest.mark.parametrize("layout", [PARTY, STATE], ids=lambda one: one.code)
def test_body_paragraphs_follow_the_rule_on_lines_and_indent(layout: Layout) -> None:
    last = next(p for p in opened(render_docx(document(layout), layout)).paragraphs if "Trên đây" in p.text)
    form, rule = last.paragraph_format, layout.body
    assert round(form.first_line_indent.mm) == rule.indent_mm
    assert form.space_before.pt >= rule.space_before_pt
    assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    if rule.line_exact_pt:
        low, high = rule.line_exact_pt
        assert form.line_spacing_rule == WD_LINE_SPACING.EXACTLY
        assert low <= form.line_spacing.pt <= high
    else:
        assert rule.line_spacing[0] <= form.line_spacing <= rule.line_spacing[1]


def test_a_party_text_ends_with_a_stop_and_a_state_text_with_its_mark() -> None:
    assert "Trên đây là báo cáo kết quả." in lines_of(render_docx(document(PARTY), PARTY))
    assert "Trên đây là báo cáo kết quả./." in lines_of(render_docx(document(STATE), STATE))


def test_a_last_line_that_ends_with_a_figure_gets_its_mark_once() -> None:
    source = document(PARTY, blocks=(Dash(("Số buổi: ", Keyed("12", "SL9"))),))
    assert "- Số buổi: 12." in lines_of(render_docx(source, PARTY))


def test_party_documents_have_five_hyphens_and_state_documents_a_line() -> None:
    assert "-----" in lines_of(render_docx(document(PARTY), PARTY))
    assert "-----" not in lines_of(render_docx(document(STATE), STATE))


def test_head_and_foot_carry_the_wording_of_the_family() -> None:
    head, foot = opened(render_docx(document(PARTY), PARTY)).tables[:2]
    left, right = (cell.text.split("\n") for cell in head.rows[0].cells)
    assert left == ["ĐẢNG BỘ TỈNH AN KHÊ THƯỢNG", "ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH", "*"]
    assert right[0] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert [cell.text for cell in head.rows[1].cells] == [
        "Số …-BC/ĐU",
        "An Khê Thượng, ngày 05 tháng 02 năm 2026",
    ]
    recipients, signature = (cell.text.split("\n") for cell in foot.rows[0].cells)
    assert recipients == [
        "Nơi nhận:", "- Tỉnh ủy (để báo cáo);", "- Các chi bộ trực thuộc;", "- Lưu Văn phòng.",
    ]  # fmt: skip
    assert signature == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", ""]


def test_a_second_family_needs_only_its_data_file() -> None:
    head = opened(render_docx(document(STATE), STATE)).tables[0]
    right = head.rows[0].cells[1].text.split("\n")
    assert right[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert "Độc lập - Tự do - Hạnh phúc" in right
    assert head.rows[1].cells[0].text == "Số: …/BC-ĐU"
    assert "TM. BAN THƯỜNG VỤ" in opened(render_docx(document(STATE), STATE)).tables[1].rows[0].cells[1].text


def test_a_document_before_the_rule_of_may_2026_parts_recipients_by_commas() -> None:
    old = layout_for("party", date(2026, 5, 26))
    assert (
        "- Các chi bộ trực thuộc," in opened(render_docx(document(old), old)).tables[1].rows[0].cells[0].text
    )


def test_the_same_document_gives_the_same_bytes_without_todays_date() -> None:
    data = render_docx(document(PARTY), PARTY)
    assert data == render_docx(document(PARTY), PARTY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {2026}
        assert len({entry.date_time for entry in archive.infolist()}) == 1


def test_a_table_repeats_its_heading_and_sets_figures_right() -> None:
    table = opened(render_docx(document(PARTY), PARTY)).tables[2]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[2].cells[2].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert table.rows[2].cells[1].paragraphs[0].alignment != WD_ALIGN_PARAGRAPH.RIGHT


def test_a_figure_that_is_printed_again_keeps_a_bookmark_of_its_own() -> None:
    data = render_docx(document(PARTY), PARTY)
    found = bookmarks(data)
    assert found["SL9"] == "12"
    assert {found[name] for name in found if name.startswith("SL1")} == {"1.234,5"}
    ids = re.findall(r'<w:bookmarkStart[^>]*w:id="(\d+)"', xml(data))
    assert len(ids) == len(set(ids)) == 121


def test_what_the_author_must_write_is_marked() -> None:
    unwritten = next(p for p in opened(render_docx(document(PARTY), PARTY)).paragraphs if "[Người" in p.text)
    assert unwritten.runs[0].font.highlight_color is not None


def test_control_characters_in_a_name_do_not_break_the_file() -> None:
    data = render_docx(document(PARTY, issuer="Đảng ủy\x0b\x00 xã"), PARTY)
    assert "ĐẢNG ỦY XÃ" in opened(data).tables[0].rows[0].cells[0].text


@needs_office
def test_libreoffice_prints_it_with_the_number_hidden_on_first_pages(tmp_path: Path) -> None:
    pages = printed(render_docx(document(PARTY), PARTY), tmp_path)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in pages[0]
    assert not pages[0].startswith("1 ")
    second_of_annex = next(place for place, page in enumerate(pages) if "PHỤ LỤC 1" in page) + 1
    assert pages[second_of_annex].startswith("2 TT Nội dung Số liệu")
    assert any("1.234,5" in page for page in pages)


@needs_office
def test_libreoffice_keeps_the_short_lines_of_both_heads_unbroken(tmp_path: Path) -> None:
    for layout, line in (
        (PARTY, "An Khê Thượng, ngày 05 tháng 02 năm 2026"),
        (STATE, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ):
        folder = tmp_path / layout.code
        folder.mkdir()
        assert line in printed(render_docx(document(layout), layout), folder)[0]
