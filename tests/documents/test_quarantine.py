"""The quarantine of law 16: who sees what lies in it, and what is left of it."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caunoi import sweep
from caunoi.accounts.models import RoleGrant
from caunoi.documents import incoming, reading_in
from caunoi.documents.incoming import clear_abandoned
from caunoi.documents.incoming_list import incoming_files, incoming_for
from caunoi.documents.models import Document, IncomingFile
from caunoi.kernel import backups, clock, jobs, quarantine
from caunoi.kernel.errors import NotFoundForYou
from caunoi.kernel.models import AuditEntry, Job
from tests.documents import texts
from tests.documents.arriving import GOOD, PLAN, again, arrivals, bring, listed, on_disk, photograph, read_all
from tests.documents.conftest import version_of
from tests.documents.test_registering import everything_stored
from tests.world import World

State = IncomingFile.State


@pytest.fixture(autouse=True)
def _on_this_day(today: date) -> None:
    """All of it happens on the tests' Monday."""


SECRET = ("ke-hoach-mat-31.docx", texts.docx(texts.SECRET))
TELLING = ("31-KH", "ke-hoach-mat", "đối thoại", "công tác dân vận")


def test_of_a_secret_file_nothing_is_left_but_the_fact(world: World) -> None:
    (row,) = bring(world, SECRET)
    assert any(TELLING[1] in path.read_text("utf-8", "replace") for path in on_disk())
    (after,) = read_all([row])
    assert after.state == State.SECRET
    assert "cán bộ bảo mật" in after.todo
    assert on_disk() == []
    assert everything_stored() == (0, 0, 0)
    values = {name: str(value) for name, value in vars(after).items()}
    told = f"{values} {list(AuditEntry.objects.values_list())} {list(Job.objects.values_list())}"
    assert not [word for word in TELLING if word in told]
    assert (after.lot, after.file_name, after.reason, after.document_id) == ("", "", "", None)
    entry = AuditEntry.objects.get(action="documents.refuse_secret")
    assert entry.actor_label == world.reviewer.label
    assert [one.name for one in listed(world)] == [""]


def test_a_mark_that_only_recognition_finds_is_handled_the_same(world: World) -> None:
    (row,) = read_all(bring(world, ("anh-mat-31.jpg", photograph(texts.SECRET))))
    assert (row.state, row.file_name, row.pages_total) == (State.SECRET, "", 0)
    assert on_disk() == []
    assert everything_stored() == (0, 0, 0)


def test_a_secret_correction_is_not_tied_to_its_document(world: World, resolution: Document) -> None:
    row = incoming.take_in_correction(
        actor=world.reviewer,
        unit=world.unit("DU"),
        document=resolution,
        arrival=arrivals(SECRET)[0],
        reason="Thay trang mật",
    )
    (after,) = read_all([row])
    assert (after.state, after.reason, after.corrects_id) == (State.SECRET, "", None)
    assert version_of(resolution).number == 1


def test_the_name_enters_the_database_only_with_a_document(world: World) -> None:
    rows = read_all(bring(world, ("bi-mat.docx", b"PK\x03\x04 rubbish"), SECRET))
    assert [row.file_name for row in rows] == ["", ""]
    assert not any("bi-mat" in str(entry) for entry in AuditEntry.objects.values_list())


def test_what_waits_lies_closed_to_others_and_outside_of_every_backup(world: World, tmp_path: Path) -> None:
    (row,) = bring(world, SECRET)
    folder = quarantine.root() / row.lot
    assert [stat.S_IMODE(place.stat().st_mode) for place in (quarantine.root(), folder)] == [0o700, 0o700]
    assert {stat.S_IMODE(place.stat().st_mode) for place in folder.iterdir()} == {0o600}
    assert SECRET[0] not in str(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "_dump", lambda _folder: None)
        manifest = backups.make(tmp_path / "backup")
    assert manifest["content"] == {}


@pytest.mark.parametrize("who", ["cap.tren", "quan.tri", "kiem.toan", "nguoi.la", "lanh.dao", "he.thong"])
def test_nobody_else_learns_of_the_row(world: World, sign_in: Callable[[str], Client], who: str) -> None:
    (row,) = bring(world, GOOD)
    with pytest.raises(NotFoundForYou):
        incoming_for(world.actor(who), row.pk)
    client = sign_in(who)
    for name in ("incoming-stop", "incoming-clear"):
        assert client.post(reverse(name, args=[row.pk])).status_code in {403, 404}
    assert "nghi-quyet" not in client.get(reverse("incoming")).content.decode()
    assert again(row).state == State.WAITING


