"""No way around the guarded querysets and the use cases, but where it is written here with its reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house import PACKAGE, named, parsed, sources

# What goes round the guard → where it may stand, and why.
BYPASSES: dict[str, dict[str, str]] = {
    "_base_manager": {
        "kernel/database.py": "the conditional UPDATE of a row that the caller already holds",
    },
    "cursor": {
        "kernel/triggers.py": "triggers are made by the database's own language",
        "kernel/rewriting.py": "the database file is written anew by its own language",
        "config/": "wiring: what a new connection is told",
        "kernel/backups.py": "the consistent copy of the database, and putting it back",
        "kernel/doctor.py": "the database's own integrity check",
    },
    "raw": {"kernel/scoping.py": "the guard over raw queries itself"},
    "RawSQL": {},
    "extra": {},
    "system_access": {"kernel/": "the door itself"},
    "_raw_delete": {},
}
WITHOUT_DATABASE = {"language", "analysis", "rules"}
# Who may ask the machine's clock: the clock itself.
CLOCK_MODULES = {"kernel/clock.py"}
# Domain signals are not used; the framework's own moment after a migration is not the domain's.
SIGNALS = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "Signal", "receiver"}


def uses(tree: ast.AST, names: set[str]) -> list[tuple[str, int]]:
    """Where attributes or plain names of this set are called, as (name, line)."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            found.append((node.attr, node.lineno))
        elif isinstance(node, ast.Name) and node.id in names:
            found.append((node.id, node.lineno))
    return found


def bypasses(tree: ast.AST) -> list[tuple[str, int]]:
    """Uses of what goes round the guard; an `extra` or `raw` counts only when it is called on something."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    words = set(BYPASSES) - {"extra", "raw", "cursor"}
    on_objects = [
        (node.attr, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"extra", "raw", "cursor"} and id(node) in called
    ]
    return uses(tree, words) + on_objects


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_nothing_goes_round_the_guarded_querysets() -> None:
    faults = [
        f"{named(path)}:{line} {name}"
        for path in sources()
        for name, line in bypasses(parsed(path))
        if not any(place(path).startswith(allowed) for allowed in BYPASSES[name])
    ]
    assert faults == []


@pytest.mark.parametrize(
    "code",
    [
        "Unit._base_manager.all()",
        "connection.cursor().execute('x')",
        "Unit.objects.raw('select 1')",
        "Unit.objects.extra(where=['1=1'])",
        "rows.annotate(x=RawSQL('1', []))",
    ],
)
def test_a_way_round_the_guard_is_seen(code: str) -> None:
    assert bypasses(ast.parse(code))


def test_every_system_reading_says_why_in_words() -> None:
    calls = [
        (named(path), node)
        for path in sources()
        if place(path).split("/")[0] not in WITHOUT_DATABASE
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "system"
    ]
    assert calls
    unexplained = [f"{name}:{node.lineno}" for name, node in calls if not _explained(node)]
    assert unexplained == []


def _explained(call: ast.Call) -> bool:
    reason = call.args[0] if len(call.args) == 1 else None
    if isinstance(reason, ast.Constant):
        return isinstance(reason.value, str) and len(reason.value) >= 5
    return isinstance(reason, ast.Name) and reason.id.isupper()  # a named reason used in several places


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    faults = []
    for path in sources():
        if place(path) in CLOCK_MODULES:
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and re.fullmatch(
                r"(datetime|date|dt\.datetime|dt\.date|timezone|datetime\.datetime|datetime\.date)\."
                r"(now|today|utcnow|localdate)",
                ast.unparse(node.func),
            ):
                faults.append(f"{named(path)}:{node.lineno} {ast.unparse(node.func)}")
    assert faults == []


def test_no_domain_logic_hangs_on_signals() -> None:
    faults = [
        f"{named(path)}:{line} {name}" for path in sources() for name, line in uses(parsed(path), SIGNALS)
    ]
    assert faults == []


def test_services_are_the_only_rooms_that_write() -> None:
    """A view, a command or a selector that saves a row would leave no audit row behind."""
    writes = {"bulk_create", "get_or_create", "update_or_create", "save", "delete"}
    rooms = [path for path in sources() if path.stem == "selectors" or place(path).startswith("web/views/")]
    assert rooms
    faults = [f"{named(path)}:{line} {name}" for path in rooms for name, line in uses(parsed(path), writes)]
    assert faults == []
