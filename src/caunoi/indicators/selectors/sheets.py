"""The form as a sheet of paper: each field with its cell, last period's value and the year's total in grey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caunoi.indicators.cells import Cell, loaded
from caunoi.indicators.forms import Field
from caunoi.indicators.models import Period, Submission, SubmissionVersion
from caunoi.language.numbers import DASH, format_number
from caunoi.rules.columns import FieldState
from caunoi.rules.periods import PeriodKey
from caunoi.rules.rollup import Cell as Figure
from caunoi.rules.rollup import Nature, over_periods

SELECTABLE = ("value", "blank", "nil", "estimate", "not-applicable")


@dataclass(frozen=True)
class SheetField:
    """One line of the sheet. ``lacking`` is the sentence of a field that may not stay empty."""

    ordinal: int
    field: Field
    cell: Cell
    past: str
    year: str
    year_note: str
    at_most: SheetLimit | None
    lacking: str = ""

    @property
    def kind(self) -> str:
        """What may be typed: count, number, signed or text."""
        if not self.field.is_number:
            return "text"
        if self.field.minimum is None or self.field.minimum < 0:
            return "signed"
        return "count" if self.field.value == "integer" else "number"

    @property
    def states(self) -> list[tuple[str, str, bool]]:
        """The states to choose from: (code, words, chosen); lời văn is never estimated."""
        codes = [code for code in SELECTABLE if self.field.is_number or code != "estimate"]
        return [(code, self._words(code), code == self.cell.state) for code in codes]

    def _words(self, code: str) -> str:
        return "Có nội dung" if code == "value" and not self.field.is_number else FieldState.of(code).label


@dataclass(frozen=True)
class SheetLimit:
    """The field that another may not exceed: its anchor and its number on the sheet."""

    anchor: str
    ordinal: int


@dataclass(frozen=True)
class Sheet:
    """The whole form of one report."""

    sections: list[tuple[str, str, list[SheetField]]]
    past_label: str
    year_label: str
    faults: int


def sheet(
    submission: Submission, cells: Mapping[str, Cell] | None = None, faults: Mapping[str, str] | None = None
) -> Sheet:
    """The sheet of a report; ``cells`` replaces the draft (typed and not saved), ``faults`` marks fields."""
    definition = submission.period.form_version.read
    shown = dict(cells) if cells is not None else loaded(submission.draft)
    marks = dict(faults or {})
    previous, earlier = _earlier(submission)
    ordinals = {field.code: place for place, field in enumerate(definition.fields, start=1)}

    def line(field: Field) -> SheetField:
        cell = shown.get(field.code, Cell())
        limit = definition.by_code.get(field.at_most)
        return SheetField(
            ordinals[field.code],
            field,
            cell,
            _past(field, previous),
            *_year(field, earlier),
            SheetLimit(limit.anchor, ordinals[limit.code]) if limit else None,
            marks.get(field.code, "") if not cell.problem else "",
        )

    sections = [
        (chr(ord("A") + place), section.title, [line(field) for field in section.fields])
        for place, section in enumerate(definition.sections)
    ]
    key = submission.period.key
    marked = len(marks) or sum(1 for cell in shown.values() if cell.problem)
    return Sheet(sections, key.previous().label, _year_words(key, earlier), marked)


def _year_words(key: PeriodKey, earlier: Earlier) -> str:
    """What the year's column covers: up to which period, and which of them have no accepted report."""
    if not earlier:
        return ""
    missing = ", ".join(other.label for other, version in earlier if version is None)
    until = f"đến hết {key.previous().label}"
    return f"{until}, thiếu {missing}" if missing else until


Earlier = list[tuple[PeriodKey, SubmissionVersion | None]]


def _earlier(submission: Submission) -> tuple[SubmissionVersion | None, Earlier]:
    """The accepted version of the period before, and those of the year's earlier periods, in one query."""
    period = submission.period
    key = period.key
    wanted = [key.previous()] + [_key(period, index) for index in range(1, key.index)]
    rows = Submission.objects.system("the unit's own earlier reports").filter(
        unit_id=submission.unit_id,
        period__form_id=period.form_id,
        period__unit_id=period.unit_id,
        period__kind=period.kind,
        period__year__in={other.year for other in wanted},
    )
    found = {row.period.key: row.accepted for row in rows.select_related("period", "accepted")}
    return found.get(key.previous()), [(other, found.get(other)) for other in wanted[1:]]


def _key(period: Period, index: int) -> PeriodKey:
    return PeriodKey(period.kind, period.year, index)


def _past(field: Field, version: SubmissionVersion | None) -> str:
    if version is None or not field.is_number:
        return DASH if field.is_number else ""
    cell = Cell.from_json(version.typed.get(field.code))
    return cell.shown


def _year(field: Field, earlier: Earlier) -> tuple[str, str]:
    """The year's figure before this period by the element's nature, and a note where a report left it empty."""
    if not field.is_number or not earlier:
        return (DASH if field.is_number else ""), ""
    parts = [(key, _figure(version, field)) for key, version in earlier]
    total = over_periods(Nature(field.nature), parts)
    reported = {key for key, version in earlier if version is not None}
    empty = ", ".join(key.label for key in total.missing if key in reported)
    shown = DASH if total.value is None else format_number(total.value)
    if total.passages is not None:
        shown = f"{format_number(total.passages)} lượt"
    return shown, f"{empty} để trống" if empty else ""


def _figure(version: SubmissionVersion | None, field: Field) -> Figure | None:
    if version is None:
        return None
    cell = Cell.from_json(version.typed.get(field.code))
    number = None if cell.number is None else float(cell.number)
    return Figure(number, FieldState.of(cell.state))


@dataclass(frozen=True)
class Difference:
    """A field that two writers filled in differently."""

    field: Field
    theirs: Cell
    yours: Cell


def differences(submission: Submission, yours: Mapping[str, Cell]) -> list[Difference]:
    """Where what was typed differs from the draft that somebody else saved first."""
    theirs = loaded(submission.draft)
    return [
        Difference(field, theirs.get(field.code, Cell()), yours[field.code])
        for field in submission.period.form_version.read.fields
        if field.code in yours
        and (yours[field.code].state, yours[field.code].typed)
        != (theirs.get(field.code, Cell()).state, theirs.get(field.code, Cell()).typed)
    ]
