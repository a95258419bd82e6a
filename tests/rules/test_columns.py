"""Packed figures: what goes in comes out, states are never confused, damage is noticed."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.rules.columns import Column, FieldState, pack, unpack, unpack_rows

numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
cells = st.one_of(
    st.tuples(numbers, st.sampled_from([FieldState.VALUE, FieldState.ESTIMATE])),
    st.tuples(st.none(), st.sampled_from([FieldState.BLANK, FieldState.NIL, FieldState.NOT_APPLICABLE])),
)


@given(st.lists(cells, max_size=80))
def test_every_figure_and_state_comes_back_unchanged(given_cells: list) -> None:
    assert Column.unpack(Column.of(given_cells).pack()).cells() == given_cells


def test_blank_zero_and_nothing_to_report_stay_three_different_things() -> None:
    packed = Column.of([(None, FieldState.BLANK), (0, FieldState.VALUE), (None, FieldState.NIL)]).pack()
    assert Column.unpack(packed).cells() == [
        (None, FieldState.BLANK), (0.0, FieldState.VALUE), (None, FieldState.NIL)
    ]  # fmt: skip


@given(st.lists(cells, max_size=10), st.integers(0, 5))
def test_a_longer_form_version_reads_old_figures_and_the_new_fields_as_blank(
    given_cells: list, more: int
) -> None:
    read = Column.unpack(Column.of(given_cells).pack(), length=len(given_cells) + more).cells()
    assert read == given_cells + [(None, FieldState.BLANK)] * more


def test_a_shorter_form_never_drops_figures() -> None:
    with pytest.raises(ValueError, match="2 trường"):
        unpack(pack([1, 2], [1, 1]), length=1)


@pytest.mark.parametrize(
    "damage", [b"", b"CN", b"XX" + pack([1], [1])[2:], pack([1], [1])[:-1], pack([1], [1]) + b"\0"]
)
def test_damaged_bytes_are_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match="hỏng"):
        unpack(damage)


def test_bytes_of_a_later_storage_version_are_refused() -> None:
    data = bytearray(pack([1], [1]))
    data[2] += 1
    with pytest.raises(ValueError, match="phiên bản lưu trữ khác"):
        unpack(bytes(data))


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_not_packed(number: float) -> None:
    with pytest.raises(ValueError, match="hữu hạn"):
        pack([number], [FieldState.VALUE])


def test_what_stands_under_a_blank_field_is_not_stored() -> None:
    values, _ = unpack(pack([7.0, math.nan], [FieldState.BLANK, FieldState.NOT_APPLICABLE]))
    assert values.tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "cell",
    [(None, FieldState.VALUE), (3, FieldState.BLANK), (3, FieldState.NIL), (0, FieldState.NOT_APPLICABLE)],
)
def test_a_number_that_contradicts_its_state_is_refused(cell: tuple) -> None:
    with pytest.raises(ValueError, match="không khớp"):
        Column.of([cell])


def test_an_unknown_state_or_uneven_lists_are_refused() -> None:
    with pytest.raises(ValueError, match="trạng thái"):
        pack([1], [9])
    with pytest.raises(ValueError, match="không bằng nhau"):
        pack([1, 2], [1])


def test_states_have_their_names_and_words() -> None:
    assert [state.code for state in FieldState] == ["blank", "value", "nil", "estimate", "not-applicable"]
    assert all(FieldState.of(state.code) is state for state in FieldState)
    assert FieldState.NIL.label == "Không phát sinh"


def test_a_unit_without_a_submission_is_all_blank_in_the_matrix() -> None:
    values, states = unpack_rows([pack([5], [1]), None], length=2)
    assert values.tolist() == [[5, 0], [0, 0]]
    assert states.tolist() == [[1, 0], [0, 0]]
    assert states.dtype == np.uint8
