"""The pages of files on their way in: upload, progress, outcomes, corrections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caunoi.documents import review
from caunoi.documents.incoming import read_incoming
from caunoi.documents.models import Document, IncomingFile
from tests.documents import texts
from tests.documents.conftest import findings_of, version_of
from tests.documents.test_registering import BAD_FILES, everything_stored
from tests.world import World

SignIn = Callable[[str], Client]
Send = Callable[..., Any]


@pytest.fixture
def reviewer(sign_in: SignIn, today: date) -> Client:
    return sign_in("chuyen.vien")


def shown(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def send(reviewer: Client, django_capture_on_commit_callbacks: Callable[..., Any]) -> Send:
    """``send((name, data), …)`` uploads files; they are read before the answer is back."""

    def upload(*uploads: tuple[str, bytes], **more: str) -> Any:
        files = [SimpleUploadedFile(name, data) for name, data in uploads]
        with django_capture_on_commit_callbacks(execute=True):
            return reviewer.post(reverse("document-upload"), {"uploads": files, **more})

    return upload


def test_one_file_leads_to_the_list_and_from_there_to_its_document(reviewer: Client, send: Send) -> None:
    response = send(("nghi-quyet.docx", texts.docx(texts.RESOLUTION)))
    document = Document.objects.system("test").get()
    row = IncomingFile.objects.system("test").get()
    assert response.url == f"{reverse('incoming')}?tep={row.pk}"
    page = shown(reviewer.get(response.url))
    assert "Đã nhận 12-NQ/ĐU." in page
    assert reverse("document", args=[document.pk]) in page
    assert reverse("document-review", args=[document.pk]) in page
    assert "hx-get" not in page.split('id="tep-dang-doc"')[1]


def test_the_page_that_waits_asks_again_and_is_led_on(reviewer: Client) -> None:
    """Nothing commits here, so the file waits as long as the test likes."""
    file = SimpleUploadedFile("nghi-quyet.docx", texts.docx(texts.RESOLUTION))
    response = reviewer.post(reverse("document-upload"), {"uploads": [file]})
    row = IncomingFile.objects.system("test").get()
    rows = f"{reverse('incoming-rows')}?tep={row.pk}"
    page = shown(reviewer.get(response.url))
    assert f'hx-get="{rows}"' in page
    assert "Đang chờ" in page
    assert "Xem lại" in page
    assert "1 tệp đang đọc" in shown(reviewer.get(reverse("documents")))
    IncomingFile.objects.system("test").update(state="reading", pages_done=4, pages_total=30)
    part = shown(reviewer.get(rows, headers={"HX-Request": "true"}))
    assert part.startswith("<section")
    assert "đã đọc 4 trên 30 trang" in part
    assert f'hx-get="{rows}"' in part
    assert reviewer.get(rows).url == reverse("incoming")
    read_incoming.func(row.job_id or 0)
    document = Document.objects.system("test").get()
    arrived = reviewer.get(rows, headers={"HX-Request": "true"})
    assert arrived["HX-Redirect"] == reverse("document", args=[document.pk])


def test_each_of_several_files_has_its_own_outcome(reviewer: Client, send: Send) -> None:
    response = send(
        ("nghi-quyet.docx", texts.docx(texts.RESOLUTION)),
        ("hong.docx", texts.docx(texts.PLAN)[:2000]),
        ("mat.docx", texts.docx(texts.SECRET)),
        ("ke-hoach.txt", texts.txt(texts.PLAN)),
        ("lan-hai.txt", texts.txt(texts.PLAN)),
    )
    assert response.url == reverse("incoming")
    page = shown(reviewer.get(response.url))
    assert page.count("Đã nhận</span>") == 2
    assert page.count("Không nhận</span>") == 2
    assert "cán bộ bảo mật" in page
    assert "mat.docx" not in page
    assert "đã có trong hệ thống" in page
    assert everything_stored() == (2, 2, 2)


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gives_a_sentence_and_the_page_still_works(
    reviewer: Client, send: Send, name: str
) -> None:
    data, file_name = BAD_FILES[name]
    page = shown(reviewer.get(send((file_name, data)).url))
    assert file_name in page
    assert "Không nhận" in page
    assert everything_stored() == (0, 0, 0)
    send(("ke-hoach.txt", texts.txt(texts.PLAN)))
    assert everything_stored() == (1, 1, 1)


def test_a_person_stops_a_file_and_takes_it_off_the_list(reviewer: Client) -> None:
    file = SimpleUploadedFile("ke-hoach.txt", texts.txt(texts.PLAN))
    reviewer.post(reverse("document-upload"), {"uploads": [file]})
    row = IncomingFile.objects.system("test").get()
    assert reviewer.post(reverse("incoming-clear", args=[row.pk])).status_code == 409
    assert "Đã hủy" in shown(reviewer.post(reverse("incoming-stop", args=[row.pk]), follow=True))
    again = reviewer.post(reverse("incoming-stop", args=[row.pk]))
    assert again.status_code == 409
    assert "Đã hủy" in shown(again)
    page = shown(reviewer.post(reverse("incoming-clear", args=[row.pk]), follow=True))
    assert "Không có tệp nào đang đưa vào" in page
    assert reviewer.get(reverse("incoming-stop", args=[row.pk])).status_code == 405


def test_only_pictures_are_pages_of_one_document(reviewer: Client, send: Send) -> None:
    response = send(("ke-hoach.txt", texts.txt(texts.PLAN)), as_pages="on")
    assert response.status_code == 422
    assert "Chỉ ghép được ảnh" in shown(response)
    assert not IncomingFile.objects.system("test").exists()


def test_the_form_takes_scans_and_photographs(reviewer: Client) -> None:
    page = shown(reviewer.get(reverse("document-upload")))
    accepted = page.split('accept="')[1].split('"')[0].split(",")
    assert {".docx", ".pdf", ".jpg", ".png"} <= set(accepted)
    assert "chưa đọc được" not in page


def test_an_upload_without_a_file_says_so(reviewer: Client) -> None:
    response = reviewer.post(reverse("document-upload"), {})
    assert response.status_code == 422
    assert "Chọn ít nhất một tệp" in shown(response)


def test_an_oversized_upload_is_cut_off_with_a_sentence(world: World, today: date, settings: Any) -> None:
    """Also with the forgery check, whose token is read from the very body that is cut off."""
    settings.CAUNOI_UPLOAD_LIMIT = 200_000
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["chuyen.vien"], backend="django.contrib.auth.backends.ModelBackend")
    token = str(client.get(reverse("document-upload")).context["csrf_token"])
    big = SimpleUploadedFile("to.docx", b"PK\x03\x04" + b"0" * 900_000)
    response = client.post(reverse("document-upload"), {"csrfmiddlewaretoken": token, "uploads": [big]})
    assert response.status_code == 422
    assert "lớn hơn" in shown(response)
    assert everything_stored() == (0, 0, 0)


def correct(client: Client, document: Document, data: bytes, reason: str, capture: Any) -> Any:
    file = SimpleUploadedFile("sua.docx", data)
    with capture(execute=True):
        return client.post(reverse("document-correct", args=[document.pk]), {"file": file, "reason": reason})


def test_a_correction_lists_what_could_not_move(
    reviewer: Client, resolution: Document, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    for finding in findings_of(resolution):
        review.confirm(actor=world.reviewer, finding=finding)
    data = texts.docx(texts.RESOLUTION.replace("- Mỗi chi bộ xây dựng ít nhất 01 mô hình dân vận khéo.", ""))
    response = correct(reviewer, resolution, data, "Bỏ một chỉ tiêu", django_capture_on_commit_callbacks)
    page = shown(reviewer.get(response.url))
    place = reverse("document-review", args=[resolution.pk])
    assert "1 không còn chỗ" in page
    assert place in page
    page = shown(reviewer.get(place))
    assert "Chưa chuyển được từ bản trước" in page
    assert "ít nhất 01 mô hình dân vận khéo" in page


def test_a_correction_with_a_bad_file_keeps_the_reason_for_the_next(
    reviewer: Client, resolution: Document, django_capture_on_commit_callbacks: Any
) -> None:
    rubbish = b"PK\x03\x04 rubbish"
    response = correct(reviewer, resolution, rubbish, "Sai chính tả", django_capture_on_commit_callbacks)
    row = IncomingFile.objects.system("test").get()
    back = f"{reverse('document-correct', args=[resolution.pk])}?tep={row.pk}"
    assert back in shown(reviewer.get(response.url))
    assert "Sai chính tả</textarea>" in shown(reviewer.get(back))
    assert version_of(resolution).number == 1


def test_a_correction_without_a_file_keeps_the_reason(reviewer: Client, resolution: Document) -> None:
    url = reverse("document-correct", args=[resolution.pk])
    response = reviewer.post(url, {"reason": "Sai chính tả"})
    assert response.status_code == 422
    assert "Sai chính tả</textarea>" in shown(response)
