"""Files on their way in: read in the background, through restarts, withdrawn rights and hostile files."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from caunoi.accounts.models import RoleGrant
from caunoi.analysis import bounded
from caunoi.documents import incoming, reading_in
from caunoi.documents.incoming import Arrival, clear_abandoned, read_incoming, stop_incoming, take_in
from caunoi.documents.incoming_list import incoming_for
from caunoi.documents.models import Document, DocumentVersion, IncomingFile
from caunoi.documents.services import describe_document, distribute
from caunoi.kernel import clock, files, jobs, quarantine
from caunoi.kernel.errors import Conflict, Forbidden, Invalid
from caunoi.kernel.models import Job
from tests.analysis import hostile
from tests.documents import texts
from tests.documents.arriving import GOOD, PLAN, again, arrivals, bring, listed, on_disk, photograph, read_all
from tests.documents.conftest import version_of
from tests.documents.test_registering import everything_stored
from tests.world import World

State = IncomingFile.State
Commit = Callable[..., Any]
posix = pytest.mark.skipif(os.name != "posix", reason="limits on memory need POSIX")


@pytest.fixture(autouse=True)
def _on_this_day(today: date) -> None:
    """All of it happens on the tests' Monday."""


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child whose readers misbehave on demand, within narrow limits."""
    monkeypatch.setattr(bounded, "COMMAND", hostile.COMMAND)
    limits = bounded.Limits(memory=384 * 1024 * 1024, silent=3.0, total=15.0)
    monkeypatch.setattr(bounded.analyze_bounded, "__kwdefaults__", {
        **bounded.analyze_bounded.__kwdefaults__, "limits": limits,
    })  # fmt: skip


def test_files_are_read_once_the_request_has_committed(
    world: World, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        (row,) = bring(world, GOOD)
        assert again(row).state == State.WAITING
        assert everything_stored() == (0, 0, 0)
    done = again(row)
    assert (done.state, done.file_name) == (State.DONE, "nghi-quyet.docx")
    assert done.job and done.job.state == Job.State.DONE  # noqa: PT018
    assert done.document
    assert done.document.symbol == "12-NQ/ĐU"
    assert everything_stored() == (1, 1, 1)
    assert list(quarantine.root().iterdir()) == []


def test_of_three_files_the_bad_one_hinders_nobody(world: World) -> None:
    rows = read_all(bring(world, PLAN, ("hong.docx", b"PK\x03\x04 rubbish"), GOOD))
    assert [row.state for row in rows] == [State.DONE, State.REFUSED, State.DONE]
    assert rows[1].sentence
    assert everything_stored()[0] == 2
    assert [(row.name, row.state) for row in listed(world)][1] == ("hong.docx", "refused")


@posix
@pytest.mark.usefixtures("quick")
def test_a_bomb_and_an_endless_file_are_stopped_and_the_worker_reads_the_next(world: World) -> None:
    rows = read_all(bring(world, ("a.txt", b"memory"), ("b.txt", b"endless"), ("c.txt", b"crash"), PLAN))
    assert [row.state for row in rows] == [State.STOPPED] * 3 + [State.DONE]
    assert "bộ nhớ" in rows[0].sentence
    assert "quá lâu" in rows[1].sentence
    assert everything_stored()[0] == 1
    assert {path.name for path in on_disk() if "quarantine" in path.parts} == {"name"}


def test_a_killed_workers_file_is_taken_over_and_gives_one_document(
    world: World, django_capture_on_commit_callbacks: Commit
) -> None:
    """Killed in the middle of the reading: the row says so, what the child left lies in the lot."""
    (row,) = bring(world, GOOD)
    assert jobs.begin(row.job_id or 0)
    IncomingFile.objects.system("test").filter(pk=row.pk).update(state=State.READING, pages_done=3)
    (quarantine.root() / row.lot / "reading-abc").mkdir()
    (quarantine.root() / row.lot / "reading-abc" / "page.png").write_bytes(b"x")
    assert jobs.requeue_silent() == 0
    silent = clock.true_now() - timedelta(minutes=3)
    Job.objects.filter(pk=row.job_id).update(heartbeat=silent)
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.requeue_silent() == 1
    assert again(row).state == State.DONE
    assert everything_stored() == (1, 1, 1)
    assert list(quarantine.root().iterdir()) == []


def test_a_second_run_makes_no_second_document_and_no_refusal(world: World) -> None:
    (row,) = read_all(bring(world, GOOD))
    Job.objects.filter(pk=row.job_id).update(state=Job.State.QUEUED)
    (after,) = read_all([row])
    assert (after.state, after.document_id, after.sentence) == (State.DONE, row.document_id, "")
    assert after.job and after.job.state == Job.State.DONE  # noqa: PT018
    assert everything_stored() == (1, 1, 1)


def test_a_run_that_lost_its_file_to_the_next_writes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was silent for too long, and the next run has registered the document when it wakes up."""
    (row,) = bring(world, GOOD)
    reading = reading_in.analyze_bounded

    def overtaken(*args: Any, **options: Any) -> Any:
        found = reading(*args, **options)
        monkeypatch.setattr(reading_in, "analyze_bounded", reading)
        Job.objects.filter(pk=row.job_id).update(heartbeat=clock.true_now() - timedelta(minutes=3))
        read_incoming.func(row.job_id)
        return found

    monkeypatch.setattr(reading_in, "analyze_bounded", overtaken)
    (after,) = read_all([row])
    assert after.state == State.DONE
    assert DocumentVersion.objects.system("test").count() == 1
    assert after.job and (after.job.state, after.job.tries) == (Job.State.DONE, 2)  # noqa: PT018


