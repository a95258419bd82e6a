"""Roll-up of figures over units and periods: what is summed, what is missing, what is never added.

Không phát sinh adds 0 and counts as reported; trống adds nothing and counts as missing; không áp dụng leaves
the denominator (law 1). A percentage exists only as Σ numerator ÷ Σ denominator (law 2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from caunoi.language.numbers import format_number
from caunoi.rules.columns import Column, FieldState, Number, States, Values, pack, unpack, unpack_rows
from caunoi.rules.tree import Indices, Tree

__all__ = [
    "Cell", "Column", "FieldState", "Nature", "PeriodTotal", "Ratio", "RatioTotals", "Total", "Tree",
    "TreeTotals", "exact", "over_periods", "pack", "ratio", "ratio_tree", "sum_ratios",
    "sum_tree", "unpack", "unpack_rows",
]  # fmt: skip

Counts = npt.NDArray[np.int32]
Period = TypeVar("Period")


class Nature(StrEnum):
    """How figures of a data element add up (law 3)."""

    FLOW = "flow"
    STOCK = "stock"
    DISTINCT = "distinct"

    @property
    def label(self) -> str:
        """The words on screens."""
        return {
            "flow": "Số phát sinh trong kỳ",
            "stock": "Số có đến cuối kỳ",
            "distinct": "Số người, không cộng dồn",
        }[self.value]


@dataclass(frozen=True)
class Total:
    """One figure of one node with its coverage.

    ``value`` is None where nobody has reported. For distinct persons it is the node's own typed figure, and
    ``passages`` is the sum of the parts, to be shown only as "lượt".
    """

    value: float | None
    reported: int
    missing: int
    estimated: int
    not_applicable: int
    passages: float | None = None

    @property
    def expected(self) -> int:
        """Units that owe this figure: those that reported and those that are missing."""
        return self.reported + self.missing

    @property
    def coverage(self) -> str:
        """The words beside every total: "412/437 đơn vị đã báo cáo"."""
        base = f"{format_number(self.reported)}/{format_number(self.expected)} đơn vị đã báo cáo"
        return f"{base}, {format_number(self.estimated)} đơn vị ước tính" if self.estimated else base


@dataclass(frozen=True, eq=False)
class TreeTotals:
    """Totals of every node and field (n × fields). ``contributing`` counts rows that gave a figure at all."""

    tree: Tree
    sums: Values
    own: Values
    own_given: Counts
    contributing: Counts
    reported: Counts
    missing: Counts
    estimated: Counts
    not_applicable: Counts

    def cell(self, node: int, field: int, nature: Nature = Nature.FLOW) -> Total:
        """One figure; over units flow and stock are summed, distinct persons are not."""
        at = (node, field)
        value = float(self.sums[at]) if self.contributing[at] else None
        passages = None
        if nature is Nature.DISTINCT:
            parts = self.contributing[at] > self.own_given[at]
            passages = float(self.sums[at] - self.own[at]) if parts else None
            value = float(self.own[at]) if self.own_given[at] == 1 else None
        reported, missing = int(self.reported[at]), int(self.missing[at])
        estimated, apart = int(self.estimated[at]), int(self.not_applicable[at])
        return Total(value, reported, missing, estimated, apart, passages)


def sum_tree(
    tree: Tree | Sequence[int] | Indices,
    values: Values,
    states: States,
    *,
    node_of: Sequence[int] | Indices | None = None,
    expected: npt.NDArray[np.bool_] | None = None,
) -> TreeTotals:
    """Totals of every node from the rows (rows × fields) of all units.

    ``node_of`` gives each row's node (default: row i belongs to node i), so that merged units keep rows of
    their own. ``expected`` marks the rows of the frozen list of reporters (default: all): another row's
    figure is added, but it counts neither as reported nor as missing.
    """
    tree = tree if isinstance(tree, Tree) else Tree(tree)
    values, states = np.atleast_2d(values), np.atleast_2d(states)
    _check(tree, values, states, node_of)
    owes = np.ones(len(states), dtype=bool) if expected is None else np.asarray(expected, dtype=bool)
    adds = (states == FieldState.VALUE) | (states == FieldState.ESTIMATE)
    given = adds | (states == FieldState.NIL)
    own = _at_nodes(tree, np.where(adds, values, 0.0), node_of)
    own_given = _at_nodes(tree, given.astype(np.int32), node_of)
    flags = (
        given,
        given & owes[:, None],
        (states == FieldState.BLANK) & owes[:, None],
        states == FieldState.ESTIMATE,
        (states == FieldState.NOT_APPLICABLE) & owes[:, None],
    )
    counts = [tree.roll_up(_at_nodes(tree, flag.astype(np.int32), node_of)) for flag in flags]
    return TreeTotals(tree, tree.roll_up(own), own, own_given, *counts)


def _check(tree: Tree, values: Values, states: States, node_of: Any) -> None:
    rows = len(tree) if node_of is None else len(node_of)
    if values.shape != states.shape or len(values) != rows:
        raise ValueError("Bảng số liệu, bảng trạng thái và danh sách đơn vị không cùng kích thước.")
    if len(values) == 0:
        raise ValueError("Không có đơn vị nào để tổng hợp.")


def _at_nodes(tree: Tree, rows: npt.NDArray[Any], node_of: Any) -> npt.NDArray[Any]:
    if node_of is None:
        return rows
    totals = np.zeros((len(tree), rows.shape[1]), dtype=rows.dtype)
    np.add.at(totals, np.asarray(node_of, dtype=np.int64), rows)
    return totals


@dataclass(frozen=True)
class Ratio:
    """A percentage as its two figures; it has no other form, so that it can never be averaged."""

    numerator: Fraction
    denominator: Fraction

    @property
    def fraction(self) -> Fraction | None:
        """Numerator ÷ denominator, exact; None where the denominator is 0."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def percent(self) -> Fraction | None:
        """The ratio in hundredths, exact."""
        share = self.fraction
        return None if share is None else share * 100


