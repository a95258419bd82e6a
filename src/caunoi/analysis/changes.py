"""Two texts compared clause by clause: what stayed, was changed, added, removed or moved, in reading order."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from caunoi.analysis.alignment import Clause, in_order, pair
from caunoi.analysis.word_changes import Piece, compare_words, words

State = Literal["same", "changed", "added", "removed", "moved"]
STATES: tuple[State, ...] = ("same", "changed", "added", "removed", "moved")

# A longer stretch without any provision is cut at its lines, so that it can still be aligned.
_LONG = 6_000
# A line with the empty ones behind it.
_LINE = re.compile(r"[^\n]*\n\s*|[^\n]+\Z")
# A clause is part of another if most of its words, and enough to tell, went there.
_PART_OF, _TELLING = 0.7, 4


@dataclass(frozen=True, slots=True)
class Place:
    """A provision of a compared text: its path, its printed label and where it begins and ends."""

    ident: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """One clause of one text, without what stands under it.

    ``mark`` is its printed label with the signs behind it; mark and pieces together are ``text[start:end]``.
    ``ident`` is empty for words outside every provision.
    """

    ident: str
    start: int
    end: int
    mark: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The clause exactly as it stands."""
        return self.mark + "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """A clause in both texts, or in one of them.

    ``changed``: its words differ; ``renumbered``: its label does; ``kin``: the clause of the other text from
    which it was split off, or into which it was taken.
    """

    state: State
    old: Side | None
    new: Side | None
    changed: bool = False
    renumbered: bool = False
    kin: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows in reading order of the new text, removed clauses where they stood."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[State, int]:
        """How many clauses there are of each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in STATES}

    @property
    def equal(self) -> bool:
        """Whether no clause differs in place, label or words (spaces and tone placement aside)."""
        return all(row.state == "same" and not row.renumbered for row in self.rows)


def compare_texts(old: str, old_places: Iterable[Place], new: str, new_places: Iterable[Place]) -> Comparison:
    """Align the clauses of two texts and compare the words of each pair."""
    before, after = _sides(old, old_places), _sides(new, new_places)
    pairs = pair([_clause(side) for side in before], [_clause(side) for side in after])
    still = in_order(pairs)
    became = {before[a].ident: after[b].ident for a, b in pairs.items()}
    rows = {
        (a, b): _row(before[a], after[b], moved=a not in still or _taken_away(before[a], after[b], became))
        for a, b in pairs.items()
    }
    return Comparison(tuple(_with_kin(list(_ordered(before, after, rows, still)))))


def _sides(text: str, places: Iterable[Place]) -> list[Side]:
    """The text cut where provisions begin, where the last one ends, and long stretches at their lines."""
    starts = {
        place.start: place
        for place in sorted(places, key=lambda place: -place.end)
        if place.start < place.end
    }
    ends = max((place.end for place in starts.values()), default=0)
    cuts = sorted({0, *starts, ends, len(text)})
    found = [_side(text, a, b, starts.get(a)) for a, b in pairwise(cuts)]
    return [part for side in found for part in _shorter(side)]


def _side(text: str, start: int, end: int, place: Place | None) -> Side:
    body = text[start:end]
    label = (
        re.match(rf"[\s#*_>]*{re.escape(place.label)}[\s.):/*_–-]*", body) if place and place.label else None
    )
    mark = label[0] if label else ""
    pieces = (Piece(body[len(mark) :]),) if len(mark) < len(body) else ()
    return Side(place.ident if place else "", start, end, mark, pieces)


def _shorter(side: Side) -> list[Side]:
    body = side.text
    if len(body) <= _LONG:
        return [side]
    lines = _LINE.findall(body)
    found, at = [], side.start
    for line in lines:
        found.append(Side(side.ident, at, at + len(line), "", (Piece(line),)))
        at += len(line)
    first = found[0]
    if side.mark and len(side.mark) < len(lines[0]):
        found[0] = replace(first, mark=side.mark, pieces=(Piece(lines[0][len(side.mark) :]),))
    return found


def _clause(side: Side) -> Clause:
    return Clause(side.ident, tuple(words(_body(side))))


def _body(side: Side) -> str:
    return "".join(piece.text for piece in side.pieces)


def _row(old: Side, new: Side, *, moved: bool) -> Row:
    before, after = _body(old), _body(new)
    renumbered = re.findall(r"\w+", old.mark) != re.findall(r"\w+", new.mark)
    if words(before) == words(after):
        return Row("moved" if moved else "same", old, new, False, renumbered)
    left, right = compare_words(before, after)
    old, new = replace(old, pieces=left), replace(new, pieces=right)
    return Row("moved" if moved else "changed", old, new, True, renumbered)


def _taken_away(old: Side, new: Side, became: Mapping[str, str]) -> bool:
    """Whether a clause left the clause above it, although that one is still there."""
    above = became.get(_parent(old)) if _parent(old) else None
    return bool(new.ident) and above is not None and above != _parent(new)


def _parent(side: Side) -> str:
    return side.ident.rpartition(".")[0]


def _ordered(
    before: Sequence[Side], after: Sequence[Side], rows: Mapping[tuple[int, int], Row], still: set[int]
) -> Iterable[Row]:
    """Rows by the new text; what was removed stands right behind the clause that it stood behind."""
    partner = {b: a for a, b in rows}
    stayed = set(partner.values())
    gone = deque(place for place in range(len(before)) if place not in stayed)
    anchors = deque(sorted(still))
    for place in range(-1, len(after)):
        if place >= 0:
            origin = partner.get(place)
            yield _added(after[place]) if origin is None else rows[origin, place]
            if origin is None or origin not in still:
                continue
            anchors.popleft()
        until = anchors[0] if anchors else len(before)
        while gone and gone[0] < until:
            yield _removed(before[gone.popleft()])


def _removed(side: Side) -> Row:
    return Row(
        "removed", replace(side, pieces=tuple(replace(piece, mark="deleted") for piece in side.pieces)), None
    )


def _added(side: Side) -> Row:
    return Row(
        "added", None, replace(side, pieces=tuple(replace(piece, mark="inserted") for piece in side.pieces))
    )


def _with_kin(rows: list[Row]) -> Iterable[Row]:
    """Say of an added clause that it was split off its neighbour, of a removed one that the neighbour took it in."""
    for place, row in enumerate(rows):
        if row.state not in ("added", "removed"):
            yield row
            continue
        around = [other for other in rows[max(place - 2, 0) : place + 3] if other.changed]
        yield replace(row, kin=next((_ident(row, other) for other in around if _came_from(row, other)), ""))


def _ident(row: Row, other: Row) -> str:
    side = other.old if row.state == "added" else other.new
    return side.ident if side else ""


def _came_from(row: Row, other: Row) -> bool:
    own, side = (row.new, other.old) if row.state == "added" else (row.old, other.new)
    if own is None or side is None:
        return False
    wanted = words(_body(own))
    fate = [word for piece in side.pieces if piece.mark != "kept" for word in words(piece.text)]
    shared = (Counter(wanted) & Counter(fate)).total()
    return len(wanted) >= _TELLING and shared >= _PART_OF * len(wanted)
