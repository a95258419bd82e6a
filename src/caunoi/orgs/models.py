"""A unit is a code; everything else about it is dated.

Dates are half-open: a row holds from ``valid_from`` up to, not including, ``valid_to``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from caunoi.kernel.actors import Actor
from caunoi.kernel.scoping import GuardedModel, GuardedQuerySet
from caunoi.language.text import fold, sort_key
from caunoi.orgs.lines import Kind, Level, Line


def valid_on(on: date, prefix: str = "") -> Q:
    """The rows that hold on a date."""
    start, end = f"{prefix}valid_from__lte", f"{prefix}valid_to"
    return Q(**{start: on}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": on}))


class Unit(GuardedModel):
    """An organization, known by its code for ever."""

    code = models.CharField(max_length=40, unique=True)
    established_on = models.DateField()
    ceased_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ceased_on__isnull=True) | Q(ceased_on__gte=F("established_on")),
                name="unit_ceases_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def audit_label(self) -> str:
        """The unit's newest name, for the audit log."""
        newest = self.profiles.order_by("-valid_from").values_list("name", flat=True).first()
        return newest or self.code

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        from caunoi.orgs.scopes import known_units

        return rows.filter(pk__in=known_units(actor))


class UnitProfile(models.Model):
    """What a unit is called and what it is, from a date on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="profiles")
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    level = models.CharField(max_length=20, choices=Level.choices)
    folded = models.CharField(max_length=300, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["folded"]), models.Index(fields=["unit", "valid_from"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Subordination(models.Model):
    """Under whom a unit stands, in one line, from a date on; ``parent`` None at the top."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="subordinations")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    line = models.CharField(max_length=10, choices=Line.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["line", "valid_from"]), models.Index(fields=["unit", "line"])]
        constraints = [
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="unit_is_not_its_own_parent")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ← {self.parent_id} ({self.line})"


class PeerLeadership(models.Model):
    """The dated link "cùng cấp – lãnh đạo": a committee leads an organization of its level."""

    committee = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="leads")
    organization = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="led_by")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.committee_id} → {self.organization_id}"


class TreeNode(models.Model):
    """Today's tree, numbered depth first; a cache for access that the tree rebuilds.

    The unit and all below it take the places ``first`` to ``last`` of their line.
    """

    line = models.CharField(max_length=10, choices=Line.choices)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="nodes")
    parent = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", null=True)
    first = models.IntegerField()
    last = models.IntegerField()
    depth = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "unit"], name="one_node_per_line")]
        indexes = [models.Index(fields=["line", "first"])]


class TreeState(models.Model):
    """For which day the tree nodes were built (one row)."""

    as_of = models.DateField()


class Reorganization(GuardedModel):
    """A staged change of the organization: takes effect on its date, by the sweep."""

    class State(models.TextChoices):
        STAGED = "staged"
        ACTIVE = "active"
        CANCELLED = "cancelled"

    class Kind(models.TextChoices):
        MERGE = "merge"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STAGED)
    effective_on = models.DateField()
    decision_symbol = models.CharField(max_length=60)
    decision_date = models.DateField()
    decision_issuer = models.CharField(max_length=300)
    new_code = models.CharField(max_length=40)
    new_name = models.CharField(max_length=300)
    new_short_name = models.CharField(max_length=120)
    new_kind = models.CharField(max_length=30)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reorganizations")
    sources = models.ManyToManyField(Unit, related_name="merges_into")
    successor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="came_from", null=True, blank=True
    )
    outcome: Any = models.JSONField(default=dict)
    revision = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.decision_symbol}: {self.new_name}"

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        from caunoi.orgs.scopes import overseen_units

        return rows.filter(parent__in=overseen_units(actor))


class Succession(models.Model):
    """Which unit answers for a unit that ceased, from which date."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inherited")
    on = models.DateField()
    reorganization = models.ForeignKey(Reorganization, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor"], name="one_successor_of_a_merged_unit")]
