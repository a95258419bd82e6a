"""What the search over all texts finds, what it shows, and what it never gives away."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caunoi.documents import review
from caunoi.documents.models import Document, Finding
from caunoi.documents.passages import passages, write_missing
from caunoi.documents.services import correct_text, distribute
from caunoi.documents.text_index import TextIndex, WordPlaces
from caunoi.documents.text_query import MOST_WORDS, read_query
from caunoi.documents.text_results import describe, marked, named_documents
from caunoi.documents.text_search import Filters, Found, search
from tests.documents import texts
from tests.documents.conftest import findings_of, version_of
from tests.world import World

Take = Callable[..., Document]
LONG_AGO = """ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH
*
Số 07-KH/ĐU
An Khê Thượng, ngày 10 tháng 3 năm 2024

KẾ HOẠCH
về hòa giải ở cơ sở

1. Tổ hoà giải họp mỗi tháng một lần. Đồng chí trưởng tổ ghi biên bản.
2. Đong đo kho lúa của hợp tác xã.
"""


def sentences(world: World, typed: str, who: str = "chuyen.vien", **narrow: Any) -> list[str]:
    """The words of the sentences that somebody finds, the first page of them."""
    actor = world.actor(who)
    found = search(actor, Filters(text=typed, **narrow))
    return [row.words for row in describe(actor, found.query, found[:20])]


def found_by(world: World, typed: str, who: str = "chuyen.vien", **narrow: Any) -> Found:
    return search(world.actor(who), Filters(text=typed, **narrow))


@pytest.fixture
def three(take: Take) -> list[Document]:
    """A resolution, the plan that it implements, and an older plan about something else."""
    return [
        take(texts.RESOLUTION, "nghi-quyet.docx"),
        take(texts.PLAN, "ke-hoach.docx"),
        take(LONG_AGO, "cu.docx"),
    ]


@pytest.mark.parametrize(
    "typed", ["đối thoại", "doi thoai", "ĐỐI THOẠI", "thoại  đối", "doi thoại", "“đối thoại”"]
)
def test_words_are_found_with_and_without_diacritics(world: World, three: object, typed: str) -> None:
    assert sentences(world, typed) == ["1. Các chi bộ tổ chức đối thoại với đảng viên."]


def test_a_typed_diacritic_means_that_word_only(world: World, three: object) -> None:
    assert len(sentences(world, "dong")) == 2  # Đồng chí, Đong đo
    assert sentences(world, "đong") == ["2. Đong đo kho lúa của hợp tác xã."]
    assert sentences(world, "đóng") == []


def test_decomposed_letters_are_the_same_words(world: World, three: object) -> None:
    typed = unicodedata.normalize("NFD", "đối thoại")
    assert typed != "đối thoại"
    assert sentences(world, typed) == sentences(world, "đối thoại") != []


@pytest.mark.parametrize("typed", ["hoà giải", "hòa giải"])
def test_both_placements_of_the_tone_are_one_word(world: World, three: object, typed: str) -> None:
    assert found_by(world, typed).sentences == 2  # the text itself is written both ways


def test_part_of_a_word_is_not_the_word(world: World, three: object) -> None:
    assert sentences(world, "tho") == []
    assert sentences(world, "thoai") != []


def test_quoted_words_must_stand_in_a_row(world: World, three: object) -> None:
    assert sentences(world, "bộ chi tổ") != []
    assert sentences(world, '"bộ chi tổ"') == []
    assert sentences(world, '"chi bộ tổ chức" viên') == ["1. Các chi bộ tổ chức đối thoại với đảng viên."]
    assert sentences(world, '"chi bộ tổ chức') == sentences(world, '"chi bộ tổ chức"')


def test_a_phrase_does_not_run_over_the_end_of_a_sentence(world: World, three: object) -> None:
    assert sentences(world, '"một lần"') != []
    assert sentences(world, '"lần Đồng chí"') == []


def test_one_sentence_comes_before_one_document(world: World, three: object) -> None:
    found = found_by(world, "tổ chí")  # one sentence of the older plan, and apart in no other text
    assert (found.sentences, found.documents, found.texts_apart) == (1, 1, 0)
    apart = found_by(world, "đong trưởng")
    assert (apart.sentences, apart.documents, apart.texts_apart, apart.count()) == (0, 0, 1, 1)
    assert [hit.apart for hit in (*apart[:20], *found[:20])] == [True, False]


def test_of_a_text_with_the_words_apart_the_sentence_with_most_of_them_is_shown(
    world: World, three: object
) -> None:
    assert sentences(world, "đong biên bản trưởng") == ["Đồng chí trưởng tổ ghi biên bản."]


@pytest.mark.parametrize(
    "typed", ["31-KH/ĐU", "31-kh/đu", "31kh/du", "31 kh du", "31KHDU", "31-KH", "số 31-KH/ĐU"]
)
def test_a_symbol_finds_its_document_first_in_whatever_form(
    world: World, three: list[Document], typed: str
) -> None:
    found = found_by(world, typed)
    assert [line.name for line in named_documents(world.reviewer, found.named)] == ["31-KH/ĐU"]


@pytest.mark.parametrize("typed", ["31-KH/ĐU", "31kh/du", "31 kh du"])
def test_a_symbol_finds_the_sentences_that_cite_it(world: World, three: object, typed: str) -> None:
    assert any(words.startswith("Thực hiện Kế hoạch số 31-KH/ĐU") for words in sentences(world, typed))


def test_a_number_before_words_is_no_symbol(world: World, three: object) -> None:
    found = found_by(world, "01 mô hình")
    assert found.named == ()
    assert sentences(world, "mô hình 01") == ["- Mỗi chi bộ xây dựng ít nhất 01 mô hình dân vận khéo."]


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "%%", "__", "'", '"', '""', "\\", "- / .", "\x00", "𝔸" * 3]
)
def test_signs_alone_find_nothing_and_break_nothing(world: World, three: object, typed: str) -> None:
    assert found_by(world, typed).count() == 0


def test_wildcards_are_signs_like_any_other(world: World, three: object) -> None:
    assert sentences(world, "95%") == ["- Phấn đấu 95% đảng viên được học tập, quán triệt nghị quyết."]
    assert sentences(world, "th%ai") == []
    assert sentences(world, "tho_i") == []


def test_a_very_long_input_is_cut_and_says_so(world: World, three: object) -> None:
    query = read_query("chi bộ " * 5000)
    assert query.left_out
    assert sum(map(len, read_query(" ".join(f"từ{'a' * n}" for n in range(30))).phrases)) == MOST_WORDS
    assert found_by(world, "chi bộ " * 5000).sentences > 0


def test_a_stranger_finds_nothing_and_counts_nothing(world: World, three: list[Document]) -> None:
    for typed in ("đối thoại", "31-KH/ĐU", "đong trưởng"):
        found = found_by(world, typed, "nguoi.la")
        assert (found.count(), found.documents, found.named, found.shelf.versions) == (0, 0, (), ())
    assert found_by(world, "", "nguoi.la", kinds=("target",)).count() == 0


def test_a_text_is_found_from_the_day_on_which_it_was_sent(world: World, three: list[Document]) -> None:
    before = found_by(world, "đối thoại", "nguoi.nhap").count()
    distribute(actor=world.reviewer, document=three[1], units=[world.unit("CS.001")], reason="Để thực hiện")
    assert (before, found_by(world, "đối thoại", "nguoi.nhap").count()) == (0, 1)


def test_those_issued_last_come_first(world: World, three: list[Document]) -> None:
    found = found_by(world, "tổ")
    documents = [found.shelf.versions.index(hit.version_id) for hit in found[:50]]
    assert documents == sorted(documents)
    assert found.shelf.documents == tuple(document.pk for document in three)


@pytest.mark.parametrize(
    ("narrow", "numbers"),
    [
        ({"doc_type": "ke-hoach"}, [1, 2]),
        ({"doc_type": "chi-thi"}, []),
        ({"issuer": "co quan dang"}, [0, 1, 2]),
        ({"issuer": "Vĩnh Lạc"}, []),
        ({"issued_from": date(2026, 6, 2)}, [0, 1]),
        ({"issued_from": date(2026, 6, 3)}, [0]),
        ({"issued_to": date(2026, 6, 2)}, [1, 2]),
        ({"issued_from": date(2024, 3, 10), "issued_to": date(2024, 3, 10)}, [2]),
    ],
)
def test_filters_narrow_the_shelf(
    world: World, three: list[Document], narrow: dict[str, Any], numbers: list[int]
) -> None:
    assert found_by(world, "tổ", **narrow).shelf.documents == tuple(three[n].pk for n in numbers)


def test_the_unit_is_the_one_that_keeps_the_document(world: World, three: list[Document]) -> None:
    assert found_by(world, "đối thoại", unit=world.unit("DU").pk).count() == 1
    assert found_by(world, "đối thoại", unit=world.unit("XA").pk).count() == 0


def test_a_kind_wants_a_finding_of_that_kind_in_the_sentence(world: World, three: object) -> None:
    assert sentences(world, "chi bộ", kinds=("target",)) == [
        "- Mỗi chi bộ xây dựng ít nhất 01 mô hình dân vận khéo."
    ]
    targets = sentences(world, "", kinds=("target",))
    assert len(targets) == 2
    assert all("95%" in words or "01 mô hình" in words for words in targets)
    assert any("15/12/2026" in words for words in sentences(world, "", kinds=("deadline",)))


def test_a_rejected_finding_is_not_found_by_its_kind(world: World, resolution: Document) -> None:
    for finding in findings_of(resolution, "target"):
        review.reject(actor=world.reviewer, finding=finding)
    assert sentences(world, "", kinds=("target",)) == []
    assert sentences(world, "mô hình") != []


def test_confirmed_and_proposed_are_told_apart(world: World, resolution: Document) -> None:
    finding = next(row for row in findings_of(resolution, "target"))
    review.confirm(actor=world.reviewer, finding=finding)
    confirmed = found_by(world, "", kinds=("target",), state="confirmed")
    proposed = found_by(world, "", kinds=("target",), state="proposed")
    assert (confirmed.sentences, proposed.sentences) == (1, 1)


def test_a_corrected_text_takes_the_place_of_the_one_before(world: World, three: list[Document]) -> None:
    corrected = texts.docx(texts.PLAN.replace("đối thoại", "tọa đàm"))
    correct_text(
        actor=world.reviewer, document=three[1], data=corrected, file_name="sua.docx", reason="Sai một từ"
    )
    assert (found_by(world, "đối thoại").count(), found_by(world, "toạ đàm").count()) == (0, 1)
    older = found_by(world, "đối thoại", older=True)
    (row,) = describe(world.reviewer, older.query, older[:20])
    assert (row.document.version, row.document.older) == (1, True)


def test_a_sentence_names_its_clause_and_what_was_read_in_it(world: World, three: object) -> None:
    found = found_by(world, "mo hinh dan van")
    (row,) = describe(world.reviewer, found.query, found[:20])
    assert row.clause is not None
    assert row.clause[0] == "Mục I.2, gạch đầu dòng thứ 2"
    assert row.kinds == ("Chỉ tiêu",)
    assert [piece for piece, on in row.pieces if on] == ["mô hình dân vận"]
    assert (row.document.name, row.document.issued_on) == ("12-NQ/ĐU", date(2026, 9, 5))


def test_words_apart_are_not_marked_where_all_stand_side_by_side() -> None:
    pieces = marked("Sổ theo dõi đối thoại.", read_query("doi thoai"))
    assert [piece for piece, on in pieces if on] == ["đối thoại"]
    apart = marked("Đối với việc hội thoại", read_query("doi thoai"))
    assert [piece for piece, on in apart if on] == ["Đối", "thoại"]


def test_a_phrase_is_marked_as_one_and_only_where_it_stands() -> None:
    pieces = marked("Chi bộ họp.  Bộ mặt của CHI\nBỘ.", read_query('"chi bo"'))
    assert pieces == (("Chi bộ", True), (" họp. Bộ mặt của ", False), ("CHI BỘ", True), (".", False))


def test_a_very_long_sentence_is_shown_around_the_first_mark() -> None:
    pieces = marked("đầu " * 500 + "đối thoại" + " cuối" * 500, read_query("đối thoại"))
    assert ("đối thoại", True) in pieces
    assert pieces[0] == ("… ", False)
    assert len("".join(piece for piece, _ in pieces)) < 620


def test_missing_indexes_are_written_by_the_sweep_and_say_the_same(
    world: World, three: list[Document]
) -> None:
    before = sentences(world, "chi bộ")
    WordPlaces.objects.all().delete()
    TextIndex.objects.filter(version=version_of(three[0])).delete()
    TextIndex.objects.filter(version=version_of(three[1])).update(form=0)
    TextIndex.objects.filter(version=version_of(three[2])).update(form=0)
    assert sentences(world, "chi bộ") == []
    assert write_missing() == 3
    assert sentences(world, "chi bộ") == before != []
    assert write_missing() == 0


@pytest.mark.parametrize(
    "text", ["", "\n", "a" * 10_000, "1a" * 9000, "từ " * 9000, "Câu. " * 3000, "\ufffd\u00ad"]
)
def test_every_text_is_cut_in_order_without_overlaps(text: str) -> None:
    spans = passages(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))


def test_a_word_beyond_the_longest_passage_is_found_in_the_right_one(world: World, take: Take) -> None:
    take("KẾ HOẠCH\n" + "từ " * 9000 + "cuối hàng\n", "dai.txt")
    assert found_by(world, '"cuối hàng"').sentences == 1
    assert found_by(world, "từ cuối").sentences == 1


def test_a_finding_over_two_sentences_is_in_both(world: World, resolution: Document) -> None:
    version = version_of(resolution)
    spans = passages(version.text)
    Finding.objects.system("test").filter(version=version).update(state="rejected")
    Finding.objects.create(
        version=version, kind="target", start=spans[-3][1] - 1, end=spans[-2][0] + 1, proposed={}
    )
    assert found_by(world, "", kinds=("target",)).sentences == 2
