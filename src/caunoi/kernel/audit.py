"""Write and read the audit log. Values of personal fields are kept as keyed digests only."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models

from caunoi.kernel import clock
from caunoi.kernel.models import AuditEntry
from caunoi.kernel.running import running


def record(target: models.Model, *, unit_id: int | None = None, **changes: Any) -> AuditEntry:
    """Write one audit row about ``target`` inside the running use case.

    ``changes`` maps a field to its new value, or to a pair ``(old, new)``. Fields that
    the model lists in ``audit_masked`` are stored as "changed" with a keyed digest.
    A model may say in ``audit_label`` what its record is called where ``str()`` is a code.
    ``unit_id`` is the unit the record belongs to; it decides who may read the row.
    """
    current = running()
    current.recorded = True
    actor = current.actor
    masked: Iterable[str] = getattr(target, "audit_masked", ())
    return AuditEntry.objects.create(
        at=clock.now(),
        true_at=clock.true_now(),
        action=current.name,
        actor_id=actor.person_id,
        actor_label=actor.label,
        unit_id=actor.unit_id,
        unit_label=actor.unit_label,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=(getattr(target, "audit_label", "") or str(target))[:300],
        target_unit_id=unit_id,
        changes={name: _shown(name, value, masked) for name, value in changes.items()},
    )


def _shown(name: str, value: Any, masked: Iterable[str]) -> Any:
    if name in masked:
        return {"changed": digest(repr(value))}
    return _plain(value)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)


def digest(text: str) -> str:
    """A keyed digest: equal texts look equal to us and say nothing to others."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:16]
