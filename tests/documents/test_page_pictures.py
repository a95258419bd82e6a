"""The picture of a printed page beside its text."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from caunoi.analysis.page_pictures import page_picture
from caunoi.documents.models import Document, DocumentVersion
from caunoi.documents.pages import page_of
from caunoi.kernel import files
from tests.documents.conftest import version_of

pytestmark = pytest.mark.django_db
PDF = "application/pdf"


def _page(colour: str) -> Image.Image:
    return Image.new("RGB", (300, 420), colour)


def _picture(colour: str, kind: str) -> bytes:
    out = BytesIO()
    _page(colour).save(out, kind)
    return out.getvalue()


def _pdf(*colours: str) -> bytes:
    out = BytesIO()
    first, *others = map(_page, colours)
    first.save(out, "PDF", save_all=True, append_images=others)
    return out.getvalue()


def _shown(data: bytes) -> tuple[int, int, int]:
    found = Image.open(BytesIO(data)).convert("RGB").getpixel((20, 20))
    assert isinstance(found, tuple)
    return tuple(found)  # type: ignore[return-value]


def test_each_page_is_drawn_as_itself():
    data = _pdf("red", "blue")
    first, second = page_picture(data, PDF, 1), page_picture(data, PDF, 2)
    assert first and second  # noqa: PT018
    assert _shown(first)[0] > 200 > 60 > _shown(first)[2]
    assert _shown(second)[2] > 200 > 60 > _shown(second)[0]


def test_the_process_that_opens_a_file_knows_no_key(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CAUNOI_SECRET_KEY", "x")
    given: list[dict[str, str]] = []
    run = subprocess.run

    def seen(*words: Any, **how: Any) -> Any:
        given.append(how["env"])
        return run(*words, **how)

    monkeypatch.setattr(subprocess, "run", seen)
    assert page_picture(_pdf("red"), PDF, 1)
    assert [name for name in given[0] if name.startswith("CAUNOI_")] == []


def test_a_photograph_is_its_own_page():
    drawn = page_picture(_picture("green", "JPEG"), "image/jpeg", 1)
    assert drawn
    assert Image.open(BytesIO(drawn)).format == "WEBP"


@pytest.mark.parametrize(
    ("data", "media_type", "page"),
    [
        (b"%PDF-1.7\nkh\xc3\xb4ng", PDF, 1),
        (b"", PDF, 1),
        (b"\x89PNG\r\n", "image/png", 1),
        (_pdf("red"), PDF, 2),
        (_pdf("red"), PDF, 0),
        (b"x", "text/plain", 1),
    ],
)
def test_what_cannot_be_drawn_is_no_error(data: bytes, media_type: str, page: int):
    assert page_picture(data, media_type, page) is None


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (9, 1), (10, 2), (24, 2), (25, 3), (900, 3)])
def test_a_place_stands_on_the_page_that_began_last(offset: int, page: int):
    assert page_of([0, 10, 25], offset) == page
    assert page_of([], offset) is None


@pytest.fixture
def scanned(resolution: Document) -> DocumentVersion:
    """The resolution as if it had been read from a scan of two pages."""
    version = version_of(resolution)
    source = version.analysis["source"] | {"media_type": PDF, "ocr": True, "pages": 2}
    half = len(version.text) // 2
    version.analysis = version.analysis | {"source": source, "page_starts": [0, half]}
    stored = files.store(_pdf("red", "blue"), PDF)
    version.save(update_fields=["analysis"])
    # The file of a version is frozen; the test puts a scan in place of what the fixture stored.
    version.source_file.media_type, version.source_file.sha256 = stored.media_type, stored.sha256
    stored.delete()
    version.source_file.save()
    return version


def _address(version: DocumentVersion, page: int) -> str:
    return f"/van-ban/{version.document_id}/ban/{version.number}/trang/{page}/anh.webp"


def test_a_reader_of_the_document_sees_its_pages(scanned: DocumentVersion, sign_in: Callable[[str], Client]):
    client = sign_in("chuyen.vien")
    answer = client.get(_address(scanned, 2))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert _shown(answer.content)[2] > 200
    assert client.get(_address(scanned, 3)).status_code == 404
    assert client.get(_address(scanned, 0)).status_code == 404


def test_a_stranger_sees_no_page(scanned: DocumentVersion, sign_in: Callable[[str], Client]):
    assert sign_in("nguoi.la").get(_address(scanned, 1)).status_code == 404


def test_a_kept_picture_is_shown_to_nobody_without_being_asked_for(
    scanned: DocumentVersion, sign_in: Callable[[str], Client]
):
    client, address = sign_in("chuyen.vien"), _address(scanned, 1)
    answer = client.get(address)
    assert "no-cache" in answer["Cache-Control"]
    assert "max-age" not in answer["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    known = {"If-None-Match": answer["ETag"]}
    assert sign_in("nguoi.la").get(address, headers=known).status_code == 404


def test_a_recognized_text_stands_beside_its_page_from_the_start(
    scanned: DocumentVersion, sign_in: Callable[[str], Client]
):
    client, address = sign_in("chuyen.vien"), f"/van-ban/{scanned.document_id}/ra-soat/"
    page = client.get(address).content.decode()
    assert _address(scanned, 1) in page
    assert 'data-page="1"' in page
    assert 'data-page="2"' in page
    assert "nhận dạng từ ảnh quét" in page
    assert _address(scanned, 2) in client.get(address + "?trang=2").content.decode()
    assert "data-review-image" not in client.get(address + "?trang=0").content.decode()


def test_a_word_file_has_no_pages_to_show(resolution: Document, sign_in: Callable[[str], Client]):
    page = sign_in("chuyen.vien").get(f"/van-ban/{resolution.pk}/ra-soat/?trang=1").content.decode()
    assert "data-review-image" not in page
    assert "Xem ảnh trang" not in page
