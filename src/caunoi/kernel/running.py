"""The use case under way: who runs it, and which of its duties it has done."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caunoi.kernel.actors import Actor


class UseCaseBroken(RuntimeError):
    """A programming error: the use case skipped one of its duties."""


@dataclass
class Running:
    """The use case under way: its name, its actor and which duties it has done."""

    name: str
    actor: Actor
    policy_checked: bool = False
    recorded: bool = False


current: ContextVar[Running | None] = ContextVar("running_use_case", default=None)


def running() -> Running:
    """The use case under way; raises outside of one."""
    found = current.get()
    if found is None:
        raise UseCaseBroken("writes happen inside a use case only")
    return found


def mark_policy_checked() -> None:
    """Note that the running use case asked a policy (a no-op outside of one)."""
    if (found := current.get()) is not None:
        found.policy_checked = True
