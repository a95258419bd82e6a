"""Writing the embedded database anew, so that deleted words stand in no corner of its pages and in no log.

SQLite overwrites what is deleted (``secure_delete`` in the settings), but not the copies that a page keeps
of cells which once moved to another page: only VACUUM leaves none. PostgreSQL keeps dead rows until its
own VACUUM FULL, which locks every table: there the operator does it, as the guide says.
"""

from __future__ import annotations

from django.db import connection
from django_tasks import task

from caunoi.kernel import jobs


@task()
def rewrite_database(job_id: int) -> None:
    """Run :func:`rewrite` as a job: it takes as long as copying the database."""
    job = jobs.begin(job_id)
    if job is not None:
        rewrite()
        jobs.finish(job)


def rewrite() -> bool:
    """Write SQLite's file anew and empty its log of changes; False where that is not to be done here."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]
