"""What somebody typed into the search, read as words, phrases and symbols.

A word with a diacritic means that word; a word without means every word that looks so without
diacritics. Quoted words, and words that no space parts ("12-NQ/ĐU", "15/12/2026"), stand together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from caunoi.analysis.normal import normalize, view
from caunoi.documents.passages import forms, words
from caunoi.language.text import fold
from caunoi.rules.doctypes import document_types

MOST_WORDS = 10
_LONGEST = 500
_CHUNK = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')


@dataclass(frozen=True)
class Word:
    """A word to look for; ``exact`` None where any diacritics will do."""

    folded: str
    exact: str | None = None

    def fits(self, folded: str, exact: str) -> bool:
        """Whether a word of a text with these two forms is meant."""
        return folded == self.folded and self.exact in (None, exact)


Phrase = tuple[Word, ...]


@dataclass(frozen=True)
class Query:
    """Phrases that must all be there; a phrase is one word or several in a row.

    ``symbols``: what may be a document's symbol, as words without diacritics. ``left_out``: whether
    words at the end were too many to be looked for.
    """

    phrases: tuple[Phrase, ...] = ()
    symbols: tuple[tuple[str, ...], ...] = ()
    left_out: bool = False


def read_query(typed: str) -> Query:
    """The query of any typed text whatever; nothing to look for where it holds no word."""
    text = view(normalize(typed[:_LONGEST])).flat
    chunks = [_phrase(match[1] or match[2] or "") for match in _CHUNK.finditer(text)]
    phrases = list(dict.fromkeys(phrase for phrase in chunks if phrase))
    whole = _phrase(text)
    if _is_symbol(whole):
        phrases = [whole]
    kept, left_out = _first_words(phrases)
    symbols = [tuple(word.folded for word in phrase) for phrase in (whole, *phrases) if _has_number(phrase)]
    return Query(tuple(kept), tuple(dict.fromkeys(symbols)), left_out or len(typed) > _LONGEST)


def _phrase(text: str) -> Phrase:
    return tuple(_word(match[0]) for match in words(text))


def _word(text: str) -> Word:
    folded, exact = forms(text)
    return Word(folded, exact if exact != folded else None)


def _first_words(phrases: list[Phrase]) -> tuple[list[Phrase], bool]:
    kept: list[Phrase] = []
    room = MOST_WORDS
    for phrase in phrases:
        if room:
            kept.append(phrase[:room])
            room -= len(kept[-1])
    return kept, sum(map(len, phrases)) > MOST_WORDS


def _has_number(phrase: Phrase) -> bool:
    names = [word.folded for word in phrase]
    return any(name.isdigit() for name in names) and not all(name.isdigit() for name in names)


def _is_symbol(phrase: Phrase) -> bool:
    """Whether the words are a symbol even where spaces part them: "12 nq du"."""
    names = [word.folded for word in phrase]
    if not 1 < len(names) < 7 or not names[0].isdigit():
        return False
    after_year = names[2:3] if names[1].isdigit() else names[1:2]
    return any(name in _letters() for name in after_year)


@cache
def _letters() -> frozenset[str]:
    """The letters of document types in symbols, folded: nq, qd, kh …; none that is a syllable (ĐA: "đa")."""
    letters = {fold(kind.letters) for kind in document_types() if kind.letters}
    return frozenset(name for name in letters if not set(name) & set("aeiouy"))
