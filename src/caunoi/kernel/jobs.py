"""Long work as rows: Django's Tasks API runs it, the row survives a killed worker.

A task takes a job's id and nothing else. It must be safe to run twice: a job whose
heartbeat stopped is queued again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task

from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
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
    fresh = clock.true_now() - SILENT_FOR
    free = models.Q(state=Job.State.QUEUED) | models.Q(state=Job.State.RUNNING, heartbeat__lt=fresh)
    taken = Job.objects.filter(free, pk=job_id).update(
        state=Job.State.RUNNING, heartbeat=clock.true_now(), tries=models.F("tries") + 1
    )
    return Job.objects.get(pk=job_id) if taken else None


def beat(job: Job, done: int) -> None:
    """Say that the job lives and how far it is."""
    Job.objects.filter(pk=job.pk).update(done=done, heartbeat=clock.true_now())


def finish(job: Job) -> None:
    """Close the job as done."""
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.DONE, done=models.F("total"), finished_at=clock.true_now(), problem=""
    )


def fail(job: Job, problem: str) -> None:
    """Close the job as failed with a sentence for the one who asked for it."""
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.FAILED, problem=problem, finished_at=clock.true_now()
    )


def requeue_silent() -> int:
    """Queue again every running job whose heartbeat stopped; give up after three tries."""
    silent = Job.objects.filter(state=Job.State.RUNNING, heartbeat__lt=clock.true_now() - SILENT_FOR)
    again = 0
    for job in silent:
        if job.tries >= MOST_TRIES:
            fail(job, "Công việc đã dừng giữa chừng ba lần. Báo quản trị hệ thống kiểm tra tiến trình nền.")
            continue
        again += Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(state=Job.State.QUEUED)
        import_string(job.task).enqueue(job.pk)
    return again
