"""Taking files in: each is a row and a job of its own, read in the background and safe to read twice."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePosixPath
from typing import IO, Any

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django_tasks import task

from caunoi.documents import policies, reading_in
from caunoi.documents.intake import plain_name
from caunoi.documents.models import Document, IncomingFile
from caunoi.documents.reading_in import UNDER_WAY, Overtaken, right
from caunoi.kernel import clock, jobs, quarantine
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.errors import Conflict, Invalid
from caunoi.kernel.models import Job
from caunoi.kernel.usecases import use_case
from caunoi.language.text import fold
from caunoi.orgs.models import Unit

# A lot is written before its row: younger ones may belong to an upload under way.
LOT_WITHOUT_OWNER = timedelta(hours=6)
FINISHED_FOR = timedelta(days=7)

log = logging.getLogger("caunoi.documents")


@dataclass(frozen=True)
class Arrival:
    """A file as it arrives: the name it was sent under and its bytes."""

    name: str
    content: IO[bytes]


@dataclass
class _Lot:
    """What becomes one document: one file, or the pictures of its pages in order."""

    name: str
    parts: list[Arrival]
    key: str = field(default="")

    def keep(self) -> None:
        self.key = quarantine.keep(self.name, [part.content for part in self.parts])


def take_in(
    *, actor: Actor, unit: Unit, arrivals: Sequence[Arrival], as_pages: bool = False
) -> list[IncomingFile]:
    """Put files into the quarantine, and queue each for reading; ``as_pages`` makes one document of pictures."""
    require(policies.REGISTER, actor, unit.pk)
    if not arrivals:
        raise Invalid(_("Chưa có tệp."), fields={"uploads": _("Chọn ít nhất một tệp văn bản.")})
    lots = [_pages(arrivals)] if as_pages else [_Lot(plain_name(one.name), [one]) for one in arrivals]
    return _keep(lots, actor=actor, unit=unit, as_pages=as_pages)


def take_in_correction(
    *, actor: Actor, unit: Unit, document: Document, arrival: Arrival, reason: str
) -> IncomingFile:
    """Queue a corrected file, which becomes the next version of ``document``."""
    require(policies.REVIEW, actor, document.custodian_id)
    if not reason.strip():
        raise Invalid(_("Chưa có lý do."), fields={"reason": _("Nhập lý do sửa văn bản.")})
    lot = _Lot(plain_name(arrival.name), [arrival])
    return _keep([lot], actor=actor, unit=unit, corrects=document, reason=reason)[0]


def _pages(arrivals: Sequence[Arrival]) -> _Lot:
    """Pictures in the order of their names, "trang 2" before "trang 10", as one PDF to be."""
    ordered = sorted(arrivals, key=lambda one: _in_order(plain_name(one.name)))
    return _Lot(f"{PurePosixPath(plain_name(ordered[0].name)).stem}.pdf", ordered)


def _in_order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", fold(name))]


def _keep(lots: list[_Lot], **facts: Any) -> list[IncomingFile]:
    try:
        for lot in lots:
            lot.keep()
        return _queue(lots=[lot.key for lot in lots], **facts)
    except BaseException:
        for lot in lots:
            quarantine.discard(lot.key)
        raise


@use_case("documents.take_in")
def _queue(
    *,
    actor: Actor,
    unit: Unit,
    lots: Sequence[str],
    as_pages: bool = False,
    corrects: Document | None = None,
    reason: str = "",
) -> list[IncomingFile]:
    require(*right(unit, corrects).of(actor))
    rows = [
        IncomingFile.objects.create(
            unit=unit,
            person_id=actor.person_id or 0,
            lot=lot,
            as_pages=as_pages,
            corrects=corrects,
            reason=reason,
            created_at=clock.true_now(),
        )
        for lot in lots
    ]
    for row in rows:
        row.job = jobs.enqueue(read_incoming, actor=actor, ids={"incoming": row.pk})
        row.save(update_fields=["job"])
    # How many, and nothing that names them: nobody knows yet what they are (law 16).
    record(unit, unit_id=unit.pk, files=len(rows))
    return rows


# Behind shorter work: a pile of scans must not hold up somebody's report.
@task(priority=-10)
def read_incoming(job_id: int) -> None:
    """Read the file of a job; its row then tells what became of it."""
    job = jobs.begin(job_id)
    if job is None:
        return
    row = _begun(job)
    if row is not None:
        try:
            reading_in.run(job, row)
        except Overtaken:
            log.info("job %s: stopped by its person or taken over", job.pk)
        except (OperationalError, InterfaceError):
            raise  # the database is away for a while: the job falls silent and is queued again
        except Exception:
            log.exception("job %s: a file could not be taken in", job.pk)
            _give_up(job, row)
    jobs.finish(job)


def _begun(job: Job) -> IncomingFile | None:
    """The job's file, now being read; None once it has its outcome."""
    rows = IncomingFile.objects.system("the file of a job").filter(job=job, state__in=UNDER_WAY)
    rows.update(state=IncomingFile.State.READING)
    row: IncomingFile | None = rows.select_related("unit", "corrects").first()
    return row


