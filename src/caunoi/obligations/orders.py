"""What is handed out to whom: the order, its turns, and the preview that names the units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.kernel import clock
from caunoi.kernel.errors import Invalid
from caunoi.obligations.models import Obligation
from caunoi.orgs.lines import Kind, Line
from caunoi.orgs.models import PeerLeadership, valid_on
from caunoi.orgs.scope import Scope, expand
from caunoi.orgs.selectors import UnitLabel, labels, tree_at
from caunoi.rules.recurrence import DueRule, Occurrence, occurrences

ONCE = "once"
RHYTHMS = {
    ONCE: gettext_lazy("Một lần"),
    "month": gettext_lazy("Hằng tháng"),
    "quarter": gettext_lazy("Hằng quý"),
    "half-year": gettext_lazy("6 tháng"),
    "year": gettext_lazy("Hằng năm"),
}
# Whoever holds the position on the day answers, not a person named once and for all.
HEAD = "head"


@dataclass(frozen=True)
class Order:
    """What is handed out to whom. ``units`` are the unit ids that answer, each for its own obligation.

    ``every`` once needs ``due_on``; any other rhythm needs ``due_rule`` and opens the turns of
    the current year that are still to come. ``scope`` is kept to propose units that come later;
    ``with_led`` adds the organizations of its own level that the unit leads.
    """

    title: str
    product: str
    line: str
    units: tuple[int, ...]
    every: str = ONCE
    due_on: date | None = None
    due_rule: DueRule | None = None
    scope: Scope | None = None
    with_led: bool = False
    cooperating: tuple[int, ...] = ()
    position: str = ""
    provision_id: int | None = None
    finding_id: int | None = None


@dataclass(frozen=True)
class HandoutChoices:
    """What the hand-out form offers: units with others below them, kinds there are, all units below."""

    tops: list[tuple[int, str]]
    kinds: list[tuple[str, str]]
    below: list[tuple[int, str]]
    led: bool


@dataclass(frozen=True)
class Candidate:
    """A unit in the preview; ``taken`` says that it already has this very work."""

    unit: UnitLabel
    taken: bool


def handout_choices(unit_id: int) -> HandoutChoices:
    """The form's choices for a unit that hands out, over all lines in which it stands."""
    below: dict[int, None] = {}
    tops: dict[int, None] = {unit_id: None}
    for line in Line.values:
        tree = tree_at(line, clock.today())
        under = tree.below(unit_id)
        below |= dict.fromkeys(under)
        tops |= dict.fromkeys(unit for unit in under if tree.children(unit))
    led = led_by(unit_id)
    names = labels([*tops, *below, *led])
    reachable = [names[unit] for unit in dict.fromkeys([*below, *led])]
    kinds = {unit.kind for unit in reachable}
    ordered = sorted(reachable, key=lambda unit: (unit.sort_key, unit.code))
    return HandoutChoices(
        tops=[(unit, names[unit].name) for unit in tops],
        kinds=[(kind, str(label)) for kind, label in Kind.choices if kind in kinds],
        below=[(unit.id, unit.name) for unit in ordered],
        led=bool(led),
    )


def turns(order: Order, today: date) -> list[Occurrence | None]:
    """The turns that would be opened today; ``[None]`` for work that is done once."""
    if order.every == ONCE:
        return [None]
    due = order.due_rule or DueRule.after_end()
    return list(occurrences(order.every, today.year, first=today, due=due))


def candidates(unit_id: int, order: Order) -> list[Candidate]:
    """The units of the order's scope in the order of their names, for the preview."""
    found = list(labels(order.units).values()) if order.scope is None else _in_scope(unit_id, order)
    taken = already(order, [unit.id for unit in found])
    return [Candidate(unit, unit.id in taken) for unit in found]


def _in_scope(unit_id: int, order: Order) -> list[UnitLabel]:
    assert order.scope is not None
    _check_top(unit_id, order.scope)
    led = labels(led_by(unit_id)) if order.with_led else {}
    kinds = order.scope.kinds
    peers = [unit for unit in led.values() if not kinds or unit.kind in kinds]
    found = {unit.id: unit for unit in (*expand(order.scope), *peers)}
    return sorted(found.values(), key=lambda unit: (unit.sort_key, unit.code))


def _check_top(unit_id: int, scope: Scope) -> None:
    if scope.top_id != unit_id and scope.top_id not in tree_at(scope.line, clock.today()).below(unit_id):
        raise Invalid(
            _("Phạm vi nằm ngoài đơn vị giao việc."),
            fields={"top": _("Chọn đơn vị của mình hoặc một đơn vị trực thuộc trong hệ thống này.")},
        )


def already(order: Order, unit_ids: Sequence[int]) -> set[int]:
    """Which of the units have this very work already: same words, same basis, same due day or turns."""
    same = Obligation.objects.system("the same work is not handed out twice").filter(
        Q(provision=order.provision_id), unit_id__in=unit_ids, title=order.title, product=order.product
    )
    same = same.exclude(stage=Obligation.Stage.CANCELLED)
    if order.every == ONCE:
        first_due = Q(original_due_on=None, due_on=order.due_on) | Q(original_due_on=order.due_on)
        same = same.filter(first_due, occurrence="")
    else:
        same = same.filter(occurrence__in=[str(turn.period) for turn in turns(order, clock.today()) if turn])
    return set(same.values_list("unit_id", flat=True))


def led_by(unit_id: int) -> list[int]:
    """Organizations of the same level that the unit leads: it may direct them across lines."""
    rows = PeerLeadership.objects.filter(valid_on(clock.today()), committee_id=unit_id)
    return list(rows.values_list("organization_id", flat=True))
