"""Cutting a text into sentences and words for the search, and writing down where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from django.db import transaction

from caunoi.analysis.lines import blocks, sentences
from caunoi.analysis.model import Span
from caunoi.analysis.normal import view
from caunoi.documents.models import DocumentVersion
from caunoi.documents.text_index import TextIndex, WordPlaces
from caunoi.kernel.database import hold
from caunoi.kernel.scoping import GuardedQuerySet
from caunoi.language.text import canonical_tones, fold

# Raise this when words or sentences are cut or folded in another way: the sweep then writes every index anew.
FORM = 1
WORD_BITS, SENTENCE_BITS = 12, 20
_LONGEST = 4000  # words of a passage: their numbers must fit into WORD_BITS
_BATCH = 20
# Letters and digits part: "12nq/đu" and "12-NQ/ĐU" are the same three words.
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+")


def words(flat: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The words of a piece of text in its one look (``analysis.normal.view(text).flat``)."""
    return _WORD.finditer(flat, start, len(flat) if end is None else end)


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, str]:
    """A word as it is searched without diacritics, and with them: lower case, one placement of the tone."""
    exact = canonical_tones(word.lower())
    return fold(exact)[:60], exact[:60]


def passages(text: str) -> list[Span]:
    """The sentences of a normalized text in order; a very long one (a list, a table) in several pieces."""
    seen = view(text)
    found = sorted(set(sentences(seen, blocks(seen))))
    cut = [piece for start, end in found for piece in _pieces(seen.flat, start, end)]
    return cut[: 1 << SENTENCE_BITS]


def _pieces(flat: str, start: int, end: int) -> Iterator[Span]:
    if end - start > _LONGEST:
        for last in list(words(flat, start, end))[_LONGEST - 1 :: _LONGEST]:
            yield start, last.end()
            start = last.end()
    if start < end:
        yield start, end


def word_places(text: str, spans: list[Span]) -> dict[tuple[str, str], list[int]]:
    """The places of every word by its two forms; see :class:`WordPlaces`."""
    flat = view(text).flat
    found: dict[tuple[str, str], list[int]] = {}
    for number, (start, end) in enumerate(spans):
        for place, match in enumerate(words(flat, start, end), start=number << WORD_BITS):
            found.setdefault(forms(match[0]), []).append(place)
    return found


def write_index(version: DocumentVersion) -> None:
    """Write what the search knows of this text, in place of what was written before."""
    spans = passages(version.text)
    WordPlaces.objects.filter(version=version).delete()
    WordPlaces.objects.bulk_create(
        WordPlaces(version=version, folded=folded, exact=exact, places=packed(places))
        for (folded, exact), places in word_places(version.text, spans).items()
    )
    TextIndex.objects.update_or_create(
        version=version,
        defaults={"form": FORM, "sentences": packed([edge for span in spans for edge in span])},
    )


def packed(numbers: list[int]) -> bytes:
    """Numbers as both models keep them."""
    return np.array(numbers, dtype="<u4").tobytes()


def spans_of(index: TextIndex) -> list[Span]:
    """The sentences of an indexed text."""
    edges = np.frombuffer(index.sentences, dtype="<u4").tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def write_missing() -> int:
    """Write the indexes that are missing or of an older form, in short transactions; how many were written.

    Part of the daily sweep: it fills databases that are older than the search, and is safe at any time.
    """
    written = 0
    while waiting := list(_waiting().order_by("pk")[:_BATCH]):
        with transaction.atomic():
            written += sum(_write_if_still_missing(version) for version in waiting)
    return written


def _waiting() -> GuardedQuerySet[DocumentVersion]:
    rows = DocumentVersion.objects.system("texts that the search does not know yet")
    return rows.exclude(text_index__form=FORM).defer("analysis")


def _write_if_still_missing(version: DocumentVersion) -> bool:
    hold(version)  # another worker's sweep may be at the same text
    if not _waiting().filter(pk=version.pk).exists():
        return False
    write_index(version)
    return True
