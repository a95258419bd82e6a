"""The search over the sentences of all texts that somebody may read.

What is found and how much of it is computed here from equality of words alone, so that both
databases find the same; only texts on the actor's shelf take part, so that no count tells of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from itertools import chain, islice
from operator import itemgetter, or_
from typing import Any

import numpy as np
from django.db.models import F, Q, QuerySet

from caunoi.documents import text_match
from caunoi.documents.models import Document, DocumentVersion, Finding
from caunoi.documents.passages import SENTENCE_BITS, words
from caunoi.documents.selectors import DECIDED
from caunoi.documents.text_index import TextIndex, WordPlaces
from caunoi.documents.text_query import Phrase, Query, Word, read_query
from caunoi.kernel.actors import Actor
from caunoi.language.text import fold
from caunoi.orgs.selectors import labels

STATES = {"confirmed": DECIDED, "proposed": (Finding.State.PROPOSED,)}
_NOT_REJECTED = (*DECIDED, Finding.State.PROPOSED)
# Up to so many texts a query names them; beyond, it reads the word in all texts and picks.
_FEW = 400
_MOST_SYMBOLS = 10


@dataclass(frozen=True)
class Filters:
    """What the search is narrowed to; empty means all.

    ``kinds``: kinds of findings, one of which the sentence must hold; ``state`` "confirmed" or
    "proposed" narrows these. ``unit``: the custodian. ``older``: earlier versions of texts too.
    """

    text: str = ""
    doc_type: str = ""
    issuer: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    kinds: tuple[str, ...] = ()
    state: str = ""
    unit: int | None = None
    older: bool = False

    @property
    def by_finding(self) -> bool:
        """Whether only sentences that hold a finding are wanted."""
        return bool(self.kinds or self.state in STATES)


@dataclass(frozen=True)
class Hit:
    """A place in the results: a sentence of a text; ``apart`` where the words are spread over the text
    and this is the sentence that holds most of them."""

    version_id: int
    sentence: int
    apart: bool = False


@dataclass(frozen=True)
class Shelf:
    """The texts that are searched, in the order in which they are shown."""

    versions: tuple[int, ...]
    documents: tuple[int, ...]
    symbols: tuple[str, ...]

    @cached_property
    def number(self) -> dict[int, int]:
        """Each text's number by its version's id."""
        return {version: number for number, version in enumerate(self.versions)}


@dataclass(frozen=True)
class Found:
    """The whole result: counts at once, places by slicing.

    ``sentences`` in ``documents`` hold everything; ``texts_apart`` further ones hold every word,
    but not in one sentence. ``named``: documents whose own symbol was typed.
    """

    query: Query
    shelf: Shelf
    match: text_match.Match
    named: tuple[int, ...] = ()
    phrase_places: tuple[text_match.Places, ...] = field(default=(), repr=False)

    @property
    def sentences(self) -> int:
        """How many sentences match."""
        return len(self.match.sentences)

    @property
    def texts_apart(self) -> int:
        """How many further texts hold all words."""
        return len(self.match.texts_apart)

    @cached_property
    def documents(self) -> int:
        """In how many documents the sentences stand; two versions are one document."""
        texts = text_match.texts_of_sentences(self.match.sentences).tolist()
        return len({self.shelf.documents[text] for text in texts})

    def count(self) -> int:
        """How many places there are to be shown; with ``__getitem__`` what a paginator needs."""
        return self.sentences + self.texts_apart

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Hit]:
        """The places of one page: sentences first, then texts by the sentence that holds most of the words."""
        begin, end = part.start or 0, part.stop if part.stop is not None else self.count()
        near = self.match.sentences[begin:end]
        apart = self.match.texts_apart[max(begin - self.sentences, 0) : max(end - self.sentences, 0)]
        return [*map(self._hit, near.tolist()), *map(self._best_hit, apart.tolist())]

    def _hit(self, place: int, apart: bool = False) -> Hit:
        return Hit(self.shelf.versions[place >> SENTENCE_BITS], place & ((1 << SENTENCE_BITS) - 1), apart)

    def _best_hit(self, text: int) -> Hit:
        held = [text_match.sentences_in(places, text) for places in self.phrase_places]
        sentences, times = np.unique(np.concatenate(held), return_counts=True)
        return self._hit(int(sentences[times.argmax()]), apart=True)


def search(actor: Actor, filters: Filters) -> Found:
    """Everything that matches in the texts that the actor may read."""
    query = read_query(filters.text)
    shelf = _shelf(actor, filters)
    if not shelf.versions or not (query.phrases or filters.by_finding):
        return Found(query, shelf, text_match.Match(text_match.NOWHERE, text_match.NOWHERE))
    named = tuple(islice(_named(shelf, query), _MOST_SYMBOLS))
    if not query.phrases:
        held = text_match.Match(_holding(shelf, filters, range(len(shelf.versions))), text_match.NOWHERE)
        return Found(query, shelf, held, named)
    phrases = _phrases(shelf, query.phrases)
    found = text_match.together(phrases)
    if filters.by_finding:
        texts = text_match.texts_of_sentences(found.sentences).tolist()
        found = text_match.only(found, _holding(shelf, filters, texts))
    return Found(query, shelf, found, named, tuple(phrases))


def _shelf(actor: Actor, filters: Filters) -> Shelf:
    """The readable texts that pass the filters, those issued last first; the newest version of each."""
    rows = DocumentVersion.objects.visible_to(actor).filter(_document_filter(filters))
    rows = rows.order_by(
        F("document__issued_on").desc(nulls_last=True), "-document__registered_on", "-document_id", "-number"
    )
    columns = ("pk", "document_id", "document__folded_symbol", "document__issuer")
    listed = _newest(rows.values_list(*columns), filters.older)
    if issuer := fold(filters.issuer):
        listed = (row for row in listed if issuer in fold(row[3]))
    kept = list(listed)
    return Shelf(tuple(row[0] for row in kept), tuple(row[1] for row in kept), tuple(row[2] for row in kept))


def _newest(rows: Iterable[tuple[int, int, str, str]], older: bool) -> Iterator[tuple[int, int, str, str]]:
    before = None
    for row in rows:
        if older or row[1] != before:
            yield row
        before = row[1]


def _document_filter(filters: Filters) -> Q:
    wanted = {
        "document__doc_type": filters.doc_type,
        "document__issued_on__gte": filters.issued_from,
        "document__issued_on__lte": filters.issued_to,
        "document__custodian_id": filters.unit,
    }
    return Q(**{name: value for name, value in wanted.items() if value})


def _phrases(shelf: Shelf, phrases: Sequence[Phrase]) -> list[text_match.Places]:
    """Where each phrase stands."""
    held = _places(shelf, {word for phrase in phrases for word in phrase})
    return [text_match.in_a_row([held[word] for word in phrase]) for phrase in phrases]


def _places(shelf: Shelf, wanted: set[Word]) -> dict[Word, text_match.Places]:
    number = shelf.number
    rows = _of(number, WordPlaces.objects.filter(reduce(or_, map(_meant, wanted))))
    found: dict[tuple[str, str], list[tuple[int, bytes | memoryview]]] = {}
    for folded, exact, version, packed in rows.values_list("folded", "exact", "version_id", "places"):
        if version in number:
            found.setdefault((folded, exact), []).append((number[version], packed))
    return {
        word: text_match.places(chain.from_iterable(held for form, held in found.items() if word.fits(*form)))
        for word in wanted
    }


def _meant(word: Word) -> Q:
    return Q(folded=word.folded) if word.exact is None else Q(folded=word.folded, exact=word.exact)


def _holding(shelf: Shelf, filters: Filters, texts: Sequence[int]) -> text_match.Places:
    """The sentences of these texts that hold a finding of the wanted kinds and state; rejected ones count not."""
    findings = Finding.objects.system("findings of texts on the shelf").filter(
        state__in=STATES.get(filters.state, _NOT_REJECTED)
    )
    if filters.kinds:
        findings = findings.filter(kind__in=filters.kinds)
    number = {shelf.versions[text]: text for text in texts}
    spans = [
        (number[version], start, end)
        for version, start, end in _of(number, findings).values_list("version_id", "start", "end")
        if version in number
    ]
    return text_match.covering(_edges(number, {text for text, _, _ in spans}), spans)


def _of(number: Mapping[int, int], rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows of these texts; of all texts where naming them would cost more than it saves."""
    return rows.filter(version_id__in=list(number)) if len(number) <= _FEW else rows


