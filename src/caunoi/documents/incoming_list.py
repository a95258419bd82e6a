"""The files that a person has on their way in, each with its progress and outcome."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from caunoi.documents.models import Document, IncomingFile
from caunoi.documents.reading_in import UNDER_WAY
from caunoi.kernel import quarantine
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou
from caunoi.kernel.models import Job

State = IncomingFile.State


@dataclass(frozen=True)
class IncomingRow:
    """One file for its person's list; ``document`` is what it became, or what was there already."""

    id: int
    name: str
    state: str
    sentence: str
    todo: str
    document_id: int | None
    document: str
    corrects_id: int | None
    pages_done: int
    pages_total: int

    @property
    def under_way(self) -> bool:
        """Whether it waits or is being read."""
        return self.state in UNDER_WAY

    @property
    def pages(self) -> str:
        """How far the reading is: "đã đọc 4 trên 30 trang"; empty where no pages are counted."""
        if self.state != State.READING or not self.pages_total:
            return ""
        return _("đã đọc %(done)s trên %(total)s trang") % {
            "done": self.pages_done,
            "total": self.pages_total,
        }


def incoming_files(actor: Actor) -> list[IncomingRow]:
    """The actor's files, the newest first."""
    rows = list(IncomingFile.objects.visible_to(actor).select_related("job").order_by("-pk"))
    named = {row.document_id for row in rows if row.document_id}
    seen = Document.objects.visible_to(actor).in_bulk(named)
    return [_shown(row, seen.get(row.document_id)) for row in rows]


def _shown(row: IncomingFile, document: Document | None) -> IncomingRow:
    failed = row.state in UNDER_WAY and row.job is not None and row.job.state == Job.State.FAILED
    return IncomingRow(
        id=row.pk,
        name=row.file_name or quarantine.name(row.lot),
        state=State.STOPPED if failed else row.state,
        sentence=row.job.problem if failed and row.job else row.sentence,
        todo=row.todo,
        document_id=document.pk if document else None,
        document=str(document or ""),
        corrects_id=row.corrects_id,
        pages_done=row.pages_done,
        pages_total=row.pages_total,
    )


def incoming_for(actor: Actor, pk: int) -> IncomingFile:
    """One of the actor's own files on their way in."""
    rows = IncomingFile.objects.visible_to(actor).select_related("unit", "job")
    row: IncomingFile | None = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou(_("Không tìm thấy tệp này."))
    return row


@dataclass(frozen=True)
class IncomingCount:
    """How many of a person's files wait or are being read, and how many there are on the list."""

    under_way: int
    listed: int


def incoming_count(actor: Actor) -> IncomingCount:
    """How many files the actor has on their way in."""
    states = list(IncomingFile.objects.visible_to(actor).values_list("state", flat=True))
    return IncomingCount(sum(state in UNDER_WAY for state in states), len(states))
