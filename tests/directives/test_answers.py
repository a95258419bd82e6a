"""What a plan answers and where it falls short: confirmed, excluded, appraised by persons."""

from __future__ import annotations

from datetime import date

import pytest

from caunoi.directives.exclusions import accept_difference, decline, excuse, include_again, judge_again
from caunoi.directives.links import add_link, confirm_link, look_again, reject_link, reopen_link
from caunoi.directives.models import Appraisal, CoverageLink, Requirement
from caunoi.directives.plans import confirm_plan
from caunoi.directives.proposing import places
from caunoi.directives.selectors.answers import Reply
from caunoi.directives.selectors.requirements import asked_of
from caunoi.directives.selectors.unit_page import link_for, plan_for, plan_page
from caunoi.directives.setting_up import follow_correction
from caunoi.documents import review
from caunoi.documents.models import Provision
from caunoi.documents.selectors import version_for
from caunoi.documents.services import correct_text, register_document
from caunoi.kernel.errors import Conflict, Forbidden, Invalid, Refused
from caunoi.rules.coverage import Coverage, Difference
from tests.directives import texts
from tests.directives.conftest import (
    HANDBOOK,
    MODELS,
    ONLINE,
    REPORTS,
    TRAINING,
    addressed,
    compared,
    decide_all,
    row_of,
)

pytestmark = pytest.mark.django_db


def test_proposals_cover_nothing_until_a_person_confirms_them(staffed, directive, plan_of, today):
    addressee, document = plan_of("CS.001")
    plan = confirm_plan(actor=staffed.reviewer, addressee=addressee, document=document)
    row = row_of(staffed, directive, "CS.001")
    assert CoverageLink.objects.filter(plan=plan).exists()
    assert row.replies[ONLINE].code == "proposed"
    assert (row.summary.full, row.summary.none) == (0, 5)


def test_an_equal_promise_covers_and_a_missing_one_does_not(staffed, directive, plan_of, today):
    compared(staffed, plan_of)
    replies = row_of(staffed, directive, "CS.001").replies
    assert replies[ONLINE].code == "full"
    assert replies[HANDBOOK].code == "full"
    assert replies[REPORTS].counted_as == "none"


def test_a_weaker_target_is_a_part_and_both_numbers_are_said(staffed, directive, plan_of, today):
    compared(staffed, plan_of, online="95%")
    reply = row_of(staffed, directive, "CS.001").replies[ONLINE]
    assert reply.code == "part"
    assert [one.code for one in reply.differences] == ["weaker"]
    assert "98" in reply.differences[0].words
    assert "95" in reply.differences[0].words


def test_a_later_date_is_a_part(staffed, directive, plan_of, today):
    compared(staffed, plan_of, training="31/12/2026")
    reply = row_of(staffed, directive, "CS.001").replies[TRAINING]
    assert reply.code == "part"
    assert "later" in {one.code for one in reply.differences}


def test_the_same_day_is_not_later(staffed, directive, plan_of, today):
    compared(staffed, plan_of, training="30/11/2026")
    reply = row_of(staffed, directive, "CS.001").replies[TRAINING]
    assert "later" not in {one.code for one in reply.differences}


def test_what_a_unit_declines_stays_in_the_count_and_what_does_not_concern_it_leaves(
    staffed, directive, plan_of, today
):
    compared(staffed, plan_of)
    mine = addressed(staffed, directive, "CS.001")
    models, reports = list(Requirement.objects.order_by("finding__start"))[2:5:2]
    decline(actor=staffed.leader, addressee=mine, requirement=models, reason="Đơn vị có ba đảng viên")
    excuse(actor=staffed.reviewer, addressee=mine, requirement=reports, reason="Báo cáo chung với cơ quan")
    row = row_of(staffed, directive, "CS.001")
    assert row.replies[MODELS].code == "declined"
    assert row.replies[MODELS].counted_as == "none"
    assert row.replies[REPORTS].code == "excused"
    assert row.counted == 4