def test_a_colleague_of_the_same_unit_and_role_learns_nothing_either(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    (row,) = bring(world, GOOD)
    world.add_person("dong.nghiep", "Bế Văn Mẫu", "DU", "reviewer")
    client = sign_in("dong.nghiep")
    assert client.post(reverse("incoming-stop", args=[row.pk])).status_code == 404
    assert client.post(reverse("incoming-clear", args=[row.pk])).status_code == 404
    assert "Không có tệp nào đang đưa vào" in client.get(reverse("incoming")).content.decode()


def test_the_same_person_acting_elsewhere_does_not_see_it(world: World) -> None:
    (row,) = bring(world, GOOD)
    elsewhere = world.actor("nguoi.la")
    borrowed = type(elsewhere)(
        label=elsewhere.label,
        person_id=row.person_id,
        unit_id=elsewhere.unit_id,
        grants=elsewhere.grants,
    )
    assert incoming_files(borrowed) == []


def test_bytes_that_are_gone_give_a_sentence(world: World) -> None:
    """After a restore: the backup holds the row and not the quarantine."""
    (row,) = bring(world, GOOD)
    quarantine.discard(row.lot)
    (after,) = read_all([row])
    assert after.state == State.REFUSED
    assert "không còn trên máy chủ" in after.sentence


def aged(place: Path, hours: float) -> Path:
    moment = clock.true_now().timestamp() - hours * 3600
    os.utime(place, (moment, moment))
    return place


def test_the_sweep_removes_what_no_row_owns_and_leaves_the_rest(
    world: World, settings: Any, tmp_path: Path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "quarantine" / "uploads")
    (waiting,) = bring(world, GOOD)
    (refused,) = read_all(bring(world, ("hong.docx", b"PK\x03\x04 rubbish")))
    aged(quarantine.root() / waiting.lot, 100)
    (quarantine.root() / refused.lot / "left").write_bytes(b"x")
    orphan = quarantine.root() / quarantine.keep("x", [io.BytesIO(b"x")])
    fresh = quarantine.root() / quarantine.keep("x", [io.BytesIO(b"x")])
    cut_off = quarantine.uploads() / "old.upload"
    coming = quarantine.uploads() / "new.upload"
    for place in (cut_off, coming):
        place.write_bytes(b"x")
    for place in (orphan, cut_off):
        aged(place, 7)
    outcome = sweep.run()
    assert outcome["tệp tạm được dọn"] == 2
    assert not orphan.exists()
    assert not cut_off.exists()
    assert fresh.exists()
    assert coming.exists()
    assert quarantine.parts(waiting.lot)
    assert not (quarantine.root() / refused.lot / "left").exists()


def test_an_outcome_is_forgotten_after_a_week(world: World) -> None:
    (row,) = read_all(bring(world, ("hong.docx", b"PK\x03\x04 rubbish")))
    clear_abandoned()
    assert len(listed(world)) == 1
    IncomingFile.objects.system("test").update(finished_at=clock.true_now() - timedelta(days=8))
    clear_abandoned()
    assert listed(world) == []
    aged(quarantine.root() / row.lot, 7)
    clear_abandoned()
    assert on_disk() == []


def test_a_failed_arrival_leaves_nothing_behind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(jobs, "enqueue", fail)
    with pytest.raises(RuntimeError):
        bring(world, GOOD, PLAN)
    assert on_disk() == []
    assert listed(world) == []


def test_a_secret_file_is_forgotten_also_when_its_person_lost_the_right_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = bring(world, SECRET)
    reading = reading_in.analyze_bounded

    def withdrawn(*args: Any, **options: Any) -> Any:
        RoleGrant.objects.system("test").filter(person_id=row.person_id).update(valid_to="2026-10-01")
        return reading(*args, **options)

    monkeypatch.setattr(reading_in, "analyze_bounded", withdrawn)
    (after,) = read_all([row])
    assert (after.state, after.lot) == (State.SECRET, "")
    assert on_disk() == []
    assert AuditEntry.objects.filter(action="documents.refuse_secret").count() == 1
