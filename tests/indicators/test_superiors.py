"""After the unit above has merged, its successor accepts: nothing waits for a unit that is gone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime

from caunoi.documents.models import Provision
from caunoi.documents.services import distribute, register_document
from caunoi.indicators.definitions import load_form
from caunoi.indicators.filling import restate
from caunoi.indicators.models import Submission, Target
from caunoi.indicators.opening import open_period
from caunoi.indicators.review import accept
from caunoi.indicators.selectors.figures import Question, figure
from caunoi.kernel import clock
from caunoi.orgs.lines import Kind, Line
from caunoi.orgs.reorganizations import Decision, activate, stage_merge
from caunoi.orgs.scope import Scope
from tests.indicators.builders import BUILDER, FORM, FULL, QUARTER, Quarter
from tests.world import World

At = Callable[[date], AbstractContextManager[datetime]]
ON = date(2026, 11, 1)


def merge_committees(world: World) -> None:
    merge = stage_merge(
        actor=BUILDER,
        sources=[world.unit("DU"), world.unit("XA")],
        parent=world.unit("TU"),
        code="D3",
        name="Đảng ủy hợp nhất",
        short_name="Đảng ủy hợp nhất",
        kind=Kind.COMMITTEE,
        effective_on=ON,
        decision=Decision("15-QĐ/TU", date(2026, 10, 12), "Tỉnh ủy"),
    )
    with clock.frozen(clock.at_noon(ON)):
        activate(actor=BUILDER, reorganization=merge)


def test_a_report_restated_after_the_merge_finds_who_accepts_it(quarter: Quarter, at: At) -> None:
    quarter.accept("CS.002", FULL)
    merge_committees(quarter.world)
    with at(date(2026, 11, 3)):
        restate(actor=quarter.leader("CS.002"), submission=quarter.report("CS.002"), reason="Đếm lại.")
        quarter.send("CS.002", FULL)
        report = quarter.report("CS.002")
        assert report.superior.code == "D3"
        accept(actor=quarter.world.reviewer, submission=report)


def test_a_past_period_opened_after_the_merge_is_accepted_by_the_successor(quarter: Quarter, at: At) -> None:
    world = quarter.world
    merge_committees(world)
    with at(date(2026, 11, 3)):
        version = load_form(actor=BUILDER, definition=FORM | {"code": "thu-tu"})
        world.add_person("cv.tinh", "Bế Văn Mẫu", "TU", "reviewer")
        period = open_period(
            actor=world.actor("cv.tinh"),
            unit=world.unit("TU"),
            form_version=version,
            key=QUARTER,
            scope=Scope(Line.PARTY.value, world.unit("TU").pk, (Kind.CELL_BASE.value,)),
            due_on=date(2026, 11, 10),
        )
        rows = Submission.objects.system("test").filter(period=period)
        assert {row.superior.code for row in rows} == {"D3"}
        listed = period.reporters.values_list("superior__code", flat=True)
        assert set(listed) == {"DU", "XA"}


def test_a_figure_gives_nobody_the_words_of_a_document_that_was_not_sent(quarter: Quarter) -> None:
    world = quarter.world
    document = register_document(
        actor=world.reviewer,
        unit=world.unit("DU"),
        data="NGHỊ QUYẾT\n1. Có 95% chi bộ học tập.\n".encode(),
        file_name="nq.txt",
    )
    clause = Provision.objects.system("test").filter(version__document=document).latest("pk")
    target = quarter.target()
    Target.objects.system("test").filter(pk=target.pk).update(provision=clause)
    target.refresh_from_db()
    unit = world.unit("CS.002")

    def shown() -> object:
        asked = Question(unit.pk, target=target)
        return figure(quarter.leader("CS.002"), quarter.period, asked).clause

    assert shown() is None
    distribute(actor=world.reviewer, document=document, units=[unit], reason="Để thực hiện")
    assert shown() is not None
