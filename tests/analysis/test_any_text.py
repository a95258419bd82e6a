"""Whatever the text, the analysis is valid and points at what it claims."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from caunoi.analysis import analyze, outline
from tests.analysis.claims import OFFICIAL_WORDS, spans
from tests.analysis.texts import RESOLUTION

WORDS = st.sampled_from(OFFICIAL_WORDS)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(WORDS, max_size=60).map("".join),
)


@pytest.fixture(scope="module")
def schema():
    path = pytest.importorskip("tests.conftest").SHARED / "contracts" / "analysis.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_analysed_with_spans_inside_it(text):
    analysis = analyze(text)
    assert all(0 <= start < end <= len(analysis.text) for start, end in spans(analysis))
    assert outline(analysis)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_ids_are_unique_and_every_parent_and_place_exists(text):
    analysis = analyze(text)
    ids = [item.id for item in analysis.provisions]
    assert len(ids) == len(set(ids))
    named = {item.parent for item in analysis.provisions}
    for group in (analysis.citations, analysis.targets, analysis.assignments, analysis.deadlines):
        named |= {item.provision for item in group}
    assert named - {None} <= set(ids)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_child_lies_within_its_parent_and_below_it(text):
    held = {item.id: item for item in analyze(text).provisions}
    for item in held.values():
        if item.parent:
            above = held[item.parent]
            assert above.span[0] <= item.span[0]
            assert item.span[1] <= above.span[1]
            assert item.level == above.level + 1


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_analysing_the_normalized_text_again_finds_the_same(text):
    first = analyze(text)
    assert analyze(first.text).to_json() | {"source": None} == first.to_json() | {"source": None}


@pytest.mark.shared
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_analysis_is_valid_by_the_published_schema(schema, text):
    schema.validate(json.loads(json.dumps(analyze(text).to_json())))


@pytest.mark.shared
def test_a_whole_document_is_valid_by_the_published_schema(schema):
    schema.validate(analyze(RESOLUTION).to_json())


def test_every_finding_has_a_rule_and_a_confidence():
    analysis = analyze(RESOLUTION)
    found = [*analysis.citations, *analysis.targets, *analysis.assignments, *analysis.deadlines]
    assert {type(item).__name__ for item in found} == {"Citation", "Target", "Assignment", "Deadline"}
    assert all(item.rule and item.confidence in {"certain", "likely", "guess"} for item in found)


def test_time_grows_with_length_not_faster():
    import time

    def seconds(copies):
        text = RESOLUTION * copies
        start = time.perf_counter()
        analyze(text)
        return time.perf_counter() - start

    seconds(5)
    small, large = min(seconds(20) for _ in range(3)), min(seconds(160) for _ in range(2))
    assert large < small * 8 * 3


@pytest.mark.parametrize(
    "text",
    [
        "1. " * 20_000,
        "(" * 50_000,
        "-\n" * 20_000,
        "a " * 100_000,
        '"' * 50_000,
        "1.1.1.1 " * 20_000,
        "ngày " * 40_000,
        "không có cơ sở không hoàn thành " * 6000,
        "TT\nNhiệm vụ\nCơ quan chủ trì\n1\n" * 3000,
        "5" * 100_000 + "%",
        "Xã Mẫu" + " " * 80_000 + "x, ngày",
    ],
)
def test_tedious_texts_do_not_take_long(text):
    import time

    start = time.perf_counter()
    analyze(text)
    assert time.perf_counter() - start < 5
