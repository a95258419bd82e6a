from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.language.dates import format_date, long_date, parse_date


@pytest.mark.parametrize("typed", ["08/5/2023", "8/05/2023", "08-05-2023", " 08.5.2023 "])
def test_it_reads_a_date_in_any_usual_form(typed):
    assert parse_date(typed) == date(2023, 5, 8)


@pytest.mark.parametrize(
    "typed", ["31/02/2023", "2023-05-08", "8/5/23", "08/5-2023", "", "hôm nay", "00/01/2023", "1/13/2023"]
)
def test_it_does_not_invent_a_date(typed):
    assert parse_date(typed) is None


def test_the_last_day_of_december_is_a_date():
    assert format_date(date(2026, 12, 31)) == "31/12/2026"


def test_the_long_form_pads_days_below_ten_and_months_below_three():
    assert long_date(date(2023, 5, 8)) == "ngày 08 tháng 5 năm 2023"
    assert long_date(date(2024, 2, 29)) == "ngày 29 tháng 02 năm 2024"
    assert long_date(date(2026, 3, 10)) == "ngày 10 tháng 3 năm 2026"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_is_written_reads_back(day):
    assert parse_date(format_date(day)) == day
