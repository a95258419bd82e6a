"""Where every figure of a report comes from, as JSON beside the Word file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from caunoi.documents.selectors import Clause
from caunoi.kernel import clock
from caunoi.language.numbers import format_number
from caunoi.orgs.selectors import UnitLabel
from caunoi.outputs.figures import Contributor, ElementFigure, Measured, Origin, TargetFigure
from caunoi.rules.layouts import Layout
from caunoi.rules.rollup import Total

SCHEMA = "caunoi-provenance-1"


def provenance(facts: Measured, code: str, layout: Layout, docx_sha256: str) -> dict[str, Any]:
    """The report's origin: what it is, how complete it is, and each figure with all behind it.

    ``printed`` of a figure maps each bookmark of the Word file to the words inside it.
    """
    period = facts.period
    return {
        "schema": SCHEMA,
        "report": {
            "code": code,
            "unit": _unit(facts.unit),
            "period": str(period.key),
            "period_label": period.key.label,
            "form": {"code": facts.totals.definition.code, "version": facts.totals.definition.version},
            "line": period.line,
            "cut_off": clock.today().isoformat(),
            "tree_date": facts.totals.on.isoformat(),
            "layout": {"code": layout.code, "basis": layout.basis.text},
        },
        "docx_sha256": docx_sha256,
        "generated_at": clock.now().isoformat(),
        "coverage": _coverage(facts),
        "submission_versions": list(facts.version_ids),
        "figures": [
            *(_target(facts, figure) for figure in facts.targets),
            *(_element(facts, figure) for figure in facts.elements),
        ],
    }


def summary(origin: dict[str, Any]) -> dict[str, Any]:
    """What the frozen row keeps: all but the reports behind each figure, which stand in the file."""
    slim = [
        {name: value for name, value in one.items() if name != "contributors"} for one in origin["figures"]
    ]
    return {**origin, "figures": slim}


def _unit(unit: UnitLabel) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name}


def _units(facts: Measured, ids: Iterable[int]) -> list[dict[str, str]]:
    return [_unit(facts.names[unit]) for unit in ids]


def _coverage(facts: Measured) -> dict[str, Any]:
    found = facts.coverage
    return {
        "key": "DV",
        "printed": {"DV": found.words},
        "expected": len(found.expected),
        "accepted": _units(facts, found.accepted),
        "not_reported": _units(facts, found.unsent),
        "waiting": _units(facts, found.waiting),
        "returned": _units(facts, found.returned),
        "late": _units(facts, found.late),
        "outside_the_tree": _units(facts, [row.unit_id for row in facts.totals.outside]),
    }


def _element(facts: Measured, figure: ElementFigure) -> dict[str, Any]:
    printed = {figure.key: figure.shown}
    if figure.to_date is not None:
        printed[f"{figure.key}_nam"] = figure.to_date_shown
    return {
        "key": figure.key,
        "kind": "element",
        "title": figure.field.label,
        "printed": printed,
        "value": _number(figure.total.value),
        "passages": _number(figure.total.passages),
        "numerator": None,
        "denominator": None,
        "unit_of_measure": figure.field.unit,
        "formula": figure.formula,
        "indicator": None,
        "elements": [figure.field.code],
        "nature": figure.field.nature,
        "to_date": _to_date(figure),
        "clause": None,
        "verdict": None,
        **_behind(facts, figure.origin, figure.total),
    }


def _to_date(figure: ElementFigure) -> dict[str, Any] | None:
    if figure.to_date is None:
        return None
    return {
        "value": _number(figure.to_date.value),
        "passages": _number(figure.to_date.passages),
        "missing_periods": [str(key) for key in figure.to_date.missing],
        "estimated": figure.to_date.estimated,
    }


def _target(facts: Measured, figure: TargetFigure) -> dict[str, Any]:
    reading = figure.reading
    return {
        "key": figure.key,
        "kind": "target",
        "title": figure.target.indicator.name,
        "printed": target_printed(figure),
        "value": _number(reading.value),
        "numerator": _number(reading.numerator),
        "denominator": _number(reading.denominator),
        "unit_of_measure": figure.target.indicator.unit_of_measure,
        "formula": figure.formula,
        "indicator": figure.target.indicator.code,
        "target": figure.target.pk,
        "elements": [
            element.code
            for element in (figure.target.indicator.numerator, figure.target.indicator.denominator)
            if element is not None
        ],
        "wanted": figure.wanted,
        "clause": _clause(figure.clause),
        "verdict": {
            "met": reading.verdict.met,
            "label": reading.verdict.label,
            "words": reading.verdict.words,
        },
        **_behind(facts, figure.origin, reading.total),
    }


def target_printed(figure: TargetFigure) -> dict[str, str]:
    """The figures of a target as the report prints them, by bookmark."""
    printed = {figure.key: figure.reading.shown}
    for name, value in (("tu", figure.reading.numerator), ("mau", figure.reading.denominator)):
        if value is not None:
            printed[f"{figure.key}_{name}"] = format_number(value)
    return printed


def _clause(clause: Clause | None) -> dict[str, Any] | None:
    if clause is None:
        return None
    return {
        "document": clause.document_symbol,
        "document_id": clause.document_id,
        "version_id": clause.version_id,
        "provision_id": clause.provision_id,
        "path": clause.path,
    }


def _behind(facts: Measured, origin: Origin, total: Total | None) -> dict[str, Any]:
    return {
        "as_of": clock.today().isoformat(),
        "tree_date": facts.totals.on.isoformat(),
        "coverage": None if total is None else {"reported": total.reported, "expected": total.expected},
        "contributors": [_contributor(one) for one in origin.contributors],
        "missing": [{**_unit(unit), "why": why} for unit, why in origin.missing],
        "estimated": [_unit(unit) for unit in origin.estimated],
    }


def _contributor(one: Contributor) -> dict[str, Any]:
    return {
        "unit": _unit(one.unit),
        "counted_for": _unit(one.now),
        "submission": one.row.submission_id,
        "version": one.row.version_id,
        "version_number": one.row.version_number,
        "counted": one.counted,
        "cells": [
            {"element": cell.code, "state": cell.state.code, "value": _number(cell.value)}
            for cell in one.cells
        ],
    }


def _number(value: float | None) -> int | float | None:
    return int(value) if value is not None and float(value).is_integer() else value
