"""Totals of a period on the tree of any date, straight from the packed vectors of accepted versions.

A fixed number of queries, whatever the number of units: submissions with their vectors, links, successions.
Completeness uses the frozen list of reporters, sums use the tree; both are said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from caunoi.indicators.forms import FormDefinition
from caunoi.indicators.models import Period, Submission
from caunoi.indicators.selectors.forest import Forest, Standing, parent_places
from caunoi.kernel import clock
from caunoi.language.numbers import format_number
from caunoi.rules.columns import FieldState, States, Values, unpack_rows
from caunoi.rules.rollup import Nature, Ratio, RatioTotals, Total, TreeTotals, ratio_tree, sum_tree
from caunoi.rules.tree import Tree

State = Submission.State


@dataclass(frozen=True)
class Row:
    """One line of the frozen list: the unit of record, how far its report is, its accepted figures."""

    submission_id: int
    period_id: int
    unit_id: int
    custodian_id: int
    state: str
    sent_on: date | None
    due_on: date
    version_id: int | None
    version_number: int | None
    packed: bytes | None
    ceased_on: date | None

    @property
    def accepted(self) -> bool:
        """Whether an accepted version counts; it goes on counting while a restatement is under way."""
        return self.version_id is not None

    def late(self, today: date) -> bool:
        """Sent after the due day, or not sent (or returned) although it has passed."""
        return (self.sent_on or today) > self.due_on


@dataclass(frozen=True)
class Coverage:
    """How complete a total is. Lists hold unit ids of record."""

    expected: tuple[int, ...]
    accepted: tuple[int, ...]
    waiting: tuple[int, ...]
    returned: tuple[int, ...]
    unsent: tuple[int, ...]
    late: tuple[int, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """Every unit whose figures are not in the total."""
        return self.unsent + self.returned + self.waiting

    @property
    def words(self) -> str:
        """As it stands beside the total: "53 trên 60 đơn vị"."""
        return f"{format_number(len(self.accepted))} trên {format_number(len(self.expected))} đơn vị"


@dataclass(eq=False)
class Totals:
    """The totals of a period's units below ``root`` on ``standing.on``."""

    period: Period
    definition: FormDefinition
    standing: Standing
    root: int
    rows: tuple[Row, ...]
    _ratios: dict[tuple[str, str], RatioTotals] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """Whose day's tree the sums follow."""
        return self.standing.on

    @cached_property
    def units(self) -> list[int]:
        """The root and all units below it on that day."""
        return self.standing.below(self.root)

    @cached_property
    def places(self) -> dict[int, int]:
        """Place in ``units`` by unit id."""
        return {unit: place for place, unit in enumerate(self.units)}

    @cached_property
    def nodes(self) -> list[int | None]:
        """For each row the unit that its figures go to; None where the tree has none."""
        found = [self.standing.node_of(row.unit_id) for row in self.rows]
        return [unit if unit in self.places else None for unit in found]

    @cached_property
    def inside(self) -> list[int]:
        """Places in ``rows`` of those that the tree holds."""
        return [place for place, unit in enumerate(self.nodes) if unit is not None]

    @cached_property
    def outside(self) -> list[Row]:
        """Rows whose unit stands elsewhere on that day: reported, but in no sum of this root."""
        return [row for row, unit in zip(self.rows, self.nodes, strict=True) if unit is None]

    @cached_property
    def tree(self) -> Tree:
        """The subtree as arrays."""
        return Tree(parent_places(self.units, self.standing, self.root))

    @cached_property
    def matrix(self) -> tuple[Values, States]:
        """Numbers and states (rows × figures) of all rows, inside the tree or not."""
        values, states = unpack_rows([row.packed for row in self.rows], len(self.definition.numbers))
        stocks = [place for place, item in enumerate(self.definition.numbers) if item.nature == Nature.STOCK]
        for place in self._closed_inside_the_period():
            # What a merged unit had is at the period's end in its successor's own row: never twice.
            states[place, stocks] = FieldState.NOT_APPLICABLE
        return values, states

    def _closed_inside_the_period(self) -> list[int]:
        listed = {row.unit_id for row in self.rows}
        key = self.period.key
        return [
            place
            for place, row in enumerate(self.rows)
            if row.ceased_on
            and key.start < row.ceased_on <= key.end
            and self.standing.successors.get(row.unit_id) in listed
        ]

    @cached_property
    def _inside(self) -> tuple[Values, States, list[int], np.ndarray]:
        """Figures, nodes and expectation of the rows inside; one empty row where there are none."""
        values, states = self.matrix
        if not self.inside:
            width = len(self.definition.numbers)
            return np.zeros((1, width)), np.zeros((1, width), dtype=np.uint8), [0], np.zeros(1, dtype=bool)
        node_of = [self.places[self.nodes[place]] for place in self.inside]  # type: ignore[index]
        return values[self.inside], states[self.inside], node_of, np.ones(len(self.inside), dtype=bool)

    @cached_property
    def sums(self) -> TreeTotals:
        """Totals of every node and figure."""
        values, states, node_of, expected = self._inside
        return sum_tree(self.tree, values, states, node_of=node_of, expected=expected)

    def total(self, unit: int, code: str) -> Total:
        """One figure of one unit and all below it, with its coverage."""
        nature = Nature(self.definition.by_code[code].nature)
        return self.sums.cell(self.places[unit], self.definition.places[code], nature)

    def ratio(self, unit: int, numerator: str, denominator: str) -> tuple[Ratio | None, Total]:
        """Σ numerator ÷ Σ denominator of one unit and all below it, from rows that gave both."""
        pair = numerator, denominator
        if pair not in self._ratios:
            values, states, node_of, expected = self._inside
            at = [self.definition.places[code] for code in pair]
            self._ratios[pair] = ratio_tree(
                self.tree, values, states, *at, node_of=node_of, expected=expected
            )
        return self._ratios[pair].cell(self.places[unit])

    def has(self, *codes: str) -> bool:
        """Whether the period's form asks for all these elements."""
        return all(code in self.definition.places for code in codes)

    def rows_under(self, unit: int) -> list[int]:
        """Places in ``rows`` of the reports of ``unit`` and all below it."""
        under = (self.units[place] for place in self.tree.subtree(self.places[unit]))
        return sorted(place for node in under for place in self._rows_of.get(node, ()))

    @cached_property
    def _rows_of(self) -> dict[int, list[int]]:
        """Places in ``rows`` by the unit that they belong to."""
        found: dict[int, list[int]] = {}
        for place in self.inside:
            found.setdefault(self.nodes[place], []).append(place)  # type: ignore[arg-type]
        return found

    def reporting_nodes(self, unit: int) -> list[int]:
        """The units under ``unit`` (itself included) that rows belong to, each once."""
        found = dict.fromkeys(self.nodes[place] for place in self.rows_under(unit))
        return [node for node in found if node is not None]

    def children(self, unit: int) -> list[int]:
        """The units directly under ``unit`` that have reports in or below them."""
        below = [
            other for other in self.units if self.standing.parents.get(other) == unit and other != self.root
        ]
        return [child for child in below if self.rows_under(child)]

    def cell(self, row: int, code: str) -> tuple[float | None, FieldState]:
        """What one row gave for one element."""
        values, states = self.matrix
        at = (row, self.definition.places[code])
        state = FieldState(int(states[at]))
        return (float(values[at]) if state.adds else None), state

    def coverage(self, unit: int | None = None) -> Coverage:
        """How complete the reports under ``unit`` are; the whole frozen list where none is given."""
        places = range(len(self.rows)) if unit is None else self.rows_under(unit)
        return coverage([self.rows[place] for place in places], clock.today())

    def version_ids(self, unit: int | None = None) -> list[int]:
        """The versions that the totals use, for a frozen report."""
        places = range(len(self.rows)) if unit is None else self.rows_under(unit)
        return [version for place in places if (version := self.rows[place].version_id) is not None]


