"""The demo's organization, cast and documents hold together: references resolve, dates are possible."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from caunoi.demo.markup import parse
from caunoi.kernel import roles
from caunoi.orgs.lines import Kind, Level, Line
from tests.demo.datafiles import (
    CLOCK,
    DATA,
    below,
    body,
    children,
    fields,
    findings,
    fold,
    holds,
    load,
    paths,
    reporters,
    units,
)

# --- units -----------------------------------------------------------------------------------------------


def test_codes_are_unique_and_parents_exist_while_they_are_parents() -> None:
    rows = load("org")["units"]
    assert len({row["code"] for row in rows}) == len(rows)
    for unit in rows:
        for link in unit["parents"]:
            last = link.get("valid_to", unit.get("valid_to", date.max))
            above = units()[link["parent"]] if link["parent"] else unit
            assert above["valid_from"] <= link["valid_from"] < last, unit["code"]
            assert last <= above.get("valid_to", date.max), unit["code"]


def test_kinds_levels_lines_and_roles_are_those_of_the_product() -> None:
    for unit in units().values():
        assert unit["kind"] in Kind.values
        assert unit["level"] in Level.values
        assert {link["line"] for link in unit["parents"]} <= set(Line.values)
    assert set(load("cast")["roles"]) == roles.ALL


def test_each_unit_stands_in_a_line_from_its_first_day_to_its_last() -> None:
    for unit in units().values():
        last = unit.get("valid_to", date(2026, 12, 31)) - timedelta(days=1)
        for day in (unit["valid_from"], last):
            assert any(holds(link, day) for link in unit["parents"]), unit["code"]


def test_no_unit_has_two_parents_in_one_line_on_one_day() -> None:
    for unit in units().values():
        for line in ("party", "state", "front"):
            rows = sorted(
                (r["valid_from"], r.get("valid_to", date.max)) for r in unit["parents"] if r["line"] == line
            )
            assert all(one[1] <= two[0] for one, two in zip(rows, rows[1:], strict=False)), unit["code"]


def test_every_unit_has_one_name_on_each_day_of_its_life() -> None:
    for unit in units().values():
        rows = sorted(unit["names"], key=lambda row: row["valid_from"])
        assert rows[0]["valid_from"] == unit["valid_from"]
        assert rows[-1].get("valid_to") is None or rows[-1]["valid_to"] == unit["valid_to"]
        for one, two in zip(rows, rows[1:], strict=False):
            assert one["valid_to"] == two["valid_from"]
            assert two["decision"]


def test_sixty_organizations_report_until_the_merge_makes_them_fifty_nine() -> None:
    assert reporters(date(2026, 6, 30)) == reporters(date(2026, 9, 30)) == reporters(CLOCK)
    assert len(reporters(CLOCK)) == 60
    merge = next(row for row in load("org")["reorganizations"] if row["kind"] == "merge")
    after = (reporters(merge["effective_on"]) - set(merge["ceases"])) | {merge["successor"]}
    assert len(after) == 59
    assert merge["successor"] not in reporters(CLOCK)


def test_the_merge_is_decided_before_the_clock_and_takes_effect_after_it() -> None:
    merge = next(row for row in load("org")["reorganizations"] if row["kind"] == "merge")
    assert merge["state"] == "staged"
    assert merge["decision"]["issued_on"] < CLOCK < merge["effective_on"]
    assert units()[merge["successor"]]["valid_from"] == merge["effective_on"]


def test_thirty_five_organizations_came_from_the_dissolved_bloc_overnight() -> None:
    dissolved = next(row for row in load("org")["reorganizations"] if row["kind"] == "dissolve")
    day = dissolved["effective_on"]
    before = children("DU.K", "party", day - timedelta(days=1))
    moved = {code for codes in dissolved["moves"].values() for code in codes}
    assert before == moved
    assert not children("DU.K", "party", day)
    assert all(set(codes) <= children(to, "party", day) for to, codes in dissolved["moves"].items())
    assert len(dissolved["moves"]["DU.CQD"]) == 35


def test_exactly_one_pair_of_reporters_and_one_of_communes_folds_alike() -> None:
    for codes in (reporters(CLOCK), children("UBND", "state", CLOCK)):
        names = Counter(fold(units()[code]["names"][-1]["name"]) for code in codes)
        assert sorted(names.values())[-2:] == [1, 2]


def test_leadership_joins_units_that_both_exist() -> None:
    for link in load("org")["leadership"]:
        for code in (link["committee"], link["leads"]):
            assert holds(units()[code], link["valid_from"]), link


def test_a_grass_roots_union_belongs_to_the_union_above_and_not_to_the_party_line() -> None:
    unions = children("MT.LDLD", "front", CLOCK)
    assert len(unions) >= 3
    led = {link["leads"]: link["committee"] for link in load("org")["leadership"]}
    assert all(led[code] in reporters(CLOCK) for code in unions)
    assert not unions & below("Q.TU", "party", CLOCK)


# --- cast ------------------------------------------------------------------------------------------------


def test_the_cast_is_one_person_per_role_and_one_stranger() -> None:
    cast = [person for person in load("cast")["cast"] if not person.get("stranger")]
    played = [role["role"] for person in cast for role in person["roles"]]
    assert sorted(played) == sorted(load("cast")["roles"])
    assert len(load("cast")["cast"]) == len(cast) + 1


def test_usernames_are_short_ascii_and_every_role_is_held_on_the_day_of_the_clock() -> None:
    for person in load("cast")["cast"]:
        assert re.fullmatch(r"[a-z]{3,12}", person["username"])
        for role in person["roles"]:
            assert role["unit"] in units()
            assert holds(role, CLOCK)


def test_the_stranger_stands_outside_the_tree_of_the_demo() -> None:
    stranger = next(person for person in load("cast")["cast"] if person.get("stranger"))
    inside = {"DU.CQD", "Q.TU"} | below("Q.TU", "party", CLOCK)
    assert not inside & {role["unit"] for role in stranger["roles"]}


def test_fillers_leave_out_only_the_unit_of_the_cast() -> None:
    own = {r["unit"] for p in load("cast")["cast"] for r in p["roles"] if r["unit"].startswith("CS.")}
    assert set(load("cast")["fillers"]["scope"]["except"]) == own
    assert set(load("cast")["fillers"]["also"]) <= set(units())


# --- documents -------------------------------------------------------------------------------------------


def test_the_resolution_holds_exactly_its_seventeen_findings() -> None:
    text = body("resolution.md")
    assert len(findings()) == load("resolution.findings")["count"] == 17
    assert len({row["key"] for row in findings()}) == 17
    for row in findings():
        assert text.count(row["phrase"]) == 1, row["key"]


def test_no_percentage_symbol_or_date_stands_outside_a_finding() -> None:
    rest = body("resolution.md")
    for row in findings():
        rest = rest.replace(row["phrase"], "")
    assert not re.findall(r"\d+\s*%|\d+-[A-ZĐ]+/|\d+/\d+|ít nhất|hằng|định kỳ|đến năm|chậm nhất", rest, re.I)


def test_every_finding_stands_under_the_clause_it_names() -> None:
    assert {row["clause"] for row in findings()} <= paths("resolution.md")


def test_ratio_targets_name_a_numerator_bounded_by_its_denominator() -> None:
    for target in load("resolution.findings")["targets"]:
        indicator = target["indicator"]
        if indicator["kind"] == "ratio":
            assert fields()[indicator["numerator"]]["le"] == indicator["denominator"]
        if indicator["kind"] == "element":
            assert indicator["element"] in fields()


def test_the_plan_cites_the_resolution_as_it_is_numbered() -> None:
    number = parse((DATA / "resolution.md").read_text(encoding="utf-8")).one("number")
    assert number.removeprefix("Số ") in body("plan.md")
