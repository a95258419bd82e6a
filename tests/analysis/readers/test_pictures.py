"""Photographs become pages of one PDF: upright, on white, of bounded size."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from caunoi.analysis import Unreadable, read_bytes
from caunoi.analysis.readers import pictures
from caunoi.analysis.readers.pictures import join_pictures
from tests.analysis.readers.scans import encoded

WIDE = Image.new("RGB", (300, 200), "white")


def shapes(data: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(data)
    return ["wide" if page.get_width() > page.get_height() else "tall" for page in pages]


def refusal(data: bytes, name: str = "a.jpg") -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name)
    return caught.value


def test_pictures_become_pages_in_their_order():
    tall = WIDE.rotate(90, expand=True)
    assert shapes(join_pictures([encoded(WIDE), encoded(tall, "PNG"), encoded(WIDE, "BMP")])) == [
        "wide",
        "tall",
        "wide",
    ]


def test_a_photograph_is_turned_as_its_camera_noted():
    turned = Image.Exif()
    turned[0x0112] = 6
    assert shapes(join_pictures([encoded(WIDE, exif=turned)])) == ["tall"]


def test_a_tif_of_several_pages_gives_them_all():
    rest = [WIDE.rotate(90, expand=True), WIDE]
    assert shapes(join_pictures([encoded(WIDE, "TIFF", save_all=True, append_images=rest)])) == [
        "wide",
        "tall",
        "wide",
    ]


def test_what_is_transparent_becomes_white():
    data = join_pictures([encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")])
    picture = pypdfium2.PdfDocument(data)[0].render().to_pil().convert("L")
    assert picture.getextrema() == (255, 255)


def test_a_large_picture_is_made_smaller(monkeypatch):
    monkeypatch.setattr(pictures, "_KEPT_PIXELS", 600)
    data = join_pictures([encoded(WIDE)])
    assert b"/Width 30/Height 20" in data


def test_a_picture_of_too_many_dots_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    assert refusal(encoded(WIDE)).code == "too-large"


def test_another_file_named_as_a_picture_is_refused():
    assert refusal(b"%PDF-1.4 no picture").code == "not-what-it-says"


def test_half_a_picture_is_refused():
    noise = Image.effect_noise((400, 400), 80)
    assert refusal(encoded(noise)[:9000]).code == "truncated"


def test_no_pictures_are_refused():
    with pytest.raises(Unreadable) as caught:
        join_pictures([])
    assert caught.value.code == "empty"


def test_a_phone_s_own_format_is_refused_with_what_to_do():
    refused = refusal(b"\x00\x00\x00\x18ftypheic", "IMG_1.HEIC")
    assert refused.code == "unsupported"
    assert ".jpg" in refused.message


def test_the_suffix_of_a_picture_does_not_have_to_be_its_kind():
    out = BytesIO()
    WIDE.save(out, "PNG")
    assert refusal(out.getvalue(), "a.jpg").code == "empty"
