"""Proposals are decided by persons; what the machine proposed stays readable."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from caunoi.documents import review
from caunoi.documents.models import Document, Finding
from caunoi.documents.review_page import find_words, progress
from caunoi.documents.selectors import decided_findings
from caunoi.documents.services import correct_text
from caunoi.kernel.errors import Conflict, Forbidden, Invalid, Refused
from caunoi.kernel.models import AuditEntry
from tests.documents import texts
from tests.documents.conftest import findings_of, version_of
from tests.world import World

MODEL = {"subject": "mỗi chi bộ", "comparator": ">=", "value": "2", "unit": "mô hình"}


def decide_all(world: World, document: Document) -> None:
    for finding in findings_of(document):
        review.confirm(actor=world.reviewer, finding=finding)


def test_confirming_takes_the_proposal_as_it_stands(resolution: Document, world: World) -> None:
    finding = findings_of(resolution)[0]
    review.confirm(actor=world.reviewer, finding=finding)
    kept = findings_of(resolution)[0]
    assert (kept.state, kept.decided, kept.decided_by_label) == (
        "confirmed",
        kept.proposed,
        world.reviewer.label,
    )


def test_editing_keeps_what_the_machine_proposed(resolution: Document, world: World) -> None:
    target = findings_of(resolution, "target")[1]
    review.edit(actor=world.reviewer, finding=target, fields=MODEL)
    kept = findings_of(resolution, "target")[1]
    assert kept.state == "edited"
    assert (kept.proposed["value"], kept.decided["value"]) == (1, 2)


def test_an_edit_with_letters_for_a_number_is_refused_and_changes_nothing(
    resolution: Document, world: World
) -> None:
    target = findings_of(resolution, "target")[1]
    with pytest.raises(Invalid) as refused:
        review.edit(actor=world.reviewer, finding=target, fields={**MODEL, "value": "hai", "subject": " "})
    assert set(refused.value.fields) == {"value", "subject"}
    assert findings_of(resolution, "target")[1].state == "proposed"


def test_rejecting_can_be_undone(resolution: Document, world: World) -> None:
    finding = findings_of(resolution)[0]
    review.reject(actor=world.reviewer, finding=finding)
    assert findings_of(resolution)[0].state == "rejected"
    review.reopen(actor=world.reviewer, finding=finding)
    kept = findings_of(resolution)[0]
    assert (kept.state, kept.decided, kept.decided_by_label) == ("proposed", None, "")


def test_the_second_writer_sees_both_readings(resolution: Document, world: World) -> None:
    target = findings_of(resolution, "target")[1]
    seen = target.revision
    review.edit(actor=world.reviewer, finding=target, fields=MODEL, revision=seen)
    late = findings_of(resolution, "target")[1]
    with pytest.raises(Conflict) as conflict:
        review.edit(actor=world.reviewer, finding=late, fields={**MODEL, "value": "3"}, revision=seen)
    assert "từ 2 mô hình" in conflict.value.theirs
    assert world.reviewer.label in conflict.value.theirs
    assert "từ 3 mô hình" in conflict.value.yours
    assert findings_of(resolution, "target")[1].decided["value"] == 2


def test_an_added_finding_needs_no_machine(resolution: Document, world: World) -> None:
    version = version_of(resolution)
    words = "𝔸 của các tổ chức đảng"
    start = version.text.index(words)
    added = review.add_finding(
        actor=world.reviewer,
        version=version,
        kind="target",
        start=start - 1,
        end=start + len(words),
        fields=MODEL,
    )
    assert version.text[added.start : added.end] == words
    assert (added.state, added.proposed) == ("added", None)
    assert added.provision is not None
    assert added.provision.ident.startswith("I.1")


def test_an_added_finding_that_was_thrown_out_comes_back_as_added(resolution: Document, world: World) -> None:
    added = review.add_finding(
        actor=world.reviewer, version=version_of(resolution), kind="target", start=10, end=30, fields=MODEL
    )
    review.reject(actor=world.reviewer, finding=added)
    review.reopen(actor=world.reviewer, finding=added)
    assert (added.state, added.decided["value"]) == ("added", 2)


@pytest.mark.parametrize(("start", "end"), [(-5, 10), (5, 5), (10, 4), (0, 10**7)])
def test_words_outside_of_the_text_cannot_be_added(
    resolution: Document, world: World, start: int, end: int
) -> None:
    with pytest.raises(Invalid, match="Chưa chọn đoạn"):
        review.add_finding(
            actor=world.reviewer,
            version=version_of(resolution),
            kind="target",
            start=start,
            end=end,
            fields=MODEL,
        )


def test_sign_off_waits_for_the_last_finding(resolution: Document, world: World) -> None:
    total = len(findings_of(resolution))
    for finding in findings_of(resolution)[1:]:
        review.confirm(actor=world.reviewer, finding=finding)
    assert progress(version_of(resolution)) == (total - 1, total)
    with pytest.raises(Refused, match="Còn 1 nội dung"):
        review.sign_off(actor=world.reviewer, version=version_of(resolution))
    review.reject(actor=world.reviewer, finding=findings_of(resolution)[0])
    review.sign_off(actor=world.reviewer, version=version_of(resolution))
    assert version_of(resolution).signed_off_by_label == world.reviewer.label


def test_a_signed_text_is_closed_until_it_is_opened_with_a_reason(resolution: Document, world: World) -> None:
    decide_all(world, resolution)
    review.sign_off(actor=world.reviewer, version=version_of(resolution))
    finding = findings_of(resolution)[0]
    with pytest.raises(Refused, match="đã chốt"):
        review.reopen(actor=world.reviewer, finding=finding)
    with pytest.raises(Invalid, match="lý do"):
        review.reopen_review(actor=world.reviewer, version=version_of(resolution), reason=" ")
    review.reopen_review(actor=world.reviewer, version=version_of(resolution), reason="Sót một chỉ tiêu")
    review.reopen(actor=world.reviewer, finding=findings_of(resolution)[0])
    assert findings_of(resolution)[0].state == "proposed"


def test_an_older_text_is_no_longer_reviewed(resolution: Document, world: World) -> None:
    old = findings_of(resolution)[0]
    data = texts.docx(texts.RESOLUTION.replace("I. MỤC TIÊU", "I. MỤC TIÊU CHUNG"))
    correct_text(actor=world.reviewer, document=resolution, data=data, file_name="b.docx", reason="Sai")
    with pytest.raises(Refused, match="bản sửa mới hơn"):
        review.confirm(actor=world.reviewer, finding=old)


@pytest.mark.parametrize("who", ["nguoi.nhap", "lanh.dao", "cap.tren", "kiem.toan", "nguoi.la", "he.thong"])
def test_only_the_unit_that_keeps_the_document_decides(resolution: Document, world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        review.confirm(actor=world.actor(who), finding=findings_of(resolution)[0])
    with pytest.raises(Forbidden):
        review.sign_off(actor=world.actor(who), version=version_of(resolution))


def test_the_clerk_of_a_unit_reviews_and_its_leader_signs(
    take: Callable[..., Document], world: World
) -> None:
    own = take(texts.PLAN, "ke-hoach.txt", unit="CS.001", who="nguoi.nhap")
    for finding in findings_of(own):
        review.confirm(actor=world.clerk, finding=finding)
    with pytest.raises(Forbidden):
        review.sign_off(actor=world.clerk, version=version_of(own))
    review.sign_off(actor=world.leader, version=version_of(own))


def test_decided_findings_are_those_that_a_person_stands_for(resolution: Document, world: World) -> None:
    first, second = findings_of(resolution, "target")
    review.edit(actor=world.reviewer, finding=first, fields=MODEL)
    review.reject(actor=world.reviewer, finding=second)
    found = decided_findings(version_of(resolution), "target")
    assert [(row.id, row.fields["value"]) for row in found] == [(first.pk, 2)]
    assert found[0].text.startswith("Phấn đấu 95%")
    assert decided_findings(version_of(resolution), "deadline") == []


def test_the_log_tells_every_decision_under_the_document(resolution: Document, world: World) -> None:
    target = findings_of(resolution, "target")[0]
    review.edit(actor=world.reviewer, finding=target, fields=MODEL)
    entry = AuditEntry.objects.get(action="documents.edit")
    assert entry.target_id == str(resolution.pk)
    assert entry.changes["state"] == ["proposed", "edited"]
    old, new = entry.changes["fields"]
    assert (old["value"], new["value"]) == (95, 2)


def test_typed_words_are_found_with_other_spaces_and_composition() -> None:
    text = "🌉🌉 Các chi bộ\n  báo cáo hằng quý."
    assert find_words(text, "chi bộ báo  cáo") == (7, text.index(" hằng"))
    assert find_words(text, "không có") is None
    assert find_words(text, "  ") is None


def test_a_finding_without_words_cannot_be_written(resolution: Document) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Finding.objects.create(version=version_of(resolution), kind="target", start=5, end=5)
