"""The demo's reports: two quarters of the form, sent, returned, corrected and accepted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from caunoi.demo.papers import Paper
from caunoi.demo.people import of_cast, of_unit
from caunoi.demo.quarter_values import Cell, Size, quarter_values, with_overrides
from caunoi.demo.source import data
from caunoi.documents.selectors import finding_for
from caunoi.indicators.definitions import load_form
from caunoi.indicators.filling import save_draft, send
from caunoi.indicators.measuring import Measure, Threshold, define_target
from caunoi.indicators.opening import open_period
from caunoi.indicators.review import accept, return_
from caunoi.indicators.selectors.reports import reports_of, submission_for
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.language.numbers import format_number
from caunoi.orgs.scope import Scope
from caunoi.orgs.selectors import label, unit_by_code
from caunoi.rules.periods import PeriodKey

TOP = "DU.CQD"
Step = tuple[date, int, int, str, dict[str, Any]]


def load_targets(paper: Paper) -> int:
    """Make the resolution's targets measurable, the last of them by judgement; returns how many."""
    specialist = of_cast("chuyenvien")
    rows = data("resolution.findings")["targets"]
    for row in rows:
        finding = finding_for(specialist, paper.findings[row["key"]].id)
        define_target(
            actor=specialist,
            unit=unit_by_code(TOP),
            measure=_measure(row),
            threshold=Threshold(
                row["comparator"], Decimal(row["value"]), each_unit=row["indicator"].get("per") == "unit"
            ),
            period_kind="quarter",
            scope=_scope(),
            finding=finding,
        )
    return len(rows)


def _measure(row: dict[str, Any]) -> Measure:
    told = row["indicator"]
    name = row["phrase"]
    if told["kind"] == "judged":
        return Measure(
            "judged", name, why_judged="Chưa có số đếm được cho việc đổi mới phương thức lãnh đạo."
        )
    if told["kind"] == "ratio":
        return Measure("ratio", name, told["numerator"], told["denominator"])
    return Measure("element", name, told["element"])


def _scope() -> Scope:
    reporters = data("form")["reporters"]
    return Scope(data("form")["line"], unit_by_code(reporters["parent"]).pk, tuple(reporters["kinds"]))


def load_form_version(actor: Actor) -> Any:
    """The quarterly form, as data."""
    return load_form(actor=actor, definition=data("form"))


def load_quarter(name: str, form_version: Any) -> int:
    """Open the quarter and let its reports happen in the order of their days; returns how many steps."""
    quarter = data(name)
    key = PeriodKey.parse(quarter["period"])
    with clock.frozen(clock.at_noon(quarter["opens_on"])):
        period = open_period(
            actor=of_cast("chuyenvien"),
            unit=unit_by_code(TOP),
            form_version=form_version,
            key=key,
            scope=_scope(),
            due_on=quarter["due_on"],
        )
    submissions = {label(row.unit_id).code: row.pk for row in reports_of(period)}
    steps = _steps(quarter, submissions)
    for day, _, pk, code, step in steps:
        with clock.frozen(clock.at_noon(day)):
            _happen(pk, code, step, key)
    return len(steps)


def _steps(quarter: dict[str, Any], submissions: dict[str, int]) -> list[Step]:
    found = []
    for code, report in quarter["reports"].items():
        for number, step in enumerate(report.get("steps", [])):
            full = {**step, "report": report.get("values", {})}
            found.append((step["date"], number, submissions[code], code, full))
    return sorted(found, key=lambda step: (step[0], step[1], step[3]))


def _happen(pk: int, code: str, step: dict[str, Any], key: PeriodKey) -> None:
    specialist = of_cast("chuyenvien")
    if step["do"] == "accept":
        accept(actor=specialist, submission=submission_for(specialist, pk))
    elif step["do"] == "return":
        return_(actor=specialist, submission=submission_for(specialist, pk), reason=step["reason"])
    else:
        _fill(pk, code, step, key)


def _fill(pk: int, code: str, step: dict[str, Any], key: PeriodKey) -> None:
    owner = of_unit(code)
    submission = submission_for(owner, pk)
    only = step.get("values", {}) if step["do"] == "draft" else None
    cells = _cells(code, step, key)
    typed = {name: _typed(cell) for name, cell in cells.items() if only is None or name in only}
    saved = save_draft(actor=owner, submission=submission, cells=typed, revision=submission.revision)
    if step["do"] == "submit":
        send(actor=owner, submission=saved)


def _cells(code: str, step: dict[str, Any], key: PeriodKey) -> dict[str, Cell]:
    size = next(unit["size"] for unit in data("org")["units"] if unit["code"] == code)
    drawn = quarter_values(code, Size(size["cells"], size["organization_members"]), key.year, key.index)
    return dict(with_overrides(with_overrides(drawn, step["report"]), step.get("values", {})))


def _typed(cell: Cell) -> dict[str, str]:
    state = "" if cell.state in ("value", "blank") else cell.state
    if isinstance(cell.value, int | Decimal):
        return {"typed": format_number(Decimal(cell.value)), "state": state}
    return {"typed": cell.value or "", "state": state}
