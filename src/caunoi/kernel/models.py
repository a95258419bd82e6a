"""Rows of the ground floor. They name actors and units by id and printed label, never by key."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models


def new_salt() -> str:
    """Sixteen random bytes."""
    return secrets.token_hex(16)


class Installation(models.Model):
    """Facts of this installation: one row (pk 1)."""

    is_demo = models.BooleanField(default=False)
    clock_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_installation")]


class AuditEntry(models.Model):
    """Who did what to which record, in the transaction that did it. Append-only.

    ``salt`` is a random part of the words' digest, so that the digest that outlives erased words
    (:class:`AuditErasure`) tells nobody who guesses at them whether the guess is right.
    """

    append_only = True

    at = models.DateTimeField()
    true_at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    unit_id = models.BigIntegerField(null=True)
    unit_label = models.CharField(max_length=300, blank=True)
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=40)
    target_label = models.CharField(max_length=300, blank=True)
    target_unit_id = models.BigIntegerField(null=True)
    changes: Any = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, blank=True, default=new_salt)

    class Meta:
        indexes = [
            models.Index(fields=["target_type", "target_id"]),
            models.Index(fields=["target_unit_id"]),
            models.Index(fields=["action"]),
        ]


class AuditErasure(models.Model):
    """An audit entry whose words were taken out, the digest that they had, and the entry that says why. Append-only."""

    append_only = True

    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="erasure")
    words_digest = models.CharField(max_length=64)
    because = models.ForeignKey(AuditEntry, on_delete=models.PROTECT, related_name="erasures")


class AuditBlock(models.Model):
    """A closed run of audit entries, chained by hash to the block before. Append-only."""

    append_only = True

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    count = models.IntegerField()
    previous = models.CharField(max_length=64, blank=True, unique=True)
    digest = models.CharField(max_length=64)
    closed_at = models.DateTimeField()


class StoredFile(models.Model):
    """One file in the content-addressed store; the use case that keeps it says whose it is."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField()


class Job(models.Model):
    """A long piece of work. Its task may die with its worker; the row is what survives."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    task = models.CharField(max_length=200)
    ids: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    heartbeat = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    actor_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "heartbeat"])]


class SweepRun(models.Model):
    """One run of the daily sweep: when, for which working day, and what it did."""

    for_day = models.DateField()
    true_at = models.DateTimeField()
    outcome: Any = models.JSONField(default=dict)
