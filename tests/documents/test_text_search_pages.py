"""The page of the search over all texts: results, filters, export, empty and wrong input."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from caunoi.documents.models import Document, Provision
from tests.documents import texts
from tests.documents.conftest import version_of

Take = Callable[..., Document]
PAGE = "/van-ban/tim/"


@pytest.fixture
def plan(take: Take) -> Document:
    take(texts.RESOLUTION, "nghi-quyet.docx")
    return take(texts.PLAN, "ke-hoach.docx")


@pytest.fixture
def reviewer(sign_in: Callable[[str], Client], today: date) -> Client:
    return sign_in("chuyen.vien")


def shown(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_sentence_is_shown_with_its_words_marked_and_leads_to_its_clause(
    reviewer: Client, plan: Document
) -> None:
    page = shown(reviewer.get(PAGE, {"q": "doi thoai"}))
    assert "1 câu trong 1 văn bản" in page
    assert "Các chi bộ tổ chức <mark>đối thoại</mark> với đảng viên." in page
    clause = Provision.objects.system("test").get(version=version_of(plan), ident="1")
    assert f'href="/van-ban/{plan.pk}/toan-van/?ban=1&amp;dieu-khoan={clause.pk}#dieu-khoan"' in page
    assert "31-KH/ĐU" in page
    assert "02/06/2026" in page


def test_a_typed_symbol_shows_the_document_above_the_sentences(reviewer: Client, plan: Document) -> None:
    page = shown(reviewer.get(PAGE, {"q": "31kh/du"}))
    assert page.index("Văn bản có số, ký hiệu này") < page.index("câu trong")


def test_words_apart_are_said_to_be_apart(reviewer: Client, plan: Document) -> None:
    page = shown(reviewer.get(PAGE, {"q": "đối thoại hằng quý"}))
    assert "1 văn bản có đủ các từ, ở những câu khác nhau" in page


def test_an_empty_search_says_how_to_search(reviewer: Client, plan: Document) -> None:
    assert "Gõ không dấu để tìm mọi cách viết" in shown(reviewer.get(PAGE))


def test_words_beyond_the_most_are_said_to_be_left_out(reviewer: Client, plan: Document) -> None:
    typed = "các chi bộ tổ chức đối thoại với đảng viên và nhiều người"
    assert "Chỉ tìm theo 10 từ đầu" in shown(reviewer.get(PAGE, {"q": typed}))
    assert "từ đầu" not in shown(reviewer.get(PAGE, {"q": "các chi bộ"}))


def test_no_result_says_what_to_try(reviewer: Client, plan: Document) -> None:
    page = shown(reviewer.get(PAGE, {"q": "tàu vũ trụ"}))
    assert "Thử gõ không dấu, bớt từ" in page
    assert 'value="tàu vũ trụ"' in page


def test_a_stranger_sees_no_count(sign_in: Callable[[str], Client], today: date, plan: Document) -> None:
    page = shown(sign_in("nguoi.la").get(PAGE, {"q": "doi thoai"}))
    assert "Không tìm thấy câu nào" in page
    assert "câu trong" not in page
    assert "31-KH" not in page.replace("12-NQ/ĐU", "")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"tu": "31/02/2026"}, "Nhập ngày dạng 05/10/2026."),
        ({"tu": "02/06/2026", "den": "01/06/2026"}, "Ngày này đứng trước ngày bắt đầu."),
    ],
)
def test_a_wrong_date_is_told_and_nothing_typed_is_lost(
    reviewer: Client, plan: Document, sent: dict[str, str], sentence: str
) -> None:
    answer = reviewer.get(PAGE, {"q": "đối thoại", **sent})
    assert answer.status_code == 422
    assert sentence in shown(answer)
    assert 'value="đối thoại"' in shown(answer)
    assert f'value="{sent["tu"]}"' in shown(answer)


@pytest.mark.parametrize("sent", [{"loai": "khong-co"}, {"dv": "x"}, {"dv": "9" * 30}, {"co": "?"}])
def test_what_is_no_choice_is_told(reviewer: Client, plan: Document, sent: dict[str, str]) -> None:
    assert reviewer.get(PAGE, {"q": "đối thoại", **sent}).status_code == 422


@pytest.mark.parametrize("typed", ["%", '"', "<script>alert(1)</script>", "a" * 100_000])
def test_no_input_breaks_the_page(reviewer: Client, plan: Document, typed: str) -> None:
    answer = reviewer.get(PAGE, {"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_markup_in_a_text_is_shown_as_text(reviewer: Client, take: Take) -> None:
    take("KẾ HOẠCH\n1. Dấu <b>đậm</b> và <mark>nền</mark> trong câu.\n", "dau.docx")
    page = shown(reviewer.get(PAGE, {"q": "nền"}))
    assert "&lt;mark&gt;<mark>nền</mark>&lt;/mark&gt;" in page


def test_the_table_holds_what_the_page_shows(reviewer: Client, plan: Document) -> None:
    answer = reviewer.get(reverse("text-search-export"), {"q": "doi thoai"})
    sheet = load_workbook(BytesIO(answer.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[1][0] == "Tìm: doi thoai"
    assert cells[2][0] == "1 câu trong 1 văn bản"
    assert cells[-1][0] == "31-KH/ĐU"
    assert cells[-1][6] == "1. Các chi bộ tổ chức đối thoại với đảng viên."


def test_twenty_sentences_stand_on_a_page(reviewer: Client, take: Take) -> None:
    take("KẾ HOẠCH\n" + "\n".join(f"{n}. Việc cần làm ngay." for n in range(1, 46)), "dai.docx")
    first, third = (shown(reviewer.get(PAGE, {"q": "lam ngay", "trang": n})) for n in (1, 3))
    assert "45 câu trong 1 văn bản" in first
    assert (first.count("<mark>làm ngay"), third.count("<mark>làm ngay")) == (20, 5)


def test_a_page_of_twenty_texts_stays_in_the_budget_of_queries(reviewer: Client, take: Take) -> None:
    for n in range(1, 23):
        take(texts.PLAN.replace("31-KH", f"{n}-KH"), f"{n}.txt")
    with CaptureQueriesContext(connection) as queries:
        page = shown(reviewer.get(PAGE, {"q": "các chi bộ tổ chức đối thoại với đảng viên", "co": ""}))
    assert "22 câu trong 22 văn bản" in page
    assert len(queries) < 25


def test_the_common_search_leads_to_the_texts(reviewer: Client, plan: Document) -> None:
    page = shown(reviewer.get("/tim-kiem/", {"q": "đối thoại & 1"}))
    assert f'href="{PAGE}?q=%C4%91%E1%BB%91i%20tho%E1%BA%A1i%20%26%201"' in page
