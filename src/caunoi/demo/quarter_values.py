"""Invented figures of the demo's quarterly dân vận report: the same unit and quarter always give the same.

Figures are drawn from a hash of (unit, quarter, element), so the order in which units are loaded does not
matter and one unit can be added without moving the others. They satisfy the rules in data/form.yaml.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Value = int | Decimal | str | None

ESTIMABLE = "dv.outreach_attendances"
MAY_BE_BLANK = ("dv.items_published", "dv.volunteer_days", "dv.people_trained", "dv.docs_issued")
PRACTICES = (
    "Mỗi tổ nhận giúp một việc cụ thể ở nơi cư trú, báo kết quả tại buổi sinh hoạt kế tiếp.",
    "Niêm yết sổ theo dõi kiến nghị tại phòng họp chung, mỗi ý kiến có ngày hẹn trả lời.",
    "Tổ chức buổi trao đổi ngắn đầu ca để phổ biến quy định mới cho người lao động.",
    "Đưa tài liệu hỏi đáp vào mã quét đặt tại nơi tiếp dân và nhà ăn tập thể.",
    "Phối hợp với xã kết nghĩa tổ chức phiên tư vấn lưu động vào ngày nghỉ.",
)
DIFFICULTIES = (
    "Cán bộ làm công tác dân vận đều kiêm nhiệm; đề nghị Đảng ủy mở lớp bồi dưỡng ngắn ngày.",
    "Người lao động làm theo ca nên khó bố trí buổi học tập trung; đề nghị có tài liệu trực tuyến.",
    "Chưa có hướng dẫn về mức chi cho mô hình; đề nghị cấp trên hướng dẫn.",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How big a grass-roots organization is: its cells, and the members of mass organizations in it."""

    cells: int
    organization_members: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One typed field. state: value, estimate, blank (trống), nil (không phát sinh), not-applicable."""

    state: str
    value: Value = None


BLANK, NIL, NOT_APPLICABLE = Cell("blank"), Cell("nil"), Cell("not-applicable")


def quarter_values(unit: str, size: Size, year: int, quarter: int) -> dict[str, Cell]:
    """Every field of the form for one unit and quarter, keyed by element code."""
    drawn = _Draw(unit, year, quarter)
    cells = {
        **_study(drawn, size),
        **_models(drawn),
        **_dialogues(drawn, size),
        **_democracy(drawn),
        **_outreach(drawn, size),
        **_remarks(drawn),
    }
    for code in MAY_BE_BLANK:
        if drawn.chance(f"blank {code}", 4):
            cells[code] = BLANK
    return cells


def with_overrides(cells: Mapping[str, Cell], overrides: Mapping[str, Any]) -> dict[str, Cell]:
    """Replace drawn cells by written ones: a bare figure or text, or {state: …, value: …}.

    Raises KeyError for an element that the form does not have, so that a typing error cannot pass.
    """
    result = dict(cells)
    for code, written in overrides.items():
        if code not in result:
            raise KeyError(code)
        result[code] = Cell(**written) if isinstance(written, Mapping) else Cell("value", written)
    return result


@dataclass(frozen=True, slots=True)
class _Draw:
    unit: str
    year: int
    quarter: int

    def below(self, name: str, bound: int, *, quarter: int | None = None) -> int:
        """A figure from 0 to bound - 1; quarter 0 stands for "the same all year"."""
        period = self.quarter if quarter is None else quarter
        seed = f"{self.unit}|{self.year}|{period}|{name}".encode()
        return int.from_bytes(hashlib.sha256(seed).digest()[:8]) % bound

    def chance(self, name: str, percent: int) -> bool:
        return self.below(name, 100) < percent

    def count(self, name: str, low: int, high: int) -> int:
        return low + self.below(name, high - low + 1)


def _number(value: int) -> Cell:
    return Cell("value", value) if value else NIL


def _study(drawn: _Draw, size: Size) -> dict[str, Cell]:
    late = drawn.chance("cells late", 24 - 5 * drawn.quarter)
    trained = 0 if drawn.chance("nobody trained", 55) else drawn.count("trained", 1, 2 + size.cells)
    return {
        "dv.docs_issued": _number(drawn.count("docs", 0, 1 + min(size.cells, 4))),
        "dv.cells_total": Cell("value", size.cells),
        "dv.cells_studied": Cell("value", size.cells - late),
        "dv.people_trained": _number(trained),
    }


def _models(drawn: _Draw) -> dict[str, Cell]:
    registered = [drawn.below("registers", 4, quarter=q) == 0 for q in range(1, drawn.quarter + 1)]
    running = (0, 1, 1, 1, 2, 2)[drawn.below("models before", 6, quarter=0)] + sum(registered)
    recognised = min(running, int(drawn.chance("recognised", 30)))
    return {
        "dv.models_registered": _number(int(registered[-1])),
        "dv.models_running": Cell("value", running),
        "dv.models_recognised": _number(recognised),
    }


def _dialogues(drawn: _Draw, size: Size) -> dict[str, Cell]:
    held = (0, 1, 1, 1, 2)[drawn.below("dialogues", 5)]
    crowd = 8 + min(size.organization_members, 150) // 2
    received = held * drawn.count("opinions", 3, 9)
    answered = received - min(received, (0, 0, 0, 1, 2)[drawn.below("unanswered", 5)])
    return {
        "dv.dialogues": _number(held),
        "dv.dialogue_attendances": _number(held * drawn.count("crowd", crowd // 2, crowd)),
        "dv.opinions_received": _number(received),
        "dv.opinions_answered": _number(answered),
    }


def _democracy(drawn: _Draw) -> dict[str, Cell]:
    return {
        "dv.democracy_checks": _number(drawn.below("checks", 2)),
        "dv.items_published": _number(drawn.count("published", 1, 6)),
    }


def _outreach(drawn: _Draw, size: Size) -> dict[str, Cell]:
    members = size.organization_members
    missed = members * drawn.below("missed", 9 - drawn.quarter) // 100
    sessions = drawn.count("sessions", 1, 2 + min(size.cells, 4))
    audience = sessions * drawn.count("audience", 12, 20 + members // 4)
    fund = 0 if drawn.chance("no fund", 40) else 500_000 * drawn.count("fund", 2, 60)
    return {
        "dv.members_total": Cell("value", members),
        "dv.members_studied": Cell("value", members - missed),
        "dv.outreach_sessions": _number(sessions),
        ESTIMABLE: Cell("estimate" if drawn.chance("estimated", 8) else "value", audience),
        "dv.volunteer_days": _half_days(drawn),
        "dv.support_fund": _number(fund),
    }


def _half_days(drawn: _Draw) -> Cell:
    halves = 0 if drawn.chance("no volunteers", 45) else drawn.count("half days", 1, 60)
    return Cell("value", Decimal(halves) / 2) if halves else NIL


def _remarks(drawn: _Draw) -> dict[str, Cell]:
    practice, trouble = drawn.below("practice", 10), drawn.below("trouble", 9)
    return {
        "dv.good_practice": Cell("value", PRACTICES[practice]) if practice < len(PRACTICES) else BLANK,
        "dv.difficulties": Cell("value", DIFFICULTIES[trouble]) if trouble < len(DIFFICULTIES) else NIL,
    }
