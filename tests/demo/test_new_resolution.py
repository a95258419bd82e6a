"""The resolution that the demo leaves for the user to upload: seventeen findings, not loaded."""

from __future__ import annotations

import argparse
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from caunoi.analysis import Analysis, analyze_bytes
from caunoi.demo import command
from caunoi.demo.make_docx import build_docx
from caunoi.demo.markup import parse
from caunoi.demo.source import text
from caunoi.kernel.errors import Refused
from tests.demo.datafiles import CLOCK, body, fields, load, paths

FILE = "new_resolution.md"
KINDS = ("citations", "targets", "assignments", "deadlines")


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyze_bytes(build_docx(text(FILE)), "nghi-quyet-15.docx")


def listed(kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = load("new_resolution.findings")[kind]
    return rows


def every_row() -> list[dict[str, Any]]:
    return [row for kind in KINDS for row in listed(kind)]


def pairs(analysis: Analysis, kind: str) -> list[tuple[dict[str, Any], Any]]:
    """Each listed finding with the one found at the same place and in the same order."""
    found = sorted(getattr(analysis, kind), key=lambda one: one.span)
    return list(zip(listed(kind), found, strict=True))


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


# --- the list by hand ------------------------------------------------------------------------------------


def test_the_list_holds_seventeen_phrases_that_stand_once_each_under_their_clause() -> None:
    assert len(every_row()) == len({row["key"] for row in every_row()}) == 17
    assert load("new_resolution.findings")["count"] == 17
    for row in every_row():
        assert body(FILE).count(row["phrase"]) == 1, row["key"]
    assert {row["clause"] for row in every_row()} <= paths(FILE)


def test_no_percentage_symbol_date_or_rhythm_stands_outside_a_finding() -> None:
    rest = body(FILE)
    for row in every_row():
        rest = rest.replace(row["phrase"], "")
    assert not re.findall(r"\d+\s*%|\d+-[A-ZĐ]+/|\d+/\d+|ít nhất|hằng|định kỳ|đến năm|chậm nhất", rest, re.I)


def test_one_target_is_a_ratio_of_the_form_above_the_first_resolutions_and_one_is_judged_only() -> None:
    ratio = next(row for row in listed("targets") if row["indicator"]["kind"] == "ratio")
    numerator, denominator = ratio["indicator"]["numerator"], ratio["indicator"]["denominator"]
    assert fields()[numerator]["le"] == denominator
    older = next(
        row
        for row in load("resolution.findings")["targets"]
        if row["indicator"].get("numerator") == numerator
    )
    assert ratio["value"] > older["value"]
    assert any(row["indicator"]["kind"] == "judged" for row in listed("targets"))


# --- what the analysis finds -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_analysis_finds_what_is_listed_and_nothing_else(analysis: Analysis, kind: str) -> None:
    for row, found in pairs(analysis, kind):
        start = analysis.text.index(row["phrase"])
        shared = min(found.span[1], start + len(row["phrase"])) - max(found.span[0], start)
        assert shared > 0, row["key"]
        assert found.provision.split(".¶")[0] == row["clause"], row["key"]


def test_the_analysis_reads_the_values_that_a_person_reads(analysis: Analysis) -> None:
    for row, cited in pairs(analysis, "citations"):
        assert (cited.symbol, cited.date) == (row["symbol"], row["date"].isoformat())
    for row, target in pairs(analysis, "targets"):
        unit = "percent" if row["unit"] == "%" else row["unit"]
        assert (target.comparator, target.value, target.unit) == (row["comparator"], row["value"], unit)
    for row, given in pairs(analysis, "assignments"):
        assert ", ".join(given.lead) == ", ".join(row["lead"])
        assert list(given.cooperating) == row["cooperating"]
    for row, due in pairs(analysis, "deadlines"):
        assert (due.date, due.every) == (row.get("date") and str(row["date"]), row.get("every"))


def test_the_document_is_known_by_its_own_number_and_date(analysis: Analysis) -> None:
    assert analysis.metadata.symbol == "15-NQ/ĐU"
    assert analysis.metadata.date == "2026-10-09"
    assert date.fromisoformat(analysis.metadata.date) < CLOCK
    assert not analysis.warnings


# --- the file, and that nobody has loaded it -------------------------------------------------------------


def test_the_command_writes_the_whole_document_and_writes_it_again(tmp_path: Path) -> None:
    out = tmp_path / "nghi-quyet.docx"
    assert run("document", "--out", str(out)) == 0
    assert run("document", "--out", str(out)) == 0
    written = [paragraph.text for paragraph in Document(io.BytesIO(out.read_bytes())).paragraphs]
    assert [block.text for block in parse(text(FILE)).blocks if block.text not in written] == []


def test_the_command_does_not_overwrite_somebody_elses_file(tmp_path: Path) -> None:
    out = tmp_path / "nghi-quyet.docx"
    out.write_bytes(b"khac")
    with pytest.raises(Refused, match="Chọn tên khác"):
        run("document", "--out", str(out))
    assert out.read_bytes() == b"khac"


def test_the_command_says_which_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="khong-co"):
        run("document", "--out", str(tmp_path / "khong-co" / "nghi-quyet.docx"))


def test_the_list_of_accounts_says_how_to_get_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("accounts") == 0
    assert "caunoi demo document --out" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.usefixtures("province")
def test_the_loaded_demo_does_not_hold_it() -> None:
    from caunoi.documents.models import Document as Registered

    symbols = set(Registered.objects.system("test").values_list("symbol", flat=True))
    assert "12-NQ/ĐU" in symbols
    assert "15-NQ/ĐU" not in symbols