def coverage(rows: Sequence[Row], today: date) -> Coverage:
    """Sort a list of reporters by how far their reports are."""
    open_rows = [row for row in rows if not row.accepted]

    def units(states: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(row.unit_id for row in open_rows if row.state in states)

    return Coverage(
        expected=tuple(row.unit_id for row in rows),
        accepted=tuple(row.unit_id for row in rows if row.accepted),
        waiting=units((State.SUBMITTED,)),
        returned=units((State.RETURNED,)),
        unsent=units((State.NONE, State.DRAFT)),
        late=tuple(row.unit_id for row in rows if row.late(today)),
    )


_COLUMNS = (
    "pk", "period_id", "unit_id", "custodian_id", "state", "obligation__submitted_on", "obligation__due_on",
    "accepted_id", "accepted__number", "accepted__packed", "unit__ceased_on",
)  # fmt: skip


def totals_of(periods: Sequence[Period], on: date | None = None) -> dict[int, Totals]:
    """Totals by period id, each on its own last day's tree, or all on ``on``; periods share one line."""
    if not periods:
        return {}
    forest = Forest.of(periods[0].line)
    found: dict[int, list[Row]] = {period.pk: [] for period in periods}
    for row in _rows(periods):
        found[row.period_id].append(row)
    return {
        period.pk: _totals(period, forest.at(on or period.tree_date), found[period.pk]) for period in periods
    }


def totals(period: Period, on: date | None = None) -> Totals:
    """The totals of one period on the tree of its last day, or of ``on``. The caller has checked who reads."""
    return totals_of([period], on)[period.pk]


def _rows(periods: Sequence[Period]) -> list[Row]:
    rows = Submission.objects.system("totals show every unit in them").filter(period__in=periods)
    listed = rows.order_by("unit__code").values_list(*_COLUMNS)
    due = {period.pk: period.due_on for period in periods}
    return [_row(row, due[row[1]]) for row in listed]


def _row(row: Sequence[Any], due_on: date) -> Row:
    *first, extended, version_id, number, packed, ceased_on = row
    # PostgreSQL gives the vector as a memoryview.
    vector = None if packed is None else bytes(packed)
    pk, period_id, unit_id, custodian_id, state, sent_on = first
    due = extended or due_on
    return Row(
        pk, period_id, unit_id, custodian_id, state, sent_on, due, version_id, number, vector, ceased_on
    )


def _totals(period: Period, standing: Standing, rows: Sequence[Row]) -> Totals:
    root = standing.node_of(period.unit_id) or period.unit_id
    return Totals(period, period.form_version.read, standing, root, tuple(rows))


def merged_into(totals: Totals) -> Mapping[int, list[Row]]:
    """Rows of ceased units by the unit that their figures go to."""
    found: dict[int, list[Row]] = {}
    for row, node in zip(totals.rows, totals.nodes, strict=True):
        if node is not None and node != row.unit_id:
            found.setdefault(node, []).append(row)
    return found
