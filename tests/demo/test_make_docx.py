"""The demo's documents as .docx: a Party page, the whole text, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

import caunoi.demo
from caunoi.demo.make_docx import build_docx
from caunoi.demo.markup import MarkupError, parse

DATA = Path(caunoi.demo.__file__).parent / "data"
SMALL = """superior: ĐẢNG BỘ TỈNH NGUYÊN GIANG
issuer: ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH
number: Số 03-NQ/ĐU
place-date: Nguyên Giang, ngày 05 tháng 02 năm 2026
type: NGHỊ QUYẾT
abstract: về một việc nhỏ
authority: T/M BAN CHẤP HÀNH
position: BÍ THƯ
signer: Tạ Hoài Khuê
recipient: Chi bộ trực thuộc
recipient: Lưu Văn phòng
---
# I. TÌNH HÌNH

Một đoạn văn
nối hai dòng.

- Một gạch đầu dòng.
"""


@pytest.fixture(params=["resolution.md", "plan.md"])
def text(request: pytest.FixtureRequest) -> str:
    return (DATA / request.param).read_text(encoding="utf-8")


def test_the_same_text_gives_the_same_bytes_and_no_entry_carries_todays_date(text: str) -> None:
    data = build_docx(text)
    assert data == build_docx(text)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}


def test_the_body_stands_in_the_file_in_order_and_unbroken(text: str) -> None:
    written = [paragraph.text for paragraph in Document(io.BytesIO(build_docx(text))).paragraphs]
    blocks = [block.text for block in parse(text).blocks]
    start = written.index(blocks[0])
    assert written[start : start + len(blocks)] == blocks


def test_the_page_is_a4_with_party_margins_and_its_number_hidden_on_the_first_page() -> None:
    section = Document(io.BytesIO(build_docx(SMALL))).sections[0]
    millimetres = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(length.mm) for length in millimetres] == [30, 15, 20, 20]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer


def test_the_letterhead_stands_left_and_the_partys_name_right() -> None:
    table = Document(io.BytesIO(build_docx(SMALL))).tables[0]
    left, right = (cell.text for cell in table.rows[0].cells)
    assert left.splitlines() == ["ĐẢNG BỘ TỈNH NGUYÊN GIANG", "ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH", "*"]
    assert right.strip() == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert [cell.text for cell in table.rows[1].cells] == [
        "Số 03-NQ/ĐU",
        "Nguyên Giang, ngày 05 tháng 02 năm 2026",
    ]


def test_recipients_end_with_semicolons_and_the_last_with_a_stop() -> None:
    left, right = Document(io.BytesIO(build_docx(SMALL))).tables[1].rows[0].cells
    assert left.text.splitlines() == ["Nơi nhận:", "- Chi bộ trực thuộc;", "- Lưu Văn phòng."]
    assert right.text.splitlines() == ["T/M BAN CHẤP HÀNH", "BÍ THƯ", "Tạ Hoài Khuê"]


def test_lines_of_one_block_are_joined_and_the_body_is_justified() -> None:
    document = Document(io.BytesIO(build_docx(SMALL)))
    joined = next(p for p in document.paragraphs if p.text == "Một đoạn văn nối hai dòng.")
    assert joined.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert not joined.runs[0].bold


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (SMALL.replace("---\n", ""), "---"),
        (SMALL.replace("signer: Tạ Hoài Khuê\n", ""), "signer"),
        (SMALL.replace("type: ", "kind: "), "Dòng 5"),
        (SMALL.replace("position: BÍ THƯ", "position: BÍ THƯ\nposition: PHÓ BÍ THƯ"), "position"),
    ],
)
def test_a_broken_header_is_refused_with_what_is_wrong(broken: str, said: str) -> None:
    with pytest.raises(MarkupError, match=said):
        build_docx(broken)
