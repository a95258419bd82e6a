"""Duties that stand on a withdrawn document: their words and evidence go, the rows stay and are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from caunoi.documents.models import Document
from caunoi.documents.withdrawing import nameless
from caunoi.kernel import files
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.erasure import about, forget
from caunoi.kernel.scoping import GuardedQuerySet
from caunoi.kernel.triggers import lifted
from caunoi.kernel.usecases import use_case
from caunoi.language.text import fold
from caunoi.obligations import policies
from caunoi.obligations.handover import UNFINISHED
from caunoi.obligations.models import Extension, Handout, Obligation, ProgressNote
from caunoi.obligations.orders import ONCE
from caunoi.obligations.services import withdraw


@dataclass(frozen=True)
class Extent:
    """How many duties stand on a document, and how many of them are still to be done."""

    duties: int
    unfinished: int


def handouts_of(document: Document) -> GuardedQuerySet[Any]:
    """The hand-outs that rest on any text of the document."""
    rows = Handout.objects.system("what stands on a withdrawn document")
    return rows.filter(
        Q(document_version__document=document)
        | Q(provision__version__document=document)
        | Q(finding__version__document=document)
    )


def duties_of(document: Document) -> GuardedQuerySet[Any]:
    """The duties that rest on any text of the document, by themselves or by their hand-out."""
    rows = Obligation.objects.system("what stands on a withdrawn document")
    return rows.filter(
        Q(document=document)
        | Q(provision__version__document=document)
        | Q(handout__document_version__document=document)
        | Q(handout__provision__version__document=document)
        | Q(handout__finding__version__document=document)
    )


def extent(document: Document) -> Extent:
    """What would be erased, for the page that asks once more."""
    rows = duties_of(document)
    return Extent(rows.count(), rows.filter(stage__in=UNFINISHED).count())


@use_case("duties.erase")
def erase(*, actor: Actor, document: Document) -> None:
    """Take the document's words out of its duties and cancel the open ones; for ``caunoi.withdrawal``."""
    require(policies.ERASE, actor)
    duties = list(duties_of(document).values_list("pk", flat=True))
    handouts = list(handouts_of(document).values_list("pk", flat=True))
    entries = about(Obligation, duties) + about(Handout, handouts)
    stored = _evidence_files(duties)
    _blank_history(duties)
    _blank_duties(duties)
    _blank_handouts(handouts)
    cancelled = _cancel(actor, duties)
    files.release(stored)
    forget(
        nameless(document),
        entries,
        unit_id=document.custodian_id,
        duties=len(duties),
        cancelled=cancelled,
    )


def _title() -> str:
    return _("Việc theo văn bản đã gỡ")


def _evidence_files(duties: Sequence[int]) -> list[int]:
    """The files handed in, also those that were sent back: their steps alone name them."""
    rows = Obligation.objects.system("duties of a withdrawn document").filter(pk__in=duties)
    held = rows.exclude(evidence_file=None).values_list("evidence_file_id", flat=True)
    steps = ProgressNote.objects.filter(obligation__in=duties).values_list("evidence", flat=True)
    return [*held, *(int(step["stored"]) for step in steps if step.get("stored"))]


def _blank_history(duties: Sequence[int]) -> None:
    with lifted(ProgressNote, Extension):
        ProgressNote.objects.filter(obligation__in=duties).update(text="", evidence={})
        Extension.objects.filter(obligation__in=duties).update(
            decision_symbol="", decision_issuer="", reason=""
        )


def _blank_duties(duties: Sequence[int]) -> None:
    Obligation.objects.system("duties of a withdrawn document").filter(pk__in=duties).update(
        title=_title(),
        product="",
        folded=fold(f"{_title()} "),
        document=None,
        provision=None,
        evidence_number="",
        evidence_date=None,
        evidence_note="",
        evidence_file=None,
        evidence_file_name="",
        closes_by_origin="",
        origin_ref="",
        revision=F("revision") + 1,
    )


def _blank_handouts(handouts: Sequence[int]) -> None:
    """Without words, basis or rhythm: nothing is handed out from it any more."""
    Handout.objects.system("hand-outs of a withdrawn document").filter(pk__in=handouts).update(
        title=_title(),
        product="",
        document_version=None,
        provision=None,
        finding=None,
        every=ONCE,
        due_rule={"on": None},
    )


def _cancel(actor: Actor, duties: Sequence[int]) -> int:
    rows = Obligation.objects.system("duties of a withdrawn document").filter(pk__in=duties)
    still = list(rows.filter(stage__in=UNFINISHED))
    for duty in still:
        withdraw(actor, duty, _("Văn bản làm căn cứ đã được gỡ khỏi hệ thống."))
    return len(still)
