"""The definition of a form as data: sections, fields and their rules, read and checked.

A definition is a mapping as it stands in YAML or JSON::

    code, version, name, short_name, period_kind, line, valid_from
    reporters: {parent: unit code, kinds: [kind, …]}       whom it is meant for (a proposal)
    due: {day, month_after}                                 when it is due (a proposal)
    sections: [{code, title, fields: [{code, label, unit, nature, value, min, le, required, decimals, hint}]}]

``nature`` is flow, stock or distinct (none for text); ``value`` is integer, decimal or text; ``le`` names the
field that this one may not exceed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from caunoi.kernel.errors import Invalid
from caunoi.language.text import nfc
from caunoi.rules.periods import PeriodKey, kinds
from caunoi.rules.rollup import Nature

VALUE_TYPES = {"integer": "số nguyên", "decimal": "số thập phân", "text": "lời văn"}


@dataclass(frozen=True)
class Field:
    """One line of the form. ``at_most`` is the code of the field that it may not exceed."""

    code: str
    label: str
    value: str
    unit: str = ""
    nature: str = ""
    minimum: Decimal | None = None
    at_most: str = ""
    required: bool = False
    decimals: int = 0
    hint: str = ""

    @property
    def is_number(self) -> bool:
        """Whether a figure stands here, and so a place in the packed vector."""
        return self.value != "text"

    @property
    def anchor(self) -> str:
        """The field's place on a page."""
        return "o-" + self.code.replace(".", "-").replace("_", "-")


@dataclass(frozen=True)
class Section:
    """A titled group of fields."""

    code: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class FormDefinition:
    """A whole form. ``raw`` is the mapping that it was read from, as stored."""

    code: str
    version: int
    name: str
    short_name: str
    period_kind: str
    line: str
    valid_from: date
    sections: tuple[Section, ...]
    raw: Mapping[str, Any]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields in order."""
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def numbers(self) -> tuple[Field, ...]:
        """The fields with figures, in the order of the packed vector."""
        return tuple(field for field in self.fields if field.is_number)

    @cached_property
    def places(self) -> dict[str, int]:
        """Place in the packed vector by field code."""
        return {field.code: place for place, field in enumerate(self.numbers)}

    @cached_property
    def by_code(self) -> dict[str, Field]:
        """Fields by code."""
        return {field.code: field for field in self.fields}

    def due_on(self, key: PeriodKey) -> date | None:
        """The day that the definition proposes for a period; None where it proposes none."""
        due = self.raw.get("due")
        if not due:
            return None
        after = key.end.month - 1 + int(due.get("month_after", 1))
        return date(key.end.year + after // 12, after % 12 + 1, int(due["day"]))


def read_definition(raw: Mapping[str, Any]) -> FormDefinition:
    """Read and check a definition; raises Invalid with one sentence per fault."""
    faults = dict(_faults(raw))
    if faults:
        raise Invalid("Biểu mẫu chưa hợp lệ.", fields=faults, todo="Sửa tệp biểu mẫu rồi nạp lại.")
    stored = _as_json(raw)
    return FormDefinition(
        code=stored["code"],
        version=int(stored["version"]),
        name=stored["name"],
        short_name=stored.get("short_name") or stored["name"],
        period_kind=stored["period_kind"],
        line=stored["line"],
        valid_from=date.fromisoformat(stored["valid_from"]),
        sections=tuple(_section(section) for section in stored["sections"]),
        raw=stored,
    )


def _section(raw: Mapping[str, Any]) -> Section:
    return Section(raw["code"], raw["title"], tuple(_field(field) for field in raw["fields"]))


def _field(raw: Mapping[str, Any]) -> Field:
    smallest = raw.get("min")
    return Field(
        code=raw["code"],
        label=raw["label"],
        value=raw["value"],
        unit=raw.get("unit", ""),
        nature=raw.get("nature", ""),
        minimum=None if smallest is None else Decimal(str(smallest)),
        at_most=raw.get("le", ""),
        required=bool(raw.get("required", False)),
        decimals=int(raw.get("decimals", 2 if raw["value"] == "decimal" else 0)),
        hint=raw.get("hint", ""),
    )


def _as_json(value: Any) -> Any:
    """The definition as JSON keeps it: composed text, dates as ISO."""
    if isinstance(value, Mapping):
        return {str(key): _as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return nfc(value) if isinstance(value, str) else value


def _faults(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("code", "version", "name", "period_kind", "line", "valid_from", "sections"):
        if not raw.get(key):
            yield key, f"Biểu mẫu thiếu mục “{key}”."
    if raw.get("period_kind") and raw["period_kind"] not in kinds():
        yield "period_kind", f"Không có loại kỳ báo cáo “{raw['period_kind']}”."
    yield from _date_fault(raw.get("valid_from"))
    listed = [field for section in raw.get("sections") or () for field in section.get("fields") or ()]
    codes = [field.get("code", "") for field in listed]
    for position, field in enumerate(listed, start=1):
        yield from _field_faults(field, codes, f"trường thứ {position}")
    if raw.get("sections") and not listed:
        yield "sections", "Biểu mẫu chưa có trường nào."


def _date_fault(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, date) or not value:
        return
    try:
        date.fromisoformat(str(value))
    except ValueError:
        yield "valid_from", f"Ngày áp dụng “{value}” không đọc được; ghi theo dạng năm-tháng-ngày."


def _field_faults(raw: Mapping[str, Any], codes: list[str], where: str) -> Iterator[tuple[str, str]]:
    code = raw.get("code", "")
    if not code or not raw.get("label"):
        yield where, f"Ở {where}: thiếu mã hoặc tên trường."
        return
    if codes.count(code) > 1:
        yield code, f"Mã trường “{code}” dùng hai lần."
    if raw.get("value") not in VALUE_TYPES:
        yield code, f"Trường “{raw['label']}”: kiểu dữ liệu phải là một trong {', '.join(VALUE_TYPES)}."
    elif raw["value"] != "text" and raw.get("nature") not in list(Nature):
        yield code, f"Trường “{raw['label']}”: phải khai cách cộng flow, stock hoặc distinct."
    if raw.get("le") and raw["le"] not in codes:
        yield code, f"Trường “{raw['label']}”: không có trường “{raw['le']}” để so sánh."
