"""Where the characters of a text stand in its Word file."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from caunoi.analysis import analyze_bytes
from caunoi.analysis.readers.docx_places import Places, find_places
from caunoi.analysis.readers.numbering import child
from caunoi.language.text import nfc
from tests.analysis.files import docx, level, numbered, numbering, paragraph, row
from tests.analysis.readers.encodings import TCVN3

LIST = numbering(level(0, "decimal", "%1."))


def placed(body: str, with_numbers: bool = False) -> tuple[str, Places | None, Any]:
    """The text of a file with this body, where its characters stand, and the body itself."""
    parts = {"word/numbering.xml": LIST} if with_numbers else None
    data = docx(body, parts)
    text = analyze_bytes(data, "x.docx").text
    root = etree.fromstring(_main(data))
    numbers = etree.fromstring(LIST.encode()) if with_numbers else None
    return text, find_places(child(root, "body"), numbers, None, text), root


def _main(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def letters(text: str, places: Places) -> str:
    """The letters of the text that the parts point at, each once and in order."""
    spots = sorted({place for part in places.parts for place in part.places})
    return "".join(text[spot] for spot in spots)


def test_every_letter_but_the_labels_that_word_counts_has_its_place() -> None:
    text, places, _ = placed(
        numbered("Một việc") + numbered("Hai việc") + paragraph("Hết"), with_numbers=True
    )
    assert text == "1. Một việc\n2. Hai việc\nHết"
    assert places is not None
    assert letters(text, places) == "MộtviệcHaiviệcHết"


def test_each_part_holds_the_letters_it_says() -> None:
    cells = row(paragraph("TT"), paragraph("Nội dung"), paragraph("Cơ quan"), paragraph("Hạn"))
    text, places, _ = placed(
        paragraph("  Trước bảng ") + f"<w:tbl>{cells * 2}</w:tbl>" + paragraph("Sau bảng")
    )
    assert places is not None
    for part in places.parts:
        for at, place in zip(part.inside, part.places, strict=True):
            assert part.element.text[at] == text[place]
    assert letters(text, places) == "".join(text.split())


def test_columns_that_only_place_a_head_are_followed_in_the_order_of_the_text() -> None:
    left = paragraph("ĐẢNG ỦY") + paragraph("Số 5-KH/ĐU")
    right = paragraph("ĐẢNG CỘNG SẢN VIỆT NAM") + paragraph("An Khê Thượng, ngày 02/6/2026")
    text, places, _ = placed(f"<w:tbl>{row(left, right)}{row(paragraph('*'), paragraph('x'))}</w:tbl>")
    assert places is not None
    start = text.index("Số 5")
    assert [part.element.text for part in places.touching(start, start + 10)] == ["Số 5-KH/ĐU"]
    starts = [part.places[0] for part in places.parts]
    assert starts == sorted(starts)


def test_decomposed_letters_keep_their_marks() -> None:
    apart = "ĐẢNG ỦY họp".replace("Ả", "A\u0309").replace("Ủ", "U\u0309").replace("ọ", "o\u0323")
    text, places, _ = placed(paragraph(apart))
    assert text == "ĐẢNG ỦY họp"
    assert places is not None
    assert letters(text, places) == "ĐẢNGỦYhọp"
    assert nfc(places.parts[0].element.text) == text


def test_an_encoding_from_before_unicode_is_told_and_the_file_stays_as_it_is() -> None:
    run = f'<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>{TCVN3}</w:t></w:r></w:p>'
    text, places, root = placed(run)
    assert text.startswith("ủy ban nhân dân tỉnh")
    assert places is not None
    assert [part.whole for part in places.parts] == [True]
    assert TCVN3 in "".join(root.itertext())


def test_a_file_with_other_words_has_no_places() -> None:
    root = etree.fromstring(_main(docx(paragraph("Một việc"))))
    assert find_places(child(root, "body"), None, None, "Hai việc") is None
    assert find_places(child(root, "body"), None, None, "việc") is None


def test_what_stands_before_the_body_is_no_part_of_it() -> None:
    root = etree.fromstring(_main(docx(paragraph("Một việc"))))
    places = find_places(child(root, "body"), None, None, "Tiêu đề trang\nMột việc")
    assert places is not None
    assert places.parts[0].places[0] == len("Tiêu đề trang\n")
