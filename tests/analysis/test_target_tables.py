"""Tables whose rows are targets."""

from __future__ import annotations

from typing import Any

import pytest

from caunoi.analysis import analyze

HEAD = """ĐẢNG ỦY XÃ THỬ NGHIỆM
*
Số 15-KH/ĐU

KẾ HOẠCH
thực hiện nhiệm vụ năm 2026

I. CHỈ TIÊU

"""


def _targets(table: str, head: str = HEAD) -> tuple[Any, ...]:
    return analyze(head + table).targets


def _read(table: str) -> list[tuple[Any, ...]]:
    return [(item.comparator, item.value, item.unit, item.by) for item in _targets(table)]


def test_every_row_with_a_number_is_a_target_of_its_column_s_year():
    table = (
        "TT\tChỉ tiêu\tĐơn vị tính\tKế hoạch năm 2026\n"
        "1\tTỷ lệ hộ đạt danh hiệu gia đình văn hóa\t%\t95\n"
        "2\tMô hình được công nhận\tMô hình\t12\n"
        "3\tTỷ lệ hộ nghèo\t%\tDưới 2,5\n"
        "4\tKết nạp đảng viên\tĐảng viên\t≥ 20\n"
    )
    assert _read(table) == [
        (">=", 95, "percent", "2026"),
        (">=", 12, "mô hình", "2026"),
        ("<", 2.5, "percent", "2026"),
        (">=", 20, "đảng viên", "2026"),
    ]
    assert _targets(table)[0].subject == "Tỷ lệ hộ đạt danh hiệu gia đình văn hóa"


def test_two_years_give_two_targets_that_do_not_overlap():
    first, second = _targets(
        "TT\tChỉ tiêu\tĐVT\tNăm 2026\tĐến năm 2030\n1\tTỷ lệ hộ dùng nước sạch\t%\t90\t99,5\n"
    )
    assert (first.value, first.by, second.value, second.by) == (90, "2026", 99.5, "2030")
    assert first.span[1] <= second.span[0]


def test_what_was_done_before_is_no_target():
    table = (
        "TT\tChỉ tiêu\tĐơn vị tính\tThực hiện năm 2025\tKế hoạch năm 2026\n"
        "1\tTỷ lệ chi bộ đạt chuẩn\t%\t88\t92\n"
    )
    assert _read(table) == [(">=", 92, "percent", "2026")]


def test_a_row_without_numbers_sets_the_year_of_the_rows_below():
    table = (
        "TT\tChỉ tiêu\tĐơn vị\tMục tiêu\n"
        "I\tĐến năm 2030\t\t\n"
        "1\tSàn dữ liệu\tSàn\t5\n"
        "II\tĐến năm 2045\t\t\n"
        "2\tSàn dữ liệu\tSàn\t9\n"
    )
    assert [(item.value, item.by) for item in _targets(table)] == [(5, "2030"), (9, "2045")]


@pytest.mark.parametrize(
    ("printed", "comparator", "value", "to"),
    [
        ("1.250", ">=", 1250, None),
        ("Trên 90", ">", 90, None),
        ("không quá 3", "<=", 3, None),
        ("90 trở lên", ">=", 90, None),
        ("16 - 18", "range", 16, 18),
        (">= 30", ">=", 30, None),
    ],
)
def test_signs_and_words_of_comparison(printed: str, comparator: str, value: float, to: float | None):
    (found,) = _targets(f"TT\tChỉ tiêu\tĐơn vị tính\tMục tiêu\n1\tSố việc\tViệc\t{printed}\n")
    assert (found.comparator, found.value, found.value_to) == (comparator, value, to)


def test_a_rank_is_better_when_it_is_lower_and_a_cell_may_hold_two():
    table = "TT\tChỉ tiêu\tĐơn vị\tKết quả\n1\tXếp hạng chuyển đổi số\tThứ bậc\t≤ 3 khu vực; 50 cả nước\n"
    assert [(item.comparator, item.value) for item in _targets(table)] == [("<=", 3), ("<=", 50)]


@pytest.mark.parametrize(
    "table",
    [
        "TT\tNội dung\tĐơn vị tính\tĐơn giá\n1\tIn tài liệu\tBộ\t20\n",
        "TT\tChỉ tiêu\tĐơn vị tính\tThực hiện năm 2025\n1\tSố mô hình\tMô hình\t20\n",
        "TT\tChỉ tiêu\tĐơn vị tính\tMục tiêu\n1\tĐời sống\tMức\tĐạt mức khá\n",
        "TT\tChỉ tiêu\tĐơn vị tính\tMục tiêu\n\nĐoạn văn sau bảng.\n\n2\tSố đã làm\tViệc\t7\n",
    ],
)
def test_other_tables_and_words_give_none(table: str):
    assert _targets(table) == ()


def test_a_report_s_table_tells_of_the_past():
    report = HEAD.replace("KẾ HOẠCH\nthực hiện", "BÁO CÁO\nkết quả thực hiện").replace("KH/", "BC/")
    assert _targets("TT\tChỉ tiêu\tĐơn vị tính\tMục tiêu\n1\tSố việc\tViệc\t7\n", report) == ()


def test_a_number_s_span_holds_it():
    text = HEAD + "TT\tChỉ tiêu\tĐơn vị tính\tMục tiêu\n1\tSố mô hình\tMô hình\tít nhất 05\n"
    found = analyze(text)
    (target,) = found.targets
    assert found.text[slice(*target.span)].endswith("05")
    assert found.text[slice(*target.span)].startswith("Số mô hình")
