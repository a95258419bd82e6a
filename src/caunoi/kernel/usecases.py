"""The one shape of every write: an actor, one transaction, a checked policy, an audit row.

A use case that forgets its policy or its audit row is rolled back with an error, so
the omission cannot reach a user.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from caunoi.kernel.actors import Actor
from caunoi.kernel.running import Running, UseCaseBroken, current

P = ParamSpec("P")
R = TypeVar("R")


_names: dict[str, str] = {}


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
    this = Running(name, actor)
    token = current.set(this)
    try:
        with transaction.atomic():
            result = function(**kwargs)
            if not this.policy_checked:
                raise UseCaseBroken(f"{name}: no policy was asked")
            if not this.recorded:
                raise UseCaseBroken(f"{name}: nothing was written to the audit log")
    finally:
        current.reset(token)
    return result


def declared() -> dict[str, str]:
    """All use cases: name → dotted function."""
    return dict(_names)
