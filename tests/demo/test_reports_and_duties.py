"""The demo's figures, reports and duties: forms keep their rules, steps their order, statuses derive."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from caunoi.demo.quarter_values import Cell, Size, quarter_values, with_overrides
from caunoi.rules.lifecycle import status_of
from caunoi.rules.periods import PeriodKey
from caunoi.rules.recurrence import DueRule
from tests.demo.datafiles import CLOCK, fields, findings, is_workday, load, paths, reporters, units

PERIODS = {"quarter": (2026, 3), "previous_quarter": (2026, 2)}
STATES = {"value", "estimate", "blank", "nil", "not-applicable"}


# --- form and figures ------------------------------------------------------------------------------------


def test_every_number_of_the_form_has_a_nature_a_unit_and_no_negative_values() -> None:
    assert 16 <= len(fields()) <= 22
    for field in fields().values():
        assert field["value"] in {"integer", "decimal", "text"}
        if field["value"] != "text":
            assert field["nature"] in {"flow", "stock", "distinct"}
            assert field["unit"]
            assert field["min"] == 0
            assert field.get("le", field["code"]) in fields()


def size_of(code: str) -> Size:
    size = units()[code]["size"]
    return Size(cells=size["cells"], organization_members=size["organization_members"])


def versions(name: str) -> list[tuple[str, dict[str, Cell]]]:
    """Every version sent in a quarter: unit and its cells."""
    year, quarter = PERIODS[name]
    sent = []
    for code, report in load(name)["reports"].items():
        drawn = with_overrides(quarter_values(code, size_of(code), year, quarter), report.get("values", {}))
        for step in report["steps"]:
            if step["do"] == "submit":
                sent.append((code, with_overrides(drawn, step.get("values", {}))))
    return sent


@pytest.mark.parametrize("name", PERIODS)
def test_every_version_sent_fills_the_form_and_breaks_none_of_its_rules(name: str) -> None:
    for unit, cells in versions(name):
        assert set(cells) == set(fields()), unit
        for code, cell in cells.items():
            assert_cell(unit, fields()[code], cell)
            other = fields()[code].get("le")
            if other:
                assert (cell.value or 0) <= (cells[other].value or 0), f"{unit} {code}"


def assert_cell(unit: str, field: dict[str, Any], cell: Cell) -> None:
    where = f"{unit} {field['code']}: {cell}"
    assert cell.state in STATES, where
    assert (cell.value is None) == (cell.state in {"blank", "nil", "not-applicable"}), where
    assert not (field.get("required") and cell.state == "blank"), where
    if cell.value is not None:
        assert isinstance(cell.value, {"integer": int, "decimal": Decimal, "text": str}[field["value"]]), (
            where
        )
        assert field["value"] == "text" or cell.value >= 0, where


def test_the_quarter_shows_every_state_that_a_field_can_have() -> None:
    assert {cell.state for _, cells in versions("quarter") for cell in cells.values()} == STATES


def test_figures_do_not_depend_on_the_order_of_units_or_on_the_run() -> None:
    size = Size(cells=3, organization_members=80)
    first = quarter_values("CS.050", size, 2026, 3)
    quarter_values("CS.001", size, 2026, 3)
    assert quarter_values("CS.050", size, 2026, 3) == first
    assert quarter_values("CS.051", size, 2026, 3) != first
    assert quarter_values("CS.050", size, 2026, 2) != first


def test_models_at_the_end_of_a_quarter_are_those_before_it_and_the_new_ones() -> None:
    for code in reporters(CLOCK):
        two, three = (quarter_values(code, size_of(code), 2026, quarter) for quarter in (2, 3))
        new = three["dv.models_registered"].value or 0
        assert three["dv.models_running"].value == two["dv.models_running"].value + new


def test_an_override_of_an_unknown_element_is_refused() -> None:
    with pytest.raises(KeyError, match=r"dv\.unknown"):
        with_overrides({"dv.docs_issued": Cell("nil")}, {"dv.unknown": 1})


def test_some_targets_are_met_and_some_are_not() -> None:
    accepted = {code for code, row in load("quarter")["reports"].items() if row["state"] == "accepted"}
    last = {unit: cells for unit, cells in versions("quarter") if unit in accepted}
    total = {
        code: sum(cells[code].value or 0 for cells in last.values())
        for code in fields()
        if fields()[code]["value"] == "integer"
    }
    assert 0.90 < total["dv.opinions_answered"] / total["dv.opinions_received"] < 1
    assert 0.95 < total["dv.members_studied"] / total["dv.members_total"] < 1
    assert 0.9 < total["dv.cells_studied"] / total["dv.cells_total"] < 1
    assert 1 <= sum(cells["dv.models_running"].value == 0 for cells in last.values()) <= 8


# --- reports ---------------------------------------------------------------------------------------------

FINAL = {"draft": "missing", "submit": "submitted", "return": "returned", "accept": "accepted"}


@pytest.mark.parametrize("name", PERIODS)
def test_each_expected_unit_has_one_report_whose_steps_lead_to_its_state(name: str) -> None:
    assert set(load(name)["reports"]) == reporters(CLOCK)
    for code, report in load(name)["reports"].items():
        steps = report["steps"]
        days = [step["date"] for step in steps]
        assert days == sorted(days), code
        assert all(load(name)["opens_on"] <= day <= CLOCK and is_workday(day) for day in days), code
        assert (FINAL[steps[-1]["do"]] if steps else "missing") == report["state"], code
        assert all(step.get("reason") for step in steps if step["do"] == "return"), code


def test_the_quarter_holds_late_missing_returned_corrected_and_waiting_reports() -> None:
    reports, due = load("quarter")["reports"].values(), load("quarter")["due_on"]
    states = Counter(report["state"] for report in reports)
    assert states == {"accepted": 50, "missing": 6, "returned": 2, "submitted": 2}
    kinds = [[step["do"] for step in report["steps"]] for report in reports]
    assert kinds.count(["submit", "return", "submit", "accept"]) == 2
    assert sum(report["steps"][0]["date"] > due for report in reports if report["state"] == "accepted") == 4


@pytest.mark.parametrize("name", PERIODS)
def test_the_due_day_is_the_one_that_the_form_and_the_resolution_give(name: str) -> None:
    period = PeriodKey.parse(load(name)["period"])
    last = next(row for row in load("resolution.findings")["deadlines"] if row["key"] == "D3")
    assert DueRule(**load("form")["due"]).due(period) == load(name)["due_on"]
    assert last["due"] == load("form")["due"]
    assert (period.year, period.index) == PERIODS[name]


def test_the_previous_quarter_lacks_three_reports_and_is_otherwise_accepted() -> None:
    states = Counter(report["state"] for report in load("previous_quarter")["reports"].values())
    assert states == {"accepted": 57, "missing": 3}


def test_both_merging_units_are_counted_in_the_quarter() -> None:
    merge = next(row for row in load("org")["reorganizations"] if row["kind"] == "merge")
    assert {load("quarter")["reports"][code]["state"] for code in merge["ceases"]} == {"accepted"}


# --- duties ----------------------------------------------------------------------------------------------


def answering(duty: dict[str, Any]) -> set[str]:
    return set(duty["units"]) if "units" in duty else reporters(CLOCK)


def due_of(duty: dict[str, Any], row: dict[str, Any]) -> date:
    if "extension" in row:
        return row["extension"]["due_on"]
    if "due_on" in duty:
        return duty["due_on"]
    return DueRule(**duty["recurrence"]["due"]).due(PeriodKey.parse(f"{CLOCK.year}Y"))


def status(due: date, row: dict[str, Any]) -> str:
    stage = "accepted" if "accepted_on" in row else "submitted" if "submitted_on" in row else "open"
    remind_on = due - timedelta(days=load("duties")["remind_days_before"])
    dates = {key: row.get(key) for key in ("submitted_on", "accepted_on")}
    return status_of({"stage": stage, "due_on": due, "remind_on": remind_on, **dates}, CLOCK)


def test_each_duty_comes_from_a_clause_and_names_units_that_exist() -> None:
    names = {key: row["file"] for key, row in load("duties")["documents"].items()}
    for duty in load("duties")["duties"]:
        assert duty["basis"]["clause"] in paths(names[duty["basis"]["document"]]), duty["key"]
        assert answering(duty) <= set(units())
        assert ("due_on" in duty) != ("recurrence" in duty), duty["key"]


def test_findings_named_as_basis_stand_in_the_same_clause() -> None:
    clauses = {row["key"]: row["clause"] for row in findings()}
    for duty in load("duties")["duties"]:
        for key in ("finding", "deadline"):
            if key in duty["basis"]:
                assert clauses[duty["basis"][key]] == duty["basis"]["clause"]


def test_progress_covers_exactly_the_answering_units_and_gives_the_expected_status() -> None:
    for duty in load("duties")["duties"]:
        if duty.get("origin") == "form":
            assert "progress" not in duty
            continue
        assert set(duty["progress"]) == answering(duty), duty["key"]
        for unit, row in duty["progress"].items():
            assert status(due_of(duty, row), row) == row["expected"], f"{duty['key']} {unit}"


def test_dates_of_progress_follow_each_other_on_working_days_before_the_clock() -> None:
    for duty in load("duties")["duties"]:
        for unit, row in duty.get("progress", {}).items():
            evidence = row.get("evidence", {}).get("date")
            days = [day for day in (evidence, row.get("submitted_on"), row.get("accepted_on")) if day]
            assert days == sorted(days), unit
            assert all(duty["assigned_on"] <= day <= CLOCK and is_workday(day) for day in days), unit
            assert ("submitted_on" in row) == bool(evidence), unit


def test_an_extension_is_decided_before_the_first_due_date_passes_and_says_why() -> None:
    found = [
        (duty["due_on"], row["extension"])
        for duty in load("duties")["duties"]
        for row in duty.get("progress", {}).values()
        if "extension" in row
    ]
    assert len(found) == 4
    for due, extension in found:
        assert extension["decision"]["issued_on"] <= due < extension["due_on"]
        assert extension["reason"]


def test_the_duties_show_every_status() -> None:
    shown = {row["expected"] for d in load("duties")["duties"] for row in d.get("progress", {}).values()}
    assert shown == {"done", "done-late", "waiting", "waiting-late", "overdue", "due-soon", "open"}
