"""What a person may say about a finding: each kind's fields, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caunoi.documents import wording
from caunoi.kernel.errors import Invalid
from caunoi.language.numbers import parse_number
from caunoi.language.text import nfc

Problems = dict[str, str]


def checked(kind: str, typed: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The typed fields of a finding of ``kind`` as they are stored; raises Invalid with a sentence per field.

    Fields that no form shows, such as a breakdown, are kept from ``before``.
    """
    if kind not in _READERS:
        raise Invalid(
            _("Chưa chọn loại nội dung."),
            fields={"kind": _("Chọn chỉ tiêu, nhiệm vụ, thời hạn hoặc viện dẫn.")},
        )
    problems: Problems = {}
    fields = _READERS[kind](typed, problems)
    if problems:
        raise Invalid(_("Nội dung chưa hợp lệ."), fields=problems)
    return {**(before or {}), **fields}


def _target(typed: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    comparator = _choice(typed, "comparator", wording.COMPARATORS, problems)
    is_range = comparator == "range"
    value = _number(typed, "value", problems, needed=True)
    value_to = _number(typed, "value_to", problems, needed=is_range)
    if is_range and value is not None and value_to is not None and value_to <= value:
        problems["value_to"] = _("Số cuối của khoảng phải lớn hơn số đầu.")
    unit = _words(typed, "unit", problems, needed=True)
    return {
        "subject": _words(typed, "subject", problems, needed=True),
        "predicate": _words(typed, "predicate", problems),
        "comparator": comparator,
        "value": value,
        "value_to": value_to if is_range else None,
        "unit": "percent" if unit == "%" else unit,
        "strength": _choice(typed, "strength", wording.STRENGTHS, problems, default="must"),
        "by": _day(typed, "by", problems),
        "period": _choice(typed, "period", wording.PERIODS, problems, default=None),
        "per": _words(typed, "per", problems),
    }


def _assignment(typed: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    lead = _lines(typed, "lead")
    if not lead:
        problems["lead"] = _("Ghi ít nhất một đơn vị chủ trì, mỗi đơn vị một dòng.")
    return {
        "lead": lead,
        "cooperating": _lines(typed, "cooperating"),
        "action": _words(typed, "action", problems, needed=True),
    }


def _deadline(typed: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    kind = _choice(typed, "kind", wording.DEADLINES, problems)
    every = _choice(typed, "every", wording.PERIODS, problems, default=None)
    if kind == "recurring" and every is None:
        problems["every"] = _("Chọn chu kỳ của việc định kỳ.")
    return {
        "kind": kind,
        "date": _day(typed, "date", problems),
        "every": every,
        "what": _words(typed, "what", problems),
    }


def _citation(typed: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    symbol = "".join((_words(typed, "symbol", problems) or "").split()) or None
    title = _words(typed, "title", problems)
    if not symbol and not title:
        problems["symbol"] = _("Nhập số, ký hiệu hoặc tên văn bản được viện dẫn.")
    if symbol and len(symbol) > 100:
        problems["symbol"] = _("Số, ký hiệu dài quá 100 ký tự. Tên văn bản nhập ở ô Tên.")
    return {
        "symbol": symbol,
        "title": title,
        "type": _choice(typed, "type", wording.DOC_TYPES, problems, default=None),
        "date": _day(typed, "date", problems),
        "issuer": _words(typed, "issuer", problems),
        "role": _choice(typed, "role", wording.ROLES, problems, default="mentions"),
    }


_READERS: dict[str, Callable[[Mapping[str, Any], Problems], dict[str, Any]]] = {
    "target": _target,
    "assignment": _assignment,
    "deadline": _deadline,
    "citation": _citation,
}
_NEEDED = object()


def _choice(
    typed: Mapping[str, Any], name: str, words: Mapping[str, Any], problems: Problems, default: Any = _NEEDED
) -> Any:
    value = typed.get(name) or None
    if value is None and default is not _NEEDED:
        return default
    if value not in words:
        problems[name] = _("Chọn một mục trong danh sách.")
    return value


def _words(typed: Mapping[str, Any], name: str, problems: Problems, needed: bool = False) -> str | None:
    value = " ".join(nfc(str(typed.get(name) or "")).split())
    if needed and not value:
        problems[name] = _("Ô này chưa có nội dung.")
    return value or None


def _lines(typed: Mapping[str, Any], name: str) -> list[str]:
    value = typed.get(name) or []
    lines = value.splitlines() if isinstance(value, str) else value
    return [line for line in (" ".join(nfc(line).split()) for line in lines) if line]


def _number(typed: Mapping[str, Any], name: str, problems: Problems, needed: bool) -> int | float | None:
    value = typed.get(name)
    if isinstance(value, int | float | Decimal):
        return _plain(Decimal(str(value)))
    number = parse_number(value or "")
    if number is None:
        if needed or (value or "").strip():
            problems[name] = _("Nhập số, ví dụ 90 hoặc 12,5.")
        return None
    return _plain(number)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _day(typed: Mapping[str, Any], name: str, problems: Problems) -> str | None:
    value = str(typed.get(name) or "").strip()
    if not value:
        return None
    day = wording.read_day(value)
    if day is None:
        problems[name] = _("Nhập ngày dạng 15/12/2026, tháng dạng 12/2026 hoặc năm 2026.")
    return day
