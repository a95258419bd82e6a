"""The review screen as data: the text in blocks with its marks, the cards by clause, the progress."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.documents import wording
from caunoi.documents.models import Citation, Document, DocumentVersion, Finding, Provision
from caunoi.documents.moving import squeeze
from caunoi.documents.pages import page_of, page_starts
from caunoi.documents.paths import numbered, path_words
from caunoi.kernel.actors import Actor
from caunoi.language.text import nfc

_INDENTS = {"clause": 1, "point": 2, "dash": 2, "item": 3}


@dataclass(frozen=True)
class Mark:
    """A finding over a piece of text; ``first`` on the first piece that it covers."""

    finding: Finding
    first: bool


@dataclass(frozen=True)
class Piece:
    """A run of text under the same marks, the outermost first, or under none."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class TextBlock:
    """One line of the text; ``start`` is its offset in code points, ``look`` its class."""

    start: int
    look: str
    pieces: tuple[Piece, ...]
    provision_id: int | None


@dataclass(frozen=True)
class Card:
    """One finding as its card shows it; ``machine`` is the machine's reading where a person's differs."""

    id: int
    kind: str
    kind_words: str
    state: str
    revision: int
    headline: str
    details: list[tuple[str, str]]
    words: str
    machine: str
    confidence: str
    decided_by: str
    link: tuple[int, str] | None
    provision_id: int | None
    page: int | None


@dataclass(frozen=True)
class Group:
    """The cards of one clause."""

    title: str
    heading: str
    cards: list[Card]


@dataclass(frozen=True)
class ReviewPage:
    """Everything that the screen shows; ``decided`` of ``found`` findings were decided."""

    version: DocumentVersion
    blocks: list[TextBlock]
    groups: list[Group]
    decided: int
    found: int

    @property
    def waiting(self) -> int:
        return self.found - self.decided


def review(actor: Actor, version: DocumentVersion) -> ReviewPage:
    """The review screen of a text that the actor was let see."""
    findings = _findings(version)
    provisions = list(
        Provision.objects.system("read through its version").filter(version=version).order_by("position")
    )
    links = _links(actor, findings)
    decided = sum(row.state != Finding.State.PROPOSED for row in findings)
    blocks = text_blocks(version.text, provisions, findings)
    return ReviewPage(version, blocks, _groups(version, findings, provisions, links), decided, len(findings))


def plain_text(version: DocumentVersion) -> list[TextBlock]:
    """The text without marks, for reading and printing."""
    rows = Provision.objects.system("read through its version").filter(version=version).order_by("position")
    return text_blocks(version.text, list(rows), [])


def card(actor: Actor, finding: Finding) -> Card:
    """One finding, for an answer to a single action."""
    return _card(finding.version, finding, _links(actor, [finding]))


def progress(version: DocumentVersion) -> tuple[int, int]:
    """How many findings of a text are decided, and how many there are."""
    states = [row.state for row in _findings(version)]
    return sum(state != Finding.State.PROPOSED for state in states), len(states)


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Where typed words first stand in the text, runs of space aside, in code points; None when nowhere."""
    wanted = " ".join(nfc(words).split())
    squeezed = squeeze(text)
    at = squeezed.words.find(wanted) if wanted else -1
    if at < 0:
        return None
    return squeezed.places[at], squeezed.places[at + len(wanted) - 1] + 1


def _findings(version: DocumentVersion) -> list[Finding]:
    rows = Finding.objects.system("read through its version").filter(version=version)
    return list(rows.order_by("start", "end", "pk"))


def _links(actor: Actor, findings: list[Finding]) -> dict[int, tuple[int, str]]:
    """Where citations lead, by finding, only for documents that the actor may read."""
    ids = [row.pk for row in findings if row.kind == Finding.Kind.CITATION]
    ends = dict(
        Citation.objects.filter(finding_id__in=ids)
        .exclude(resolved=None)
        .values_list("finding_id", "resolved_id")
    )
    known = Document.objects.visible_to(actor).filter(pk__in=set(ends.values()))
    names = {row.pk: str(row) for row in known}
    return {finding: (end, names[end]) for finding, end in ends.items() if end in names}


def text_blocks(text: str, provisions: list[Provision], findings: list[Finding]) -> list[TextBlock]:
    """The lines of the text with the marks of their findings; empty lines are left out."""
    starts = {row.start: row for row in reversed(provisions)}
    blocks: list[TextBlock] = []
    seen: set[int] = set()
    look, place, until = "", None, 0
    for start, line in _lines(text):
        if row := starts.get(start + len(line) - len(line.lstrip())):
            look, place, until = _look(row), row.pk, row.end
        else:
            look, place = _following(look) if start < until else "", None
        if line.strip():
            pieces = tuple(_pieces(line, start, findings, seen))
            blocks.append(TextBlock(start, look, pieces, place))
    return blocks


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _look(row: Provision) -> str:
    if row.kind in _INDENTS and row.level > 1:
        return f"indent-{_INDENTS[row.kind]}"
    if row.heading and row.level <= 2:
        return f"level-{row.level}"
    return f"indent-{min(row.level - 1, 3)}" if row.level > 1 else ""


def _following(look: str) -> str:
    """A line without a label stands under the one before; only a heading's weight ends with its line."""
    return look if look.startswith("indent") else ""


def _pieces(line: str, start: int, findings: list[Finding], seen: set[int]) -> Iterator[Piece]:
    """The line cut at the edges of its findings; where findings overlap the shorter one is inside."""
    end = start + len(line)
    here = [row for row in findings if row.start < end and row.end > start]
    edges = sorted({start, end, *(row.start for row in here), *(row.end for row in here)})
    inside = [edge for edge in edges if start <= edge <= end]
    for left, right in zip(inside, inside[1:], strict=False):
        over = [row for row in here if row.start <= left and row.end >= right]
        over.sort(key=lambda row: (row.start - row.end, row.pk))
        yield Piece(line[left - start : right - start], tuple(Mark(row, row.pk not in seen) for row in over))
        seen.update(row.pk for row in over)


def _groups(
    version: DocumentVersion,
    findings: list[Finding],
    provisions: list[Provision],
    links: dict[int, tuple[int, str]],
) -> list[Group]:
    known: Any = {row.pk: row for row in provisions}
    groups: dict[int, Group] = {}
    for finding in findings:
        clause = known.get(finding.provision_id)
        over = numbered(clause, known) if clause else None
        key = over.pk if over else 0
        if key not in groups:
            title = path_words(over, known) if over else _("Phần mở đầu")
            groups[key] = Group(title, known[key].heading if over else "", [])
        groups[key].cards.append(_card(version, finding, links))
    return list(groups.values())


CONFIDENCES: wording.Words = {
    "certain": gettext_lazy("chắc chắn"),
    "likely": gettext_lazy("có khả năng"),
    "guess": gettext_lazy("phỏng đoán"),
}


def _card(version: DocumentVersion, finding: Finding, links: dict[int, tuple[int, str]]) -> Card:
    differs = finding.proposed is not None and finding.decided not in (None, finding.proposed)
    return Card(
        finding.pk,
        finding.kind,
        str(wording.KINDS[finding.kind]),
        finding.state,
        finding.revision,
        wording.headline(finding.kind, finding.fields),
        wording.details(finding.kind, finding.fields),
        " ".join(version.text[finding.start : finding.end].split()),
        wording.headline(finding.kind, finding.proposed) if differs else "",
        wording.words_of(CONFIDENCES, finding.confidence),
        finding.decided_by_label,
        links.get(finding.pk),
        finding.provision_id,
        page_of(page_starts(version), finding.start),
    )
