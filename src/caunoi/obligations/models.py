"""Hand-outs and the obligations they create, with their history; case content lies apart, sealed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from caunoi.accounts.models import Person
from caunoi.documents.models import Document, DocumentVersion, Finding, Provision
from caunoi.kernel.actors import Actor
from caunoi.kernel.models import StoredFile
from caunoi.kernel.scoping import GuardedModel, GuardedQuerySet
from caunoi.language.text import fold
from caunoi.orgs.lines import Line
from caunoi.orgs.models import Unit
from caunoi.orgs.scopes import overseen_units

CASE_TITLE = "Việc theo hồ sơ đơn thư số"


class Handout(GuardedModel):
    """One act of handing out: what, to which scope, how often; its obligations are the result.

    ``unit`` handed out; ``custodian`` answers for it today and accepts. ``left_out`` keeps the
    units that were in the scope and were unticked on purpose, so that they are not proposed again.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handouts")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handouts_in_custody")
    document_version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="handouts", null=True
    )
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="handouts", null=True)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="handouts", null=True)
    title = models.CharField(max_length=500)
    product = models.CharField(max_length=300)
    position = models.CharField(max_length=20, blank=True)
    scope: Any = models.JSONField(null=True)
    left_out: Any = models.JSONField(default=list)
    line = models.CharField(max_length=10, choices=Line.choices)
    every = models.CharField(max_length=20)
    due_rule: Any = models.JSONField(default=dict)
    handed_out_by_id = models.BigIntegerField(null=True)
    handed_out_by_label = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["custodian", "on"])]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        return rows.filter(custodian__in=overseen_units(actor))


class Obligation(GuardedModel):
    """One answering unit, one product, one due date.

    A row of visibility *case* carries a neutral title and nothing else that could name the matter:
    the database itself refuses any other title. What it is about stands in ``CaseContent``.
    """

    class Stage(models.TextChoices):
        OPEN = "open"
        SUBMITTED = "submitted"
        ACCEPTED = "accepted"
        CANCELLED = "cancelled"

    class Visibility(models.TextChoices):
        TREE = "tree"
        CASE = "case"

    handout = models.ForeignKey(Handout, on_delete=models.PROTECT, related_name="obligations", null=True)
    title = models.CharField(max_length=500)
    product = models.CharField(max_length=300, blank=True)
    folded = models.CharField(max_length=900, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations_in_custody")
    superior = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations_to_accept")
    line = models.CharField(max_length=10, choices=Line.choices)
    position = models.CharField(max_length=20, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="obligations", null=True)
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="obligations", null=True)
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    original_due_on = models.DateField(null=True)
    remind_on = models.DateField(null=True)
    occurrence = models.CharField(max_length=20, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.OPEN)
    submitted_on = models.DateField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    submitted_by_label = models.CharField(max_length=200, blank=True)
    accepted_on = models.DateField(null=True)
    accepted_by_label = models.CharField(max_length=200, blank=True)
    evidence_number = models.CharField(max_length=60, blank=True)
    evidence_date = models.DateField(null=True)
    evidence_note = models.TextField(blank=True)
    evidence_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True)
    evidence_file_name = models.CharField(max_length=200, blank=True)
    visibility = models.CharField(max_length=5, choices=Visibility.choices, default=Visibility.TREE)
    case_label = models.CharField(max_length=60, blank=True)
    closes_by_origin = models.CharField(max_length=30, blank=True)
    origin_ref = models.CharField(max_length=60, blank=True)
    revision = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(visibility="case")
                | Q(title__startswith=CASE_TITLE, product="", document=None, provision=None, handout=None),
                name="a_case_obligation_names_no_matter",
            ),
            models.CheckConstraint(
                condition=Q(original_due_on=None) | Q(due_on__gte=F("original_due_on")),
                name="an_extension_is_later",
            ),
            models.UniqueConstraint(
                fields=["closes_by_origin", "origin_ref"],
                condition=~Q(closes_by_origin=""),
                name="one_obligation_per_origin",
            ),
        ]
        indexes = [
            models.Index(fields=["custodian", "stage"]),
            models.Index(fields=["superior", "stage"]),
            models.Index(fields=["stage", "due_on"]),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Set what is derived at creation; ``bulk_create`` calls no ``save``."""
        self.folded = fold(f"{self.title} {self.product}")

    @property
    def code(self) -> str:
        """The number of record, such as NV-2026-000123."""
        return f"NV-{self.opened_on.year}-{self.pk or 0:06}"

    @property
    def is_case(self) -> bool:
        """Whether its content is reachable through grants only."""
        return self.visibility == self.Visibility.CASE

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        granted = CaseGrant.held_by(actor).values("obligation_id")
        return rows.filter(cls.counted_by(actor)).filter(Q(visibility="tree") | Q(pk__in=granted))

    @classmethod
    def counted_by(cls, actor: Actor) -> Q:
        """What the actor may count, case work under its neutral title included."""
        units = overseen_units(actor)
        taking_part = Participation.objects.filter(unit__in=units).values("obligation_id")
        return Q(custodian__in=units) | Q(superior__in=units) | Q(pk__in=taking_part)


class CaseContent(models.Model):
    """What a case obligation is about: read through ``selectors.case_content`` by holders of a grant only."""

    obligation = models.OneToOneField(Obligation, on_delete=models.PROTECT, related_name="case_content")
    title = models.CharField(max_length=500)
    product = models.CharField(max_length=300)

    audit_masked = ("title", "product")

    def __str__(self) -> str:
        return self.obligation.code


class CaseGrant(models.Model):
    """One person's right to open one case obligation, with its reason."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="case_grants")
    since = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["obligation", "person"], name="one_grant_per_case_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.obligation.code} · {self.person.username}"

    @classmethod
    def held_by(cls, actor: Actor) -> models.QuerySet[CaseGrant]:
        """The grants of the acting person; none for the system, which is nobody."""
        return (
            cls.objects.none() if actor.person_id is None else cls.objects.filter(person_id=actor.person_id)
        )


class Participation(models.Model):
    """A unit that takes part in another unit's obligation."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="participations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["obligation", "unit"], name="one_part_per_unit")]

    def __str__(self) -> str:
        return f"{self.obligation.code} · {self.unit_id}"


class ProgressNote(models.Model):
    """A step in the life of an obligation. Append-only: a returned result stays readable."""

    class Kind(models.TextChoices):
        HANDED_OUT = "handed-out"
        NOTE = "note"
        SUBMITTED = "submitted"
        RETURNED = "returned"
        ACCEPTED = "accepted"
        EXTENDED = "extended"
        CANCELLED = "cancelled"
        MOVED = "moved"

    append_only = True

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    evidence: Any = models.JSONField(default=dict)
    by_label = models.CharField(max_length=200)
    by_unit_label = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.obligation_id} · {self.kind}"


class Extension(models.Model):
    """A due date moved by a decision. Append-only."""

    append_only = True

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="extensions")
    due_before = models.DateField()
    until = models.DateField()
    decision_symbol = models.CharField(max_length=60)
    decision_date = models.DateField()
    decision_issuer = models.CharField(max_length=300, blank=True)
    reason = models.TextField()
    by_label = models.CharField(max_length=200)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.obligation_id} → {self.until}"
