"""Who acts: a person in one unit with the roles held there, or a named part of the system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from caunoi.kernel.capabilities import Capability
from caunoi.kernel.errors import Forbidden, NotFoundForYou
from caunoi.kernel.running import mark_policy_checked

PlaceOf = Callable[[str, int], int | None]


@dataclass(frozen=True)
class Grant:
    """One role in one unit along one line.

    ``span`` is the run of places (first, last) that the unit and all below it take in
    that line's tree today. None where the unit stands in no tree of the line: the role
    then reaches that unit alone.
    """

    role: str
    unit_id: int
    line: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Actor:
    """The one on whose behalf something is read or written.

    ``place_of(line, unit_id)`` looks up a unit's place in today's tree; it is handed
    in by the area that knows the tree.
    """

    label: str
    person_id: int | None = None
    unit_id: int | None = None
    unit_label: str = ""
    grants: tuple[Grant, ...] = ()
    is_system: bool = False
    place_of: PlaceOf | None = field(default=None, compare=False, repr=False)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def may(self, capability: Capability, unit_id: int | None = None, line: str | None = None) -> bool:
        """Whether the actor holds ``capability`` (for the unit and by a role of the line, when given)."""
        if self.is_system:
            return capability.by_system
        fitting = [
            grant for grant in self.grants if grant.role in capability.roles and line in (None, grant.line)
        ]
        if unit_id is None or capability.reach == "any":
            return bool(fitting)
        return any(self._reaches(grant, capability.reach, unit_id) for grant in fitting)

    def _reaches(self, grant: Grant, reach: str, unit_id: int) -> bool:
        if unit_id == grant.unit_id:
            return reach in ("own", "tree")
        if reach == "own" or grant.span is None or self.place_of is None:
            return False
        place = self.place_of(grant.line, unit_id)
        return place is not None and grant.span[0] <= place <= grant.span[1]


def system_actor(name: str) -> Actor:
    """An actor for work that no person asked for, such as the daily sweep."""
    return Actor(label=name, is_system=True)


def require(
    capability: Capability,
    actor: Actor,
    unit_id: int | None = None,
    *,
    line: str | None = None,
    visible: bool = True,
) -> None:
    """Let the use case go on, or raise.

    ``line`` asks for a role of that line: what is given or set up in a line is decided in
    that line. ``visible=False`` answers "not found" instead of "forbidden", for what the actor
    may not even know of.
    """
    mark_policy_checked()
    if actor.may(capability, unit_id, line):
        return
    if not visible:
        raise NotFoundForYou()
    raise Forbidden(
        f"Tài khoản đang dùng không có quyền: {capability.label}.",
        todo="Chuyển sang đơn vị có quyền này ở góc trên, hoặc đề nghị quản trị đơn vị giao quyền.",
    )
