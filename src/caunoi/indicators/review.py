"""What the unit directly above does with a report: return it with a reason, or accept it."""

from __future__ import annotations

from caunoi.indicators import duties, policies
from caunoi.indicators.filling import Kind, State, note
from caunoi.indicators.freezing import flag_reports_using
from caunoi.indicators.models import Submission
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance
from caunoi.kernel.errors import Forbidden, Invalid
from caunoi.kernel.usecases import use_case


def may_review(actor: Actor, submission: Submission) -> bool:
    """Whether the actor sits in the unit that accepts this report (the person may still be its sender)."""
    if submission.superior_id == submission.custodian_id:
        return actor.may(policies.ACCEPT_OWN_TOP, submission.superior_id)
    return actor.may(policies.ACCEPT, submission.superior_id)


def _require_reviewer(actor: Actor, submission: Submission) -> None:
    """The reviewer of the unit directly above; at the top of a line another leader (law 13)."""
    top = submission.superior_id == submission.custodian_id
    require(policies.ACCEPT_OWN_TOP if top else policies.ACCEPT, actor, submission.superior_id)
    if submission.state != State.SUBMITTED or submission.current is None:
        raise Invalid("Báo cáo này không còn chờ duyệt.", todo="Tải lại trang để xem tình trạng mới.")
    if actor.person_id is not None and submission.current.sent_by_id == actor.person_id:
        raise Forbidden(
            "Người gửi báo cáo không tự duyệt báo cáo đó.", todo="Đề nghị người khác có quyền duyệt."
        )


@use_case("reports.return")
def return_(*, actor: Actor, submission: Submission, reason: str) -> None:
    """Send the report back for correction; what was sent stays readable, with the reason."""
    _require_reviewer(actor, submission)
    if not reason.strip():
        raise Invalid("Chưa có lý do.", fields={"reason": "Nhập lý do trả lại để đơn vị biết phải sửa gì."})
    advance(submission, state=State.RETURNED)
    duties.reopened(actor, submission, reason.strip())
    note(actor, submission, Kind.RETURNED, submission.current, reason)
    record(
        submission, unit_id=submission.custodian_id, state=(State.SUBMITTED, State.RETURNED), reason=reason
    )


@use_case("reports.accept")
def accept(*, actor: Actor, submission: Submission) -> None:
    """Take the sent version into the totals; frozen reports that used an earlier one are flagged, not changed."""
    _require_reviewer(actor, submission)
    earlier = submission.accepted
    advance(submission, state=State.ACCEPTED, accepted=submission.current)
    duties.accepted(actor, submission)
    note(actor, submission, Kind.ACCEPTED, submission.current)
    flagged = flag_reports_using(earlier) if earlier else []
    record(
        submission,
        unit_id=submission.custodian_id,
        state=(State.SUBMITTED, State.ACCEPTED),
        version=submission.current.number,  # type: ignore[union-attr]
        stale_reports=flagged,
    )
