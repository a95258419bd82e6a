"""Reading obligations: lists with filters, one obligation with its history, the desk's lists.

Every row that leaves here was built by ``rows_of``, which shows of a case obligation nothing but its
neutral title, its unit and its dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.documents.models import Document, folded_symbol
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou
from caunoi.kernel.scoping import GuardedQuerySet
from caunoi.language.text import fold
from caunoi.obligations import policies
from caunoi.obligations.models import CaseGrant, Handout, Obligation
from caunoi.obligations.status import LATE, approver_late_days, owner_late_days, status_case
from caunoi.orgs.models import UnitProfile, valid_on
from caunoi.orgs.scopes import overseen_units
from caunoi.orgs.selectors import UnitLabel, labels
from caunoi.rules.lifecycle import STATUSES
from caunoi.rules.periods import PeriodKey

Rows = GuardedQuerySet[Any]
BY_OWNER, BY_DOCUMENT = "don-vi", "van-ban"
STATUS_WORDS = {code: status.label for code, status in STATUSES.items()}
#: Statuses asked for together: code in a filter → words and statuses.
STATUS_GROUPS = {
    "tre-han": (gettext_lazy("Trễ, chưa xong"), LATE),
    "cho-duyet": (gettext_lazy("Chờ duyệt, cả nộp quá hạn"), ("waiting", "waiting-late")),
}
_CODE = re.compile(r"nv-\d{4}-(\d{1,9})")


@dataclass(frozen=True)
class Filters:
    """What a list shows. ``status`` is a status code or a key of ``STATUS_GROUPS``."""

    text: str = ""
    status: str = ""
    unit: int | None = None
    document: int | None = None
    handout: int | None = None
    group: str = BY_OWNER


@dataclass(frozen=True)
class DutyRow:
    """One obligation as lists, boards and exports show it. ``openable`` says whether it has a page for
    the reader; ``late_days`` and ``approver_days`` are working days."""

    id: int
    code: str
    title: str
    product: str
    owner: UnitLabel
    superior: UnitLabel
    document_id: int | None
    document: str
    period: str
    due_on: date | None
    extended: bool
    status: str
    submitted_on: date | None
    accepted_on: date | None
    evidence: str
    late_days: int
    approver_days: int
    openable: bool

    @property
    def status_note(self) -> str:
        """Added to the word of the status: by how many working days."""
        late = self.status in ("overdue", "waiting-late", "done-late")
        return _("%(n)s ngày làm việc") % {"n": self.late_days} if late and self.late_days else ""


def counted(actor: Actor) -> Rows:
    """All obligations that the actor may count, with their status; never to be shown but by ``rows_of``."""
    rows = Obligation.objects.system("case work is counted under its neutral title")
    return rows.filter(Obligation.counted_by(actor)).annotate(status=status_case(clock.today()))


def filtered(actor: Actor, filters: Filters) -> Rows:
    """The list's rows, in the order of its groups and then by due date."""
    rows = _narrowed(counted(actor), filters)
    if filters.status:
        rows = rows.filter(status__in=statuses_of(filters.status))
    return _ordered(rows, filters.group).select_related("document")


def statuses_of(code: str) -> tuple[str, ...]:
    """The statuses behind a filter's code."""
    return STATUS_GROUPS[code][1] if code in STATUS_GROUPS else (code,)


def _narrowed(rows: Rows, filters: Filters) -> Rows:
    if filters.unit is not None:
        rows = rows.filter(custodian_id=filters.unit)
    if filters.document is not None:
        rows = rows.filter(document_id=filters.document)
    if filters.handout is not None:
        rows = rows.filter(handout_id=filters.handout)
    return rows.filter(_matches(filters.text)) if filters.text.strip() else rows


def _matches(text: str) -> Q:
    wanted = fold(text)
    if found := _CODE.fullmatch(wanted):
        return Q(pk=int(found[1]))
    named = UnitProfile.objects.filter(valid_on(clock.today()), folded__contains=wanted).values("unit_id")
    return (
        Q(folded__contains=wanted)
        | Q(custodian_id__in=named)
        | Q(document__folded_symbol__contains=folded_symbol(text))
    )


def _ordered(rows: Rows, group: str) -> Rows:
    profiles = UnitProfile.objects.filter(valid_on(clock.today()), unit_id=OuterRef("custodian_id"))
    rows = rows.annotate(owner_key=Subquery(profiles.values("sort_key")[:1]))
    due = F("due_on").asc(nulls_last=True)
    if group == BY_DOCUMENT:
        first = (F("document__issued_on").desc(nulls_last=True), F("document_id").asc(nulls_last=True))
        return rows.order_by(*first, "title", due, "owner_key", "pk")
    return rows.order_by(F("owner_key").asc(nulls_last=True), "custodian_id", due, "pk")


def status_counts(actor: Actor, filters: Filters) -> dict[str, int]:
    """How many of each status under the list's other filters."""
    rows = _narrowed(counted(actor), filters).order_by()
    return dict(rows.values_list("status").annotate(n=Count("pk")))


