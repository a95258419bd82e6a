"""From an account holder to an actor, and the lists of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from caunoi.accounts.models import Person, RoleGrant
from caunoi.kernel import clock, roles
from caunoi.kernel.actors import Actor, Grant
from caunoi.kernel.errors import NotFoundForYou
from caunoi.kernel.models import AuditEntry
from caunoi.orgs.models import valid_on
from caunoi.orgs.scopes import overseen_units
from caunoi.orgs.selectors import UnitLabel, labels, place_of, span_of


@dataclass(frozen=True)
class ActingChoice:
    """A unit as which a person can act, with the roles held there today."""

    unit_id: int
    unit_name: str
    roles: tuple[str, ...]

    @property
    def role_words(self) -> str:
        """The roles as the unit switcher prints them."""
        return ", ".join(str(roles.LABELS[role]) for role in self.roles)


def grants_today(person: Person) -> list[RoleGrant]:
    """The person's roles that hold today."""
    rows = RoleGrant.objects.system("who is acting").filter(valid_on(clock.today()), person=person)
    return list(rows.order_by("unit_id", "role"))


@dataclass(frozen=True)
class Presence:
    """Who a signed-in person is right now: the actor, and the units as which the person can act."""

    actor: Actor
    choices: list[ActingChoice]


def presence(person: Person, unit_id: int | None = None) -> Presence:
    """The person in ``unit_id``, or in the first unit where a role is held."""
    held = grants_today(person)
    names = labels(grant.unit_id for grant in held)
    return Presence(_actor(person, held, names, unit_id), _choices(held, names))


def actor_for(person: Person, unit_id: int | None = None) -> Actor:
    """The actor for ``person`` in ``unit_id``, or in the first unit where a role is held."""
    return presence(person, unit_id).actor


def _choices(held: list[RoleGrant], names: dict[int, UnitLabel]) -> list[ActingChoice]:
    by_unit: dict[int, list[str]] = {}
    for grant in held:
        by_unit.setdefault(grant.unit_id, []).append(grant.role)
    return [ActingChoice(unit, names[unit].name, tuple(found)) for unit, found in by_unit.items()]


def _actor(person: Person, held: list[RoleGrant], names: dict[int, UnitLabel], unit_id: int | None) -> Actor:
    units = [grant.unit_id for grant in held]
    acting = unit_id if unit_id in units else (units[0] if units else None)
    spans = {(grant.line, grant.unit_id) for grant in held if grant.unit_id == acting}
    reach = {key: span_of(*key) for key in spans}
    return Actor(
        label=person.full_name,
        person_id=person.pk,
        unit_id=acting,
        unit_label=names[acting].name if acting else "",
        grants=tuple(
            Grant(grant.role, grant.unit_id, grant.line, reach[grant.line, grant.unit_id])
            for grant in held
            if grant.unit_id == acting
        ),
        place_of=place_of,
    )


def actor_by_username(username: str) -> Actor | None:
    """The actor of an active account, for the command line; None when there is none."""
    person = Person.objects.filter(username=username, is_active=True).first()
    return actor_for(person) if person else None


def person_by_id(pk: int) -> Person | None:
    """An active account holder by id."""
    return Person.objects.filter(pk=pk, is_active=True).first()


def demo_accounts_exist() -> bool:
    """Whether any active demo account exists: such an installation serves loopback only."""
    return Person.objects.filter(is_demo=True, is_active=True).exists()


def visible_grants(actor: Actor) -> list[RoleGrant]:
    """The roles that the actor may see, by unit and person."""
    rows = RoleGrant.objects.visible_to(actor).select_related("person", "unit", "delegated_by")
    return list(rows.order_by("unit__code", "person__username", "role"))


def grant_for(actor: Actor, pk: int) -> RoleGrant:
    """One role grant that the actor may see."""
    rows = RoleGrant.objects.visible_to(actor).select_related("person", "unit")
    row: RoleGrant | None = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy vai trò này.")
    return row


def person_known_to(actor: Actor, username: str) -> Person | None:
    """An active account that holds a role in a unit the actor oversees."""
    row = RoleGrant.objects.visible_to(actor).filter(person__username=username, person__is_active=True)
    grant: RoleGrant | None = row.select_related("person").first()
    return grant.person if grant else None


def delegations_of(actor: Actor) -> list[RoleGrant]:
    """Roles that the actor delegated and that still run."""
    rows = RoleGrant.objects.system("one's own delegations").filter(
        valid_on(clock.today()), delegated_by_id=actor.person_id
    )
    return list(rows.select_related("person", "unit").order_by("valid_to"))


def holders(unit_ids: Iterable[int], role: str) -> dict[int, list[str]]:
    """Names of today's holders of ``role`` by unit, for "who answers"."""
    rows = RoleGrant.objects.system("who holds the position").filter(
        valid_on(clock.today()), unit_id__in=list(unit_ids), role=role, person__is_active=True
    )
    found: dict[int, list[str]] = {}
    for unit_id, name in rows.values_list("unit_id", "person__full_name"):
        found.setdefault(unit_id, []).append(name)
    return found


def answers_for(person_id: int | None, unit_id: int) -> bool:
    """Whether the person does the work of the unit today: fills in or sends for it (law 13)."""
    rows = RoleGrant.objects.system("nobody accepts the work of the own unit").filter(
        valid_on(clock.today()),
        person_id=person_id or 0,
        unit_id=unit_id,
        role__in=(roles.ENTRY, roles.LEADER),
    )
    return rows.exists()


def _audit_rows(actor: Actor) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(target_unit_id__in=overseen_units(actor)).order_by("-id")


def audit_entries(actor: Actor, *, target: tuple[str, str], limit: int = 50) -> list[AuditEntry]:
    """What happened to one record, newest first, if the actor oversees its unit."""
    return list(_audit_rows(actor).filter(target_type=target[0], target_id=target[1])[:limit])


def audit_page(actor: Actor, action: str, page: str | None, size: int = 50) -> Page[AuditEntry]:
    """A page of the audit log of what the actor oversees; the system administrator reads none."""
    rows = _audit_rows(actor)
    return Paginator(rows.filter(action=action) if action else rows, size).get_page(page)


ROLE_LABELS = roles.LABELS
