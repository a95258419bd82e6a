"""Files on their way in: upload, and the list of each person's own with its progress and outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.documents import incoming, policies
from caunoi.documents import incoming_list as lists
from caunoi.kernel.access import needs
from caunoi.kernel.errors import Conflict, NotFoundForYou
from caunoi.orgs.selectors import unit_by_id
from caunoi.web.forms.documents import UploadForm
from caunoi.web.typed import ID_DIGITS, whole_number

# The one file that was just sent: its page leads on to its document.
SENT = "tep"


@needs(policies.REGISTER)
def upload(request: HttpRequest) -> HttpResponse:
    """Take files in; each is read in the background and has its own outcome."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if cut_off(request):
        form = UploadForm()
        messages.error(request, too_large())
    elif request.method == "POST" and form.is_valid():
        return to_list(_take_in(request, form))
    context = {
        "form": form,
        "count": lists.incoming_count(request.actor),  # type: ignore[attr-defined]
        "breadcrumbs": [(_("Văn bản"), reverse("documents")), (_("Đưa văn bản vào"), "")],
    }
    refused = request.method == "POST"
    return render(request, "documents/upload.html", context, status=422 if refused else 200)


def _take_in(request: HttpRequest, form: UploadForm) -> Sequence[Any]:
    actor = request.actor  # type: ignore[attr-defined]
    return incoming.take_in(
        actor=actor,
        unit=unit_by_id(actor.unit_id),
        arrivals=[arrival(file) for file in form.cleaned_data["uploads"]],
        as_pages=form.cleaned_data["as_pages"],
    )


def arrival(file: UploadedFile) -> incoming.Arrival:
    """An uploaded file as the use cases take it."""
    return incoming.Arrival(file.name or "", file.open("rb"))


def to_list(rows: Sequence[Any]) -> HttpResponse:
    """On to the list of the person's files; a single one is named, so that its document opens when it is there."""
    query = "?" + urlencode({SENT: rows[0].pk}) if len(rows) == 1 else ""
    return redirect(reverse("incoming") + query)


def cut_off(request: HttpRequest) -> bool:
    """Whether the upload was cut off for its size."""
    return getattr(request, "upload_too_large", False)


def too_large() -> str:
    """What to say then."""
    limit = settings.CAUNOI_UPLOAD_LIMIT // (1024 * 1024)
    return _(
        "Lần gửi này lớn hơn %(limit)s MB nên chưa nhận tệp nào. Gửi từng tệp một; tệp quá lớn thì "
        "bỏ ảnh nhúng hoặc tách văn bản thành nhiều tệp rồi gửi lại."
    ) % {"limit": limit}


@needs(policies.REGISTER)
def listing(request: HttpRequest) -> HttpResponse:
    """The person's own files on their way in."""
    return _list_page(request)


def _list_page(request: HttpRequest, status: int = 200) -> HttpResponse:
    context = _context(request) | {
        "breadcrumbs": [(_("Văn bản"), reverse("documents")), (_("Văn bản đang đưa vào"), "")]
    }
    return render(request, "documents/incoming.html", context, status=status)


@needs(policies.REGISTER)
def rows(request: HttpRequest) -> HttpResponse:
    """The list alone, which the page asks for while something is under way."""
    if not request.headers.get("HX-Request"):
        return redirect("incoming")
    context = _context(request)
    if context["arrived"]:
        return HttpResponse(headers={"HX-Redirect": _opens(context["arrived"])})
    return render(request, "documents/incoming_rows.html", context)


def _context(request: HttpRequest) -> dict[str, Any]:
    found = lists.incoming_files(request.actor)  # type: ignore[attr-defined]
    sent = next((row for row in found if str(row.id) == request.GET.get(SENT)), None)
    return {
        "rows": found,
        "sent": sent,
        "arrived": sent if sent and sent.state == "taken" and sent.document_id else None,
        "under_way": sum(row.under_way for row in found),
    }


def _opens(row: lists.IncomingRow) -> str:
    """A new document by its facts; a corrected one at its review, where decisions may be left over."""
    return reverse("document-review" if row.corrects_id else "document", args=[row.document_id])


def named_in(request: HttpRequest) -> Any:
    """The actor's own file that the address names, None without one."""
    pk = whole_number(request.GET.get(SENT, ""), ID_DIGITS + 1)
    if pk is None:
        return None
    try:
        return lists.incoming_for(request.actor, pk)  # type: ignore[attr-defined]
    except NotFoundForYou:
        return None


@needs(policies.REGISTER)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a file that waits or is being read."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        incoming.stop_incoming(actor=actor, row=lists.incoming_for(actor, pk))
    except Conflict as problem:
        messages.warning(request, str(problem))
        return _list_page(request, problem.status)
    messages.success(request, _("Đã thôi đọc, tệp đã xóa khỏi máy chủ."))
    return redirect("incoming")


@needs(policies.REGISTER)
@require_POST
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file with its outcome off the list."""
    actor = request.actor  # type: ignore[attr-defined]
    incoming.clear_incoming(actor=actor, row=lists.incoming_for(actor, pk))
    return redirect("incoming")
