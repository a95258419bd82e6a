"""One run over one incoming file: read it within bounds, weigh it, register it, tell the outcome.

A run may be the second over the same file, and may lose the file at any moment: to its person, who stops it, or to
the next run, after having been silent. Every write is conditional on that.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caunoi.accounts.selectors import actor_for, person_by_id
from caunoi.analysis import Unreadable
from caunoi.analysis.bounded import analyze_bounded
from caunoi.documents import policies, trust
from caunoi.documents.errors import AlreadyThere, SecretRefused
from caunoi.documents.intake import Incoming, plain_name, refuse_secret
from caunoi.documents.models import Document, IncomingFile
from caunoi.documents.services import Correction, correct_read, register_read
from caunoi.kernel import clock, jobs, quarantine
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.capabilities import Capability
from caunoi.kernel.errors import Forbidden, NotFoundForYou, Problem, Refused
from caunoi.kernel.models import Job
from caunoi.orgs.models import Unit

State = IncomingFile.State
UNDER_WAY = (State.WAITING, State.READING)
# Stopped by us rather than refused: another file of the same text may well be read.
STOPPED = frozenset({"too-long", "too-much-memory", "crashed"})
_OFTEN, _SELDOM = 1.0, 5.0


class Overtaken(Exception):
    """This run has lost its file: its person stopped it, or the next run has it."""


@dataclass(frozen=True)
class Right:
    """Which right at which unit a file asks for."""

    capability: Capability
    unit: Unit

    def of(self, actor: Actor) -> tuple[Capability, Actor, int]:
        """As `require` takes it."""
        return self.capability, actor, self.unit.pk


def right(unit: Unit, corrects: Document | None) -> Right:
    """To register at ``unit``, or to review the document that the file corrects."""
    if corrects is None:
        return Right(policies.REGISTER, unit)
    return Right(policies.REVIEW, corrects.custodian)


@dataclass
class _Pulse:
    """Signs of life and progress, not more often than somebody can see them."""

    job: Job
    row: IncomingFile
    pages: tuple[int, int] = (0, 0)
    told: tuple[int, int] = (0, 0)
    at: float = field(default_factory=time.monotonic)

    def page(self, done: int, total: int) -> None:
        self.pages = (done, total)

    def beat(self) -> None:
        since = time.monotonic() - self.at
        if since >= _SELDOM or (since >= _OFTEN and self.pages != self.told):
            _live(self.job, self.row, *self.pages)
            self.at, self.told = time.monotonic(), self.pages


def _live(job: Job, row: IncomingFile, done: int, total: int) -> None:
    if not jobs.beat(job, done):
        raise Overtaken
    if not _reading(row).update(pages_done=done, pages_total=total):
        # Its person stopped it; what the reading has written since goes as well.
        quarantine.empty(row.lot)
        raise Overtaken


def _reading(row: IncomingFile) -> Any:
    rows = IncomingFile.objects.system("conditional update of the file being read")
    return rows.filter(pk=row.pk, state=State.READING)


def run(job: Job, row: IncomingFile) -> None:
    """Bring the file to its outcome; raises Overtaken."""
    needed = right(row.unit, row.corrects)
    try:
        with clock.frozen():
            brought_by = _actor(job, row)
            require(*needed.of(brought_by))
        incoming = _read(job, row)
        # The reading may have taken long: rights and the day are those of now. A secret file goes whoever brought
        # it, also where the right was lost meanwhile.
        with clock.frozen():
            refuse_secret(brought_by, needed.unit, needed.capability, incoming)
            _take(job, row, _actor(job, row), incoming)
    except SecretRefused as refusal:
        _forget(job, row, refusal)
    except Unreadable as problem:
        state = State.STOPPED if problem.code in STOPPED else State.REFUSED
        close(job, row, state, problem.message)
    except AlreadyThere as known:
        close(job, row, State.REFUSED, known.what, known.todo, document_id=known.document_id)
    except Problem as problem:
        close(job, row, State.REFUSED, problem.what, problem.todo)


def _actor(job: Job, row: IncomingFile) -> Actor:
    """Who brought the file, with today's roles; raises for an account that is closed or left the unit."""
    person = person_by_id(row.person_id)
    if person is None:
        raise Forbidden(_("Tài khoản gửi tệp không còn hoạt động."))
    actor = actor_for(person, row.unit_id)
    if row.corrects_id and not Document.objects.visible_to(actor).filter(pk=row.corrects_id).exists():
        raise NotFoundForYou(_("Không tìm thấy văn bản được sửa."))
    return actor


