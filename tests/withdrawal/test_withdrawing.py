"""Withdrawing a document: nothing of it is left, all else is as it was, and the log still holds."""

from __future__ import annotations

import io
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from caunoi import sweep
from caunoi.directives.models import Addressee, Directive
from caunoi.documents.incoming import Arrival, read_incoming, take_in_correction
from caunoi.documents.models import Document, IncomingFile
from caunoi.documents.services import register_document
from caunoi.indicators.models import FrozenReport, Target
from caunoi.indicators.withdrawn import reports_of
from caunoi.kernel import audit_chain, files, quarantine
from caunoi.kernel.errors import Conflict, Forbidden, Invalid, NotFoundForYou
from caunoi.kernel.models import AuditEntry, StoredFile
from caunoi.obligations.handouts import newcomers
from caunoi.obligations.models import Handout, Obligation, ProgressNote
from caunoi.outputs.issuing import issue_report
from caunoi.withdrawal import extent, withdraw_document
from tests.directives.conftest import take
from tests.indicators import builders
from tests.withdrawal.story import FILE, SYMBOL, TEXT, WORD, Story, hand_out_duty
from tests.withdrawal.traces import in_files, in_tables
from tests.world import World

TRACES = (WORD, SYMBOL, "nq/đu sửa", FILE)


@pytest.fixture
def gone(story: Story, django_capture_on_commit_callbacks: Any) -> Story:
    """The story after the withdrawal, the log closed before it."""
    audit_chain.close_blocks(settled=timedelta(0))
    assert in_tables(*TRACES)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_document(actor=story.actor, document=story.document, reason="marked")
    return story


def duty(row: Obligation) -> Obligation:
    return Obligation.objects.system("test").get(pk=row.pk)


def test_no_table_and_no_file_holds_a_word_of_it(gone: Story, tmp_path: Path) -> None:
    assert in_tables(*TRACES) == []
    assert in_files(tmp_path, *TRACES) == []


def test_the_story_leaves_traces_wherever_it_should(story: Story, tmp_path: Path) -> None:
    """So that their absence afterwards means something."""
    tables = {place.split(".")[0] for place in in_tables(*TRACES)}
    assert tables >= {
        "documents_document", "documents_documentversion", "documents_finding",
        "documents_wordplaces", "documents_distribution", "documents_incomingfile",
        "obligations_handout", "obligations_obligation", "obligations_progressnote", "obligations_extension",
        "indicators_indicator", "indicators_judgement", "indicators_frozenreport",
        "directives_exclusion", "directives_appraisal", "directives_basisreview", "kernel_auditentry",
    }  # fmt: skip
    folders = {Path(place).relative_to(tmp_path).parts[0] for place in in_files(tmp_path, *TRACES)}
    assert folders == {"files", "quarantine"}


def test_the_log_keeps_who_and_when_and_the_fixed_reason(gone: Story) -> None:
    row = AuditEntry.objects.get(action="documents.withdraw")
    assert row.actor_label == gone.actor.label
    assert row.target_id == str(gone.document.pk)
    assert set(row.changes) == {"reason", "erased_entries"}
    assert row.changes["reason"] == "marked"
    registered = AuditEntry.objects.get(action="documents.register", target_id=row.target_id)
    assert registered.actor_label == gone.actor.label
    assert (registered.target_label, registered.changes) == ("", {})


def test_the_chain_still_holds_and_says_how_much_was_erased(gone: Story) -> None:
    assert audit_chain.verify() == []
    audit_chain.close_blocks(settled=timedelta(0))
    assert audit_chain.verify() == []
    assert audit_chain.erased() > 15


