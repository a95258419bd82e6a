from datetime import UTC, date, datetime, timedelta

import pytest
from django_tasks import task

from caunoi.kernel import clock, jobs
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import Conflict
from caunoi.kernel.models import Installation, Job


def test_the_day_is_vietnams_whatever_the_servers_zone():
    with clock.frozen(datetime(2026, 12, 31, 17, 30, tzinfo=UTC)):
        assert clock.today() == date(2027, 1, 1)


def test_a_moved_clock_shows_its_date_and_keeps_the_true_time(db):
    Installation.objects.create(pk=1, is_demo=True, clock_date=date(2026, 10, 12))
    assert clock.today() == date(2026, 10, 12)
    assert clock.true_now().date() != date(2026, 10, 12) or date.today() == date(2026, 10, 12)


def test_one_answer_never_spans_two_moments(db):
    with clock.frozen():
        assert clock.now() == clock.now()


@task()
def count_up(job_id: int) -> None:
    job = jobs.begin(job_id)
    if job is None:
        return
    jobs.beat(job, 1)
    jobs.finish(job)


def test_a_job_runs_after_its_transaction_has_committed(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue(count_up, actor=Actor(label="x", person_id=7), ids={"document": 3}, total=1)
        assert Job.objects.get(pk=job.pk).state == Job.State.QUEUED
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE


def silent_job(tries=1):
    long_ago = clock.true_now() - timedelta(minutes=10)
    return Job.objects.create(
        task=count_up.module_path,
        state=Job.State.RUNNING,
        heartbeat=long_ago,
        created_at=long_ago,
        total=1,
        tries=tries,
    )


def test_a_job_whose_worker_was_killed_is_taken_over(db):
    job = silent_job()
    assert jobs.requeue_silent() == 1
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE


def test_a_job_that_died_three_times_is_given_up_with_a_sentence(db):
    job = silent_job(tries=3)
    assert jobs.requeue_silent() == 0
    row = Job.objects.get(pk=job.pk)
    assert row.state == Job.State.FAILED
    assert "ba lần" in row.problem


def test_two_workers_never_have_the_same_job(db):
    job = Job.objects.create(task="x", created_at=clock.true_now())
    assert jobs.begin(job.pk) is not None
    assert jobs.begin(job.pk) is None


def test_a_run_that_lost_its_job_to_the_next_writes_nothing_in_it(db):
    job = Job.objects.create(task="x", created_at=clock.true_now(), total=3)
    first = jobs.begin(job.pk)
    Job.objects.filter(pk=job.pk).update(heartbeat=clock.true_now() - timedelta(minutes=10))
    second = jobs.begin(job.pk)
    jobs.beat(first, 2)
    jobs.finish(first)
    jobs.fail(first, "lượt cũ")
    with pytest.raises(Conflict):
        jobs.keep(first, report=1)
    row = Job.objects.get(pk=job.pk)
    assert (row.state, row.done, row.ids) == (Job.State.RUNNING, 0, {})
    jobs.keep(second, report=2)
    jobs.finish(second)
    assert Job.objects.get(pk=job.pk).ids == {"report": 2}


def test_a_job_whose_asker_died_before_telling_the_workers_is_told_once_more(db):
    job = Job.objects.create(
        task=count_up.module_path, created_at=clock.true_now() - timedelta(minutes=10), total=1
    )
    assert jobs.requeue_silent() == 1
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert jobs.requeue_silent() == 0
