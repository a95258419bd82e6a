"""Account holders and the roles they hold."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from caunoi.kernel import roles
from caunoi.kernel.actors import Actor
from caunoi.kernel.scoping import GuardedModel, GuardedQuerySet
from caunoi.orgs.lines import Line
from caunoi.orgs.models import Unit
from caunoi.orgs.scopes import overseen_units


class PersonManager(BaseUserManager["Person"]):
    """Finds account holders for log-in; everything else goes through ``RoleGrant``."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username=username)


class Person(AbstractBaseUser):
    """An account holder. Nothing is recorded here beyond what log-in needs."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    audit_masked = ("full_name", "password")

    objects = PersonManager()

    def __str__(self) -> str:
        return self.username


class RoleGrant(GuardedModel):
    """One role of one person in one unit, along one line, for a term; possibly by delegation."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(code, code) for code in sorted(roles.ALL)])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    line = models.CharField(max_length=10, choices=Line.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    delegated_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegations", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="term_ends_after_it_began",
            )
        ]
        indexes = [models.Index(fields=["person", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}"

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        if roles.SYSTEM_ADMIN in actor.roles:
            return rows
        return rows.filter(unit__in=overseen_units(actor))
