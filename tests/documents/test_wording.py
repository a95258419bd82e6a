"""No screen shows a raw code, and what is typed is what is shown."""

from __future__ import annotations

import pytest

from caunoi.documents import wording
from caunoi.documents.readings import checked
from caunoi.kernel.errors import Invalid

DAYS = [
    ("2026-12-15", "15/12/2026", "15/12/2026"),
    ("2026-10", "10/2026", "tháng 10/2026"),
    ("2026", "2026", "năm 2026"),
]


@pytest.mark.parametrize(("stored", "typed", "words"), DAYS)
def test_a_day_a_month_and_a_year_go_both_ways(stored: str, typed: str, words: str) -> None:
    assert wording.typed_day(stored) == typed
    assert wording.read_day(typed) == stored
    assert wording.day_words(stored) == words


@pytest.mark.parametrize("typed", ["31/02/2026", "13/2026", "26", "hai", "²026", "1/1/1/1", "15-2026"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert wording.read_day(typed) is None


def test_a_target_is_told_with_its_threshold() -> None:
    fields = {"subject": "chi bộ", "comparator": "range", "value": 80.0, "value_to": 90.0, "unit": "percent"}
    assert wording.headline("target", fields) == "chi bộ: từ 80 % đến 90 %"
    assert (
        wording.target_words({"comparator": "<=", "value": 1234.5, "unit": "đồng"})
        == "không quá 1.234,5 đồng"
    )


def test_a_range_that_was_read_with_one_end_does_not_break_the_page() -> None:
    assert (
        wording.target_words({"comparator": "range", "value": 80, "value_to": None, "unit": "percent"})
        == "80 %"
    )


def test_an_unknown_type_has_words_too() -> None:
    assert wording.type_words("nghi-quyet") == "Nghị quyết"
    assert wording.type_words("khong-co") == wording.type_words(None) == "Văn bản"


def test_a_range_needs_two_ends_in_order() -> None:
    typed = {"subject": "x", "unit": "%", "comparator": "range", "value": "90", "value_to": "80"}
    with pytest.raises(Invalid) as refused:
        checked("target", typed)
    assert set(refused.value.fields) == {"value_to"}
    assert checked("target", typed | {"value_to": "95,5"})["value_to"] == 95.5


def test_what_no_form_shows_is_kept_from_before() -> None:
    before = {"breakdown": [{"value": 3, "label": "tập thể"}], "countable": True}
    typed = {"subject": "x", "unit": "mô hình", "comparator": ">=", "value": "1"}
    fresh = checked("target", typed, before)
    assert fresh["breakdown"] == before["breakdown"]
    assert fresh["value"] == 1


def test_a_recurring_deadline_needs_its_rhythm_and_a_citation_its_name() -> None:
    with pytest.raises(Invalid) as deadline:
        checked("deadline", {"kind": "recurring"})
    assert set(deadline.value.fields) == {"every"}
    with pytest.raises(Invalid) as citation:
        checked("citation", {"type": "nghi-quyet"})
    assert set(citation.value.fields) == {"symbol"}
    assert checked("citation", {"symbol": " 12 - NQ/ĐU "})["symbol"] == "12-NQ/ĐU"


def test_an_assignment_lists_one_body_a_line() -> None:
    fresh = checked(
        "assignment", {"lead": "Văn phòng\n\n  Ban  Tổ chức ", "cooperating": "", "action": "làm"}
    )
    assert fresh["lead"] == ["Văn phòng", "Ban Tổ chức"]
    with pytest.raises(Invalid):
        checked("khac", {})
