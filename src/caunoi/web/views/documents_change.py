"""Changing documents: facts, distribution, a corrected text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caunoi.documents import incoming, policies, selectors, services
from caunoi.kernel.access import needs
from caunoi.kernel.actors import require
from caunoi.kernel.errors import Conflict, Invalid, NotFoundForYou
from caunoi.orgs.selectors import unit_by_id, unit_for
from caunoi.web.forms.documents import CorrectionForm, DistributionForm, FactsForm
from caunoi.web.forms.fields import put_problem
from caunoi.web.views.documents import trail
from caunoi.web.views.documents_incoming import arrival, cut_off, named_in, to_list, too_large


@needs(policies.REVIEW)
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the symbol, type, issuer, date and subject of a document."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.document_for(actor, pk)
    require(policies.REVIEW, actor, document.custodian_id)
    names = ("symbol", "doc_type", "issuer", "issued_on", "subject", "revision")
    form = FactsForm(request.POST or None, initial={name: getattr(document, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            services.describe_document(actor=actor, document=document, **form.cleaned_data)
        except Conflict as conflict:
            return _form_page(request, document, form, _("Thông tin văn bản"), conflict=conflict)
        except Invalid as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi thông tin văn bản."))
            return redirect("document", pk=pk)
    return _form_page(request, document, form, _("Thông tin văn bản"))


@needs(policies.DISTRIBUTE)
def distribute(request: HttpRequest, pk: int) -> HttpResponse:
    """Put units on the distribution list."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.document_for(actor, pk)
    require(policies.DISTRIBUTE, actor, document.custodian_id)
    form = DistributionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            units = [unit_for(actor, code) for code in form.codes()]
            added = services.distribute(
                actor=actor, document=document, units=units, reason=form.cleaned_data["reason"]
            )
        except NotFoundForYou as unknown:
            form.add_error("units", _("Không có đơn vị mang mã %(code)s.") % {"code": unknown.where})
        except Invalid as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("Đã thêm %(n)s đơn vị vào nơi nhận.") % {"n": added})
            return redirect("document", pk=pk)
    return _form_page(request, document, form, _("Gửi văn bản đến đơn vị"))


@needs(policies.REVIEW)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue a corrected file, which becomes the next version."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.document_for(actor, pk)
    require(policies.REVIEW, actor, document.custodian_id)
    form = CorrectionForm(request.POST or None, request.FILES or None, initial=_typed_before(request))
    if cut_off(request):
        form = CorrectionForm()
        messages.error(request, too_large())
    elif request.method == "POST" and form.is_valid():
        row = incoming.take_in_correction(
            actor=actor,
            unit=unit_by_id(actor.unit_id),
            document=document,
            arrival=arrival(form.cleaned_data["file"]),
            reason=form.cleaned_data["reason"],
        )
        return to_list([row])
    return _form_page(request, document, form, _("Nạp bản sửa"))


def _typed_before(request: HttpRequest) -> dict[str, str]:
    """The reason given with a file that was refused, when its person comes back with another."""
    row = named_in(request)
    return {"reason": row.reason} if row else {}


def _form_page(
    request: HttpRequest, document: Any, form: Any, title: str, conflict: Conflict | None = None
) -> HttpResponse:
    status = 409 if conflict else 422 if form.errors or cut_off(request) else 200
    current = None
    if conflict:
        current = selectors.document_for(request.actor, document.pk)  # type: ignore[attr-defined]
        # What was typed stays; sent again, it is weighed against what is there now.
        form.data = form.data.copy()
        form.data["revision"] = current.revision
    context = {
        "document": document,
        "form": form,
        "title": title,
        "conflict": conflict,
        "current": current,
        "breadcrumbs": trail(document, title),
    }
    return render(request, "documents/form.html", context, status=status)
