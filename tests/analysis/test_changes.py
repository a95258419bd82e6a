"""Two texts compared clause by clause: rows, words, and nothing lost."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.analysis import analyze
from caunoi.analysis.changes import Comparison, Place, Row, Side, compare_texts
from caunoi.analysis.word_changes import compare_words, words

Clauses = list[tuple[str, str]]

BASE: Clauses = [
    ("1", "Cấp ủy các cấp xây dựng chương trình công tác dân vận hằng năm."),
    ("2", "Ít nhất 98 % cán bộ, đảng viên được học tập Nghị quyết."),
    ("3", "Mặt trận Tổ quốc giám sát việc thực hiện quy chế dân chủ ở cơ sở."),
    ("4", "Báo cáo kết quả về Ban Thường vụ trước ngày 15/12 hằng năm."),
]


def written(clauses: Clauses, head: str = "QUY ĐỊNH\n") -> tuple[str, list[Place]]:
    text, places = head, []
    for label, body in clauses:
        line = f"{label}. {body}\n"
        places.append(Place(label, label, len(text), len(text) + len(line)))
        text += line
    return text, places


def compared(old: Clauses, new: Clauses) -> Comparison:
    return compare_texts(*written(old), *written(new))


def states(found: Comparison) -> list[str]:
    return [row.state for row in found.rows]


def marked(side: Side | None, mark: str) -> str:
    return "".join(piece.text for piece in side.pieces if piece.mark == mark) if side else ""


def only(found: Comparison, state: str) -> Row:
    (row,) = [row for row in found.rows if row.state == state]
    return row


def test_a_text_and_itself_are_the_same_everywhere() -> None:
    found = compared(BASE, BASE)
    assert found.equal
    assert found.counts == {"same": 5, "changed": 0, "added": 0, "removed": 0, "moved": 0}


def test_a_changed_number_is_marked_and_nothing_else() -> None:
    row = only(compared(BASE, [*BASE[:1], ("2", BASE[1][1].replace("98", "95")), *BASE[2:]]), "changed")
    assert (marked(row.old, "deleted").strip(), marked(row.new, "inserted").strip()) == ("98", "95")
    assert row.new is not None
    assert (row.new.ident, row.new.mark, row.renumbered) == ("2", "2. ", False)


def test_a_decimal_number_is_one_word() -> None:
    before, after = compare_words("đạt 1.234,5 ha", "đạt 1.234,6 ha")
    assert [piece.text for piece in before if piece.mark == "deleted"] == ["1.234,5 "]
    assert [piece.text for piece in after if piece.mark == "inserted"] == ["1.234,6 "]


def test_an_inserted_clause_is_added_and_those_below_only_renumbered() -> None:
    new = [BASE[0], ("2", "Bố trí kinh phí cho đào tạo nghề nông thôn."), *((str(n + 1), b) for n, b in
           ((int(label), body) for label, body in BASE[1:]))]  # fmt: skip
    found = compared(BASE, new)
    assert states(found) == ["same", "same", "added", "same", "same", "same"]
    assert [row.renumbered for row in found.rows] == [False, False, False, True, True, True]
    assert not found.equal


def test_a_removed_clause_stands_where_it_stood() -> None:
    found = compared(BASE, [BASE[0], BASE[1], BASE[3]])
    assert states(found) == ["same", "same", "same", "removed", "same"]
    assert marked(only(found, "removed").old, "deleted").startswith("Mặt trận")


def test_a_clause_that_changed_its_place_is_moved_and_its_changes_shown() -> None:
    moved = ("4", BASE[0][1].replace("hằng năm", "hằng quý"))
    found = compared(BASE, [BASE[1], BASE[2], BASE[3], moved])
    row = only(found, "moved")
    assert row.changed
    assert marked(row.new, "inserted").strip() == "quý"
    assert states(found).count("same") == 4


def test_a_clause_taken_under_another_one_is_moved_although_the_order_holds() -> None:
    head, moved, other = (
        "I. Mục tiêu chung của nghị quyết\n",
        "1. Xây dựng đội ngũ cán bộ\n",
        "II. Giải pháp\n",
    )
    two, three = len(head), len(head + other)
    before = [
        Place("I", "I", 0, two),
        Place("I.1", "1", two, two + len(moved)),
        Place("II", "II", two + len(moved), 99),
    ]
    after = [Place("I", "I", 0, two), Place("II", "II", two, 99), Place("II.1", "1", three, 99)]
    found = compare_texts(head + moved + other, before, head + other + moved, after)
    assert found.counts["moved"] == 1


def test_a_clause_split_in_two_names_its_origin() -> None:
    whole = ("1", "Xây dựng kế hoạch tuyên truyền, phổ biến pháp luật cho đoàn viên; "
                  "tổ chức kiểm tra, đánh giá kết quả thực hiện tại các chi đoàn trực thuộc.")  # fmt: skip
    parts: Clauses = [
        ("1", "Xây dựng kế hoạch tuyên truyền, phổ biến pháp luật cho đoàn viên."),
        ("2", "Tổ chức kiểm tra, đánh giá kết quả thực hiện tại các chi đoàn trực thuộc."),
    ]
    assert only(compared([whole], parts), "added").kin == "1"
    assert only(compared(parts, [whole]), "removed").kin == "1"


def test_tone_placement_and_spaces_are_no_change() -> None:
    found = compared([("1", "Uỷ ban kiểm tra  xã hoà giải.")], [("1", "Ủy ban kiểm tra xã hòa giải.")])
    assert found.equal


def test_capitals_and_diacritics_are_a_change() -> None:
    assert not compared([("1", "Ma túy là tệ nạn.")], [("1", "Má túy là tệ nạn.")]).equal


def test_wholly_different_clauses_of_one_number_are_removed_and_added() -> None:
    found = compared(
        [("1", "Trồng rừng phòng hộ đầu nguồn.")], [("1", "Thu học phí qua tài khoản ngân hàng.")]
    )
    assert states(found) == ["same", "removed", "added"]


def test_one_kept_word_between_rewritten_ones_is_not_shown_as_kept() -> None:
    before, _ = compare_words("giao Văn phòng và Tổ chức làm", "giao Công an và Quân sự làm")
    assert [piece.mark for piece in before] == ["kept", "deleted", "kept"]


def test_repeated_lines_of_a_long_text_are_not_taken_for_moved() -> None:
    chosen = random.Random(4)
    lines = [
        line
        for n in range(300)
        for line in (f"Biểu {n}: {' '.join(chosen.choices(WORDS.split(), k=12))}", "Đơn vị tính")
    ]
    text = "\n\n".join(lines)
    left_out = "\n\n".join(line for place, line in enumerate(lines) if place % 17 != 5)
    found = compare_texts(text, [], left_out, [])
    assert found.counts["moved"] == 0
    assert found.counts["removed"] == len(lines[5::17])
    assert rebuilt(found.rows, "old") == text
    assert rebuilt(found.rows, "new") == left_out


def test_empty_texts_are_equal_and_a_text_against_none_is_all_removed() -> None:
    assert compare_texts("", [], "", []).rows == ()
    assert states(compare_texts("Một câu.", [], "", [])) == ["removed"]


def places_of(text: str) -> list[Place]:
    return [Place(one.id, one.label or "", *one.span) for one in analyze(text).provisions]


def test_provisions_of_a_real_analysis_can_be_compared() -> None:
    text = "NGHỊ QUYẾT\nI. MỤC TIÊU\n1. Nâng cao chất lượng.\na) Giữ vững kỷ cương;\nII. GIẢI PHÁP\n"
    found = compare_texts(
        text, places_of(text), text + "1. Tuyên truyền.\n", places_of(text + "1. Tuyên truyền.\n")
    )
    assert found.counts["added"] == 1
    assert found.counts["removed"] == 0


WORDS = "cấp ủy báo cáo 98 % năm , . quý xã hoà hòa"
sentences = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
clause_lists = st.lists(
    st.tuples(st.sampled_from(["1", "2", "3", "a", "-", "Điều 5"]), sentences), max_size=7
)


def rebuilt(rows: Iterable[Row], side: str) -> str:
    sides = [one for row in rows if (one := getattr(row, side)) is not None]
    return "".join(one.text for one in sorted(sides, key=lambda one: one.start))


@given(clause_lists, clause_lists)
@settings(max_examples=150)
def test_kept_and_deleted_rebuild_the_old_text_kept_and_inserted_the_new(old: Clauses, new: Clauses) -> None:
    found = compared(old, new)
    assert rebuilt(found.rows, "old") == written(old)[0]
    assert rebuilt(found.rows, "new") == written(new)[0]
    for row in found.rows:
        marks = {piece.mark for side in (row.old, row.new) if side for piece in side.pieces}
        assert ("deleted" in {piece.mark for piece in row.new.pieces}) is False if row.new else True
        assert row.state not in ("same",) or marks <= {"kept"}
        if row.old and row.new:
            assert words(marked(row.old, "kept")) == words(marked(row.new, "kept"))


@given(clause_lists)
def test_any_text_compared_with_itself_gives_only_the_same(clauses: Clauses) -> None:
    assert compared(clauses, clauses).equal


@given(clause_lists, clause_lists)
def test_rows_follow_the_new_text(old: Clauses, new: Clauses) -> None:
    starts = [row.new.start for row in compared(old, new).rows if row.new]
    assert starts == sorted(starts)


OFFICIAL = (
    "cấp ủy chính quyền nhân dân giám sát phản biện xã hội chương trình kế hoạch nghị quyết kiểm tra đánh giá "
    "tuyên truyền vận động thi đua khen thưởng cơ sở đơn vị cán bộ đảng viên công chức báo cáo tổng hợp"
)
VOCABULARY = OFFICIAL.split()


def long_text(characters: int, seed: int) -> Clauses:
    chosen = random.Random(seed)
    clauses: Clauses = []
    size = 0
    while size < characters:
        body = " ".join(chosen.choices(VOCABULARY, k=chosen.randint(15, 60)))
        clauses.append((str(len(clauses) + 1), body))
        size += len(body) + 8
    return clauses


def edited(clauses: Clauses, seed: int) -> Clauses:
    chosen = random.Random(seed)
    kept = [body for _, body in clauses if chosen.random() > 0.05]
    changed = [body.replace("kiểm", "thanh") if chosen.random() < 0.3 else body for body in kept]
    return [(str(place), body) for place, body in enumerate(changed, 1)]


@pytest.mark.parametrize(("characters", "seconds"), [(30_000, 0.5), (300_000, 5.0)])
def test_long_texts_are_compared_in_bounded_time(characters: int, seconds: float) -> None:
    old = long_text(characters, 1)
    arguments = *written(old), *written(edited(old, 2))
    begun = time.process_time()
    found = compare_texts(*arguments)
    taken = time.process_time() - begun
    assert taken < seconds
    assert found.counts["changed"] > 5


@pytest.mark.parametrize("joint", [" ", "\n"])
def test_a_long_text_without_any_provision_is_bounded_too(joint: str) -> None:
    chosen = random.Random(3)
    text = joint.join(chosen.choices(VOCABULARY, k=50_000))
    other = text[: len(text) // 2].replace("thi đua", "thử") + text[len(text) // 3 :]
    begun = time.process_time()
    compare_texts(text, [], other, [])
    taken = time.process_time() - begun
    assert taken < 5


@pytest.mark.parametrize("blank", [" ", "\n", "\t\n"])
def test_a_long_blank_stretch_costs_no_square_of_its_length(blank: str) -> None:
    text = "1. Tổ chức hội nghị." + blank * 10_000
    begun = time.process_time()
    found = compare_texts(text, [Place("1", "1.", 0, 20)], text + "x", [Place("1", "1.", 0, 20)])
    assert time.process_time() - begun < 2
    assert found.counts["same"] >= 1
