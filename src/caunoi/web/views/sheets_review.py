"""Reading a report with all its versions; sending, returning, accepting, restating."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from caunoi.accounts.selectors import audit_entries
from caunoi.indicators import filling, review
from caunoi.indicators.policies import ACCEPT, FILL, OPEN_PERIOD, SEE_REPORTS, SEND
from caunoi.indicators.selectors import reports, versions
from caunoi.kernel.access import SIGNED_IN, needs
from caunoi.kernel.errors import Invalid
from caunoi.orgs.selectors import labels
from caunoi.web.forms.admin import ReasonForm
from caunoi.web.forms.fields import put_problem
from caunoi.web.typed import REVISION_DIGITS, whole_number

STEP_WORDS = {
    "sent": gettext_lazy("Gửi"),
    "recalled": gettext_lazy("Rút về"),
    "returned": gettext_lazy("Trả lại"),
    "accepted": gettext_lazy("Duyệt"),
    "restating": gettext_lazy("Mở đính chính"),
    "moved": gettext_lazy("Chuyển đơn vị tiếp nhận"),
}


@needs(SEE_REPORTS)
def mine(request: HttpRequest) -> HttpResponse:
    """The reports that the acting unit owes and has sent."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "lines": reports.my_reports(actor),
        "may_fill": actor.may(FILL, actor.unit_id),
        "tabs": tabs(request, "mine"),
    }
    return render(request, "reports/mine.html", context)


@needs(ACCEPT)
def queue(request: HttpRequest) -> HttpResponse:
    """The reports that wait for the acting unit."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {"lines": reports.review_queue(actor), "tabs": tabs(request, "queue")}
    return render(request, "reports/queue.html", context)


def tabs(request: HttpRequest, here: str) -> list[dict[str, Any]]:
    """The three lists of reports as far as the actor's roles reach."""
    actor = request.actor  # type: ignore[attr-defined]
    found = [("mine", _("Báo cáo của đơn vị"), "reports", True)]
    found.append(("queue", _("Chờ duyệt"), "review-queue", actor.may(ACCEPT)))
    found.append(("periods", _("Kỳ báo cáo"), "periods", True))
    return [
        {"label": label, "url": reverse(route), "active": name == here}
        for name, label, route, shown in found
        if shown
    ]


@needs(SEE_REPORTS)
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: its newest version (its draft before the first), versions, steps and what can be done."""
    return page(request, reports.submission_for(request.actor, pk))  # type: ignore[attr-defined]


@needs(SEE_REPORTS)
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version at its own address; each field has its own place on the page."""
    found = reports.submission_for(request.actor, pk)  # type: ignore[attr-defined]
    return page(request, found, versions.version_of(found, number))


def page(
    request: HttpRequest,
    found: Any,
    chosen: Any = None,
    *,
    form: ReasonForm | None = None,
    act: str = "",
    status: int = 200,
) -> HttpResponse:
    """The report's page, with a refused form where one was refused."""
    actor = request.actor  # type: ignore[attr-defined]
    sent = versions.versions_of(found)
    shown = chosen or (sent[0] if sent else None)
    earlier = next((row for row in sent if shown is not None and row.number < shown.number), None)
    names = labels({found.unit_id, found.custodian_id, found.superior_id})
    context = {
        "submission": found,
        "period": found.period,
        "status": reports.status_of(found),
        "unit": names[found.unit_id],
        "custodian": names[found.custodian_id],
        "superior": names[found.superior_id],
        "shown": shown,
        "is_chosen": chosen is not None,
        "versions": sent,
        "sections": versions.read_sections(found, shown, earlier),
        "earlier": earlier,
        "steps": [(STEP_WORDS[step.kind], step) for step in versions.steps_of(found)],
        "forms": {name: form if act == name else ReasonForm(auto_id=f"{name}_%s") for name in _ACTS},
        "refused": act,
        "entries": audit_entries(actor, target=("indicators.submission", str(found.pk)), limit=20),
        "breadcrumbs": _trail(actor, found, chosen),
        **_may(actor, found),
    }
    return render(request, "reports/submission.html", context, status=status)


