"""Addresses and capabilities: every one declares who may come, and nothing is written by following a link."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from caunoi.kernel import capabilities, roles, usecases
from caunoi.kernel.access import access_of, needs

View = Callable[..., Any]
# A reading view that records a look writes on GET by design; each with its reason. The list may only shrink.
WRITES_ON_GET: dict[str, str] = {}
# Parts of addresses are Vietnamese words without diacritics; a number or a code may stand between.
PART = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*|<(?:int|str|slug|path|uuid):[a-z_]+>)")
CODE = re.compile(r"[a-z]+\.[a-z]+(?:[_-][a-z]+)*")
FILE = re.compile(r"[a-z0-9-]+\.(?:docx|xlsx|json|xml|txt|ics|webp)")


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, address)
        else:
            yield address, entry


def handlers() -> list[View]:
    return [get_resolver().resolve_error_handler(status) for status in (400, 403, 404, 500)]


def writes(view: View) -> set[str]:
    """The use cases that a view reaches by its own code and that of its module."""
    return _reached(inspect.unwrap(view), set())


def _reached(function: View, seen: set[View]) -> set[str]:
    if function in seen:
        return set()
    seen.add(function)
    found: set[str] = set()
    for thing in _named(function):
        if isinstance(name := getattr(thing, "use_case", None), str):
            found.add(name)
        elif inspect.isfunction(thing) and thing.__module__ == function.__module__:
            found |= _reached(inspect.unwrap(thing), seen)
    return found


def _named(function: View) -> list[Any]:
    """What the names in a function's body stand for, as far as its module knows them."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    known = [_resolve(node, function.__globals__) for node in ast.walk(tree)]
    tables = [list(thing.values()) for thing in known if isinstance(thing, dict)]
    return [thing for thing in known if thing is not None] + [thing for table in tables for thing in table]


def _resolve(node: ast.AST, names: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(module := _resolve(node.value, names), ModuleType):
        return getattr(module, node.attr, None)
    return None


def asks_for_post(view: View) -> bool:
    """Whether a view is POST-only, or tells POST from GET itself."""
    source = inspect.getsource(inspect.unwrap(view))
    return "@require_POST" in source or bool(re.search(r"request\.method\s*[!=]=\s*\"POST\"", source))


def test_every_address_declares_who_may_come() -> None:
    silent = [address for address, route in routes() if access_of(route.callback) is None]
    assert silent == []
    assert [handler for handler in handlers() if access_of(handler) is None] == []


def test_every_address_has_a_name_of_its_own() -> None:
    assert [address for address, route in routes() if not route.name] == []
    names = [str(route.name) for _, route in routes()]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_addresses_are_plain_vietnamese_words() -> None:
    odd = []
    for address, _ in routes():
        parts = address.split("/")
        folders, last = parts[:-1], parts[-1]
        fine = all(PART.fullmatch(part) for part in folders) and (not last or FILE.fullmatch(last))
        odd += [] if fine else [address]
    assert odd == []


def test_nothing_is_written_by_following_a_link() -> None:
    faults = [
        f"{address} → {', '.join(sorted(reached))}"
        for address, route in routes()
        if (reached := writes(route.callback)) and not asks_for_post(route.callback)
        if route.name not in WRITES_ON_GET
    ]
    assert faults == []


def test_the_rule_finds_the_writing_views_there_are() -> None:
    assert any(writes(route.callback) for _, route in routes())


def _invented(*, actor: object) -> None:
    """Stands for a use case."""


_invented.use_case = "house.invented"  # type: ignore[attr-defined]
_TABLE = {"keep": _invented}


def _through() -> None:
    _TABLE["keep"](actor=None)


@needs(capabilities.Capability("house.invented", "", frozenset(), "own"))
def _writing_view(request: object) -> Any:
    _through()


def test_a_view_that_writes_on_get_is_seen() -> None:
    assert writes(_writing_view) == {"house.invented"}
    assert not asks_for_post(_writing_view)


def test_every_capability_has_a_role_and_words() -> None:
    declared = capabilities.declared()
    assert declared
    for code, capability in declared.items():
        assert CODE.fullmatch(code), code
        assert capability.label.strip(), code
        assert capability.roles or capability.by_system, f"{code}: nobody may"
        assert capability.roles <= roles.ALL, code


def test_every_use_case_has_a_name_of_two_parts() -> None:
    declared = usecases.declared()
    assert declared
    assert [name for name in declared if not CODE.fullmatch(name)] == []


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_has_a_page_of_ours(status: int) -> None:
    assert get_resolver().resolve_error_handler(status).__module__ == "caunoi.web.views.errors"
