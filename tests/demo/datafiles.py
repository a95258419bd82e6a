"""Reads the demo's data files for the tests: units on a day, form fields, findings, paths of clauses."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import caunoi.demo
from caunoi.demo.markup import parse

DATA = Path(caunoi.demo.__file__).parent / "data"
CLOCK = date(2026, 10, 12)
REPORTER_KINDS = {"dang-bo-co-so", "chi-bo-co-so"}
HOLIDAYS = {date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)}


@cache
def load(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def units() -> dict[str, dict[str, Any]]:
    return {unit["code"]: unit for unit in load("org")["units"]}


def holds(row: dict[str, Any], day: date) -> bool:
    return row["valid_from"] <= day < row.get("valid_to", date.max)


def children(parent: str, line: str, day: date) -> set[str]:
    return {
        code
        for code, unit in units().items()
        for row in unit["parents"]
        if (row["parent"], row["line"]) == (parent, line) and holds(row, day)
    }


def below(parent: str, line: str, day: date) -> set[str]:
    direct = children(parent, line, day)
    return direct.union(*(below(code, line, day) for code in direct))


def reporters(day: date) -> set[str]:
    return {code for code in children("DU.CQD", "party", day) if units()[code]["kind"] in REPORTER_KINDS}


def fold(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def fields() -> dict[str, dict[str, Any]]:
    return {field["code"]: field for section in load("form")["sections"] for field in section["fields"]}


def body(name: str) -> str:
    return "\n".join(block.text for block in parse((DATA / name).read_text(encoding="utf-8")).blocks)


def findings() -> list[dict[str, Any]]:
    listed = load("resolution.findings")
    return [row for kind in ("citations", "targets", "assignments", "deadlines") for row in listed[kind]]


def paths(name: str) -> set[str]:
    """Paths of labels in a document: II, II.3, II.3.-2, IV.4."""
    found, stack, dashes = set(), [""], 0
    for block in parse((DATA / name).read_text(encoding="utf-8")).blocks:
        label = block.text.split(" ", 1)[0].rstrip(".")
        depth = {"heading-1": 1, "heading-2": 2, "heading-3": 3}.get(block.kind)
        if depth is None and label.isdigit():
            depth = 2
        if depth:
            tail = label.rsplit(".", 1)[-1]
            stack, dashes = [*stack[:depth], tail], 0
            found.add(".".join(stack[1:]))
        elif label == "-":
            dashes += 1
            found.add(".".join([*stack[1:], f"-{dashes}"]))
    return found
