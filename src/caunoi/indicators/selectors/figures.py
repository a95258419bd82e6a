"""Everything about one figure: formula with its numbers, who is in it, who is missing, the clause, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caunoi.documents.selectors import Clause, readable_clauses
from caunoi.indicators.forms import Field
from caunoi.indicators.models import Indicator, Period, Target
from caunoi.indicators.selectors.readings import Judgements, Reading, codes_of, judgements_for, read
from caunoi.indicators.selectors.reports import may_read_figures, sibling_periods
from caunoi.indicators.selectors.totals import Coverage, Row, Totals, totals_of
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou
from caunoi.language.numbers import DASH, format_number
from caunoi.orgs.selectors import UnitLabel, labels, overseen_ids
from caunoi.rules.columns import FieldState
from caunoi.rules.rollup import Nature, Total

HISTORY = 6


@dataclass(frozen=True)
class Part:
    """One figure of a formula: what it counts, its sum and its coverage."""

    field: Field
    shown: str
    total: Total

    @property
    def nature(self) -> str:
        """How it adds up, in words."""
        return Nature(self.field.nature).label


@dataclass(frozen=True)
class Given:
    """What one unit gave for one field."""

    field: Field
    shown: str
    state: str
    words: str


@dataclass(frozen=True)
class Contributor:
    """One report in the figure. ``opens`` is False where the actor may not open the report itself."""

    unit: UnitLabel
    now: UnitLabel
    row: Row
    cells: list[Given]
    opens: bool
    late: bool

    @property
    def estimated(self) -> bool:
        return any(cell.state == "estimate" for cell in self.cells)

    @property
    def moved(self) -> bool:
        """Whether the figures go to another unit on the chosen date."""
        return self.unit.id != self.now.id


@dataclass(frozen=True)
class Past:
    """The figure in one period; ``shown`` is "—" where there is none. ``number`` is for the line of the chart."""

    period: Period
    shown: str
    number: float | None
    words: str
    on: date


@dataclass(frozen=True)
class Missing:
    """A unit that is not in the figure, and why."""

    unit: UnitLabel
    why: str
    submission_id: int
    opens: bool


@dataclass(frozen=True)
class Figure:
    """One number and everything behind it."""

    title: str
    unit: UnitLabel
    totals: Totals
    shown: str
    parts: list[Part]
    reading: Reading | None
    target: Target | None
    coverage: Coverage
    contributors: list[Contributor]
    missing: list[Missing]
    outside: list[UnitLabel]
    clause: Clause | None
    history: list[Past]

    @property
    def estimated(self) -> list[Contributor]:
        """Those whose figure is an estimate."""
        return [one for one in self.contributors if one.estimated]


@dataclass(frozen=True)
class Question:
    """Which figure of which unit: a target, or a single data element."""

    unit_id: int
    target: Target | None = None
    code: str = ""

    @property
    def codes(self) -> list[str]:
        return codes_of(self.target.indicator) if self.target else [self.code]


def figure(actor: Actor, period: Period, asked: Question, on: date | None = None) -> Figure:
    """The figure on the tree of the period's last day, or of ``on``. ``asked.unit_id`` must be readable."""
    seen = overseen_ids(actor)
    if not may_read_figures(actor, period, asked.unit_id):
        raise NotFoundForYou("Không tìm thấy số liệu này.")
    past = [other for other in sibling_periods(period) if other.key <= period.key][:HISTORY]
    each = totals_of(past, on)
    here = each[period.pk]
    if asked.unit_id not in here.places or (not asked.target and not here.has(asked.code)):
        raise NotFoundForYou(
            "Không có số liệu này vào ngày đã chọn.", todo="Chọn ngày khác hoặc đơn vị khác."
        )
    judgements = judgements_for([asked.target], each) if asked.target else {}
    rows = here.rows_under(asked.unit_id)
    names = labels(_named(here, asked.unit_id), here.on)
    reading = read(here, asked.target, asked.unit_id, judgements) if asked.target else None
    parts = [_part(here, asked.unit_id, code) for code in asked.codes if here.has(code)]
    clause_id = asked.target.provision_id if asked.target else None
    return Figure(
        title=_title(here, asked),
        unit=names[asked.unit_id],
        totals=here,
        shown=reading.shown if reading else parts[0].shown,
        parts=parts,
        reading=reading,
        target=asked.target,
        coverage=here.coverage(asked.unit_id),
        contributors=[
            _contributor(here, place, asked, names, seen) for place in rows if here.rows[place].accepted
        ],
        missing=_missing(here, rows, asked, names, seen),
        outside=[names[row.unit_id] for row in here.outside] if asked.unit_id == here.root else [],
        clause=readable_clauses(actor, [clause_id]).get(clause_id) if clause_id else None,
        history=[_past(each[other.pk], asked, judgements) for other in past],
    )


