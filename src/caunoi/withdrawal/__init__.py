"""Withdrawing a document that should never have been taken in, with all that was made of it (law 16).

It stands above every area that builds on documents, and has them erase theirs from the top down, in one
transaction with the document itself: nobody reads a duty with the words of a document that is gone, and
where anything was overlooked the foreign keys refuse the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caunoi.directives import withdrawn as directives
from caunoi.documents import policies, withdrawing
from caunoi.documents.listing import cited_by
from caunoi.documents.models import Document
from caunoi.indicators import withdrawn as indicators
from caunoi.kernel.actors import Actor, require, system_actor
from caunoi.kernel.database import hold
from caunoi.kernel.errors import Conflict, NotFoundForYou
from caunoi.obligations import withdrawn as obligations

# From the top down: what stands on another's rows goes first.
ERASURES = (directives.erase, indicators.erase, obligations.erase)


@dataclass(frozen=True)
class Extent:
    """What goes with a document, and what stays and may still say what it said."""

    texts: withdrawing.Extent
    duties: obligations.Extent
    measures: indicators.Extent
    plans: list[Document]
    citing: list[Document]


def extent(actor: Actor, document: Document) -> Extent:
    """Counts for the page that asks once more; the documents that stay as far as the actor may read them."""
    return Extent(
        withdrawing.extent(document),
        obligations.extent(document),
        indicators.extent(document),
        directives.carrying_out(actor, document),
        cited_by(actor, document),
    )


def withdraw_document(*, actor: Actor, document: Document, reason: str) -> None:
    """Delete the document and erase what was made of it; bytes on disk go once that is committed.

    Raises Forbidden, Invalid (no such reason), NotFoundForYou (it is gone already) and Conflict
    (somebody built on it at this moment).
    """
    require(policies.WITHDRAW, actor, document.custodian_id)
    withdrawing.check_reason(reason)
    try:
        with transaction.atomic():
            _hold(document)
            for erase in ERASURES:
                erase(actor=system_actor(_("Gỡ văn bản đưa vào nhầm")), document=document)
            withdrawing.withdraw(actor=actor, document=document, reason=reason)
    except IntegrityError as standing:
        raise Conflict(
            _("Vừa có việc mới lập từ văn bản này nên chưa gỡ được."), todo=_("Bấm gỡ lần nữa.")
        ) from standing


def _hold(document: Document) -> None:
    hold(document)
    if not Document.objects.system("gone meanwhile?").filter(pk=document.pk).exists():
        raise NotFoundForYou(_("Không tìm thấy văn bản này."))