def test_a_unit_does_not_overwrite_the_superior_s_word(staffed, directive, today):
    mine = addressed(staffed, directive, "CS.001")
    requirement = Requirement.objects.first()
    excuse(actor=staffed.reviewer, addressee=mine, requirement=requirement, reason="Ngoài phạm vi")
    with pytest.raises(Invalid):
        decline(actor=staffed.leader, addressee=mine, requirement=requirement, reason="Không đủ người")
    assert row_of(staffed, directive, "CS.001").replies[0].code == "excused"


def test_a_unit_cannot_excuse_itself(staffed, directive, today):
    mine = addressed(staffed, directive, "CS.001")
    requirement = Requirement.objects.first()
    with pytest.raises(Forbidden):
        excuse(actor=staffed.leader, addressee=mine, requirement=requirement, reason="Không muốn")
    with pytest.raises(Invalid):
        decline(actor=staffed.leader, addressee=mine, requirement=requirement, reason="  ")


def test_a_confirmed_answer_and_an_exclusion_do_not_stand_together(staffed, directive, plan_of, today):
    plan = compared(staffed, plan_of)
    mine = addressed(staffed, directive, "CS.001")
    link = CoverageLink.objects.filter(plan=plan, state="confirmed").first()
    with pytest.raises(Invalid):
        decline(actor=staffed.leader, addressee=mine, requirement=link.requirement, reason="Không")
    reopen_link(actor=staffed.reviewer, link=link_for(staffed.reviewer, link.pk))
    row = decline(actor=staffed.leader, addressee=mine, requirement=link.requirement, reason="Không")
    with pytest.raises(Invalid):
        confirm_link(actor=staffed.reviewer, link=link_for(staffed.reviewer, link.pk))
    include_again(actor=staffed.leader, exclusion=row)
    confirm_link(actor=staffed.reviewer, link=link_for(staffed.reviewer, link.pk))


def test_the_second_of_two_who_decide_is_told(staffed, directive, plan_of, today):
    addressee, document = plan_of("CS.001")
    plan = confirm_plan(actor=staffed.reviewer, addressee=addressee, document=document)
    link = CoverageLink.objects.filter(plan=plan).first()
    reject_link(actor=staffed.reviewer, link=link_for(staffed.reviewer, link.pk), revision=0)
    with pytest.raises(Conflict):
        confirm_link(actor=staffed.reviewer, link=link_for(staffed.reviewer, link.pk), revision=0)


def test_a_clause_that_was_not_proposed_can_be_pointed_to(staffed, directive, plan_of, today):
    plan = compared(staffed, plan_of)
    requirement = list(Requirement.objects.order_by("finding__start"))[REPORTS]
    clause = Provision.objects.system("test").filter(version=plan.version, ident="II.1").get()
    add_link(actor=staffed.reviewer, plan=plan, requirement=requirement, provision=clause)
    reply = row_of(staffed, directive, "CS.001").replies[REPORTS]
    assert reply.code == "part"  # the words answer, the rhythm is missing
    assert "no-rhythm" in {one.code for one in reply.differences}


def test_a_whole_part_answers_with_the_figures_that_stand_in_it(staffed, directive, plan_of, today):
    plan = compared(staffed, plan_of, online="95%")
    requirement = list(Requirement.objects.order_by("finding__start"))[ONLINE]
    CoverageLink.objects.filter(requirement=requirement).delete()
    part = Provision.objects.system("test").filter(version=plan.version, ident="I").get()
    add_link(actor=staffed.reviewer, plan=plan, requirement=requirement, provision=part)
    reply = row_of(staffed, directive, "CS.001").replies[ONLINE]
    assert [one.code for one in reply.differences] == ["weaker"]


def test_a_clause_of_another_document_answers_nothing(staffed, directive, plan_of, today):
    plan = compared(staffed, plan_of)
    foreign = Provision.objects.system("test").filter(version=directive.version).first()
    requirement = Requirement.objects.first()
    with pytest.raises(Invalid):
        add_link(actor=staffed.reviewer, plan=plan, requirement=requirement, provision=foreign)


