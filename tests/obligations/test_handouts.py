"""Handing out: by scope, by rhythm, once only, within reach."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from caunoi.documents.models import Distribution, Finding
from caunoi.kernel.actors import system_actor
from caunoi.kernel.errors import Forbidden, Invalid, NotFoundForYou
from caunoi.obligations.handouts import add_units, decline_units, hand_out, newcomers
from caunoi.obligations.models import Obligation, ProgressNote
from caunoi.obligations.orders import candidates, handout_choices
from caunoi.obligations.services import cancel
from caunoi.obligations.suggest import suggest
from caunoi.obligations.turns import continue_all, continue_handout
from caunoi.orgs.lines import Kind, Level, Line
from caunoi.orgs.scope import Scope
from caunoi.orgs.services import lead_peer
from caunoi.rules.recurrence import DueRule
from tests.world import BUILDER


def _duties(handout):
    return list(Obligation.objects.system("test").filter(handout=handout).order_by("pk"))


def test_the_preview_names_every_unit_of_the_scope_in_vietnamese_order(world, order, every_cell):
    found = candidates(world.unit("DU").pk, order(scope=every_cell))
    assert [one.unit.name for one in found] == ["Chi bộ Sơn Hà", "Chi bộ Sơn Hạ", "Chi bộ Văn phòng Tỉnh ủy"]
    assert not any(one.taken for one in found)


def test_confirming_creates_one_obligation_per_ticked_unit(world, order, every_cell, provision):
    chosen = order("CS.001", "CS.002", scope=every_cell, provision_id=provision.pk)
    handout = hand_out(actor=world.reviewer, unit=world.unit("DU"), order=chosen)
    duties = _duties(handout)
    assert [duty.unit.code for duty in duties] == ["CS.001", "CS.002"]
    assert {duty.superior.code for duty in duties} == {"DU"}
    assert {duty.document_id for duty in duties} == {provision.version.document_id}
    assert duties[0].code == f"NV-2026-{duties[0].pk:06}"
    assert handout.left_out == [world.unit("CS.003").pk]
    assert ProgressNote.objects.filter(kind="handed-out").count() == 2


def test_the_units_may_read_the_document_afterwards(world, order, provision):
    hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order("CS.001", provision_id=provision.pk))
    told = Distribution.objects.filter(document=provision.version.document)
    assert [row.unit.code for row in told] == ["CS.001"]


@pytest.mark.parametrize("name", ["clerk", "leader", "unit_admin", "auditor", "system_admin", "stranger"])
def test_others_than_the_committees_own_officers_cannot_hand_out(world, order, name):
    with pytest.raises(Forbidden):
        hand_out(actor=getattr(world, name), unit=world.unit("DU"), order=order("CS.001"))
    assert not Obligation.objects.system("test").exists()


def test_a_unit_outside_the_committee_is_refused_by_name(world, order):
    with pytest.raises(Invalid) as refused:
        hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order("CS.001", "CB.XA"))
    assert "Chi bộ thôn Đông" in refused.value.fields["units"]


def test_a_scope_above_the_committee_is_refused(world, order, every_cell):
    from dataclasses import replace

    above = order(scope=replace(every_cell, top_id=world.unit("TU").pk))
    with pytest.raises(Invalid) as refused:
        candidates(world.unit("DU").pk, above)
    assert "top" in refused.value.fields


def test_sending_the_form_twice_does_not_double_the_work(world, order):
    hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order("CS.001"))
    with pytest.raises(Invalid) as refused:
        hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order("CS.001", "CS.002"))
    assert "Chi bộ Văn phòng" in refused.value.fields["units"]
    assert Obligation.objects.system("test").count() == 1


def test_every_missing_field_is_named_at_once(world, order):
    empty = order(title=" ", product="", due_on=None)
    with pytest.raises(Invalid) as refused:
        hand_out(actor=world.reviewer, unit=world.unit("DU"), order=empty)
    assert set(refused.value.fields) == {"title", "product", "due_on", "units"}


def test_a_due_day_of_today_is_taken_and_yesterday_is_not(world, order, today):
    hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order("CS.001", due_on=today))
    with pytest.raises(Invalid) as refused:
        hand_out(
            actor=world.reviewer, unit=world.unit("DU"), order=order("CS.002", due_on=date(2026, 10, 11))
        )
    assert set(refused.value.fields) == {"due_on"}


def test_a_quarterly_duty_opens_only_the_turns_still_to_come_and_december_is_due_next_year(world, order):
    quarterly = order("CS.001", every="quarter", due_on=None, due_rule=DueRule.day_of_next_month(5))
    duties = _duties(hand_out(actor=world.reviewer, unit=world.unit("DU"), order=quarterly))
    assert [(duty.occurrence, duty.due_on) for duty in duties] == [("2026Q4", date(2027, 1, 5))]


def test_a_monthly_duty_of_january_has_twelve_turns(world, order, at):
    with at(date(2026, 1, 5)):
        monthly = order("CS.001", every="month", due_on=None, due_rule=DueRule.after_end())
        duties = _duties(hand_out(actor=world.reviewer, unit=world.unit("DU"), order=monthly))
    assert len(duties) == 12
    assert duties[-1].due_on == date(2026, 12, 31)


def test_a_finding_that_nobody_confirmed_cannot_be_handed_out(world, order, document, provision):
    finding = Finding.objects.create(
        version=provision.version, provision=provision, kind="assignment", start=1, end=5, proposed={}
    )
    with pytest.raises(Invalid):
        hand_out(
            actor=world.reviewer,
            unit=world.unit("DU"),
            order=order("CS.001", provision_id=provision.pk, finding_id=finding.pk),
        )


def test_a_clause_that_the_actor_cannot_read_is_no_basis(world, order, provision):
    world.add_person("lanh.dao.xa", "Ngô Văn Mẫu", "XA", "leader")
    with pytest.raises(Invalid):
        hand_out(
            actor=world.actor("lanh.dao.xa"),
            unit=world.unit("XA"),
            order=order("CB.XA", provision_id=provision.pk),
        )


def test_a_unit_that_came_later_is_proposed_and_not_added(world, order, every_cell):
    chosen = order("CS.001", "CS.002", scope=every_cell)
    handout = hand_out(actor=world.reviewer, unit=world.unit("DU"), order=chosen)
    assert newcomers(handout) == []
    world.add_unit("CS.006", "Chi bộ Nhà khách", Kind.CELL_BASE, Level.BASE, {Line.PARTY.value: "DU"})
    assert [unit.code for unit in newcomers(handout)] == ["CS.006"]
    assert len(_duties(handout)) == 2
    add_units(actor=world.reviewer, handout=handout, units=[world.unit("CS.006").pk])
    assert [duty.unit.code for duty in _duties(handout)] == ["CS.001", "CS.002", "CS.006"]
    assert newcomers(handout) == []


def test_a_declined_unit_is_not_proposed_again(world, order, every_cell):
    handout = hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order("CS.001", scope=every_cell))
    world.add_unit("CS.006", "Chi bộ Nhà khách", Kind.CELL_BASE, Level.BASE, {Line.PARTY.value: "DU"})
    decline_units(actor=world.reviewer, handout=handout, units=[world.unit("CS.006").pk])
    assert newcomers(handout) == []


def test_only_proposed_units_can_be_added(world, order, every_cell):
    handout = hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order("CS.001", scope=every_cell))
    with pytest.raises(Invalid):
        add_units(actor=world.reviewer, handout=handout, units=[world.unit("CS.004").pk])
    with pytest.raises(Forbidden):
        add_units(actor=world.leader, handout=handout, units=[world.unit("CS.004").pk])


def _quarterly(order, *codes):
    return order(*codes, every="quarter", due_on=None, due_rule=DueRule.day_of_next_month(5))


def test_a_new_year_opens_its_own_turns_once_and_only_for_units_that_still_answer(world, order, at):
    sweep = system_actor("Tác vụ hằng ngày")
    handout = hand_out(
        actor=world.reviewer, unit=world.unit("DU"), order=_quarterly(order, "CS.001", "CS.002")
    )
    cancel(actor=world.reviewer, duty=_duties(handout)[1], reason="Không còn phải báo cáo")
    with at(date(2026, 12, 31)):
        assert continue_all(sweep) == 0
    with at(date(2027, 1, 2)):
        assert continue_all(sweep) == 4
        assert continue_all(sweep) == 0
    fresh = [duty for duty in _duties(handout) if duty.occurrence.startswith("2027")]
    assert {duty.unit.code for duty in fresh} == {"CS.001"}
    assert fresh[-1].due_on == date(2028, 1, 5)


def test_nobody_but_the_system_opens_a_new_years_turns(world, order, at):
    handout = hand_out(actor=world.reviewer, unit=world.unit("DU"), order=_quarterly(order, "CS.001"))
    with at(date(2027, 1, 2)), pytest.raises(Forbidden):
        continue_handout(actor=world.superior, handout=handout)


def test_an_organization_led_at_the_same_level_can_be_given_work_across_lines(world, order):
    world.add_unit(
        "DTN", "Đoàn Thanh niên", Kind.MASS_ORGANIZATION, Level.UPPER_BASE, {Line.FRONT.value: None}
    )
    union = world.unit("DTN")
    across = order("DTN", line=Line.FRONT.value)
    with pytest.raises(Invalid):
        hand_out(actor=world.reviewer, unit=world.unit("DU"), order=across)
    lead_peer(actor=BUILDER, committee=world.unit("DU"), organization=union, on=date(2026, 1, 1))
    assert handout_choices(world.unit("DU").pk).led
    front = Scope(Line.FRONT.value, world.unit("DU").pk)
    named = candidates(world.unit("DU").pk, order(scope=front, with_led=True, line=Line.FRONT.value))
    assert [one.unit.code for one in named] == ["DTN"]
    (duty,) = _duties(hand_out(actor=world.reviewer, unit=world.unit("DU"), order=across))
    assert (duty.unit.code, duty.superior.code) == ("DTN", "DU")


def _confirmed(provision, kind, decided):
    return Finding.objects.create(
        version=provision.version,
        provision=provision,
        kind=kind,
        start=provision.start,
        end=provision.end,
        decided=decided,
        state="confirmed",
    )


def test_a_confirmed_assignment_fills_the_form_in_with_its_clauses_deadline(world, provision):
    _confirmed(provision, "deadline", {"kind": "date", "date": "2026-10-30"})
    finding = _confirmed(provision, "assignment", {"action": "xây dựng kế hoạch", "lead": []})
    suggestion = suggest(world.reviewer, None, finding.pk)
    assert suggestion.fields == {
        "title": "xây dựng kế hoạch",
        "product": "Kế hoạch",
        "due_on": date(2026, 10, 30),
    }
    assert suggestion.clause.provision_id == provision.pk


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ({"every": "quarter"}, {"every": "quarter"}),
        ({"every": "week"}, {}),
        ({"date": "2026-10"}, {}),
        ({}, {}),
    ],
)
def test_a_rhythm_or_a_partial_date_is_never_guessed_into_a_due_day(world, provision, read, expected):
    finding = _confirmed(provision, "deadline", read | {"what": "báo cáo"})
    assert suggest(world.reviewer, None, finding.pk).fields == {"title": "báo cáo"} | expected


def test_a_stranger_gets_no_suggestion_from_a_clause_or_a_finding(world, provision):
    finding = _confirmed(provision, "assignment", {"action": "x"})
    with pytest.raises(NotFoundForYou):
        suggest(world.stranger, provision.pk, None)
    with pytest.raises(NotFoundForYou):
        suggest(world.stranger, None, finding.pk)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_hand_out_once(emptied_without_triggers, world, order):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: the second click always sees the first")
    actor, unit, chosen = world.reviewer, world.unit("DU"), order("CS.001", due_on=date(2099, 1, 5))
    both = threading.Barrier(2)

    def click():
        both.wait()
        try:
            hand_out(actor=actor, unit=unit, order=chosen)
        except Invalid as problem:
            return set(problem.fields)
        finally:
            connection.close()
        return set()

    with ThreadPoolExecutor(2) as pool:
        outcomes = [future.result() for future in [pool.submit(click), pool.submit(click)]]
    assert sorted(outcomes, key=len) == [set(), {"units"}]
    assert Obligation.objects.system("test").count() == 1
