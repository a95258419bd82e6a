"""What is typed into a field: kept as typed, read as Vietnamese, marked where it cannot be taken."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from caunoi.indicators.cells import Cell, checked, packed, problems, read_cell, read_cells, stored
from caunoi.indicators.forms import read_definition
from caunoi.kernel.errors import Invalid
from caunoi.rules.columns import Column, FieldState
from tests.indicators.builders import FORM, typed

FORM_READ = read_definition(FORM)
CELLS, DAYS, NOTES = (FORM_READ.by_code[code] for code in ("t.cells", "t.days", "t.notes"))


def test_letters_in_a_number_field_are_kept_and_marked() -> None:
    cell = read_cell(CELLS, "12a", "value")
    assert (cell.typed, cell.number) == ("12a", None)
    assert "12a" in cell.problem


def test_a_negative_count_is_kept_and_marked() -> None:
    cell = read_cell(CELLS, "-3", "value")
    assert cell.typed == "-3"
    assert cell.problem == "Không ghi số âm."


def test_a_part_above_its_whole_is_marked_and_keeps_its_number() -> None:
    cells = read_cells(FORM_READ, typed({"t.cells": "5", "t.studied": "6"}))
    assert cells["t.studied"].number == 6
    assert "Tổng số chi bộ" in cells["t.studied"].problem
    assert not cells["t.cells"].problem


def test_the_mark_goes_once_the_whole_is_corrected() -> None:
    cells = read_cells(FORM_READ, typed({"t.cells": "5", "t.studied": "6"}))
    after = checked(FORM_READ, {**cells, "t.cells": read_cell(CELLS, "6")})
    assert not after["t.studied"].problem


def test_a_part_of_a_whole_that_did_not_occur_is_marked() -> None:
    cells = read_cells(FORM_READ, typed({"t.cells": "nil", "t.studied": "1"}))
    assert cells["t.studied"].problem


@pytest.mark.parametrize("text", ["1 234", "1.234", "1\u00a0234", "1234", "  1234 "])
def test_a_number_is_read_with_any_grouping(text: str) -> None:
    cell = read_cell(CELLS, unicodedata.normalize("NFD", text))
    assert (cell.number, cell.problem) == (Decimal(1234), "")


def test_decomposed_text_is_stored_composed() -> None:
    cell = read_cell(NOTES, unicodedata.normalize("NFD", "Tổ dân vận"))
    assert cell.typed == "Tổ dân vận"


def test_blank_zero_and_nil_are_three_things() -> None:
    blank, zero, nil = read_cell(CELLS, ""), read_cell(CELLS, "0"), read_cell(CELLS, "", "nil")
    assert [cell.state for cell in (blank, zero, nil)] == ["blank", "value", "nil"]
    assert [cell.shown for cell in (blank, zero, nil)] == ["Trống", "0", "Không phát sinh"]
    vectors = [packed(FORM_READ, {"t.cells": cell}) for cell in (blank, zero, nil)]
    assert len(set(vectors)) == 3


def test_a_fraction_of_a_whole_thing_is_marked_and_half_a_day_is_not() -> None:
    assert read_cell(CELLS, "1,5").problem
    assert not read_cell(DAYS, "1,5").problem
    assert read_cell(DAYS, "1,55").problem


def test_a_number_beside_nil_is_marked_not_dropped() -> None:
    cell = read_cell(CELLS, "7", "nil")
    assert cell.typed == "7"
    assert cell.problem


def test_an_estimate_without_a_number_is_marked() -> None:
    assert read_cell(CELLS, "", "estimate").problem
    assert read_cell(CELLS, "40", "estimate").state == "estimate"


def test_a_required_field_may_be_nil_but_not_blank() -> None:
    assert "t.cells" in problems(FORM_READ, {})
    assert "t.cells" not in problems(FORM_READ, read_cells(FORM_READ, typed({"t.cells": "nil"})))


def test_the_vector_follows_the_numbers_of_the_form_without_text() -> None:
    cells = read_cells(FORM_READ, typed({"t.cells": "4", "t.notes": "Tốt", "t.days": ("estimate", "2,5")}))
    column = Column.unpack(packed(FORM_READ, cells))
    assert len(column.values) == 5
    assert column.cells()[0] == (4.0, FieldState.VALUE)
    assert column.cells()[3] == (2.5, FieldState.ESTIMATE)


def test_a_cell_survives_storage_with_what_was_typed() -> None:
    for text, state in [("12a", "value"), ("1.234,5", "estimate"), ("", "not-applicable")]:
        cell = read_cell(DAYS, text, state)
        assert Cell.from_json(stored({"x": cell})["x"]) == cell


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"nature": "mean"}, "flow, stock hoặc distinct"),
        ({"value": "money"}, "kiểu dữ liệu"),
        ({"le": "t.gone"}, "t.gone"),
        ({"code": "t.cells"}, "dùng hai lần"),
    ],
)
def test_a_faulty_form_is_refused_with_the_place_of_the_fault(change: dict[str, str], fault: str) -> None:
    fields = [dict(field) for field in FORM["sections"][0]["fields"]]
    fields[1] |= change
    with pytest.raises(Invalid) as caught:
        read_definition({**FORM, "sections": [{"code": "a", "title": "A", "fields": fields}]})
    assert fault in " ".join(caught.value.fields.values())


def test_control_characters_are_dropped_and_line_ends_stay() -> None:
    assert read_cell(NOTES, "Một\x00\x0b việc\nHai việc", "value").typed == "Một việc\nHai việc"
