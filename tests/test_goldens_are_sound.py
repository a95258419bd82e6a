"""The hand-made goldens are held against the documents they were read from before anything is judged by them."""

import hashlib
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLDENS = Path(__file__).resolve().parent / "goldens"
NUMBERS = ("000", "001", "004")
CORPUS = tuple(sorted(path.stem for path in (GOLDENS / "corpus").glob("*.json")))
KINDS = ("citations", "targets", "assignments", "deadlines", "warnings", "sentence_joins")
CORE_COUNTS = {
    "000": {"citations": 20, "targets": 9, "assignments": 3, "deadlines": 9, "warnings": 0},
    "001": {"citations": 11, "targets": 9, "assignments": 4, "deadlines": 2, "warnings": 1},
    "004": {"citations": 14, "targets": 9, "assignments": 5, "deadlines": 11, "warnings": 8},
}
LABEL_COUNTS = {"000": 19, "001": 17, "004": 14}

Golden = dict[str, Any]

needs_seeds = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="../shared/seeds is absent: goldens cannot be held against it"
)
needs_texts = pytest.mark.skipif(
    not ((SHARED / "seeds").is_dir() and (SHARED / "corpus").is_dir()),
    reason="../shared is absent: goldens cannot be held against it",
)
every_document = pytest.mark.parametrize("number", NUMBERS)
every_corpus_document = pytest.mark.parametrize("number", CORPUS)
every_golden = pytest.mark.parametrize("number", [*NUMBERS, *CORPUS])


def read_golden(number: str) -> Golden:
    folder = "corpus" if number in CORPUS else "seeds"
    golden: Golden = json.loads((GOLDENS / folder / f"{number}.json").read_text(encoding="utf-8"))
    return golden


def read_raw(golden: Golden) -> bytes:
    folder = "corpus" if "normalized" in golden else "seeds"
    return (SHARED / folder / golden["file"]).read_bytes()


def read_seed(golden: Golden) -> str:
    return read_raw(golden).decode("utf-8")


def read_text(golden: Golden) -> str:
    """The text that offsets count in: NFC, one kind of line ending."""
    return unicodedata.normalize("NFC", read_seed(golden).replace("\r\n", "\n"))


def findings(golden: Golden, kind: str) -> list[Golden]:
    """Warnings and joined sentences were read in the seeds alone; a partial golden has only its kinds."""
    found: list[Golden] = golden.get(kind, [])
    return found


def is_partial(golden: Golden) -> bool:
    """Whether not every kind was annotated; `kinds` names those that were."""
    return "kinds" in golden


def all_spans(golden: Golden) -> list[tuple[int, int]]:
    spans = [(found["start"], found["end"]) for kind in KINDS for found in findings(golden, kind)]
    if is_partial(golden):
        return spans
    metadata = golden["metadata"]
    spans += [tuple(span) for span in metadata["signer"].values() if span]
    spans += [tuple(stamp["span"]) for stamp in metadata["stamps"]]
    spans += [tuple(span) for span in metadata.get("subject_span_alt", [])]
    spans.append(tuple(metadata["subject_span"]))
    return [span for span in spans if span[0] is not None]


def one_line(text: str) -> str:
    return " ".join(text.split())


