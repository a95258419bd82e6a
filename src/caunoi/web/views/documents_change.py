"""Changing documents: upload, facts, distribution, a corrected text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.documents import policies, selectors, services
from caunoi.documents.errors import AlreadyThere
from caunoi.kernel.access import needs
from caunoi.kernel.actors import require
from caunoi.kernel.errors import Conflict, Invalid, NotFoundForYou, Problem
from caunoi.orgs.selectors import unit_by_id, unit_for
from caunoi.web.forms.documents import CorrectionForm, DistributionForm, FactsForm, UploadForm
from caunoi.web.forms.fields import put_problem
from caunoi.web.views.documents import trail


@dataclass(frozen=True)
class Outcome:
    """What became of one uploaded file."""

    file_name: str
    taken: bool
    sentence: str
    document_id: int | None = None


@needs(policies.REGISTER)
def upload(request: HttpRequest) -> HttpResponse:
    """Take files in one after the other; each has its own outcome, and none hinders another."""
    form = UploadForm()
    outcomes: list[Outcome] = []
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if _cut_off(request):
            outcomes = [Outcome("", False, _too_large())]
        elif form.is_valid():
            outcomes = [_take(request, file) for file in form.cleaned_data["uploads"]]
    if len(outcomes) == 1 and outcomes[0].taken:
        return redirect("document", pk=outcomes[0].document_id)
    refused = request.method == "POST" and not any(outcome.taken for outcome in outcomes)
    context = {
        "form": form if not outcomes else UploadForm(),
        "outcomes": outcomes,
        "taken": sum(outcome.taken for outcome in outcomes),
        "breadcrumbs": [(_("Văn bản"), reverse("documents")), (_("Đưa văn bản vào"), "")],
    }
    return render(request, "documents/upload.html", context, status=422 if refused else 200)


def _cut_off(request: HttpRequest) -> bool:
    return getattr(request, "upload_too_large", False)


def _too_large() -> str:
    limit = settings.CAUNOI_UPLOAD_LIMIT // (1024 * 1024)
    return _(
        "Lần gửi này lớn hơn %(limit)s MB nên chưa nhận tệp nào. Gửi từng tệp một; tệp quá lớn thì "
        "bỏ ảnh nhúng hoặc tách văn bản thành nhiều tệp rồi gửi lại."
    ) % {"limit": limit}


def _take(request: HttpRequest, file: Any) -> Outcome:
    actor = request.actor  # type: ignore[attr-defined]
    unit = unit_by_id(actor.unit_id)
    try:
        taken = services.register_document(actor=actor, unit=unit, data=file.read(), file_name=file.name)
    except AlreadyThere as known:
        return Outcome(file.name, False, f"{known.what} {known.todo}", known.document_id)
    except Problem as problem:
        return Outcome(file.name, False, f"{problem.what} {problem.todo}".strip())
    return Outcome(file.name, True, str(taken), taken.pk)


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
    """Take a corrected file in as the next version."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.document_for(actor, pk)
    require(policies.REVIEW, actor, document.custodian_id)
    form = CorrectionForm(request.POST or None, request.FILES or None)
    if _cut_off(request):
        form = CorrectionForm()
        messages.error(request, _too_large())
    elif request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            done = services.correct_text(
                actor=actor,
                document=document,
                data=file.read(),
                file_name=file.name,
                reason=form.cleaned_data["reason"],
            )
        except Problem as problem:
            form.add_error("file", f"{problem.what} {problem.todo}".strip())
        else:
            messages.success(request, _moved_words(done))
            return redirect("document-review", pk=pk)
    return _form_page(request, document, form, _("Bản sửa"))


def _moved_words(done: services.Correction) -> str:
    if not done.left_behind:
        return _("Đã nhận bản sửa. %(n)s quyết định được chuyển sang.") % {"n": len(done.moved)}
    return _(
        "Đã nhận bản sửa. %(n)s quyết định được chuyển sang, %(left)s không còn chỗ, xem danh sách dưới đây."
    ) % {
        "n": len(done.moved),
        "left": len(done.left_behind),
    }


def _form_page(
    request: HttpRequest, document: Any, form: Any, title: str, conflict: Conflict | None = None
) -> HttpResponse:
    status = 409 if conflict else 422 if form.errors or _cut_off(request) else 200
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
