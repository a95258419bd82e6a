"""The small parts of pages: words for codes, numbers and dates as offices write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from openpyxl import load_workbook

from caunoi.web.exports import Column, xlsx
from caunoi.web.templatetags import caunoi as parts


def drawn(source: str, **context: object) -> str:
    return Template("{% load caunoi %}" + source).render(Context(context))


def test_a_status_has_word_and_icon_beside_its_colour() -> None:
    badge = parts.status_badge("overdue", "3 ngày")
    assert "Quá hạn 3 ngày" in badge
    assert "#alert-triangle" in badge
    assert "tone-late" in badge


def test_an_unknown_status_is_an_error_and_not_a_raw_code_on_the_screen() -> None:
    with pytest.raises(KeyError):
        parts.status_badge("OVERDUE")


def test_a_note_beside_a_status_is_escaped() -> None:
    assert "<b>" not in parts.status_badge("open", "<b>")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("1234567.5"), "1.234.567,5"), (0, "0"), (None, "—"), ("", "—"), (0.1, "0,1")],
)
def test_nothing_is_a_dash_and_zero_is_zero(value: object, shown: str) -> None:
    assert parts.number(value) == shown  # type: ignore[arg-type]


def test_a_moment_late_in_utc_is_the_next_day_in_viet_nam() -> None:
    moment = dt.datetime(2026, 12, 31, 17, 30, tzinfo=dt.UTC)
    assert parts.date_vn(moment) == "01/01/2027"
    assert parts.time_vn(moment).startswith("00:30")


def test_a_percentage_stands_with_its_two_numbers() -> None:
    assert "11 %" in parts.percent(11, 100)
    assert "11/100" in parts.percent(11, 100)
    assert "/" not in parts.percent(11, 0).replace("</span>", "")


@pytest.mark.parametrize(
    ("share", "shade"),
    [(None, "heat-none"), (0, "heat-0"), (0.999, "heat-9"), (1, "heat-10"), (1.7, "heat-10"), (-1, "heat-0")],
)
def test_a_shade_stays_on_the_scale(share: float | None, shade: str) -> None:
    assert parts.heat_class(share) == shade


def test_the_pager_keeps_the_filters_and_escapes_them() -> None:
    request = RequestFactory().get("/", {"q": 'Sơn "<', "trang": "2"})
    page = Paginator(range(100), 10).page(2)
    shown = drawn("{% pager page %}", page=page, request=request)
    assert "11–20 trong 100" in shown
    assert "q=S%C6%A1n%20%22%3C&amp;trang=3" in shown
    assert "trang=2&amp;" not in shown


def test_actions_of_a_page_header_are_drawn_as_html_and_its_title_is_escaped() -> None:
    source = "{% page_header title=name %}<a href='/x/'>Giao</a>{% endpage_header %}"
    shown = drawn(source, name="<i>Nhiệm vụ</i>")
    assert "<a href='/x/'>Giao</a>" in shown
    assert "<i>" not in shown


def test_control_characters_pasted_from_word_do_not_stop_a_table() -> None:
    answer = xlsx("bang", "Bảng", [Column("Nội dung")], [["Xây dựng\x0bkế hoạch\x01"]])
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet.cell(4, 1).value == "Xây dựng kế hoạch "


def test_text_that_looks_like_a_formula_stays_text() -> None:
    answer = xlsx("bang", "Bảng", [Column("Nội dung")], [["=1+1"]])
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert (sheet.cell(4, 1).data_type, sheet.cell(4, 1).value) == ("s", "=1+1")