def printed_date(text: str) -> str | None:
    found = re.search(r"(?<!\d)(?<!\d\s)(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4})$", text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else None


def readings(finding: Golden, field: str) -> list[Any]:
    """The value of a field and the others that are right too."""
    return [finding[field], *finding.get(f"{field}_alt", [])]


@every_golden
def test_findings_of_a_kind_stand_in_reading_order(number: str) -> None:
    golden = read_golden(number)
    for kind in (*KINDS, "structure"):
        starts = [found["start"] for found in findings(golden, kind) if found["start"] is not None]
        assert starts == sorted(starts), kind
    labels = [entry["start"] for entry in findings(golden, "structure")]
    assert len(labels) == len(set(labels))


@every_golden
def test_a_partial_golden_holds_the_kinds_that_it_names_and_no_other(number: str) -> None:
    golden = read_golden(number)
    kinds = golden.get("kinds", [])
    assert all(golden[kind] is not None for kind in kinds)
    assert not kinds or not {*KINDS, "structure", "metadata"} & (golden.keys() - {*kinds})


@every_golden
def test_no_finding_is_written_down_twice(number: str) -> None:
    golden = read_golden(number)
    for kind in KINDS:
        keys = [(found["start"], found["end"], found.get("code")) for found in findings(golden, kind)]
        assert len(keys) == len(set(keys)), kind


@every_document
def test_the_counts_are_those_the_reading_gave(number: str) -> None:
    golden = read_golden(number)
    core = {kind: sum(found["core"] for found in golden[kind]) for kind in CORE_COUNTS[number]}
    assert core == CORE_COUNTS[number]
    assert len(golden["structure"]) == LABEL_COUNTS[number]


@every_golden
def test_a_label_stands_below_the_last_label_of_each_level_above(number: str) -> None:
    path: list[str] = []
    for entry in findings(read_golden(number), "structure"):
        assert entry["depth"] == len(entry["parents"])
        path = path[: entry["depth"]]
        assert entry["parents"] == path, entry
        path.append(entry["label"])


@every_golden
def test_a_breakdown_adds_up_to_its_target(number: str) -> None:
    for target in findings(read_golden(number), "targets"):
        if target["breakdown"]:
            assert sum(part["value"] for part in target["breakdown"]) == target["value"]


@needs_seeds
@pytest.mark.shared
@every_document
def test_the_seed_is_the_file_that_was_read_and_needs_no_normalizing(number: str) -> None:
    golden = read_golden(number)
    raw = (SHARED / "seeds" / golden["file"]).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == golden["sha256"]
    text = raw.decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert len(text) == golden["length"]


@needs_texts
@pytest.mark.shared
@every_golden
def test_every_span_holds_whole_words_inside_the_text(number: str) -> None:
    golden = read_golden(number)
    text = read_text(golden)
    for start, end in all_spans(golden):
        assert 0 <= start < end <= len(text)
        held = text[start:end]
        assert held == held.strip()
        assert not (start and text[start - 1].isalnum()), held
        assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum()), held


@needs_seeds
@pytest.mark.shared
@every_document
def test_a_printed_label_stands_at_its_offset_at_the_head_of_a_line(number: str) -> None:
    golden = read_golden(number)
    text = read_seed(golden)
    for entry in golden["structure"]:
        before = text[text.rfind("\n", 0, entry["start"]) + 1 : entry["start"]]
        assert before.strip("#* ") in ("", "Chuyên:"), entry
        assert re.match(re.escape(entry["label"]) + r"[.\-] ", text[entry["start"] :]), entry


@needs_seeds
@pytest.mark.shared
@every_document
def test_a_target_has_its_number_where_it_says(number: str) -> None:
    golden = read_golden(number)
    text = read_seed(golden)
    for target in golden["targets"]:
        assert target["start"] <= target["number_at"] < target["end"]
        printed = re.match(r"\d+|không\b", text[target["number_at"] :])
        assert printed, target
        assert (0 if printed[0] == "không" else int(printed[0])) == target["value"]
        assert (target["unit"] == "percent") == (text[printed.end() + target["number_at"]] == "%")
        assert not text[target["number_at"] - 1].isdigit()


@needs_seeds
@pytest.mark.shared
@every_document
def test_a_target_counts_the_thing_that_is_printed_behind_the_number(number: str) -> None:
    golden = read_golden(number)
    text = read_seed(golden)
    for target in golden["targets"]:
        held = text[target["start"] : target["end"]]
        if target["unit"] != "percent":
            assert target["unit"] in held
        if target["per"]:
            assert target["per"] in held
        assert all(part["label"] in held for part in target["breakdown"])


