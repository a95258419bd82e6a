"""What can be done at all, and which roles may do it.

Every area declares its capabilities in ``policies.py``; the matrix test reads them
all from here, so that a capability without an allowed and a denied test cannot exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Reach = Literal["own", "tree", "below", "any"]


@dataclass(frozen=True)
class Capability:
    """A named right.

    ``reach`` says for which units a role carries it: ``own`` the role's unit alone,
    ``tree`` that unit and all below it in the role's line, ``below`` only those below,
    ``any`` without regard to a unit.
    """

    code: str
    label: str
    roles: frozenset[str]
    reach: Reach
    by_system: bool = False


_declared: dict[str, Capability] = {}


def capability(
    code: str, label: str, *, roles: Iterable[str], reach: Reach = "own", by_system: bool = False
) -> Capability:
    """Declare a capability once; a second declaration of the code is a mistake."""
    if code in _declared:
        raise ValueError(f"capability {code!r} is declared twice")
    _declared[code] = Capability(code, label, frozenset(roles), reach, by_system)
    return _declared[code]


def declared() -> dict[str, Capability]:
    """All declared capabilities by code."""
    return dict(_declared)
