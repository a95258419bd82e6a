"""Recurring duties of one year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.rules.periods import PeriodKey
from caunoi.rules.recurrence import DueRule, occurrences


def test_the_report_of_december_is_due_in_january_of_the_next_year() -> None:
    last = occurrences("month", 2026, due=DueRule.day_of_next_month(10))[-1]
    assert (last.period, last.due) == (PeriodKey("month", 2026, 12), date(2027, 1, 10))


def test_without_a_rule_a_report_is_due_on_the_last_day_of_its_period() -> None:
    assert [turn.due for turn in occurrences("quarter", 2026)] == [
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)
    ]  # fmt: skip


def test_half_years_are_due_on_15_june_and_15_december() -> None:
    turns = occurrences("half-year", 2026, due=DueRule.day_of_last_month(15))
    assert [turn.due for turn in turns] == [date(2026, 6, 15), date(2026, 12, 15)]


@pytest.mark.parametrize(("year", "last"), [(2026, 28), (2028, 29)])
def test_a_day_that_february_lacks_becomes_its_last_day(year: int, last: int) -> None:
    january = occurrences("month", year, due=DueRule.day_of_next_month(31))[0]
    assert january.due == date(year, 2, last)


def test_a_yearly_date_may_lie_in_the_year_itself_or_after_it() -> None:
    assert occurrences("year", 2026, due=DueRule.fixed(25, 12))[0].due == date(2026, 12, 25)
    assert occurrences("year", 2026, due=DueRule.fixed(15, 1, years_later=1))[0].due == date(2027, 1, 15)


def test_one_date_a_year_does_not_fit_a_quarterly_duty() -> None:
    with pytest.raises(ValueError, match="mỗi năm một lần"):
        occurrences("quarter", 2026, due=DueRule.fixed(25, 12))


def test_a_duty_does_not_reach_back_before_its_first_day() -> None:
    turns = occurrences("quarter", 2023, first=date(2023, 5, 8), due=DueRule.after_end(5))
    assert [str(turn.period) for turn in turns] == ["2023Q2", "2023Q3", "2023Q4"]
    assert occurrences("month", 2023, first=date(2024, 1, 1)) == []


def test_a_turn_whose_due_day_had_passed_is_left_out() -> None:
    turns = occurrences("half-year", 2026, first=date(2026, 6, 16), due=DueRule.day_of_last_month(15))
    assert [turn.due for turn in turns] == [date(2026, 12, 15)]


@given(
    st.sampled_from(["month", "quarter", "half-year", "nine-months", "year"]),
    st.integers(2000, 2100),
    st.one_of(
        st.builds(DueRule.after_end, st.integers(0, 90)),
        st.builds(DueRule.day_of_next_month, st.integers(1, 31)),
    ),
)
def test_every_period_has_exactly_one_due_day_and_never_before_its_end(
    every: str, year: int, due: DueRule
) -> None:
    turns = occurrences(every, year, due=due)
    assert len({turn.period for turn in turns}) == len(turns) == turns[0].period.rule.count
    assert all(turn.due >= turn.period.end for turn in turns)


@pytest.mark.parametrize(
    "make",
    [
        lambda: DueRule.after_end(-1),
        lambda: DueRule.day_of_next_month(0),
        lambda: DueRule.day_of_last_month(32),
        lambda: DueRule("weekly", 1),
        lambda: DueRule("next-month", 5, month=3),
        lambda: DueRule("fixed", 5),
    ],
)
def test_a_rule_that_names_no_day_is_refused(make: object) -> None:
    with pytest.raises(ValueError):
        make()  # type: ignore[operator]


def test_rules_read_as_a_person_would_write_them() -> None:
    assert DueRule.after_end(5).words == "chậm nhất 5 ngày sau ngày cuối kỳ"
    assert DueRule.day_of_next_month(5).words == "ngày 05 của tháng sau kỳ"
    assert DueRule.fixed(25, 12).words == "ngày 25/12 hằng năm"
    assert occurrences("quarter", 2026)[2].words == "Quý III/2026, hạn 30/09/2026"
