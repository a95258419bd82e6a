"""Coverage of a superior's demand by a local plan: what is sure, what a person has to judge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.rules.coverage import CODES, Answer, Coverage, Demand, compare, summary
from caunoi.rules.timing import last_day

NEEDED = Demand("target", comparator=">=", value=98, unit="percent", subject="chi bộ")
REPLY = Answer("target", comparator=">=", value=98, unit="percent", subject="chi bộ")


def demand(**fields: Any) -> Demand:
    return replace(NEEDED, **fields)


def answer(**fields: Any) -> Answer:
    return replace(REPLY, **fields)


def codes(found: Coverage) -> list[str]:
    return [short.code for short in found.differences]


def test_98_percent_planned_as_95_is_weaker_for_sure() -> None:
    found = compare(NEEDED, [answer(value=95)])
    assert (found.verdict, found.certain, codes(found)) == ("part", True, ["weaker"])
    assert found.differences[0].words == (
        "Yêu cầu từ 98 % trở lên, kế hoạch từ 95 % trở lên: thấp hơn yêu cầu"
    )


@pytest.mark.parametrize("planned", [98, 98.0, 99.5, 100])
def test_the_same_or_a_higher_floor_is_full(planned: float) -> None:
    found = compare(NEEDED, [answer(value=planned)])
    assert (found.verdict, found.certain) == ("full", True)


def test_a_ceiling_is_compared_the_other_way_round() -> None:
    most = demand(comparator="<=", value=5, unit="hồ sơ")
    assert codes(compare(most, [answer(comparator="<=", value=8, unit="hồ sơ")])) == ["weaker"]
    assert compare(most, [answer(comparator="<=", value=3, unit="hồ sơ")]).verdict == "full"


def test_over_90_planned_as_from_90_falls_short_only_at_the_boundary() -> None:
    found = compare(demand(comparator=">", value=90), [answer(value=90)])
    assert (codes(found), found.certain) == (["weaker"], False)


@pytest.mark.parametrize(
    ("comparator", "value", "value_to", "expected"),
    [
        ("range", 5, 7, []),
        ("range", 6, 7, []),
        ("range", 4, 6, ["weaker"]),
        ("range", 6, 9, ["out-of-range"]),
        ("=", 8, None, ["out-of-range"]),
        (">=", 6, None, []),
        ("=", 4, None, ["weaker"]),
    ],
)
def test_a_range_holds_what_lies_inside_it(
    comparator: str, value: float, value_to: float | None, expected: list[str]
) -> None:
    asked = demand(comparator="range", value=5, value_to=7, unit="mô hình")
    planned = answer(comparator=comparator, value=value, value_to=value_to, unit="mô hình")
    assert codes(compare(asked, [planned])) == expected


def test_a_range_turned_round_is_no_amount() -> None:
    assert codes(compare(NEEDED, [answer(comparator="range", value=99, value_to=98)])) == ["no-number"]


def test_an_exact_number_is_a_floor_unless_less_is_better() -> None:
    five = demand(comparator="=", value=5, unit="mô hình")
    assert compare(five, [answer(value=5, unit="mô hình")]).verdict == "full"
    more = compare(five, [answer(comparator="=", value=8, unit="mô hình")])
    assert (more.verdict, more.certain) == ("full", False)
    assert codes(compare(five, [answer(comparator="=", value=4, unit="mô hình")])) == ["weaker"]
    poor = demand(comparator="=", value=3, text="giảm tỷ lệ hộ nghèo xuống còn 3 %")
    assert codes(compare(poor, [answer(comparator="=", value=5)])) == ["weaker"]
    assert compare(poor, [answer(comparator="=", value=2)]).verdict == "full"


def test_nought_is_a_ceiling() -> None:
    none = demand(comparator="=", value=0, unit="vụ")
    assert codes(compare(none, [answer(comparator="<=", value=2, unit="vụ")])) == ["weaker"]
    assert compare(none, [answer(comparator="=", value=0, unit="vụ")]).verdict == "full"


def test_other_units_are_not_compared_but_said() -> None:
    found = compare(NEEDED, [answer(value=200, unit="mô hình")])
    assert (codes(found), found.certain) == (["other-unit"], False)
    assert "không so sánh" in found.differences[0].words


def test_money_in_thousand_million_and_billion_is_one_unit() -> None:
    asked = demand(value=1.5, unit="tỷ đồng")
    assert compare(asked, [answer(value=1500, unit="triệu đồng")]).verdict == "full"
    assert codes(compare(asked, [answer(value=1400, unit="triệu đồng")])) == ["weaker"]


def test_two_a_quarter_are_more_than_four_a_year() -> None:
    asked = demand(value=2, unit="cuộc", every="quarter")
    fewer = compare(asked, [answer(value=4, unit="cuộc", every="year")])
    assert codes(fewer) == ["weaker", "less-often"]
    assert codes(compare(asked, [answer(value=8, unit="cuộc", every="year")])) == ["less-often"]


def test_all_of_them_is_100_percent_but_not_a_sure_reading() -> None:
    whole = demand(value=100)
    found = compare(whole, [answer(comparator=None, value=None, unit="", subject="Tất cả các chi bộ")])
    assert (found.verdict, found.certain) == ("full", False)
    assert (
        compare(demand(value=None, comparator=None, subject="toàn bộ chi bộ"), [answer(value=95)]).verdict
        == "part"
    )


def test_a_plan_without_a_number_is_said_to_have_none() -> None:
    found = compare(NEEDED, [Answer("assignment", text="Tuyên truyền đến chi bộ", lead=("Văn phòng",))])
    assert "no-number" in codes(found)


@pytest.mark.parametrize(
    ("wanted", "planned", "expected"),
    [
        ("2026", "2026-12-31", []),
        ("2026", "2027-01-01", ["later"]),
        ("2026-10", "2026-10-31", []),
        ("2026-10", "2026-11", ["later"]),
        ("2026-09-30", "2026-09", []),
        ("2026-09-29", "2026-09", ["later"]),
        ("2026-12-15", "2026", ["later"]),
        ("2028-02", "2028-02-29", []),
        ("2026-10", None, ["no-deadline"]),
        ("2026-10", "2026-13", ["unclear-deadline"]),
    ],
)
def test_a_cut_date_means_its_last_day(wanted: str, planned: str | None, expected: list[str]) -> None:
    assert codes(compare(demand(by=wanted), [answer(by=planned)])) == expected


def test_what_is_no_date_has_no_last_day() -> None:
    assert [last_day(text) for text in (None, "", "sớm", "2026-02-30", "2026-1-2-3")] == [None] * 5


def test_a_lower_number_for_an_earlier_date_may_be_a_stage() -> None:
    found = compare(demand(by="2030"), [answer(value=80, by="2026")])
    assert (codes(found), found.certain) == (["stage"], False)


def test_a_quarterly_duty_planned_once_a_year_is_less_often() -> None:
    asked = Demand("deadline", text="báo cáo kết quả", every="quarter")
    assert codes(compare(asked, [Answer("deadline", every="year")])) == ["less-often"]
    assert codes(compare(asked, [Answer("deadline")])) == ["no-rhythm"]
    assert codes(compare(asked, [Answer("deadline", every="once")])) == ["less-often"]
    assert compare(asked, [Answer("deadline", every="month")]).verdict == "full"


@pytest.mark.parametrize("planned", ["chi bộ khu dân cư", "chi bộ loại hình cơ quan"])
def test_a_restricted_subject_may_be_narrower_and_is_never_sure(planned: str) -> None:
    found = compare(demand(value=100), [answer(value=100, subject=planned)])
    assert (found.verdict, codes(found), found.certain) == ("part", ["narrower"], False)
    assert "có thể hẹp hơn" in found.differences[0].words


@pytest.mark.parametrize(
    "planned",
    [
        "các chi bộ trực thuộc",
        "chi bộ trên địa bàn xã",
        "chi bộ, tổ chức đoàn thể",
        "Chi bộ",
        "chi bộ trong Đảng bộ xã",
    ],
)
def test_what_a_plan_says_of_its_own_place_narrows_nothing(planned: str) -> None:
    assert compare(NEEDED, [answer(subject=planned)]).verdict == "full"


def test_one_of_two_listed_left_out_is_named() -> None:
    found = compare(demand(subject="cán bộ, đảng viên"), [answer(subject="cán bộ")])
    assert codes(found) == ["narrower"]
    assert "“đảng viên”" in found.differences[0].words


def test_another_subject_is_proposed_as_such() -> None:
    assert codes(compare(NEEDED, [answer(subject="doanh nghiệp")])) == ["other-subject"]


def test_tone_placement_and_composition_do_not_make_another_subject() -> None:
    found = compare(demand(subject="cấp ủy"), [answer(subject="cấp uỷ")])
    assert (found.verdict, found.certain) == ("full", True)


def test_a_condition_that_only_the_plan_has_is_shown() -> None:
    planned = answer(text="98 % chi bộ, nơi có điều kiện, thực hiện")
    assert codes(compare(NEEDED, [planned])) == ["conditional"]
    assert compare(demand(text="nơi có điều kiện thì làm"), [planned]).verdict == "full"


def test_striving_is_softer_than_must() -> None:
    assert codes(compare(NEEDED, [answer(strength="strive")])) == ["softer"]
    assert compare(demand(strength="strive"), [answer(strength="must")]).verdict == "full"


def test_the_best_of_several_answers_counts() -> None:
    found = compare(NEEDED, [answer(value=90), answer(value=99), answer(value=95)])
    assert (found.verdict, found.answered_by) == ("full", (1,))


def test_a_date_is_taken_from_the_plans_deadline_and_said() -> None:
    found = compare(demand(by="2026"), [answer(), Answer("deadline", by="2026-11")])
    assert (found.verdict, found.certain) == ("full", False)
    assert any("lấy từ nội dung khác" in words for words in found.trace)
    assert codes(compare(demand(by="2026"), [answer(), Answer("deadline", by="2027")])) == ["later"]


def test_counted_parts_are_added_and_percentages_never() -> None:
    asked = demand(value=10, unit="mô hình", subject="mô hình")
    parts = [
        answer(value=6, unit="mô hình", subject="mô hình"),
        answer(value=4, unit="mô hình", subject="mô hình"),
    ]
    found = compare(asked, parts)
    assert (found.verdict, found.certain, found.answered_by) == ("full", False, (0, 1))
    assert compare(NEEDED, [answer(value=50), answer(value=48)]).verdict == "part"


def test_listed_subjects_of_two_answers_are_put_together() -> None:
    asked = demand(subject="cán bộ, đảng viên")
    found = compare(asked, [answer(subject="cán bộ"), answer(subject="đảng viên")])
    assert (found.verdict, found.certain, found.answered_by) == ("full", False, (0, 1))


def test_no_answer_is_none_and_a_wordy_task_is_left_to_a_person() -> None:
    asked = Demand("assignment", text="Đổi mới phương thức lãnh đạo")
    assert compare(asked, []).verdict == "none"
    found = compare(asked, [Answer("assignment", text="Tiếp tục đổi mới phương thức lãnh đạo")])
    assert (found.verdict, found.certain) == ("full", False)
    assert found.trace


def test_a_task_without_a_lead_is_pointed_out() -> None:
    asked = Demand("assignment", text="Tổ chức học tập", lead=("Ban Thường vụ",))
    assert codes(compare(asked, [Answer("assignment", text="Tổ chức học tập")])) == ["no-lead"]
    assert compare(asked, [Answer("assignment", lead=("Văn phòng",))]).verdict == "full"


def test_fields_of_a_finding_are_read_by_their_published_names() -> None:
    read = Demand.of(
        "target", {"comparator": ">=", "value": 5, "unit": "mô hình", "period": "year", "by": None}
    )
    assert (read.value, read.every, read.by, read.strength) == (5, "year", None, "must")
    assert Answer.of("deadline", {"date": "2026-12", "every": None, "what": "báo cáo"}).by == "2026-12"


def test_the_summary_counts_over_all_requirements() -> None:
    counted = summary(["full", "full", "part", Coverage("none")])
    assert (counted.full, counted.part, counted.none, counted.total) == (2, 1, 1, 4)
    assert counted.share("full") == "50 %"
    assert summary([]).share("full") == "—"
    assert counted.words == "Đầy đủ 2/4, một phần 1/4, chưa có 1/4 yêu cầu"


statements = st.fixed_dictionaries(
    {
        "comparator": st.sampled_from([">=", ">", "=", "<=", "<", "range", None]),
        "value": st.none() | st.integers(0, 120),
        "value_to": st.none() | st.integers(0, 120),
        "unit": st.sampled_from(["percent", "mô hình", "triệu đồng", ""]),
        "subject": st.sampled_from(["chi bộ", "các chi bộ khu dân cư", "cán bộ, đảng viên", ""]),
        "strength": st.sampled_from(["must", "strive"]),
        "by": st.sampled_from([None, "2026", "2026-10", "2026-10-05", "nay mai"]),
        "every": st.sampled_from([None, "once", "year", "quarter"]),
        "text": st.sampled_from(["", "tất cả các nơi", "nơi có điều kiện"]),
    }
)


@given(statements, st.lists(statements, max_size=4))
def test_any_statements_give_a_verdict_with_its_trace(asked: dict[str, Any], planned: list[Any]) -> None:
    found = compare(Demand("target", **asked), [Answer("target", **fields) for fields in planned])
    assert found.trace
    assert all(short.code in CODES and short.words for short in found.differences)
    assert (found.verdict == "full") == (not found.differences)
    assert (found.verdict == "none") == (not planned)


@given(statements, statements)
def test_another_answer_never_makes_it_worse(asked: dict[str, Any], planned: dict[str, Any]) -> None:
    alone = compare(Demand("target", **asked), [Answer("target", **planned)])
    both = compare(Demand("target", **asked), [Answer("target", **planned), Answer("target", **asked)])
    assert sum(short.certain for short in both.differences) <= sum(
        short.certain for short in alone.differences
    )


@given(st.sampled_from([">=", "<="]), st.integers(0, 100), st.integers(0, 100))
def test_a_bound_is_kept_exactly_when_it_is_at_least_as_strict(sign: str, asked: int, planned: int) -> None:
    found = compare(demand(comparator=sign, value=asked), [answer(comparator=sign, value=planned)])
    strict = planned >= asked if sign == ">=" else planned <= asked
    assert (found.verdict == "full") == strict
