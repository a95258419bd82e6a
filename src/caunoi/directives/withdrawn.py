"""What stands on a withdrawn document here: its requirements and their answers, plans, and decisions about bases."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from caunoi.directives import duties, policies
from caunoi.directives.models import (
    Addressee,
    Appraisal,
    BasisReview,
    CoverageLink,
    Directive,
    Exclusion,
    Plan,
    Requirement,
)
from caunoi.documents.models import Document
from caunoi.documents.withdrawing import nameless
from caunoi.indicators.models import Target
from caunoi.indicators.withdrawn import targets_of
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.erasure import about, forget
from caunoi.kernel.scoping import GuardedQuerySet
from caunoi.kernel.triggers import lifted
from caunoi.kernel.usecases import use_case
from caunoi.obligations.models import Obligation, ProgressNote
from caunoi.obligations.withdrawn import duties_of

SYSTEM = "what stands on a withdrawn document"


def plans_of(document: Document) -> GuardedQuerySet[Any]:
    """Plans that the document is, and plans that carry it out."""
    of_ours = Q(document=document) | Q(addressee__directive__document=document)
    return Plan.objects.system(SYSTEM).filter(of_ours)


def carrying_out(actor: Actor, document: Document) -> list[Document]:
    """The plans, documents of their own, by which units carry it out, as far as the actor may read them:
    they stay, and may say what it said."""
    plans = Plan.objects.system(SYSTEM).filter(addressee__directive__document=document)
    rows = Document.objects.visible_to(actor).filter(pk__in=plans.values("document_id"))
    return list(rows.order_by("registered_on", "pk"))


@use_case("directives.erase")
def erase(*, actor: Actor, document: Document) -> None:
    """Delete the document's requirements, answers and plans; for ``caunoi.withdrawal``."""
    require(policies.ERASE, actor)
    reviews = list(_reviews(document))
    entries = _entries(document, reviews)
    _owe_again(actor, document)
    _delete_reviews(reviews)
    gone = _delete(document)
    forget(nameless(document), entries, unit_id=document.custodian_id, records=gone)


def _reviews(document: Document) -> Any:
    """Decisions about its duties and targets, and those that it caused about others."""
    return BasisReview.objects.filter(
        Q(amending=document)
        | Q(corrected__document=document)
        | Q(obligation__in=duties_of(document))
        | Q(target__in=targets_of(document))
    )


def _entries(document: Document, reviews: Collection[BasisReview]) -> list[int]:
    directives = Directive.objects.system(SYSTEM).filter(document=document)
    addressees = Addressee.objects.system(SYSTEM).filter(directive__document=document)
    decided = {"action": "directives.reconfirm"}
    return [
        *about(Directive, directives.values_list("pk", flat=True)),
        *about(Addressee, addressees.values_list("pk", flat=True)),
        *about(Plan, plans_of(document).values_list("pk", flat=True)),
        *about(Obligation, [row.obligation_id for row in reviews if row.obligation_id], **decided),
        *about(Target, [row.target_id for row in reviews if row.target_id], **decided),
    ]


def _owe_again(actor: Actor, document: Document) -> None:
    """A unit whose plan this was owes one again."""
    live = Plan.objects.system(SYSTEM).filter(document=document, state__in=Plan.LIVE)
    for plan in live.exclude(addressee__directive__document=document).select_related("addressee"):
        duties.reopened(actor, plan.addressee, _("Kế hoạch đã được gỡ khỏi hệ thống."))


def _delete_reviews(reviews: Collection[BasisReview]) -> None:
    with lifted(BasisReview, ProgressNote):
        for review in reviews:
            # The reason of a cancellation was also written into the duty's story.
            ProgressNote.objects.filter(obligation=review.obligation_id, text=review.reason).update(text="")
        BasisReview.objects.filter(pk__in=[review.pk for review in reviews]).delete()


def _delete(document: Document) -> int:
    answering = Q(plan__document=document) | Q(requirement__directive__document=document)
    rows: list[Any] = [
        CoverageLink.objects.filter(answering),
        Appraisal.objects.filter(answering),
        Exclusion.objects.filter(requirement__directive__document=document),
        plans_of(document),
        Requirement.objects.filter(directive__document=document),
        Addressee.objects.system(SYSTEM).filter(directive__document=document),
        Directive.objects.system(SYSTEM).filter(document=document),
    ]
    return sum(some.delete()[0] for some in rows)
