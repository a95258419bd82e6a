"""Obligations that another area opens and closes inside its own use cases, and the registry of such areas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance
from caunoi.kernel.errors import Invalid
from caunoi.obligations.models import Obligation, ProgressNote
from caunoi.obligations.opening import Draft, note_steps, open_all

Stage = Obligation.Stage


@dataclass(frozen=True)
class Origin:
    """An area that opens obligations: its words on screens and the address of the record behind ``ref``.

    ``may_close`` False leaves closing to the ordinary buttons: the area only opens and links.
    """

    code: str
    label: str
    link: Callable[[str], str]
    may_close: bool = True


_origins: dict[str, Origin] = {}
_frozen = False


def register(origin: Origin) -> None:
    """Add an area; only while the application starts."""
    if _frozen or origin.code in _origins:
        raise ValueError(f"origin {origin.code!r} comes too late or twice")
    _origins[origin.code] = origin


def freeze() -> None:
    """Close the registry once all areas have started."""
    global _frozen
    _frozen = True


def origin_of(duty: Obligation) -> Origin | None:
    """The area that opened this obligation; None for one that was handed out."""
    return _origins.get(duty.closes_by_origin)


def open_for_origin(actor: Actor, draft: Draft, *, origin: str, ref: str) -> Obligation:
    """Open one obligation for the record ``ref`` of an area, inside that area's running use case."""
    return open_many_for_origin(actor, [replace(draft, origin_ref=ref)], origin=origin)[0]


def open_many_for_origin(actor: Actor, drafts: Sequence[Draft], *, origin: str) -> list[Obligation]:
    """Open many at once; each draft carries its own ``origin_ref``. Same order as the drafts."""
    if origin not in _origins:
        raise ValueError(f"origin {origin!r} is not registered")
    if any(not draft.origin_ref for draft in drafts):
        raise ValueError("every draft of an origin carries its origin_ref")
    rows = open_all(actor, [replace(draft, origin=origin) for draft in drafts])
    for row in rows:
        record(row, unit_id=row.custodian_id, stage=(None, "open"), origin=origin, due_on=row.due_on)
    return rows


def submitted_for_origin(actor: Actor, *, origin: str, ref: str, on: date | None = None) -> None:
    """The area's record was sent on ``on`` (today); the obligation now waits for acceptance."""
    duty = _of(origin, ref)
    by: dict[str, Any] = {"submitted_by_id": actor.person_id, "submitted_by_label": actor.label}
    _move(actor, duty, Stage.SUBMITTED, ProgressNote.Kind.SUBMITTED, submitted_on=on or clock.today(), **by)


def reopened_for_origin(actor: Actor, *, origin: str, ref: str, reason: str = "") -> None:
    """The area's record was returned or recalled; the obligation is open again."""
    duty = _of(origin, ref)
    cleared = {"submitted_on": None, "accepted_on": None}
    _move(actor, duty, Stage.OPEN, ProgressNote.Kind.RETURNED, reason, **cleared)


def close_for_origin(actor: Actor, *, origin: str, ref: str, on: date | None = None) -> None:
    """The area's record was accepted on ``on`` (today); a record never sent counts as sent that day."""
    duty = _of(origin, ref)
    day = on or clock.today()
    _move(
        actor,
        duty,
        Stage.ACCEPTED,
        ProgressNote.Kind.ACCEPTED,
        submitted_on=duty.submitted_on or day,
        accepted_on=day,
        accepted_by_label=actor.label,
    )


def obligation_of(origin: str, ref: str) -> Obligation | None:
    """The obligation behind an area's record, for that area's own use cases."""
    rows = Obligation.objects.system("an area's own record")
    row: Obligation | None = rows.filter(closes_by_origin=origin, origin_ref=ref).first()
    return row


def _of(origin: str, ref: str) -> Obligation:
    duty = obligation_of(origin, ref)
    if duty is None:
        raise Invalid(_("Không tìm thấy nhiệm vụ ứng với nội dung này."), where=ref)
    return duty


def _move(actor: Actor, duty: Obligation, stage: str, kind: str, text: str = "", **changes: Any) -> None:
    before = duty.stage
    advance(duty, stage=stage, **changes)
    note_steps(actor, [duty], kind, text)
    record(duty, unit_id=duty.custodian_id, stage=(before, stage), origin=duty.closes_by_origin)