def _edges(number: Mapping[int, int], texts: set[int]) -> list[tuple[int, Any]]:
    """Where the sentences of these texts begin and end, by the texts' numbers."""
    rows = _of(number, TextIndex.objects.all()).values_list("version_id", "sentences")
    found = [(number[version], packed) for version, packed in rows if number.get(version) in texts]
    return [(text, np.frombuffer(packed, dtype="<u4")) for text, packed in sorted(found, key=itemgetter(0))]


def _named(shelf: Shelf, query: Query) -> Iterator[int]:
    """The documents whose symbol is what was typed, or begins with it: "12nq" for 12-NQ/ĐU."""
    wanted = {"".join(symbol) for symbol in query.symbols}
    listed = dict(zip(shelf.documents, shelf.symbols, strict=True)) if wanted else {}
    for document, symbol in listed.items():
        parts = [word[0] for word in words(symbol)]
        if any("".join(parts[:length]) in wanted for length in range(2, len(parts) + 1)):
            yield document


def custodians(actor: Actor) -> list[tuple[int, str]]:
    """The units whose documents the actor may read, by name, for a filter."""
    ids = Document.objects.visible_to(actor).values_list("custodian_id", flat=True).distinct().order_by()
    found = sorted(labels(ids).items(), key=lambda item: item[1].sort_key)
    return [(pk, label.short_name) for pk, label in found]
