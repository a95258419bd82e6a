"""Where phrases stand together: set operations over places, without any database.

A place is one integer: the text's number, the sentence's number in it (20 bits), the word's number
in its sentence (12 bits). Arrays of places are ascending and hold each place once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from caunoi.documents.passages import SENTENCE_BITS, WORD_BITS

Places = NDArray[np.int64]
NOWHERE: Places = np.empty(0, dtype=np.int64)
_TEXT_BITS = WORD_BITS + SENTENCE_BITS


@dataclass(frozen=True)
class Match:
    """Sentences in which everything stands, and texts in which everything stands but in no one sentence."""

    sentences: Places
    texts_apart: Places


def places(found: Iterable[tuple[int, bytes | memoryview]]) -> Places:
    """The places of one word from (text's number, places in it as stored)."""
    rows = sorted(found, key=lambda row: row[0])
    texts = np.array([text for text, _ in rows], dtype=np.int64)
    counts = np.array([len(packed) // 4 for _, packed in rows], dtype=np.int64)
    inside = np.frombuffer(b"".join(packed for _, packed in rows), dtype="<u4").astype(np.int64)
    everywhere = inside + np.repeat(texts << _TEXT_BITS, counts)
    # Forms with other diacritics may share a text: their places interleave.
    return np.sort(everywhere, kind="stable") if len(_ascending(texts)) < len(texts) else everywhere


def in_a_row(words: Sequence[Places]) -> Places:
    """Where a phrase begins: each word right behind the one before, in one sentence."""
    return reduce(_both, (word - number for number, word in enumerate(words)))


def texts_of(found: Places) -> Places:
    """The numbers of the texts in which something stands."""
    return _ascending(found >> _TEXT_BITS)


def texts_of_sentences(sentences: Places) -> Places:
    """The numbers of the texts in which sentences stand."""
    return _ascending(sentences >> SENTENCE_BITS)


def sentences_in(found: Places, text: int) -> Places:
    """The sentences of one text in which something stands."""
    first, last = np.searchsorted(found, (text << _TEXT_BITS, (text + 1) << _TEXT_BITS))
    return _ascending(found[first:last] >> WORD_BITS)


def together(phrases: Sequence[Places]) -> Match:
    """The sentences that hold every phrase, and the further texts that do."""
    sentences = reduce(_both, [_ascending(phrase >> WORD_BITS) for phrase in phrases])
    texts = reduce(_both, [texts_of(phrase) for phrase in phrases])
    return Match(sentences, np.setdiff1d(texts, sentences >> SENTENCE_BITS))


def only(match: Match, sentences: Places) -> Match:
    """Those of the matching sentences that are among ``sentences``."""
    return Match(_both(match.sentences, sentences), NOWHERE)


def _both(a: Places, b: Places) -> Places:
    merged = np.sort(np.concatenate((a, b)), kind="stable")  # two ascending runs: one merge
    return merged[:-1][merged[1:] == merged[:-1]]


def _ascending(numbers: Places) -> Places:
    """An ascending array with each number once."""
    if not len(numbers):
        return NOWHERE
    return numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))]


def covering(
    starts: Iterable[tuple[int, NDArray[np.uint32]]], spans: Iterable[tuple[int, int, int]]
) -> Places:
    """The sentences that overlap any of the spans (text's number, start, end).

    ``starts``: per text, ascending, the edges of its sentences as stored (start, end, start, end …).
    """
    asked = np.array(sorted(spans), dtype=np.int64).reshape(-1, 3)
    found = [_covering_in(text, edges, asked) for text, edges in starts]
    return np.concatenate(found) if found else NOWHERE


def _covering_in(text: int, edges: NDArray[np.uint32], asked: Places) -> Places:
    first, last = np.searchsorted(asked[:, 0], (text, text + 1))
    begins, ends = edges[::2].astype(np.int64), edges[1::2].astype(np.int64)
    # A sentence is covered when a span begins before its end and ends behind its start.
    opened = np.searchsorted(np.sort(asked[first:last, 1]), ends, side="left")
    closed = np.searchsorted(np.sort(asked[first:last, 2]), begins, side="right")
    return np.flatnonzero(opened > closed) + (text << SENTENCE_BITS)
