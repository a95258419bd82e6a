"""Taking a document out that should never have been taken in, and what is to be done after it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.documents import policies, selectors
from caunoi.documents.withdrawing import withdrawn_by
from caunoi.kernel import clock
from caunoi.kernel.access import needs
from caunoi.kernel.actors import require
from caunoi.kernel.errors import Conflict, NotFoundForYou
from caunoi.web.forms.documents import WithdrawForm
from caunoi.web.views.documents import trail
from caunoi.withdrawal import extent, withdraw_document


@needs(policies.WITHDRAW)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes with the document, its reason and the words to be typed; then it goes."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        document = selectors.document_for(actor, pk)
        require(policies.WITHDRAW, actor, document.custodian_id)
        form = WithdrawForm(request.POST or None, phrase=_phrase(document))
        if request.method == "POST" and form.is_valid():
            withdraw_document(actor=actor, document=document, reason=form.cleaned_data["reason"])
            return redirect("documents-withdrawn")
    except NotFoundForYou:
        if request.method == "POST" and withdrawn_by(actor, pk):
            return redirect("documents-withdrawn")
        raise
    except Conflict as conflict:
        return _page(request, document, form, conflict)
    return _page(request, document, form)


def _phrase(document: Any) -> str:
    return document.symbol or _("GỠ VĂN BẢN")


def _page(request: HttpRequest, document: Any, form: WithdrawForm, conflict: Any = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "document": document,
        "phrase": _phrase(document),
        "extent": extent(actor, document),
        "form": form,
        "conflict": conflict,
        "today": clock.today(),
        "breadcrumbs": trail(document, _("Gỡ văn bản đưa vào nhầm")),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "documents/withdraw.html", context, status=status)


@needs(policies.WITHDRAW)
def done(request: HttpRequest) -> HttpResponse:
    """That it is gone, and what only people can do now."""
    context = {
        "today": clock.today(),
        "breadcrumbs": [(_("Văn bản"), reverse("documents")), (_("Đã gỡ văn bản"), "")],
    }
    return render(request, "documents/withdrawn.html", context)
