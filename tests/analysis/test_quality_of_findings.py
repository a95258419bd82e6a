"""The benchmark's own judgement: what counts as right, and that nothing is known of locked documents but counts."""

import json
from pathlib import Path

from benchmarks.draw_locked import GOLDENS, draw, fresh_names, locked_names
from benchmarks.quality.goldens import Golden
from benchmarks.quality.matching import Tally, judge, same

from caunoi.analysis import analyze


def test_the_locked_names_are_those_that_the_lots_gave():
    names = [path.stem for path in (GOLDENS / "corpus").glob("*.json") if path.stem not in fresh_names()]
    assert not locked_names() & fresh_names()
    assert locked_names() == frozenset(draw(names))
    assert len(locked_names()) == 10
    assert {name.split("-")[0] for name in names} == {name.split("-")[0] for name in locked_names()}


def test_the_kept_result_tells_no_place_in_a_locked_document():
    kept = json.loads((GOLDENS / "quality.json").read_text(encoding="utf-8"))
    assert kept["right"]
    named = {key.split()[0] for key in (*kept["right"], *kept["wrong"])}
    assert not named & locked_names()


def test_names_are_equal_but_for_case_and_tone_placement_and_lists_but_for_order():
    assert same("Uỷ ban nhân dân", "ủy ban nhân dân")
    assert not same("Sở Nội vụ", "Sở Nôi vụ")
    assert same(("Sở Y tế", "Sở Nội vụ"), ["Sở Nội vụ", "Sở Y tế"])
    assert not same(("Sở Y tế",), ["Sở Y tế", "Sở Nội vụ"])
    assert not same(None, "")


def test_figures_of_nothing_are_none_and_never_one():
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
    tally = Tally(right=["a"], missed=["b"], wrong=["c", "d"])
    assert (tally.precision, tally.recall) == (1 / 3, 1 / 2)
    assert tally.f1 == 0.4


PLAN = "KẾ HOẠCH\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế kiểm tra kho trước ngày 15/12/2026.\n"


def golden(**data):
    return Golden("kh-900", "kh", False, False, data, Path("kh-900.txt"), PLAN)


def test_a_kind_that_was_not_annotated_counts_neither_for_nor_against():
    tallies = judge(golden(kinds=["assignments"], assignments=[]), analyze(PLAN))
    assert len(tallies["assignments"].wrong) == 1
    others = [tally for kind, tally in tallies.items() if kind != "assignments"]
    assert not any(tally.right or tally.missed or tally.wrong for tally in others)


def test_a_golden_that_names_no_kinds_covers_all_of_them():
    assert golden().covers("deadlines")
    assert golden().covers("metadata")
    assert not golden(kinds=["assignments"]).covers("deadlines")