def _named(here: Totals, unit_id: int) -> set[int]:
    now = {node for node in here.nodes if node is not None}
    return {row.unit_id for row in here.rows} | now | {unit_id}


def _title(here: Totals, asked: Question) -> str:
    return asked.target.indicator.name if asked.target else here.definition.by_code[asked.code].label


def _part(here: Totals, unit_id: int, code: str) -> Part:
    total = here.total(unit_id, code)
    return Part(here.definition.by_code[code], shown_total(total), total)


def shown_total(total: Total) -> str:
    """A total in Vietnamese; the parts of distinct persons only as "lượt", nothing as "—"."""
    if total.value is not None:
        return format_number(total.value)
    return DASH if total.passages is None else f"{format_number(total.passages)} lượt"


def _contributor(
    here: Totals, place: int, asked: Question, names: dict[int, UnitLabel], seen: set[int]
) -> Contributor:
    row, node = here.rows[place], here.nodes[place]
    return Contributor(
        names[row.unit_id],
        names[node or row.unit_id],
        row,
        [_given(here, place, code) for code in asked.codes if here.has(code)],
        row.custodian_id in seen,
        row.late(clock.today()),
    )


def _given(here: Totals, place: int, code: str) -> Given:
    value, state = here.cell(place, code)
    shown = format_number(value) if value is not None else state.label
    return Given(here.definition.by_code[code], shown, state.code, state.label)


_WHY = {
    "none": "Chưa báo cáo",
    "draft": "Chưa gửi",
    "submitted": "Đã gửi, chờ duyệt",
    "returned": "Đã trả lại, chưa gửi lại",
}


def _missing(
    here: Totals, rows: Sequence[int], asked: Question, names: dict[int, UnitLabel], seen: set[int]
) -> list[Missing]:
    """Units without an accepted report, then those that left a field of the figure empty."""
    found = []
    for place in rows:
        row = here.rows[place]
        why = _WHY.get(row.state, "") if not row.accepted else _left_empty(here, place, asked)
        if why:
            found.append(Missing(names[row.unit_id], why, row.submission_id, row.custodian_id in seen))
    return sorted(found, key=lambda one: (one.why, one.unit.sort_key))


def _left_empty(here: Totals, place: int, asked: Question) -> str:
    empty = [
        here.definition.by_code[code].label
        for code in asked.codes
        if here.has(code) and here.cell(place, code)[1] is FieldState.BLANK
    ]
    return f"Để trống “{'”, “'.join(empty)}”" if empty else ""


def _past(one: Totals, asked: Question, judgements: Judgements) -> Past:
    if asked.unit_id not in one.places or (not asked.target and not one.has(asked.code)):
        return Past(one.period, DASH, None, "Đơn vị chưa có trong kỳ này", one.on)
    if asked.target is None:
        total = one.total(asked.unit_id, asked.code)
        return Past(one.period, shown_total(total), total.value, total.coverage, one.on)
    reading = read(one, asked.target, asked.unit_id, judgements)
    return Past(one.period, reading.shown, _number(asked.target, reading), reading.verdict.label, one.on)


def _number(target: Target, reading: Reading) -> float | None:
    if target.indicator.nature == Indicator.Nature.ELEMENT and reading.value is not None:
        return reading.value
    return (
        100 * reading.numerator / reading.denominator
        if reading.denominator and reading.numerator is not None
        else None
    )
