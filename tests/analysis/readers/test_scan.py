"""Scanned pages are recognized: header, numbers, tables and marks come out as from a born-digital file."""

from io import BytesIO

import pypdfium2
import pytest
from benchmarks.quality.paper import scan

from caunoi.analysis import Analysis, Unreadable, analyze_bytes, read_bytes
from caunoi.analysis.readers import scan as scan_reader
from caunoi.analysis.readers import tesseract
from tests.analysis.readers import scans
from tests.analysis.readers.pdf_files import Page, column, pdf

BODY_FEW = scans.BODY[:5]
WORDS = "Thực hiện công tác quản lý đô thị và các quy định của tỉnh"


def analysis(*pages) -> Analysis:
    return analyze_bytes(scan(pages), "a.pdf")


@pytest.fixture(scope="module")
def clean() -> Analysis:
    return analysis(scans.page())


def test_a_header_in_two_columns_gives_number_date_and_issuer(clean):
    found = clean.metadata
    assert (found.symbol, found.date, found.place) == ("15-NQ/ĐU", "2026-02-05", "Sơn Hạ")
    assert (found.issuer, found.parent_issuer) == ("Đảng ủy xã Sơn Hạ", "Đảng bộ tỉnh Thanh Lâm")
    assert clean.text.split("\n")[0] == scans.LEFT[0]


def test_numerals_of_strokes_keep_their_count(clean):
    labels = [
        item.label for item in clean.provisions if item.kind in {"section", "clause", "part"} and item.label
    ]
    assert [label.strip(".") for label in labels] == ["I", "1", "2", "II", "1", "III", "1"]


def test_the_source_tells_that_the_text_was_recognized(clean):
    assert clean.source.ocr
    assert clean.source.media_type == "application/pdf"
    assert clean.source.pages == 1
    assert clean.page_starts == (0,)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_lying_on_its_side_or_head_is_turned(turn):
    found = analysis(scans.page(*BODY_FEW).rotate(turn, expand=True)).metadata
    assert (found.symbol, found.date) == ("15-NQ/ĐU", "2026-02-05")


@pytest.mark.parametrize("degrees", [3, -4.5])
def test_a_tilted_page_is_straightened(degrees):
    found = analysis(scans.tilted(scans.page(*BODY_FEW), degrees))
    assert (found.metadata.symbol, found.metadata.date) == ("15-NQ/ĐU", "2026-02-05")
    assert "1. Đến năm 2030 có ít nhất 85% hợp tác xã hoạt động có hiệu quả." in found.text.split("\n")


def test_a_photograph_in_uneven_light_is_read():
    found = analyze_bytes(scans.encoded(scans.photographed(scans.page(*BODY_FEW))), "anh.jpg")
    assert (found.metadata.symbol, found.metadata.date) == ("15-NQ/ĐU", "2026-02-05")
    assert found.source.media_type == "image/jpeg"
    assert found.source.ocr


def test_the_cells_of_a_ruled_table_are_parted_by_tabs():
    rows = (
        ("Nội dung", "Cơ quan chủ trì", "Thời gian"),
        ("Rà soát hộ nghèo", "Phòng Kinh tế", "Tháng 6/2026"),
    )
    text = read_bytes(scan([scans.page("DANH MỤC", header=False, rows=rows)]), "a.pdf").text
    assert "\t".join(rows[0]) in text.split("\n")
    assert "\t".join(rows[1]) in text.split("\n")


def test_of_a_mixed_file_only_the_pictures_are_recognized():
    digital = Page(column(60, 780, *[WORDS] * 5))
    alone = read_bytes(pdf(digital), "a.pdf")
    told: list[tuple[int, int]] = []
    both = read_bytes(
        joined(pdf(digital), scan([scans.page(*BODY_FEW)])), "a.pdf", progress=lambda *at: told.append(at)
    )
    assert both.text.startswith(alone.text + "\n" + scans.LEFT[0])
    assert both.ocr
    assert both.page_starts == (0, len(alone.text) + 1)
    assert told == [(0, 1), (1, 1)]


def test_a_born_digital_file_tells_where_its_pages_begin_and_is_not_recognized():
    found = analyze_bytes(pdf(Page(column(60, 780, WORDS, WORDS)), Page(column(60, 780, WORDS))), "a.pdf")
    assert not found.source.ocr
    assert [found.text[start:] for start in found.page_starts] == ["\n".join([WORDS] * 3), WORDS]


def test_progress_is_told_page_by_page_and_a_blank_page_stays_blank():
    told: list[tuple[int, int]] = []
    short = scans.page("Về việc họp thôn", header=False)
    blank = short.point(lambda _: 255)
    data = scan([short, blank, scans.page("Kết thúc văn bản", header=False)])
    reading = read_bytes(data, "a.pdf", progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert reading.text == "Về việc họp thôn\nKết thúc văn bản"
    first, second, third = reading.page_starts
    assert (first, reading.text[second:], reading.text[third:]) == (0, "Kết thúc văn bản", "Kết thúc văn bản")


def test_a_scan_without_any_letter_is_refused():
    with pytest.raises(Unreadable) as refused:
        read_bytes(scan([scans.page().point(lambda _: 255)]), "a.pdf")
    assert refused.value.code == "empty"


def test_letters_with_a_broken_map_are_recognized_from_the_page():
    foreign = (chr(0x04A0 + at) for at in range(90))
    broken = {letter: next(foreign) for letter in sorted(set(WORDS)) if not letter.isascii()}
    assert read_bytes(pdf(Page(column(60, 800, *[WORDS] * 6)), mapping=broken), "a.pdf").ocr


@pytest.mark.parametrize(
    "absent",
    [{"_program": lambda: None}, {"_languages": lambda: frozenset({"eng"})}],
    ids=["program", "data"],
)
def test_without_tesseract_a_scan_is_refused_with_the_names_of_the_packages(monkeypatch, absent):
    for name, value in absent.items():
        monkeypatch.setattr(tesseract, name, value)
    with pytest.raises(Unreadable) as refused:
        read_bytes(pdf(Page(picture=True)), "a.pdf")
    assert refused.value.code == "no-ocr"
    assert "tesseract-ocr, tesseract-ocr-vie" in refused.value.message
    assert "tesseract-ocr-vie" in (tesseract.missing() or "")


def test_without_tesseract_a_born_digital_file_is_still_read(monkeypatch):
    monkeypatch.setattr(tesseract, "_program", lambda: None)
    assert read_bytes(pdf(Page(column(60, 780, *[WORDS] * 5))), "a.pdf").text


def test_more_scanned_pages_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(scan_reader, "MAX_PAGES", 1)
    with pytest.raises(Unreadable) as refused:
        read_bytes(pdf(Page(picture=True), Page(picture=True)), "a.pdf")
    assert refused.value.code == "too-large"


def test_a_page_that_takes_too_long_stops_the_reading(monkeypatch):
    monkeypatch.setattr(tesseract, "PAGE_SECONDS", 0.01)
    with pytest.raises(Unreadable) as refused:
        read_bytes(scan([scans.page("Một trang", header=False)]), "a.pdf")
    assert refused.value.code == "too-long"


def joined(*files: bytes) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for data in files:
        whole.import_pages(pypdfium2.PdfDocument(data))
    out = BytesIO()
    whole.save(out)
    return out.getvalue()