@needs_seeds
@pytest.mark.shared
@every_document
def test_a_citation_holds_its_symbol_and_ends_with_its_date(number: str) -> None:
    golden = read_golden(number)
    text = read_seed(golden)
    for citation in golden["citations"]:
        held = text[citation["start"] : citation["end"]]
        assert printed_date(held) == citation["date"], held
        readings = [citation["symbol"] or "", *citation.get("symbol_alt", [])]
        assert any(symbol in held.replace(" ", "") for symbol in readings), held
        assert citation["core"] == (citation["symbol"] is not None)


@needs_seeds
@pytest.mark.shared
@every_document
def test_the_bodies_of_an_assignment_are_named_in_its_block(number: str) -> None:
    golden = read_golden(number)
    text = read_seed(golden)
    for assignment in golden["assignments"]:
        held = one_line(text[assignment["start"] : assignment["end"]])
        assert assignment["lead"]
        for body in (*assignment["lead"], *assignment["cooperating"], *assignment["report_to"]):
            assert body in held
        assert text.startswith(assignment["lead"][0], assignment["lead_at"])


@needs_seeds
@pytest.mark.shared
@every_document
def test_a_rhythm_or_horizon_is_the_one_that_is_printed(number: str) -> None:
    golden = read_golden(number)
    text = read_seed(golden)
    words = {"year": "năm", "quarter": "quý", None: ""}
    for deadline in golden["deadlines"]:
        held = one_line(text[deadline["start"] : deadline["end"]])
        assert words[deadline["every"]] in held
        assert (deadline["kind"] == "horizon") == (deadline["date"] is not None)
        assert (deadline["kind"] == "ad-hoc") == (held == "đột xuất")
        assert held.endswith(deadline["date"] or "")


@needs_seeds
@pytest.mark.shared
@every_document
def test_no_core_rhythm_of_the_text_is_left_out(number: str) -> None:
    golden = read_golden(number)
    text = read_seed(golden)
    marked = [(found["start"], found["end"]) for found in golden["deadlines"] if found["core"]]
    for printed in re.finditer(r"h[àằ]ng (?:năm|quý|tháng|tuần)|đột xuất", text, re.IGNORECASE):
        assert any(start <= printed.start() and printed.end() <= end for start, end in marked), printed


@needs_texts
@pytest.mark.shared
@every_corpus_document
def test_the_document_is_the_file_that_was_read_and_says_whether_it_was_normalized(number: str) -> None:
    golden = read_golden(number)
    raw = read_raw(golden)
    assert hashlib.sha256(raw).hexdigest() == golden["sha256"]
    assert golden["normalized"] == (read_text(golden) != raw.decode("utf-8"))
    assert len(read_text(golden)) == golden["length"]


@needs_texts
@pytest.mark.shared
@every_corpus_document
def test_a_core_label_of_the_corpus_stands_at_its_offset(number: str) -> None:
    golden = read_golden(number)
    text = read_text(golden)
    for entry in (entry for entry in findings(golden, "structure") if entry.get("core", True)):
        before = text[text.rfind("\n", 0, entry["start"]) + 1 : entry["start"]]
        assert not any(letter.isalnum() for letter in before), entry
        assert re.match(re.escape(entry["label"]) + r"[.)\-:]?\s", text[entry["start"] :]), entry


@needs_texts
@pytest.mark.shared
@every_corpus_document
def test_a_target_of_the_corpus_has_its_number_where_it_says(number: str) -> None:
    golden = read_golden(number)
    text = read_text(golden)
    for target in findings(golden, "targets"):
        assert target["start"] <= target["number_at"] < target["end"]
        printed = re.match(r"\d+|không\b", text[target["number_at"] :])
        assert printed, target
        assert (0 if printed[0] == "không" else int(printed[0])) == int(target["value"])


