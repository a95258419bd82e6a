"""One function decides "đạt"; what it prints never reads as the opposite of what it decided."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.language.numbers import parse_number
from caunoi.rules.targets import COMPARATORS, evaluate, judged, requirement


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        (">=", False, True, True),
        (">", False, False, True),
        ("=", False, True, False),
        ("<=", True, True, False),
        ("<", True, False, False),
    ],
)
def test_each_comparator_decides_on_its_border(comparator: str, below: bool, at: bool, above: bool) -> None:
    met = [evaluate(comparator, 5, value).met for value in (4, 5, 6)]
    assert met == [below, at, above]


def test_a_range_includes_both_ends() -> None:
    met = [evaluate("range", 3, value, value_to=5).met for value in (2, 3, 5, 6)]
    assert met == [False, True, True, False]
    assert evaluate("range", 3, 4, value_to=5, unit="mô hình").words == (
        "Đạt: 4 mô hình so với yêu cầu từ 3 mô hình đến 5 mô hình"
    )


def test_met_and_missed_read_as_in_a_report() -> None:
    assert evaluate(">=", 95, numerator=964, denominator=1000).words == (
        "Đạt: 96,4 % so với yêu cầu từ 95 % trở lên"
    )
    assert evaluate(">=", 95, numerator=9, denominator=10).words == (
        "Chưa đạt: 90 % so với yêu cầu từ 95 % trở lên"
    )


def test_94_96_percent_does_not_reach_95_and_does_not_print_as_95() -> None:
    verdict = evaluate(">=", 95, numerator=9496, denominator=10000)
    assert verdict.met is False
    assert verdict.words.startswith("Chưa đạt: 94,96 %")


def test_a_hair_under_the_threshold_is_not_met() -> None:
    verdict = evaluate(">=", 95, numerator=95 * 10**12 - 1, denominator=100 * 10**12)
    assert verdict.met is False
    assert "xấp xỉ 95 %" in verdict.words


def test_a_third_of_three_is_compared_exactly() -> None:
    assert evaluate(">=", Fraction(100, 3), numerator=1, denominator=3).met
    assert evaluate("=", Decimal("33.3"), numerator=1, denominator=3).met is False


def test_float_noise_does_not_cost_a_unit_its_target() -> None:
    assert evaluate("<=", Decimal("0.3"), 0.1 + 0.2).met
    assert evaluate(">=", 0.3, 0.1 + 0.1 + 0.1).met


@pytest.mark.parametrize(
    ("given_figures", "reason"),
    [
        ({}, "chưa có số báo cáo"),
        ({"numerator": 5}, "thiếu mẫu số"),
        ({"denominator": 5}, "thiếu tử số"),
        ({"numerator": 0, "denominator": 0}, "mẫu số bằng 0"),
    ],
)
def test_what_is_missing_is_named_and_never_counts_as_missed(given_figures: dict, reason: str) -> None:
    verdict = evaluate(">=", 95, **given_figures)
    assert verdict.met is None
    assert verdict.words == f"Chưa đủ số liệu: {reason}"
    assert verdict.label == "Chưa đủ số liệu"


def test_a_reported_zero_is_a_figure() -> None:
    assert evaluate(">=", 1, 0).met is False
    assert evaluate(">=", 1, numerator=0, denominator=7).words.startswith("Chưa đạt: 0 %")


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="=>"):
        evaluate("=>", 5, 6)
    with pytest.raises(ValueError, match="khoảng"):
        evaluate("range", 5, 6)
    with pytest.raises(ValueError, match="khoảng"):
        evaluate("range", 5, 6, value_to=4)


def test_a_judged_target_needs_a_reason() -> None:
    assert judged(True, " có nghị quyết chuyên đề ").words == "Đạt theo đánh giá: có nghị quyết chuyên đề"
    assert judged(None, "").met is None
    with pytest.raises(ValueError, match="lý do"):
        judged(True, "  ")


@given(st.sampled_from([c for c in COMPARATORS if c != "range"]), st.integers(0, 100), st.integers(0, 10**6))
def test_what_is_printed_gives_the_same_verdict_as_what_was_compared(
    comparator: str, threshold: int, numerator: int
) -> None:
    verdict = evaluate(comparator, threshold, numerator=numerator, denominator=10**6)
    printed = parse_number(verdict.words.split(": ")[1].split(" %")[0])
    assert evaluate(comparator, threshold, printed).met is verdict.met


@given(st.integers(0, 1000), st.integers(1, 1000), st.integers(0, 100))
def test_over_and_under_exclude_each_other(numerator: int, denominator: int, threshold: int) -> None:
    met = [evaluate(c, threshold, numerator=numerator, denominator=denominator).met for c in ("<", "=", ">")]
    assert sorted(met) == [False, False, True]


def test_requirements_read_without_a_figure() -> None:
    assert requirement(">=", 5, unit="mô hình") == "từ 5 mô hình trở lên"
    assert requirement("<=", Decimal("2.5"), unit="%") == "không quá 2,5 %"
    assert requirement(">=", 1_000_000, unit="đồng") == "từ 1.000.000 đồng trở lên"
