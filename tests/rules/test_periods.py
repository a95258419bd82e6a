"""Periods: keys, borders, December, windows and deadlines."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.rules.errors import NoRuleRecorded
from caunoi.rules.periods import YEARS, PeriodKey, deadline, kinds

inner_years = st.integers(min_value=YEARS[1], max_value=YEARS[-2])
keys = st.sampled_from(sorted(kinds())).flatmap(
    lambda kind: st.builds(PeriodKey, st.just(kind), inner_years, st.integers(1, kinds()[kind].count))
)


@given(keys)
def test_the_code_of_any_period_reads_back_as_the_same_period(key: PeriodKey) -> None:
    assert PeriodKey.parse(str(key)) == key


def test_no_two_kinds_share_a_code() -> None:
    codes = [rule.code.format(index=i) for rule in kinds().values() for i in range(1, rule.count + 1)]
    assert len(codes) == len(set(codes))


@given(keys)
def test_next_and_previous_undo_each_other_and_keep_the_order(key: PeriodKey) -> None:
    assert key.next().previous() == key == key.previous().next()
    assert key.previous() < key < key.next()
    assert key.previous().start < key.start < key.next().start


@given(keys.filter(lambda key: key.rule.count * key.rule.months == 12))
def test_periods_that_fill_the_year_leave_no_gap_even_over_new_year(key: PeriodKey) -> None:
    assert key.next().start == key.end + timedelta(days=1)


@given(keys)
def test_first_and_last_day_belong_to_the_period(key: PeriodKey) -> None:
    assert PeriodKey.of(key.kind, key.start) == key == PeriodKey.of(key.kind, key.end)


def test_december_leads_to_january_of_the_next_year() -> None:
    december = PeriodKey("month", 2026, 12)
    assert december.end == date(2026, 12, 31)
    assert december.next() == PeriodKey("month", 2027, 1)
    assert PeriodKey("quarter", 2026, 4).next() == PeriodKey("quarter", 2027, 1)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2026M2", "Tháng 2/2026"),
        ("2026M12", "Tháng 12/2026"),
        ("2026Q3", "Quý III/2026"),
        ("2026H1", "6 tháng đầu năm 2026"),
        ("2026H2", "6 tháng cuối năm 2026"),
        ("2026N9", "9 tháng năm 2026"),
        ("2026Y", "Năm 2026"),
        ("2026TQ1", "Quý I/2026 (15/12–14/3)"),
    ],
)
def test_labels_are_written_as_offices_write_them(code: str, label: str) -> None:
    assert PeriodKey.parse(code).label == label


def test_a_padded_month_code_means_the_same_month() -> None:
    assert PeriodKey.parse("2026M02") == PeriodKey("month", 2026, 2)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026Q5", "2026M0", "2026M13", "Q3", "2026-Q3", "2026N8", "26Q1"]
)
def test_text_that_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2026Q3"):
        PeriodKey.parse(text)


def test_an_index_that_the_kind_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="Kỳ thứ 5 năm 2026"):
        PeriodKey("quarter", 2026, 5)
    with pytest.raises(NoRuleRecorded):
        PeriodKey("fortnight", 2026, 1)


def test_a_window_opens_on_15_december_of_the_year_before() -> None:
    quarter = PeriodKey("ttcp-quarter", 2026, 1)
    assert (quarter.start, quarter.end) == (date(2025, 12, 15), date(2026, 3, 14))
    assert PeriodKey.of("ttcp-quarter", date(2025, 12, 14)) == PeriodKey("ttcp-quarter", 2025, 4)
    assert PeriodKey.of("ttcp-year", date(2026, 12, 15)) == PeriodKey("ttcp-year", 2027)
    assert quarter != PeriodKey("quarter", 2026, 1)


def test_a_window_is_marked_provisional_and_a_calendar_period_needs_no_basis() -> None:
    basis = PeriodKey("ttcp-quarter", 2026, 1).basis
    assert basis is not None
    assert basis.status == "provisional"
    assert "01/2024/TT-TTCP" in basis.text
    assert PeriodKey("quarter", 2026, 1).basis is None


def test_october_belongs_to_no_nine_months() -> None:
    with pytest.raises(ValueError, match="01/10/2026"):
        PeriodKey.of("nine-months", date(2026, 10, 1))


def test_parts_fill_the_longer_period_exactly_or_there_are_none() -> None:
    year = PeriodKey("year", 2026)
    assert [str(key) for key in year.quarters()] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert len(year.months()) == 12
    assert [str(key) for key in PeriodKey("half-year", 2026, 2).quarters()] == ["2026Q3", "2026Q4"]
    assert year.parts("nine-months") == ()
    assert PeriodKey("month", 2026, 1).quarters() == ()


def test_windows_are_filled_by_windows_and_never_by_calendar_months() -> None:
    window = PeriodKey("ttcp-nine-months", 2026)
    assert [str(key) for key in window.quarters()] == ["2026TQ1", "2026TQ2", "2026TQ3"]
    assert window.months() == ()


def test_a_deadline_is_one_moment_whatever_the_zone_of_the_server() -> None:
    moment = deadline(date(2026, 12, 31))
    assert moment.astimezone(UTC) == datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
