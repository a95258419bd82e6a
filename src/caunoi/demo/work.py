"""The demo's duties: handed out, worked on, accepted, returned, extended."""

from __future__ import annotations

from datetime import date
from typing import Any

from caunoi.demo.papers import Paper
from caunoi.demo.people import of_cast, of_unit
from caunoi.demo.source import data
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.obligations import services
from caunoi.obligations.evidence import Evidence
from caunoi.obligations.handouts import hand_out
from caunoi.obligations.orders import Order
from caunoi.obligations.selectors import duties_of_handout
from caunoi.orgs.scope import Scope, expand
from caunoi.orgs.selectors import label, unit_by_code
from caunoi.rules.recurrence import DueRule

SUPERIOR = "DU.CQD"
Event = tuple[date, int, Any, dict[str, Any]]


def load(papers: dict[str, Paper]) -> int:
    """Hand every duty out on its day, then let its progress happen in the order of the days."""
    events: list[Event] = []
    count = 0
    for duty in sorted(data("duties")["duties"], key=lambda row: row["assigned_on"]):
        if duty.get("origin") == "form":
            continue  # opened by the period of its form
        handout = _hand_out(duty, papers[duty["basis"]["document"]])
        rows = duties_of_handout(handout)
        count += len(rows)
        events += [event for row in rows for event in _events(row, duty)]
    for day, _, row, step in sorted(events, key=lambda event: (event[0], event[1])):
        with clock.frozen(clock.at_noon(day)):
            _happen(row, step)
    return count


def _hand_out(duty: dict[str, Any], paper: Paper) -> Any:
    with clock.frozen(clock.at_noon(duty["assigned_on"])):
        scope = _scope(duty)
        units = (
            [unit.id for unit in expand(scope)]
            if scope
            else [unit_by_code(code).pk for code in duty["units"]]
        )
        finding = paper.findings.get(duty["basis"].get("finding", ""))
        order = Order(
            title=duty["title"],
            product=duty["product"],
            line=duty["line"],
            units=tuple(units),
            scope=scope,
            cooperating=tuple(unit_by_code(code).pk for code in duty.get("taking_part", [])),
            provision_id=paper.clauses[duty["basis"]["clause"]],
            finding_id=finding.id if finding else None,
            **_due(duty),
        )
        return hand_out(actor=of_cast("chuyenvien"), unit=unit_by_code(SUPERIOR), order=order)


def _scope(duty: dict[str, Any]) -> Scope | None:
    if "scope" not in duty:
        return None
    scope = duty["scope"]
    return Scope(scope["line"], unit_by_code(scope["parent"]).pk, tuple(scope["kinds"]))


def _due(duty: dict[str, Any]) -> dict[str, Any]:
    if "recurrence" not in duty:
        return {"due_on": duty["due_on"]}
    return {"every": duty["recurrence"]["every"], "due_rule": DueRule(**duty["recurrence"]["due"])}


def _events(row: Any, duty: dict[str, Any]) -> list[Event]:
    told = duty.get("progress", {}).get(label(row.unit_id).code, {})
    found: list[Event] = []
    if extension := told.get("extension"):
        found.append((extension["decision"]["issued_on"], 0, row, {"do": "extend", **extension}))
    if "submitted_on" in told:
        found.append((told["submitted_on"], 1, row, {"do": "submit", **told["evidence"]}))
    if "accepted_on" in told:
        found.append((told["accepted_on"], 2, row, {"do": "accept"}))
    return found


def _happen(row: Any, step: dict[str, Any]) -> None:
    if step["do"] == "extend":
        decision = step["decision"]
        ruling = services.Ruling(decision["symbol"], decision["issued_on"])
        services.extend(
            actor=of_cast("captren"), duty=row, until=step["due_on"], ruling=ruling, reason=step["reason"]
        )
    elif step["do"] == "submit":
        evidence = Evidence(number=step["symbol"], on=step["date"])
        services.submit(actor=_owner(row), duty=row, evidence=evidence)
    else:
        services.accept(actor=of_cast("chuyenvien"), duty=row)


def _owner(row: Any) -> Actor:
    return of_unit(label(row.unit_id).code)
