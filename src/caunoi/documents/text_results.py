"""Found sentences as a page or a table shows them: document, clause, marked words, findings in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from caunoi.analysis.model import Span
from caunoi.analysis.normal import view
from caunoi.documents import wording
from caunoi.documents.models import Document, DocumentVersion, Finding, Provision
from caunoi.documents.passages import forms, spans_of, words
from caunoi.documents.paths import path_words
from caunoi.documents.text_query import Phrase, Query
from caunoi.documents.text_search import Hit
from caunoi.kernel.actors import Actor

_BATCH = 50
_MOST, _BEFORE = 600, 150


@dataclass(frozen=True)
class DocumentLine:
    """A document in the results; ``older`` where a newer version of its text is there."""

    id: int
    name: str
    type_words: str
    subject: str
    issuer: str
    issued_on: date | None
    version: int = 0
    older: bool = False


@dataclass(frozen=True)
class Sentence:
    """A found sentence; ``pieces`` say of each run of it whether it is marked.

    ``clause``: the name and the id of the clause in which it begins, None outside of all clauses.
    ``apart``: the words stand in several sentences of the document, this one holds most of them.
    """

    document: DocumentLine
    pieces: tuple[tuple[str, bool], ...]
    clause: tuple[str, int] | None
    kinds: tuple[str, ...]
    apart: bool = False

    @property
    def words(self) -> str:
        """The sentence as plain text."""
        return "".join(piece for piece, _ in self.pieces)


def describe(actor: Actor, query: Query, hits: Sequence[Hit]) -> list[Sentence]:
    """The sentences of these hits in their order."""
    found: list[Sentence] = []
    for first in range(0, len(hits), _BATCH):
        found += _describe(actor, query, hits[first : first + _BATCH])
    return found


def _describe(actor: Actor, query: Query, hits: Sequence[Hit]) -> list[Sentence]:
    versions = _versions(actor, {hit.version_id for hit in hits})
    spans = {pk: spans_of(version.text_index) for pk, version in versions.items()}
    # A text that was indexed anew since it was found may have fewer sentences.
    shown = [hit for hit in hits if hit.sentence < len(spans.get(hit.version_id, ()))]
    places = [(hit.version_id, spans[hit.version_id][hit.sentence]) for hit in shown]
    clauses, kinds = _clauses(places), _kinds(places)
    newest = _newest(version.document_id for version in versions.values())
    return [
        Sentence(
            _line(versions[pk], newest),
            marked(versions[pk].text[span[0] : span[1]], query),
            clauses[pk, span],
            kinds[pk, span],
            hit.apart,
        )
        for (pk, span), hit in zip(places, shown, strict=True)
    ]


def _versions(actor: Actor, ids: set[int]) -> dict[int, Any]:
    rows = DocumentVersion.objects.visible_to(actor).filter(pk__in=ids).defer("analysis")
    return {row.pk: row for row in rows.select_related("document", "text_index")}


def _newest(document_ids: Iterable[int]) -> dict[int, int]:
    rows = DocumentVersion.objects.system("newest version of found texts")
    numbers = rows.filter(document_id__in=set(document_ids)).order_by("number")
    return dict(numbers.values_list("document_id", "number"))


def _line(version: Any, newest: dict[int, int]) -> DocumentLine:
    return document_line(version.document, version.number, version.number < newest[version.document_id])


def document_line(document: Document, version: int = 0, older: bool = False) -> DocumentLine:
    """A document as the results name it."""
    return DocumentLine(
        document.pk,
        str(document),
        wording.type_words(document.doc_type),
        document.subject,
        document.issuer,
        document.issued_on,
        version,
        older,
    )


def named_documents(actor: Actor, ids: Sequence[int]) -> list[DocumentLine]:
    """The documents whose symbol was typed, in the order of ``ids``."""
    rows = {row.pk: row for row in Document.objects.visible_to(actor).filter(pk__in=ids)} if ids else {}
    return [document_line(rows[pk]) for pk in ids if pk in rows]


Place = tuple[int, Span]


def _overlapping(places: Iterable[Place]) -> Q:
    return reduce(
        or_, (Q(version_id=pk, start__lt=span[1], end__gt=span[0]) for pk, span in places), Q(pk=None)
    )


def _clauses(places: Sequence[Place]) -> dict[Place, tuple[str, int] | None]:
    """The innermost clause in which each sentence begins: its name and its id."""
    starts = [(pk, (span[0], span[0] + 1)) for pk, span in places]
    rows = Provision.objects.system("clauses of found sentences").filter(_overlapping(starts))
    known = {row.pk: row for row in rows.order_by("level", "position").defer("heading")}
    found: dict[Place, tuple[str, int] | None] = {}
    for pk, span in places:
        around = [row for row in known.values() if row.version_id == pk and row.start <= span[0] < row.end]
        found[pk, span] = (path_words(around[-1], known), around[-1].pk) if around else None
    return found


def _kinds(places: Sequence[Place]) -> dict[Place, tuple[str, ...]]:
    """The kinds of findings in each sentence, as words; rejected ones left out."""
    rows = Finding.objects.system("findings of found sentences").filter(_overlapping(places))
    rows = rows.exclude(state=Finding.State.REJECTED)
    held = list(rows.values_list("version_id", "start", "end", "kind"))
    found: dict[Place, tuple[str, ...]] = {}
    for pk, span in places:
        here = {kind for v, start, end, kind in held if v == pk and start < span[1] and end > span[0]}
        found[pk, span] = tuple(str(words) for kind, words in wording.KINDS.items() if kind in here)
    return found


def marked(text: str, query: Query) -> tuple[tuple[str, bool], ...]:
    """The words of a sentence in runs, those that were looked for marked; a very long one is cut around them."""
    shown = " ".join(text.split())
    # Where all that was asked stands in a row, the same words elsewhere in the sentence only distract.
    in_a_row = tuple(word for phrase in query.phrases for word in phrase)
    spans = list(_marks(shown, [in_a_row])) or list(_marks(shown, query.phrases))
    begin, end = _window(shown, spans[0][0] if spans else 0)
    pieces: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for first, last in spans:
        if first >= at and last <= end:
            pieces += [(shown[at:first], False), (shown[first:last], True)]
            at = last
    pieces.append((shown[at:end], False))
    pieces += [(" …", False)] if end < len(shown) else []
    return tuple(piece for piece in pieces if piece[0])


def _marks(text: str, phrases: Sequence[Phrase]) -> Iterable[Span]:
    """Where these phrases stand, ascending and without overlaps."""
    found = list(words(view(text).flat))
    names = [forms(word[0]) for word in found]
    last = -1
    for i in range(len(found)):
        lengths = (
            len(phrase)
            for phrase in phrases
            if len(names) - i >= len(phrase)
            and all(word.fits(*name) for word, name in zip(phrase, names[i:], strict=False))
        )
        length = max(lengths, default=0)
        if length and found[i].start() > last:
            last = found[i + length - 1].end()
            yield found[i].start(), last


def _window(text: str, first_mark: int) -> Span:
    if len(text) <= _MOST:
        return 0, len(text)
    begin = text.rfind(" ", 0, max(first_mark - _BEFORE, 0)) + 1
    end = text.rfind(" ", begin + 1, begin + _MOST)
    return begin, len(text) if begin + _MOST >= len(text) else max(end, begin + 1)
