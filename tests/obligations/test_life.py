"""Submitting, accepting, returning, extending, cancelling: who may, when, and what stays."""

from datetime import date

import pytest

from caunoi.analysis import bounded
from caunoi.kernel import quarantine, roles
from caunoi.kernel.errors import Conflict, Forbidden, Invalid, Problem
from caunoi.kernel.models import AuditEntry, StoredFile
from caunoi.obligations import evidence as evidence_reading
from caunoi.obligations import services
from caunoi.obligations.evidence import Evidence
from caunoi.obligations.models import Extension, Obligation, ProgressNote
from caunoi.obligations.services import Ruling
from caunoi.obligations.status import approver_late_days, owner_late_days, status_of
from tests.analysis import hostile

PLAN = Evidence("05-KH/CB", date(2026, 10, 9), "Kế hoạch đã ban hành")
RULING = Ruling("61-TB/ĐU", date(2026, 10, 9), "Ban Thường vụ Đảng ủy")


def _fresh(duty):
    return Obligation.objects.system("test").get(pk=duty.pk)


def _submit(world, duty):
    services.submit(actor=world.leader, duty=duty, evidence=PLAN)


def test_the_clerk_notes_progress_and_the_leader_submits(world, duty):
    services.note_progress(actor=world.clerk, duty=duty, text="Đã họp chi bộ")
    _submit(world, duty)
    fresh = _fresh(duty)
    assert (fresh.stage, fresh.evidence_number, fresh.submitted_on) == (
        "submitted",
        "05-KH/CB",
        date(2026, 10, 12),
    )
    kinds = list(ProgressNote.objects.filter(obligation=duty).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["handed-out", "note", "submitted"]


@pytest.mark.parametrize("name", ["clerk", "reviewer", "superior", "unit_admin", "auditor", "stranger"])
def test_nobody_but_the_units_leader_submits(world, duty, name):
    with pytest.raises(Forbidden):
        services.submit(actor=getattr(world, name), duty=duty, evidence=PLAN)
    assert _fresh(duty).stage == "open"


@pytest.mark.parametrize("name", ["clerk", "leader", "unit_admin", "auditor", "system_admin", "stranger"])
@pytest.mark.parametrize("act", ["accept", "send_back", "extend", "cancel"])
def test_nobody_below_or_aside_decides(world, duty, name, act):
    if act in ("accept", "send_back"):
        _submit(world, duty)
    more = {
        "accept": {},
        "send_back": {"reason": "Thiếu phụ lục"},
        "extend": {"until": date(2026, 11, 20), "ruling": RULING, "reason": "Chờ"},
        "cancel": {"reason": "Trùng"},
    }
    with pytest.raises(Forbidden):
        getattr(services, act)(actor=getattr(world, name), duty=duty, **more[act])


@pytest.mark.parametrize("name", ["reviewer", "superior"])
def test_the_superiors_officers_accept(world, duty, name):
    _submit(world, duty)
    services.accept(actor=getattr(world, name), duty=duty)
    assert status_of(_fresh(duty), date(2026, 10, 12)) == "done"


def test_whoever_submitted_cannot_accept_even_as_an_officer_of_the_superior(world, duty):
    _submit(world, duty)
    world.people["hai.vai"] = world.people["lanh.dao"]
    from caunoi.accounts.selectors import actor_for
    from caunoi.accounts.services import grant_role
    from tests.world import BEGIN, BUILDER

    person = world.people["lanh.dao"]
    grant_role(
        actor=BUILDER,
        person=person,
        role=roles.REVIEWER,
        unit=world.unit("DU"),
        line="party",
        valid_from=BEGIN,
    )
    both = actor_for(person, world.unit("DU").pk)
    with pytest.raises(Forbidden):
        services.accept(actor=both, duty=duty)


def test_an_officer_who_also_works_in_the_owners_unit_cannot_accept_its_work(world, duty):
    from caunoi.accounts.services import grant_role
    from tests.world import BEGIN, BUILDER

    grant_role(
        actor=BUILDER,
        person=world.people["chuyen.vien"],
        role=roles.ENTRY,
        unit=world.unit("CS.001"),
        line="party",
        valid_from=BEGIN,
    )
    _submit(world, duty)
    from caunoi.accounts.selectors import actor_for

    with pytest.raises(Forbidden):
        services.accept(actor=actor_for(world.people["chuyen.vien"], world.unit("DU").pk), duty=duty)
    services.accept(actor=world.superior, duty=duty)


def test_a_returned_result_keeps_its_evidence_and_the_reason(world, duty):
    _submit(world, duty)
    services.send_back(actor=world.reviewer, duty=duty, reason="Thiếu phân công người phụ trách")
    fresh = _fresh(duty)
    assert (fresh.stage, fresh.submitted_on) == ("open", None)
    sent, returned = ProgressNote.objects.filter(obligation=duty).order_by("pk")[1:]
    assert sent.evidence["number"] == "05-KH/CB"
    assert returned.text == "Thiếu phân công người phụ trách"


def test_a_return_without_a_reason_is_refused(world, duty):
    _submit(world, duty)
    with pytest.raises(Invalid) as refused:
        services.send_back(actor=world.reviewer, duty=duty, reason="  ")
    assert set(refused.value.fields) == {"reason"}
    assert _fresh(duty).stage == "submitted"


def test_the_second_writer_gets_a_conflict_and_changes_nothing(world, duty):
    seen = duty.revision
    mine, theirs = _fresh(duty), _fresh(duty)
    services.submit(actor=world.leader, duty=mine, evidence=PLAN, revision=seen)
    with pytest.raises(Conflict):
        services.submit(
            actor=world.leader, duty=theirs, evidence=Evidence("9", date(2026, 10, 1)), revision=seen
        )
    assert _fresh(duty).evidence_number == "05-KH/CB"
    with pytest.raises(Conflict):
        services.accept(actor=world.reviewer, duty=_fresh(duty), revision=seen)


def test_an_extension_keeps_the_first_due_day_and_needs_a_decision(world, duty):
    with pytest.raises(Invalid) as refused:
        services.extend(
            actor=world.reviewer,
            duty=duty,
            until=date(2026, 10, 30),
            ruling=Ruling(" ", date(2026, 10, 13)),
            reason="",
        )
    assert set(refused.value.fields) == {"until", "symbol", "decision_on", "reason"}
    for until in (date(2026, 11, 20), date(2026, 12, 31)):
        services.extend(actor=world.superior, duty=duty, until=until, ruling=RULING, reason="Chờ cấp trên")
    fresh = _fresh(duty)
    assert (fresh.original_due_on, fresh.due_on) == (date(2026, 10, 30), date(2026, 12, 31))
    assert [row.due_before for row in Extension.objects.order_by("pk")] == [
        date(2026, 10, 30),
        date(2026, 11, 20),
    ]


def test_cancelled_work_is_neither_late_nor_open(world, duty):
    services.cancel(actor=world.reviewer, duty=duty, reason="Giao trùng")
    fresh = _fresh(duty)
    assert status_of(fresh, date(2027, 1, 1)) == "cancelled"
    assert owner_late_days(fresh, date(2027, 1, 1)) == 0
    with pytest.raises(Invalid):
        services.cancel(actor=world.reviewer, duty=fresh, reason="Lần nữa")


def test_the_due_day_itself_is_not_late_and_the_day_after_is(duty):
    assert status_of(duty, date(2026, 10, 30)) == "due-soon"
    assert status_of(duty, date(2026, 10, 31)) == "overdue"
    assert owner_late_days(duty, date(2026, 10, 30)) == 0
    assert owner_late_days(duty, date(2026, 11, 1)) == 0  # a weekend: overdue, but by no working day
    assert owner_late_days(duty, date(2026, 11, 2)) == 1


def test_december_31st_is_late_on_the_first_of_january(world, order):
    from caunoi.obligations.handouts import hand_out

    order_of_december = order("CS.002", due_on=date(2026, 12, 31))
    handout = hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order_of_december)
    december = Obligation.objects.system("test").get(handout=handout)
    assert status_of(december, date(2026, 12, 31)) == "due-soon"
    assert status_of(december, date(2027, 1, 1)) == "overdue"


