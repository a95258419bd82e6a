"""What a merge does to obligations, and what another area's obligations allow."""

from datetime import date

import pytest

from caunoi.kernel.actors import system_actor
from caunoi.kernel.audit import record
from caunoi.kernel.errors import Invalid, NotFoundForYou
from caunoi.kernel.running import mark_policy_checked
from caunoi.kernel.usecases import use_case
from caunoi.obligations import origins, services
from caunoi.obligations.evidence import Evidence
from caunoi.obligations.handouts import decline_units, hand_out, newcomers
from caunoi.obligations.models import Obligation, ProgressNote
from caunoi.obligations.opening import Draft
from caunoi.obligations.selectors import duty_for, handout_for, owed_by
from caunoi.obligations.status import status_of
from caunoi.obligations.turns import continue_all
from caunoi.orgs.lines import Kind, Level, Line
from caunoi.orgs.reorganizations import Decision, activate_due, stage_merge
from caunoi.orgs.selectors import preview
from tests.world import BUILDER


@pytest.fixture
def merge(world, today):
    return stage_merge(
        actor=world.unit_admin,
        sources=[world.unit("CS.001"), world.unit("CS.002")],
        parent=world.unit("DU"),
        code="CS.101",
        name="Chi bộ Văn phòng và Sơn Hà",
        short_name="Chi bộ Văn phòng và Sơn Hà",
        kind=Kind.CELL_BASE,
        effective_on=date(2026, 11, 1),
        decision=Decision("15-QĐ/ĐU", today, "Đảng ủy"),
    )


@pytest.fixture
def given(world, order, every_cell):
    chosen = order("CS.001", "CS.002", "CS.003", scope=every_cell)
    return hand_out(actor=world.reviewer, unit=world.unit("DU"), order=chosen)


def _of(handout, code):
    return Obligation.objects.system("test").get(handout=handout, unit__code=code)


def test_the_preview_says_what_would_move(world, given, merge):
    sentences = dict(preview(merge))["Nhiệm vụ"]
    assert "Chi bộ Văn phòng Tỉnh ủy: 1 nhiệm vụ đang mở, 0 nhiệm vụ đã kết thúc" in sentences


def test_open_and_closed_work_follows_into_the_new_unit_and_the_unit_of_record_stays(world, given, merge, at):
    done = _of(given, "CS.001")
    services.submit(actor=world.leader, duty=done, evidence=Evidence("1-KH", date(2026, 10, 12)))
    services.accept(actor=world.reviewer, duty=done)
    with at(date(2026, 11, 1)):
        activate_due(system_actor("Tác vụ hằng ngày"))
        moved = [_of(given, code) for code in ("CS.001", "CS.002")]
        assert {duty.custodian.code for duty in moved} == {"CS.101"}
        leader = world.leader
        assert duty_for(leader, done.pk).pk == done.pk
        assert [row.id for row in owed_by(leader)] == [moved[1].pk]
    assert _of(given, "CS.003").custodian.code == "CS.003"
    assert ProgressNote.objects.filter(kind="moved").count() == 1


def test_the_merged_unit_is_not_proposed_for_work_it_took_over(world, given, merge, at):
    with at(date(2026, 11, 1)):
        activate_due(system_actor("Tác vụ hằng ngày"))
        assert newcomers(given) == []


@pytest.fixture
def area(monkeypatch):
    """An invented area "giao-ban" that opens and closes its own obligations."""
    monkeypatch.setattr(
        origins,
        "_origins",
        {"giao-ban": origins.Origin("giao-ban", "giao ban tuần", lambda ref: f"/gb/{ref}/")},
    )


@use_case("tests.area")
def _within(*, actor, act):
    mark_policy_checked()
    result = act(actor)
    if result is None:
        record(actor_unit(actor), unit_id=actor.unit_id)
    return result


