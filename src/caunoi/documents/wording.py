"""The words in which codes of an analysis are shown: no screen shows a raw code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.analysis.doctypes import TYPES
from caunoi.language.dates import format_date, parse_date
from caunoi.language.numbers import format_number
from caunoi.rules.targets import requirement

Words = Mapping[str, str | Promise]

KINDS: Words = {
    "target": gettext_lazy("Chỉ tiêu"),
    "assignment": gettext_lazy("Nhiệm vụ"),
    "deadline": gettext_lazy("Thời hạn"),
    "citation": gettext_lazy("Viện dẫn"),
}
COMPARATORS: Words = {
    ">=": gettext_lazy("ít nhất"),
    ">": gettext_lazy("trên"),
    "=": gettext_lazy("đúng"),
    "<=": gettext_lazy("không quá"),
    "<": gettext_lazy("dưới"),
    "range": gettext_lazy("trong khoảng"),
}
PERIODS: Words = {
    "once": gettext_lazy("một lần"),
    "day": gettext_lazy("hằng ngày"),
    "week": gettext_lazy("hằng tuần"),
    "month": gettext_lazy("hằng tháng"),
    "quarter": gettext_lazy("hằng quý"),
    "half-year": gettext_lazy("6 tháng"),
    "year": gettext_lazy("hằng năm"),
    "term": gettext_lazy("cả nhiệm kỳ"),
}
DEADLINES: Words = {
    "date": gettext_lazy("Mốc thời gian"),
    "recurring": gettext_lazy("Định kỳ"),
    "ad-hoc": gettext_lazy("Đột xuất"),
    "horizon": gettext_lazy("Tầm nhìn"),
}
STRENGTHS: Words = {"must": gettext_lazy("bắt buộc"), "strive": gettext_lazy("phấn đấu")}
ROLES: Words = {
    "basis": gettext_lazy("căn cứ"),
    "implements": gettext_lazy("thực hiện"),
    "amends": gettext_lazy("sửa đổi"),
    "replaces": gettext_lazy("thay thế"),
    "repeals": gettext_lazy("bãi bỏ"),
    "mentions": gettext_lazy("nhắc đến"),
}
SYSTEMS: Words = {
    "party": gettext_lazy("Đảng"),
    "state": gettext_lazy("Nhà nước"),
    "front": gettext_lazy("Mặt trận Tổ quốc"),
    "organization": gettext_lazy("Tổ chức khác"),
}
SECRECY: Words = {
    "mat": gettext_lazy("Mật"),
    "toi-mat": gettext_lazy("Tối mật"),
    "tuyet-mat": gettext_lazy("Tuyệt mật"),
}
DOC_TYPES: dict[str, str] = {code: name.capitalize() for name, code in reversed(TYPES.items())}


def type_words(code: str | None) -> str:
    """A document type's name; "Văn bản" for one that is not known."""
    return DOC_TYPES.get(code or "", _("Văn bản"))


def words_of(words: Words, code: object) -> str:
    """The words of a code; nothing for nothing and for a code that has no words."""
    return str(words.get(str(code), "")) if code else ""


def day_words(partial: str | None) -> str:
    """ "2026-12-15" → "15/12/2026", "2026-10" → "tháng 10/2026", "2026" → "năm 2026"."""
    parts = (partial or "").split("-")
    if len(parts) == 3:
        day = whole_day(partial)
        return format_date(day) if day else ""
    if len(parts) == 2:
        return _("tháng %(month)s/%(year)s") % {"month": parts[1], "year": parts[0]}
    return _("năm %(year)s") % {"year": parts[0]} if parts[0] else ""


def whole_day(partial: str | None) -> date | None:
    """The date of "2026-12-15"; None for a month, a year and what is no date."""
    try:
        return date.fromisoformat(partial or "")
    except ValueError:
        return None


def typed_day(partial: str | None) -> str:
    """The same as a person types it into a form: "15/12/2026", "10/2026", "2026"."""
    return "/".join(reversed((partial or "").split("-"))) if partial else ""


def read_day(typed: str) -> str | None:
    """The inverse of :func:`typed_day`; takes "2026-12-15" too; None for what is no date, month or year."""
    day = whole_day(typed.strip())
    if day is not None:
        return day.isoformat()
    parts = typed.strip().split("/")
    if len(parts) == 3:
        day = parse_date(typed)
        return day.isoformat() if day else None
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts) == 2 and 1 <= int(parts[0]) <= 12 and len(parts[1]) == 4:
        return f"{parts[1]}-{int(parts[0]):02}"
    return parts[0] if len(parts) == 1 and len(parts[0]) == 4 else None


def headline(kind: str, fields: Mapping[str, Any]) -> str:
    """What a finding says, in one line."""
    lines = {"target": _target_line, "assignment": _assignment_line, "deadline": _deadline_line}
    return lines.get(kind, _citation_line)(fields)


def _target_line(fields: Mapping[str, Any]) -> str:
    who = " ".join(filter(None, [fields.get("subject"), fields.get("predicate")]))
    return f"{who}: {target_words(fields)}" if who else target_words(fields)


def target_words(fields: Mapping[str, Any]) -> str:
    """ "ít nhất 90 %": the threshold of a target."""
    unit = "%" if fields.get("unit") == "percent" else fields.get("unit", "")
    try:
        return requirement(fields["comparator"], fields["value"], fields.get("value_to"), unit)
    except ValueError:  # a range that the machine read with one end only
        return f"{format_number(fields['value'])} {unit}"


def _assignment_line(fields: Mapping[str, Any]) -> str:
    return f"{', '.join(fields.get('lead', []))}: {fields.get('action', '')}"


def _deadline_line(fields: Mapping[str, Any]) -> str:
    when = day_words(fields.get("date")) or words_of(PERIODS, fields.get("every"))
    return ": ".join(filter(None, [words_of(DEADLINES, fields.get("kind")), when]))


def _citation_line(fields: Mapping[str, Any]) -> str:
    name = fields.get("symbol") or fields.get("title") or ""
    return f"{type_words(fields.get('type'))} {name}".strip()


def details(kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The further facts of a finding: (name, words), only those that are there."""
    rows = {"target": _target_rows, "assignment": _assignment_rows, "deadline": _deadline_rows}
    return [(name, words) for name, words in rows.get(kind, _citation_rows)(fields) if words]


def _target_rows(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Mức độ"), words_of(STRENGTHS, fields.get("strength"))),
        (_("Đến"), day_words(fields.get("by"))),
        (_("Kỳ"), words_of(PERIODS, fields.get("period"))),
        (_("Tính cho"), fields.get("per") or ""),
    ]


def _assignment_rows(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Phối hợp"), ", ".join(fields.get("cooperating") or [])),
        (_("Báo cáo"), ", ".join(fields.get("report_to") or [])),
    ]


def _deadline_rows(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(_("Việc"), fields.get("what") or "")]


def _citation_rows(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Ngày"), day_words(fields.get("date"))),
        (_("Cơ quan ban hành"), fields.get("issuer") or ""),
        (_("Quan hệ"), words_of(ROLES, fields.get("role"))),
        (_("Điều khoản"), fields.get("pinpoint") or ""),
    ]