def test_late_acceptance_is_charged_to_the_approver(world, duty, at):
    with at(date(2026, 10, 30)):
        _submit(world, duty)
    with at(date(2026, 11, 4)):
        services.accept(actor=world.reviewer, duty=duty)
    fresh = _fresh(duty)
    assert status_of(fresh, date(2026, 11, 4)) == "done"
    assert owner_late_days(fresh, date(2026, 11, 4)) == 0
    assert approver_late_days(fresh, date(2026, 11, 4)) == 3


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 gi\xe1\xba\xa3", "ban-quet.pdf"),
        (b"PK\x03\x04", "ke-hoach.docx"),
        (b"\x89PNG\r\n", "anh.png"),
    ],
)
def test_a_file_that_cannot_be_read_to_its_end_is_refused_and_not_stored(world, duty, data, name):
    evidence = Evidence("05-KH/CB", date(2026, 10, 9), "", data, name)
    with pytest.raises(Problem):
        services.submit(actor=world.leader, duty=duty, evidence=evidence)
    assert not StoredFile.objects.exists()
    assert _fresh(duty).stage == "open"


def test_a_text_file_is_kept_as_evidence(world, duty):
    evidence = Evidence("05-KH/CB", date(2026, 10, 9), "", "Kế hoạch thực hiện".encode(), "ke-hoach.txt")
    services.submit(actor=world.leader, duty=duty, evidence=evidence)
    assert _fresh(duty).evidence_file_name == "ke-hoach.txt"