def actor_unit(actor):
    from caunoi.orgs.models import Unit

    return Unit.objects.system("test").get(pk=actor.unit_id)


@pytest.fixture
def origin_duty(world, area, today):
    draft = Draft(
        world.unit("CS.001").pk,
        world.unit("DU").pk,
        "party",
        "Báo cáo giao ban",
        "Báo cáo",
        date(2026, 10, 16),
    )
    return _within(
        actor=world.reviewer,
        act=lambda actor: origins.open_for_origin(actor, draft, origin="giao-ban", ref="7"),
    )


def test_no_button_closes_what_another_area_closes(world, origin_duty):
    with pytest.raises(Invalid, match="giao ban tuần"):
        services.submit(actor=world.leader, duty=origin_duty, evidence=Evidence("1", date(2026, 10, 12)))
    with pytest.raises(Invalid, match="giao ban tuần"):
        services.cancel(actor=world.reviewer, duty=origin_duty, reason="x")


def test_the_page_offers_the_areas_link_instead_of_a_button(sign_in, origin_duty):
    page = sign_in("lanh.dao").get(f"/nhiem-vu/{origin_duty.pk}/").content.decode()
    assert "/gb/7/" in page
    assert "/nop/" not in page


def test_the_area_moves_it_through_its_whole_life(world, origin_duty):
    def step(name, **more):
        function = getattr(origins, name)
        _within(actor=world.reviewer, act=lambda actor: function(actor, origin="giao-ban", ref="7", **more))
        duty = origins.obligation_of("giao-ban", "7")
        return duty.stage, status_of(duty, date(2026, 10, 20))

    assert step("submitted_for_origin", on=date(2026, 10, 16)) == ("submitted", "waiting")
    assert step("reopened_for_origin", reason="thiếu số liệu") == ("open", "overdue")
    assert step("submitted_for_origin", on=date(2026, 10, 19)) == ("submitted", "waiting-late")
    assert step("close_for_origin", on=date(2026, 10, 20)) == ("accepted", "done-late")


def test_closing_what_was_never_opened_is_refused(world, area):
    with pytest.raises(Invalid):
        _within(
            actor=world.reviewer,
            act=lambda actor: origins.close_for_origin(actor, origin="giao-ban", ref="8"),
        )


def test_a_stranger_does_not_find_the_areas_obligation(world, origin_duty):
    with pytest.raises(NotFoundForYou):
        duty_for(world.stranger, origin_duty.pk)


def test_what_a_merged_committee_handed_out_goes_on_under_its_successor(world, order, at):
    world.add_unit("D2", "Đảng ủy thứ hai", Kind.COMMITTEE, Level.UPPER_BASE, {Line.PARTY.value: "TU"})
    monthly = order("CS.001", every="quarter", due_on=None)
    handout = hand_out(actor=world.reviewer, unit=world.unit("DU"), order=monthly)
    stage_merge(
        actor=BUILDER,
        sources=[world.unit("DU"), world.unit("D2")],
        parent=world.unit("TU"),
        code="D3",
        name="Đảng ủy hợp nhất",
        short_name="Đảng ủy hợp nhất",
        kind=Kind.COMMITTEE,
        effective_on=date(2026, 11, 1),
        decision=Decision("15-QĐ/TU", date(2026, 10, 12), "Tỉnh ủy"),
    )
    with at(date(2027, 1, 4)):
        activate_due(system_actor("Tác vụ hằng ngày"))
        assert continue_all(system_actor("Tác vụ hằng ngày")) > 0
        opened = Obligation.objects.system("test").filter(handout=handout, opened_on=date(2027, 1, 4))
        assert {row.superior.code for row in opened} == {"D3"}
        handout.refresh_from_db()
        assert (handout.unit.code, handout.custodian.code) == ("DU", "D3")
        assert handout_for(world.reviewer, handout.pk) == handout
        decline_units(actor=world.reviewer, handout=handout, units=[world.unit("CS.004").pk])
