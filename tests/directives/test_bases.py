"""When a basis is amended, what stands on it is listed until a person decides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from caunoi.directives.models import BasisReview
from caunoi.directives.reconfirming import reconfirm
from caunoi.directives.selectors.bases import cases, changes_of, count_to_decide
from caunoi.documents import review
from caunoi.documents.models import Citation
from caunoi.documents.selectors import decided_findings, finding_for, provision_ids, version_for
from caunoi.documents.services import correct_text, distribute, register_document
from caunoi.indicators.measuring import Measure, Threshold, define_target
from caunoi.insights.desk import desk
from caunoi.kernel.errors import Conflict, Forbidden, Invalid
from caunoi.obligations.handouts import hand_out
from caunoi.obligations.models import Obligation
from caunoi.obligations.orders import Order
from caunoi.orgs.lines import Line
from caunoi.orgs.scope import Scope
from tests.directives import texts
from tests.directives.conftest import decide_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def duties(staffed, resolution, at):
    """Two units' duties on clause II.1 of the resolution."""
    with at(date(2026, 9, 10)):
        actor = staffed.reviewer
        clause = provision_ids(version_for(actor, resolution))["II.1"]
        order = Order(
            title="Tổ chức tập huấn kỹ năng số",
            product="Báo cáo",
            line=Line.PARTY.value,
            units=(staffed.unit("CS.001").pk, staffed.unit("CS.002").pk),
            due_on=date(2026, 11, 30),
            provision_id=clause,
        )
        handout = hand_out(actor=actor, unit=staffed.unit("DU"), order=order)
    return list(Obligation.objects.system("test").filter(handout=handout).order_by("pk"))


@pytest.fixture
def target(staffed, resolution, at):
    """A judged target on the first goal of the resolution."""
    with at(date(2026, 9, 10)):
        actor = staffed.reviewer
        goal = decided_findings(version_for(actor, resolution), "target")[0]
        return define_target(
            actor=actor,
            unit=staffed.unit("DU"),
            measure=Measure("judged", "Hồ sơ trên mạng", why_judged="Chưa có số đếm"),
            threshold=Threshold(">=", Decimal(98)),
            period_kind="quarter",
            scope=Scope(Line.PARTY.value, staffed.unit("DU").pk),
            finding=finding_for(actor, goal.id),
        )


@pytest.fixture
def amend(staffed, today):
    """``amend("thay thế")`` registers a document that does so; ``decided`` confirms its citations."""

    def register(verb="sửa đổi, bổ sung", decided=True, symbol="45-NQ/ĐU"):
        actor = staffed.reviewer
        text = texts.change(verb, symbol)
        document = register_document(
            actor=actor, unit=staffed.unit("DU"), data=text.encode(), file_name=f"{symbol[:2]}.txt"
        )
        if decided:
            decide_all(actor, document)
        return document

    return register


def keys(actor):
    return [case.key for case in cases(actor) if case.decides]


@pytest.mark.parametrize(
    ("verb", "role"), [("sửa đổi, bổ sung", "amends"), ("thay thế", "replaces"), ("bãi bỏ", "repeals")]
)
def test_every_open_duty_on_a_changed_basis_is_listed(staffed, duties, target, amend, verb, role):
    amending = amend(verb)
    assert set(
        Citation.objects.filter(finding__version__document=amending).values_list("role", flat=True)
    ) == {role}
    found = cases(staffed.reviewer)
    assert {case.obligation.pk for case in found if case.obligation} == {duty.pk for duty in duties}
    assert {case.target.pk for case in found if case.target} == {target.pk}
    assert all(case.decides for case in found)


def test_a_citation_nobody_confirmed_is_shown_and_has_no_effect(staffed, resolution, duties, amend):
    amend(decided=False)
    assert cases(staffed.reviewer) == []
    (change,) = changes_of(staffed.reviewer, [resolution.pk])
    assert not change.confirmed


def test_a_rejected_citation_is_not_even_shown(staffed, resolution, duties, amend):
    amending = amend(decided=False)
    for citation in Citation.objects.filter(finding__version__document=amending):
        review.reject(actor=staffed.reviewer, finding=finding_for(staffed.reviewer, citation.finding_id))
    assert changes_of(staffed.reviewer, [resolution.pk]) == []


def test_a_mere_mention_changes_nothing(staffed, duties, amend):
    amend("viện dẫn")
    assert cases(staffed.reviewer) == []


def test_who_owes_the_duty_sees_it_and_does_not_decide(staffed, duties, amend):
    amending = amend()
    assert cases(staffed.leader) == []  # the unit was not sent what amends
    distribute(
        actor=staffed.reviewer, document=amending, units=[staffed.unit("CS.001")], reason="để thực hiện"
    )
    (case,) = cases(staffed.leader)
    assert case.obligation == duties[0]
    assert not case.decides
    with pytest.raises(Conflict):
        reconfirm(actor=staffed.leader, keys=[case.key], decision="keep", reason="Vẫn làm")