def test_a_file_that_never_comes_to_an_end_is_stopped_and_nothing_of_it_stays(world, duty, monkeypatch):
    monkeypatch.setattr(bounded, "COMMAND", hostile.COMMAND)
    monkeypatch.setattr(evidence_reading, "WHILE_SOMEBODY_WAITS", bounded.Limits(silent=2.0, total=5.0))
    evidence = Evidence("05-KH/CB", date(2026, 10, 9), "", b"endless", "ke-hoach.txt")
    before = set(quarantine.root().iterdir())
    with pytest.raises(Invalid) as refused:
        services.submit(actor=world.leader, duty=duty, evidence=evidence)
    assert "quá lâu" in refused.value.fields["file"]
    assert set(quarantine.root().iterdir()) == before
    assert _fresh(duty).stage == "open"


def test_evidence_needs_a_number_and_no_future_date(world, duty):
    with pytest.raises(Invalid) as refused:
        services.submit(actor=world.leader, duty=duty, evidence=Evidence("", date(2026, 10, 13)))
    assert set(refused.value.fields) == {"number", "on"}


def test_the_audit_tells_the_story(world, duty):
    _submit(world, duty)
    services.accept(actor=world.reviewer, duty=duty)
    rows = AuditEntry.objects.filter(target_type="obligations.obligation", target_id=str(duty.pk))
    assert list(rows.order_by("pk").values_list("action", flat=True)) == ["duties.submit", "duties.accept"]


def test_evidence_with_a_secrecy_mark_leaves_only_the_fact_in_the_log(world, duty):
    text = "TỈNH ỦY AN KHÊ THƯỢNG\nMẬT\nSố 3-KH/TU\nKẾ HOẠCH\nvề đề tài kín\n".encode()
    before = AuditEntry.objects.count()
    with pytest.raises(Invalid, match="độ mật"):
        services.submit(
            actor=world.leader,
            duty=duty,
            evidence=Evidence("05-KH/CB", date(2026, 10, 9), "", text, "de-tai-kin.txt"),
        )
    entry = AuditEntry.objects.latest("pk")
    assert AuditEntry.objects.count() == before + 1
    assert (entry.action, entry.actor_label) == ("duties.refuse_secret", world.leader.label)
    assert "kin" not in str(entry.changes) + entry.target_label
    assert not StoredFile.objects.exists()
    assert _fresh(duty).stage == "open"
