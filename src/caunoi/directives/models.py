"""A superior's document put to work: who must carry it out, by which plan, and what answers what."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from caunoi.documents.models import Document, DocumentVersion, Finding, Provision
from caunoi.indicators.models import Target
from caunoi.kernel.actors import Actor
from caunoi.kernel.scoping import GuardedModel, GuardedQuerySet
from caunoi.obligations.models import Obligation
from caunoi.orgs.lines import Line
from caunoi.orgs.models import Unit
from caunoi.orgs.scopes import overseen_units


class Directive(GuardedModel):
    """A signed-off document whose requirements are followed in the plans of units below.

    ``version`` is the text that the requirements were read from. ``left_out`` keeps the units of the
    scope that were unticked on purpose.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="directive")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="directives")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directives")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directives_in_custody")
    line = models.CharField(max_length=10, choices=Line.choices)
    scope: Any = models.JSONField(null=True)
    left_out: Any = models.JSONField(default=list)
    plan_due_on = models.DateField(null=True)
    set_up_on = models.DateField()
    set_up_by_label = models.CharField(max_length=200)
    revision = models.IntegerField(default=0)

    def __str__(self) -> str:
        return str(self.document)

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        """Those of units the actor oversees, and those addressed to such a unit."""
        seen = overseen_units(actor)
        addressed = Addressee.objects.system("directives sent to a unit").filter(custodian__in=seen)
        return rows.filter(Q(custodian__in=seen) | Q(pk__in=addressed.values("directive_id")))


class Addressee(GuardedModel):
    """A unit that a directive is addressed to, with the obligation of issuing its own plan, if demanded."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="addressees")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directives_received")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directives_to_carry_out")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="+", null=True)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "unit"], name="addressed_once")]

    def __str__(self) -> str:
        return f"{self.directive_id} → {self.unit_id}"

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        """A unit sees its own row; the unit that demands sees all."""
        seen = overseen_units(actor)
        return rows.filter(Q(custodian__in=seen) | Q(directive__custodian__in=seen))


class Requirement(models.Model):
    """A target or an assignment of the document that plans must answer; read through its directive."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="requirements")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="requirements")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "finding"], name="required_once")]

    def __str__(self) -> str:
        return f"{self.directive_id} · {self.finding_id}"


class Plan(GuardedModel):
    """A registered document by which a unit carries a directive out, as persons decided about it."""

    class State(models.TextChoices):
        SUBMITTED = "submitted"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    LIVE = (State.SUBMITTED, State.CONFIRMED)

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="plans")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="plans")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.TextField(blank=True)
    submitted_on = models.DateField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    submitted_by_label = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    decided_by_label = models.CharField(max_length=200, blank=True)
    revision = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["addressee", "document"], name="one_plan_per_document"),
            models.UniqueConstraint(
                fields=["addressee"],
                condition=Q(state__in=("submitted", "confirmed")),
                name="one_live_plan_per_addressee",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        """The unit of the plan and the unit that demands it."""
        seen = overseen_units(actor)
        return rows.filter(Q(addressee__custodian__in=seen) | Q(addressee__directive__custodian__in=seen))


class CoverageLink(models.Model):
    """A finding or a clause of a plan that answers a requirement: proposed by likeness, decided by a person.

    What the answer is worth is never stored: ``rules.coverage`` says it anew from both sides.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="links")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="links")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+", null=True)
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="+", null=True)
    likeness = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    revision = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, provision=None) | Q(finding=None, provision__isnull=False),
                name="a_link_leads_to_one_place",
            ),
            models.UniqueConstraint(fields=["plan", "requirement", "finding"], name="linked_finding_once"),
            models.UniqueConstraint(fields=["plan", "requirement", "provision"], name="linked_clause_once"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} ← {self.finding_id or self.provision_id}"


class Exclusion(models.Model):
    """Why a unit does not carry a requirement out.

    *declined* is the unit's own word and stays in the count as not carried out; *out-of-scope* is the
    word of the unit that demands, and takes the requirement out of that unit's count.
    """

    class Kind(models.TextChoices):
        DECLINED = "declined"
        OUT_OF_SCOPE = "out-of-scope"

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="exclusions")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="exclusions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.TextField()
    by_label = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["addressee", "requirement"], name="excluded_once")]

    def __str__(self) -> str:
        return f"{self.addressee_id} · {self.requirement_id} · {self.kind}"


class Appraisal(models.Model):
    """The word of the unit that demands on differences that only a person can judge: they are no shortfall.

    ``codes`` are the keys of the differences that were there; one that comes later, or reads otherwise after
    a correction, is judged anew.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="appraisals")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="appraisals")
    codes: Any = models.JSONField(default=list)
    reason = models.TextField()
    by_label = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "requirement"], name="appraised_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} · {self.requirement_id}"


class BasisReview(models.Model):
    """What a person decided about a duty or a target whose basis was changed. Append-only.

    The change is a document that amends, replaces or repeals the basis, or a corrected version of it.
    """

    class Decision(models.TextChoices):
        KEEP = "keep"
        ADJUST = "adjust"
        CANCEL = "cancel"

    append_only = True

    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, related_name="basis_reviews", null=True
    )
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="basis_reviews", null=True)
    amending = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", null=True)
    corrected = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="+", null=True)
    decision = models.CharField(max_length=8, choices=Decision.choices)
    reason = models.TextField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(obligation__isnull=False, target=None) | Q(obligation=None, target__isnull=False),
                name="a_review_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(amending__isnull=False, corrected=None)
                | Q(amending=None, corrected__isnull=False),
                name="a_review_has_one_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id or self.target_id} · {self.decision}"
