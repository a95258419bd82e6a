"""The demo's accounts: a fixed cast with passwords, and fillers without."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from caunoi.accounts import services
from caunoi.accounts.selectors import actor_by_username
from caunoi.demo.source import data
from caunoi.kernel import clock, roles
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou
from caunoi.orgs.lines import Line
from caunoi.orgs.scope import Scope, expand
from caunoi.orgs.selectors import UnitLabel, label, unit_by_code

PASSWORD = "cau-noi-2026"  # noqa: S105  public on purpose: it opens demo accounts on loopback only


def cast() -> list[dict[str, Any]]:
    """The accounts that have a password, as the data file lists them."""
    people: list[dict[str, Any]] = data("cast")["cast"]
    return people


def load(actor: Actor) -> int:
    """Set up the cast and one account for every other unit that owes something; returns how many."""
    for person in cast():
        _account(actor, person["username"], person["display_name"], PASSWORD, person["roles"])
    count = len(cast())
    for unit in _units_without_cast():
        held = [
            {"role": role, "unit": unit.code, "line": line, "valid_from": date(2025, 2, 10)}
            for role, line in _filler_roles(unit)
        ]
        _account(actor, filler_name(unit.code), f"Cán bộ {unit.short_name}", None, held)
        count += 1
    return count


def _account(
    actor: Actor, username: str, name: str, password: str | None, held: list[dict[str, Any]]
) -> None:
    first = min(role["valid_from"] for role in held)
    with clock.frozen(clock.at_noon(first)):
        person = services.create_account(
            actor=actor,
            username=username,
            full_name=name,
            password=password,
            unit=unit_by_code(held[0]["unit"]),
            demo=True,
        )
        for role in held:
            services.grant_role(
                actor=actor,
                person=person,
                role=role["role"],
                unit=unit_by_code(role["unit"]),
                line=role["line"],
                valid_from=role["valid_from"],
                valid_to=role.get("valid_to"),
            )


def _units_without_cast() -> list[UnitLabel]:
    scope = data("cast")["fillers"]["scope"]
    top = unit_by_code(scope["parent"]).pk
    below = expand(Scope(scope["line"], top, tuple(scope["kinds"])))
    reporters = [unit for unit in below if unit.code not in scope["except"]]
    return reporters + [label(unit_by_code(code).pk) for code in _other_owners()]


def _other_owners() -> Iterable[str]:
    """Units that a duty names and that do not report by the form."""
    codes = {code for duty in data("duties")["duties"] for code in duty.get("units", [])}
    return sorted(codes)


def _filler_roles(unit: UnitLabel) -> list[tuple[str, str]]:
    line = Line.FRONT if unit.kind == "doan-the" else Line.PARTY
    return [(roles.ENTRY, line.value), (roles.LEADER, line.value)]


def filler_name(code: str) -> str:
    """The username of a unit's filler account: "CS.001" → "cs001"."""
    return code.lower().replace(".", "").replace("đ", "d")


def of_cast(username: str) -> Actor:
    """The actor of somebody of the cast, as the clock stands."""
    actor = actor_by_username(username)
    if actor is None:
        raise NotFoundForYou("Không có tài khoản này trong bản trình diễn.", where=username)
    return actor


def of_unit(code: str) -> Actor:
    """Somebody who may fill in and send for the unit: its filler, or the cast's leader."""
    holder = next(
        (
            person["username"]
            for person in cast()
            for role in person["roles"]
            if role["unit"] == code and role["role"] == roles.LEADER
        ),
        filler_name(code),
    )
    return of_cast(holder)
