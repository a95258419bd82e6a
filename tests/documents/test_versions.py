"""A corrected text is a new version; decisions move with their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from caunoi.documents import review
from caunoi.documents.listing import left_behind
from caunoi.documents.models import Document
from caunoi.documents.moving import new_place, squeeze
from caunoi.documents.selectors import clause, clauses, version_for
from caunoi.documents.services import Correction, correct_text
from caunoi.kernel.errors import Forbidden, Invalid, Refused
from tests.documents import texts
from tests.documents.conftest import findings_of, version_of
from tests.world import World

MODEL = {"subject": "mỗi chi bộ", "comparator": ">=", "value": "2", "unit": "mô hình"}


def corrected(world: World, document: Document, text: str) -> Correction:
    return correct_text(
        actor=world.reviewer,
        document=document,
        data=texts.docx(text),
        file_name="sua.docx",
        reason="Sai chính tả",
    )


def test_decisions_move_with_their_words(resolution: Document, world: World) -> None:
    first, second = findings_of(resolution, "target")
    review.edit(actor=world.reviewer, finding=second, fields=MODEL)
    review.reject(actor=world.reviewer, finding=first)
    done = corrected(world, resolution, texts.RESOLUTION.replace("𝔸 của", "của tất cả"))
    assert (done.version.number, len(done.moved), done.left_behind) == (2, 2, [])
    kept = findings_of(resolution, "target")
    assert [(row.state, row.moved_from_id) for row in kept] == [("rejected", first.pk), ("edited", second.pk)]
    text = version_of(resolution).text
    assert text[kept[1].start : kept[1].end].startswith("Mỗi chi bộ xây dựng")
    assert kept[1].decided["value"] == 2
    assert kept[1].provision is not None
    assert kept[1].provision.version_id == done.version.pk


def test_what_nobody_decided_is_proposed_anew(resolution: Document, world: World) -> None:
    corrected(world, resolution, texts.RESOLUTION.replace("95%", "96%"))
    kept = findings_of(resolution, "target")
    assert [row.state for row in kept] == ["proposed", "proposed"]
    assert kept[0].proposed["value"] == 96


def test_a_decision_whose_words_are_gone_is_listed(resolution: Document, world: World) -> None:
    target = findings_of(resolution, "target")[0]
    review.confirm(actor=world.reviewer, finding=target)
    done = corrected(world, resolution, texts.RESOLUTION.replace("95%", "96%"))
    assert [row.pk for row in done.left_behind] == [target.pk]
    listed = left_behind(version_of(resolution))
    assert [kind for kind, _, _ in listed] == ["Chỉ tiêu"]
    assert "95%" in listed[0][2]


def test_the_first_version_stays_readable(resolution: Document, world: World) -> None:
    before = version_of(resolution).text
    corrected(world, resolution, texts.RESOLUTION.replace("95%", "96%"))
    assert version_for(world.reviewer, resolution, 1).text == before
    assert version_for(world.reviewer, resolution).number == 2


def test_a_signed_text_is_reviewed_again_after_a_correction(resolution: Document, world: World) -> None:
    for finding in findings_of(resolution):
        review.confirm(actor=world.reviewer, finding=finding)
    review.sign_off(actor=world.reviewer, version=version_of(resolution))
    corrected(world, resolution, texts.RESOLUTION.replace("95%", "96%"))
    assert version_of(resolution).signed_off_at is None
    assert version_for(world.reviewer, resolution, 1).signed_off_at is not None


def test_a_correction_needs_a_reason_another_file_and_the_right(resolution: Document, world: World) -> None:
    data = texts.docx(texts.RESOLUTION.replace("95%", "96%"))
    with pytest.raises(Invalid, match="lý do"):
        correct_text(actor=world.reviewer, document=resolution, data=data, file_name="a.docx", reason=" ")
    with pytest.raises(Forbidden):
        correct_text(actor=world.leader, document=resolution, data=data, file_name="a.docx", reason="x")
    secret = texts.docx("MẬT\n" + texts.RESOLUTION)
    with pytest.raises(Refused, match="dấu chỉ độ mật"):
        correct_text(actor=world.reviewer, document=resolution, data=secret, file_name="a.docx", reason="x")
    assert version_of(resolution).number == 1


def test_the_third_of_three_stays_the_third() -> None:
    old = "một hai. một hai. một hai."
    new = squeeze("Mở đầu.\nmột\nhai. một hai. một  hai.")
    found = new_place(squeeze(old), "một hai", old.rindex("một hai"), new)
    assert found == (26, 34)


def test_words_that_came_to_stand_twice_are_not_guessed() -> None:
    assert new_place(squeeze("một hai"), "một hai", 0, squeeze("một hai, một hai")) is None


def test_clauses_are_named_as_officials_name_them(take: Callable[..., Document], world: World) -> None:
    decree = take(
        "QUYẾT ĐỊNH\nban hành quy chế\n\nChương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n1. Quy chế này gồm:\n"
        "a) phạm vi áp dụng;\nb) đối tượng áp dụng.\nĐiều 2. Hiệu lực\nQuy chế có hiệu lực từ ngày ký.\n",
        "quy-che.txt",
    )
    version = version_of(decree)
    rows = {row.ident: row.pk for row in version.provisions.system("test")}
    point = next(pk for ident, pk in rows.items() if ident.endswith("diem-b"))
    found = clause(point)
    assert found.path == "điểm b khoản 1 Điều 1"
    assert found.text == "b) đối tượng áp dụng."
    assert found.document_symbol == str(decree)


def test_party_clauses_are_named_by_their_section(resolution: Document) -> None:
    rows = {row.ident: row.pk for row in version_of(resolution).provisions.system("test")}
    names = {ident: found.path for ident, pk in rows.items() for found in [clauses([pk])[pk]]}
    assert names["I.2"] == "Mục I.2"
    assert names["I.2.-2"] == "Mục I.2, gạch đầu dòng thứ 2"
    assert names["I.1.¶1"] == "Mục I.1, đoạn 1"
    assert names["preamble"] == "Phần mở đầu"
