"""The draft of a plan: clauses as targets and tasks, nothing that nobody decided on."""

from __future__ import annotations

import pytest

from caunoi.documents.models import DocumentVersion
from caunoi.documents.review import reopen_review
from caunoi.kernel.errors import Refused
from caunoi.outputs.implementation_plan import draft_plan
from tests.outputs.conftest import Told
from tests.outputs.reading import lines_of, words_of


def text(told: Told) -> str:
    return words_of(draft_plan(told.world.reviewer, _version(told)).docx)


def _version(told: Told) -> DocumentVersion:
    assert told.resolution is not None
    return DocumentVersion.objects.system("test").select_related("document").get(pk=told.resolution.pk)


def test_targets_stand_with_their_clause_and_measure(told: Told) -> None:
    found = text(told)
    assert "Từ 95% chi bộ trở lên tổ chức học tập nghị quyết" in found
    assert "từ 95 % trở lên" in found
    assert "Mục I, gạch đầu dòng thứ 1" in found
    assert "Tỷ lệ tính từ số liệu báo cáo" in found
    assert "Đánh giá kèm lý do" in found


def test_an_assignment_takes_product_and_deadline_from_what_was_handed_out(told: Told) -> None:
    found = text(told).split("\n")
    row = found.index("Theo dõi việc thực hiện nghị quyết (Mục II.1)")
    assert found[row + 1 : row + 5] == [
        "Văn phòng Đảng ủy",
        "Ban Tuyên giáo và Dân vận",
        "30/10/2026",
        "Sổ theo dõi",
    ]


def test_work_of_another_clause_stands_with_its_scope_and_rhythm(told: Told) -> None:
    found = text(told)
    assert "Báo cáo kết quả năm (Mục II.2)" in found
    assert "Mọi chi bộ cơ sở, đảng bộ cơ sở thuộc Đảng ủy các cơ quan Đảng tỉnh (5 đơn vị)" in found
    assert "Ngày 14/12 hằng năm" in found


def test_the_number_is_open_and_the_basis_is_the_document(told: Told) -> None:
    found = text(told)
    assert "Số …-KH/ĐU" in found
    assert "- Căn cứ Nghị quyết số 12-NQ/ĐU ngày 05/09/2026" in found


def test_recipients_come_from_the_distribution_list(told: Told) -> None:
    assert "- Chi bộ Văn phòng Tỉnh ủy;" in text(told)


def test_aims_are_left_to_the_author(told: Told) -> None:
    lines = lines_of(draft_plan(told.world.reviewer, _version(told)).docx)
    assert sum(line.startswith("[Người lập kế hoạch viết") for line in lines) == 3


def test_a_text_whose_review_is_open_gives_no_plan(told: Told) -> None:
    reopen_review(actor=told.world.reviewer, version=_version(told), reason="Xem lại chỉ tiêu.")
    with pytest.raises(Refused, match="chưa chốt rà soát"):
        draft_plan(told.world.reviewer, _version(told))


def test_the_same_text_gives_the_same_bytes(told: Told) -> None:
    assert draft_plan(told.world.reviewer, _version(told)) == draft_plan(told.world.reviewer, _version(told))
