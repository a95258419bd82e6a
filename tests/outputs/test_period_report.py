"""The report of a period: every figure is one figure in the Word file, the JSON and on the figure's page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.indicators.filling import restate, send
from caunoi.indicators.models import FrozenReport
from caunoi.indicators.review import accept
from caunoi.indicators.selectors.figures import Question, figure
from caunoi.kernel import files
from caunoi.kernel.errors import Forbidden, Invalid, NotFoundForYou
from caunoi.kernel.models import AuditEntry
from caunoi.outputs.issuing import Issued, issue_report, period_of
from caunoi.outputs.provenance import summary
from caunoi.rules.periods import PeriodKey
from tests.indicators import builders
from tests.outputs.conftest import Told
from tests.outputs.reading import bookmarks, key_of, lines_of, needs_office, printed, words_of

At = Callable[[date], AbstractContextManager[datetime]]


def issued(told: Told, **more: Any) -> Issued:
    return issue_report(actor=told.world.reviewer, period=told.period, unit=told.world.unit("DU"), **more)


def facts(made: Issued) -> dict[str, Any]:
    return json.loads(made.json)


def figure_of(made: Issued, key: str) -> dict[str, Any]:
    return next(one for one in facts(made)["figures"] if one["key"] == key)


def element_of(made: Issued, code: str) -> dict[str, Any]:
    return next(
        one for one in facts(made)["figures"] if one["kind"] == "element" and one["elements"] == [code]
    )


def test_every_figure_of_the_word_file_is_the_figure_of_the_json(told: Told) -> None:
    made = issued(told)
    expected = dict(facts(made)["coverage"]["printed"])
    for one in facts(made)["figures"]:
        expected |= one["printed"]
    found = bookmarks(made.docx)
    assert {key_of(name) for name in found} == set(expected)
    assert {name: words for name, words in found.items() if words != expected[key_of(name)]} == {}


def test_every_figure_of_the_json_is_that_of_the_figure_page(told: Told) -> None:
    made, unit = issued(told), told.world.unit("DU").pk
    for one in facts(made)["figures"]:
        if one["kind"] == "target":
            target = next(t for t in told.targets.values() if t.pk == one["target"])
            question = Question(unit, target=target)
        else:
            question = Question(unit, code=one["elements"][0])
        page = figure(told.world.reviewer, told.period, question)
        assert one["printed"][one["key"]] == page.shown
        assert {c["version"] for c in one["contributors"]} == (
            {c.row.version_id for c in page.contributors} if one["elements"] else set()
        )


def test_a_share_is_the_sum_of_numerators_over_the_sum_of_denominators(told: Told) -> None:
    share = figure_of(issued(told), "CT1")
    assert (share["numerator"], share["denominator"]) == (21, 110)
    assert share["printed"]["CT1"] == "19,1 %"
    cells = [
        {c["element"]: c["value"] for c in one["cells"]} for one in share["contributors"] if one["counted"]
    ]
    assert sum(one["t.studied"] for one in cells) == share["numerator"]
    assert sum(one["t.cells"] for one in cells) == share["denominator"]


def test_a_figure_names_its_clause_its_verdict_and_its_versions(told: Told) -> None:
    share = figure_of(issued(told), "CT1")
    assert share["clause"]["document"] == "12-NQ/ĐU"
    assert share["clause"]["provision_id"] == told.targets["ratio"].provision_id
    assert share["verdict"]["met"] is False
    assert [one["unit"]["code"] for one in share["contributors"]] == ["CS.001", "CS.002", "CS.003"]
    assert {one["unit"]["code"] if "unit" in one else one["code"] for one in share["missing"]} == {
        "CS.004",
        "CS.005",
    }


def test_a_field_left_empty_is_named_as_missing_and_an_estimate_as_estimated(told: Told) -> None:
    made = issued(told)
    days = element_of(made, "t.days")
    sessions = element_of(made, "t.sessions")
    assert {"code": "CS.003", "name": "Chi bộ Sơn Hạ", "why": "để trống"} in days["missing"]
    assert [one["counted"] for one in days["contributors"]] == [True, True, False]
    assert [one["code"] for one in sessions["estimated"]] == ["CS.003"]
    assert "1.203 (*)" in words_of(made.docx)
    assert "Có số ước tính của: Chi bộ Sơn Hạ." in words_of(made.docx)


def test_missing_units_are_named_with_the_reason(told: Told) -> None:
    assert (
        "Số liệu tổng hợp từ 3 trên 5 đơn vị đã báo cáo; chưa báo cáo: Đảng bộ Báo và Phát thanh; "
        "đã trả lại, chưa gửi lại: Đảng bộ Trường Chính trị."
    ) in lines_of(issued(told).docx)


def test_a_judged_goal_stands_with_its_reason_and_a_target_of_each_unit_as_a_count(told: Told) -> None:
    made = issued(told)
    assert (
        "- Cấp ủy đổi mới cách làm: chưa đạt theo đánh giá: Hai đơn vị chưa đổi mới nội dung sinh hoạt."
        in lines_of(made.docx)
    )
    assert figure_of(made, "CT2")["printed"]["CT2"] == "2/3 đơn vị"


def test_persons_are_never_summed_over_units(told: Told) -> None:
    people = element_of(issued(told), "t.people")
    assert (people["value"], people["passages"]) == (None, 6)
    assert people["printed"][people["key"]] == "6 lượt"


def test_the_year_so_far_adds_flows_and_names_the_missing_quarters(told: Told) -> None:
    first = builders.open_quarter(told.world, told.version, PeriodKey("quarter", 2026, 1), date(2026, 10, 20))
    told.accept("CS.001", builders.FULL, first)
    made = issued(told)
    sessions = element_of(made, "t.sessions")
    cells = element_of(made, "t.cells")
    assert sessions["to_date"]["value"] == 3 + 1203
    assert sessions["to_date"]["missing_periods"] == ["2026Q2"]
    assert cells["to_date"]["value"] == 110
    lines = words_of(made.docx).split("\n")
    assert "1.206 (**)" in lines
    assert "110 (**)" not in lines
    assert "(**) Không có số liệu của: Quý II/2026." in words_of(made.docx)


def test_overdue_work_stands_in_an_annex_with_its_working_days(told: Told) -> None:
    text = words_of(issued(told).docx)
    assert "PHỤ LỤC 3" in text
    assert (
        "Đến ngày chốt số liệu có 2 nhiệm vụ quá hạn hoặc chờ duyệt quá hạn; chi tiết tại Phụ lục 3." in text
    )


def test_what_needs_words_is_left_to_the_author(told: Told) -> None:
    lines = lines_of(issued(told).docx)
    headings = [line for line in lines if line[:3] in ("I. ", "II.", "III", "IV.", "V. ")]
    assert len(headings) == 5
    assert all(lines[lines.index(heading) + 1][:1] in "[S1" for heading in headings)


def test_both_dates_stand_under_the_title(told: Told) -> None:
    assert "(Số liệu chốt đến ngày 12/10/2026, theo tổ chức bộ máy ngày 30/09/2026)" in lines_of(
        issued(told).docx
    )


def test_two_printings_differ_in_nothing(told: Told) -> None:
    assert issued(told).docx == issued(told).docx


def test_the_frozen_row_keeps_both_files_and_the_versions(told: Told) -> None:
    made = issued(told)
    row = FrozenReport.objects.system("test").get(pk=made.report.pk)
    assert files.content(row.docx) == made.docx
    assert json.loads(files.content(row.json)) == facts(made)
    assert row.facts == summary(facts(made))
    assert facts(made)["docx_sha256"] == hashlib.sha256(made.docx).hexdigest()
    assert sorted(version.pk for version in row.versions.all()) == facts(made)["submission_versions"]
    assert AuditEntry.objects.filter(action="reports.freeze", target_id=str(row.pk)).exists()


def test_a_restatement_flags_the_report_and_changes_nothing_in_it(told: Told) -> None:
    made = issued(told)
    restate(actor=told.leader("CS.001"), submission=told.report("CS.001"), reason="Sót một buổi.")
    told.save("CS.001", builders.FULL | {"t.sessions": "4"})
    send(actor=told.leader("CS.001"), submission=told.report("CS.001"))
    accept(actor=told.world.reviewer, submission=told.report("CS.001"))
    row = FrozenReport.objects.system("test").get(pk=made.report.pk)
    assert row.stale_since is not None
    assert files.content(row.docx) == made.docx
    assert "1.204" in words_of(issued(told).docx)


def test_after_a_merge_the_period_stands_as_it_was_and_today_shows_the_new_unit(told: Told, at: At) -> None:
    merge = builders.stage(told.world, date(2026, 11, 1))
    with at(date(2026, 11, 2)):
        builders.carry_out(told.world, merge)
        then, now = issued(told), issued(told, on=date(2026, 11, 2))
    assert figure_of(then, "CT1")["numerator"] == figure_of(now, "CT1")["numerator"] == 21
    assert {one["counted_for"]["code"] for one in figure_of(then, "CT1")["contributors"]} == {
        "CS.001", "CS.002", "CS.003",
    }  # fmt: skip
    assert {one["counted_for"]["code"] for one in figure_of(now, "CT1")["contributors"]} == {
        "CS.001",
        "CS.090",
    }
    assert figure_of(now, "CT1")["tree_date"] == "2026-11-02"


@pytest.mark.parametrize("name", ["nguoi.la", "nguoi.nhap"])
def test_whoever_does_not_read_the_unit_does_not_know_of_it(told: Told, name: str) -> None:
    with pytest.raises(NotFoundForYou):
        issue_report(actor=told.world.actor(name), period=told.period, unit=told.world.unit("DU"))


def test_an_auditor_reads_but_does_not_freeze(told: Told) -> None:
    with pytest.raises(Forbidden):
        issue_report(actor=told.world.auditor, period=told.period, unit=told.world.unit("DU"))
    assert not FrozenReport.objects.system("test").exists()


def test_a_period_is_found_by_its_key_or_said_to_be_missing(told: Told) -> None:
    unit = told.world.unit("DU")
    assert period_of(told.world.reviewer, unit, builders.QUARTER) == told.period
    with pytest.raises(NotFoundForYou):
        period_of(told.world.reviewer, unit, PeriodKey("quarter", 2025, 4))
    with pytest.raises(NotFoundForYou):
        period_of(told.world.stranger, unit, builders.QUARTER)


def test_two_forms_in_one_period_must_be_told_apart(told: Told) -> None:
    from caunoi.indicators.definitions import load_form
    from tests.world import BUILDER

    other = load_form(
        actor=BUILDER, definition=builders.FORM | {"code": "thu-hai", "name": "Báo cáo thứ hai"}
    )
    builders.open_quarter(told.world, other)
    unit = told.world.unit("DU")
    with pytest.raises(Invalid, match="thu-hai"):
        period_of(told.world.reviewer, unit, builders.QUARTER)
    assert period_of(told.world.reviewer, unit, builders.QUARTER, "thu-quy") == told.period


def test_the_number_of_queries_does_not_grow_with_the_figures(told: Told) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        issued(told)
    assert len(seen) < 60


@needs_office
def test_libreoffice_prints_the_same_figures(told: Told, tmp_path: Path) -> None:
    made = issued(told)
    pages = " ".join(printed(made.docx, tmp_path))
    for key in ("CT1", "CT1_tu", "CT1_mau"):
        assert figure_of(made, "CT1")["printed"][key] in pages
    assert "3 trên 5 đơn vị" in pages
