"""From a superior's document to a unit's confirmed plan, and what the plan lacks."""

from __future__ import annotations

from datetime import date

import pytest

from caunoi.accounts.selectors import actor_for
from caunoi.accounts.services import grant_role
from caunoi.directives.handover import preview, transfer
from caunoi.directives.models import Directive
from caunoi.directives.plans import confirm_plan, return_plan, submit_plan
from caunoi.directives.selectors.matrix import (
    DONE,
    GAPS,
    MISSING,
    OVERDUE,
    WAITING,
    Filters,
    matrix,
)
from caunoi.directives.selectors.requirements import asked_of
from caunoi.directives.selectors.unit_page import plan_for
from caunoi.documents.handover import transfer as move_documents
from caunoi.documents.models import Document
from caunoi.documents.services import correct_text
from caunoi.kernel import roles
from caunoi.kernel.errors import Conflict, Forbidden, Invalid, NotFoundForYou, Refused
from caunoi.obligations.models import Obligation
from caunoi.orgs.lines import Line
from caunoi.orgs.models import Unit
from tests.directives import texts
from tests.directives.conftest import (
    DUE,
    HANDBOOK,
    ONLINE,
    REPORTS,
    TRAINING,
    UNITS,
    addressed,
    compared,
    confirm_everything,
    demand,
    duty_of,
    row_of,
    take,
)
from tests.world import BEGIN, BUILDER

pytestmark = pytest.mark.django_db


def test_targets_and_assignments_become_requirements_with_the_dates_of_their_clause(staffed, directive):
    asked = asked_of(directive)
    assert [one.kind for one in asked] == ["target"] * 3 + ["assignment"] * 2
    assert asked[TRAINING].demand.by == "2026-11-30"
    assert asked[TRAINING].demand.every is None
    assert asked[REPORTS].demand.every == "quarter"
    assert asked[REPORTS].demand.by is None
    assert asked[ONLINE].clause is not None
    assert asked[ONLINE].clause.path == "Mục I.1"


def test_every_addressed_unit_owes_a_plan_and_reads_the_document(staffed, directive):
    duties = Obligation.objects.system("test").filter(closes_by_origin="plan")
    assert {duty.custodian.code for duty in duties} == set(UNITS)
    assert {duty.due_on for duty in duties} == {DUE}
    assert {duty.product for duty in duties} == {"Kế hoạch"}
    reader = staffed.actor("leader2")
    assert Document.objects.visible_to(reader).filter(pk=directive.document_id).exists()


def test_no_plan_demanded_opens_no_duty(staffed, resolution, at):
    with at(date(2026, 9, 3)):
        demand(staffed, resolution, due=None)
    assert not Obligation.objects.system("test").filter(closes_by_origin="plan").exists()


def test_a_document_that_is_not_signed_off_makes_no_requirements(staffed, at):
    with at(date(2026, 9, 2)):
        document = take(staffed.reviewer, staffed.unit("DU"), texts.DEMANDS)
        with pytest.raises(Refused):
            demand(staffed, document)


def test_a_document_is_set_up_once(staffed, resolution, directive, at):
    with at(date(2026, 9, 4)), pytest.raises(Refused):
        demand(staffed, resolution)


def test_a_unit_that_stands_elsewhere_is_not_addressed(staffed, resolution, at):
    with at(date(2026, 9, 3)), pytest.raises(Invalid) as refused:
        demand(staffed, resolution, "CS.001", "CB.XA")
    assert "Chi bộ thôn Đông" in refused.value.fields["units"]
    assert not Directive.objects.system("test").exists()


def test_without_a_plan_a_unit_is_named_and_overdue_only_after_the_due_day(staffed, directive, at):
    with at(DUE):
        assert {row.standing for row in matrix(staffed.reviewer, directive).every} == {MISSING}
    with at(date(2026, 10, 13)):
        found = matrix(staffed.reviewer, directive)
        assert {row.standing for row in found.every} == {OVERDUE}
        assert {row.unit.code for row in found.without_plan} == set(UNITS)
        assert {row.late_days for row in found.every} == {1}


