"""Roll-up: sums over any tree, honest coverage, ratios as Σ/Σ, periods without carrying forward."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.rules.columns import FieldState
from caunoi.rules.rollup import (
    Cell,
    Nature,
    exact,
    over_periods,
    ratio,
    ratio_tree,
    sum_ratios,
    sum_tree,
)
from caunoi.rules.tree import Tree

B, V, N, E, X = FieldState


@st.composite
def forests(draw: st.DrawFn) -> list[int]:
    """Parents of a forest whose nodes are numbered in no particular order."""
    count = draw(st.integers(1, 25))
    shape = [draw(st.integers(-1, node - 1)) for node in range(count)]
    names = draw(st.permutations(range(count)))
    parents = [-1] * count
    for node, parent in enumerate(shape):
        parents[names[node]] = -1 if parent == -1 else names[parent]
    return parents


def below(parents: list[int], node: int) -> set[int]:
    """The subtree by walking up from every node: slow and plainly right."""
    found = set()
    for start in range(len(parents)):
        at = start
        while at not in (-1, node):
            at = parents[at]
        if at == node:
            found.add(start)
    return found


@given(forests())
def test_a_subtree_is_the_node_and_everything_below_it(parents: list[int]) -> None:
    tree = Tree(parents)
    for node in range(len(parents)):
        listed = tree.subtree(node).tolist()
        assert listed[0] == node
        assert len(listed) == len(set(listed)) == tree.size[node]
        assert set(listed) == below(parents, node)


@settings(deadline=None)
@given(forests(), st.data())
def test_totals_and_counts_equal_a_plain_walk(parents: list[int], data: st.DataObject) -> None:
    count = len(parents)
    values = np.array(data.draw(st.lists(st.integers(-1000, 1000), min_size=count, max_size=count)), float)
    states = data.draw(st.lists(st.sampled_from(FieldState), min_size=count, max_size=count))
    owes = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    totals = sum_tree(parents, values[:, None], np.array(states, np.uint8)[:, None], expected=owes)
    for node in range(count):
        units = below(parents, node)
        cell = totals.cell(node, 0)
        given_units = [u for u in units if states[u].reported]
        assert cell.value == (sum(values[u] for u in given_units if states[u].adds) if given_units else None)
        assert cell.reported == sum(owes[u] for u in given_units)
        assert cell.missing == sum(owes[u] and states[u] is B for u in units)
        assert cell.not_applicable == sum(owes[u] and states[u] is X for u in units)
        assert cell.estimated == sum(states[u] is E for u in units)


def column(*cells: tuple[float, FieldState]) -> tuple[np.ndarray, np.ndarray]:
    values, states = zip(*cells, strict=True)
    return np.array(values, float)[:, None], np.array(states, np.uint8)[:, None]


def star(*cells: tuple[float, FieldState]) -> tuple[list[int], np.ndarray, np.ndarray, np.ndarray]:
    """A root that does not report itself, above units with these cells."""
    values, states = column((0, B), *cells)
    expected = np.array([False] + [True] * len(cells))
    return [-1] + [0] * len(cells), values, states, expected


def test_nothing_to_report_counts_as_reported_and_blank_as_missing() -> None:
    parents, values, states, expected = star((5, V), (0, N), (0, B), (0, X), (2, E))
    total = sum_tree(parents, values, states, expected=expected).cell(0, 0)
    assert (total.value, total.reported, total.missing, total.not_applicable) == (7, 3, 1, 1)
    assert total.expected == 4
    assert total.coverage == "3/4 đơn vị đã báo cáo, 1 đơn vị ước tính"


def test_a_total_that_nobody_reported_is_not_zero() -> None:
    parents, values, states, expected = star((0, B), (0, X))
    assert sum_tree(parents, values, states, expected=expected).cell(0, 0).value is None


def test_a_total_of_units_with_nothing_to_report_is_zero() -> None:
    parents, values, states, expected = star((0, N), (0, N))
    assert sum_tree(parents, values, states, expected=expected).cell(0, 0).value == 0


def test_a_small_unit_stays_exact_beside_sums_of_trillions() -> None:
    """Prefix sums over the whole tree would round 0,5 away."""
    parents = [-1, 0, 0, 1, 2]
    values, states = column((0, B), (0, B), (0, B), (9e15, V), (0.5, V))
    totals = sum_tree(parents, values, states)
    assert totals.cell(2, 0).value == 0.5
    assert totals.cell(1, 0).value == 9e15


def test_units_merged_in_mid_period_keep_rows_of_their_own() -> None:
    """Two former units and the new one: three rows on one node."""
    values, states = column((3, V), (4, V), (0, B))
    cell = sum_tree([-1, 0], values, states, node_of=[1, 1, 1]).cell(1, 0)
    assert (cell.value, cell.reported, cell.missing) == (7, 2, 1)


def test_a_unit_outside_the_frozen_list_adds_its_figure_but_no_coverage() -> None:
    values, states = column((0, B), (3, V), (4, V))
    cell = sum_tree([-1, 0, 0], values, states, expected=np.array([False, True, False])).cell(0, 0)
    assert (cell.value, cell.reported, cell.expected) == (7, 1, 1)


def test_a_circle_and_a_stranger_as_parent_are_refused() -> None:
    with pytest.raises(ValueError, match="vòng lặp"):
        Tree([-1, 2, 1])
    with pytest.raises(ValueError, match="không nằm trong danh sách"):
        Tree([-1, 7])


def test_uneven_tables_are_refused() -> None:
    values, states = column((1, V), (2, V))
    with pytest.raises(ValueError, match="kích thước"):
        sum_tree([-1], values, states)
    with pytest.raises(ValueError, match="Không có đơn vị"):
        sum_tree([], np.zeros((0, 1)), np.zeros((0, 1), np.uint8))


def test_10_of_10_and_1_of_90_are_11_percent() -> None:
    whole = sum_ratios([ratio(10, 10), ratio(1, 90)])
    assert whole.fraction == Fraction(11, 100)
    parents = [-1, 0, 0]
    values = np.array([[0, 0], [10, 10], [1, 90]], float)
    states = np.array([[B, B], [V, V], [V, V]], np.uint8)
    found, total = ratio_tree(parents, values, states, 0, 1, expected=np.array([False, True, True])).cell(0)
    assert found is not None
    assert found.percent == 11
    assert total.coverage == "2/2 đơn vị đã báo cáo"


def test_a_unit_that_gave_only_the_numerator_is_in_neither_sum() -> None:
    values = np.array([[0, 0], [5, 10], [99, 0]], float)
    states = np.array([[B, B], [V, V], [V, B]], np.uint8)
    found, total = ratio_tree([-1, 0, 0], values, states, 0, 1, expected=np.array([False, True, True])).cell(
        0
    )
    assert found == ratio(5, 10)
    assert (total.reported, total.missing) == (1, 1)


def test_a_ratio_that_does_not_apply_leaves_the_denominator() -> None:
    values = np.array([[0, 0], [5, 10], [0, 40]], float)
    states = np.array([[B, B], [V, V], [X, V]], np.uint8)
    found, total = ratio_tree([-1, 0, 0], values, states, 0, 1).cell(0)
    assert found == ratio(5, 10)
    assert total.not_applicable == 1


def test_a_nil_numerator_beside_an_estimated_denominator_adds_zero_and_is_flagged() -> None:
    values = np.array([[7.0, 10.0]])
    states = np.array([[N, E]], np.uint8)
    found, total = ratio_tree([-1], values, states, 0, 1).cell(0)
    assert found == ratio(0, 10)
    assert total.estimated == 1


def test_a_ratio_over_nothing_has_no_percentage() -> None:
    assert ratio(0, 0).percent is None
    found, _ = ratio_tree([-1], np.zeros((1, 2)), np.zeros((1, 2), np.uint8), 0, 1).cell(0)
    assert found is None


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=30))
def test_a_ratio_over_units_lies_between_the_smallest_and_the_largest(parts: list[tuple[int, int]]) -> None:
    shares = [Fraction(n, d) for n, d in parts]
    whole = sum_ratios(ratio(n, d) for n, d in parts).fraction
    assert whole is not None
    assert min(shares) <= whole <= max(shares)


def test_distinct_persons_are_typed_at_each_level_and_parts_are_only_passages() -> None:
    parents, values, states, _ = star((30, V), (40, V))
    values[0], states[0] = 50, V
    cell = sum_tree(parents, values, states).cell(0, 0, Nature.DISTINCT)
    assert (cell.value, cell.passages) == (50, 70)
    states[0] = B
    untyped = sum_tree(parents, values, states).cell(0, 0, Nature.DISTINCT)
    assert (untyped.value, untyped.passages) == (None, 70)


def test_distinct_persons_of_two_merged_rows_are_not_added() -> None:
    values, states = column((30, V), (40, V))
    cell = sum_tree([-1], values, states, node_of=[0, 0]).cell(0, 0, Nature.DISTINCT)
    assert cell.value is None


def test_a_flow_over_periods_sums_what_is_there_and_names_what_is_missing() -> None:
    total = over_periods(
        Nature.FLOW, [("Q1", Cell(5)), ("Q2", None), ("Q3", Cell(None, N)), ("Q4", Cell(2, E))]
    )
    assert (total.value, total.missing, total.estimated) == (7, ("Q2",), True)


def test_a_stock_is_its_last_value_and_is_not_carried_into_a_missing_period() -> None:
    assert over_periods(Nature.STOCK, [("Q1", Cell(5)), ("Q2", Cell(6))]).value == 6
    gone = over_periods(Nature.STOCK, [("Q1", Cell(5)), ("Q2", None)])
    assert (gone.value, gone.missing) == (None, ("Q2",))
    assert not over_periods(Nature.STOCK, [("Q1", Cell(5, E)), ("Q2", Cell(6))]).estimated


def test_distinct_persons_are_not_summed_over_periods() -> None:
    total = over_periods(Nature.DISTINCT, [("Q1", Cell(5)), ("Q2", Cell(6))])
    assert (total.value, total.passages) == (None, 11)


def test_a_flow_without_any_period_is_not_zero() -> None:
    assert over_periods(Nature.FLOW, [("Q1", None), ("Q2", Cell(None, X))]).value is None
    assert over_periods(Nature.FLOW, []).value is None


def test_sums_of_decimals_are_read_as_typed() -> None:
    assert exact(0.1 + 0.2) == Fraction(3, 10)
    assert exact(2**53) == 2**53
