"""The one shape of every write: an actor, one transaction, a checked policy, an audit row.

A use case that forgets its policy or its audit row is rolled back with an error, so
the omission cannot reach a user.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from caunoi.kernel.actors import Actor

P = ParamSpec("P")
R = TypeVar("R")


class UseCaseBroken(RuntimeError):
    """A programming error: the use case skipped one of its duties."""


@dataclass
class Running:
    """The use case under way: its name, its actor and which duties it has done."""

    name: str
    actor: Actor
    policy_checked: bool = False
    recorded: bool = False


_running: ContextVar[Running | None] = ContextVar("running_use_case", default=None)
_names: dict[str, str] = {}


def running() -> Running:
    """The use case under way; raises outside of one."""
    current = _running.get()
    if current is None:
        raise UseCaseBroken("writes happen inside a use case only")
    return current


def mark_policy_checked() -> None:
    """Note that the running use case asked a policy (a no-op outside of one)."""
    if (current := _running.get()) is not None:
        current.policy_checked = True


def use_case(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function taking ``actor`` a use case called ``name``."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        if name in _names:
            raise ValueError(f"use case {name!r} is declared twice")
        _names[name] = f"{function.__module__}.{function.__qualname__}"

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            return _run(name, function, args, kwargs)

        run.use_case = name  # type: ignore[attr-defined]
        return run

    return decorate


def _run(name: str, function: Callable[..., R], args: tuple[Any, ...], kwargs: dict[str, Any]) -> R:
    actor = kwargs.get("actor")
    if args or not isinstance(actor, Actor):
        raise UseCaseBroken(f"{name}: call with keywords and an actor")
    current = Running(name, actor)
    token = _running.set(current)
    try:
        with transaction.atomic():
            result = function(**kwargs)
            if not current.policy_checked:
                raise UseCaseBroken(f"{name}: no policy was asked")
            if not current.recorded:
                raise UseCaseBroken(f"{name}: nothing was written to the audit log")
    finally:
        _running.reset(token)
    return result


def declared() -> dict[str, str]:
    """All use cases: name → dotted function."""
    return dict(_names)
