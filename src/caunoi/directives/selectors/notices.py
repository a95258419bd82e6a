"""What a document's own page says about its part: a directive, a plan, a basis that was changed."""

from __future__ import annotations

from dataclasses import dataclass

from caunoi.directives import policies
from caunoi.directives.models import Directive, Plan
from caunoi.directives.selectors.bases import Change, changes_of, waiting_on
from caunoi.documents.models import Document
from caunoi.kernel.actors import Actor


@dataclass(frozen=True)
class Notice:
    """``followed``: it is a directive, or the reader may make it one; ``plans``: it is some unit's plan;
    ``waiting``: how many duties and targets on it the reader's unit has to review."""

    followed: bool
    may_set_up: bool
    plans: list[Plan]
    changes: list[Change]
    waiting: int


def changed(actor: Actor, document: Document) -> Notice:
    """Only what happened to it as a basis, uncounted, for the page of its directive."""
    return Notice(True, False, [], changes_of(actor, [document.pk]), 0)


def on_document(actor: Actor, document: Document) -> Notice:
    """For a document that the actor was let see."""
    followed = Directive.objects.visible_to(actor).filter(document=document).exists()
    plans = Plan.objects.visible_to(actor).filter(document=document, state__in=Plan.LIVE)
    changes = changes_of(actor, [document.pk])
    return Notice(
        followed,
        not followed and actor.may(policies.SET_UP, document.custodian_id),
        list(plans.select_related("addressee__directive__document")),
        changes,
        waiting_on(actor, document, changes) if any(change.confirmed for change in changes) else 0,
    )
