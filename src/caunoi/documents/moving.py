"""Decisions move from one version of a text to the next with their words, or are listed as left behind."""

from __future__ import annotations

from dataclasses import dataclass

from caunoi.documents.linking import cite, link_version
from caunoi.documents.models import DocumentVersion, Finding, Provision


@dataclass(frozen=True)
class Text:
    """A text squeezed to words with single spaces, and where each of its characters stood."""

    words: str
    places: tuple[int, ...]


def squeeze(text: str) -> Text:
    """Runs of space become one: a new line break inside a sentence does not hide its words."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if not sign.isspace():
            signs.append(sign)
            places.append(place)
        elif signs and signs[-1] != " ":
            signs.append(" ")
            places.append(place)
    return Text("".join(signs), tuple(places))


def new_place(old: Text, words: str, start: int, new: Text) -> tuple[int, int] | None:
    """Where the words that stood at ``start`` of the old text stand in the new one.

    Words that stand there several times are told apart by their count: the third of
    three stays the third of three. None when they are gone or their count changed.
    """
    words = " ".join(words.split())
    before, after = _hits(old.words, words), _hits(new.words, words)
    if not after or len(before) != len(after):
        return None
    at = after[next((n for n, hit in enumerate(before) if old.places[hit] >= start), 0)]
    return new.places[at], new.places[at + len(words) - 1] + 1


def _hits(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def carry_over(before: DocumentVersion, after: DocumentVersion) -> tuple[list[Finding], list[Finding]]:
    """Move every decision of ``before`` to ``after``; returns the moved findings and those left behind."""
    rows = Finding.objects.system("decisions move with their words")
    decided = list(rows.filter(version=before).exclude(state=Finding.State.PROPOSED).order_by("start", "pk"))
    open_ones = list(rows.filter(version=after, state=Finding.State.PROPOSED).order_by("start", "pk"))
    provisions = list(Provision.objects.system("clause of a finding").filter(version=after))
    old, new = squeeze(before.text), squeeze(after.text)
    moved: list[Finding] = []
    left_behind: list[Finding] = []
    for finding in decided:
        place = new_place(old, before.text[finding.start : finding.end], finding.start, new)
        if place is None:
            left_behind.append(finding)
        else:
            moved.append(_move(finding, after, place, open_ones, provisions))
    link_version(after)
    return moved, left_behind


def _move(
    old: Finding,
    after: DocumentVersion,
    place: tuple[int, int],
    open_ones: list[Finding],
    provisions: list[Provision],
) -> Finding:
    twin = next((row for row in open_ones if row.kind == old.kind and _overlap(row, place)), None)
    if twin is not None:
        open_ones.remove(twin)
        twin.delete()
    fresh = Finding(
        version=after,
        provision=innermost(provisions, place[0]),
        kind=old.kind,
        start=place[0],
        end=place[1],
        proposed=twin.proposed if twin else old.proposed,
        decided=old.decided,
        state=old.state,
        confidence=twin.confidence if twin else old.confidence,
        rule=twin.rule if twin else old.rule,
        decided_by_label=old.decided_by_label,
        decided_at=old.decided_at,
        moved_from=old,
    )
    if fresh.state == Finding.State.CONFIRMED and fresh.proposed != fresh.decided:
        fresh.state = (
            Finding.State.EDITED
        )  # the newer machine reads it differently: the person's reading holds
    fresh.save()
    cite(fresh)
    return fresh


def _overlap(row: Finding, place: tuple[int, int]) -> bool:
    shared = min(row.end, place[1]) - max(row.start, place[0])
    return shared * 2 > max(row.end - row.start, place[1] - place[0])


def innermost(provisions: list[Provision], offset: int) -> Provision | None:
    """The smallest clause that holds this offset."""
    around = [row for row in provisions if row.start <= offset < row.end]
    return min(around, key=lambda row: (row.end - row.start, -row.level), default=None)
