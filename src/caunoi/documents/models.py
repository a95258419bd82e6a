"""A document is registered once by a unit; its texts are versions that never change.

Spans are [start, end) in Unicode code points of the version's text.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator

from caunoi.documents.text_index import TextIndex, WordPlaces  # noqa: F401  Django looks for models here
from caunoi.documents.wording import type_words
from caunoi.kernel.actors import Actor
from caunoi.kernel.models import Job, StoredFile
from caunoi.kernel.scoping import GuardedModel, GuardedQuerySet
from caunoi.language.text import canonical_tones, fold, sort_key
from caunoi.orgs.models import Unit
from caunoi.orgs.scopes import overseen_units


def folded_symbol(symbol: str) -> str:
    """The form in which symbols are searched: folded and without any space."""
    return fold(symbol).replace(" ", "")


def same_symbol(a: str, b: str) -> bool:
    """Whether two symbols are one: composition, spacing and case aside, đ is not d."""
    return _bare_symbol(a) == _bare_symbol(b)


def _bare_symbol(symbol: str) -> str:
    return "".join(canonical_tones(symbol).casefold().split())


class Document(GuardedModel):
    """An official document as a unit registered it, with what is printed on it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="kept_documents")
    symbol = models.CharField(max_length=100, blank=True)
    folded_symbol = models.CharField(max_length=100, blank=True, editable=False)
    doc_type = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=20, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    subject = models.TextField(blank=True)
    folded_subject = models.TextField(blank=True, editable=False)
    sort_key = models.CharField(max_length=400, blank=True, editable=False)
    registered_on = models.DateField()
    registered_by_id = models.BigIntegerField(null=True)
    registered_by_label = models.CharField(max_length=200)
    revision = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["folded_symbol"]),
            models.Index(fields=["custodian", "registered_on"]),
        ]

    def __str__(self) -> str:
        if self.symbol[:1].isdigit():
            return self.symbol
        if self.symbol:
            return f"{type_words(self.doc_type)} chưa có số ({self.symbol})"
        return Truncator(self.subject).chars(120) or f"Văn bản {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        for name, value in self.derived().items():
            setattr(self, name, value)
        super().save(*args, **kwargs)

    def derived(self) -> dict[str, str]:
        """The searched and sorted forms of what is printed on the document."""
        return {
            "folded_symbol": folded_symbol(self.symbol),
            "folded_subject": fold(f"{self.subject} {self.issuer}"),
            "sort_key": sort_key(self.subject[:120])[:400],
        }

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        """Those of units whose content the actor reads, and those distributed to such a unit."""
        seen = overseen_units(actor)
        listed = Distribution.objects.filter(unit__in=seen).values("document_id")
        return rows.filter(Q(custodian__in=seen) | Q(pk__in=listed))


class DocumentVersion(GuardedModel):
    """One text of a document, exactly as read from its file."""

    frozen_columns = ("text", "text_sha256", "source_file_id")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    source_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    analyzer_version = models.CharField(max_length=40)
    analysis: Any = models.JSONField(default=dict)
    registered_at = models.DateTimeField()
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by_label = models.CharField(max_length=200, blank=True)
    revision = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.document} (bản {self.number})"

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        return rows.filter(document__in=Document.objects.visible_to(actor))


class Provision(GuardedModel):
    """One place in a text's structure; its span reaches to the end of what stands under it."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="provisions")
    ident = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=60, blank=True)
    level = models.IntegerField()
    parent = models.ForeignKey("self", on_delete=models.CASCADE, related_name="children", null=True)
    heading = models.TextField(blank=True)
    start = models.IntegerField()
    end = models.IntegerField()
    position = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "ident"], name="one_provision_per_ident")]
        indexes = [models.Index(fields=["version", "position"])]

    def __str__(self) -> str:
        return self.ident

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        return rows.filter(version__document__in=Document.objects.visible_to(actor))


class Finding(GuardedModel):
    """What the analysis proposed or a person added at a span, and what a person decided about it.

    ``proposed`` is the machine's reading and never changes; None where a person added the
    finding. ``decided`` is what holds once a person confirmed, edited or added it.
    """

    frozen_columns = ("proposed",)

    class Kind(models.TextChoices):
        CITATION = "citation"
        TARGET = "target"
        ASSIGNMENT = "assignment"
        DEADLINE = "deadline"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        EDITED = "edited"
        REJECTED = "rejected"
        ADDED = "added"

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="findings")
    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="findings", null=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    start = models.IntegerField()
    end = models.IntegerField()
    proposed: Any = models.JSONField(null=True)
    decided: Any = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    confidence = models.CharField(max_length=10, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    decided_by_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    moved_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="moved_to", null=True)
    revision = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["version", "kind", "start"])]
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="finding_has_words")]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}–{self.end}"

    @property
    def fields(self) -> dict[str, Any]:
        """What holds: the person's reading, or the machine's as long as nobody decided."""
        return dict(self.decided or self.proposed or {})

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        return rows.filter(version__document__in=Document.objects.visible_to(actor))


class Citation(models.Model):
    """A finding that names another document, and the registered document that it was found to be.

    That it stands in the text and that it was found in the register are two facts.
    """

    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="citation")
    symbol = models.CharField(max_length=100, blank=True)
    folded_symbol = models.CharField(max_length=100, blank=True, editable=False)
    doc_type = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    role = models.CharField(max_length=20, blank=True)
    resolved = models.ForeignKey(Document, on_delete=models.SET_NULL, related_name="cited_by", null=True)

    class Meta:
        indexes = [models.Index(fields=["folded_symbol"])]

    def __str__(self) -> str:
        return self.symbol

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_symbol = folded_symbol(self.symbol)
        super().save(*args, **kwargs)


class Distribution(models.Model):
    """A unit that a document was sent to, since when and why; its readers may read the document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="distribution")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="unit_once_on_the_list")]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.unit_id}"


class IncomingFile(GuardedModel):
    """A file on its way in, for the eyes of the person who brought it, acting in the unit it was brought to.

    Its bytes and its name lie in the quarantine (``lot``) until it has been read to its end; the name enters
    the row only with a document, so that of a secret file the database never held anything (law 16).
    """

    class State(models.TextChoices):
        WAITING = "queued"
        READING = "reading"
        DONE = "taken"
        REFUSED = "refused"
        SECRET = "secret"  # noqa: S105 - a state, no password
        STOPPED = "stopped"
        CANCELLED = "cancelled"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person_id = models.BigIntegerField()
    lot = models.CharField(max_length=32, blank=True)
    as_pages = models.BooleanField(default=False)
    corrects = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", null=True)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    pages_done = models.IntegerField(default=0)
    pages_total = models.IntegerField(default=0)
    sentence = models.TextField(blank=True)
    todo = models.TextField(blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, related_name="+", null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, related_name="+", null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person_id", "unit", "state"])]

    def __str__(self) -> str:
        return f"Tệp {self.pk}"

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        if actor.person_id is None or actor.unit_id is None:
            return rows.none()
        return rows.filter(person_id=actor.person_id, unit_id=actor.unit_id)
