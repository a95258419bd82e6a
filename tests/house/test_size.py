"""Small things: modules that can be read in one go, with names that say what is in them."""

from __future__ import annotations

import ast
import statistics
import warnings

from tests.house import PACKAGE, ROOT, named, parsed, sources

SMELL, LIMIT = 400, 500
MEDIAN_FUNCTION = 10
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}
# Modules that may be longer, each with its reason. The list may only shrink.
LONG: dict[str, str] = {}


def lengths() -> dict[str, int]:
    folders = (PACKAGE, ROOT / "tools", ROOT / "benchmarks", ROOT / "tests")
    files = [path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts]
    return {named(path): len(path.read_text("utf-8").splitlines()) for path in files}


def test_no_module_reaches_500_lines() -> None:
    assert {name: n for name, n in lengths().items() if n >= LIMIT and name not in LONG} == {}
    for name, count in lengths().items():
        if SMELL <= count < LIMIT:
            warnings.warn(f"{name} has {count} lines: look for a seam", stacklevel=1)


def test_a_module_allowed_to_be_long_still_is() -> None:
    assert {name for name in LONG if lengths().get(name, 0) < LIMIT} == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    named_badly = [named(path) for path in sources() if SAYS_NOTHING & {path.stem, *path.parent.parts}]
    assert named_badly == []


def test_half_of_all_functions_are_short() -> None:
    found = [
        node.end_lineno - node.lineno + 1
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    assert len(found) > 100
    assert statistics.median(found) <= MEDIAN_FUNCTION


def test_every_module_says_what_it_is_for() -> None:
    # An apps.py and an empty package have nothing to say beyond their name.
    silent = [path for path in sources() if parsed(path).body and not ast.get_docstring(parsed(path))]
    assert [named(path) for path in silent if path.name != "apps.py"] == []