def test_a_certain_difference_is_never_waved_through(staffed, directive, plan_of, today):
    plan = compared(staffed, plan_of, online="95%")
    requirement = Requirement.objects.order_by("finding__start").first()
    accept_difference(
        actor=staffed.reviewer, plan=plan, requirement=requirement, codes=["weaker"], reason="Đã trao đổi"
    )
    assert row_of(staffed, directive, "CS.001").replies[ONLINE].code == "part"
    with pytest.raises(Forbidden):
        accept_difference(
            actor=staffed.leader, plan=plan, requirement=requirement, codes=["weaker"], reason="Tự cho qua"
        )


def test_a_doubtful_difference_counts_until_the_superior_accepts_it(staffed, directive, plan_of, today):
    plan = compared(staffed, plan_of, who="đảng viên dưới 40 tuổi")
    reply = row_of(staffed, directive, "CS.001").replies[HANDBOOK]
    assert reply.code == "part"
    assert reply.differences == reply.doubtful
    requirement = list(Requirement.objects.order_by("finding__start"))[HANDBOOK]
    codes = [one.key for one in reply.doubtful]
    row = accept_difference(
        actor=staffed.reviewer, plan=plan, requirement=requirement, codes=codes, reason="Cùng đối tượng"
    )
    assert row_of(staffed, directive, "CS.001").replies[HANDBOOK].code == "full"
    judge_again(actor=staffed.reviewer, appraisal=row)
    assert row_of(staffed, directive, "CS.001").replies[HANDBOOK].code == "part"


def test_a_difference_of_the_same_kind_that_reads_otherwise_is_judged_anew():
    seen, later = (
        Difference("narrower", "đảng viên", planned, "Có thể hẹp hơn", certain=False)
        for planned in ("đảng viên dưới 40 tuổi", "đảng viên dưới 30 tuổi")
    )
    accepted = Appraisal(codes=[seen.key])
    assert Reply("part", Coverage("part", (seen,)), appraisal=accepted).differences == ()
    assert Reply("part", Coverage("part", (later,)), appraisal=accepted).differences == (later,)


def test_a_plan_nobody_reviewed_answers_by_its_clauses_only(staffed, directive, at, today):
    with at(date(2026, 9, 22)):
        document = register_document(
            actor=staffed.leader,
            unit=staffed.unit("CS.001"),
            data=texts.plan().encode(),
            file_name="ke-hoach.txt",
        )
    found = places(version_for(staffed.leader, document))
    assert found
    assert all(place.finding_id is None for place in found)


def test_answers_follow_a_corrected_plan(staffed, directive, plan_of, today):
    plan = compared(staffed, plan_of, online="95%")
    fixed = texts.plan(symbol="11-KH/CB", online="95%").replace("Ít nhất 90%", "Ít nhất 92%")
    correct_text(
        actor=staffed.leader,
        document=plan.document,
        data=fixed.encode(),
        file_name="sua.txt",
        reason="Sửa mức",
    )
    fresh = plan_for(staffed.reviewer, plan.pk)
    assert plan_page(staffed.reviewer, fresh).corrected
    look_again(actor=staffed.reviewer, plan=fresh)
    replies = row_of(staffed, directive, "CS.001").replies
    assert replies[ONLINE].code == "part"  # its words are the same: the decision moved with them
    assert replies[HANDBOOK].code != "full"  # its words are gone: to be confirmed anew
    assert not plan_page(staffed.reviewer, plan_for(staffed.reviewer, plan.pk)).corrected


def test_requirements_follow_a_corrected_document_with_their_words(staffed, directive, plan_of, today):
    compared(staffed, plan_of)
    actor, document = staffed.reviewer, directive.document
    with pytest.raises(Refused):
        follow_correction(actor=actor, directive=directive)
    fixed = texts.DEMANDS.replace("Ít nhất 90% đảng viên", "Ít nhất 95% đảng viên")
    correct_text(actor=actor, document=document, data=fixed.encode(), file_name="sua.txt", reason="Sai mức")
    decide_all(actor, document)
    review.sign_off(actor=actor, version=version_for(actor, document))
    assert follow_correction(actor=actor, directive=directive) == 1  # the goal that reads otherwise now
    asked = asked_of(directive)
    assert {one.demand.value for one in asked if one.kind == "target"} == {98, 90, 2}
    assert row_of(staffed, directive, "CS.001").replies[ONLINE].code == "full"
