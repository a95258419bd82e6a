"""Reading the ground floor's own rows."""

from __future__ import annotations

from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou
from caunoi.kernel.models import AuditEntry, Installation, Job, SweepRun


def installation() -> Installation | None:
    """The facts of this installation, if it was set up."""
    return Installation.objects.filter(pk=1).first()


def is_empty() -> bool:
    """Whether nothing was ever recorded here."""
    return not AuditEntry.objects.exists()


def job_for(actor: Actor, pk: int) -> Job:
    """A job that the actor asked for."""
    job = Job.objects.filter(pk=pk, actor_id=actor.person_id).first()
    if job is None:
        raise NotFoundForYou("Không tìm thấy công việc này.")
    return job


def last_sweep() -> SweepRun | None:
    """The newest run of the daily sweep."""
    return SweepRun.objects.order_by("-pk").first()


def waiting_jobs() -> int:
    """How many jobs wait or run."""
    return Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).count()
