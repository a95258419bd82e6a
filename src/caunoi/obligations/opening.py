"""Creating obligations in one stroke; called inside the use cases that hand work out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.obligations.models import (
    CASE_TITLE,
    CaseContent,
    CaseGrant,
    Handout,
    Obligation,
    Participation,
    ProgressNote,
)
from caunoi.obligations.status import remind_on


@dataclass(frozen=True)
class Sealed:
    """Makes an obligation a case obligation: its file number, who may open it and why.

    The draft's own title and product then go into the sealed table; all others read
    "Việc theo hồ sơ đơn thư số …".
    """

    label: str
    person_ids: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class Draft:
    """One obligation to be opened; ``superior_id`` accepts it, ``custodian_id`` differs after a merge."""

    unit_id: int
    superior_id: int
    line: str
    title: str
    product: str
    due_on: date | None = None
    occurrence: str = ""
    position: str = ""
    document_id: int | None = None
    provision_id: int | None = None
    custodian_id: int | None = None
    handout: Handout | None = None
    cooperating_ids: tuple[int, ...] = ()
    origin: str = ""
    origin_ref: str = ""
    sealed: Sealed | None = field(default=None, repr=False)


def open_all(actor: Actor, drafts: Sequence[Draft]) -> list[Obligation]:
    """Create the drafts' obligations with their first step, in a fixed number of queries."""
    rows = [_row(draft) for draft in drafts]
    Obligation.objects.bulk_create(rows, batch_size=200)
    _take_part(drafts, rows)
    _seal(drafts, rows)
    note_steps(actor, rows, ProgressNote.Kind.HANDED_OUT)
    return rows


def _row(draft: Draft) -> Obligation:
    row = Obligation(
        handout=draft.handout,
        title=draft.title,
        product=draft.product,
        unit_id=draft.unit_id,
        custodian_id=draft.custodian_id or draft.unit_id,
        superior_id=draft.superior_id,
        line=draft.line,
        position=draft.position,
        document_id=draft.document_id,
        provision_id=draft.provision_id,
        opened_on=clock.today(),
        due_on=draft.due_on,
        remind_on=remind_on(draft.due_on),
        occurrence=draft.occurrence,
        closes_by_origin=draft.origin,
        origin_ref=draft.origin_ref,
    )
    if draft.sealed:
        _neutralize(row, draft.sealed)
    row.prepare()
    return row


def _neutralize(row: Obligation, sealed: Sealed) -> None:
    row.visibility = Obligation.Visibility.CASE
    row.case_label = sealed.label
    row.title = f"{CASE_TITLE} {sealed.label}"
    row.product = ""
    row.document_id = row.provision_id = None
    row.handout = None


def _take_part(drafts: Sequence[Draft], rows: Sequence[Obligation]) -> None:
    parts = [
        Participation(obligation=row, unit_id=unit_id)
        for draft, row in zip(drafts, rows, strict=True)
        for unit_id in dict.fromkeys(draft.cooperating_ids)
        if unit_id != draft.unit_id
    ]
    Participation.objects.bulk_create(parts, batch_size=500)


def _seal(drafts: Sequence[Draft], rows: Sequence[Obligation]) -> None:
    for draft, row in zip(drafts, rows, strict=True):
        if draft.sealed is None:
            continue
        CaseContent.objects.create(obligation=row, title=draft.title, product=draft.product)
        CaseGrant.objects.bulk_create(
            CaseGrant(obligation=row, person_id=person, since=clock.today(), reason=draft.sealed.reason)
            for person in dict.fromkeys(draft.sealed.person_ids)
        )


def note_steps(
    actor: Actor,
    rows: Iterable[Obligation],
    kind: str,
    text: str = "",
    evidence: dict[str, str] | None = None,
    on: date | None = None,
) -> None:
    """Append one step to the history of each obligation."""
    ProgressNote.objects.bulk_create(
        [
            ProgressNote(
                obligation=row,
                kind=kind,
                on=on or clock.today(),
                at=clock.now(),
                text=text,
                evidence=evidence or {},
                by_label=actor.label,
                by_unit_label=actor.unit_label,
            )
            for row in rows
        ],
        batch_size=200,
    )
