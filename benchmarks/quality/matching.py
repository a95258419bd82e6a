"""Which findings of an analysis match which items of a golden (tests/goldens/README.md has the rules)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial
from typing import Any

from benchmarks.quality.goldens import KINDS, Golden, Item
from caunoi.analysis import Analysis
from caunoi.language.text import same_name

FIELDS = {
    "citations": ("symbol", "type", "date"),
    "targets": ("comparator", "value", "value_to", "unit"),
    "assignments": ("lead",),
    "deadlines": ("kind", "date", "every"),
}
_LABELLED = {"part", "chapter", "section", "subsection", "article", "clause", "point", "appendix"}
_METADATA = ("system", "type", "number", "symbol", "issuer", "parent_issuer", "place", "date", "secrecy")


@dataclass
class Tally:
    """Counts of one kind; keys of what is right, missed and wrong name the place, never the words."""

    right: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    certain_right: int = 0
    certain_wrong: int = 0

    def add(self, other: "Tally") -> None:
        """Takes in the counts of another document."""
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong
        self.certain_right += other.certain_right
        self.certain_wrong += other.certain_wrong

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return _share(len(self.right), len(self.wrong))

    @property
    def recall(self) -> float | None:
        """Share of what had to be found that was; None where nothing had to be."""
        return _share(len(self.right), len(self.missed))

    @property
    def f1(self) -> float | None:
        """The harmonic mean; None where nothing had to be found and nothing was."""
        return _share(2 * len(self.right), len(self.missed) + len(self.wrong))

    @property
    def certain(self) -> float | None:
        """Precision of the findings of class certain."""
        return _share(self.certain_right, self.certain_wrong)


def _share(good: int, bad: int) -> float | None:
    return good / (good + bad) if good + bad else None


def judge(golden: Golden, analysis: Analysis) -> dict[str, Tally]:
    """The tallies of one document by kind; a kind that was not annotated counts nothing."""
    outline = _outline if golden.worked else _structure
    judges: dict[str, Callable[[], Tally]] = {
        "metadata": lambda: _metadata(golden, analysis),
        "structure": lambda: outline(golden, analysis),
    }
    for kind in KINDS:
        judges[kind] = partial(_of_kind, golden, kind, analysis)
    return {kind: judge_one() if golden.covers(kind) else Tally() for kind, judge_one in judges.items()}


def _of_kind(golden: Golden, kind: str, analysis: Analysis) -> Tally:
    return _findings(golden, kind, getattr(analysis, kind))


def same(one: Any, other: Any) -> bool:
    """Equal values; names without regard to case, spacing and tone placement, lists of them without order."""
    if isinstance(one, str) and isinstance(other, str):
        return same_name(one, other)
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one) == len(other) and all(any(same(a, b) for b in other) for a in one)
    return bool(one == other)


def _allowed(golden: Golden, item: Item, name: str) -> Iterable[Any]:
    yield item.get(name)
    yield from item.get(f"{name}_alt", [])
    for span in item.get(f"{name}_alt_span", []):
        yield [golden.words(span)]


def _equal(golden: Golden, kind: str, item: Item, found: Any) -> bool:
    return all(
        any(same(getattr(found, name), value) for value in _allowed(golden, item, name))
        for name in FIELDS[kind]
    )


def _near(golden: Golden, item: Item, found: Any) -> bool:
    if golden.worked or item["at"] is None:
        return bool(found.span[0] < item["end"] and item["start"] < found.span[1])
    return bool(found.span[0] <= item["at"] < found.span[1])


def _findings(golden: Golden, kind: str, found: Sequence[Any]) -> Tally:
    """Core items must be matched, optional ones may be: what lies near one of those counts neither way."""
    tally, left, matched = Tally(), list(found), []
    items = golden.items(kind)
    for item in (item for item in items if item["core"]):
        match = next((x for x in left if _near(golden, item, x) and _equal(golden, kind, item, x)), None)
        if match is None:
            tally.missed.append(f"{golden.name} {kind} {item['start']}")
            continue
        left.remove(match)
        matched.append(match)
        tally.right.append(f"{golden.name} {kind} {item['start']}")
    optional = [item for item in items if not item["core"]]
    extra = [x for x in left if not any(_near(golden, item, x) for item in optional)]
    tally.wrong = [f"{golden.name} {kind} {x.span[0]}" for x in extra]
    tally.certain_right = sum(x.confidence == "certain" for x in matched)
    tally.certain_wrong = sum(x.confidence == "certain" for x in extra)
    return tally


def _plain_label(label: str) -> str:
    return label.strip("().:/- ")


def _paths(analysis: Analysis) -> list[tuple[int, tuple[str, ...]]]:
    """(offset, labels from the outermost to its own) of every numbered provision."""
    held = {item.id: item for item in analysis.provisions}

    def path(name: str | None) -> tuple[str, ...]:
        if not name:
            return ()
        item = held[name]
        own = (_plain_label(item.label),) if item.kind in _LABELLED and item.label else ()
        return (*path(item.parent), *own)

    numbered = (item for item in analysis.provisions if item.kind in _LABELLED and item.label)
    return [(item.span[0], path(item.id)) for item in numbered]


def _structure(golden: Golden, analysis: Analysis) -> Tally:
    tally, found = Tally(), dict(_paths(analysis))
    for item in golden.data["structure"]:
        at = next((at for at in range(item["start"] - 2, item["start"] + 3) if at in found), None)
        path = found.pop(at) if at is not None else None
        if not item.get("core", True):
            continue
        key = f"{golden.name} structure {item['start']}"
        if path is not None and _same_path(item, path):
            tally.right.append(key)
            continue
        tally.missed.append(key)
        if path is not None:
            tally.wrong.append(key)
    tally.wrong += [f"{golden.name} structure {at}" for at in found]
    return tally


def _same_path(item: Item, path: tuple[str, ...]) -> bool:
    labels = {_plain_label(label) for label in (item["label"], *item.get("label_alt", []))}
    above = tuple(_plain_label(label) for label in item["parents"] if label)
    return path[-1] in labels and path[:-1] == above


def _outline(golden: Golden, analysis: Analysis) -> Tally:
    """Worked examples give labels with depths and no offsets: the longest common outline is right."""
    wanted = [(_plain_label(label), depth) for label, depth in golden.data["structure"]]
    found = [(path[-1], len(path) - 1) for _, path in _paths(analysis)]
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    ours = {index for block in blocks for index in range(block.b, block.b + block.size)}
    theirs = {index for block in blocks for index in range(block.a, block.a + block.size)}
    return Tally(
        right=[f"{golden.name} structure #{i}" for i in sorted(theirs)],
        missed=[f"{golden.name} structure #{i}" for i in range(len(wanted)) if i not in theirs],
        wrong=[f"{golden.name} structure #{i}" for i in range(len(found)) if i not in ours],
    )


def _metadata(golden: Golden, analysis: Analysis) -> Tally:
    """Every field is right or missed; nothing is extra."""
    wanted, found, tally = golden.data["metadata"], analysis.metadata, Tally()
    checks: dict[str, Callable[[], bool]] = {
        name: lambda name=name: any(  # type: ignore[misc]
            same(getattr(found, name), value) for value in _allowed(golden, wanted, name)
        )
        for name in _METADATA
    }
    checks["subject"] = lambda: _subject(golden, analysis)
    checks["signer"] = lambda: _signer(golden, analysis)
    for name, holds in checks.items():
        (tally.right if holds() else tally.missed).append(f"{golden.name} metadata {name}")
    return tally


def _subject(golden: Golden, analysis: Analysis) -> bool:
    wanted, subject = golden.data["metadata"], analysis.metadata.subject or ""
    if golden.worked:
        return same_name(subject[: len(wanted["subject_start"])], wanted["subject_start"])
    spans = [wanted["subject_span"], *wanted.get("subject_span_alt", [])]
    return any(same_name(subject, golden.words(span)) for span in spans)


def _signer(golden: Golden, analysis: Analysis) -> bool:
    wanted, names = golden.data["metadata"], [signer.name or "" for signer in analysis.metadata.signers]
    if golden.worked:
        return {name.lower() for name in names} == {person["name"].lower() for person in wanted["signers"]}
    span = wanted["signer"]["name_span"]
    return [signer.span for signer in analysis.metadata.signers] == ([tuple(span)] if span else [])
