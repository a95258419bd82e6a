"""A plan beside the superior's requirements: what answers what, confirmed by a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.directives import exclusions, links, policies
from caunoi.directives.selectors import unit_page
from caunoi.directives.selectors.unit_page import Line, PlanPage
from caunoi.documents import listing, selectors
from caunoi.kernel.access import needs
from caunoi.kernel.errors import Invalid, NotFoundForYou
from caunoi.web.exports import Column, xlsx
from caunoi.web.templatetags.caunoi import status_words
from caunoi.web.typed import REVISION_DIGITS, whole_number

STEPS = {"xac-nhan": links.confirm_link, "loai": links.reject_link, "mo-lai": links.reopen_link}


@needs(policies.SEE)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The requirements with the plan's answers beside."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, problem: Invalid | None = None, at: int = 0) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    plan = unit_page.plan_for(actor, pk)
    found = unit_page.plan_page(actor, plan)
    shown = _only(request, found)
    document = plan.addressee.directive.document
    context = {
        **_context(found),
        "lines": shown,
        "only": request.GET.get("chi", ""),
        "clauses": listing.tree(plan.version),
        "problem": problem,
        "problem_at": at,
        "typed": request.POST,
        "breadcrumbs": [
            (_("Văn bản"), reverse("documents")),
            (str(document), reverse("document", args=[document.pk])),
            (_("Triển khai"), reverse("directive", args=[document.pk])),
            (str(plan), ""),
        ],
    }
    return render(request, "directives/plan.html", context, status=422 if problem else 200)


def _context(found: PlanPage) -> dict[str, Any]:
    return {
        "page": found,
        "plan": found.plan,
        "addressee": found.plan.addressee,
        "directive": found.plan.addressee.directive,
        "may": found.rights,
    }


def _only(request: HttpRequest, found: PlanPage) -> list[Line]:
    wanted = request.GET.get("chi", "")
    if wanted == "chua-xong":
        return [line for line in found.lines if not line.settled]
    if wanted == "con-thieu":
        return [line for line in found.lines if line.reply.counted_as in ("part", "none")]
    return found.lines


@needs(policies.COMPARE)
@require_POST
def decide(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Confirm, reject or reopen one proposed answer; htmx gets the requirement's row back."""
    if step not in STEPS:
        raise NotFoundForYou()
    actor = request.actor  # type: ignore[attr-defined]
    link = unit_page.link_for(actor, pk)
    revision = whole_number(request.POST.get("revision", ""), REVISION_DIGITS)
    STEPS[step](actor=actor, link=link, revision=revision)
    if not request.headers.get("HX-Request"):
        return _to_line(link.plan_id, link.requirement_id)
    found = unit_page.plan_page(actor, unit_page.plan_for(actor, link.plan_id))
    line = next(line for line in found.lines if line.asked.id == link.requirement_id)
    context = _context(found) | {
        "line": line,
        "answer": True,
        "clauses": listing.tree(found.plan.version),
    }
    return render(request, "directives/line.html", context)


def _to_line(plan_id: int, requirement_id: int) -> HttpResponse:
    return redirect(f"{reverse('plan', args=[plan_id])}#yc-{requirement_id}")


@needs(policies.SEE)
@require_POST
def answer(request: HttpRequest, pk: int, requirement_pk: int) -> HttpResponse:
    """Point to a clause of the plan, or say with a reason why the requirement is not carried out."""
    actor = request.actor  # type: ignore[attr-defined]
    addressee = unit_page.addressee_for(actor, pk)
    requirement = unit_page.requirement_of(addressee, requirement_pk)
    plan = unit_page.live_plan(addressee)
    try:
        _answer(request, addressee, requirement, plan)
    except Invalid as problem:
        if plan is None:
            messages.error(request, " ".join([str(problem), *problem.fields.values()]))
            return redirect("directive-unit", pk=pk)
        return _page(request, plan.pk, problem, requirement.pk)
    if plan is None:
        return redirect("directive-unit", pk=pk)
    return _to_line(plan.pk, requirement.pk)


def _answer(request: HttpRequest, addressee: Any, requirement: Any, plan: Any) -> None:
    actor, step = request.actor, request.POST.get("viec", "")  # type: ignore[attr-defined]
    said: dict[str, Any] = {"actor": actor, "requirement": requirement}
    reason = request.POST.get("reason", "")
    if step == "khong-thuc-hien":
        exclusions.decline(**said, addressee=addressee, reason=reason)
    elif step == "ngoai-pham-vi":
        exclusions.excuse(**said, addressee=addressee, reason=reason)
    elif step == "bo-ghi":
        exclusions.include_again(actor=actor, exclusion=unit_page.exclusion_of(addressee, requirement))
    elif plan is None:
        raise Invalid(_("Đơn vị chưa có kế hoạch."))
    elif step == "chap-nhan":
        codes = unit_page.doubtful_codes(plan, requirement)
        exclusions.accept_difference(**said, plan=plan, codes=codes, reason=reason)
    elif step == "xem-lai":
        exclusions.judge_again(actor=actor, appraisal=unit_page.appraisal_of(plan, requirement))
    else:
        links.add_link(**said, plan=plan, provision=_clause(request))


def _clause(request: HttpRequest) -> Any:
    chosen = whole_number(request.POST.get("dieu-khoan", ""))
    if chosen is None:
        raise Invalid(_("Chưa chọn điều khoản."), fields={"provision": _("Chọn điều khoản của kế hoạch.")})
    return selectors.provision_for(request.actor, chosen)  # type: ignore[attr-defined]


@needs(policies.COMPARE)
@require_POST
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for answers anew, after more of the plan was reviewed."""
    actor = request.actor  # type: ignore[attr-defined]
    found = links.look_again(actor=actor, plan=unit_page.plan_for(actor, pk))
    messages.success(request, _("Có %(n)s đề xuất mới.") % {"n": found})
    return redirect("plan", pk=pk)


@needs(policies.SEE)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The comparison as an Excel table."""
    actor = request.actor  # type: ignore[attr-defined]
    plan = unit_page.plan_for(actor, pk)
    found = unit_page.plan_page(actor, plan)
    columns = [
        Column(_("Điều khoản"), width=18),
        Column(_("Yêu cầu"), width=50),
        Column(_("Kết quả đối chiếu"), width=24),
        Column(_("Nội dung trong kế hoạch"), width=50),
        Column(_("Khác biệt"), width=50),
    ]
    notes = [
        _("Yêu cầu của %(document)s; chỉ tính nội dung đã có người xác nhận.")
        % {"document": plan.addressee.directive},
        found.row.summary.words,
    ]
    title = _("Đối chiếu %(plan)s với %(document)s") % {"plan": plan, "document": plan.addressee.directive}
    return xlsx(f"doi-chieu-{plan.pk}", title, columns, [_exported(line) for line in found.lines], notes)


def _exported(line: Line) -> list[str]:
    places = [place.words for place in line.reply.places if place.counts]
    differences = [one.words for one in line.reply.differences]
    said = [line.reply.exclusion.reason] if line.reply.exclusion else differences
    return [
        line.asked.clause.path if line.asked.clause else "",
        line.asked.words,
        status_words(line.reply.code),
        "\n".join(places),
        "\n".join(said),
    ]