def _read(job: Job, row: IncomingFile) -> Incoming:
    parts, folder, name = quarantine.parts(row.lot), quarantine.folder(row.lot), quarantine.name(row.lot)
    if not parts or folder is None:
        raise Refused(_("Tệp chờ đọc không còn trên máy chủ."), todo=_("Gửi lại tệp."))
    path = folder / "joined.pdf" if row.as_pages else parts[0]
    pulse = _Pulse(job, row)
    analysis = analyze_bounded(
        path,
        name,
        pictures=_pictures(row, parts),
        progress=pulse.page,
        waiting=pulse.beat,
        folder=folder,
        roots=trust.certificates(),
    )
    return Incoming(path.read_bytes(), name, analysis)


def read_bounded(*, actor: Actor, unit: Unit, data: bytes, file_name: str) -> Incoming:
    """Read one file within bounds while somebody waits for it; `register_read` then takes it.

    Raises Forbidden without the right to register, Refused and SecretRefused as `read_file` does.
    """
    require(policies.REGISTER, actor, unit.pk)
    name = plain_name(file_name)
    lot = quarantine.keep(name, [BytesIO(data)])
    try:
        path, folder = quarantine.parts(lot)[0], quarantine.folder(lot)
        analysis = analyze_bounded(path, name, folder=folder, roots=trust.certificates())
    except Unreadable as problem:
        raise Refused(problem.message, where=name) from problem
    finally:
        quarantine.discard(lot)
    incoming = Incoming(data, name, analysis)
    refuse_secret(actor, unit, policies.REGISTER, incoming)
    return incoming


def _pictures(row: IncomingFile, parts: list[Path]) -> list[Path]:
    return parts if row.as_pages else []


def _take(job: Job, row: IncomingFile, actor: Actor, incoming: Incoming) -> None:
    """The document and its name in the row are one transaction, so that a second run makes no second document."""
    with transaction.atomic():
        if row.corrects is None:
            document = register_read(actor=actor, unit=row.unit, incoming=incoming)
            sentence = ""
        else:
            # As it stands now: while the file was read, somebody may have mended its facts.
            document = Document.objects.visible_to(actor).get(pk=row.corrects.pk)
            done = correct_read(actor=actor, document=document, incoming=incoming, reason=row.reason)
            sentence = moved_words(done)
        _settle(job, row, State.DONE, sentence=sentence, document=document, file_name=incoming.file_name)
    quarantine.discard(row.lot)


def moved_words(done: Correction) -> str:
    """What became of the decisions about the text before."""
    if not done.left_behind:
        return _("Đã nhận bản sửa. %(n)s quyết định được chuyển sang.") % {"n": len(done.moved)}
    return _(
        "Đã nhận bản sửa. %(n)s quyết định được chuyển sang, %(left)s không còn chỗ, xem danh sách ở trang rà soát."
    ) % {"n": len(done.moved), "left": len(done.left_behind)}


def close(
    job: Job,
    row: IncomingFile,
    state: IncomingFile.State,
    sentence: str,
    todo: str = "",
    document_id: int | None = None,
) -> None:
    """Tell the outcome and delete the bytes; the name stays in the quarantine for the person. Raises Overtaken."""
    _settle(job, row, state, sentence=sentence, todo=todo, document_id=document_id)
    quarantine.empty(row.lot)


def _forget(job: Job, row: IncomingFile, refusal: SecretRefused) -> None:
    """Law 16: the file goes first, then all that could tell which one it was."""
    quarantine.discard(row.lot)
    nothing = {"lot": "", "reason": "", "corrects": None, "pages_done": 0, "pages_total": 0}
    _settle(job, row, State.SECRET, sentence=refusal.what, todo=refusal.todo, **nothing)


def _settle(job: Job, row: IncomingFile, state: IncomingFile.State, **facts: Any) -> None:
    if not jobs.beat(job, 0):
        raise Overtaken
    if not _reading(row).update(state=state, finished_at=clock.true_now(), **facts):
        quarantine.empty(row.lot)
        raise Overtaken
