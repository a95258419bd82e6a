"""The fuzzer repeats its cases, and notices every broken promise that it is there for."""

import os
import random
import time
import zipfile
from io import BytesIO

import pytest
from tools.fuzz import trial
from tools.fuzz.cases import Case, case
from tools.fuzz.mutations import ARCHIVE, PLAIN, damaged, inside
from tools.fuzz.seeds import Seed
from tools.fuzz.trial import judged, tried

from caunoi.analysis import Unreadable
from tests.analysis.files import docx, paragraph

SOURCES = [
    Seed("a.docx", docx(paragraph("Kế hoạch"))),
    Seed("b.txt", "Kế hoạch số 5".encode()),
    Seed("c.rtf", rb"{\rtf1 a}"),
]
PLAIN_CASE = Case(0, "made", "case.txt", b"Ke hoach")


def test_a_case_is_the_same_file_each_time():
    assert [case(7, n, SOURCES) for n in range(30)] == [case(7, n, SOURCES) for n in range(30)]
    assert case(7, 1, SOURCES) != case(8, 1, SOURCES)


@pytest.mark.parametrize("mutation", [*PLAIN, *set(ARCHIVE) - set(PLAIN)])
def test_every_mutation_takes_any_data(mutation):
    for data in (b"", b"a", b"<a><b>12", SOURCES[0].data):
        for chance in range(5):
            assert isinstance(mutation(random.Random(chance), data, data), bytes)


def test_some_damage_is_done():
    assert any(damaged(random.Random(n), b"ke hoach" * 20, b"x" * 50) != b"ke hoach" * 20 for n in range(3))


def test_a_damaged_part_stands_in_a_sound_archive():
    changed = inside(random.Random(3), SOURCES[0].data, b"x")
    with zipfile.ZipFile(BytesIO(changed)) as archive:
        assert archive.testzip() is None
    assert changed != SOURCES[0].data


def _behaving(monkeypatch, behaviour):
    monkeypatch.setattr(trial, "analyze_bytes", lambda *_: behaviour())
    return tried(PLAIN_CASE)


def test_a_sound_file_is_no_failure():
    outcome = tried(PLAIN_CASE)
    assert (outcome.words, outcome.failed) == ("analysed", False)


def test_a_refusal_is_no_failure(monkeypatch):
    def refuse():
        raise Unreadable("truncated", "Tệp bị hỏng.")

    outcome = _behaving(monkeypatch, refuse)
    assert (outcome.words, outcome.failed) == ("refused: truncated", False)


def test_any_other_exception_is_a_failure_and_tells_where(monkeypatch):
    outcome = _behaving(monkeypatch, lambda: [][1])
    assert (outcome.words, outcome.failed) == ("raised IndexError", True)
    assert "test_fuzzing" in outcome.details


def test_a_death_is_a_failure(monkeypatch):
    outcome = _behaving(monkeypatch, lambda: os._exit(9))
    assert (outcome.words, outcome.failed) == ("died", True)


def test_too_much_memory_is_a_failure(monkeypatch):
    outcome = _behaving(monkeypatch, lambda: bytearray(trial.MEMORY))
    assert (outcome.words, outcome.failed) == ("too much memory", True)


def test_too_much_time_is_a_failure_by_the_processor_and_by_the_clock(monkeypatch):
    def work(end=0.2):
        start = time.process_time()
        while time.process_time() - start < end:
            pass
        raise Unreadable("truncated", "")

    monkeypatch.setattr(trial, "SECONDS", 0.05)
    assert _behaving(monkeypatch, work).words == "too long"
    monkeypatch.setattr(trial, "PATIENCE", 0.3)
    assert _behaving(monkeypatch, lambda: time.sleep(5)).words == "too long"


def test_an_analysis_that_claims_what_its_text_does_not_show_is_a_failure(monkeypatch):
    monkeypatch.setattr(trial, "faults", lambda _: ["symbol '1-NQ/TW'"])
    assert judged(PLAIN_CASE)[:2] == ("false claims", "symbol '1-NQ/TW'")
