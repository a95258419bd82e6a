import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from caunoi.language.text import canonical_tones, fold, nfc, same_name, sort_key


def test_folding_finds_a_name_without_its_marks():
    assert fold("  Đảng ủy\u00a0 Xã  Sơn Hạ, ") == "dang uy xa son ha,"


def test_folding_reads_composed_and_decomposed_text_alike():
    name = "Đường Nguyễn Huệ"
    assert fold(unicodedata.normalize("NFD", name)) == fold(name) == "duong nguyen hue"


def test_nfc_composes():
    assert nfc("e\u0302\u0301") == "ế"


def test_the_alphabet_puts_marked_letters_after_plain_ones():
    names = ["đi", "da", "ân", "ăn", "anh", "an", "ơn", "ôn", "on", "ưa", "ua", "êm", "em"]
    assert sorted(names, key=sort_key) == [
        "an", "anh", "ăn", "ân", "da", "đi", "em", "êm", "on", "ôn", "ơn", "ua", "ưa",
    ]  # fmt: skip


def test_tones_decide_only_where_letters_are_equal():
    assert sorted(["má", "mạn", "ma", "mà", "mả", "mã", "mạ"], key=sort_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ", "mạn",
    ]  # fmt: skip


def test_a_shorter_name_sorts_before_its_continuation():
    assert sorted(["Sơn Hà", "Sơn", "Sơn A"], key=sort_key) == ["Sơn", "Sơn A", "Sơn Hà"]


def test_both_placements_of_the_tone_are_one():
    assert canonical_tones("hoà khoẻ thuỷ UỶ") == "hòa khỏe thủy ỦY"


def test_a_tone_with_a_consonant_or_q_before_it_stays():
    assert canonical_tones("quý toàn hoán huỳnh thoáng") == "quý toàn hoán huỳnh thoáng"


def test_one_name_in_four_spellings():
    assert same_name("Thành uỷ  Hoà Bình", unicodedata.normalize("NFD", "thành ủy HÒA BÌNH"))


def test_names_that_only_fold_alike_are_two():
    assert not same_name("Xã Sơn Hà", "Xã Sơn Hạ")


@given(st.text(alphabet=st.sampled_from("aàảãáạăằâầđdeêoơôuưyỳỷqhHtTnNg UỶỦ"), max_size=30))
def test_moving_tones_keeps_every_offset(text):
    assert len(canonical_tones(text)) == len(text)
    assert canonical_tones(canonical_tones(text)) == canonical_tones(text)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