def exact(number: Number | Fraction) -> Fraction:
    """The number as typed: 0.1 is 1/10. The noise of summed floats is cut beyond nine decimals."""
    if isinstance(number, float):
        return Fraction(Decimal(repr(round(number, 9))))
    return Fraction(number)


def ratio(numerator: Number | Fraction, denominator: Number | Fraction) -> Ratio:
    """A ratio of two figures of the same units."""
    return Ratio(exact(numerator), exact(denominator))


def sum_ratios(ratios: Iterable[Ratio]) -> Ratio:
    """Σ numerator ÷ Σ denominator: 10/10 and 1/90 give 11/100."""
    parts = list(ratios)
    zero = Fraction(0)
    return Ratio(sum((r.numerator for r in parts), zero), sum((r.denominator for r in parts), zero))


@dataclass(frozen=True, eq=False)
class RatioTotals:
    """Ratios of every node; only rows that gave both figures are in them."""

    totals: TreeTotals

    def cell(self, node: int) -> tuple[Ratio | None, Total]:
        """The ratio of a node (None where no unit gave both figures) and its coverage."""
        numerator, denominator = self.totals.cell(node, 0), self.totals.cell(node, 1)
        if numerator.value is None or denominator.value is None:
            return None, denominator
        return ratio(numerator.value, denominator.value), denominator


def ratio_tree(
    tree: Tree | Sequence[int] | Indices,
    values: Values,
    states: States,
    numerator: int,
    denominator: int,
    *,
    node_of: Sequence[int] | Indices | None = None,
    expected: npt.NDArray[np.bool_] | None = None,
) -> RatioTotals:
    """Σ numerator ÷ Σ denominator of every node, from two fields of the rows.

    A unit that gave only one of the two is missing in both; where either does not apply, neither does.
    """
    pair = [numerator, denominator]
    values, states = np.atleast_2d(values)[:, pair], np.atleast_2d(states)[:, pair]
    values = np.where(states == FieldState.NIL, 0.0, values)
    both = states.copy()
    for state in (FieldState.ESTIMATE, FieldState.BLANK, FieldState.NOT_APPLICABLE):
        both[(states == state).any(axis=1)] = state
    return RatioTotals(sum_tree(tree, values, both, node_of=node_of, expected=expected))


@dataclass(frozen=True)
class Cell:
    """One figure of one period: its number (None where the state has none) and state."""

    value: float | None
    state: FieldState = FieldState.VALUE

    @property
    def number(self) -> float | None:
        """The number that it adds: 0 for không phát sinh, None for trống and không áp dụng."""
        return 0.0 if self.state is FieldState.NIL else self.value if self.state.adds else None


@dataclass(frozen=True)
class PeriodTotal(Generic[Period]):
    """A figure over several periods; ``missing`` names the periods without a figure."""

    value: float | None
    missing: tuple[Period, ...]
    estimated: bool
    passages: float | None = None


def over_periods(nature: Nature, cells: Sequence[tuple[Period, Cell | None]]) -> PeriodTotal[Period]:
    """The figure of a longer period from its parts in order of time; None is a period without a report.

    A flow is the sum of the parts there are; a stock is the last part's figure and is never carried forward
    from an earlier one; distinct persons are never summed: only ``passages`` are.
    """
    blank = Cell(None, FieldState.BLANK)
    parts = [(period, cell or blank) for period, cell in cells]
    missing = tuple(period for period, cell in parts if cell.state is FieldState.BLANK)
    used = [cell for _, cell in (parts[-1:] if nature is Nature.STOCK else parts)]
    numbers = [cell.number for cell in used if cell.number is not None]
    total = float(sum(numbers)) if numbers else None
    estimated = any(cell.state is FieldState.ESTIMATE for cell in used)
    if nature is Nature.DISTINCT:
        return PeriodTotal(None, missing, estimated, passages=total)
    return PeriodTotal(total, missing, estimated)
