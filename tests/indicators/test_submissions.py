"""The life of a report: draft, sent, returned, corrected, accepted, restated; nothing is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction

from caunoi.accounts.selectors import actor_for
from caunoi.accounts.services import grant_role
from caunoi.indicators import filling, review
from caunoi.indicators.cells import loaded
from caunoi.indicators.filling import recall, restate, save_draft, send
from caunoi.indicators.freezing import freeze_report
from caunoi.indicators.models import FrozenReport, Period, SubmissionVersion
from caunoi.indicators.opening import open_period
from caunoi.indicators.review import accept, return_
from caunoi.indicators.selectors.reports import review_queue, submission_for
from caunoi.indicators.selectors.totals import totals
from caunoi.indicators.selectors.versions import last_return, steps_of, version_of
from caunoi.kernel.errors import Conflict, Forbidden, Invalid, NotFoundForYou
from caunoi.kernel.models import AuditEntry
from caunoi.obligations.status import status_of
from caunoi.orgs.lines import Kind, Level
from caunoi.orgs.scope import Scope
from tests.indicators.builders import BUILDER, DUE, FULL, QUARTER, Quarter, typed

At = Callable[[date], AbstractContextManager[datetime]]


def test_opening_gives_every_unit_a_report_and_an_obligation(quarter: Quarter) -> None:
    report = quarter.report("CS.003")
    assert quarter.period.reporters.count() == 5
    assert report.obligation is not None
    assert report.obligation.due_on == date(2026, 10, 5)
    assert report.obligation.superior_id == quarter.world.unit("DU").pk


def test_a_draft_with_letters_is_saved_and_sending_it_is_refused(quarter: Quarter) -> None:
    report = quarter.save("CS.002", FULL | {"t.sessions": "ba", "t.studied": "11"})
    assert loaded(report.draft)["t.sessions"].typed == "ba"
    with pytest.raises(Invalid) as caught:
        send(actor=quarter.leader("CS.002"), submission=report)
    assert set(caught.value.fields) == {"t.sessions", "t.studied"}
    assert "2 ô" in caught.value.what
    assert not report.versions.exists()


def test_the_second_writer_is_stopped_and_sees_both_texts(quarter: Quarter) -> None:
    report = quarter.report("CS.001")
    quarter.save("CS.001", {"t.cells": "4"}, actor=quarter.world.clerk)
    with pytest.raises(Conflict) as caught:
        save_draft(
            actor=quarter.world.leader,
            submission=report,
            cells=typed({"t.cells": "9"}),
            revision=report.revision,
        )
    assert caught.value.theirs["t.cells"]["typed"] == "4"
    assert caught.value.yours["t.cells"]["typed"] == "9"
    assert loaded(quarter.report("CS.001").draft)["t.cells"].typed == "4"


def test_two_writers_with_the_same_revision_never_both_win(quarter: Quarter) -> None:
    one, other = quarter.report("CS.001"), quarter.report("CS.001")
    first = typed({"t.cells": "4"})
    save_draft(actor=quarter.world.clerk, submission=one, cells=first, revision=one.revision)
    with pytest.raises(Conflict) as caught:
        save_draft(
            actor=quarter.world.leader,
            submission=other,
            cells=typed({"t.cells": "9"}),
            revision=other.revision,
        )
    assert caught.value.theirs["t.cells"]["typed"] == "4"


def test_a_clerk_fills_in_and_may_not_send(quarter: Quarter) -> None:
    quarter.save("CS.001", FULL, actor=quarter.world.clerk)
    with pytest.raises(Forbidden):
        send(actor=quarter.world.clerk, submission=quarter.report("CS.001"))


def test_a_leader_of_another_unit_may_neither_fill_nor_send(quarter: Quarter) -> None:
    report = quarter.report("CS.001")
    with pytest.raises(Forbidden):
        save_draft(actor=quarter.leader("CS.002"), submission=report, cells={}, revision=0)
    with pytest.raises(Forbidden):
        send(actor=quarter.leader("CS.002"), submission=report)


def test_a_returned_report_keeps_its_first_version_and_the_reason(quarter: Quarter) -> None:
    quarter.send("CS.002", FULL | {"t.sessions": "30"})
    return_(
        actor=quarter.world.reviewer,
        submission=quarter.report("CS.002"),
        reason="Số buổi gấp mười lần quý trước.",
    )
    quarter.send("CS.002", FULL | {"t.sessions": "3"})
    accept(actor=quarter.world.reviewer, submission=quarter.report("CS.002"))
    report = quarter.report("CS.002")
    assert loaded(version_of(report, 1).typed)["t.sessions"].number == 30
    assert loaded(version_of(report, 2).typed)["t.sessions"].number == 3
    back = last_return(steps_of(report))
    assert back is not None
    assert "gấp mười" in back.reason
    assert totals(quarter.period).total(quarter.world.unit("DU").pk, "t.sessions").value == 3


def test_a_return_without_a_reason_is_refused(quarter: Quarter) -> None:
    quarter.send("CS.002", FULL)
    with pytest.raises(Invalid):
        return_(actor=quarter.world.reviewer, submission=quarter.report("CS.002"), reason="  ")
    assert quarter.report("CS.002").state == "submitted"


def test_the_obligation_follows_the_report(quarter: Quarter, at: At) -> None:
    def duty() -> tuple[str, date | None]:
        found = quarter.report("CS.002").obligation
        assert found is not None
        return status_of(found, date(2026, 10, 4)), found.submitted_on

    with at(date(2026, 10, 1)):
        quarter.send("CS.002", FULL)
        assert duty() == ("waiting", date(2026, 10, 1))
    with at(date(2026, 10, 2)):
        return_(actor=quarter.world.reviewer, submission=quarter.report("CS.002"), reason="Ghi lại số buổi.")
        assert duty()[1] is None
    with at(date(2026, 10, 5)):
        quarter.send("CS.002", FULL)
    with at(date(2026, 10, 9)):
        accept(actor=quarter.world.reviewer, submission=quarter.report("CS.002"))
    assert duty() == ("done", date(2026, 10, 5))


def test_the_sender_never_accepts_even_when_also_a_reviewer_above(quarter: Quarter) -> None:
    world = quarter.world
    quarter.send("CS.001", FULL)
    grant_role(
        actor=BUILDER,
        person=world.people["lanh.dao"],
        role="reviewer",
        unit=world.unit("DU"),
        line="party",
        valid_from=date(2026, 1, 1),
    )
    both = actor_for(world.people["lanh.dao"], world.unit("DU").pk)
    with pytest.raises(Forbidden, match="không tự duyệt"):
        accept(actor=both, submission=quarter.report("CS.001"))


def test_a_reviewer_who_also_works_for_the_unit_does_not_accept_what_a_colleague_sent(
    quarter: Quarter,
) -> None:
    world = quarter.world
    quarter.send("CS.002", FULL)
    grant_role(
        actor=BUILDER,
        person=world.people["chuyen.vien"],
        role="entry",
        unit=world.unit("CS.002"),
        line="party",
        valid_from=date(2026, 1, 1),
    )
    both = actor_for(world.people["chuyen.vien"], world.unit("DU").pk)
    with pytest.raises(Forbidden, match="không tự duyệt"):
        accept(actor=both, submission=quarter.report("CS.002"))
    with pytest.raises(Forbidden, match="không tự duyệt"):
        return_(actor=both, submission=quarter.report("CS.002"), reason="Thiếu số.")
    accept(actor=world.superior, submission=quarter.report("CS.002"))


def test_nobody_accepts_or_returns_a_version_that_was_not_on_the_page(quarter: Quarter) -> None:
    quarter.send("CS.002", FULL)
    recall(actor=quarter.leader("CS.002"), submission=quarter.report("CS.002"))
    quarter.send("CS.002", {**FULL, "t.sessions": "999"})
    report = quarter.report("CS.002")
    with pytest.raises(Conflict, match="bản 2 thay cho bản 1"):
        accept(actor=quarter.world.reviewer, submission=report, version=1)
    with pytest.raises(Conflict, match="bản 2 thay cho bản 1"):
        return_(actor=quarter.world.reviewer, submission=report, reason="Xem lại.", version=1)
    accept(actor=quarter.world.reviewer, submission=report, version=2)


def test_only_the_unit_directly_above_accepts(quarter: Quarter) -> None:
    quarter.send("CS.001", FULL)
    report = quarter.report("CS.001")
    quarter.world.add_person("cv.tinh", "Bế Văn Mẫu", "TU", "reviewer")
    for actor in (quarter.world.leader, quarter.world.actor("cv.tinh")):
        with pytest.raises(Forbidden):
            accept(actor=actor, submission=report)
    assert [line.submission.pk for line in review_queue(quarter.world.reviewer)] == [report.pk]


def test_a_stranger_does_not_find_the_report(quarter: Quarter) -> None:
    with pytest.raises(NotFoundForYou):
        submission_for(quarter.world.stranger, quarter.report("CS.001").pk)


def test_a_neighbour_does_not_find_the_report_either(quarter: Quarter) -> None:
    with pytest.raises(NotFoundForYou):
        submission_for(quarter.leader("CS.002"), quarter.report("CS.001").pk)


def test_a_recalled_report_leaves_the_queue_and_keeps_its_version(quarter: Quarter) -> None:
    quarter.send("CS.002", FULL)
    recall(actor=quarter.leader("CS.002"), submission=quarter.report("CS.002"))
    assert review_queue(quarter.world.reviewer) == []
    assert version_of(quarter.report("CS.002"), 1).number == 1
    with pytest.raises(Invalid):
        accept(actor=quarter.world.reviewer, submission=quarter.report("CS.002"))


def test_an_accepted_report_opens_again_only_as_a_restatement_with_a_reason(quarter: Quarter) -> None:
    quarter.accept("CS.002", FULL)
    report = quarter.report("CS.002")
    with pytest.raises(Invalid, match="đã được duyệt"):
        quarter.save("CS.002", {"t.cells": "11"})
    with pytest.raises(Invalid):
        restate(actor=quarter.leader("CS.002"), submission=report, reason="")
    restate(actor=quarter.leader("CS.002"), submission=quarter.report("CS.002"), reason="Đếm sót một chi bộ.")
    assert totals(quarter.period).total(quarter.world.unit("DU").pk, "t.cells").value == 10


def test_a_restatement_flags_frozen_reports_and_changes_none(quarter: Quarter) -> None:
    first = quarter.accept("CS.002", FULL)
    world = quarter.world
    frozen = freeze_report(
        actor=world.reviewer, period=quarter.period, unit=world.unit("DU"), code="BC-1", as_of=date(2026, 9, 30),
        facts={"t.cells": 10}, version_ids=totals(quarter.period).version_ids(),
    )  # fmt: skip
    restate(actor=quarter.leader("CS.002"), submission=quarter.report("CS.002"), reason="Đếm sót một chi bộ.")
    quarter.accept("CS.002", {"t.cells": "11"})
    again = FrozenReport.objects.system("test").get(pk=frozen.pk)
    assert again.stale_since is not None
    assert again.facts == {"t.cells": 10}
    assert list(again.versions.values_list("pk", flat=True)) == [first.pk]
    assert totals(quarter.period).total(world.unit("DU").pk, "t.cells").value == 11
    assert version_of(quarter.report("CS.002"), 2).reason == "Đếm sót một chi bộ."


def test_the_database_refuses_to_change_what_was_sent(quarter: Quarter) -> None:
    version = quarter.send("CS.002", FULL)
    with pytest.raises(DatabaseError), transaction.atomic():
        SubmissionVersion.objects.filter(pk=version.pk).update(sent_by_label="Người khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Period.objects.system("test").filter(pk=quarter.period.pk).update(year=2025)


def test_sending_that_dies_half_way_leaves_nothing(quarter: Quarter, monkeypatch: pytest.MonkeyPatch) -> None:
    quarter.save("CS.002", FULL)
    monkeypatch.setattr(filling, "note", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(actor=quarter.leader("CS.002"), submission=quarter.report("CS.002"))
    report = quarter.report("CS.002")
    assert (report.state, report.current_id, report.versions.count()) == ("draft", None, 0)
    assert report.obligation is not None
    assert report.obligation.stage == "open"


def test_accepting_that_dies_half_way_leaves_the_report_waiting(
    quarter: Quarter, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarter.send("CS.002", FULL)
    monkeypatch.setattr(review, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        accept(actor=quarter.world.reviewer, submission=quarter.report("CS.002"))
    assert quarter.report("CS.002").state == "submitted"
    assert totals(quarter.period).coverage().accepted == ()


def test_the_audit_tells_the_whole_story(quarter: Quarter) -> None:
    quarter.send("CS.002", FULL)
    return_(actor=quarter.world.reviewer, submission=quarter.report("CS.002"), reason="Thiếu một buổi.")
    quarter.accept("CS.002", {"t.sessions": "4"})
    rows = AuditEntry.objects.filter(
        target_type="indicators.submission", target_id=str(quarter.report("CS.002").pk)
    )
    assert list(rows.order_by("pk").values_list("action", flat=True)) == [
        "reports.save_draft",
        "reports.send",
        "reports.return",
        "reports.save_draft",
        "reports.send",
        "reports.accept",
    ]


def test_at_the_top_of_a_line_another_leader_accepts_never_the_sender(quarter: Quarter) -> None:
    world, top = quarter.world, quarter.world.unit("TU")
    world.add_person("cv.tinh", "Bế Văn Mẫu", "TU", "reviewer")
    for name in ("bi.thu", "pho.bi.thu"):
        world.add_person(name, f"Mẫu {name}", "TU", "entry", "leader")
    period = open_period(
        actor=world.actor("cv.tinh"),
        unit=top,
        form_version=quarter.version,
        key=QUARTER,
        scope=Scope("party", top.pk, ("xa",), include_top=True),
        due_on=DUE,
    )
    report = quarter.report("TU", period)
    save_draft(actor=world.actor("bi.thu"), submission=report, cells=typed(FULL), revision=report.revision)
    send(actor=world.actor("bi.thu"), submission=quarter.report("TU", period))
    for name in ("bi.thu", "cv.tinh"):
        with pytest.raises(Forbidden):
            accept(actor=world.actor(name), submission=quarter.report("TU", period))
    accept(actor=world.actor("pho.bi.thu"), submission=quarter.report("TU", period))
    assert quarter.report("TU", period).state == "accepted"


def test_a_report_one_level_down_goes_to_the_unit_directly_above_and_into_every_total(
    quarter: Quarter,
) -> None:
    world = quarter.world
    world.add_unit("CB.1", "Chi bộ Khoa Lý luận", Kind.CELL, Level.BELOW_BASE, {"party": "CS.004"})
    world.add_person("ld.cb1", "Cán bộ CB.1", "CB.1", "entry", "leader")
    world.add_person("cv.truong", "Chu Văn Mẫu", "CS.004", "reviewer")
    kinds = (Kind.CELL.value, Kind.PARTY_BASE.value)
    period = open_period(
        actor=world.reviewer,
        unit=world.unit("DU"),
        form_version=quarter.version,
        key=QUARTER.next(),
        scope=Scope("party", world.unit("DU").pk, kinds),
        due_on=date(2027, 1, 5),
    )
    report = quarter.report("CB.1", period)
    save_draft(actor=world.actor("ld.cb1"), submission=report, cells=typed(FULL), revision=report.revision)
    send(actor=world.actor("ld.cb1"), submission=quarter.report("CB.1", period))
    with pytest.raises(Forbidden):
        accept(actor=world.reviewer, submission=quarter.report("CB.1", period))
    accept(actor=world.actor("cv.truong"), submission=quarter.report("CB.1", period))
    found = totals(period)
    for code in ("CB.1", "CS.004", "DU"):
        assert found.total(world.unit(code).pk, "t.cells").value == 10, code
    assert found.total(world.unit("CS.005").pk, "t.cells").value is None
