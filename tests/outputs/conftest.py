"""A quarter with accepted, missing, returned and estimated reports, and targets from a reviewed resolution."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caunoi.documents.models import DocumentVersion, Finding
from caunoi.documents.review import add_finding, reject, sign_off
from caunoi.documents.services import register_document
from caunoi.indicators.filling import send
from caunoi.indicators.measuring import Measure, Threshold, define_target, judge
from caunoi.indicators.models import Target
from caunoi.indicators.review import return_
from caunoi.obligations.handouts import hand_out
from caunoi.obligations.orders import Order
from caunoi.rules.recurrence import DueRule
from tests.indicators import builders
from tests.world import World

RESOLUTION = """TỈNH ỦY AN KHÊ THƯỢNG
ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH
*
Số 12-NQ/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
An Khê Thượng, ngày 05 tháng 9 năm 2026

NGHỊ QUYẾT
về đổi mới công tác dân vận trong các cơ quan Đảng

I. CHỈ TIÊU
- Từ 95% chi bộ trở lên tổ chức học tập nghị quyết.
- Mỗi đơn vị tổ chức ít nhất 02 buổi tuyên truyền trong quý.
- 100% cấp ủy đổi mới cách làm công tác dân vận.

II. TỔ CHỨC THỰC HIỆN
1. Giao Văn phòng Đảng ủy chủ trì, phối hợp với Ban Tuyên giáo và Dân vận theo dõi việc thực hiện nghị quyết.
2. Các chi bộ báo cáo kết quả trước ngày 15/12/2026.

T/M BAN CHẤP HÀNH
BÍ THƯ
"""


@dataclass
class Told(builders.Quarter):
    """The quarter after three reports were accepted, one returned and one never sent."""

    resolution: DocumentVersion | None = None
    targets: dict[str, Target] = field(default_factory=dict)


@pytest.fixture
def told(world: World, today: date) -> Told:
    made = builders.build(world)
    story = Told(made.world, made.version, made.period)
    story.resolution = _reviewed(world)
    story.targets = _defined(story)
    _handed_out(story)
    _reported(story)
    return story


def _reviewed(world: World) -> DocumentVersion:
    """The resolution, with every machine proposal set aside and the findings of the tests added by hand."""
    unit = world.unit("DU")
    document = register_document(
        actor=world.reviewer, unit=unit, data=RESOLUTION.encode(), file_name="nghi-quyet.txt"
    )
    version = DocumentVersion.objects.system("test").select_related("document").get(document=document)
    for finding in Finding.objects.system("test").filter(version=version, state="proposed"):
        finding.version = version
        reject(actor=world.reviewer, finding=finding)
    for kind, phrase, fields in FINDINGS:
        start = version.text.index(phrase)
        add_finding(
            actor=world.reviewer,
            version=version,
            kind=kind,
            start=start,
            end=start + len(phrase),
            fields=fields,
        )
    sign_off(actor=world.reviewer, version=version)
    return version


def _handed_out(story: Told) -> None:
    """The assignment of clause II.1 goes to one unit, clause II.2 every year to all of them."""
    found = Finding.objects.system("test").get(version=story.resolution, kind="assignment", state="added")
    clause = Finding.objects.system("test").get(version=story.resolution, kind="deadline", state="added")
    world = story.world
    for order in (
        Order(
            title="Theo dõi việc thực hiện nghị quyết",
            product="Sổ theo dõi",
            line="party",
            units=(world.unit("CS.001").pk,),
            due_on=date(2026, 10, 30),
            provision_id=found.provision_id,
            finding_id=found.pk,
        ),
        Order(
            title="Báo cáo kết quả năm",
            product="Báo cáo năm",
            line="party",
            units=tuple(world.unit(code).pk for code in builders.CODES),
            scope=builders.scope(world),
            every="year",
            due_rule=DueRule("fixed", 14, 12),
            provision_id=clause.provision_id,
        ),
    ):
        hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order)


def _target(subject: str, predicate: str, value: str, unit: str) -> dict[str, str]:
    return {"subject": subject, "predicate": predicate, "comparator": ">=", "value": value, "unit": unit}


FINDINGS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "target",
        "Từ 95% chi bộ trở lên tổ chức học tập nghị quyết",
        _target("chi bộ", "tổ chức học tập", "95", "%"),
    ),
    (
        "target",
        "Mỗi đơn vị tổ chức ít nhất 02 buổi tuyên truyền",
        _target("mỗi đơn vị", "tuyên truyền", "2", "buổi"),
    ),
    ("target", "100% cấp ủy đổi mới cách làm", _target("cấp ủy", "đổi mới cách làm", "100", "%")),
    (
        "assignment",
        "Giao Văn phòng Đảng ủy chủ trì, phối hợp với Ban Tuyên giáo và Dân vận theo dõi",
        {
            "lead": "Văn phòng Đảng ủy",
            "cooperating": "Ban Tuyên giáo và Dân vận",
            "action": "theo dõi việc thực hiện nghị quyết",
        },
    ),
    (
        "deadline",
        "trước ngày 15/12/2026",
        {"kind": "date", "date": "14/12/2026", "what": "báo cáo kết quả"},
    ),
)


def _defined(story: Told) -> dict[str, Target]:
    found = {
        row.fields["value"]: row
        for row in Finding.objects.system("test").filter(
            version=story.resolution, state="added", kind="target"
        )
    }
    measures = {
        "ratio": (95, Measure("ratio", "Tỷ lệ chi bộ tổ chức học tập", "t.studied", "t.cells"), False),
        "each": (2, Measure("element", "Buổi tuyên truyền của mỗi đơn vị", "t.sessions"), True),
        "judged": (100, Measure("judged", "Cấp ủy đổi mới cách làm", why_judged="Không đếm được."), False),
    }
    targets = {
        name: define_target(
            actor=story.world.reviewer,
            unit=story.world.unit("DU"),
            measure=measure,
            threshold=Threshold(">=", Decimal(value), each_unit=each),
            period_kind="quarter",
            scope=builders.scope(story.world),
            finding=next(finding for number, finding in found.items() if Decimal(str(number)) == value),
        )
        for name, (value, measure, each) in measures.items()
    }
    judge(
        actor=story.world.reviewer,
        target=targets["judged"],
        unit=story.world.unit("DU"),
        period=story.period,
        met=False,
        reason="Hai đơn vị chưa đổi mới nội dung sinh hoạt.",
    )
    return targets


def _reported(story: Told) -> None:
    full = builders.FULL
    story.accept("CS.001", full)
    story.accept("CS.002", full | {"t.cells": "90", "t.studied": "1", "t.sessions": "nil"})
    story.accept("CS.003", full | {"t.sessions": ("estimate", "1.200"), "t.days": "blank"})
    story.save("CS.004", full)
    report = story.report("CS.004")
    send(actor=story.leader("CS.004"), submission=report)
    return_(actor=story.world.reviewer, submission=story.report("CS.004"), reason="Kiểm tra lại số chi bộ.")
