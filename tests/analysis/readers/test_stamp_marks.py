"""A mark of secrecy that is stamped on a scan reaches the metadata; words about secrecy do not."""

import pytest
from benchmarks.quality.paper import scan
from PIL import Image

from caunoi.analysis import analyze, analyze_bytes
from caunoi.analysis.readers import stamp_marks
from tests.analysis.readers import scans
from tests.analysis.readers.pdf_files import Page, column, pdf

FEW = scans.BODY[:4]


@pytest.mark.parametrize(
    ("mark", "wanted", "how"),
    [
        ("MẬT", "mat", {"degrees": 4}),
        ("TỐI MẬT", "toi-mat", {"degrees": -6, "ink": "#c03048"}),
        ("TUYỆT MẬT", "tuyet-mat", {"degrees": 7, "place": (300, 60)}),
        ("MẬT", "mat", {"degrees": -3, "ink": "#222222"}),
    ],
)
def test_a_stamp_in_a_frame_marks_the_document(mark, wanted, how):
    found = analyze_bytes(scan([scans.stamped(scans.page(*FEW), mark, **how)]), "a.pdf")
    assert found.metadata.secrecy == wanted
    assert (found.metadata.symbol, found.metadata.date) == ("15-NQ/ĐU", "2026-02-05")
    assert "secrecy-marked" in {warning.code for warning in found.warnings}


def test_a_tilted_scan_with_a_tilted_stamp_is_marked():
    page = scans.tilted(scans.stamped(scans.page(*FEW), "TỐI MẬT", degrees=5), 2.5)
    assert analyze_bytes(scan([page]), "a.pdf").metadata.secrecy == "toi-mat"


def test_a_document_about_secrecy_is_not_secret():
    lines = (*FEW, "2. Tài liệu mang dấu Mật, Tối mật và Tuyệt mật được giao nhận theo sổ riêng.")
    assert analyze_bytes(scan([scans.page(*lines)]), "a.pdf").metadata.secrecy is None


def test_a_red_seal_on_another_word_is_no_mark():
    page = scans.stamped(scans.page(*FEW), "BẢN SAO")
    assert analyze_bytes(scan([page]), "a.pdf").metadata.secrecy is None


HEAD = (
    "ĐẢNG BỘ TỈNH THANH LÂM\nĐẢNG ỦY XÃ SƠN HẠ\n{}\nSố 15-NQ/ĐU\nSơn Hạ, ngày 05 tháng 02 năm 2026\n"
    "NGHỊ QUYẾT\nvề công tác\nI. MỤC TIÊU\n"
)


@pytest.mark.parametrize(
    ("printed", "mark", "wanted"), [("TỐI MẠT", "TỐI MẬT", "toi-mat"), ("MÂT", "MẬT", "mat")]
)
def test_a_mark_that_lost_its_diacritics_is_read_and_a_person_is_told(printed, mark, wanted):
    found = analyze(HEAD.format(printed), ocr=True)
    assert found.metadata.secrecy == wanted
    suspect = next(warning for warning in found.warnings if warning.suggestion == mark)
    assert suspect.span
    assert found.text[slice(*suspect.span)] == printed


def test_the_front_broken_off_in_a_header_is_no_mark():
    assert analyze(HEAD.format("ỦY BAN\nMẶT\nTRẬN TỔ QUỐC")).metadata.secrecy is None


def test_a_heading_about_secrets_in_capitals_is_no_mark():
    heading = scans.page("BẢO VỆ BÍ MẬT NHÀ NƯỚC", *FEW)
    assert stamp_marks.find_marks(heading.convert("RGB")) == []
    red = heading.convert("RGB")
    red.paste((220, 30, 40), (0, 0), heading.point(lambda level: 255 if level < 128 else 0))
    assert stamp_marks.find_marks(red) == []


def test_a_stamp_that_touches_the_text_is_read():
    page = scans.stamped(scans.page(*FEW), "HỎA TỐC", ink="#333333", degrees=6, place=(400, 95))
    assert [mark.text[-3:] for mark in stamp_marks.find_marks(page)] == ["TỐC"]


def searchable(picture: Image.Image, strips: int = 1, *, letters: bool = True) -> bytes:
    """A scan as many scanners write it: the picture, perhaps in strips, and letters that the scanner read."""
    high = picture.height // strips
    parts = [picture.crop((0, at * high, picture.width, (at + 1) * high)) for at in range(strips)]
    held = [(scans.encoded(part.convert("RGB")), part.width, part.height) for part in parts]
    said = column(60, 300, *["van ban ve phat trien kinh te tap the"] * 5) if letters else []
    return pdf(Page(said, strips=held))


@pytest.mark.parametrize("strips", [1, 4])
def test_a_scan_that_brings_its_own_letters_is_searched_for_stamps_all_the_same(strips):
    page = scans.stamped(scans.page(*FEW), "MẬT")
    found = analyze_bytes(searchable(page, strips), "a.pdf")
    assert found.metadata.secrecy == "mat"
    assert not found.source.ocr
    assert analyze_bytes(searchable(scans.page(*FEW), strips), "a.pdf").metadata.secrecy is None


def test_a_scan_in_strips_is_a_scan():
    found = analyze_bytes(searchable(scans.page(*FEW), 4, letters=False), "a.pdf")
    assert found.source.ocr
    assert found.metadata.symbol == "15-NQ/ĐU"
