"""What the unit directly above does with a report: return it with a reason, or accept it."""

from __future__ import annotations

from caunoi.accounts.selectors import answers_for
from caunoi.indicators import duties, policies
from caunoi.indicators.filling import Kind, State, note
from caunoi.indicators.freezing import flag_reports_using
from caunoi.indicators.models import Submission
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance
from caunoi.kernel.errors import Conflict, Forbidden, Invalid
from caunoi.kernel.usecases import use_case


def may_review(actor: Actor, submission: Submission) -> bool:
    """Whether the actor sits in the unit that accepts this report (the person may still be party to it)."""
    if submission.superior_id == submission.custodian_id:
        return actor.may(policies.ACCEPT_OWN_TOP, submission.superior_id)
    return actor.may(policies.ACCEPT, submission.superior_id)


def is_party(actor: Actor, submission: Submission) -> bool:
    """Whether the actor sent the version that waits, or works for the unit whose report it is (law 13).

    At the top of a line one unit reports and accepts: there any other leader than the sender decides.
    """
    if actor.person_id is None or submission.current is None:
        return False
    if submission.current.sent_by_id == actor.person_id:
        return True
    if submission.superior_id == submission.custodian_id:
        return False
    return answers_for(actor.person_id, submission.custodian_id)


def _require_reviewer(actor: Actor, submission: Submission, version: int | None) -> None:
    """The reviewer of the unit directly above, of the version that was seen; at the top another leader."""
    top = submission.superior_id == submission.custodian_id
    require(policies.ACCEPT_OWN_TOP if top else policies.ACCEPT, actor, submission.superior_id)
    if submission.state != State.SUBMITTED or submission.current is None:
        raise Invalid("Báo cáo này không còn chờ duyệt.", todo="Tải lại trang để xem tình trạng mới.")
    if is_party(actor, submission):
        raise Forbidden(
            "Người làm báo cáo của đơn vị không tự duyệt báo cáo đó.",
            todo="Đề nghị người khác có quyền duyệt.",
        )
    if version is not None and version != submission.current.number:
        raise Conflict(
            f"Đơn vị đã gửi bản {submission.current.number} thay cho bản {version} vừa xem.",
            todo="Xem bản mới rồi quyết định.",
        )


@use_case("reports.return")
def return_(*, actor: Actor, submission: Submission, reason: str, version: int | None = None) -> None:
    """Send the report back for correction; what was sent stays readable, with the reason.

    ``version`` is the number of the version that the person saw.
    """
    _require_reviewer(actor, submission, version)
    if not reason.strip():
        raise Invalid("Chưa có lý do.", fields={"reason": "Nhập lý do trả lại để đơn vị biết phải sửa gì."})
    advance(submission, state=State.RETURNED)
    duties.reopened(actor, submission, reason.strip())
    note(actor, submission, Kind.RETURNED, submission.current, reason)
    record(
        submission, unit_id=submission.custodian_id, state=(State.SUBMITTED, State.RETURNED), reason=reason
    )


@use_case("reports.accept")
def accept(*, actor: Actor, submission: Submission, version: int | None = None) -> None:
    """Take the sent version into the totals; frozen reports that used an earlier one are flagged, not changed.

    ``version`` is the number of the version that the person saw.
    """
    _require_reviewer(actor, submission, version)
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