def test_a_database_that_is_away_for_a_while_costs_no_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = bring(world, GOOD)

    def away(**_: Any) -> None:
        raise OperationalError("locked")

    with monkeypatch.context() as patch:
        patch.setattr(reading_in, "register_read", away)
        with pytest.raises(OperationalError):
            read_all([row])
    assert again(row).state == State.READING
    Job.objects.filter(pk=row.job_id).update(heartbeat=clock.true_now() - timedelta(minutes=3))
    assert read_all([row])[0].state == State.DONE


def test_an_unforeseen_error_is_an_outcome_with_a_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = bring(world, GOOD)
    monkeypatch.setattr(reading_in, "register_read", lambda **_: 1 / 0)
    (after,) = read_all([row])
    assert after.state == State.STOPPED
    assert "Gửi lại tệp" in after.todo
    assert quarantine.parts(row.lot) == []


def test_a_file_whose_job_failed_three_times_is_shown_and_cleared_away(world: World) -> None:
    (row,) = bring(world, GOOD)
    Job.objects.filter(pk=row.job_id).update(
        state=Job.State.RUNNING, tries=3, heartbeat=clock.true_now() - timedelta(minutes=3)
    )
    jobs.requeue_silent()
    assert [(one.state, one.under_way) for one in listed(world)] == [("stopped", False)]
    assert "ba lần" in listed(world)[0].sentence
    clear_abandoned()
    assert again(row).state == State.STOPPED
    assert quarantine.parts(row.lot) == []
    assert quarantine.name(row.lot) == "nghi-quyet.docx"


def test_a_stopped_file_leaves_no_bytes_and_is_never_read(world: World) -> None:
    (row,) = bring(world, GOOD)
    stop_incoming(actor=world.reviewer, row=row)
    assert {path.name for path in on_disk()} == {"name"}
    (after,) = read_all([row])
    assert after.state == State.CANCELLED
    assert everything_stored()[0] == 0
    with pytest.raises(Conflict):
        stop_incoming(actor=world.reviewer, row=row)
    incoming.clear_incoming(actor=world.reviewer, row=incoming_for(world.reviewer, row.pk))
    assert on_disk() == []
    assert listed(world) == []


