"""Totals: what adds and what never does, who is missing, and the tree of any date."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal

import pytest

from caunoi.accounts.selectors import actor_for
from caunoi.indicators.filling import save_draft, send
from caunoi.indicators.measuring import judge
from caunoi.indicators.models import Submission
from caunoi.indicators.opening import open_period
from caunoi.indicators.review import accept, return_
from caunoi.indicators.selectors.figures import Question, figure
from caunoi.indicators.selectors.heatmap import heat_map
from caunoi.indicators.selectors.readings import read
from caunoi.indicators.selectors.sheets import sheet
from caunoi.indicators.selectors.totals import totals
from caunoi.kernel.errors import Forbidden, Invalid, NotFoundForYou
from caunoi.obligations.status import status_of
from caunoi.orgs.services import attach
from caunoi.rules.periods import PeriodKey
from tests.indicators.builders import (
    BUILDER,
    CODES,
    DUE,
    FORM,
    FULL,
    QUARTER,
    Quarter,
    add_leaders,
    carry_out,
    load_form,
    open_quarter,
    scope,
    stage,
    typed,
)
from tests.world import World

At = Callable[[date], AbstractContextManager[datetime]]


def test_blank_is_missing_and_nil_is_a_reported_zero(quarter: Quarter) -> None:
    quarter.accept("CS.001", FULL | {"t.sessions": "4"})
    quarter.accept("CS.002", FULL | {"t.sessions": "nil"})
    quarter.accept("CS.003", FULL | {"t.sessions": "blank"})
    quarter.accept("CS.004", FULL | {"t.sessions": "not-applicable"})
    total = totals(quarter.period).total(quarter.world.unit("DU").pk, "t.sessions")
    assert (total.value, total.reported, total.missing, total.not_applicable) == (4, 2, 2, 1)


def test_a_percentage_is_the_sum_over_the_sum(quarter: Quarter) -> None:
    quarter.accept("CS.001", FULL | {"t.studied": "10", "t.cells": "10"})
    quarter.accept("CS.002", FULL | {"t.studied": "1", "t.cells": "90"})
    target = quarter.target(value=Decimal(50))
    reading = read(totals(quarter.period), target, quarter.world.unit("DU").pk)
    assert reading.shown == "11 %"
    assert reading.code == "not-met"


def test_distinct_persons_are_never_summed(quarter: Quarter) -> None:
    quarter.accept("CS.001", FULL | {"t.people": "4"})
    quarter.accept("CS.002", FULL | {"t.people": "5"})
    total = totals(quarter.period).total(quarter.world.unit("DU").pk, "t.people")
    assert (total.value, total.passages) == (None, 9)


def test_only_accepted_reports_count_and_the_missing_are_named(quarter: Quarter) -> None:
    quarter.accept("CS.001", FULL)
    quarter.send("CS.002", FULL)
    quarter.save("CS.003", FULL)
    found = figure(
        quarter.world.reviewer, quarter.period, Question(quarter.world.unit("DU").pk, code="t.cells")
    )
    assert found.shown == "10"
    assert found.coverage.words == "1 trên 5 đơn vị"
    assert {one.unit.code: one.why for one in found.missing} == {
        "CS.002": "Đã gửi, chờ duyệt",
        "CS.003": "Chưa gửi",
        "CS.004": "Chưa báo cáo",
        "CS.005": "Chưa báo cáo",
    }


def test_sent_on_the_due_day_is_not_late_and_the_day_after_is(quarter: Quarter, at: At) -> None:
    with at(DUE):
        quarter.accept("CS.001", FULL)
    with at(date(2026, 10, 6)):
        quarter.accept("CS.002", FULL)
    late = totals(quarter.period).coverage().late
    assert quarter.world.unit("CS.001").pk not in late
    assert quarter.world.unit("CS.002").pk in late


def test_a_report_returned_after_the_due_day_is_late_again_as_its_obligation_says(
    quarter: Quarter, at: At
) -> None:
    with at(DUE):
        quarter.send("CS.001", FULL)
        return_(actor=quarter.world.reviewer, submission=quarter.report("CS.001"), reason="Ghi lại.")
    unit = quarter.world.unit("CS.001").pk
    assert unit in totals(quarter.period).coverage().late
    duty = quarter.report("CS.001").obligation
    assert duty is not None
    assert status_of(duty, date(2026, 10, 12)) == "overdue"


def test_an_extension_of_the_obligation_moves_the_due_day_of_the_report(quarter: Quarter) -> None:
    duty = quarter.report("CS.001").obligation
    assert duty is not None
    type(duty).objects.system("test").filter(pk=duty.pk).update(due_on=date(2026, 10, 30))
    assert quarter.report("CS.001").due_on == date(2026, 10, 30)
    assert quarter.world.unit("CS.001").pk not in totals(quarter.period).coverage().late


def test_an_estimate_counts_and_is_marked(quarter: Quarter) -> None:
    quarter.accept("CS.001", FULL | {"t.sessions": ("estimate", "40")})
    found = figure(
        quarter.world.reviewer, quarter.period, Question(quarter.world.unit("DU").pk, code="t.sessions")
    )
    assert found.shown == "40"
    assert [one.unit.code for one in found.estimated] == ["CS.001"]


def test_a_target_for_each_unit_counts_the_units_that_reach_it(quarter: Quarter) -> None:
    for code, sessions in zip(CODES[:3], ("0", "1", "7"), strict=True):
        quarter.accept(code, FULL | {"t.sessions": sessions})
    target = quarter.target("element", value=Decimal(1), each_unit=True)
    found = totals(quarter.period)
    above = read(found, target, quarter.world.unit("DU").pk)
    assert (above.own_units, above.code) == ((2, 3), "not-met")
    assert read(found, target, quarter.world.unit("CS.002").pk).code == "met"
    assert read(found, target, quarter.world.unit("CS.001").pk).code == "not-met"


def test_a_judged_target_has_no_verdict_until_somebody_gives_a_reason(quarter: Quarter) -> None:
    target = quarter.target("judged", value=Decimal(100))
    unit, period = quarter.world.unit("DU"), quarter.period
    assert read(totals(period), target, unit.pk).code == "unknown"
    with pytest.raises(Invalid):
        judge(actor=quarter.world.superior, target=target, unit=unit, period=period, met=True, reason=" ")
    judge(
        actor=quarter.world.superior,
        target=target,
        unit=unit,
        period=period,
        met=True,
        reason="Đã có quy chế mới.",
    )
    found = figure(quarter.world.reviewer, period, Question(unit.pk, target))
    assert found.reading is not None
    assert found.reading.code == "met"
    assert "quy chế mới" in found.reading.verdict.words


def test_the_heat_map_puts_what_needs_attention_first(quarter: Quarter) -> None:
    quarter.target()
    quarter.accept("CS.001", FULL)
    quarter.accept("CS.002", FULL | {"t.studied": "1"})
    found = heat_map(quarter.period, quarter.world.unit("DU").pk)
    assert [row.unit.code for row in found.rows][0] == "CS.002"
    assert [row.unit.code for row in found.rows][-1] == "CS.001"
    assert found.top.readings[0].shown == "55 %"


def test_a_merge_leaves_last_quarter_as_it_was_and_shows_the_sum_as_of_today(
    quarter: Quarter, at: At
) -> None:
    world = quarter.world
    quarter.accept("CS.002", FULL | {"t.cells": "7", "t.studied": "7"})
    quarter.accept("CS.003", FULL | {"t.cells": "5", "t.studied": "1"})
    before = totals(quarter.period)
    merge = stage(world, date(2026, 10, 15))
    with at(date(2026, 10, 20)):
        carry_out(world, merge)
        after, today = totals(quarter.period), totals(quarter.period, date(2026, 10, 20))
        assert (after.sums.sums == before.sums.sums).all()
        assert after.units == before.units
        assert today.total(world.unit("CS.090").pk, "t.cells").value == 12
        assert today.total(world.unit("DU").pk, "t.cells").value == 12
        assert world.unit("CS.002").pk not in today.places
        found = figure(
            world.reviewer,
            quarter.period,
            Question(world.unit("CS.090").pk, code="t.cells"),
            date(2026, 10, 20),
        )
        assert [one.unit.code for one in found.contributors] == ["CS.002", "CS.003"]
        assert len(quarter.period.reporters.all()) == 5


def test_the_figure_of_a_unit_that_ceased_stays_open_to_whoever_sees_the_total(
    quarter: Quarter, at: At
) -> None:
    quarter.accept("CS.002", FULL)
    merge = stage(quarter.world, date(2026, 10, 15))
    with at(date(2026, 10, 15)):
        carry_out(quarter.world, merge)
        gone = Question(quarter.world.unit("CS.002").pk, code="t.cells")
        assert figure(quarter.world.reviewer, quarter.period, gone).shown == "10"
        with pytest.raises(NotFoundForYou):
            figure(quarter.world.stranger, quarter.period, gone)
        with pytest.raises(NotFoundForYou):
            figure(quarter.leader("CS.004"), quarter.period, gone)


def test_a_unit_that_moved_away_is_named_and_its_report_no_longer_opens(quarter: Quarter, at: At) -> None:
    world = quarter.world
    quarter.accept("CS.001", FULL)
    quarter.accept("CS.004", FULL)
    with at(date(2026, 10, 20)):
        attach(
            actor=BUILDER,
            unit=world.unit("CS.004"),
            parent=world.unit("XA"),
            line="party",
            on=date(2026, 10, 20),
        )
        whole = Question(world.unit("DU").pk, code="t.cells")
        then = figure(world.reviewer, quarter.period, whole)
        now = figure(world.reviewer, quarter.period, whole, date(2026, 10, 20))
    assert then.shown == "20"
    assert {one.unit.code: one.opens for one in then.contributors} == {"CS.001": True, "CS.004": False}
    assert now.shown == "10"
    assert [unit.code for unit in now.outside] == ["CS.004"]


def test_an_open_report_of_a_merged_unit_passes_to_the_successor(quarter: Quarter, at: At) -> None:
    world = quarter.world
    quarter.save("CS.002", FULL)
    merge = stage(world, date(2026, 10, 15))
    with at(date(2026, 10, 15)):
        carry_out(world, merge)
        report = quarter.report("CS.002")
        assert (report.unit.code, report.custodian.code) == ("CS.002", "CS.090")
        heir = actor_for(world.people["ld.cs002"], world.unit("CS.090").pk)
        save_draft(actor=heir, submission=report, cells={}, revision=report.revision)


def test_two_units_merged_in_mid_quarter_give_three_rows(world: World, at: At) -> None:
    with at(date(2026, 7, 10)):
        add_leaders(world, CODES[1:])
        version = load_form(actor=BUILDER, definition=FORM)
        quarter = Quarter(world, version, open_quarter(world, version))
        merge = stage(world, date(2026, 8, 15))
    with at(date(2026, 8, 15)):
        carry_out(world, merge)
        world.add_person("ld.moi", "Cán bộ mới", "CS.090", "entry", "leader")
    rows = Submission.objects.system("test").filter(period=quarter.period, custodian__code="CS.090")
    assert sorted(row.unit.code for row in rows) == ["CS.002", "CS.003", "CS.090"]
    assert quarter.report("CS.090").obligation is not None
    with at(date(2026, 10, 2)):
        people = {"CS.002": "ld.cs002", "CS.003": "ld.cs003", "CS.090": "ld.moi"}
        for code, cells, sessions in [("CS.002", "7", "1"), ("CS.003", "5", "2"), ("CS.090", "12", "4")]:
            actor = actor_for(world.people[people[code]], world.unit("CS.090").pk)
            values = typed({"t.cells": cells, "t.studied": "5", "t.sessions": sessions})
            report = quarter.report(code)
            save_draft(actor=actor, submission=report, cells=values, revision=report.revision)
            send(actor=actor, submission=quarter.report(code))
            accept(actor=world.reviewer, submission=quarter.report(code))
        found = totals(quarter.period)
        new = world.unit("CS.090").pk
        assert found.total(new, "t.sessions").value == 7
        assert found.total(new, "t.cells").value == 12, "a stock of units that are gone is not counted twice"


def test_december_is_followed_by_january(world: World, at: At) -> None:
    monthly = {**FORM, "code": "thu-thang", "period_kind": "month"}
    with at(date(2026, 12, 28)):
        add_leaders(world, CODES[1:])
        version = load_form(actor=BUILDER, definition=monthly)
        december = open_quarter(world, version, PeriodKey("month", 2026, 12), date(2027, 1, 5))
    with at(date(2027, 1, 4)):
        quarter = Quarter(world, version, december)
        quarter.accept("CS.001", FULL | {"t.cells": "6", "t.studied": "6"})
        january = open_quarter(world, version, december.key.next(), date(2027, 2, 5))
    assert (january.year, january.index, january.tree_date) == (2027, 1, date(2027, 1, 31))
    shown = sheet(quarter.report("CS.001", january))
    assert shown.past_label == "Tháng 12/2026"
    assert [line.past for line in shown.sections[0][2]][0] == "6"
    assert shown.sections[0][2][0].year == "—", "a new year begins with nothing"


def test_last_periods_value_and_the_years_sum_stand_beside_the_cell(quarter: Quarter, at: At) -> None:
    with at(date(2026, 4, 1)):
        first = open_quarter(quarter.world, quarter.version, PeriodKey("quarter", 2026, 1), date(2026, 4, 5))
        quarter.accept("CS.001", FULL | {"t.sessions": "2"}, period=first)
    with at(date(2026, 7, 1)):
        second = open_quarter(quarter.world, quarter.version, PeriodKey("quarter", 2026, 2), date(2026, 7, 5))
        quarter.accept("CS.001", FULL | {"t.cells": "11", "t.sessions": "5"}, period=second)
    rows = {line.field.code: line for line in sheet(quarter.report("CS.001")).sections[0][2]}
    assert (rows["t.sessions"].past, rows["t.sessions"].year) == ("5", "7")
    assert (rows["t.cells"].past, rows["t.cells"].year) == ("11", "11")
    assert rows["t.people"].year == "4 lượt"


def test_a_period_is_opened_once_and_only_with_its_own_kind(quarter: Quarter) -> None:
    with pytest.raises(Invalid, match="Chưa mở được") as caught:
        open_quarter(quarter.world, quarter.version)
    assert "đã mở" in caught.value.fields["period"]
    with pytest.raises(Invalid) as caught:
        open_quarter(quarter.world, quarter.version, PeriodKey("month", 2026, 9))
    assert "period" in caught.value.fields


def test_the_form_version_of_a_period_is_frozen(quarter: Quarter) -> None:
    changed = {**FORM, "version": 2}
    fields = [
        *FORM["sections"][0]["fields"],
        {"code": "t.new", "label": "Mới", "nature": "flow", "value": "integer"},
    ]
    changed["sections"] = [{**FORM["sections"][0], "fields": fields}]
    load_form(actor=BUILDER, definition=changed)
    quarter.period.refresh_from_db()
    assert quarter.period.form_version.number == 1
    assert "t.new" not in quarter.report("CS.001").period.form_version.read.by_code


def test_a_loaded_form_version_cannot_be_loaded_with_other_content(quarter: Quarter) -> None:
    with pytest.raises(Invalid, match="nội dung khác"):
        load_form(actor=BUILDER, definition={**FORM, "name": "Khác"})
    assert load_form(actor=BUILDER, definition=FORM) == quarter.version


def test_a_known_element_cannot_change_its_meaning(quarter: Quarter) -> None:
    fields = [dict(field) for field in FORM["sections"][0]["fields"]]
    fields[2]["nature"] = "stock"
    with pytest.raises(Invalid, match="đổi nghĩa"):
        load_form(
            actor=BUILDER,
            definition={**FORM, "version": 2, "sections": [{"code": "a", "title": "A", "fields": fields}]},
        )


def test_a_leader_of_a_base_unit_opens_no_period(quarter: Quarter) -> None:
    with pytest.raises(Forbidden):
        open_period(
            actor=quarter.world.leader,
            unit=quarter.world.unit("DU"),
            form_version=quarter.version,
            key=QUARTER.next(),
            scope=scope(quarter.world),
            due_on=date(2027, 1, 5),
        )


def test_a_figure_of_a_unit_that_one_does_not_oversee_is_not_found(quarter: Quarter) -> None:
    above = Question(quarter.world.unit("DU").pk, code="t.cells")
    for actor in (quarter.world.clerk, quarter.world.stranger):
        with pytest.raises(NotFoundForYou):
            figure(actor, quarter.period, above)


def test_totals_need_the_same_few_queries_for_any_number_of_units(
    quarter: Quarter, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_num_queries(3):
        totals(quarter.period).total(quarter.world.unit("DU").pk, "t.cells")
