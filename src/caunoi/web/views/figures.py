"""Totals of a period and the page behind every figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from caunoi.indicators.policies import SEE_REPORTS
from caunoi.indicators.selectors import reports
from caunoi.indicators.selectors.figures import Figure, Question, figure, shown_total
from caunoi.indicators.selectors.readings import judgements_for, read, wanted
from caunoi.indicators.selectors.targets import target_for, targets_of
from caunoi.indicators.selectors.totals import Totals, merged_into, totals
from caunoi.kernel import clock
from caunoi.kernel.access import needs
from caunoi.kernel.errors import NotFoundForYou
from caunoi.language.dates import format_date, parse_date
from caunoi.orgs.selectors import labels
from caunoi.rules.rollup import Total
from caunoi.web.charts import history_line
from caunoi.web.exports import Column, xlsx

PAGE_SIZE = 100


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the period, the unit on top, the tree's date (None: the period's last day)."""

    period: Any
    unit_id: int
    on: date | None
    typed: str
    wrong_date: bool

    @property
    def query(self) -> str:
        """The same choice for links onwards."""
        return "?" + urlencode({"ngay": self.typed}) if self.on else ""


def asked_of(request: HttpRequest, pk: int) -> Asked:
    """Read the address; a unit out of sight is not found, a date that cannot be read is said so on the page."""
    actor = request.actor  # type: ignore[attr-defined]
    period = reports.period_for(actor, pk)
    typed = request.GET.get("ngay", "").strip()
    on = parse_date(typed) or _iso(typed)
    unit_id = reports.figure_unit(actor, period, request.GET.get("don-vi", ""))
    shown = format_date(on) if on else typed
    return Asked(period, unit_id, on, shown, bool(typed) and on is None)


