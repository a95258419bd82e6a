"""The pages of a withdrawal, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caunoi.documents.models import Document
from tests.withdrawal.story import SYMBOL, Story
from tests.withdrawal.traces import in_tables

SignIn = Callable[[str], Client]


def shown(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def client(story: Story, sign_in: SignIn) -> Client:
    return sign_in("chuyen.vien")


def address(story: Story) -> str:
    return reverse("document-withdraw", args=[story.document.pk])


def test_the_document_leads_to_a_page_that_says_what_will_go(client: Client, story: Story) -> None:
    assert address(story) in shown(client.get(reverse("document", args=[story.document.pk])))
    page = shown(client.get(address(story)))
    assert "2 bản của văn bản" in page
    assert "5 nhiệm vụ; 3 nhiệm vụ chưa xong bị hủy" in page
    assert "2 chỉ tiêu" in page
    assert "1 báo cáo đã chốt" in page
    assert "vẫn còn văn bản: báo người quản trị" in page
    assert f'data-confirm="{SYMBOL}"' in page
    assert reverse("document", args=[story.plan.pk]) in page


@pytest.mark.parametrize(
    "typed", [{"reason": "marked", "confirmation": "77-NQ"}, {"confirmation": SYMBOL}, {"reason": "khac"}]
)
def test_nothing_goes_without_a_reason_and_the_words(client: Client, story: Story, typed: Any) -> None:
    answer = client.post(address(story), typed)
    assert answer.status_code == 422
    assert typed.get("confirmation", "") in shown(answer)
    assert Document.objects.system("test").filter(pk=story.document.pk).exists()


def test_it_goes_and_the_person_reads_what_to_do_next(client: Client, story: Story) -> None:
    typed = {"reason": "marked", "confirmation": f" {SYMBOL} "}
    answer = client.post(address(story), typed, follow=True)
    page = shown(answer)
    assert "báo ngay cho cán bộ bảo mật" in page
    assert "Bản sao lưu trước ngày" in page
    assert in_tables(SYMBOL) == []
    again = client.post(address(story), typed)
    assert (again.status_code, again["Location"]) == (302, reverse("documents-withdrawn"))
    assert client.get(address(story)).status_code == 404
    assert client.get(reverse("document", args=[story.document.pk])).status_code == 404


def test_what_stood_on_it_can_still_be_read(client: Client, story: Story) -> None:
    client.post(address(story), {"reason": "marked", "confirmation": SYMBOL})
    page = shown(client.get(reverse("duty", args=[story.done.pk])))
    assert "Việc theo văn bản đã gỡ" in page
    handout = client.get(reverse("handout", args=[story.open.handout_id]))
    assert "Việc theo văn bản đã gỡ" in shown(handout)
    report = shown(client.get(reverse("official-report", args=[story.speaking_report.pk])))
    assert "vì có nội dung đưa vào nhầm" in report
    assert client.get(reverse("official-report-docx", args=[story.speaking_report.pk])).status_code == 404
    listed = shown(client.get(reverse("official-reports", args=[story.quarter.period.pk])))
    assert "Đã gỡ vì có nội dung đưa vào nhầm" in listed
    for name in ("desk", "duties", "handouts", "indicators", "documents", "audit", "duties-board", "bases"):
        assert client.get(reverse(name)).status_code in (200, 403), name


def test_a_document_without_a_symbol_asks_for_fixed_words(client: Client, story: Story) -> None:
    Document.objects.system("test").filter(pk=story.document.pk).update(symbol="", subject="Không số")
    page = shown(client.get(address(story)))
    assert 'data-confirm="GỠ VĂN BẢN"' in page
    answer = client.post(address(story), {"reason": "wrong-file", "confirmation": "GỠ VĂN BẢN"})
    assert answer.status_code == 302


@pytest.mark.parametrize(("name", "status"), [("nguoi.nhap", 403), ("kiem.toan", 403), ("nguoi.la", 404)])
def test_others_are_refused(story: Story, sign_in: SignIn, name: str, status: int) -> None:
    client = sign_in(name)
    assert client.get(address(story)).status_code == status
    typed = {"reason": "marked", "confirmation": SYMBOL}
    assert client.post(address(story), typed).status_code == status
    assert Document.objects.system("test").filter(pk=story.document.pk).exists()
