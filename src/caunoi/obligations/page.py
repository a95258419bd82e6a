"""One obligation with everything its page shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.accounts.selectors import holders
from caunoi.documents.selectors import Clause, clauses
from caunoi.kernel import clock, roles
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou
from caunoi.kernel.files import content
from caunoi.obligations import policies
from caunoi.obligations.models import CaseContent, Extension, Obligation, ProgressNote
from caunoi.obligations.orders import HEAD
from caunoi.obligations.origins import origin_of
from caunoi.obligations.selectors import DutyRow, rows_of
from caunoi.obligations.services import may_judge
from caunoi.obligations.status import why
from caunoi.orgs.selectors import UnitLabel, labels

Stage = Obligation.Stage
STEP_WORDS = {
    "handed-out": gettext_lazy("Giao việc"),
    "note": gettext_lazy("Tiến độ"),
    "submitted": gettext_lazy("Nộp kết quả"),
    "returned": gettext_lazy("Trả lại"),
    "accepted": gettext_lazy("Duyệt"),
    "extended": gettext_lazy("Gia hạn"),
    "cancelled": gettext_lazy("Hủy"),
    "moved": gettext_lazy("Chuyển đơn vị tiếp nhận"),
}


@dataclass(frozen=True)
class Step:
    """One step of the history in words."""

    note: ProgressNote
    words: str


@dataclass(frozen=True)
class OriginLink:
    """The record of another area that opens and closes this obligation."""

    label: str
    url: str


@dataclass(frozen=True)
class DutyPage:
    """The page of one obligation. ``title`` and ``product`` are the sealed ones for holders of a grant;
    ``allowed`` names the steps that the reader may take now."""

    duty: Obligation
    row: DutyRow
    title: str
    product: str
    why: str
    unit_of_record: UnitLabel | None
    clause: Clause | None
    cooperating: list[UnitLabel]
    heads: list[str]
    steps: list[Step]
    extensions: list[Extension]
    origin: OriginLink | None
    allowed: frozenset[str]


def page_of(actor: Actor, duty: Obligation) -> DutyPage:
    """The page of an obligation that ``duty_for`` gave out."""
    (row,) = rows_of(actor, [duty])
    title, product = _content(duty)
    parts = labels(duty.participations.values_list("unit_id", flat=True))
    notes = duty.notes.order_by("-pk")
    found = clauses([duty.provision_id]) if duty.provision_id else {}
    moved = duty.unit_id != duty.custodian_id
    return DutyPage(
        duty=duty,
        row=row,
        title=title,
        product=product,
        why=why(duty, clock.today()),
        unit_of_record=labels([duty.unit_id]).get(duty.unit_id) if moved else None,
        clause=found.get(duty.provision_id or 0),
        cooperating=sorted(parts.values(), key=lambda unit: unit.sort_key),
        heads=_heads(duty),
        steps=[Step(note, str(STEP_WORDS[note.kind])) for note in notes],
        extensions=list(duty.extensions.order_by("pk")),
        origin=_origin(duty),
        allowed=_allowed(actor, duty),
    )


def _content(duty: Obligation) -> tuple[str, str]:
    if not duty.is_case:
        return duty.title, duty.product
    sealed = CaseContent.objects.get(obligation=duty)
    return sealed.title, sealed.product


def _heads(duty: Obligation) -> list[str]:
    """Who holds the position today: the person is whoever holds it on the day."""
    if duty.position != HEAD:
        return []
    return holders([duty.custodian_id], roles.LEADER).get(duty.custodian_id, [])


def _origin(duty: Obligation) -> OriginLink | None:
    origin = origin_of(duty)
    return OriginLink(origin.label, origin.link(duty.origin_ref)) if origin else None


def _allowed(actor: Actor, duty: Obligation) -> frozenset[str]:
    origin = origin_of(duty)
    by_hand = origin is None or not origin.may_close
    steps: set[str] = set()
    if duty.stage == Stage.OPEN:
        steps |= {"note"} if actor.may(policies.REPORT_PROGRESS, duty.custodian_id) else set()
        steps |= {"extend"} if duty.due_on and actor.may(policies.DIRECT, duty.superior_id) else set()
    if by_hand:
        steps |= _closing(actor, duty)
    return frozenset(steps)


def _closing(actor: Actor, duty: Obligation) -> set[str]:
    steps: set[str] = set()
    if duty.stage == Stage.OPEN and actor.may(policies.SUBMIT, duty.custodian_id):
        steps.add("submit")
    if (
        duty.stage == Stage.SUBMITTED
        and actor.may(policies.ACCEPT, duty.superior_id)
        and may_judge(actor, duty)
    ):
        steps |= {"accept", "return"}
    if duty.stage in (Stage.OPEN, Stage.SUBMITTED) and actor.may(policies.DIRECT, duty.superior_id):
        steps.add("cancel")
    return steps


def evidence_file(duty: Obligation) -> tuple[bytes, str, str]:
    """Bytes, media type and name of the kept file of an obligation that ``duty_for`` gave out."""
    if duty.evidence_file is None:
        raise NotFoundForYou(_("Nhiệm vụ này không có tệp minh chứng."))
    return content(duty.evidence_file), duty.evidence_file.media_type, duty.evidence_file_name
