"""Long work as rows: Django's Tasks API runs it, the row survives a killed worker.

A task takes a job's id and nothing else. It must be safe to run twice: a job whose
heartbeat stopped is queued again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django_tasks.base import Task

from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import Conflict
from caunoi.kernel.models import Job

SILENT_FOR = timedelta(minutes=2)
MOST_TRIES = 3


def enqueue(task: Task[Any, Any], *, actor: Actor, ids: dict[str, int | str], total: int = 0) -> Job:
    """Queue ``task`` with a job row; it starts once the running transaction has committed."""
    job = Job.objects.create(
        task=task.module_path,
        ids=ids,
        total=total,
        actor_id=actor.person_id,
        unit_id=actor.unit_id,
        created_at=clock.true_now(),
    )
    transaction.on_commit(lambda: task.enqueue(job.pk))
    return job


def begin(job_id: int) -> Job | None:
    """Take the job for this run; None when another run has it or it is finished."""
    free = models.Q(state=Job.State.QUEUED) | _silent(clock.true_now() - SILENT_FOR)
    taken = Job.objects.filter(free, pk=job_id).update(
        state=Job.State.RUNNING, heartbeat=clock.true_now(), tries=models.F("tries") + 1
    )
    return Job.objects.get(pk=job_id) if taken else None


def _silent(before: datetime) -> models.Q:
    return models.Q(state=Job.State.RUNNING, heartbeat__lt=before)


def unfinished(task: Task[Any, Any], *, actor: Actor, ids: dict[str, int | str]) -> Job | None:
    """The same task that the same person asked for and that still waits or runs."""
    rows = Job.objects.filter(
        task=task.module_path,
        actor_id=actor.person_id,
        unit_id=actor.unit_id,
        state__in=[Job.State.QUEUED, Job.State.RUNNING],
    )
    return next((job for job in rows.order_by("pk") if ids.items() <= job.ids.items()), None)


def _own(job: Job) -> QuerySet[Job]:
    """The row as long as this run holds it: one that was silent for too long has lost it to the next."""
    return Job.objects.filter(pk=job.pk, tries=job.tries)


def keep(job: Job, **ids: int | str) -> None:
    """Name in the job what it made, in the transaction that made it; raises Conflict for a run that lost the job."""
    if not _own(job).update(ids={**job.ids, **ids}):
        raise Conflict("Công việc này đã được giao cho lượt chạy khác.")
    job.ids = {**job.ids, **ids}


def beat(job: Job, done: int) -> bool:
    """Say that the job lives and how far it is; False for a run that lost the job to the next."""
    return bool(_own(job).update(done=done, heartbeat=clock.true_now()))


def finish(job: Job) -> None:
    """Close the job as done."""
    _own(job).update(state=Job.State.DONE, done=models.F("total"), finished_at=clock.true_now(), problem="")


def fail(job: Job, problem: str) -> None:
    """Close the job as failed with a sentence for the one who asked for it."""
    _own(job).update(state=Job.State.FAILED, problem=problem, finished_at=clock.true_now())


def requeue_silent() -> int:
    """Queue again every running job whose heartbeat stopped; give up after three tries.

    A job that never began is queued once more as well: the process that asked for it may have
    died between writing the row and telling the workers. Telling them twice is harmless.
    """
    before = clock.true_now() - SILENT_FOR
    stopped = _silent(before)
    again = _tell_again(before)
    for job in Job.objects.filter(stopped):
        if job.tries >= MOST_TRIES:
            fail(job, "Công việc đã dừng giữa chừng ba lần. Báo quản trị hệ thống kiểm tra tiến trình nền.")
        elif _own(job).filter(stopped).update(state=Job.State.QUEUED):
            import_string(job.task).enqueue(job.pk)
            again += 1
    return again


def _tell_again(before: datetime) -> int:
    untold = Job.objects.filter(state=Job.State.QUEUED, heartbeat=None, created_at__lt=before)
    found = list(untold)
    for job in found:
        untold.filter(pk=job.pk).update(heartbeat=clock.true_now())
        import_string(job.task).enqueue(job.pk)
    return len(found)
