import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from caunoi.analysis.normal import normalize, view


def test_nothing_that_the_document_says_is_repaired():
    assert normalize("Phần đầu đạt 100%") == "Phần đầu đạt 100%"


def test_decomposed_text_and_foreign_line_ends_come_out_as_one():
    text = unicodedata.normalize("NFD", "\ufeffNghị quyết\r\nsố 1\rhết\x0c")
    assert normalize(text) == "Nghị quyết\nsố 1\nhết\n"


def test_a_lone_surrogate_does_not_survive():
    assert normalize("a\ud800b").encode("utf-8")


def test_rules_see_one_look_of_hyphens_quotes_and_look_alike_letters():
    seen = view("25\u2011NQ/ТW “Dân vận khéo”")
    assert seen.flat == '25-NQ/TW "Dân vận khéo"'


def test_marks_of_markdown_enter_no_words():
    seen = view("## **1. Quan *điểm***")
    assert seen.words(0, len(seen.text)) == "1. Quan điểm"


@given(st.text(max_size=200))
def test_the_view_keeps_every_offset(text):
    seen = view(normalize(text))
    assert len(seen.text) == len(seen.flat) == len(seen.low)


@given(st.text(max_size=200))
def test_normalizing_twice_changes_nothing(text):
    assert normalize(normalize(text)) == normalize(text)
