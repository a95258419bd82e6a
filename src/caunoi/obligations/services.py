"""The life of an obligation: progress, submission, acceptance, return, extension, cancellation.

Every use case takes the ``revision`` that the person saw; a second writer gets a Conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caunoi.accounts.selectors import answers_for
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance
from caunoi.kernel.errors import Conflict, Forbidden, Invalid, NotFoundForYou
from caunoi.kernel.files import store
from caunoi.kernel.usecases import use_case
from caunoi.obligations import policies
from caunoi.obligations.evidence import Evidence, SecretEvidence, check, read_file
from caunoi.obligations.models import CaseGrant, Extension, Obligation, ProgressNote
from caunoi.obligations.opening import note_steps
from caunoi.obligations.origins import origin_of
from caunoi.obligations.status import remind_on

Stage = Obligation.Stage
Kind = ProgressNote.Kind


@dataclass(frozen=True)
class Ruling:
    """The decision that allows an extension: its symbol, date and issuer as printed."""

    symbol: str
    on: date
    issuer: str = ""


@use_case("duties.note")
def note_progress(*, actor: Actor, duty: Obligation, text: str) -> None:
    """Write down how far the work is; only while it is open."""
    require(policies.REPORT_PROGRESS, actor, duty.custodian_id, visible=_granted(actor, duty))
    _expect_stage(duty, Stage.OPEN)
    _expect_text(text, "text", _("Nhập nội dung tiến độ."))
    note_steps(actor, [duty], Kind.NOTE, text.strip())
    record(duty, unit_id=duty.custodian_id, note=_shown(duty, text.strip()))


def submit(*, actor: Actor, duty: Obligation, evidence: Evidence, revision: int | None = None) -> None:
    """Hand the result in with its evidence; from now on it waits for the superior.

    A file with a secrecy mark is refused, and the log keeps that fact in a transaction of its own.
    """
    require(policies.SUBMIT, actor, duty.custodian_id, visible=_granted(actor, duty))
    check(evidence)
    try:
        # Before the transaction: while a file is read, others must be able to write.
        media_type = read_file(evidence)
    except SecretEvidence:
        _note_secret(actor=actor, duty=duty)
        raise
    _submit(actor=actor, duty=duty, evidence=evidence, media_type=media_type, revision=revision)


@use_case("duties.refuse_secret")
def _note_secret(*, actor: Actor, duty: Obligation) -> None:
    require(policies.SUBMIT, actor, duty.custodian_id, visible=_granted(actor, duty))
    record(duty, unit_id=duty.custodian_id, refused=_("Từ chối một tệp minh chứng có dấu chỉ độ mật"))


@use_case("duties.submit")
def _submit(
    *, actor: Actor, duty: Obligation, evidence: Evidence, media_type: str, revision: int | None
) -> None:
    require(policies.SUBMIT, actor, duty.custodian_id, visible=_granted(actor, duty))
    _by_hand_only(duty)
    _expect_revision(duty, revision)
    _expect_stage(duty, Stage.OPEN)
    stored = store(evidence.file, media_type) if evidence.file else None
    _step(
        actor,
        duty,
        Kind.SUBMITTED,
        Stage.SUBMITTED,
        # A file that is sent back is kept by its step alone.
        evidence=evidence.words() | ({"stored": str(stored.pk)} if stored else {}),
        submitted_on=clock.today(),
        submitted_by_id=actor.person_id,
        submitted_by_label=actor.label,
        evidence_number=evidence.number.strip(),
        evidence_date=evidence.on,
        evidence_note=evidence.note.strip(),
        evidence_file=stored,
        evidence_file_name=evidence.file_name if stored else "",
    )


@use_case("duties.accept")
def accept(*, actor: Actor, duty: Obligation, note: str = "", revision: int | None = None) -> None:
    """Accept a submitted result. Whoever did the work cannot (law 13)."""
    _let_decide(actor, duty)
    _by_hand_only(duty)
    _expect_revision(duty, revision)
    _expect_stage(duty, Stage.SUBMITTED)
    _step(
        actor,
        duty,
        Kind.ACCEPTED,
        Stage.ACCEPTED,
        note.strip(),
        accepted_on=clock.today(),
        accepted_by_label=actor.label,
    )


@use_case("duties.send_back")
def send_back(*, actor: Actor, duty: Obligation, reason: str, revision: int | None = None) -> None:
    """Return a submitted result with the reason; its evidence stays in the history."""
    _let_decide(actor, duty)
    _by_hand_only(duty)
    _expect_revision(duty, revision)
    _expect_stage(duty, Stage.SUBMITTED)
    _expect_text(reason, "reason", _("Nhập lý do trả lại để đơn vị biết cần sửa gì."))
    _step(actor, duty, Kind.RETURNED, Stage.OPEN, reason.strip(), submitted_on=None)


@use_case("duties.extend")
def extend(
    *, actor: Actor, duty: Obligation, until: date, ruling: Ruling, reason: str, revision: int | None = None
) -> Extension:
    """Move the due date by a decision with a reason; the first due date is kept."""
    require(policies.DIRECT, actor, duty.superior_id, visible=_granted(actor, duty))
    _expect_revision(duty, revision)
    _expect_stage(duty, Stage.OPEN)
    _check_extension(duty, until, ruling, reason)
    before = duty.due_on
    assert before is not None
    row = Extension.objects.create(
        obligation=duty,
        due_before=before,
        until=until,
        decision_symbol=ruling.symbol.strip(),
        decision_date=ruling.on,
        decision_issuer=ruling.issuer.strip(),
        reason=reason.strip(),
        by_label=actor.label,
        on=clock.today(),
    )
    first = duty.original_due_on or before
    advance(duty, due_on=until, original_due_on=first, remind_on=remind_on(until))
    note_steps(actor, [duty], Kind.EXTENDED, f"{reason.strip()} ({ruling.symbol.strip()})")
    record(
        duty,
        unit_id=duty.custodian_id,
        due_on=(before, until),
        decision=_shown(duty, ruling.symbol),
        reason=_shown(duty, reason),
    )
    return row


def _check_extension(duty: Obligation, until: date, ruling: Ruling, reason: str) -> None:
    fields = {}
    if duty.due_on is None:
        fields["until"] = _("Việc này không có hạn nên không gia hạn được.")
    elif until <= duty.due_on or until < clock.today():
        fields["until"] = _("Hạn mới phải sau hạn hiện nay và không trước hôm nay.")
    if not ruling.symbol.strip():
        fields["symbol"] = _("Nhập số, ký hiệu quyết định gia hạn.")
    if ruling.on > clock.today():
        fields["decision_on"] = _("Ngày quyết định không được sau hôm nay.")
    if not reason.strip():
        fields["reason"] = _("Nhập lý do gia hạn.")
    if fields:
        raise Invalid(_("Chưa gia hạn được."), fields=fields)


@use_case("duties.cancel")
def cancel(*, actor: Actor, duty: Obligation, reason: str, revision: int | None = None) -> None:
    """Withdraw an obligation that nobody has accepted yet, with the reason; it no longer counts."""
    require(policies.DIRECT, actor, duty.superior_id, visible=_granted(actor, duty))
    _expect_revision(duty, revision)
    withdraw(actor, duty, reason)


def withdraw(actor: Actor, duty: Obligation, reason: str) -> None:
    """Cancel inside a running use case that has asked for ``DIRECT``; an origin's own duty is refused."""
    _by_hand_only(duty)
    if duty.stage not in (Stage.OPEN, Stage.SUBMITTED):
        raise Invalid(_("Việc này đã kết thúc, không hủy được."))
    _expect_text(reason, "reason", _("Nhập lý do hủy."))
    _step(actor, duty, Kind.CANCELLED, Stage.CANCELLED, reason.strip())


