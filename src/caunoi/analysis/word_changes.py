"""Which words of two texts are kept, deleted and inserted; every character of each text stands in one piece."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from caunoi.language.text import canonical_tones

PieceMark = Literal["kept", "deleted", "inserted"]

# Spaces with nothing behind them are taken at once: tried from each of them, a blank page costs their square.
_TOKEN = re.compile(r"\s*(?:\d+(?:[.,/]\d+)*|[^\W\d_]+|[^\s])\s*|\s+")
# Cells of the table that a word-by-word comparison may fill; more is shown as replaced in one piece.
_CELLS = 200_000_000

Block = tuple[bool, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one fate."""

    text: str
    mark: PieceMark = "kept"


def tokens(text: str) -> list[str]:
    """Words, numbers and signs, each with the spaces around it; together they are the text."""
    found = _TOKEN.findall(text)
    return found or ([text] if text else [])


def words(text: str) -> list[str]:
    """What is compared: words and signs without spaces, in one placement of tones."""
    return [word for word in _bare(tokens(text)) if word]


def _bare(found: Iterable[str]) -> list[str]:
    return [canonical_tones(token.strip()) for token in found]


def compare_words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of both texts: kept and deleted make up the old, kept and inserted the new one."""
    before, after = tokens(old), tokens(new)
    blocks = _smoothed(_blocks(_bare(before), _bare(after)), _bare(before))
    return (
        _pieces(before, ((equal, a, b) for equal, a, b, _, _ in blocks), "deleted"),
        _pieces(after, ((equal, a, b) for equal, _, _, a, b in blocks), "inserted"),
    )


def _pieces(
    found: Sequence[str], runs: Iterable[tuple[bool, int, int]], mark: PieceMark
) -> tuple[Piece, ...]:
    return tuple(Piece("".join(found[a:b]), "kept" if equal else mark) for equal, a, b in runs if a < b)


def _blocks(old: list[str], new: list[str]) -> list[Block]:
    """Equal and unequal stretches in order: (equal, old from, old to, new from, new to)."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    middle = _middle(old[head:old_end], new[head:new_end])
    shifted = [(equal, a + head, b + head, c + head, d + head) for equal, a, b, c, d in middle]
    found = [(True, 0, head, 0, head), *shifted, (True, old_end, len(old), new_end, len(new))]
    return [block for block in found if block[1] < block[2] or block[3] < block[4]]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = zip(old, new, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _middle(old: list[str], new: list[str]) -> list[Block]:
    if not old or not new or len(old) * len(new) > _CELLS:
        return [(False, 0, len(old), 0, len(new))]
    return [
        (step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Indel.opcodes(old, new)
    ]


def _smoothed(blocks: list[Block], old: Sequence[str]) -> list[Block]:
    """Unequal stretches joined, also over one kept word between two rewritten ones: it says nothing alone."""
    found: list[Block] = []
    for place, block in enumerate(blocks):
        lonely = block[0] and 0 < place < len(blocks) - 1 and _says_nothing(old[block[1] : block[2]])
        if found and not found[-1][0] and (lonely or not block[0]):
            found[-1] = (False, found[-1][1], block[2], found[-1][3], block[4])
        else:
            found.append(block)
    return found


def _says_nothing(run: Sequence[str]) -> bool:
    return sum(word[:1].isalnum() for word in run) <= 1 and not any(word[:1].isdigit() for word in run)
