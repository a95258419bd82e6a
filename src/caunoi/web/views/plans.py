"""A unit's side: what superiors ask of it, which document is its plan, and what is still uncovered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.directives import plans as deciding
from caunoi.directives import policies
from caunoi.directives.selectors import unit_page
from caunoi.directives.selectors.received import issued_by, received_by
from caunoi.documents import selectors
from caunoi.kernel.access import needs
from caunoi.kernel.errors import Invalid
from caunoi.web.typed import whole_number
from caunoi.web.views.documents import trail


@needs(policies.SEE)
def received(request: HttpRequest) -> HttpResponse:
    """The directives that the actor's unit was sent, and those that it follows below."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "received": received_by(actor),
        "issued": issued_by(actor),
        "breadcrumbs": [(_("Văn bản"), reverse("documents")), (_("Yêu cầu của cấp trên"), "")],
    }
    return render(request, "directives/received.html", context)


@needs(policies.SEE)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit and one directive."""
    return _unit_page(request, pk)


def _unit_page(request: HttpRequest, pk: int, problem: Invalid | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    addressee = unit_page.addressee_for(actor, pk)
    found = unit_page.unit_page(actor, addressee)
    document = addressee.directive.document
    context = {
        "page": found,
        "directive": addressee.directive,
        "row": found.row,
        "may": found.rights,
        "problem": problem,
        "typed": request.POST,
        "breadcrumbs": [
            *trail(document, _("Triển khai"))[:-1],
            (_("Triển khai"), reverse("directive", args=[document.pk])),
            (found.row.unit.name, ""),
        ],
    }
    return render(request, "directives/unit.html", context, status=422 if problem else 200)


@needs(policies.SEE)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a document in as the plan, confirm it, or return it with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    addressee = unit_page.addressee_for(actor, pk)
    chosen = whole_number(request.POST.get("van-ban", ""))
    try:
        if chosen is None:
            raise Invalid(_("Chưa chọn văn bản."), fields={"document": _("Chọn văn bản là kế hoạch.")})
        document = selectors.document_for(actor, chosen)
        _decide(request, actor, addressee, document)
    except Invalid as problem:
        return _unit_page(request, pk, problem)
    return redirect("directive-unit", pk=pk)


def _decide(request: HttpRequest, actor: Any, addressee: Any, document: Any) -> None:
    step = request.POST.get("viec", "")
    if step == "trinh":
        deciding.submit_plan(actor=actor, addressee=addressee, document=document)
        messages.success(request, _("Đã trình kế hoạch; đơn vị cấp trên đọc được văn bản này."))
    elif step == "xac-nhan":
        deciding.confirm_plan(actor=actor, addressee=addressee, document=document)
        messages.success(request, _("Đã xác nhận kế hoạch."))
    else:
        reason = request.POST.get("reason", "")
        deciding.return_plan(actor=actor, addressee=addressee, document=document, reason=reason)
        messages.success(request, _("Đã ghi: văn bản này không phải kế hoạch thực hiện."))