def _let_decide(actor: Actor, duty: Obligation) -> None:
    require(policies.ACCEPT, actor, duty.superior_id, visible=_granted(actor, duty))
    if may_judge(actor, duty):
        return
    raise Forbidden(
        _("Người thực hiện không được duyệt việc của chính mình."),
        todo=_("Đề nghị lãnh đạo hoặc chuyên viên khác của đơn vị cấp trên duyệt."),
    )


def may_judge(actor: Actor, duty: Obligation) -> bool:
    """Whether the actor is not party to the work: neither submitted it nor works in the owner's unit.

    Where one unit owns and accepts the work, another of its people than the submitter decides.
    """
    if actor.person_id is not None and actor.person_id == duty.submitted_by_id:
        return False
    if duty.custodian_id == duty.superior_id:
        return True
    return not answers_for(actor.person_id, duty.custodian_id)


def _granted(actor: Actor, duty: Obligation) -> bool:
    """A case obligation exists for holders of its grant only; others get "not found"."""
    if not duty.is_case:
        return True
    if CaseGrant.held_by(actor).filter(obligation=duty).exists():
        return True
    raise NotFoundForYou(_("Không tìm thấy nhiệm vụ này."))


def _by_hand_only(duty: Obligation) -> None:
    origin = origin_of(duty)
    if origin is not None and origin.may_close:
        raise Invalid(
            _("Việc này đóng theo %(area)s.") % {"area": origin.label},
            todo=_("Mở nội dung đó theo liên kết trên trang để xử lý."),
        )


def _expect_stage(duty: Obligation, stage: str) -> None:
    if duty.stage != stage:
        raise Invalid(_("Việc này không còn ở bước đó."), todo=_("Tải lại trang để xem tình trạng hiện nay."))


def _expect_revision(duty: Obligation, revision: int | None) -> None:
    if revision is not None and revision != duty.revision:
        raise Conflict(_("Nhiệm vụ này vừa được người khác cập nhật."))


def _expect_text(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Invalid(_("Chưa đủ nội dung."), fields={field: sentence})


def _step(
    actor: Actor,
    duty: Obligation,
    kind: str,
    stage: str,
    text: str = "",
    *,
    evidence: dict[str, str] | None = None,
    **changes: Any,
) -> None:
    before = duty.stage
    advance(duty, stage=stage, **changes)
    note_steps(actor, [duty], kind, text, evidence)
    record(duty, unit_id=duty.custodian_id, stage=(before, stage), text=_shown(duty, text))


def _shown(duty: Obligation, text: str) -> str:
    """What the audit log may say: of a case obligation only that something was written."""
    return text if not duty.is_case or not text else _("(nội dung theo hồ sơ)")
