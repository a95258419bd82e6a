"""A registered document with one assignment, and an order that rests on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caunoi.documents.models import Document, DocumentVersion, Provision
from caunoi.documents.services import register_document
from caunoi.kernel.models import Installation
from caunoi.obligations.handouts import hand_out
from caunoi.obligations.models import Obligation
from caunoi.obligations.orders import Order
from caunoi.orgs.lines import Kind, Line
from caunoi.orgs.scope import Scope
from tests.world import World

TEXT = """ĐẢNG BỘ TỈNH AN KHÊ THƯỢNG
ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH
Số 12-NQ/ĐU
An Khê Thượng, ngày 24 tháng 7 năm 2026
NGHỊ QUYẾT
về tăng cường công tác dân vận
I- MỤC TIÊU
1. Nâng cao chất lượng công tác dân vận.
II- TỔ CHỨC THỰC HIỆN
1. Các chi bộ, đảng bộ cơ sở xây dựng kế hoạch thực hiện Nghị quyết trước ngày 30/10/2026.
"""
TITLE = "Xây dựng kế hoạch thực hiện Nghị quyết"


@pytest.fixture
def site_shows(world: World, today: date) -> Callable[[date], None]:
    """``site_shows(day)``: what requests take for today; the tests' day until called."""

    def show(day: date) -> None:
        Installation.objects.update_or_create(pk=1, defaults={"is_demo": True, "clock_date": day})

    show(today)
    return show


@pytest.fixture
def document(world: World, today: date) -> Document:
    return register_document(
        actor=world.reviewer, unit=world.unit("DU"), data=TEXT.encode(), file_name="nghi-quyet.txt"
    )


@pytest.fixture
def provision(document: Document) -> Provision:
    """The last clause, set up by hand: what the analysis finds is tested elsewhere."""
    version = DocumentVersion.objects.system("test").get(document=document)
    start = version.text.index("1. Các chi bộ")
    return Provision.objects.create(
        version=version,
        ident="giao-viec",
        kind="item",
        label="1",
        level=2,
        start=start,
        end=len(version.text),
        position=99,
    )


@pytest.fixture
def order(world: World, today: date) -> Callable[..., Order]:
    """``order("CS.001", due_on=…)``: a plan due on 30/10/2026 from the named units."""

    def make(*codes: str, **changes: Any) -> Order:
        facts: dict[str, Any] = {
            "line": Line.PARTY.value,
            "title": TITLE,
            "product": "Kế hoạch",
            "due_on": date(2026, 10, 30),
        }
        units = tuple(world.unit(code).pk for code in codes)
        return Order(units=units, **(facts | changes))

    return make


@pytest.fixture
def every_cell(world: World) -> Scope:
    """Every chi bộ cơ sở under the committee."""
    return Scope(Line.PARTY.value, world.unit("DU").pk, (Kind.CELL_BASE.value,))


@pytest.fixture
def duty(world: World, order: Callable[..., Order]) -> Obligation:
    """The plan that CS.001 owes to DU by 30/10/2026."""
    handout = hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order("CS.001"))
    return Obligation.objects.system("test").get(handout=handout)