def test_open_duties_are_cancelled_and_done_ones_stay_done(gone: Story) -> None:
    done, still = duty(gone.done), duty(gone.open)
    assert (done.stage, still.stage) == ("accepted", "cancelled")
    assert done.title == still.title == "Việc theo văn bản đã gỡ"
    assert (done.due_on, done.accepted_on) == (gone.done.due_on, date(2026, 10, 12))
    kinds = ProgressNote.objects.filter(obligation=done).values_list("kind", flat=True)
    assert list(kinds.order_by("pk")) == [
        "handed-out", "note", "submitted", "returned", "submitted", "accepted",
    ]  # fmt: skip
    owed = Obligation.objects.system("test").filter(closes_by_origin="plan")
    assert not owed.exists()


def test_yearly_work_does_not_come_again(gone: Story, at: Any) -> None:
    before = Obligation.objects.system("test").count()
    with at(date(2027, 1, 5)):
        sweep.run()
        assert not any(newcomers(row) for row in Handout.objects.system("test"))
    assert Obligation.objects.system("test").count() == before


def test_what_rests_on_another_document_is_as_it_was(gone: Story) -> None:
    other = duty(gone.other)
    assert other.title == "Tổ chức tập huấn kỹ năng số"
    assert other.document_id == gone.basis.pk
    assert other.stage == "cancelled"
    assert Document.objects.visible_to(gone.actor).filter(pk__in=[gone.basis.pk, gone.plan.pk]).count() == 2


def test_targets_and_requirements_are_gone(gone: Story) -> None:
    assert not Target.objects.system("test").exists()
    assert not Directive.objects.system("test").exists()
    assert not Addressee.objects.system("test").exists()
    assert not IncomingFile.objects.system("test").exists()
    assert list(quarantine.root().iterdir()) in ([], [quarantine.uploads()])


def test_a_frozen_report_with_its_words_is_emptied_and_another_stays(gone: Story) -> None:
    speaking = FrozenReport.objects.system("test").get(pk=gone.speaking_report.pk)
    assert (speaking.facts, speaking.docx, speaking.json) == ({}, None, None)
    assert speaking.erased_at is not None
    assert speaking.versions.count() == 1
    quiet = FrozenReport.objects.system("test").get(pk=gone.quiet_report.pk)
    assert quiet.erased_at is None
    assert quiet.facts == gone.quiet_report.facts
    assert files.content(quiet.docx)


def test_a_report_that_only_lists_an_overdue_duty_of_it_carries_its_words(
    world: World, today: date, at: Any
) -> None:
    quarter = builders.build(world)
    document = take(world.reviewer, world.unit("DU"), TEXT, FILE)
    hand_out_duty(world, document, f"Học tập chuyên đề {WORD}", "CS.001", due_on=date(2026, 10, 13))
    before = issue_report(actor=world.reviewer, period=quarter.period, unit=world.unit("DU")).report
    assert reports_of(document) == []
    with at(date(2026, 10, 20)):
        after = issue_report(actor=world.reviewer, period=quarter.period, unit=world.unit("DU")).report
    assert before.pk != after.pk
    assert [row.pk for row in reports_of(document)] == [after.pk]


def test_the_page_says_before_what_will_go(story: Story) -> None:
    found = extent(story.actor, story.document)
    assert (found.texts.versions, found.duties.duties, found.duties.unfinished) == (2, 5, 3)
    assert (found.measures.targets, found.measures.reports) == (2, 1)
    assert found.plans == [story.plan]


def test_another_document_of_the_same_file_keeps_it(
    story: Story, django_capture_on_commit_callbacks: Any
) -> None:
    world = story.world
    twin = register_document(
        actor=world.stranger, unit=world.unit("CB.XA"), data=TEXT.encode(), file_name="khac.txt"
    )
    shared = StoredFile.objects.get(pk=_file_of(twin))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_document(actor=story.actor, document=story.document, reason="not-ours")
    assert files.content(shared) == TEXT.encode()
    assert not files.damaged()


def _file_of(document: Document) -> int:
    return int(document.versions.system("test").values_list("source_file_id", flat=True)[0])


