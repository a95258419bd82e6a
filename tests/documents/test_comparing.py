"""Two texts side by side: versions, linked documents, and nothing of a document one may not read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caunoi.documents.comparing import compare_versions
from caunoi.documents.models import Document
from caunoi.documents.selectors import version_for
from caunoi.documents.services import correct_text, distribute
from tests.documents import texts
from tests.world import World

Take = Callable[..., Document]
CORRECTED = texts.RESOLUTION.replace("95%", "98%").replace(
    "2. Các chi bộ báo cáo", "2. Bố trí kinh phí từ nguồn đảng phí.\n3. Các chi bộ báo cáo"
)


@pytest.fixture
def reviewer(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("chuyen.vien")


def correct(world: World, document: Document, text: str) -> None:
    correct_text(
        actor=world.reviewer,
        document=document,
        data=texts.docx(text),
        file_name="sua.docx",
        reason="Đúng bản ký",
    )


@pytest.fixture
def corrected(resolution: Document, world: World) -> Document:
    correct(world, resolution, CORRECTED)
    return resolution


def page_of(client: Client, document: Document, query: str = "") -> str:
    response: Any = client.get(reverse("document-compare", args=[document.pk]) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_rows_carry_the_names_of_their_clauses(corrected: Document, world: World) -> None:
    old, new = (version_for(world.reviewer, corrected, number) for number in (1, 2))
    found = compare_versions(old, new)
    changed = [row for row in found.rows if row.row.state == "changed"]
    added = [row for row in found.rows if row.row.state == "added"]
    assert [row.new.path for row in changed if row.new] == ["Mục I.2, gạch đầu dòng thứ 1"]
    assert [row.new.path for row in added if row.new] == ["Mục II.2"]
    renumbered = [row for row in found.rows if row.row.renumbered]
    assert [(row.old.path, row.new.path) for row in renumbered if row.old and row.new] == [
        ("Mục II.2", "Mục II.3")
    ]


def test_the_page_marks_words_and_counts_clauses(corrected: Document, reviewer: Client) -> None:
    page = page_of(reviewer, corrected)
    assert "<del>95</del>" in page
    assert "<ins>98</ins>" in page
    assert 'Sửa lời: <strong class="tabular">1</strong>' in page
    assert 'Thêm: <strong class="tabular">1</strong>' in page
    assert 'Chỉ đổi số: <strong class="tabular">1</strong>' in page


def test_only_differences_leaves_out_what_stayed(corrected: Document, reviewer: Client) -> None:
    kept = "Nâng cao chất lượng công tác dân vận"
    assert kept in page_of(reviewer, corrected).split("<main")[1]
    assert kept not in page_of(reviewer, corrected, "?chi=khac").split("<main")[1]


def test_equal_texts_are_said_to_be_equal(resolution: Document, world: World, reviewer: Client) -> None:
    correct(world, resolution, texts.RESOLUTION.replace("Ban Chấp hành ban hành", "Ban Chấp hành  ban hành"))
    assert "Hai bản giống nhau từng chữ" in page_of(reviewer, resolution)


def test_a_document_alone_says_what_will_be_here(take: Take, reviewer: Client) -> None:
    assert "Chưa có bản nào khác để so sánh" in page_of(reviewer, take(texts.PLAN, "ke-hoach.txt"))


def test_linked_documents_are_offered_and_compared(
    resolution: Document, take: Take, reviewer: Client
) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    assert f'<option value="{plan.pk}">31-KH/ĐU</option>' in page_of(reviewer, resolution)
    page = page_of(reviewer, resolution, f"?voi={plan.pk}")
    assert f'<option value="{plan.pk}" selected>' in page
    assert "Chỉ có ở 31-KH/ĐU, bản 1" in page
    assert "Bỏ</span>" not in page


@pytest.mark.parametrize("query", ["?voi=abc", "?voi=999999", "?voi=-1", "?voi={pk}-9", "?ban=7", "?voi=¹"])
def test_what_is_not_there_is_not_found(corrected: Document, reviewer: Client, query: str) -> None:
    address = reverse("document-compare", args=[corrected.pk]) + query.replace("{pk}", str(corrected.pk))
    assert reviewer.get(address).status_code == 404


def test_a_text_one_may_not_read_cannot_be_compared_with(
    resolution: Document, take: Take, world: World, sign_in: Callable[[str], Client]
) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    distribute(actor=world.reviewer, document=resolution, units=[world.unit("CB.XA")], reason="Để biết")
    stranger = sign_in("nguoi.la")
    address = reverse("document-compare", args=[resolution.pk])
    assert stranger.get(address).status_code == 200
    assert stranger.get(f"{address}?voi={plan.pk}").status_code == 404
    assert "31-KH/ĐU</option>" not in stranger.get(address).content.decode()


def test_the_version_list_leads_to_the_comparison(corrected: Document, reviewer: Client) -> None:
    page = reviewer.get(reverse("document", args=[corrected.pk])).content.decode()
    assert f"{reverse('document-compare', args=[corrected.pk])}?ban=2" in page
    assert reverse("document-related", args=[corrected.pk]) in page


def test_words_of_the_text_are_escaped(resolution: Document, world: World, reviewer: Client) -> None:
    correct(world, resolution, texts.RESOLUTION.replace("95%", "<b>98%</b>"))
    assert "<b>98" not in page_of(reviewer, resolution)


@pytest.mark.parametrize("name", ["document-compare", "document-related"])
def test_pages_ask_the_database_less_than_25_times(
    corrected: Document, take: Take, reviewer: Client, name: str
) -> None:
    take(texts.PLAN, "ke-hoach.txt")
    with CaptureQueriesContext(connection) as queries:
        assert reviewer.get(reverse(name, args=[corrected.pk])).status_code == 200
    assert len(queries) < 25
