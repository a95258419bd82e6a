"""The desk: what I owe, what waits for my decision, what is late below me."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from caunoi.directives.selectors.bases import count_to_decide
from caunoi.documents.listing import DocumentRow, Filters, document_rows, documents
from caunoi.documents.policies import REVIEW
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.obligations.selectors import DutyRow, late_below, owed_by, waiting_for

SHOWN = 10
HORIZON = timedelta(days=60)


@dataclass(frozen=True)
class Pile:
    """One list of the desk: all of it counted, the most urgent shown."""

    total: int
    rows: list[DutyRow]

    @property
    def hidden(self) -> int:
        """How many stand behind the shown ones."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Desk:
    """What the desk of one actor shows; ``bases``: duties and targets whose basis is to be reviewed."""

    owed: Pile
    waiting: Pile
    late: Pile
    reviews: list[DocumentRow]
    bases: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do at all."""
        return not (self.owed.total or self.waiting.total or self.late.total or self.reviews or self.bases)


def desk(actor: Actor) -> Desk:
    """The desk as of today. What is owed later than sixty days from now waits in the list of duties."""
    soon = clock.today() + HORIZON
    owed = [row for row in owed_by(actor) if row.due_on is None or row.due_on <= soon]
    # What was handed in late already waits for a decision above.
    late = sorted(
        (row for row in late_below(actor) if row.status == "overdue"), key=lambda row: -row.late_days
    )
    return Desk(
        _pile(owed), _pile(waiting_for(actor)), _pile(late), _open_reviews(actor), count_to_decide(actor)
    )


def _pile(rows: list[DutyRow]) -> Pile:
    return Pile(len(rows), rows[:SHOWN])


def _open_reviews(actor: Actor) -> list[DocumentRow]:
    """Documents of the actor's own unit that are not signed off yet."""
    if not actor.may(REVIEW, actor.unit_id):
        return []
    rows = documents(actor, Filters(review="open")).filter(custodian_id=actor.unit_id)
    return document_rows(rows[:SHOWN])
