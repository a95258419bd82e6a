"""The analysis of the three source documents against goldens made by reading; a miss or an extra fails."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caunoi.analysis import Analysis, analyze_bytes
from caunoi.language.text import same_name
from tests.conftest import SHARED

GOLDENS = Path(__file__).resolve().parents[1] / "goldens" / "seeds"
NUMBERS = ("000", "001", "004")
FIELDS = {
    "citations": ("symbol", "type", "date"),
    "targets": (
        "comparator",
        "value",
        "value_to",
        "unit",
        "subject",
        "per",
        "by",
        "period",
        "strength",
        "breakdown",
    ),
    "assignments": ("lead", "cooperating", "report_to"),
    "deadlines": ("kind", "date", "every"),
}
ANCHORS = {"targets": "number_at", "assignments": "lead_at"}
UNSCORED = {"dash", "item", "paragraph", "row", "preamble"}

pytestmark = pytest.mark.shared
Golden = dict[str, Any]


@pytest.fixture(scope="module", params=NUMBERS)
def read(request: pytest.FixtureRequest) -> tuple[Golden, Analysis]:
    golden = json.loads((GOLDENS / f"{request.param}.json").read_text(encoding="utf-8"))
    path = SHARED / "seeds" / golden["file"]
    analysis = analyze_bytes(path.read_bytes(), path.name)
    assert (analysis.source.sha256, len(analysis.text)) == (golden["sha256"], golden["length"])
    return golden, analysis


def plain(value: Any) -> Any:
    """A found value as JSON has it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if hasattr(value, "label"):
        return {"value": value.value, "label": value.label}
    return value


def allowed(golden: Golden, field: str) -> list[Any]:
    """The golden's value of a field and the others that are right too."""
    return [golden.get(field), *golden.get(f"{field}_alt", [])]


def equal(golden: Golden, found: Any, fields: tuple[str, ...]) -> bool:
    return all(plain(getattr(found, field)) in allowed(golden, field) for field in fields)


def overlaps(golden: Golden, found: Any) -> bool:
    return bool(found.span[0] < golden["end"] and golden["start"] < found.span[1])


def anchored(golden: Golden, found: Any, kind: str) -> bool:
    at = golden.get(ANCHORS.get(kind, ""))
    return overlaps(golden, found) if at is None else found.span[0] <= at < found.span[1]


def compare(
    golden: list[Golden],
    found: list[Any],
    near: Callable[[Golden, Any], bool],
    same: Callable[[Golden, Any], bool],
) -> tuple[list[Golden], list[Any]]:
    """(core goldens missed, findings that no golden, core or optional, has)."""
    left = list(found)
    missed: list[Golden] = []
    for wanted in sorted(golden, key=lambda item: not item["core"]):
        match = next((item for item in left if near(wanted, item) and same(wanted, item)), None)
        if match is not None:
            left.remove(match)
        elif wanted["core"]:
            missed.append(wanted)
    optional = [item for item in golden if not item["core"]]
    return missed, [item for item in left if not any(near(wanted, item) for wanted in optional)]


@pytest.mark.parametrize("kind", FIELDS)
def test_nothing_is_missed_and_nothing_is_extra(read: tuple[Golden, Analysis], kind: str) -> None:
    golden, analysis = read
    missed, extra = compare(
        golden[kind],
        list(getattr(analysis, kind)),
        lambda wanted, item: anchored(wanted, item, kind),
        lambda wanted, item: equal(wanted, item, FIELDS[kind]),
    )
    assert (missed, extra) == ([], [])


def test_printed_labels_stand_in_order_under_their_parents(read: tuple[Golden, Analysis]) -> None:
    golden, analysis = read
    held = {item.id: item for item in analysis.provisions}

    def path(parent: str | None) -> list[str | None]:
        return [*path(held[parent].parent), held[parent].label] if parent else []

    found = [
        {"label": item.label, "depth": item.level - 1, "parents": path(item.parent), "start": item.span[0]}
        for item in analysis.provisions
        if item.kind not in UNSCORED
    ]
    assert found == golden["structure"]


def test_metadata_is_as_printed(read: tuple[Golden, Analysis]) -> None:
    golden, analysis = read
    wanted, found = golden["metadata"], analysis.metadata
    fields = (
        "system",
        "type",
        "number",
        "symbol",
        "parent_issuer",
        "place",
        "date",
        "subject",
        "secrecy",
        "urgency",
        "issuer",
    )
    wrong = [
        (field, getattr(found, field))
        for field in fields
        if getattr(found, field) not in allowed(wanted, field)
    ]
    assert wrong == []
    assert len(found.recipients) == wanted["recipients_count"]


def test_the_signer_is_found_where_the_name_stands(read: tuple[Golden, Analysis]) -> None:
    golden, analysis = read
    wanted = golden["metadata"]["signer"]
    (signer,) = analysis.metadata.signers
    assert list(signer.span or ()) == wanted["name_span"]
    assert signer.position == analysis.text[slice(*wanted["position_span"])]
    assert signer.authority == analysis.text[slice(*wanted["authority_span"])]


def test_stamps_are_kept_apart(read: tuple[Golden, Analysis]) -> None:
    golden, analysis = read
    wanted = golden["metadata"].get("stamps", [])
    assert [(item.number, item.date) for item in analysis.metadata.stamps] == [
        (item["number"], item["date"]) for item in wanted
    ]
    for found, stamp in zip(analysis.metadata.stamps, wanted, strict=True):
        assert same_name(found.office or "", stamp["office"])
        assert overlaps({"start": stamp["span"][0], "end": stamp["span"][1]}, found)


def test_warnings_say_what_is_wrong_and_suggest_what_is_right(read: tuple[Golden, Analysis]) -> None:
    golden, analysis = read

    def near(wanted: Golden, found: Any) -> bool:
        if wanted["start"] is None:
            return True
        return found.span is not None and found.span[0] <= wanted["start"] < found.span[1]

    missed, extra = compare(
        golden["warnings"],
        list(analysis.warnings),
        lambda wanted, item: item.code == wanted["code"] and near(wanted, item),
        lambda wanted, item: wanted["suggestion"] is None or item.suggestion in allowed(wanted, "suggestion"),
    )
    assert missed == []
    # Those that the reader of the goldens had no reason to name: damage beside any finding, and the stamp itself.
    assert {item.code for item in extra} <= {"ocr-suspect", "incoming-stamp"}


def test_a_sentence_cut_by_a_page_is_one(read: tuple[Golden, Analysis]) -> None:
    golden, analysis = read
    for join in golden["sentence_joins"]:
        assert any(start <= join["start"] and join["end"] <= end for start, end in analysis.sentences), join
