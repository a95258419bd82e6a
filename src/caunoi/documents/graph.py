"""The citation graph round one document: what it stands on, and what stands on it.

A document that the reader may not see is shown only as the text of a readable document prints it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from caunoi.documents import wording
from caunoi.documents.linking import mentions
from caunoi.documents.models import Citation, Document, DocumentVersion, Finding
from caunoi.documents.selectors import DECIDED
from caunoi.kernel.actors import Actor

# The strongest first: one document that is both a basis and replaced is shown as replaced.
ROLES = ("repeals", "replaces", "amends", "basis", "implements", "mentions")
FROM_HERE: dict[str, str | Promise] = {
    "repeals": gettext_lazy("bãi bỏ"),
    "replaces": gettext_lazy("thay thế"),
    "amends": gettext_lazy("sửa đổi"),
    "basis": gettext_lazy("căn cứ"),
    "implements": gettext_lazy("thực hiện"),
    "mentions": gettext_lazy("nhắc đến"),
}
TO_HERE: dict[str, str | Promise] = {
    "repeals": gettext_lazy("bãi bỏ văn bản này"),
    "replaces": gettext_lazy("thay thế văn bản này"),
    "amends": gettext_lazy("sửa đổi văn bản này"),
    "basis": gettext_lazy("lấy văn bản này làm căn cứ"),
    "implements": gettext_lazy("thực hiện văn bản này"),
    "mentions": gettext_lazy("nhắc đến văn bản này"),
}


@dataclass(frozen=True)
class Neighbour:
    """A document on the other end of citations.

    ``document_id`` None: only its printed name is known to the reader. ``confirmed``: a person has confirmed
    a citation of this role; ``finding_id`` leads to the sentence.
    """

    name: str
    subject: str
    document_id: int | None
    role: str
    role_words: str
    confirmed: bool
    times: int
    finding_id: int


@dataclass(frozen=True)
class Graph:
    """``above`` is what the document cites, ``below`` what cites it; each by role, then by first mention."""

    document: Document
    above: list[Neighbour]
    below: list[Neighbour]

    @property
    def empty(self) -> bool:
        """Whether the document stands alone."""
        return not self.above and not self.below


def graph(actor: Actor, document: Document) -> Graph:
    """The neighbours of a document that the actor was let see."""
    return Graph(document, _above(actor, document), _below(actor, document))


def _newest_texts() -> Any:
    """Citations of the newest text of each document that no person has thrown out."""
    newest = DocumentVersion.objects.system("newest text of a citing document")
    newest = newest.filter(document=OuterRef("finding__version__document")).order_by("-number")
    rows = Citation.objects.exclude(finding__state=Finding.State.REJECTED)
    rows = rows.annotate(newest=Subquery(newest.values("pk")[:1])).filter(finding__version=F("newest"))
    return rows.select_related("finding").order_by("finding__start", "pk")


def _above(actor: Actor, document: Document) -> list[Neighbour]:
    cited = list(_newest_texts().filter(finding__version__document=document))
    known = _readable(actor, {row.resolved_id for row in cited if row.resolved_id})
    groups: dict[Hashable, list[Citation]] = {}
    for row in cited:
        printed = row.folded_symbol or wording.headline("citation", row.finding.fields)
        groups.setdefault(row.resolved_id if row.resolved_id in known else printed, []).append(row)
    return _by_role(
        _neighbour(rows, known.get(rows[0].resolved_id or 0), FROM_HERE) for rows in groups.values()
    )


def _below(actor: Actor, document: Document) -> list[Neighbour]:
    rows = _newest_texts().filter(mentions(document)).annotate(citing=F("finding__version__document_id"))
    groups: dict[int, list[Citation]] = {}
    for row in rows:
        groups.setdefault(row.citing, []).append(row)
    known = _readable(actor, set(groups))
    return _by_role(_neighbour(groups[pk], known[pk], TO_HERE) for pk in groups if pk in known)


def _readable(actor: Actor, ids: set[int]) -> dict[int, Document]:
    return {row.pk: row for row in Document.objects.visible_to(actor).filter(pk__in=ids)} if ids else {}


def _neighbour(rows: list[Citation], end: Document | None, words: wording.Words) -> Neighbour:
    first = min(rows, key=lambda row: (_rank(row.role), row.finding.state not in DECIDED))
    return Neighbour(
        str(end) if end else wording.headline("citation", first.finding.fields),
        end.subject if end else "",
        end.pk if end else None,
        first.role,
        wording.words_of(words, first.role) or str(words["mentions"]),
        first.finding.state in DECIDED,
        len(rows),
        first.finding_id,
    )


def _rank(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)


def _by_role(found: Iterable[Neighbour]) -> list[Neighbour]:
    return sorted(found, key=lambda one: _rank(one.role))
