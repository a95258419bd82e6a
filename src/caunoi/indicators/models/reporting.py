"""Who reports what and when: periods with their frozen lists, submissions with all their versions."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from caunoi.indicators.models.dictionary import Form, FormVersion
from caunoi.kernel.actors import Actor
from caunoi.kernel.models import StoredFile
from caunoi.kernel.scoping import GuardedModel, GuardedQuerySet
from caunoi.obligations.models import Obligation
from caunoi.orgs.lines import Line
from caunoi.orgs.models import Unit
from caunoi.orgs.scopes import overseen_units
from caunoi.rules.periods import PeriodKey


class Period(GuardedModel):
    """A unit asks the units below it for one form for one period; form version and reporters are frozen.

    The key is (kind, year, index), never a range of dates. ``tree_date`` is the period's last day: statistics
    use that day's tree unless the reader picks another.
    """

    frozen_columns = ("form_version_id", "kind", "year", "index", "tree_date", "line")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="periods")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="periods_in_custody")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="periods")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=20)
    year = models.IntegerField()
    index = models.IntegerField()
    line = models.CharField(max_length=10, choices=Line.choices)
    due_on = models.DateField()
    tree_date = models.DateField()
    opened_at = models.DateTimeField()
    opened_by_label = models.CharField(max_length=200)
    scope: Any = models.JSONField()
    revision = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "form", "kind", "year", "index"], name="a_period_is_opened_once"
            )
        ]
        indexes = [models.Index(fields=["unit", "year"])]

    def __str__(self) -> str:
        return f"{self.form_version.read.short_name} {self.key.label}"

    @cached_property
    def key(self) -> PeriodKey:
        """The period's key."""
        return PeriodKey(self.kind, self.year, self.index)

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        seen = overseen_units(actor)
        owing = Submission.objects.system("periods that a unit reports for").filter(custodian__in=seen)
        return rows.filter(Q(custodian__in=seen) | Q(pk__in=owing.values("period_id")))


class ExpectedReporter(models.Model):
    """One line of the frozen list of who owes a report.

    ``added_on`` is set where a reorganization inside the period brought a new unit into the list.
    """

    append_only = True

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reporters")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    superior = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="a_unit_owes_a_report_once")]

    def __str__(self) -> str:
        return f"{self.period_id} · {self.unit_id}"


class Submission(GuardedModel):
    """One unit's report for one period: its draft, and which of its versions are current and accepted.

    ``unit`` is the unit of record and never changes; ``custodian`` answers for it today; ``superior`` is the
    unit directly above that accepts it (the unit itself at the top of a line).
    """

    class State(models.TextChoices):
        NONE = "none"
        DRAFT = "draft"
        SUBMITTED = "submitted"
        RETURNED = "returned"
        ACCEPTED = "accepted"

    frozen_columns = ("unit_id", "period_id")

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions_in_custody")
    superior = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions_to_accept")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NONE)
    draft: Any = models.JSONField(default=dict)
    draft_saved_at = models.DateTimeField(null=True)
    draft_saved_by_label = models.CharField(max_length=200, blank=True)
    current = models.ForeignKey(
        "indicators.SubmissionVersion", on_delete=models.PROTECT, related_name="+", null=True
    )
    accepted = models.ForeignKey(
        "indicators.SubmissionVersion", on_delete=models.PROTECT, related_name="+", null=True
    )
    first_sent_on = models.DateField(null=True)
    obligation = models.OneToOneField(
        Obligation, on_delete=models.PROTECT, related_name="submission", null=True
    )
    revision = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="one_submission_per_unit")]
        indexes = [
            models.Index(fields=["custodian", "state"]),
            models.Index(fields=["superior", "state"]),
        ]

    def __str__(self) -> str:
        return f"Báo cáo {self.pk}"

    @property
    def audit_label(self) -> str:
        """Which report of which unit, for the audit log."""
        return f"{self.period}, {self.unit.audit_label}"

    @property
    def due_on(self) -> date:
        """The day by which the unit owes it: the obligation's, which a decision may have extended."""
        duty = self.obligation
        return duty.due_on if duty is not None and duty.due_on else self.period.due_on

    def late(self, today: date) -> bool:
        """Sent after the due day, or not sent although it has passed; the obligation's own figures, so that
        both areas always say the same."""
        duty = self.obligation
        return ((duty.submitted_on if duty else self.first_sent_on) or today) > self.due_on

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        return rows.filter(custodian__in=overseen_units(actor))


class SubmissionVersion(models.Model):
    """What a unit sent at one moment: what was typed, and its figures as a packed vector. Append-only."""

    append_only = True

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    typed: Any = models.JSONField()
    packed = models.BinaryField()
    sent_at = models.DateTimeField()
    sent_by_id = models.BigIntegerField(null=True)
    sent_by_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="one_submission_version_per_number")
        ]

    def __str__(self) -> str:
        return f"Bản {self.number} của báo cáo {self.submission_id}"


class SubmissionStep(models.Model):
    """Sent, recalled, returned with its reason, accepted, opened for restatement. Append-only."""

    class Kind(models.TextChoices):
        SENT = "sent"
        RECALLED = "recalled"
        RETURNED = "returned"
        ACCEPTED = "accepted"
        RESTATING = "restating"
        MOVED = "moved"

    append_only = True

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="steps")
    version = models.ForeignKey(SubmissionVersion, on_delete=models.PROTECT, related_name="steps", null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    by_unit_label = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.submission_id} · {self.kind}"


class FrozenReport(GuardedModel):
    """A report as it went out: its facts, the versions it used, its files. Nothing in it changes again.

    ``stale_since`` tells when one of its versions was restated; the report itself stays as it was.
    ``erased_at``: when its facts and files were taken out, because they carried a withdrawn document's words.
    """

    frozen_columns = ("period_id", "unit_id", "code", "as_of", "facts", "docx_id", "json_id", "frozen_at")

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="frozen_reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="frozen_reports")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="frozen_reports_in_custody")
    code = models.CharField(max_length=60)
    as_of = models.DateField()
    facts: Any = models.JSONField()
    versions = models.ManyToManyField(SubmissionVersion, related_name="frozen_reports")
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True)
    json = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True)
    frozen_at = models.DateTimeField()
    frozen_by_label = models.CharField(max_length=200)
    stale_since = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    revision = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.code} · {self.period_id}"

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        return rows.filter(custodian__in=overseen_units(actor))