def test_keeping_takes_it_off_the_list_and_leaves_the_duty_alone(staffed, duties, amend):
    amend()
    reconfirm(actor=staffed.reviewer, keys=keys(staffed.reviewer), decision="keep", reason="Không đổi")
    assert cases(staffed.reviewer) == []
    assert {row.stage for row in Obligation.objects.system("test")} == {"open"}
    assert BasisReview.objects.count() == 2


def test_another_change_asks_again(staffed, duties, amend):
    amend()
    reconfirm(actor=staffed.reviewer, keys=keys(staffed.reviewer), decision="adjust", reason="Hai đợt")
    amend("thay thế", symbol="46-NQ/ĐU")
    assert len(keys(staffed.reviewer)) == 2


def test_cancelling_withdraws_the_duty_and_only_the_chosen_one(staffed, duties, amend):
    amend("bãi bỏ")
    first = next(case.key for case in cases(staffed.reviewer) if case.obligation == duties[0])
    reconfirm(actor=staffed.reviewer, keys=[first], decision="cancel", reason="Đã bãi bỏ")
    stages = {row.pk: row.stage for row in Obligation.objects.system("test")}
    assert stages == {duties[0].pk: "cancelled", duties[1].pk: "open"}
    assert len(keys(staffed.reviewer)) == 1


def test_a_target_is_not_cancelled_here(staffed, target, amend):
    amend("bãi bỏ")
    with pytest.raises(Invalid):
        reconfirm(actor=staffed.reviewer, keys=keys(staffed.reviewer), decision="cancel", reason="Đã bãi bỏ")
    assert not BasisReview.objects.exists()


def test_a_plan_owed_by_a_directive_is_not_cancelled_by_hand(staffed, directive, amend):
    amend("bãi bỏ")
    assert len(keys(staffed.reviewer)) == 3
    with pytest.raises(Invalid):
        reconfirm(actor=staffed.reviewer, keys=keys(staffed.reviewer), decision="cancel", reason="Đã bãi bỏ")
    assert not BasisReview.objects.exists()


def test_a_decision_needs_a_reason_and_a_choice(staffed, duties, amend):
    amend()
    with pytest.raises(Invalid) as refused:
        reconfirm(actor=staffed.reviewer, keys=[], decision="vì sao", reason=" ")
    assert set(refused.value.fields) == {"chon", "decision", "reason"}


def test_two_who_decide_at_once_do_not_both_succeed(staffed, duties, amend):
    amend()
    seen = keys(staffed.reviewer)
    reconfirm(actor=staffed.superior, keys=seen, decision="keep", reason="Giữ")
    with pytest.raises(Conflict):
        reconfirm(actor=staffed.reviewer, keys=seen, decision="cancel", reason="Hủy")
    assert {row.stage for row in Obligation.objects.system("test")} == {"open"}


def test_a_clerk_and_an_auditor_decide_nothing(staffed, duties, amend):
    amend()
    for actor in (staffed.clerk, staffed.auditor):
        with pytest.raises(Forbidden):
            reconfirm(actor=actor, keys=["nv-1-vb-1"], decision="keep", reason="Giữ")
        assert count_to_decide(actor) == 0


def test_finished_work_is_not_brought_up_again(staffed, duties, amend):
    Obligation.objects.system("test").filter(pk=duties[0].pk).update(stage="accepted")
    amend()
    assert [case.obligation.pk for case in cases(staffed.reviewer)] == [duties[1].pk]


def test_a_corrected_clause_asks_and_an_unchanged_one_does_not(staffed, resolution, duties, target, today):
    fixed = texts.DEMANDS.replace("trước ngày 30/11/2026", "trước ngày 15/11/2026")
    correct_text(
        actor=staffed.reviewer,
        document=resolution,
        data=fixed.encode(),
        file_name="sua.txt",
        reason="Sai ngày",
    )
    found = cases(staffed.reviewer)
    assert {case.obligation.pk for case in found if case.obligation} == {duty.pk for duty in duties}
    assert not [case for case in found if case.target]  # its clause reads as before
    reconfirm(
        actor=staffed.reviewer, keys=[case.key for case in found], decision="adjust", reason="Hạn sớm hơn"
    )
    assert cases(staffed.reviewer) == []


def test_the_desk_counts_what_is_to_be_decided(staffed, duties, amend):
    assert desk(staffed.reviewer).bases == 0
    amend()
    assert desk(staffed.reviewer).bases == 2
    assert desk(staffed.leader).bases == 0


def test_reviews_cannot_be_rewritten(staffed, duties, amend):
    amend()
    reconfirm(actor=staffed.reviewer, keys=keys(staffed.reviewer), decision="keep", reason="Không đổi")
    with pytest.raises(DatabaseError), transaction.atomic():
        BasisReview.objects.update(decision="cancel")


def test_a_stranger_has_nothing_to_review(staffed, duties, amend):
    amend()
    assert cases(staffed.stranger) == []
