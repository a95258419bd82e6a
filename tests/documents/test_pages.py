"""The pages of documents: what each shows, what each action does, and bad input."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from caunoi.documents import review
from caunoi.documents.models import Document, Provision
from caunoi.documents.services import correct_text, distribute
from tests.documents import texts
from tests.documents.conftest import findings_of, version_of
from tests.world import World

SignIn = Callable[[str], Client]
Take = Callable[..., Document]


@pytest.fixture
def reviewer(sign_in: SignIn, today: date) -> Client:
    return sign_in("chuyen.vien")


def shown(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_document_page_shows_tree_citations_recipients_and_story(
    reviewer: Client, resolution: Document, take: Take, world: World
) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    distribute(actor=world.reviewer, document=resolution, units=[world.unit("CS.001")], reason="Để thực hiện")
    page = shown(reviewer.get(reverse("document", args=[resolution.pk])))
    assert "MỤC TIÊU" in page
    assert reverse("document", args=[plan.pk]) in page
    assert "Chi bộ Văn phòng Tỉnh ủy" in page
    assert "Đưa văn bản vào hệ thống" in page
    assert "Ngày ban hành</dt><dd>05/09/2026" in page


def test_a_clause_leads_to_its_words_in_the_text(reviewer: Client, resolution: Document) -> None:
    clause = Provision.objects.system("test").get(version=version_of(resolution), ident="I.2")
    response = reviewer.get(reverse("clause", args=[clause.pk]), follow=True)
    marked = shown(response).split('id="dieu-khoan"')[1].split("</section>")[0]
    assert 'aria-label="Mục I.2"' in marked
    assert "Phấn đấu 95%" in marked
    assert "Giao Văn phòng" not in marked


def test_an_older_clause_opens_in_its_own_version(
    reviewer: Client, resolution: Document, world: World
) -> None:
    clause = Provision.objects.system("test").get(version=version_of(resolution), ident="I.2")
    data = texts.docx(texts.RESOLUTION.replace("95%", "96%"))
    correct_text(actor=world.reviewer, document=resolution, data=data, file_name="b.docx", reason="Sai")
    response = reviewer.get(reverse("clause", args=[clause.pk]), follow=True)
    assert "95%" in shown(response)
    assert "96%" not in shown(response)


def test_the_original_comes_back_byte_by_byte_as_a_download(reviewer: Client, resolution: Document) -> None:
    response = reviewer.get(reverse("document-file", args=[resolution.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content[:2] == b"PK"
    assert len(response.content) == version_of(resolution).source_file.size


def test_the_review_screen_marks_findings_where_they_stand(reviewer: Client, resolution: Document) -> None:
    page = reviewer.get(reverse("document-review", args=[resolution.pk])).content.decode()
    target = findings_of(resolution, "target")[0]
    mark = page.split(f'id="van-{target.pk}"')[1].split("</mark>")[0]
    assert mark.endswith(">Phấn đấu 95% đảng viên được học tập, quán triệt nghị quyết")
    line = page.split("Nâng cao chất lượng")[0].rsplit('data-start="', 1)[1].split('"')[0]
    assert version_of(resolution).text[int(line) :].startswith("Nâng cao")
    total = len(findings_of(resolution))
    assert page.count("data-finding-id") >= 2 * total
    assert page.count('data-act="confirm"') == total


def test_blocks_hold_exactly_their_slice_of_the_text(reviewer: Client, resolution: Document) -> None:
    blocks = reviewer.get(reverse("document-review", args=[resolution.pk])).context["page"].blocks
    text = version_of(resolution).text
    for block in blocks:
        words = "".join(piece.text for piece in block.pieces)
        assert text[block.start : block.start + len(words)] == words
    assert sum(len(piece.text) for block in blocks for piece in block.pieces) == len(text.replace("\n", ""))


@pytest.mark.parametrize(
    ("route", "state"), [("finding-confirm", "confirmed"), ("finding-reject", "rejected")]
)
def test_a_decision_works_as_a_plain_form_post(
    reviewer: Client, resolution: Document, route: str, state: str
) -> None:
    finding = findings_of(resolution)[0]
    response = reviewer.post(reverse(route, args=[finding.pk]), {"revision": 0})
    assert response.url == f"{reverse('document-review', args=[resolution.pk])}#the-{finding.pk}"
    assert findings_of(resolution)[0].state == state
    reviewer.post(reverse("finding-reopen", args=[finding.pk]), {"revision": 1})
    assert findings_of(resolution)[0].state == "proposed"


def test_to_htmx_a_decision_answers_with_the_one_card(reviewer: Client, resolution: Document) -> None:
    finding = findings_of(resolution)[0]
    response = reviewer.post(
        reverse("finding-confirm", args=[finding.pk]), {"revision": 0}, headers={"HX-Request": "true"}
    )
    page = shown(response)
    assert page.startswith("<article")
    assert page.count("<article") == 1
    assert 'data-state="confirmed"' in page
    assert 'id="chot-ra-soat" hx-swap-oob="true"' in page


def test_a_late_decision_shows_both(reviewer: Client, resolution: Document, world: World) -> None:
    finding = findings_of(resolution)[0]
    review.reject(actor=world.reviewer, finding=finding)
    for headers in ({}, {"HX-Request": "true"}):
        response = reviewer.post(
            reverse("finding-confirm", args=[finding.pk]), {"revision": 0}, headers=headers
        )
        assert response.status_code == 409
        assert "Đã loại" in shown(response)
        assert "Đã xác nhận" in shown(response)
    assert findings_of(resolution)[0].state == "rejected"


def edited(pk: int, **fields: str) -> dict[str, str]:
    typed = {
        "subject": "chi bộ",
        "comparator": ">=",
        "value": "2",
        "unit": "mô hình",
        "strength": "must",
    } | fields
    return {f"n{pk}-{name}": value for name, value in typed.items()}


def test_an_edit_by_form_keeps_the_machine_beside_it(reviewer: Client, resolution: Document) -> None:
    target = findings_of(resolution, "target")[1]
    url = reverse("finding-edit", args=[target.pk])
    assert 'value="1"' in shown(reviewer.get(url))
    assert reviewer.post(url, edited(target.pk) | {"revision": "0"}).status_code == 302
    page = shown(reviewer.get(reverse("document-review", args=[resolution.pk])))
    assert "từ 2 mô hình trở lên" in page
    assert "Máy đọc" in page


def test_letters_in_a_number_are_marked_and_kept(reviewer: Client, resolution: Document) -> None:
    target = findings_of(resolution, "target")[1]
    for headers in ({}, {"HX-Request": "true"}):
        response = reviewer.post(
            reverse("finding-edit", args=[target.pk]), edited(target.pk, value="hai chục"), headers=headers
        )
        assert response.status_code == 422
        assert 'value="hai chục"' in shown(response)
        assert "Nhập số" in shown(response)


def test_a_late_edit_keeps_what_was_typed_and_can_be_sent_again(
    reviewer: Client, resolution: Document, world: World
) -> None:
    target = findings_of(resolution, "target")[1]
    review.reject(actor=world.reviewer, finding=findings_of(resolution, "target")[1])
    url = reverse("finding-edit", args=[target.pk])
    response = reviewer.post(url, edited(target.pk, value="7") | {"revision": "0"})
    assert response.status_code == 409
    assert 'value="7"' in shown(response)
    assert "Đã loại" in shown(response)
    fresh = shown(response).split('name="revision" value="')[1].split('"')[0]
    assert reviewer.post(url, edited(target.pk, value="7") | {"revision": fresh}).status_code == 302
    assert findings_of(resolution, "target")[1].decided["value"] == 7


def test_selected_words_become_a_finding(reviewer: Client, resolution: Document) -> None:
    text = version_of(resolution).text
    words = "ít nhất 01 mô hình dân vận khéo"
    start = text.index(words)
    url = reverse("finding-add", args=[resolution.pk])
    place = {"kind": "target", "start": str(start), "end": str(start + len(words)), "words": words}
    fields_page = reviewer.post(url, place | {"buoc": "chon"})
    assert fields_page.status_code == 200
    assert "mô hình" in shown(fields_page).split('name="moi-unit"')[1][:80]
    fields = {"moi-subject": "chi bộ", "moi-comparator": ">=", "moi-value": "1", "moi-unit": "mô hình"}
    response = reviewer.post(url, place | fields)
    added = findings_of(resolution, "target")[-1]
    assert response.url.endswith(f"#the-{added.pk}")
    assert text[added.start : added.end] == words


def test_typed_words_are_looked_up_without_a_script(reviewer: Client, resolution: Document) -> None:
    url = reverse("finding-add", args=[resolution.pk])
    found = reviewer.get(url, {"kind": "deadline", "words": "trước  ngày 15/12/2026", "start": "", "end": ""})
    start = version_of(resolution).text.index("trước ngày 15/12/2026")
    assert f'name="start" value="{start}"' in shown(found)
    missing = reviewer.get(url, {"kind": "deadline", "words": "không có đoạn này"})
    assert missing.status_code == 422
    assert "không có đoạn này</textarea>" in shown(missing)


def test_a_span_that_contradicts_its_words_is_not_believed(reviewer: Client, resolution: Document) -> None:
    """A browser that counts UTF-16 units would be one off behind 𝔸."""
    start = version_of(resolution).text.index("Giao Văn phòng")
    place = {"kind": "assignment", "words": "Giao Văn phòng", "start": str(start + 1), "end": str(start + 15)}
    page = shown(reviewer.get(reverse("finding-add", args=[resolution.pk]), place))
    assert f'name="start" value="{start}"' in page


def test_sign_off_opens_with_the_last_decision(reviewer: Client, resolution: Document) -> None:
    url = reverse("document-sign-off", args=[resolution.pk])
    assert reviewer.post(url).status_code == 422
    for finding in findings_of(resolution):
        reviewer.post(reverse("finding-confirm", args=[finding.pk]), {"revision": 0})
    total = len(findings_of(resolution))
    page = shown(reviewer.post(url, follow=True))
    assert f"Đã chốt {total} trên {total}" in page
    assert 'data-act="confirm"' not in page
    reopened = reviewer.post(reverse("document-reopen", args=[resolution.pk]), {"reason": "Sót"}, follow=True)
    assert "Chốt rà soát" in shown(reopened)


def test_facts_typed_late_are_kept_beside_those_that_hold(reviewer: Client, resolution: Document) -> None:
    url = reverse("document-facts", args=[resolution.pk])
    typed = {"symbol": "13-NQ/ĐU", "doc_type": "nghi-quyet", "issuer": "Đảng ủy", "issued_on": "05/09/2026"}
    assert reviewer.post(url, typed | {"subject": "a", "revision": "0"}).status_code == 302
    late = reviewer.post(url, typed | {"subject": "b", "symbol": "14-NQ/ĐU", "revision": "0"})
    assert late.status_code == 409
    assert 'value="14-NQ/ĐU"' in shown(late)
    assert "13-NQ/ĐU ·" in shown(late)
    wrong = reviewer.post(url, typed | {"issued_on": "31/02/2026", "subject": "b", "revision": "1"})
    assert wrong.status_code == 422
    assert 'value="31/02/2026"' in shown(wrong)


def test_an_unknown_unit_code_is_named_and_what_was_typed_is_kept(
    reviewer: Client, resolution: Document
) -> None:
    url = reverse("document-distribute", args=[resolution.pk])
    response = reviewer.post(url, {"units": "CS.001, CS.999", "reason": "Để biết"})
    assert response.status_code == 422
    assert "CS.999" in shown(response)
    assert "CS.001, CS.999</textarea>" in shown(response)
    assert reviewer.post(url, {"units": "CS.001; CS.002", "reason": "Để biết"}).status_code == 302


def test_the_list_keeps_its_filters_and_says_what_to_do_when_empty(reviewer: Client, take: Take) -> None:
    assert "Chưa có văn bản nào" in shown(reviewer.get(reverse("documents")))
    take(texts.PLAN, "ke-hoach.txt")
    page = shown(reviewer.get(reverse("documents"), {"q": "ke hoach", "loai": "ke-hoach"}))
    assert 'value="ke hoach"' in page
    assert "Không có văn bản nào phù hợp" in page
    assert "31-KH/ĐU" in shown(reviewer.get(reverse("documents"), {"q": "dan van"}))


def test_the_list_is_exported_as_it_is_shown(reviewer: Client, resolution: Document, take: Take) -> None:
    take(texts.PLAN, "ke-hoach.txt")
    page = reviewer.get(reverse("documents"), {"loai": "ke-hoach"})
    link = page.context["xlsx"]
    sheet = load_workbook(BytesIO(reviewer.get(link).content)).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "31-KH/ĐU" in cells
    assert "12-NQ/ĐU" not in cells


def every_address(document: Document) -> list[tuple[str, str]]:
    finding = findings_of(document)[0].pk
    clause = Provision.objects.system("test").filter(version=version_of(document))[0].pk
    of_document = ("document", "document-text", "document-file", "document-review")
    reading = [(name, reverse(name, args=[document.pk])) for name in of_document]
    reading += [("clause", reverse("clause", args=[clause])), ("finding", reverse("finding", args=[finding]))]
    changing = ("document-facts", "document-distribute", "document-correct", "finding-add")
    changing += ("document-sign-off", "document-reopen")
    of_finding = ("finding-confirm", "finding-reject", "finding-reopen", "finding-edit")
    return [
        *reading,
        *((name, reverse(name, args=[document.pk])) for name in changing),
        *((name, reverse(name, args=[finding])) for name in of_finding),
    ]


def test_to_a_stranger_no_address_of_the_document_exists(sign_in: SignIn, resolution: Document) -> None:
    stranger = sign_in("nguoi.la")
    for name, url in every_address(resolution):
        assert stranger.post(url, {"kind": "target", "reason": "x"}).status_code == 404, name
        if stranger.get(url).status_code != 405:
            assert stranger.get(url).status_code == 404, name
    assert "12-NQ" not in shown(stranger.get(reverse("documents")))


def test_a_recipient_reads_everything_and_changes_nothing(
    sign_in: SignIn, resolution: Document, world: World
) -> None:
    distribute(actor=world.reviewer, document=resolution, units=[world.unit("CS.001")], reason="Để thực hiện")
    leader = sign_in("lanh.dao")
    addresses = every_address(resolution)
    for name, url in addresses[:6]:
        assert leader.get(url, follow=True).status_code == 200, name
    for name, url in addresses[6:]:
        data = {"kind": "target", "reason": "x", "revision": "0", "words": "Giao Văn phòng"}
        assert leader.post(url, data).status_code == 403, name
    page = shown(leader.get(reverse("document-review", args=[resolution.pk])))
    assert "data-act" not in page
    assert "Chốt rà soát" not in page


def test_pages_stay_within_their_query_budget(
    reviewer: Client, resolution: Document, take: Take, world: World, django_assert_max_num_queries: Any
) -> None:
    for number in range(40, 70):
        take(texts.PLAN.replace("31-KH", f"{number}-KH"), f"{number}.txt")
    units = [world.unit(f"CS.00{number}") for number in range(1, 6)]
    distribute(actor=world.reviewer, document=resolution, units=units, reason="Để thực hiện")
    for name in ("document", "document-text", "document-review", "document-file"):
        with django_assert_max_num_queries(25):
            assert reviewer.get(reverse(name, args=[resolution.pk])).status_code == 200
    with django_assert_max_num_queries(25):
        assert reviewer.get(reverse("documents")).status_code == 200


def test_a_document_that_may_be_there_already_is_named_and_never_refused(take, sign_in):
    first = take(texts.RESOLUTION, "a.docx")
    again = take(texts.RESOLUTION.replace("ĐẢNG ỦY", "ĐANG UY"), "b.docx")
    assert again.issuer != first.issuer
    page = sign_in("chuyen.vien").get(f"/van-ban/{again.pk}/").content.decode()
    assert "Có thể trùng với văn bản đã có" in page
    assert f'href="/van-ban/{first.pk}/"' in page
    other = take(texts.RESOLUTION.replace("12-NQ", "13-NQ"), "c.docx")
    assert "Có thể trùng" not in sign_in("chuyen.vien").get(f"/van-ban/{other.pk}/").content.decode()
