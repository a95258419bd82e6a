"""The report that a unit owes, as an obligation: opened with the period, closed when it is accepted."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from caunoi.indicators.models import Period, Submission
from caunoi.kernel.actors import Actor
from caunoi.obligations import origins
from caunoi.obligations.models import Obligation
from caunoi.obligations.opening import Draft

REPORT = "report"

ORIGIN = origins.Origin(REPORT, "Báo cáo theo kỳ", lambda ref: reverse("submission", args=[int(ref)]))


def owe_reports(actor: Actor, period: Period, submissions: Sequence[Submission]) -> None:
    """Open one obligation for each submission of the period."""
    drafts = [_draft(period, submission) for submission in submissions]
    opened = origins.open_many_for_origin(actor, drafts, origin=REPORT)
    for submission, duty in zip(submissions, opened, strict=True):
        submission.obligation = duty
    Submission.objects.system("link to their obligations").bulk_update(
        submissions, ["obligation"], batch_size=200
    )


def _draft(period: Period, submission: Submission) -> Draft:
    definition = period.form_version.read
    return Draft(
        unit_id=submission.unit_id,
        custodian_id=submission.custodian_id,
        superior_id=submission.superior_id,
        line=period.line,
        title=f"Gửi {definition.short_name[:1].lower()}{definition.short_name[1:]}",
        product=definition.short_name,
        due_on=period.due_on,
        occurrence=str(period.key),
        origin_ref=str(submission.pk),
    )


def sent(actor: Actor, submission: Submission) -> None:
    """The report was sent; it waits for the unit above."""
    if _runs(submission):
        origins.submitted_for_origin(actor, origin=REPORT, ref=str(submission.pk))


def reopened(actor: Actor, submission: Submission, reason: str) -> None:
    """The report was returned or recalled."""
    if _runs(submission):
        origins.reopened_for_origin(actor, origin=REPORT, ref=str(submission.pk), reason=reason)


def accepted(actor: Actor, submission: Submission) -> None:
    """The report was accepted."""
    if _runs(submission):
        origins.close_for_origin(actor, origin=REPORT, ref=str(submission.pk))


def _runs(submission: Submission) -> bool:
    """Whether the obligation is still to be met; a restatement of an accepted report does not open it again."""
    duty = submission.obligation
    return duty is not None and duty.stage in (Obligation.Stage.OPEN, Obligation.Stage.SUBMITTED)