@pytest.mark.parametrize("name", ["nguoi.nhap", "cap.tren", "quan.tri", "kiem.toan", "he.thong", "lanh.dao"])
def test_others_may_not(story: Story, name: str) -> None:
    with pytest.raises((Forbidden, NotFoundForYou)):
        withdraw_document(actor=story.world.actor(name), document=story.document, reason="marked")
    assert Document.objects.system("test").filter(pk=story.document.pk).exists()
    assert duty(story.open).stage == "open"


def test_a_reason_of_ones_own_is_refused(story: Story) -> None:
    with pytest.raises(Invalid):
        withdraw_document(actor=story.actor, document=story.document, reason=f"vì {WORD}")
    assert in_tables(SYMBOL)


def test_a_second_click_finds_nothing_and_changes_nothing(gone: Story) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(NotFoundForYou):
        withdraw_document(actor=gone.actor, document=gone.document, reason="marked")
    assert AuditEntry.objects.count() == before


def test_what_fails_half_way_leaves_everything(story: Story, monkeypatch: Any) -> None:
    monkeypatch.setattr("caunoi.documents.withdrawing.jobs.enqueue", _break)
    with pytest.raises(RuntimeError):
        withdraw_document(actor=story.actor, document=story.document, reason="marked")
    assert duty(story.open).title == f"Học tập {WORD}"
    assert Document.objects.visible_to(story.actor).filter(symbol=SYMBOL).exists()
    assert audit_chain.erased() == 0


def _break(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError


def test_what_an_area_overlooked_keeps_the_document(story: Story, monkeypatch: Any) -> None:
    monkeypatch.setattr("caunoi.withdrawal.ERASURES", ())
    with pytest.raises(Conflict):
        withdraw_document(actor=story.actor, document=story.document, reason="marked")
    assert Document.objects.visible_to(story.actor).filter(symbol=SYMBOL).exists()


def test_a_server_killed_before_the_bytes_went_is_made_good_by_the_sweep(
    story: Story, tmp_path: Path
) -> None:
    """Nothing that follows a commit happens in this test: as if the process had ended with it."""
    withdraw_document(actor=story.actor, document=story.document, reason="marked")
    assert in_files(tmp_path / "files", WORD)
    sweep.run()
    assert in_files(tmp_path / "files", WORD), "files of work under way are left alone"
    for path in tmp_path.rglob("*"):
        os.utime(path, (0, 0))
    sweep.run()
    assert in_files(tmp_path, *TRACES) == []
    assert not files.damaged()


def test_a_unit_whose_plan_was_withdrawn_owes_one_again(story: Story) -> None:
    leader = story.world.leader
    owed = Obligation.objects.system("test").get(closes_by_origin="plan", unit__code="CS.001")
    assert owed.stage == "accepted"
    withdraw_document(actor=leader, document=story.plan, reason="wrong-file")
    assert duty(owed).stage == "open"
    assert Directive.objects.system("test").filter(document=story.document).exists()
    assert audit_chain.verify() == []


def test_a_correction_on_its_way_does_not_bring_it_back(
    story: Story, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    unit = story.world.unit("DU")
    late = Arrival(FILE, io.BytesIO(TEXT.replace("95%", "96%").encode()))
    row = take_in_correction(
        actor=story.actor, unit=unit, document=story.document, arrival=late, reason=f"Sửa {WORD}"
    )
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_document(actor=story.actor, document=story.document, reason="marked")
    read_incoming.func(row.job_id)
    assert in_tables(*TRACES) == []
    assert in_files(tmp_path, *TRACES) == []


def test_reports_are_made_again_without_it(gone: Story) -> None:
    made = issue_report(actor=gone.actor, period=gone.quarter.period, unit=gone.world.unit("DU"))
    assert WORD.encode() not in made.json
    assert made.report.facts["figures"]


def test_every_key_into_the_documents_rows_is_known_here() -> None:
    """A new area with a key into a document must erase what stands on it: see ``caunoi.withdrawal.ERASURES``."""
    erased = {"obligations", "indicators", "directives"}
    keys = {
        relation.related_model._meta.app_label
        for model in apps.get_app_config("documents").get_models()
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }
    assert keys - {"documents"} == erased
