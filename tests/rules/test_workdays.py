"""Working days: moved holidays, swaps, years without a decision, and the trace."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.rules.workdays import Calendar

CALENDAR = Calendar.load()
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def test_a_holiday_on_sunday_gives_the_monday_off() -> None:
    assert not CALENDAR.is_workday(date(2026, 4, 27))
    assert CALENDAR.is_workday(date(2026, 4, 28))
    assert "nghỉ bù Giỗ Tổ Hùng Vương" in CALENDAR.day(date(2026, 4, 27)).trace[0]


def test_two_holidays_on_one_weekend_give_two_days_in_lieu() -> None:
    """30/4 and 1/5 of 2022 were a Saturday and a Sunday."""
    off = [day for day in range(1, 6) if not CALENDAR.is_workday(date(2022, 5, day))]
    assert off == [1, 2, 3]


def test_a_swapped_saturday_is_worked_and_its_monday_is_free() -> None:
    assert CALENDAR.is_workday(date(2026, 8, 22))
    assert not CALENDAR.is_workday(date(2026, 8, 31))
    assert "làm bù cho ngày nghỉ 31/08/2026" in CALENDAR.day(date(2026, 8, 22)).trace[0]


def test_24_november_is_free_only_since_the_law_of_2026() -> None:
    assert CALENDAR.is_workday(date(2025, 11, 24))
    assert not CALENDAR.is_workday(date(2026, 11, 24))


def test_a_holiday_is_explained_by_its_legal_basis() -> None:
    assert "28/2026/QH16" in CALENDAR.day(date(2026, 11, 24)).trace[0]
    assert any("Điều 111" in basis.text for basis in CALENDAR.bases)


def test_tet_of_2026_is_five_days_and_the_monday_after_is_worked() -> None:
    assert not any(CALENDAR.is_workday(date(2026, 2, day)) for day in range(14, 23))
    assert CALENDAR.is_workday(date(2026, 2, 13))
    assert CALENDAR.is_workday(date(2026, 2, 23))


def test_overdue_counts_the_days_after_the_due_day_and_not_the_day_itself() -> None:
    friday = date(2026, 10, 2)
    assert CALENDAR.workdays_between(friday, friday).value == 0
    assert CALENDAR.workdays_between(friday, date(2026, 10, 4)).value == 0
    assert CALENDAR.workdays_between(friday, date(2026, 10, 5)).value == 1
    assert CALENDAR.workdays_between(friday, date(2026, 9, 1)).value == 0


def test_day_one_is_the_day_after_the_event() -> None:
    assert CALENDAR.add_workdays(date(2026, 10, 2), 1).value == date(2026, 10, 5)
    assert CALENDAR.add_workdays(date(2026, 4, 24), 1).value == date(2026, 4, 28)
    assert CALENDAR.add_workdays(date(2026, 10, 5), -1).value == date(2026, 10, 2)
    assert CALENDAR.add_workdays(date(2026, 10, 3), 0).value == date(2026, 10, 3)


def test_a_term_that_ends_on_a_rest_day_runs_to_the_next_working_day() -> None:
    moved = CALENDAR.next_workday(date(2026, 4, 25))
    assert moved.value == date(2026, 4, 28)
    assert "chuyển đến ngày làm việc tiếp theo 28/04/2026" in moved.trace[0]
    assert CALENDAR.next_workday(date(2026, 4, 28)).value == date(2026, 4, 28)


@given(days, days)
def test_counting_by_formula_equals_counting_day_by_day(a: date, b: date) -> None:
    span = range(1, (b - a).days + 1)
    assert CALENDAR.workdays_between(a, b).value == sum(
        CALENDAR.is_workday(a + timedelta(days=n)) for n in span
    )


@given(days, st.integers(1, 60))
def test_adding_and_counting_are_inverse_in_both_directions(day: date, count: int) -> None:
    later = CALENDAR.add_workdays(day, count).value
    assert CALENDAR.is_workday(later)
    assert CALENDAR.workdays_between(day, later).value == count
    earlier = CALENDAR.add_workdays(day, -count).value
    assert CALENDAR.workdays_between(earlier - timedelta(days=1), day - timedelta(days=1)).value == count


def test_a_decided_year_is_not_provisional_but_says_that_it_was_not_compared() -> None:
    answer = CALENDAR.add_workdays(date(2026, 10, 2), 3)
    assert not answer.provisional
    assert "9441/TB-BNV" in answer.trace[-1]
    assert "chưa đối chiếu với bản chính thức" in answer.trace[-1]


def test_a_proposed_year_answers_and_names_the_days_in_dispute() -> None:
    answer = CALENDAR.add_workdays(date(2027, 2, 3), 1)
    assert answer.value == date(2027, 2, 4)
    assert answer.provisional
    assert any("04/02/2027: chưa quyết định" in line for line in answer.trace)
    assert any("tạm tính" in line for line in answer.trace)


def test_labour_day_of_2027_on_a_saturday_moves_to_monday() -> None:
    assert not CALENDAR.is_workday(date(2027, 5, 3))


def test_a_year_without_any_list_answers_provisionally_and_guesses_no_lunar_holiday() -> None:
    answer = CALENDAR.workdays_between(date(2027, 12, 31), date(2028, 3, 1))
    assert answer.provisional
    assert any("Năm 2028 chưa có lịch nghỉ" in line for line in answer.trace)
    assert CALENDAR.is_workday(date(2028, 1, 26))


def test_touching_new_year_is_enough_to_make_a_result_provisional() -> None:
    assert not CALENDAR.workdays_between(date(2026, 12, 1), date(2026, 12, 31)).provisional
    assert CALENDAR.workdays_between(date(2026, 12, 1), date(2027, 1, 1)).provisional


def test_before_the_first_recorded_rule_the_trace_says_so() -> None:
    answer = CALENDAR.day(date(2019, 1, 1))
    assert not answer.value
    assert answer.provisional
    assert any("Trước ngày 01/01/2021" in line for line in answer.trace)


def test_an_office_can_load_the_decision_of_a_year() -> None:
    row = {
        "year": 2028, "decision": "decided", "basis": "quyết định giả định", "status": "verified",
        "effective_from": None, "effective_to": None, "confidence": "high", "amendment_risk": None,
        "holidays": [{"name": "Tết Âm lịch", "days": [date(2028, 1, 26)]}], "swaps": [], "disputed": [],
    }  # fmt: skip
    own = Calendar.load(overrides=[row])
    assert not own.is_workday(date(2028, 1, 26))
    assert not own.day(date(2028, 1, 26)).provisional
    assert CALENDAR.is_workday(date(2028, 1, 26))
    with pytest.raises(ValueError, match="2028"):
        Calendar.load(overrides=[row | {"disputed": [date(2027, 1, 1)]}])