def _iso(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


@needs(SEE_REPORTS)
def period_totals(request: HttpRequest, pk: int) -> HttpResponse:
    """The total table: by figure, or by unit."""
    asked = asked_of(request, pk)
    found = totals(asked.period, asked.on)
    _require_place(found, asked)
    by_unit = request.GET.get("xem") == "don-vi"
    shown = found.children(asked.unit_id) or [asked.unit_id]
    names = labels([*shown, asked.unit_id, *(row.unit_id for row in found.rows)], found.on)
    covered = found.coverage(asked.unit_id)
    context = {
        "period": asked.period,
        "asked": asked,
        "dates": reports.tree_dates(asked.period),
        "unit": names[asked.unit_id],
        "on": found.on,
        "is_today": found.on == clock.today(),
        "covered": covered,
        "missing": sorted((names[unit] for unit in covered.missing), key=lambda unit: unit.sort_key),
        "late": sorted((names[unit] for unit in covered.late), key=lambda unit: unit.sort_key),
        "outside": [names[row.unit_id] for row in found.outside] if asked.unit_id == found.root else [],
        "by_unit": by_unit,
        "targets": _target_rows(found, asked.unit_id),
        "fields": [] if by_unit else _field_rows(found, asked.unit_id),
        "matrix": _matrix(found, shown, names, asked) if by_unit else None,
        "breadcrumbs": _trail(asked.period, _("Tổng hợp")),
    }
    return render(request, "reports/totals.html", context)


def _require_place(found: Totals, asked: Asked) -> None:
    if asked.unit_id not in found.places:
        raise NotFoundForYou(
            f"Ngày {format_date(found.on)} đơn vị này không có trong tổng hợp của kỳ.",
            todo="Chọn ngày khác hoặc đơn vị khác.",
        )


def _field_rows(found: Totals, unit_id: int) -> list[dict[str, Any]]:
    rows = []
    for section in found.definition.sections:
        numbers = [field for field in section.fields if field.is_number]
        cells = [(field, found.total(unit_id, field.code)) for field in numbers]
        rows.append(
            {
                "title": section.title,
                "cells": [
                    {"field": field, "total": total, "shown": shown_total(total)} for field, total in cells
                ],
            }
        )
    return [row for row in rows if row["cells"]]


def _target_rows(found: Totals, unit_id: int) -> list[dict[str, Any]]:
    targets = targets_of(found.period)
    judgements = judgements_for(targets, [found.period.pk])
    return [
        {"target": target, "wanted": wanted(target), "reading": read(found, target, unit_id, judgements)}
        for target in targets
    ]


@dataclass(frozen=True)
class MatrixCell:
    """One cell of the table by unit; ``href`` is empty where there is no figure to open."""

    shown: str
    href: str = ""
    note: str = ""


def _matrix(found: Totals, shown: list[int], names: dict[int, Any], asked: Asked) -> dict[str, Any]:
    heirs = merged_into(found)
    fields = found.definition.numbers
    # One address per field, not per cell: a thousand look-ups of a route are slower than all the sums.
    places = {field.code: reverse("figure", args=[asked.period.pk, field.code]) for field in fields}
    words = {"estimate": _("ước tính"), "apart": _("không áp dụng"), "none": _("chưa có")}

    def row(unit: int) -> dict[str, Any]:
        query = "?" + urlencode({"don-vi": names[unit].code} | ({"ngay": asked.typed} if asked.on else {}))
        totals_of_row = [(field.code, found.total(unit, field.code)) for field in fields]
        return {
            "unit": names[unit],
            "from": [names[one.unit_id].name for one in heirs.get(unit, [])],
            "cells": [_matrix_cell(total, places[code] + query, words) for code, total in totals_of_row],
        }

    return {
        "fields": fields,
        "rows": [row(unit) for unit in sorted(shown, key=lambda one: names[one].sort_key)],
    }


def _matrix_cell(total: Total, href: str, words: dict[str, str]) -> MatrixCell:
    if total.reported or total.passages is not None:
        return MatrixCell(shown_total(total), href, words["estimate"] if total.estimated else "")
    return MatrixCell("", note=words["apart"] if total.not_applicable else words["none"])


@needs(SEE_REPORTS)
def period_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The total table as .xlsx: one row per unit, the sum in the first row, coverage in the last."""
    asked = asked_of(request, pk)
    found = totals(asked.period, asked.on)
    _require_place(found, asked)
    shown = found.children(asked.unit_id) or [asked.unit_id]
    names = labels([*shown, asked.unit_id, *(row.unit_id for row in found.rows)], found.on)
    fields = found.definition.numbers
    columns = [Column(_("Đơn vị"), width=44)]
    columns += [Column(f"{field.label} ({field.unit})", "number", 16) for field in fields]

    def row(unit: int, label: str) -> list[Any]:
        return [label, *(found.total(unit, field.code).value for field in fields)]

    rows = [row(asked.unit_id, _("Tổng: %(name)s") % {"name": names[asked.unit_id].name})]
    rows += [row(unit, names[unit].name) for unit in sorted(shown, key=lambda unit: names[unit].sort_key)]
    covered = found.coverage(asked.unit_id)
    missing = "; ".join(names[unit].name for unit in covered.missing) or _("không có")
    notes = [
        _("Theo cây tổ chức ngày %(day)s. Số liệu đã duyệt của %(words)s.")
        % {"day": format_date(found.on), "words": covered.words},
        _("Chưa có trong tổng: %(names)s.") % {"names": missing},
        _("Ô trống nghĩa là chưa có số. Số người không cộng giữa các đơn vị."),
    ]
    return xlsx(f"tong-hop-{asked.period.key}", str(asked.period), columns, rows, notes)


@needs(SEE_REPORTS)
def element(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The figure of one data element."""
    asked = asked_of(request, pk)
    return _figure_page(request, asked, Question(asked.unit_id, code=code))


@needs(SEE_REPORTS)
def target(request: HttpRequest, pk: int, target_pk: int) -> HttpResponse:
    """The figure of a target: formula, verdict, contributors, clause."""
    asked = asked_of(request, pk)
    wanted_target = target_for(request.actor, target_pk)  # type: ignore[attr-defined]
    return _figure_page(request, asked, Question(asked.unit_id, target=wanted_target))


def _figure_page(request: HttpRequest, asked: Asked, question: Question) -> HttpResponse:
    found = figure(request.actor, asked.period, question, asked.on)  # type: ignore[attr-defined]
    page = Paginator(found.contributors, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "figure": found,
        "period": asked.period,
        "asked": asked,
        "dates": reports.tree_dates(asked.period),
        "page": page,
        "wanted": wanted(question.target) if question.target else "",
        "chart": history_line(found.history, _goal(question)),
        "breadcrumbs": _figure_trail(asked, found),
    }
    return render(request, "reports/figure.html", context)


def _goal(question: Question) -> float | None:
    found = question.target
    return (
        float(found.value) if found and found.indicator.nature != "judged" and not found.each_unit else None
    )


def _figure_trail(asked: Asked, found: Figure) -> list[tuple[str, str]]:
    back = reverse("period-totals", args=[asked.period.pk])
    return [
        *_trail(asked.period),
        (_("Tổng hợp"), back + asked.query),
        (Truncator(found.title).chars(70), ""),
    ]


def _trail(period: Any, here: str = "") -> list[tuple[str, str]]:
    trail = [(_("Báo cáo"), reverse("reports")), (str(period), reverse("period", args=[period.pk]))]
    return [*trail, (here, "")] if here else trail
