"""Taking a document out that should never have been taken in (law 16): its files, its text and its name go.

The areas above have erased what stands on it before, in the same transaction (``caunoi.withdrawal``): the
foreign keys refuse to let go of a document on which anything still stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.documents import policies
from caunoi.documents.models import Distribution, Document, DocumentVersion, Finding, IncomingFile
from caunoi.kernel import files, jobs, quarantine
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.erasure import about, forget
from caunoi.kernel.errors import Invalid
from caunoi.kernel.models import AuditEntry
from caunoi.kernel.rewriting import rewrite_database
from caunoi.kernel.usecases import use_case

# A choice and no free text: a sentence could name what is to be forgotten.
REASONS = {
    "marked": gettext_lazy("Văn bản có dấu chỉ độ mật"),
    "not-ours": gettext_lazy("Văn bản không thuộc thẩm quyền lưu giữ của đơn vị"),
    "wrong-file": gettext_lazy("Nạp nhầm tệp"),
}
NAME = "documents.withdraw"


@dataclass(frozen=True)
class Extent:
    """What goes with a document here: its texts, and the units on its distribution list."""

    versions: int
    units: int


def extent(document: Document) -> Extent:
    """What would go, for the page that asks once more."""
    versions = DocumentVersion.objects.system("extent of a withdrawal").filter(document=document)
    return Extent(versions.count(), Distribution.objects.filter(document=document).count())


def nameless(document: Document) -> Document:
    """The same record without a word of it: what an audit entry may name."""
    return Document(pk=document.pk, custodian_id=document.custodian_id)


def check_reason(reason: str) -> None:
    """Raise Invalid for anything but one of ``REASONS``."""
    if reason not in REASONS:
        raise Invalid(_("Chưa chọn lý do."), fields={"reason": _("Chọn một lý do gỡ văn bản.")})


@use_case(NAME)
def withdraw(*, actor: Actor, document: Document, reason: str) -> None:
    """Delete a document with all its texts, findings and files; the log keeps time, person, reason and the fact.

    Raises ProtectedError where something still stands on it.
    """
    require(policies.WITHDRAW, actor, document.custodian_id)
    check_reason(reason)
    entries = about(Document, [document.pk])
    versions = DocumentVersion.objects.system("a withdrawn document").filter(document=document)
    stored = list(versions.values_list("source_file_id", flat=True))
    Finding.objects.system("a withdrawn document").filter(version__document=document).update(moved_from=None)
    versions.delete()
    _forget_arrivals(document)
    Document.objects.system("a withdrawn document").filter(pk=document.pk).delete()
    files.release(stored)
    forget(nameless(document), entries, unit_id=document.custodian_id, reason=reason)
    jobs.enqueue(rewrite_database, actor=actor, ids={})


def _forget_arrivals(document: Document) -> None:
    """Files that became this document, were refused for its sake or are on their way to correct it."""
    rows = IncomingFile.objects.system("a withdrawn document")
    arrivals = rows.filter(Q(document=document) | Q(corrects=document))
    lots = list(arrivals.values_list("lot", flat=True))
    arrivals.delete()
    transaction.on_commit(lambda: _discard(lots))


def _discard(lots: list[str]) -> None:
    for lot in lots:
        quarantine.discard(lot)


def withdrawn_by(actor: Actor, pk: int) -> bool:
    """Whether the actor withdrew this document before: a second click is told the same."""
    rows = AuditEntry.objects.filter(action=NAME, actor_id=actor.person_id or 0)
    return rows.filter(target_type=Document._meta.label_lower, target_id=str(pk)).exists()
