"""The demo's cascade stands where its data say."""

from __future__ import annotations

import pytest

from caunoi.accounts.selectors import actor_by_username
from caunoi.directives.selectors.bases import cases
from caunoi.directives.selectors.matrix import DONE, GAPS, OVERDUE, WAITING, matrix
from caunoi.directives.selectors.received import issued_by
from tests.demo.datafiles import load as data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]


@pytest.fixture
def specialist():
    found = actor_by_username("chuyenvien")
    assert found is not None
    return found


@pytest.fixture
def rows(specialist):
    (issued,) = issued_by(specialist)
    return {row.unit.code: row for row in matrix(specialist, issued.directive).rows}


def test_every_confirmed_plan_answers_as_the_data_say(rows):
    told = {plan["unit"]: plan["expected"] for plan in data("directives")["plans"] if "expected" in plan}
    assert {code: [reply.code for reply in rows[code].replies] for code in told} == told


def test_one_plan_waits_and_one_unit_has_none_and_is_overdue(rows):
    standings = {code: row.standing for code, row in rows.items()}
    assert standings == {"CS.005": GAPS, "CS.008": DONE, "CS.013": WAITING, "CS.014": OVERDUE, "CS.025": GAPS}
    assert rows["CS.014"].late_days > 0


def test_the_weaker_target_is_said_in_words(rows):
    coverage = rows["CS.025"].replies[0].coverage
    assert coverage is not None
    words = " ".join(difference.words for difference in coverage.differences)
    assert "98" in words
    assert "95" in words


def test_the_amended_plan_leaves_its_open_duties_to_be_reviewed(specialist):
    found = cases(specialist)
    assert {case.obligation.title for case in found if case.decides} >= {
        "Mở lớp bồi dưỡng nghiệp vụ dân vận cho cấp ủy viên phụ trách công tác dân vận"
    }
    assert {case.basis.symbol for case in found} == {"21-KH/ĐU"}