@needs_texts
@pytest.mark.shared
@every_corpus_document
def test_a_citation_of_the_corpus_holds_a_reading_of_its_symbol_and_of_its_date(number: str) -> None:
    golden = read_golden(number)
    text = read_text(golden)
    for citation in findings(golden, "citations"):
        held = text[citation["start"] : citation["end"]]
        joined = "".join(held.split())
        assert any((symbol or "") in joined for symbol in readings(citation, "symbol")), held
        assert printed_date(held) in [None, *readings(citation, "date")], held


@needs_texts
@pytest.mark.shared
@every_corpus_document
def test_an_assignment_of_the_corpus_names_its_first_lead_where_it_says(number: str) -> None:
    golden = read_golden(number)
    text = read_text(golden)
    for assignment in golden["assignments"]:
        assert assignment["start"] <= assignment["lead_at"] < assignment["end"]
        if assignment.get("lead_expanded"):
            continue
        printed = one_line(text[assignment["lead_at"] : assignment["end"]])
        assert printed.startswith(assignment["lead"][0]), assignment


@needs_texts
@pytest.mark.shared
@every_corpus_document
def test_a_deadline_of_the_corpus_shows_the_year_of_its_date(number: str) -> None:
    golden = read_golden(number)
    text = read_text(golden)
    for deadline in findings(golden, "deadlines"):
        held = text[deadline["start"] : deadline["end"]]
        assert (deadline["date"] or "")[:4] in held, deadline
        assert not (deadline["date"] and deadline["every"]), deadline


@needs_seeds
@pytest.mark.shared
@every_document
def test_every_percentage_of_the_text_is_a_target(number: str) -> None:
    golden = read_golden(number)
    printed = [found.start() for found in re.finditer(r"\d+ ?%", read_seed(golden))]
    marked = [target["number_at"] for target in golden["targets"] if target["unit"] == "percent"]
    assert printed == marked


@needs_seeds
@pytest.mark.shared
@every_document
def test_a_joined_sentence_is_cut_by_an_empty_line_and_nothing_else(number: str) -> None:
    golden = read_golden(number)
    text = read_seed(golden)
    for join in golden["sentence_joins"]:
        assert join["start"] < join["break_at"] < join["end"]
        assert text[join["start"] : join["end"]].count("\n\n") == 1
        assert text.startswith("\n\n", join["break_at"])
        assert text[join["break_at"] - 1] not in ".:;"


@needs_seeds
@pytest.mark.shared
def test_the_misread_word_of_the_plan_is_warned_of_each_time() -> None:
    golden = read_golden("004")
    text = read_seed(golden)
    printed = [found.start() for found in re.finditer("phần đầu", text, re.IGNORECASE)]
    warned = [found["start"] for found in golden["warnings"] if found["code"] == "ocr-suspect"]
    assert len(printed) == 6
    assert printed == warned


@needs_texts
@pytest.mark.shared
def test_no_signer_is_named_in_any_file_of_the_goldens() -> None:
    written = [written_in(path) for path in files_of_goldens()]
    for number in (*NUMBERS, *CORPUS):
        golden = read_golden(number)
        if is_partial(golden):
            continue
        start, end = golden["metadata"]["signer"]["name_span"] or (0, 0)
        name = read_text(golden)[start:end]
        if number in CORPUS and not name:
            continue
        assert 2 <= len(name.split()) <= 5
        # A scanned name may have lost its first letter.
        assert name.istitle() or number in CORPUS
        assert not any(name.casefold() in content for content in written)


def written_in(path: Path) -> str:
    """A file in small letters, without the city that bears the name of one signer."""
    content = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).casefold()
    return content.replace("thành phố hồ chí minh", "")


def files_of_goldens() -> list[Path]:
    found = [path for path in GOLDENS.rglob("*") if path.is_file()]
    assert len(found) >= 4
    return [*found, Path(__file__)]
