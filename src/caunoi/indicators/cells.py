"""One field of one report: what was typed, its state, its number, and what is wrong with it.

What was typed is never thrown away: letters in a number field stay as typed beside the sentence that says why
they cannot be taken. Trống, 0 and không phát sinh are three different things (law 1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from caunoi.indicators.forms import Field, FormDefinition
from caunoi.language.numbers import format_number, parse_number
from caunoi.language.text import nfc
from caunoi.rules.columns import Column, FieldState

STATES = tuple(state.code for state in FieldState)
LARGEST = 2**53
# Control characters other than tab and line ends: U+0000 is taken by no database text of PostgreSQL.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Cell:
    """A field as it stands. ``number`` is set only where the state has one and nothing is wrong with it."""

    state: str = "blank"
    typed: str = ""
    number: Decimal | None = None
    problem: str = ""

    @property
    def label(self) -> str:
        """The state in words."""
        return FieldState.of(self.state).label

    @property
    def shown(self) -> str:
        """What a reader sees: the number in Vietnamese, the text, or the words of the state."""
        if self.number is not None and not self.problem:
            return format_number(self.number)
        if self.typed:
            return self.typed
        return self.label

    def to_json(self) -> dict[str, Any]:
        """As stored."""
        whole = self.number is not None and self.number == self.number.to_integral_value()
        value = None if self.number is None else int(self.number) if whole else float(self.number)
        return {"state": self.state, "typed": self.typed, "value": value, "problem": self.problem}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> Cell:
        """The cell that ``to_json`` stored; a field that was never touched is trống."""
        if not stored:
            return cls()
        value = stored.get("value")
        number = None if value is None else Decimal(str(value))
        return cls(stored["state"], stored.get("typed", ""), number, stored.get("problem", ""))


def read_cell(field: Field, typed: str, state: str = "") -> Cell:
    """What somebody typed into a field. ``state`` empty means: a number, or trống where nothing is typed."""
    text = _CONTROLS.sub("", nfc(typed)).strip()
    chosen = state if state in STATES else ""
    if chosen in ("nil", "not-applicable"):
        return Cell(chosen, text, problem=_beside_state(field, chosen, text))
    if not text:
        lacking = "Đã chọn Ước tính nhưng chưa ghi số." if chosen == "estimate" else ""
        return Cell("estimate" if lacking else "blank", "", problem=lacking)
    kind = "estimate" if chosen == "estimate" else "value"
    if not field.is_number:
        return Cell("value", text)
    number = parse_number(text)
    problem = _number_problem(field, text, number)
    return Cell(kind, text, None if problem else number, problem)


def _beside_state(field: Field, state: str, text: str) -> str:
    if not text or (state == "nil" and parse_number(text) == 0):
        return ""
    words = FieldState.of(state).label
    return f"Đã chọn {words} nhưng còn ghi “{text}”. Xóa phần đã ghi, hoặc chọn Có số."


def _number_problem(field: Field, text: str, number: Decimal | None) -> str:
    if number is None:
        return f"“{text}” không phải là số. Chỉ ghi số, ví dụ 1.234 hoặc 12,5."
    if field.value == "integer" and number != number.to_integral_value():
        return "Trường này ghi số nguyên, không ghi số lẻ."
    if field.value == "decimal" and -int(number.normalize().as_tuple().exponent) > field.decimals:
        return f"Chỉ ghi tối đa {field.decimals} chữ số sau dấu phẩy."
    if field.minimum is not None and number < field.minimum:
        least = format_number(field.minimum)
        return "Không ghi số âm." if field.minimum == 0 else f"Số phải từ {least} trở lên."
    if abs(number) > LARGEST:
        return "Số quá lớn. Kiểm tra lại đơn vị tính."
    return ""


def read_cells(definition: FormDefinition, raw: Mapping[str, Mapping[str, str]]) -> dict[str, Cell]:
    """Every given field of the form, with the rules between fields applied; unknown codes are left out."""
    cells = {
        code: read_cell(
            definition.by_code[code], str(given.get("typed") or ""), str(given.get("state") or "")
        )
        for code, given in raw.items()
        if code in definition.by_code
    }
    return checked(definition, cells)


def checked(definition: FormDefinition, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells with the rules between fields applied anew: a part may not exceed its whole."""
    marked = {code: _own_problem_only(definition.by_code[code], cell) for code, cell in cells.items()}
    for field in definition.fields:
        part, whole = marked.get(field.code), marked.get(field.at_most)
        if part is None or whole is None or part.number is None:
            continue
        most = Decimal(0) if whole.state == "nil" else whole.number
        if most is not None and part.number > most:
            name = definition.by_code[field.at_most].label
            sentence = (
                f"{format_number(part.number)} lớn hơn “{name}” ({format_number(most)}). Kiểm tra hai số."
            )
            marked[field.code] = replace(part, problem=sentence)
    return marked


def _own_problem_only(field: Field, cell: Cell) -> Cell:
    if cell.number is None or not cell.problem:
        return cell
    return read_cell(field, cell.typed, cell.state)


def problems(definition: FormDefinition, cells: Mapping[str, Cell]) -> dict[str, str]:
    """What stands in the way of sending, by field code in the order of the form."""
    found: dict[str, str] = {}
    for field in definition.fields:
        cell = cells.get(field.code, Cell())
        if cell.problem:
            found[field.code] = cell.problem
        elif field.required and cell.state == "blank":
            found[field.code] = "Trường này không để trống: ghi số, hoặc chọn Không phát sinh."
    return found


def packed(definition: FormDefinition, cells: Mapping[str, Cell]) -> bytes:
    """The figures as a packed vector, in the order of ``definition.numbers``."""
    column = []
    for field in definition.numbers:
        cell = cells.get(field.code, Cell())
        column.append((cell.number, FieldState.of(cell.state)))
    return Column.of(column).pack()


def stored(cells: Mapping[str, Cell]) -> dict[str, Any]:
    """Cells as canonical JSON."""
    return {code: cell.to_json() for code, cell in sorted(cells.items())}


def loaded(rows: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells that ``stored`` gave."""
    return {code: Cell.from_json(row) for code, row in rows.items()}