def rows_of(actor: Actor, duties: Iterable[Obligation]) -> list[DutyRow]:
    """The obligations as rows; two queries whatever their number."""
    found = list(duties)
    today = clock.today()
    units = {unit for duty in found for unit in (duty.custodian_id, duty.superior_id)}
    names = labels(units, today) if units else {}
    granted = granted_to(actor) if any(duty.is_case for duty in found) else frozenset()
    return [_row(duty, names, today, not duty.is_case or duty.pk in granted) for duty in found]


def granted_to(actor: Actor) -> frozenset[int]:
    """Ids of the case obligations that the actor may open."""
    rows = CaseGrant.held_by(actor)
    return frozenset(rows.values_list("obligation_id", flat=True))


def _row(duty: Any, names: dict[int, UnitLabel], today: date, openable: bool) -> DutyRow:
    evidence = "" if duty.is_case else duty.evidence_number
    return DutyRow(
        id=duty.pk,
        code=duty.code,
        title=duty.title,
        product=duty.product,
        owner=names[duty.custodian_id],
        superior=names[duty.superior_id],
        document_id=duty.document_id,
        document=str(duty.document) if duty.document else "",
        period=PeriodKey.parse(duty.occurrence).label if duty.occurrence else "",
        due_on=duty.due_on,
        extended=duty.original_due_on is not None,
        status=duty.status,
        submitted_on=duty.submitted_on,
        accepted_on=duty.accepted_on,
        evidence=evidence,
        late_days=owner_late_days(duty, today),
        approver_days=approver_late_days(duty, today),
        openable=openable,
    )


@dataclass(frozen=True)
class Choices:
    """What the list's filters offer: only units and documents that have obligations in sight."""

    units: Sequence[tuple[int, str]]
    documents: Sequence[tuple[int, str]]


def choices(actor: Actor) -> Choices:
    """The filters' options, in the order in which a reader looks for them."""
    rows = counted(actor).order_by()
    owners = labels(rows.values_list("custodian_id", flat=True).distinct())
    ids = rows.exclude(document=None).values("document_id")
    documents = Document.objects.system("documents behind obligations in sight").filter(pk__in=ids)
    return Choices(
        [(unit.id, unit.name) for unit in sorted(owners.values(), key=lambda unit: unit.sort_key)],
        [(row.pk, str(row)) for row in documents.order_by("-issued_on", "pk")],
    )


def duty_for(actor: Actor, pk: int) -> Obligation:
    """One obligation, if the actor may open it; a case obligation asks for a grant."""
    rows = Obligation.objects.visible_to(actor).annotate(status=status_case(clock.today()))
    row: Obligation | None = rows.select_related("document", "handout").filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou(_("Không tìm thấy nhiệm vụ này."))
    return row


def handout_for(actor: Actor, pk: int) -> Handout:
    """One hand-out of a unit whose content the actor reads."""
    rows = Handout.objects.visible_to(actor).select_related("document_version__document", "provision")
    row: Handout | None = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundForYou(_("Không tìm thấy đợt giao việc này."))
    return row


def handouts(actor: Actor) -> list[Handout]:
    """Hand-outs that the actor may see, newest first, with the number of their obligations."""
    rows = Handout.objects.visible_to(actor).select_related("document_version__document")
    return list(rows.annotate(duties=Count("obligations")).order_by("-on", "-pk")[:200])


def of_document(actor: Actor, document_id: int) -> list[DutyRow]:
    """The obligations that rest on a document, for that document's page."""
    return rows_of(actor, filtered(actor, Filters(document=document_id)))


def owed_by(actor: Actor) -> list[DutyRow]:
    """What the actor's unit still owes, the nearest due date first."""
    rows = counted(actor).filter(custodian_id=actor.unit_id, stage=Obligation.Stage.OPEN)
    return _listed(actor, rows)


def waiting_for(actor: Actor) -> list[DutyRow]:
    """What waits for the actor's unit to accept; empty for those who may not."""
    if actor.unit_id is None or not actor.may(policies.ACCEPT, actor.unit_id):
        return []
    rows = counted(actor).filter(superior_id=actor.unit_id, stage=Obligation.Stage.SUBMITTED)
    return _listed(actor, rows)


def late_below(actor: Actor) -> list[DutyRow]:
    """What is late and unfinished in the units below the actor's own."""
    rows = counted(actor).filter(status__in=LATE, custodian__in=overseen_units(actor))
    return _listed(actor, rows.exclude(custodian_id=actor.unit_id))


def _listed(actor: Actor, rows: Rows) -> list[DutyRow]:
    ordered = rows.select_related("document").order_by(F("due_on").asc(nulls_last=True), "pk")
    return rows_of(actor, ordered)


def duties_of_handout(handout: Handout) -> list[Obligation]:
    """The obligations of a visible hand-out, by unit and due day."""
    rows = Obligation.objects.system("read through its hand-out").filter(handout=handout)
    return list(rows.order_by("unit__code", "due_on"))