def test_a_plan_due_at_the_end_of_the_year_is_not_overdue_in_december(staffed, resolution, at):
    with at(date(2026, 9, 3)):
        directive = demand(staffed, resolution, due=date(2026, 12, 31))
    with at(date(2026, 12, 31)):
        assert {row.standing for row in matrix(staffed.reviewer, directive).every} == {MISSING}
    with at(date(2027, 1, 4)):
        assert {row.standing for row in matrix(staffed.reviewer, directive).every} == {OVERDUE}


def test_confirming_a_plan_closes_its_duty_on_the_day_it_was_there(staffed, directive, plan_of, at):
    addressee, document = plan_of("CS.001")
    with at(date(2026, 10, 20)):
        confirm_plan(actor=staffed.reviewer, addressee=addressee, document=document)
    duty = duty_of(addressee)
    assert duty.stage == "accepted"
    assert duty.submitted_on == date(2026, 9, 22)  # the wait was not the unit's
    assert duty.accepted_on == date(2026, 10, 20)


def test_a_submitted_plan_waits_and_covers_nothing_yet(staffed, directive, plan_of, today):
    addressee, document = plan_of("CS.002")
    plan = submit_plan(actor=staffed.actor("leader2"), addressee=addressee, document=document)
    confirm_everything(staffed.actor("leader2"), plan)
    row = row_of(staffed, directive, "CS.002")
    assert row.standing == WAITING
    assert row.summary.full == 0
    assert duty_of(addressee).stage == "submitted"


def test_a_returned_plan_is_owed_again_and_its_reason_stays(staffed, directive, plan_of, today):
    addressee, document = plan_of("CS.001")
    confirm_plan(actor=staffed.reviewer, addressee=addressee, document=document)
    plan = return_plan(
        actor=staffed.reviewer, addressee=addressee, document=document, reason="Chưa có phụ lục"
    )
    assert plan.reason == "Chưa có phụ lục"
    assert duty_of(addressee).stage == "open"
    assert row_of(staffed, directive, "CS.001").plan is None
    again = submit_plan(actor=staffed.leader, addressee=addressee, document=document)
    assert again.pk == plan.pk


def test_another_unit_s_document_is_no_plan(staffed, directive, plan_of, today):
    _, other = plan_of("CS.002")
    mine = addressed(staffed, directive, "CS.001")
    with pytest.raises(Invalid):
        confirm_plan(actor=staffed.reviewer, addressee=mine, document=other)


def test_one_unit_has_one_live_plan(staffed, directive, plan_of, today):
    addressee, document = plan_of("CS.001")
    confirm_plan(actor=staffed.reviewer, addressee=addressee, document=document)
    other = take(staffed.leader, staffed.unit("CS.001"), texts.plan(symbol="19-KH/CB"), "khac.txt")
    with pytest.raises(Invalid):
        confirm_plan(actor=staffed.reviewer, addressee=addressee, document=other)


def test_the_superior_reads_a_plan_once_it_was_handed_in(staffed, directive, plan_of, today):
    staffed.add_person("dau.moi", "Vi Văn Mẫu", "DU", "leader")
    reader = staffed.actor("dau.moi")  # reads the committee's own papers, not those below
    addressee, document = plan_of("CS.001")
    assert not Document.objects.visible_to(reader).filter(pk=document.pk).exists()
    submit_plan(actor=staffed.leader, addressee=addressee, document=document)
    assert Document.objects.visible_to(reader).filter(pk=document.pk).exists()


def test_who_answers_for_the_unit_cannot_confirm_its_plan(staffed, directive, plan_of, today):
    addressee, document = plan_of("CS.001")
    head = staffed.people["lanh.dao"]
    above = staffed.unit("DU")
    grant_role(actor=BUILDER, person=head, role=roles.SUPERIOR, unit=above, line=Line.PARTY, valid_from=BEGIN)
    with pytest.raises(Forbidden):
        confirm_plan(actor=actor_for(head, above.pk), addressee=addressee, document=document)
    assert duty_of(addressee).stage == "open"


