"""An analysis of a recognized text, its spans carried over to the text that was printed."""

from bisect import bisect_right
from dataclasses import replace
from typing import Any

from rapidfuzz.distance import Levenshtein

from caunoi.analysis import Analysis
from caunoi.analysis.model import Signer

_KINDS = ("provisions", "citations", "targets", "assignments", "deadlines")


class Alignment:
    """Where each place of `recognized` stands in `printed`: letters are aligned, blanks aside."""

    def __init__(self, recognized: str, printed: str) -> None:
        ours, theirs = _letters(recognized), _letters(printed)
        self._at = [at for at, _ in ours]
        self._to = [0] * len(ours)
        self._end = len(printed)
        codes = Levenshtein.opcodes([sign for _, sign in ours], [sign for _, sign in theirs])
        for code in codes:
            for step in range(code.src_end - code.src_start):
                to = min(code.dest_start + step, max(code.dest_end - 1, code.dest_start), len(theirs) - 1)
                self._to[code.src_start + step] = theirs[to][0]

    def place(self, at: int) -> int:
        """The place of the first letter at or behind this offset."""
        index = bisect_right(self._at, at - 1)
        return self._to[index] if index < len(self._to) else self._end

    def span(self, span: tuple[int, int]) -> tuple[int, int]:
        """The span from its first to behind its last letter."""
        last = bisect_right(self._at, span[1] - 1) - 1
        start = self.place(span[0])
        return start, max(self._to[last] + 1, start + 1) if last >= 0 else start + 1


def _letters(text: str) -> list[tuple[int, str]]:
    return [(at, sign) for at, sign in enumerate(text) if not sign.isspace()]


def carried_over(analysis: Analysis, printed: str) -> Analysis:
    """The analysis as if its findings stood in the printed text; fields keep what recognition gave."""
    alignment = Alignment(analysis.text, printed)
    found: dict[str, Any] = {
        kind: tuple(replace(item, span=alignment.span(item.span)) for item in getattr(analysis, kind))
        for kind in _KINDS
    }
    signers = tuple(_signer(signer, printed) for signer in analysis.metadata.signers)
    return replace(analysis, text=printed, metadata=replace(analysis.metadata, signers=signers), **found)


def _signer(signer: Signer, printed: str) -> Signer:
    """The signer where the printed text names that person last: signatures stand beside recipients in any order."""
    at = printed.rfind(signer.name or "\0")
    return replace(signer, span=(at, at + len(signer.name or "")) if at >= 0 else None)
