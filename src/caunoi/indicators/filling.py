"""What the reporting unit does: drafts, sending, recalling, opening an accepted report for restatement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caunoi.indicators import duties, policies
from caunoi.indicators.cells import checked, loaded, packed, problems, read_cells, stored
from caunoi.indicators.models import Submission, SubmissionStep, SubmissionVersion
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance, hold
from caunoi.kernel.errors import Conflict, Invalid
from caunoi.kernel.usecases import use_case

State = Submission.State
Kind = SubmissionStep.Kind
OPEN = (State.NONE, State.DRAFT, State.RETURNED)
Typed = Mapping[str, Mapping[str, str]]


@use_case("reports.save_draft")
def save_draft(*, actor: Actor, submission: Submission, cells: Typed, revision: int) -> Submission:
    """Keep what was typed, right or wrong; ``cells`` maps a field to {"typed", "state"}.

    Fields that are not given stay as they are. Raises Conflict with both texts when somebody else saved since
    ``revision`` was read.
    """
    require(policies.FILL, actor, submission.custodian_id)
    _refuse_closed(submission)
    definition = submission.period.form_version.read
    if submission.revision != revision:
        raise both_texts(submission, cells)
    before = loaded(submission.draft)
    after = checked(definition, {**before, **read_cells(definition, cells)})
    changed = [definition.by_code[code].label for code in after if after[code] != before.get(code)]
    state = State.DRAFT if submission.state == State.NONE else submission.state
    try:
        advance(
            submission,
            draft=stored(after),
            state=state,
            draft_saved_at=clock.now(),
            draft_saved_by_label=actor.label,
        )
    except Conflict:
        fresh = Submission.objects.system("both texts of a conflict").select_related("period__form_version")
        raise both_texts(fresh.get(pk=submission.pk), cells) from None
    record(submission, unit_id=submission.custodian_id, state=state, fields=changed)
    return submission


def both_texts(submission: Submission, cells: Typed) -> Conflict:
    """The conflict that shows the saved draft beside what the second writer typed."""
    definition = submission.period.form_version.read
    return Conflict(
        f"{submission.draft_saved_by_label or 'Người khác'} vừa lưu báo cáo này.",
        theirs=submission.draft,
        yours=stored(read_cells(definition, cells)),
        todo="So sánh hai bản bên dưới, giữ nội dung đúng rồi lưu lại.",
    )


def _refuse_closed(submission: Submission) -> None:
    if submission.state == State.SUBMITTED:
        raise Invalid("Báo cáo đã gửi, đang chờ duyệt.", todo="Rút báo cáo về trước khi sửa.")
    if submission.state == State.ACCEPTED:
        raise Invalid("Báo cáo đã được duyệt.", todo="Muốn sửa, lập đính chính và ghi lý do.")


@use_case("reports.send")
def send(*, actor: Actor, submission: Submission) -> SubmissionVersion:
    """Send the draft to the unit directly above; refused while any field is marked."""
    require(policies.SEND, actor, submission.custodian_id)
    hold(submission)
    _refuse_closed(submission)
    definition = submission.period.form_version.read
    cells = checked(definition, loaded(submission.draft))
    faults = problems(definition, cells)
    if faults:
        count = len(faults)
        raise Invalid(f"Còn {count} ô cần sửa trước khi gửi.", fields=faults, todo="Bản nháp vẫn được giữ.")
    version = SubmissionVersion.objects.create(
        submission=submission,
        number=submission.versions.count() + 1,
        typed=stored(cells),
        packed=packed(definition, cells),
        sent_at=clock.now(),
        sent_by_id=actor.person_id,
        sent_by_label=actor.label,
        reason=_restating_reason(submission),
    )
    first = submission.first_sent_on or clock.today()
    before = submission.state
    advance(submission, state=State.SUBMITTED, current=version, first_sent_on=first)
    duties.sent(actor, submission)
    note(actor, submission, Kind.SENT, version)
    record(
        submission, unit_id=submission.custodian_id, state=(before, State.SUBMITTED), version=version.number
    )
    return version


def _restating_reason(submission: Submission) -> str:
    if submission.accepted_id is None:
        return ""
    step = submission.steps.filter(kind=Kind.RESTATING).order_by("-pk").first()
    return step.reason if step else ""


@use_case("reports.recall")
def recall(*, actor: Actor, submission: Submission, reason: str = "") -> None:
    """Take a sent report back before it is accepted; the version that was sent stays readable."""
    require(policies.SEND, actor, submission.custodian_id)
    if submission.state != State.SUBMITTED:
        raise Invalid("Chỉ rút được báo cáo đang chờ duyệt.")
    advance(submission, state=State.DRAFT)
    duties.reopened(actor, submission, reason or "Đơn vị rút báo cáo để sửa.")
    note(actor, submission, Kind.RECALLED, submission.current, reason)
    record(submission, unit_id=submission.custodian_id, state=(State.SUBMITTED, State.DRAFT), reason=reason)


@use_case("reports.restate")
def restate(*, actor: Actor, submission: Submission, reason: str) -> None:
    """Open an accepted report for correction, with the reason; the accepted version counts until the next is."""
    require(policies.SEND, actor, submission.custodian_id)
    if submission.state != State.ACCEPTED:
        raise Invalid("Chỉ đính chính được báo cáo đã duyệt.")
    if not reason.strip():
        raise Invalid("Chưa có lý do.", fields={"reason": "Nhập lý do đính chính."})
    advance(submission, state=State.DRAFT)
    note(actor, submission, Kind.RESTATING, submission.accepted, reason)
    record(submission, unit_id=submission.custodian_id, state=(State.ACCEPTED, State.DRAFT), reason=reason)


def note(
    actor: Actor, submission: Submission, kind: str, version: SubmissionVersion | None, reason: str = ""
) -> None:
    """Append one step to the submission's history."""
    step: dict[str, Any] = {"by_label": actor.label, "by_unit_label": actor.unit_label}
    SubmissionStep.objects.create(
        submission=submission, version=version, kind=kind, reason=reason.strip(), at=clock.now(), **step
    )