def test_the_unit_s_own_leader_may_not_confirm(staffed, directive, plan_of, today):
    addressee, document = plan_of("CS.001")
    with pytest.raises(Forbidden):
        confirm_plan(actor=staffed.leader, addressee=addressee, document=document)


def test_the_matrix_is_narrowed_by_standing_requirement_and_name(staffed, directive, plan_of, today):
    compared(staffed, plan_of, online="95%")
    online = asked_of(directive)[ONLINE].id

    def codes(**filters):
        return {row.unit.code for row in matrix(staffed.reviewer, directive, Filters(**filters)).rows}

    assert codes(standing=GAPS) == {"CS.001"}
    assert codes(standing=DONE) == set()
    assert codes(text="son ha") == {"CS.002", "CS.003"}
    assert codes(requirement=online) == set(UNITS)
    assert codes(requirement=asked_of(directive)[HANDBOOK].id) == {"CS.002", "CS.003"}


def test_sums_name_the_units_that_lack(staffed, directive, plan_of, today):
    compared(staffed, plan_of)
    tally = matrix(staffed.reviewer, directive).tallies[ONLINE]
    assert (tally.summary.full, tally.summary.total) == (1, 3)
    assert [unit.code for unit in tally.lacking] == ["CS.002", "CS.003"]


def test_a_subordinate_sees_its_own_row_and_no_sums(staffed, directive, plan_of, today):
    found = matrix(staffed.leader, directive)
    assert [row.unit.code for row in found.every] == ["CS.001"]
    assert not found.whole


def test_a_stranger_knows_nothing_of_it(staffed, directive, plan_of, today):
    plan = compared(staffed, plan_of)
    assert not Directive.objects.visible_to(staffed.stranger).exists()
    with pytest.raises(NotFoundForYou):
        plan_for(staffed.stranger, plan.pk)


def test_a_neighbour_does_not_see_another_unit_s_plan(staffed, directive, plan_of, today):
    plan = compared(staffed, plan_of)
    with pytest.raises(NotFoundForYou):
        plan_for(staffed.actor("leader2"), plan.pk)


def test_the_successor_of_a_merged_unit_answers_for_its_plan(staffed, directive, plan_of, today):
    compared(staffed, plan_of, "CS.002")
    old, new = staffed.unit("CS.002"), staffed.unit("CS.003")
    assert preview([old.pk]) == ["1 văn bản cấp trên phải triển khai"]
    move_documents(staffed.reviewer, {old.pk: new.pk}, today)
    transfer(staffed.reviewer, {old.pk: new.pk}, today)
    rows = [row for row in matrix(staffed.reviewer, directive).every if row.unit.code == "CS.003"]
    assert {row.record_unit.code for row in rows} == {"CS.002", "CS.003"}
    assert {row.plan is not None for row in rows if row.record_unit.code == "CS.002"} == {True}
    assert Unit.objects.system("test").get(code="CS.002").pk == old.pk


def test_a_confirmed_plan_is_not_handed_in_over_its_confirmation(staffed, directive, plan_of, today):
    mine, document = plan_of("CS.001")
    confirm_plan(actor=staffed.reviewer, addressee=mine, document=document)
    with pytest.raises(Conflict):
        submit_plan(actor=staffed.leader, addressee=mine, document=document)
    assert row_of(staffed, directive, "CS.001").plan.state == "confirmed"


def test_answers_decided_before_the_confirmation_follow_a_text_corrected_in_between(
    staffed, directive, plan_of, today
):
    mine, document = plan_of("CS.001")
    confirm_everything(staffed.leader, submit_plan(actor=staffed.leader, addressee=mine, document=document))
    fixed = texts.plan(symbol="11-KH/CB").replace("Ít nhất 90%", "Ít nhất 92%")
    correct_text(
        actor=staffed.leader, document=document, data=fixed.encode(), file_name="s.txt", reason="Sửa mức"
    )
    confirm_plan(actor=staffed.reviewer, addressee=mine, document=document)
    assert row_of(staffed, directive, "CS.001").replies[ONLINE].code == "full"
