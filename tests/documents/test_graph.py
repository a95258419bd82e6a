"""The documents round a document: roles, confirmation, and nothing told of what the reader may not see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from caunoi.documents import review
from caunoi.documents.graph import Graph, Neighbour, graph
from caunoi.documents.models import Document
from caunoi.documents.selectors import document_for
from caunoi.documents.services import correct_text, distribute
from caunoi.kernel.errors import NotFoundForYou
from caunoi.web.graph_drawing import PER_ROW, draw
from tests.documents import texts
from tests.documents.conftest import findings_of
from tests.world import World

Take = Callable[..., Document]


def named(found: list[Neighbour]) -> list[str]:
    return [one.name for one in found]


def test_what_it_cites_is_above_and_what_cites_it_below(
    resolution: Document, take: Take, world: World
) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    of_resolution, of_plan = graph(world.reviewer, resolution), graph(world.reviewer, plan)
    assert (named(of_resolution.above), named(of_resolution.below)) == (["31-KH/ĐU"], [])
    assert (named(of_plan.above), named(of_plan.below)) == ([], ["12-NQ/ĐU"])
    assert of_resolution.above[0].document_id == plan.pk
    assert of_plan.below[0].document_id == resolution.pk


def test_what_is_not_registered_is_known_by_its_printed_name(resolution: Document, world: World) -> None:
    (cited,) = graph(world.reviewer, resolution).above
    assert cited.document_id is None
    assert "31-KH/ĐU" in cited.name
    assert cited.subject == ""


def test_a_document_that_the_reader_may_not_see_is_only_its_printed_symbol(
    resolution: Document, take: Take, world: World
) -> None:
    take(texts.PLAN, "ke-hoach.txt")
    distribute(actor=world.reviewer, document=resolution, units=[world.unit("CB.XA")], reason="Để biết")
    (cited,) = graph(world.stranger, document_for(world.stranger, resolution.pk)).above
    assert (cited.document_id, cited.subject) == (None, "")
    assert "31-KH/ĐU" in cited.name


def test_who_cites_it_is_not_told_to_somebody_who_may_not_read_that(
    resolution: Document, take: Take, world: World
) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    distribute(actor=world.reviewer, document=plan, units=[world.unit("CB.XA")], reason="Để biết")
    assert graph(world.stranger, document_for(world.stranger, plan.pk)).empty


def test_a_citation_is_a_proposal_until_a_person_confirms_it(
    resolution: Document, take: Take, world: World
) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    assert not graph(world.reviewer, plan).below[0].confirmed
    (finding,) = findings_of(resolution, "citation")
    review.edit(actor=world.reviewer, finding=finding, fields={**finding.fields, "role": "amends"})
    (citing,) = graph(world.reviewer, plan).below
    assert (citing.confirmed, citing.role, citing.role_words) == (True, "amends", "sửa đổi văn bản này")


def test_a_rejected_citation_is_no_link(resolution: Document, take: Take, world: World) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    (finding,) = findings_of(resolution, "citation")
    review.reject(actor=world.reviewer, finding=finding)
    assert graph(world.reviewer, plan).empty
    assert graph(world.reviewer, resolution).empty


def test_only_the_newest_text_counts(resolution: Document, take: Take, world: World) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    corrected = texts.RESOLUTION.replace("Kế hoạch số 31-KH/ĐU ngày 02/6/2026", "chương trình")
    correct_text(
        actor=world.reviewer,
        document=resolution,
        data=texts.docx(corrected),
        file_name="sua.docx",
        reason="Bỏ căn cứ",
    )
    assert graph(world.reviewer, plan).empty


ONE = Neighbour("01-NQ/ĐU", "", None, "basis", "căn cứ", True, 1, 1)


@pytest.mark.parametrize(("above", "below"), [(0, 0), (1, 0), (0, 7), (5, 6), (45, 20), (20, 45)])
def test_boxes_never_overlap_and_what_has_no_room_is_counted(above: int, below: int) -> None:
    many = [replace(ONE, name=f"{n:02}-NQ/ĐU", finding_id=n) for n in range(50)]
    drawn = draw(Graph(Document(), many[:above], many[:below]))
    middle = (drawn.x, drawn.y, drawn.box_width, drawn.box_height)
    areas = [middle, *((box.x, box.y, box.width, box.height) for box in drawn.boxes)]
    assert len(areas) <= 41
    assert len(drawn.boxes) + drawn.hidden_above + drawn.hidden_below == above + below
    for place, (x, y, width, height) in enumerate(areas):
        assert x >= 0
        assert x + width <= drawn.width
        assert y >= 0
        assert y + height <= drawn.height
        for a, b, w, h in areas[place + 1 :]:
            assert x + width <= a or a + w <= x or y + height <= b or b + h <= y


def test_above_is_over_the_middle_and_below_under_it() -> None:
    drawn = draw(Graph(Document(), [ONE] * (PER_ROW + 1), [replace(ONE, role="amends")] * 3))
    assert all((box.y < drawn.y) == (box.neighbour.role == "basis") for box in drawn.boxes)
    assert draw(Graph(Document(), [replace(ONE, name="x" * 80)], [])).boxes[0].name.endswith("…")


def test_the_page_has_the_drawing_and_the_same_in_a_table(
    resolution: Document, take: Take, sign_in: Callable[[str], Client]
) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    page = sign_in("chuyen.vien").get(reverse("document-related", args=[resolution.pk])).content.decode()
    assert page.count(f'href="{reverse("document", args=[plan.pk])}"') == 2
    assert "<svg" in page
    assert "Máy đề xuất" in page


def test_alone_it_says_so(take: Take, sign_in: Callable[[str], Client]) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    page = sign_in("chuyen.vien").get(reverse("document-related", args=[plan.pk])).content.decode()
    assert "Chưa có văn bản liên quan" in page
    assert 'class="chart"' not in page


def test_a_stranger_finds_nothing(
    resolution: Document, sign_in: Callable[[str], Client], world: World
) -> None:
    for name in ("document-related", "document-compare"):
        assert sign_in("nguoi.la").get(reverse(name, args=[resolution.pk])).status_code == 404
    with pytest.raises(NotFoundForYou):
        document_for(world.stranger, resolution.pk)
