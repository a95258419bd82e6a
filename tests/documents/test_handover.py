"""When units merge, their documents and what was sent to them pass to the successor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caunoi.documents import handover
from caunoi.documents.linking import relink
from caunoi.documents.listing import distribution
from caunoi.documents.models import Citation, Document
from caunoi.documents.services import distribute
from tests.documents import texts
from tests.documents.conftest import version_of
from tests.world import BUILDER, World

ON = date(2026, 10, 12)


def test_the_successor_keeps_the_documents_and_the_unit_of_record_stays(
    take: Callable[..., Document], world: World
) -> None:
    old, new = world.unit("CS.001").pk, world.unit("CS.002").pk
    document = take(texts.PLAN, "ke-hoach.txt", unit="CS.001", who="lanh.dao")
    assert handover.preview([old]) == ["1 văn bản chuyển sang đơn vị mới"]
    assert handover.transfer(BUILDER, {old: new}, ON) == ["1 văn bản"]
    moved = Document.objects.system("test").get(pk=document.pk)
    assert (moved.unit_id, moved.custodian_id) == (old, new)
    assert handover.preview([old]) == []


def test_the_successor_reads_what_was_sent_to_either(resolution: Document, world: World) -> None:
    units = [world.unit("CS.001"), world.unit("CS.002")]
    distribute(actor=world.reviewer, document=resolution, units=units, reason="Để thực hiện")
    new = world.unit("CS.003").pk
    handover.transfer(BUILDER, {unit.pk: new for unit in units}, ON)
    assert {row.unit.code for row in distribution(resolution)} == {"CS.001", "CS.002", "CS.003"}


def test_citations_between_documents_that_come_together_are_linked(
    take: Callable[..., Document], resolution: Document, world: World
) -> None:
    take(texts.PLAN, "ke-hoach.txt", unit="CS.001", who="lanh.dao")
    citation = Citation.objects.filter(finding__version=version_of(resolution))
    assert relink() == 0
    handover.transfer(BUILDER, {world.unit("CS.001").pk: world.unit("DU").pk}, ON)
    assert citation.get().resolved is not None
