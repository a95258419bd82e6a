"""One search over documents, units and duties, with or without diacritics."""

from __future__ import annotations

from dataclasses import dataclass

from caunoi.documents.listing import DocumentRow, document_rows, documents
from caunoi.documents.listing import Filters as DocumentFilters
from caunoi.kernel.actors import Actor
from caunoi.obligations.selectors import DutyRow, filtered, rows_of
from caunoi.obligations.selectors import Filters as DutyFilters
from caunoi.orgs.selectors import UnitLabel, search_units

LIMIT = 20


@dataclass(frozen=True)
class Found:
    """What a search found, by kind; each list is cut at ``LIMIT``."""

    documents: list[DocumentRow]
    units: list[UnitLabel]
    duties: list[DutyRow]

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self.documents) + len(self.units) + len(self.duties)


def search(actor: Actor, text: str) -> Found:
    """What the actor may know of that matches ``text``; nothing for an empty text."""
    if not text.strip():
        return Found([], [], [])
    return Found(
        document_rows(documents(actor, DocumentFilters(text=text))[:LIMIT]),
        search_units(actor, text, limit=LIMIT),
        rows_of(actor, filtered(actor, DutyFilters(text=text))[:LIMIT]),
    )
