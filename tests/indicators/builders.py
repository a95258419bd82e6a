"""A short invented form, leaders for every grass-roots unit, and the steps of a quarter in one call each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from caunoi.indicators.definitions import load_form
from caunoi.indicators.filling import save_draft, send
from caunoi.indicators.measuring import Measure, Threshold, define_target
from caunoi.indicators.models import FormVersion, Period, Submission, SubmissionVersion, Target
from caunoi.indicators.opening import open_period
from caunoi.indicators.review import accept
from caunoi.kernel import roles
from caunoi.kernel.actors import Actor
from caunoi.orgs.lines import Kind, Line
from caunoi.orgs.reorganizations import Decision, activate, stage_merge
from caunoi.orgs.scope import Scope
from caunoi.rules.periods import PeriodKey
from tests.world import BUILDER, World

QUARTER = PeriodKey("quarter", 2026, 3)
DUE = date(2026, 10, 5)
CODES = [f"CS.{number:03}" for number in range(1, 6)]

FORM: dict[str, Any] = {
    "code": "thu-quy",
    "version": 1,
    "name": "Báo cáo thử quý",
    "short_name": "Báo cáo thử",
    "period_kind": "quarter",
    "line": "party",
    "valid_from": "2026-01-01",
    "due": {"day": 5, "month_after": 1},
    "sections": [
        {
            "code": "a",
            "title": "Học tập",
            "fields": [
                {"code": "t.cells", "label": "Tổng số chi bộ", "unit": "chi bộ", "nature": "stock",
                 "value": "integer", "min": 0, "required": True},
                {"code": "t.studied", "label": "Chi bộ đã học tập", "unit": "chi bộ", "nature": "stock",
                 "value": "integer", "min": 0, "le": "t.cells"},
                {"code": "t.sessions", "label": "Buổi tuyên truyền", "unit": "buổi", "nature": "flow",
                 "value": "integer", "min": 0},
                {"code": "t.days", "label": "Ngày công", "unit": "ngày công", "nature": "flow",
                 "value": "decimal", "min": 0, "decimals": 1},
                {"code": "t.people", "label": "Người được bồi dưỡng", "unit": "người", "nature": "distinct",
                 "value": "integer", "min": 0},
                {"code": "t.notes", "label": "Cách làm hay", "value": "text"},
            ],
        }
    ],
}  # fmt: skip

Typed = Mapping[str, Any]


@dataclass
class Quarter:
    """The world with the form loaded and one quarter open for its five grass-roots units."""

    world: World
    version: FormVersion
    period: Period

    def report(self, code: str, period: Period | None = None) -> Submission:
        rows = Submission.objects.system("test").select_related("period__form_version", "obligation")
        return rows.get(period=period or self.period, unit__code=code)

    def leader(self, code: str) -> Actor:
        return self.world.leader if code == "CS.001" else self.world.actor(leader_name(code))

    def save(
        self, code: str, values: Typed, actor: Actor | None = None, period: Period | None = None
    ) -> Submission:
        report = self.report(code, period)
        return save_draft(
            actor=actor or self.leader(code), submission=report, cells=typed(values), revision=report.revision
        )

    def send(self, code: str, values: Typed, period: Period | None = None) -> SubmissionVersion:
        self.save(code, values, period=period)
        return send(actor=self.leader(code), submission=self.report(code, period))

    def accept(self, code: str, values: Typed, period: Period | None = None) -> SubmissionVersion:
        version = self.send(code, values, period)
        accept(actor=self.world.reviewer, submission=self.report(code, period))
        return version

    def target(self, nature: str = "ratio", **threshold: Any) -> Target:
        wanted = {"comparator": ">=", "value": Decimal(95)} | threshold
        measures = {
            "ratio": Measure("ratio", "Tỷ lệ chi bộ học tập", "t.studied", "t.cells"),
            "element": Measure("element", "Buổi tuyên truyền", "t.sessions"),
            "judged": Measure("judged", "Đổi mới cách làm", why_judged="Không có số đếm được."),
        }
        return define_target(
            actor=self.world.reviewer,
            unit=self.world.unit("DU"),
            measure=measures[nature],
            threshold=Threshold(**wanted),
            period_kind="quarter",
            scope=scope(self.world),
        )


def typed(values: Typed) -> dict[str, dict[str, str]]:
    """``{"t.cells": "5", "t.days": "nil"}`` as the form posts it; a word of a state stands for the state."""
    states = ("blank", "nil", "not-applicable")
    cells = {}
    for code, value in values.items():
        if value in states:
            cells[code] = {"typed": "", "state": str(value)}
        elif isinstance(value, tuple):
            cells[code] = {"typed": str(value[1]), "state": value[0]}
        else:
            cells[code] = {"typed": str(value), "state": "value"}
    return cells


def leader_name(code: str) -> str:
    return f"ld.{code.lower().replace('.', '')}"


def add_leaders(world: World, codes: list[str]) -> None:
    for code in codes:
        world.add_person(leader_name(code), f"Cán bộ {code}", code, roles.ENTRY, roles.LEADER)


def scope(world: World) -> Scope:
    return Scope(Line.PARTY.value, world.unit("DU").pk, (Kind.CELL_BASE.value, Kind.PARTY_BASE.value))


def open_quarter(world: World, version: FormVersion, key: PeriodKey = QUARTER, due: date = DUE) -> Period:
    return open_period(
        actor=world.reviewer,
        unit=world.unit("DU"),
        form_version=version,
        key=key,
        scope=scope(world),
        due_on=due,
    )


def build(world: World) -> Quarter:
    add_leaders(world, CODES[1:])
    version = load_form(actor=BUILDER, definition=FORM)
    return Quarter(world, version, open_quarter(world, version))


def stage(world: World, on: date, codes: tuple[str, str] = ("CS.002", "CS.003")):  # type: ignore[no-untyped-def]
    return stage_merge(
        actor=world.unit_admin,
        sources=[world.unit(code) for code in codes],
        parent=world.unit("DU"),
        code="CS.090",
        name="Chi bộ Sơn Hà Hạ",
        short_name="Chi bộ Sơn Hà Hạ",
        kind=Kind.CELL_BASE.value,
        effective_on=on,
        decision=Decision("12-QĐ/ĐU", date(2026, 8, 1), "Đảng ủy các cơ quan Đảng tỉnh"),
    )


def carry_out(world: World, merge: Any) -> None:
    world.units["CS.090"] = activate(actor=BUILDER, reorganization=merge)


FULL = {"t.cells": "10", "t.studied": "10", "t.sessions": "3", "t.days": "1,5", "t.people": "2"}