@posix
@pytest.mark.usefixtures("quick")
def test_a_file_stopped_while_it_is_read_ends_its_reading(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages go on for minutes; the person stops after the first sign of life."""
    monkeypatch.setattr(reading_in, "_OFTEN", 0.2)
    (row,) = bring(world, ("dai.txt", b"chatty"))
    seen: list[int] = []
    live = reading_in._live

    def stopping(job: Job, file: IncomingFile, done: int, total: int) -> None:
        live(job, file, done, total)
        seen.append(again(file).pages_done)
        if len(seen) == 2:
            stop_incoming(actor=world.reviewer, row=row)

    monkeypatch.setattr(reading_in, "_live", stopping)
    (after,) = read_all([row])
    assert after.state == State.CANCELLED
    assert len(seen) == 2
    assert 0 <= seen[0] < seen[1] < 500
    assert {path.name for path in on_disk()} == {"name"}


@posix
@pytest.mark.usefixtures("quick")
def test_the_job_lives_on_while_the_child_is_silent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a beat a long first page would look like a killed worker."""
    monkeypatch.setattr(reading_in, "_SELDOM", 0.1)
    (row,) = bring(world, ("lau.txt", b"endless"))
    beats: list[int] = []
    beat = jobs.beat
    monkeypatch.setattr(jobs, "beat", lambda job, done: beats.append(done) or beat(job, done))
    assert read_all([row])[0].state == State.STOPPED
    assert len(beats) >= 2


def test_a_file_being_read_cannot_be_taken_off_the_list(world: World) -> None:
    (row,) = bring(world, GOOD)
    with pytest.raises(Conflict):
        incoming.clear_incoming(actor=world.reviewer, row=row)
    assert quarantine.parts(row.lot)


def test_a_right_withdrawn_before_the_reading_is_missed(world: World) -> None:
    (row,) = bring(world, GOOD)
    held = RoleGrant.objects.system("test").filter(person=world.people["chuyen.vien"])
    held.update(valid_to="2026-10-01")
    (after,) = read_all([row])
    assert after.state == State.REFUSED
    assert "không có quyền" in after.sentence
    assert everything_stored()[0] == 0
    assert quarantine.parts(row.lot) == []


def test_a_right_withdrawn_during_the_reading_is_missed_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = bring(world, GOOD)
    reading = reading_in.analyze_bounded

    def withdrawn(*args: Any, **options: Any) -> Any:
        RoleGrant.objects.system("test").filter(person_id=row.person_id).update(valid_to="2026-10-01")
        return reading(*args, **options)

    monkeypatch.setattr(reading_in, "analyze_bounded", withdrawn)
    assert read_all([row])[0].state == State.REFUSED
    assert everything_stored()[0] == 0


def test_a_closed_account_brings_nothing_in(world: World) -> None:
    (row,) = bring(world, GOOD)
    person = world.people["chuyen.vien"]
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    (after,) = read_all([row])
    assert (after.state, after.sentence) == (State.REFUSED, "Tài khoản gửi tệp không còn hoạt động.")


def test_nobody_brings_files_to_a_unit_that_is_not_theirs(world: World) -> None:
    for who in ("nguoi.nhap", "kiem.toan", "cap.tren"):
        with pytest.raises(Forbidden):
            take_in(actor=world.actor(who), unit=world.unit("DU"), arrivals=arrivals(GOOD))
    with pytest.raises(Invalid):
        take_in(actor=world.reviewer, unit=world.unit("DU"), arrivals=[])
    assert on_disk() == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\an\\..\\ke-hoach.txt", "ke-hoach.txt"),
        ("../../etc/ke-hoach.txt", "ke-hoach.txt"),
        ("ke\u0302\u0301 hoa\u0323ch.txt", "kế hoạch.txt"),
        ("a\x00b.txt", "ab.txt"),
        ("d" * 400 + ".txt", "d" * 251 + ".txt"),
        ("-rf.txt", "-rf.txt"),
    ],
)
def test_a_name_is_kept_plain_and_composed(world: World, sent: str, kept: str) -> None:
    (row,) = read_all(bring(world, (sent, texts.txt(texts.PLAN))))
    assert (row.state, row.file_name) == (State.DONE, kept)
    assert version_of(row.document).file_name == kept  # type: ignore[arg-type]


