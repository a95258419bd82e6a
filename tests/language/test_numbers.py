from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.language.numbers import format_number, format_percent, parse_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234.567,5", "1234567.5"),
        ("05", "5"),
        ("12,5", "12.5"),
        ("1.234", "1234"),
        (" -3 ", "-3"),
        ("1 234 567", "1234567"),
        ("0", "0"),
    ],
)
def test_it_reads_what_offices_write(typed, number):
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "năm", "5 người", "12.5", "1.23", "1,2,3", "1.2345", "1e3", "٣", "--1", "1.234.56"]
)
def test_it_does_not_guess(typed):
    assert parse_number(typed) is None


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [
        (Decimal("1234567.50"), None, "1.234.567,5"),
        (1000, None, "1.000"),
        (Decimal("-0.5"), None, "-0,5"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal("-0.04"), 1, "0,0"),
        (7, 1, "7,0"),
    ],
)
def test_it_writes_as_offices_do(number, decimals, written):
    assert format_number(number, decimals) == written


def test_a_percentage_is_a_share_of_its_denominator():
    assert format_percent(11, 100) == "11 %"
    assert format_percent(5, 9) == "55,6 %"


def test_there_is_no_percentage_of_nothing():
    assert format_percent(3, 0) == "—"
    assert format_percent(3, None) == "—"
    assert format_percent(None, 4) == "—"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_what_is_written_reads_back(number):
    assert parse_number(format_number(number)) == number
