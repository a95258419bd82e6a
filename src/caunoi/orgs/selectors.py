"""Reading the organization: units, their names on a date, their trees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou
from caunoi.language.text import fold, same_name
from caunoi.orgs.custody import all_transfers
from caunoi.orgs.models import (
    PeerLeadership,
    Reorganization,
    Subordination,
    Succession,
    TreeNode,
    Unit,
    UnitProfile,
    valid_on,
)
from caunoi.orgs.scopes import known_units, overseen_units
from caunoi.orgs.tree import Tree, living_successors, tree_at

__all__ = ["Tree", "UnitLabel", "living_successors", "tree_at"]


@dataclass(frozen=True)
class UnitLabel:
    """What a unit is called on a date."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    level: str
    sort_key: str
    ceased_on: date | None = None

    def __str__(self) -> str:
        return self.name


def labels(unit_ids: Iterable[int], on: date | None = None) -> dict[int, UnitLabel]:
    """Labels by unit id on ``on`` (today). A unit that is not there on that date is named as it last was."""
    day = on or clock.today()
    wanted = set(unit_ids)
    rows = UnitProfile.objects.filter(unit_id__in=wanted) if len(wanted) < 500 else UnitProfile.objects.all()
    found: dict[int, UnitLabel] = {}
    named_by_then: set[int] = set()
    for profile in rows.select_related("unit").order_by("valid_from"):
        if profile.valid_from <= day:
            named_by_then.add(profile.unit_id)
        elif profile.unit_id in named_by_then:
            continue
        if profile.unit_id in wanted:
            found[profile.unit_id] = _label(profile)
    return found


def _label(profile: UnitProfile) -> UnitLabel:
    return UnitLabel(
        profile.unit_id,
        profile.unit.code,
        profile.name,
        profile.short_name,
        profile.kind,
        profile.level,
        profile.sort_key,
        profile.unit.ceased_on,
    )


def label(unit_id: int, on: date | None = None) -> UnitLabel:
    """The label of one unit; raises NotFoundForYou for an id that does not exist."""
    found = labels([unit_id], on)
    if unit_id not in found:
        raise NotFoundForYou("Không tìm thấy đơn vị này.")
    return found[unit_id]


def unit_for(actor: Actor, code: str) -> Unit:
    """The unit with ``code`` if the actor may know of it."""
    unit: Unit | None = Unit.objects.visible_to(actor).filter(code=code).first()
    if unit is None:
        raise NotFoundForYou("Không tìm thấy đơn vị này.", where=code)
    return unit


def unit_by_code(code: str) -> Unit:
    """The unit with ``code``, for the system and for use cases that check their own policy."""
    unit: Unit | None = Unit.objects.system("look up by code").filter(code=code).first()
    if unit is None:
        raise NotFoundForYou("Không có đơn vị mang mã này.", where=code)
    return unit


def unit_by_id(pk: int) -> Unit:
    """The unit with this id, for callers that check their own policy."""
    unit: Unit | None = Unit.objects.system("look up by id").filter(pk=pk).first()
    if unit is None:
        raise NotFoundForYou("Không tìm thấy đơn vị này.")
    return unit


def code_is_taken(code: str) -> bool:
    """Whether a unit carries the code, or a staged reorganization will give it to one."""
    units = Unit.objects.system("codes are unique").filter(code=code)
    staged = Reorganization.objects.system("codes are unique").filter(
        state=Reorganization.State.STAGED, new_code=code
    )
    return units.exists() or staged.exists()


def known_ids(actor: Actor) -> set[int]:
    """Ids of the units that the actor may know of."""
    return set(known_units(actor).values_list("pk", flat=True))


def overseen_ids(actor: Actor) -> set[int]:
    """Ids of the units whose content the actor reads."""
    return set(overseen_units(actor).values_list("pk", flat=True))


def place_of(line: str, unit_id: int) -> int | None:
    """The unit's place in today's tree of ``line``."""
    return TreeNode.objects.filter(line=line, unit_id=unit_id).values_list("first", flat=True).first()


def span_of(line: str, unit_id: int) -> tuple[int, int] | None:
    """The run of places that the unit and all below it take today."""
    return TreeNode.objects.filter(line=line, unit_id=unit_id).values_list("first", "last").first()


def parent_of(unit_id: int, line: str, on: date | None = None) -> int | None:
    """The id of the unit directly above in ``line``."""
    rows = Subordination.objects.filter(valid_on(on or clock.today()), unit_id=unit_id, line=line)
    return rows.values_list("parent_id", flat=True).first()


def history(unit: Unit) -> dict[str, list[object]]:
    """Names, parents and successions of a unit, oldest first."""
    return {
        "profiles": list(unit.profiles.order_by("valid_from")),
        "subordinations": list(unit.subordinations.order_by("line", "valid_from")),
        "successions": list(Succession.objects.filter(predecessor=unit)),
        "inherited": list(Succession.objects.filter(successor=unit)),
        "leads": list(PeerLeadership.objects.filter(committee=unit)),
        "led_by": list(PeerLeadership.objects.filter(organization=unit)),
    }


def search_units(actor: Actor, text: str, limit: int = 20) -> list[UnitLabel]:
    """Units the actor may know of whose name or code contains ``text``, with or without diacritics."""
    today = clock.today()
    rows = UnitProfile.objects.filter(valid_on(today), unit__in=known_units(actor))
    found = rows.filter(folded__contains=fold(text)).select_related("unit").order_by("sort_key")[: limit * 3]
    # Exact diacritics first: text without them finds, it does not decide.
    hits = sorted((_label(row) for row in found), key=lambda unit: text.lower() not in unit.name.lower())
    by_code = rows.filter(unit__code__iexact=text.strip()).select_related("unit")
    return ([_label(row) for row in by_code] + hits)[:limit]


def units_named(name: str, parent_id: int, line: str, on: date) -> list[UnitLabel]:
    """Units under ``parent_id`` that carry exactly this name (law 11: tones and spacing aside)."""
    children = tree_at(line, on).children(parent_id)
    return [unit for unit in labels(children, on).values() if same_name(unit.name, name)]


def reorganizations(actor: Actor) -> list[Reorganization]:
    """Staged, done and cancelled reorganizations that the actor may see, newest first."""
    rows = Reorganization.objects.visible_to(actor)
    return list(rows.select_related("successor", "parent").order_by("-effective_on", "-pk"))


def reorganization_for(actor: Actor, pk: int) -> Reorganization:
    """One reorganization, if the actor may see it."""
    row: Reorganization | None = Reorganization.objects.visible_to(actor).filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou("Không tìm thấy phương án sắp xếp này.")
    return row


def source_ids(reorganization: Reorganization) -> list[int]:
    """Ids of the units that merge."""
    return [unit.pk for unit in reorganization.sources.system("sources of a visible reorganization")]


def preview(reorganization: Reorganization) -> list[tuple[str, list[str]]]:
    """What the reorganization moves, by area: ``(area, sentences)``."""
    ids = source_ids(reorganization)
    return [(transfer.label, transfer.preview(ids)) for transfer in all_transfers()]
