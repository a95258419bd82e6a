"""What is measured: data elements, forms by version, indicators, and the targets that use them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from caunoi.documents.models import Finding, Provision
from caunoi.indicators.forms import FormDefinition, read_definition
from caunoi.kernel.actors import Actor
from caunoi.kernel.scoping import GuardedModel, GuardedQuerySet
from caunoi.orgs.lines import Line
from caunoi.orgs.models import Unit
from caunoi.orgs.scopes import overseen_units
from caunoi.rules.rollup import Nature


class DataElement(models.Model):
    """One thing that is counted, the same in every form version as long as its definition is the same."""

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    nature = models.CharField(max_length=10, choices=[(nature.value, nature.label) for nature in Nature])
    value_type = models.CharField(max_length=10)
    unit_of_measure = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name


class Form(models.Model):
    """A form through all its versions."""

    code = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.title


class FormVersion(models.Model):
    """A form as it is from a date on. Its definition never changes."""

    frozen_columns = ("definition", "number", "form_id")

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    definition: Any = models.JSONField()
    valid_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="one_form_version_per_number")]

    def __str__(self) -> str:
        return f"{self.form} (bản {self.number})"

    @cached_property
    def read(self) -> FormDefinition:
        """The definition as fields and sections."""
        return read_definition(self.definition)


class Indicator(models.Model):
    """How a target is measured: one element, a ratio of two, or a judgement with a reason."""

    class Nature(models.TextChoices):
        ELEMENT = "element"
        RATIO = "ratio"
        JUDGED = "judged"

    name = models.CharField(max_length=500)
    nature = models.CharField(max_length=10, choices=Nature.choices)
    numerator = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="+", null=True)
    denominator = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="+", null=True)
    unit_of_measure = models.CharField(max_length=60, blank=True)
    why_judged = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(nature="judged", numerator=None, denominator=None)
                | Q(nature="element", numerator__isnull=False, denominator=None)
                | Q(nature="ratio", numerator__isnull=False, denominator__isnull=False),
                name="indicator_has_the_figures_of_its_nature",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The number of record, such as CT-00012."""
        return f"CT-{self.pk or 0:05}"


class Target(GuardedModel):
    """A threshold that a unit set for itself and those below, from a clause of a document.

    ``each_unit`` means that every unit in scope must reach it; above the units it is then the share of units
    that do.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets_in_custody")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="targets", null=True)
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="targets", null=True)
    comparator = models.CharField(max_length=6)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    value_to = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    each_unit = models.BooleanField(default=False)
    period_kind = models.CharField(max_length=20)
    line = models.CharField(max_length=10, choices=Line.choices)
    scope: Any = models.JSONField(default=dict)
    by_date = models.DateField(null=True)
    strength = models.CharField(max_length=20, blank=True)
    defined_on = models.DateField()
    defined_by_label = models.CharField(max_length=200)
    revision = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "finding"], condition=Q(finding__isnull=False), name="one_target_per_finding"
            )
        ]

    def __str__(self) -> str:
        return self.indicator.name

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        """Targets of units the actor oversees, and those that reports of such units are measured by."""
        from caunoi.indicators.models.reporting import Submission

        seen = overseen_units(actor)
        owing = Submission.objects.system("whose targets a unit reports on").filter(custodian__in=seen)
        return rows.filter(Q(custodian__in=seen) | Q(custodian__in=owing.values("period__custodian_id")))


class Judgement(models.Model):
    """What a person decided about a target that cannot be counted, with the reason. The last one holds."""

    append_only = True

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="judgements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey("indicators.Period", on_delete=models.PROTECT, related_name="judgements")
    met = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.target_id} · {self.period_id}"
