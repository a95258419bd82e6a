"""The demo's province: its units with their dated names, parents and peer links."""

from __future__ import annotations

from datetime import date
from typing import Any

from caunoi.demo.source import data
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.orgs import reorganizations, services
from caunoi.orgs.selectors import unit_by_code


def load(actor: Actor) -> int:
    """Set up every unit that is there today; returns how many. The staged merge brings the rest."""
    org = data("org")
    to_come = {row["successor"] for row in org["reorganizations"] if row["state"] == "staged"}
    units = [unit for unit in org["units"] if unit["code"] not in to_come]
    by_day: dict[date, list[Any]] = {}
    for unit in units:
        by_day.setdefault(unit["valid_from"], []).append(unit)
    for day in sorted(by_day):
        with clock.frozen(clock.at_noon(day)):
            for unit in by_day[day]:
                _create(actor, unit)
    for link in org["leadership"]:
        _lead(actor, link)
    return len(units)


def _create(actor: Actor, unit: dict[str, Any]) -> None:
    begin = unit["valid_from"]
    names, parents = unit["names"], unit["parents"]
    created = services.create_unit(
        actor=actor,
        code=unit["code"],
        name=names[0]["name"],
        short_name=names[0]["short_name"],
        kind=unit["kind"],
        level=unit["level"],
        on=begin,
        until=unit.get("valid_to"),
        parents={row["line"]: row["parent"] for row in parents if row["valid_from"] == begin},
    )
    for name in names[1:]:
        services.rename_unit(
            actor=actor,
            unit=created,
            name=name["name"],
            short_name=name["short_name"],
            on=name["valid_from"],
            decision=name["decision"],
        )


def move_on(actor: Actor) -> int:
    """The parents that came after a unit's first day, in the order of their dates; returns how many."""
    later = [
        (row["valid_from"], unit["code"], row["line"], row["parent"])
        for unit in data("org")["units"]
        for row in unit["parents"]
        if row["valid_from"] > unit["valid_from"]
    ]
    for on, code, line, parent in sorted(later, key=lambda move: move[0]):
        with clock.frozen(clock.at_noon(on)):
            services.attach(
                actor=actor,
                unit=unit_by_code(code),
                parent=unit_by_code(parent) if parent else None,
                line=line,
                on=on,
            )
    return len(later)


def _lead(actor: Actor, link: dict[str, Any]) -> None:
    with clock.frozen(clock.at_noon(link["valid_from"])):
        services.lead_peer(
            actor=actor,
            committee=unit_by_code(link["committee"]),
            organization=unit_by_code(link["leads"]),
            on=link["valid_from"],
        )


def stage_merges(actor: Actor) -> int:
    """Stage the merges that are still to come, as the unit administrator; returns how many."""
    org = data("org")
    units = {unit["code"]: unit for unit in org["units"]}
    staged = [row for row in org["reorganizations"] if row["state"] == "staged"]
    for row in staged:
        new = units[row["successor"]]
        parent = next(link["parent"] for link in new["parents"] if link["line"] == row["line"])
        reorganizations.stage_merge(
            actor=actor,
            sources=[unit_by_code(code) for code in row["ceases"]],
            parent=unit_by_code(parent),
            code=new["code"],
            name=new["names"][0]["name"],
            short_name=new["names"][0]["short_name"],
            kind=new["kind"],
            effective_on=row["effective_on"],
            decision=reorganizations.Decision(
                row["decision"]["symbol"], row["decision"]["issued_on"], row["decision"]["issuer"]
            ),
        )
    return len(staged)