def _may(actor: Any, found: Any) -> dict[str, bool]:
    sends, waiting = actor.may(SEND, found.custodian_id), found.state == "submitted"
    fillable = found.state in ("none", "draft", "returned")
    reviews = waiting and review.may_review(actor, found)
    party = reviews and review.is_party(actor, found)
    return {
        "may_fill": fillable and actor.may(FILL, found.custodian_id),
        "may_send": fillable and sends,
        "may_recall": waiting and sends,
        "may_restate": found.state == "accepted" and sends,
        "may_review": reviews and not party,
        "is_own_report": party,
    }


def _trail(actor: Any, found: Any, chosen: Any) -> list[tuple[str, str]]:
    trail = [(_("Báo cáo"), reverse("reports"))]
    if actor.may(OPEN_PERIOD) or actor.may(ACCEPT):
        trail.append((str(found.period), reverse("period", args=[found.period_id])))
    here = _("Báo cáo của đơn vị")
    if chosen is None:
        return [*trail, (here, "")]
    return [
        *trail,
        (here, reverse("submission", args=[found.pk])),
        (_("Bản %(n)s") % {"n": chosen.number}, ""),
    ]


_ACTS: dict[str, tuple[Callable[..., None], str]] = {
    "return": (review.return_, gettext_lazy("Đã trả lại báo cáo kèm lý do.")),  # type: ignore[dict-item]
    "recall": (filling.recall, gettext_lazy("Đã rút báo cáo về để sửa.")),  # type: ignore[dict-item]
    "restate": (filling.restate, gettext_lazy("Đã mở đính chính. Bản đã duyệt vẫn được tính đến khi duyệt bản mới.")),  # type: ignore[dict-item]
}  # fmt: skip


def _with_reason(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = reports.submission_for(actor, pk)
    form = ReasonForm(request.POST, auto_id=f"{act}_%s")
    if not form.is_valid():
        return page(request, found, form=form, act=act, status=422)
    run, done = _ACTS[act]
    try:
        run(actor=actor, submission=found, reason=form.cleaned_data["reason"], **_seen(request, act))
    except Invalid as problem:
        put_problem(form, problem)
        return page(request, found, form=form, act=act, status=422)
    messages.success(request, str(done))
    return redirect("submission", pk=pk)


def _seen(request: HttpRequest, act: str = "accept") -> dict[str, int | None]:
    """For a decision of the unit above: the version that stood on the page."""
    number = whole_number(request.POST.get("ban", ""), REVISION_DIGITS)
    return {"version": number} if act in ("return", "accept") else {}


@needs(ACCEPT)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the report with a reason."""
    return _with_reason(request, pk, "return")


@needs(SEND)
@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the report back before it is accepted."""
    return _with_reason(request, pk, "recall")


@needs(SEND)
@require_POST
def restate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an accepted report for correction."""
    return _with_reason(request, pk, "restate")


@needs(SEND)
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the draft as it stands; with marks left, back to the sheet."""
    actor = request.actor  # type: ignore[attr-defined]
    found = reports.submission_for(actor, pk)
    try:
        filling.send(actor=actor, submission=found)
    except Invalid as problem:
        messages.error(request, str(problem))
        return redirect("sheet", pk=pk)
    messages.success(request, _("Đã gửi báo cáo. Báo cáo chờ đơn vị cấp trên duyệt."))
    return redirect("submission", pk=pk)


@needs(SIGNED_IN)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the report into the totals; who may is asked of the record, for the top of a line differs."""
    actor = request.actor  # type: ignore[attr-defined]
    found = reports.submission_for(actor, pk)
    review.accept(actor=actor, submission=found, **_seen(request))
    messages.success(request, _("Đã duyệt báo cáo."))
    waiting = reports.review_queue(actor)
    return redirect("submission", pk=waiting[0].submission.pk) if waiting else redirect("review-queue")
