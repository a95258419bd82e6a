"""Which clause of one text became which of another: by words that stayed, by label, then by likeness.

Work grows with the number of clauses, not with its square: a clause meets only those with which it shares a
rare pair of words.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

ALIKE, ALIKE_IN_PLACE = 0.5, 0.35
_RARE, _TRIED = 12, 4


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's own words, without its label and without what stands under it."""

    ident: str
    words: tuple[str, ...]


def pair(old: Sequence[Clause], new: Sequence[Clause]) -> dict[int, int]:
    """The place in ``new`` of each clause of ``old`` that is still there; one to one."""
    found = _unchanged(old, new)
    left = [place for place in range(len(old)) if place not in found]
    taken = set(found.values())
    right = [place for place in range(len(new)) if place not in taken]
    found.update(_rewritten(old, new, left, right))
    return found


def _unchanged(old: Sequence[Clause], new: Sequence[Clause]) -> dict[int, int]:
    """Clauses of the same words: those that occur once, those beside them, then what is repeated, in order."""
    found = _once(enumerate(old), enumerate(new))
    found |= _left(old, new, found, _once)
    _grow(old, new, found)
    return found | _left(old, new, found, _queued)


Keyed = Iterable[tuple[int, Hashable]]


def _left(
    old: Sequence[Clause],
    new: Sequence[Clause],
    found: dict[int, int],
    pairing: Callable[[Keyed, Keyed], dict[int, int]],
) -> dict[int, int]:
    """Pairs among the clauses that are still open, by their words alone."""
    taken = set(found.values())
    return pairing(
        ((place, clause.words) for place, clause in enumerate(old) if place not in found),
        ((place, clause.words) for place, clause in enumerate(new) if place not in taken),
    )


def _once(old: Keyed, new: Keyed) -> dict[int, int]:
    """Pairs of places whose key stands once on each side."""
    before, after = _by_key(old), _by_key(new)
    return {
        places[0]: after[key][0]
        for key, places in before.items()
        if len(places) == 1 and len(after.get(key, ())) == 1
    }


def _queued(old: Keyed, new: Keyed) -> dict[int, int]:
    """Pairs of places of the same key, first with first, second with second."""
    after = _by_key(new)
    return {
        place: other
        for key, places in _by_key(old).items()
        for place, other in zip(places, after.get(key, ()), strict=False)
    }


def _by_key(keyed: Keyed) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, key in keyed:
        found[key].append(place)
    return found


def _grow(old: Sequence[Clause], new: Sequence[Clause], found: dict[int, int]) -> None:
    """A repeated clause goes with the pair beside it: from the beginning downwards, then upwards."""
    taken = set(found.values())
    ways = ((1, -1, range(len(old))), (-1, len(new), range(len(old) - 1, -1, -1)))
    for step, beside, places in ways:
        edge: int | None = beside
        for place in places:
            other = None if edge is None else edge + step
            if place not in found and _open(other, new, taken) and old[place].words == new[other or 0].words:
                found[place] = other or 0
                taken.add(other or 0)
            edge = found.get(place)


def _open(place: int | None, new: Sequence[Clause], taken: set[int]) -> bool:
    return place is not None and 0 <= place < len(new) and place not in taken


def _rewritten(
    old: Sequence[Clause], new: Sequence[Clause], left: Sequence[int], right: Sequence[int]
) -> dict[int, int]:
    pairs = {(a, b) for a, others in _meeting(old, new, left, right).items() for b in others}
    labels = {new[place].ident: place for place in right}
    pairs |= {(a, labels[old[a].ident]) for a in left if old[a].ident in labels}
    scored = sorted(((_score(old[a], new[b]), -abs(a - b), a, b) for a, b in pairs), reverse=True)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, a, b in scored:
        if score >= ALIKE and a not in found and b not in taken:
            found[a] = b
            taken.add(b)
    return found


def _meeting(
    old: Sequence[Clause], new: Sequence[Clause], left: Iterable[int], right: Iterable[int]
) -> dict[int, list[int]]:
    """For each open clause of the old text the few of the new with which it shares most rare pairs of words."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in right:
        for couple in _couples(new[place]):
            holders[couple].append(place)
    found = {}
    for place in left:
        met = Counter(
            other
            for couple in _couples(old[place])
            if len(holders.get(couple, ())) <= _RARE
            for other in holders.get(couple, ())
        )
        found[place] = [other for other, _ in met.most_common(_TRIED)]
    return found


def _couples(clause: Clause) -> set[tuple[str, str]]:
    return set(zip(clause.words, clause.words[1:], strict=False))


def _score(old: Clause, new: Clause) -> float:
    """How much of both is shared, raised where the label is the same: that is likelier an amendment."""
    alike = likeness(old.words, new.words)
    return alike + (ALIKE - ALIKE_IN_PLACE) if old.ident == new.ident else alike


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """The share of the words of both that they have in common, 0 to 1."""
    if not old or not new:
        return 0.0
    return 2 * (Counter(old) & Counter(new)).total() / (len(old) + len(new))


def in_order(pairs: dict[int, int]) -> set[int]:
    """The clauses of the old text that kept their order: a longest run that rises in both texts."""
    tails: list[int] = []
    holders: list[int] = []
    before: dict[int, int] = {}
    for place in sorted(pairs):
        at = bisect_left(tails, pairs[place])
        if at:
            before[place] = holders[at - 1]
        tails[at : at + 1], holders[at : at + 1] = [pairs[place]], [place]
    kept: set[int] = set()
    last = holders[-1] if holders else None
    while last is not None:
        kept.add(last)
        last = before.get(last)
    return kept