def _give_up(job: Job, row: IncomingFile) -> None:
    try:
        reading_in.close(job, row, IncomingFile.State.STOPPED, _unforeseen(), _again())
    except Overtaken:
        log.info("job %s: stopped by its person or taken over", job.pk)


def _unforeseen() -> str:
    return _("Có lỗi ngoài dự kiến khi nhận tệp này.")


def _again() -> str:
    return _("Gửi lại tệp; nếu vẫn không được, báo quản trị hệ thống.")


@use_case("documents.stop_incoming")
def _stop(*, actor: Actor, row: IncomingFile) -> None:
    require(policies.REGISTER, actor, row.unit_id)
    rows = IncomingFile.objects.system("conditional update of one's own row").filter(
        pk=row.pk, state__in=UNDER_WAY
    )
    if not rows.update(state=IncomingFile.State.CANCELLED, finished_at=clock.true_now()):
        raise Conflict(_("Tệp này đã có kết quả."), todo=_("Xem trong danh sách dưới đây."))
    record(row, unit_id=row.unit_id, stopped=True)


def stop_incoming(*, actor: Actor, row: IncomingFile) -> None:
    """Stop a file that waits or is being read, and delete its bytes; raises Conflict once it has its outcome."""
    _stop(actor=actor, row=row)
    quarantine.empty(row.lot)


@use_case("documents.clear_incoming")
def _clear(*, actor: Actor, row: IncomingFile) -> None:
    require(policies.REGISTER, actor, row.unit_id)
    if row.state in UNDER_WAY and not _given_up(row):
        raise Conflict(_("Tệp này đang được đọc."), todo=_("Bấm “Thôi đọc” trước."))
    record(row, unit_id=row.unit_id, cleared=True)
    row.delete()


def clear_incoming(*, actor: Actor, row: IncomingFile) -> None:
    """Take a file with its outcome off its person's list."""
    lot = row.lot
    _clear(actor=actor, row=row)
    quarantine.discard(lot)


def _given_up(row: IncomingFile) -> bool:
    return row.job is None or row.job.state in (Job.State.FAILED, Job.State.DONE)


def clear_abandoned() -> int:
    """For the sweep: give files of failed jobs their outcome, forget old rows, empty the quarantine; how many went."""
    _close_failed()
    rows = IncomingFile.objects.system("the quarantine's sweep")
    finished = rows.exclude(state__in=UNDER_WAY)
    gone = finished.filter(finished_at__lt=clock.true_now() - FINISHED_FOR).delete()[0]
    for lot in finished.exclude(lot="").values_list("lot", flat=True):
        quarantine.empty(lot)
    owned = set(rows.exclude(lot="").values_list("lot", flat=True))
    return gone + quarantine.clear(owned, clock.true_now() - LOT_WITHOUT_OWNER)


def _close_failed() -> None:
    rows = IncomingFile.objects.system("files of failed jobs").filter(state__in=UNDER_WAY)
    for row in rows.select_related("job"):
        if _given_up(row):
            sentence = row.job.problem if row.job and row.job.problem else _unforeseen()
            rows.filter(pk=row.pk).update(
                state=IncomingFile.State.STOPPED,
                sentence=sentence,
                todo=_again(),
                finished_at=clock.true_now(),
            )
