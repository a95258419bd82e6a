"""Citations lead to registered documents, at once or when the document arrives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from caunoi.documents import review
from caunoi.documents.listing import Filters, citations, cited_by, distribution, documents
from caunoi.documents.models import Citation, Document
from caunoi.documents.services import describe_document, distribute
from caunoi.kernel.errors import Conflict, Forbidden, Invalid
from tests.documents import texts
from tests.documents.conftest import findings_of, version_of
from tests.world import World

Take = Callable[..., Document]


def end_of(document: Document) -> int | None:
    return Citation.objects.get(finding__version=version_of(document)).resolved_id


def test_a_citation_waits_for_its_document(resolution: Document, take: Take) -> None:
    assert end_of(resolution) is None
    plan = take(texts.PLAN, "ke-hoach.txt")
    assert end_of(resolution) == plan.pk


def test_a_citation_leads_to_a_document_that_is_there_already(take: Take) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    assert end_of(take(texts.RESOLUTION)) == plan.pk


def test_another_date_is_another_document(resolution: Document, take: Take) -> None:
    take(texts.PLAN.replace("02 tháng 6 năm 2026", "03 tháng 6 năm 2026"), "ke-hoach.txt")
    assert end_of(resolution) is None


def test_d_with_and_without_bar_are_two_symbols(resolution: Document, take: Take) -> None:
    """The folded symbol finds, it never decides."""
    take(texts.PLAN.replace("31-KH/ĐU", "31-KH/DU"), "ke-hoach.txt")
    assert end_of(resolution) is None


def test_a_document_of_another_unit_is_linked_once_it_was_sent(
    resolution: Document, take: Take, world: World
) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt", unit="CS.001", who="lanh.dao")
    assert end_of(resolution) is None
    distribute(actor=world.leader, document=plan, units=[world.unit("DU")], reason="Để biết")
    assert end_of(resolution) == plan.pk


def test_between_two_copies_of_others_nothing_is_guessed(take: Take, world: World) -> None:
    for unit, who in (("CS.001", "lanh.dao"), ("CB.XA", "nguoi.la")):
        plan = take(texts.PLAN, "ke-hoach.txt", unit=unit, who=who)
        distribute(actor=world.actor(who), document=plan, units=[world.unit("DU")], reason="Để biết")
    assert end_of(take(texts.RESOLUTION)) is None


def test_a_corrected_symbol_links_and_unlinks(resolution: Document, take: Take, world: World) -> None:
    plan = take(texts.PLAN.replace("31-KH/ĐU", "-KH/ĐU"), "ke-hoach.txt")
    assert end_of(resolution) is None
    facts = {
        "doc_type": "ke-hoach",
        "issuer": plan.issuer,
        "issued_on": date(2026, 6, 2),
        "subject": plan.subject,
    }
    describe_document(actor=world.reviewer, document=plan, symbol="31 - KH/ĐU", **facts)
    assert end_of(resolution) == plan.pk
    describe_document(actor=world.reviewer, document=plan, symbol="32-KH/ĐU", **facts)
    assert end_of(resolution) is None


def test_facts_changed_by_somebody_else_are_not_overwritten(resolution: Document, world: World) -> None:
    facts = {"doc_type": "", "issuer": "", "issued_on": None, "subject": "x"}
    describe_document(actor=world.reviewer, document=resolution, symbol="13-NQ/ĐU", revision=0, **facts)
    with pytest.raises(Conflict):
        describe_document(actor=world.reviewer, document=resolution, symbol="14-NQ/ĐU", revision=0, **facts)
    assert Document.objects.system("test").get(pk=resolution.pk).symbol == "13-NQ/ĐU"


def test_an_edited_citation_is_looked_for_again(resolution: Document, take: Take, world: World) -> None:
    plan = take(texts.PLAN.replace("31-KH/ĐU", "30-KH/ĐU"), "ke-hoach.txt")
    cited = findings_of(resolution, "citation")[0]
    review.edit(actor=world.reviewer, finding=cited, fields={"symbol": "30-KH/ĐU", "type": "ke-hoach"})
    assert end_of(resolution) == plan.pk


def test_a_rejected_citation_is_none(resolution: Document, take: Take, world: World) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    review.reject(actor=world.reviewer, finding=findings_of(resolution, "citation")[0])
    assert citations(world.reviewer, version_of(resolution)) == []
    assert cited_by(world.reviewer, plan) == []


def test_a_link_is_shown_only_to_whom_may_read_its_end(
    resolution: Document, take: Take, world: World
) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    distribute(actor=world.reviewer, document=resolution, units=[world.unit("CS.001")], reason="Để thực hiện")
    row = citations(world.clerk, version_of(resolution))[0]
    assert (row.name, row.document_id) == ("Kế hoạch 31-KH/ĐU", None)
    assert citations(world.reviewer, version_of(resolution))[0].document_id == plan.pk
    assert [row.pk for row in cited_by(world.reviewer, plan)] == [resolution.pk]


def test_the_distribution_list_lets_a_unit_read(resolution: Document, world: World) -> None:
    def readers() -> set[str]:
        return {
            name
            for name in ("nguoi.nhap", "chuyen.vien", "cap.tren", "kiem.toan", "nguoi.la", "he.thong")
            if Document.objects.visible_to(world.actor(name)).filter(pk=resolution.pk).exists()
        }

    assert readers() == {"chuyen.vien", "cap.tren", "kiem.toan"}
    sent = [world.unit("CS.001"), world.unit("DU")]
    assert distribute(actor=world.reviewer, document=resolution, units=sent, reason="Để thực hiện") == 1
    assert distribute(actor=world.reviewer, document=resolution, units=sent, reason="Lần nữa") == 0
    assert readers() == {"chuyen.vien", "cap.tren", "kiem.toan", "nguoi.nhap"}
    assert [(row.unit.code, row.reason) for row in distribution(resolution)] == [("CS.001", "Để thực hiện")]


def test_a_distribution_without_units_or_reason_is_refused(resolution: Document, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        distribute(actor=world.reviewer, document=resolution, units=[], reason=" ")
    assert set(refused.value.fields) == {"units", "reason"}
    with pytest.raises(Forbidden):
        distribute(actor=world.leader, document=resolution, units=[world.unit("CS.002")], reason="x")


@pytest.mark.parametrize(
    "typed",
    ["12-NQ/ĐU", "12-nq/du", "12 - NQ / ĐU", "NQ/đu", "ĐỔI MỚI công tác", "doi moi", "đổi mới"],
)
def test_a_symbol_or_subject_is_found_however_it_is_typed(
    resolution: Document, world: World, typed: str
) -> None:
    import unicodedata

    for text in (typed, unicodedata.normalize("NFD", typed)):
        assert [row.pk for row in documents(world.reviewer, Filters(text=text))] == [resolution.pk]
    assert not documents(world.reviewer, Filters(text="99-NQ/ĐU")).exists()


def test_the_list_is_narrowed_by_type_and_review(resolution: Document, take: Take, world: World) -> None:
    plan = take(texts.PLAN, "ke-hoach.txt")
    assert [row.pk for row in documents(world.reviewer)] == [plan.pk, resolution.pk]
    assert [row.pk for row in documents(world.reviewer, Filters(doc_type="ke-hoach"))] == [plan.pk]
    for finding in findings_of(plan):
        review.confirm(actor=world.reviewer, finding=finding)
    review.sign_off(actor=world.reviewer, version=version_of(plan))
    assert [row.pk for row in documents(world.reviewer, Filters(review="done"))] == [plan.pk]
    assert [row.pk for row in documents(world.reviewer, Filters(review="open"))] == [resolution.pk]
