"""The heat map units × targets, with its table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.indicators.policies import SEE_INDICATORS
from caunoi.indicators.selectors import reports
from caunoi.indicators.selectors.heatmap import HeatMap, HeatRow, heat_map
from caunoi.indicators.selectors.readings import Reading, wanted
from caunoi.kernel.access import needs
from caunoi.kernel.errors import NotFoundForYou
from caunoi.language.dates import format_date
from caunoi.web.exports import Column, xlsx
from caunoi.web.templatetags.caunoi import heat_class
from caunoi.web.typed import whole_number
from caunoi.web.views.figures import Asked, asked_of


@needs(SEE_INDICATORS)
def page(request: HttpRequest) -> HttpResponse:
    """The map of one period, what needs attention first."""
    actor = request.actor  # type: ignore[attr-defined]
    pk = whole_number(request.GET.get("ky", ""))
    if pk is None and (newest := reports.latest_period(actor)) is not None:
        pk = newest.pk
    if pk is None:
        return render(request, "indicators/heat_empty.html", {"breadcrumbs": _trail()})
    asked = asked_of(request, pk)
    found = heat_map(asked.period, asked.unit_id, asked.on)
    if request.GET.get("tai") == "xlsx":
        return _export(asked, found)
    context = {
        "map": found,
        "top": _drawn(asked, found, found.top, on_top=True),
        "rows": [_drawn(asked, found, row) for row in found.rows],
        "asked": asked,
        "period": asked.period,
        "periods": [(row.pk, row.key.label) for row in reports.sibling_periods(asked.period)],
        "dates": reports.tree_dates(asked.period),
        "wanted": [(target, wanted(target)) for target in found.targets],
        "scale": range(8),
        "export_url": _export_url(request, asked),
        "breadcrumbs": _trail(),
    }
    return render(request, "indicators/heat.html", context)


@dataclass(frozen=True)
class HeatCell:
    """One cell: its shade, what it says, and where it leads (nowhere without a figure)."""

    css: str
    words: str
    shown: str = ""
    href: str = ""


def _drawn(asked: Asked, found: HeatMap, row: HeatRow, on_top: bool = False) -> dict[str, Any]:
    query = "?" + urlencode({"don-vi": row.unit.code} | ({"ngay": asked.typed} if asked.on else {}))
    places = [reverse("target-figure", args=[asked.period.pk, target.pk]) for target in found.targets]
    cells = [
        _cell(reading, place + query, on_top) for reading, place in zip(row.readings, places, strict=False)
    ]
    pairs = zip(found.targets, row.readings, strict=False)
    unmet = [target.indicator.name for target, reading in pairs if reading.code == "not-met"]
    return {"row": row, "cells": cells, "on_top": on_top, "unmet": unmet}


def _cell(reading: Reading, href: str, on_top: bool) -> HeatCell:
    if reading.state == "judged" and reading.share is None:
        return HeatCell("heat-nil", _("chưa đánh giá") if on_top else _("đánh giá chung"))
    silent = {
        "not-applicable": ("heat-nil", _("không áp dụng")),
        "nil": ("heat-nil", _("không phát sinh")),
        "blank": ("heat-none", _("chưa có số")),
    }
    if reading.state in silent:
        return HeatCell(*silent[reading.state])
    words = "" if reading.state == "judged" else reading.verdict.label.lower()
    return HeatCell(heat_class(reading.shade), words, reading.shown, href)


def _export_url(request: HttpRequest, asked: Asked) -> str:
    chosen = request.GET.copy()
    chosen["ky"], chosen["tai"] = str(asked.period.pk), "xlsx"
    return "?" + chosen.urlencode()


def _trail() -> list[tuple[str, str]]:
    return [(_("Chỉ tiêu"), reverse("indicators")), (_("Bảng nhiệt"), "")]


def _export(asked: Asked, found: HeatMap) -> HttpResponse:
    if not found.targets:
        raise NotFoundForYou("Chưa có chỉ tiêu nào để tải về.")
    columns = [Column(_("Đơn vị"), width=44)]
    for target in found.targets:
        columns += [Column(target.indicator.name, width=18), Column(_("Kết quả"), width=16)]
    rows: list[list[Any]] = [
        [
            row.unit.name,
            *(part for reading in row.readings for part in (reading.shown, reading.verdict.label)),
        ]
        for row in [found.top, *found.rows]
    ]
    notes = [
        _("Theo cây tổ chức ngày %(day)s; số liệu đã duyệt của %(words)s.")
        % {"day": format_date(found.totals.on), "words": found.coverage.words}
    ]
    return xlsx(f"chi-tieu-{asked.period.key}", _("Đơn vị và chỉ tiêu"), columns, rows, notes)