def test_the_same_file_sent_twice_leads_to_the_one_that_is_there(world: World) -> None:
    first, second = read_all(bring(world, PLAN, ("lan-hai.txt", PLAN[1])))
    assert (first.state, second.state) == (State.DONE, State.REFUSED)
    assert second.document_id == first.document_id
    assert "đã có trong hệ thống" in second.sentence


def test_a_correction_is_queued_and_tells_what_moved(world: World, resolution: Document) -> None:
    data = texts.docx(texts.RESOLUTION.replace("95%", "98%"))
    row = incoming.take_in_correction(
        actor=world.reviewer,
        unit=world.unit("DU"),
        document=resolution,
        arrival=arrivals(("sua.docx", data))[0],
        reason="Sai số",
    )
    assert version_of(resolution).number == 1
    (after,) = read_all([row])
    assert (after.state, after.document_id) == (State.DONE, resolution.pk)
    assert "Đã nhận bản sửa" in after.sentence
    assert version_of(resolution).number == 2
    Job.objects.filter(pk=row.job_id).update(state=Job.State.QUEUED)
    read_all([row])
    assert version_of(resolution).number == 2


def test_facts_mended_while_a_correction_is_read_cost_no_correction(
    world: World, resolution: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = texts.docx(texts.RESOLUTION.replace("95%", "98%"))
    row = incoming.take_in_correction(
        actor=world.reviewer,
        unit=world.unit("DU"),
        document=resolution,
        arrival=arrivals(("sua.docx", data))[0],
        reason="Sai số",
    )
    reading = reading_in.analyze_bounded

    def meanwhile(*args: Any, **options: Any) -> Any:
        facts = {name: getattr(resolution, name) for name in ("symbol", "doc_type", "issuer", "issued_on")}
        describe_document(actor=world.reviewer, document=resolution, subject="Trích yếu đã sửa", **facts)
        return reading(*args, **options)

    monkeypatch.setattr(reading_in, "analyze_bounded", meanwhile)
    (after,) = read_all([row])
    assert after.state == State.DONE
    assert version_of(resolution).number == 2


def test_a_correction_needs_a_reason_and_the_right_also_when_it_is_read(
    world: World, resolution: Document
) -> None:
    one = arrivals(GOOD)[0]
    unit = world.unit("CS.001")
    distribute(actor=world.reviewer, document=resolution, units=[unit], reason="Để biết")
    with pytest.raises(Forbidden):
        incoming.take_in_correction(
            actor=world.leader, unit=unit, document=resolution, arrival=one, reason="x"
        )
    with pytest.raises(Invalid):
        incoming.take_in_correction(
            actor=world.reviewer, unit=world.unit("DU"), document=resolution, arrival=one, reason=" "
        )
    assert list(quarantine.root().iterdir()) == []


def test_photographs_of_one_document_are_joined_in_order(world: World) -> None:
    halfway = texts.PLAN.index("1. Các chi bộ")
    first, second = photograph(texts.PLAN[:halfway]), photograph(texts.PLAN[halfway:])
    (row,) = read_all(bring(world, ("kh 10.jpg", second), ("kh 2.jpg", first), as_pages=True))
    assert (row.state, row.file_name, row.pages_total) == (State.DONE, "kh 2.pdf", 2)
    assert row.document
    assert row.document.symbol == "31-KH/ĐU"
    version = version_of(row.document)
    assert version.text.index("KẾ HOẠCH") < version.text.index("đối thoại")
    assert files.content(version.source_file).startswith(b"%PDF")
    assert list(quarantine.root().iterdir()) == []


def test_pages_are_put_in_the_order_in_which_people_count() -> None:
    names = ["trang 10.jpg", "Trang 2.jpg", "trang 1.jpg"]
    lot = incoming._pages([Arrival(name, io.BytesIO()) for name in names])
    assert [part.name for part in lot.parts] == ["trang 1.jpg", "Trang 2.jpg", "trang 10.jpg"]
    assert lot.name == "trang 1.pdf"
