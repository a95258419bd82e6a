"""Reading documents: the list, one document, its text, a clause, the original file."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from caunoi.accounts.selectors import audit_entries
from caunoi.directives.selectors.both_ways import ends_of
from caunoi.directives.selectors.notices import on_document
from caunoi.documents import listing as lists
from caunoi.documents import policies, selectors, wording
from caunoi.documents.incoming_list import incoming_count
from caunoi.documents.review_page import plain_text, progress
from caunoi.documents.signatures import signatures
from caunoi.kernel.access import needs
from caunoi.obligations.policies import HAND_OUT
from caunoi.orgs.selectors import labels
from caunoi.web.exports import Column, xlsx
from caunoi.web.typed import ID_DIGITS, REVISION_DIGITS, whole_number

PAGE_SIZE = 50


@needs(policies.SEE)
def listing(request: HttpRequest) -> HttpResponse:
    """The documents that the actor may read; filters stay in the address."""
    actor = request.actor  # type: ignore[attr-defined]
    filters = _filters(request)
    page = Paginator(lists.documents(actor, filters), PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": lists.document_rows(page.object_list),
        "filters": filters,
        "types": lists.types_in_use(actor),
        "reviews": [("open", _("Chưa chốt")), ("done", _("Đã chốt"))],
        "may_register": actor.may(policies.REGISTER, actor.unit_id),
        "incoming": incoming_count(actor),
        "xlsx": f"{reverse('documents-export')}?{request.GET.urlencode()}",
    }
    return render(request, "documents/list.html", context)


def _filters(request: HttpRequest) -> lists.Filters:
    return lists.Filters(
        text=request.GET.get("q", ""),
        doc_type=request.GET.get("loai", ""),
        review=request.GET.get("ra-soat", ""),
    )


def _columns() -> list[Column]:
    return [
        Column(_("Số, ký hiệu"), width=22),
        Column(_("Loại"), width=16),
        Column(_("Trích yếu"), width=60),
        Column(_("Cơ quan ban hành"), width=32),
        Column(_("Ngày ban hành"), "date", 14),
        Column(_("Đơn vị quản lý"), width=32),
        Column(_("Đã quyết định"), width=14),
        Column(_("Rà soát"), width=14),
    ]


@needs(policies.SEE)
def export(request: HttpRequest) -> HttpResponse:
    """The list as shown, as an Excel table."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = lists.document_rows(lists.documents(actor, _filters(request)))
    cells = [
        (
            row.name,
            row.type_words,
            row.subject,
            row.issuer,
            row.issued_on,
            row.custodian,
            f"{row.decided}/{row.found}",
            _("Đã chốt") if row.signed_off else _("Chưa chốt"),
        )
        for row in rows
    ]
    return xlsx("van-ban", _("Danh sách văn bản"), _columns(), cells)


@needs(policies.SEE)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: facts, tree, citations, distribution list, versions, story."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.document_for(actor, pk)
    version = selectors.version_for(actor, found)
    decided, total = progress(version)
    names = labels({found.unit_id, found.custodian_id})
    context = {
        "document": found,
        "version": version,
        "decided": decided,
        "total": total,
        "facts": _facts(found, names),
        "warnings": lists.warnings(version),
        # While it is under review: whoever signed it off has seen them.
        "twins": [] if version.signed_off_at else lists.twins(actor, found),
        "tree": lists.tree(version),
        "citations": lists.citations(actor, version),
        "cited_by": lists.cited_by(actor, found),
        "signatures": signatures(version),
        "recipients": lists.distribution(found),
        "versions": lists.versions(actor, found),
        "left_behind": lists.left_behind(version),
        "entries": audit_entries(actor, target=("documents.document", str(found.pk)), limit=20),
        "notice": on_document(actor, found),
        "may_review": actor.may(policies.REVIEW, found.custodian_id),
        "may_withdraw": actor.may(policies.WITHDRAW, found.custodian_id),
        "may_distribute": actor.may(policies.DISTRIBUTE, found.custodian_id),
        "breadcrumbs": trail(found),
    }
    return render(request, "documents/document.html", context)


def trail(document: Any, here: str = "") -> list[tuple[str, str]]:
    """The way from the list to a page of this document."""
    if not here:
        return [(_("Văn bản"), reverse("documents")), (str(document), "")]
    return [
        (_("Văn bản"), reverse("documents")),
        (str(document), reverse("document", args=[document.pk])),
        (here, ""),
    ]


def _facts(document: Any, names: dict[int, Any]) -> list[tuple[str, Any]]:
    kept_by = names[document.custodian_id].name
    registered_by = names[document.unit_id].name
    return [
        (_("Số, ký hiệu"), document.symbol),
        (_("Loại văn bản"), wording.type_words(document.doc_type)),
        (_("Cơ quan ban hành"), document.issuer),
        (_("Ngày ban hành"), document.issued_on),
        (_("Hệ thống"), wording.words_of(wording.SYSTEMS, document.system)),
        (_("Đơn vị đăng ký"), registered_by),
        (_("Đơn vị đang quản lý"), kept_by if kept_by != registered_by else ""),
        (_("Ngày đăng ký"), document.registered_on),
        (_("Người đăng ký"), document.registered_by_label),
    ]


def asked_version(request: HttpRequest) -> int | None:
    """The number of the version that the address asks for, None for the newest."""
    return whole_number(request.GET.get("ban", ""), REVISION_DIGITS)


@needs(policies.SEE)
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a version, exactly as read; a clause can be marked by its address."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.document_for(actor, pk)
    version = selectors.version_for(actor, found, asked_version(request))
    chosen = _chosen_clause(actor, version, request.GET.get("dieu-khoan", ""))
    context = {
        "document": found,
        "version": version,
        "tree": lists.tree(version),
        "clause": chosen,
        "ends": ends_of(actor, chosen["id"]) if chosen else None,
        "may_hand_out": actor.may(HAND_OUT, actor.unit_id),
        "parts": _parts(plain_text(version), chosen),
        "breadcrumbs": trail(found, _("Toàn văn")),
    }
    return render(request, "documents/text.html", context)


def _chosen_clause(actor: Any, version: Any, typed: str) -> Any:
    pk = whole_number(typed, ID_DIGITS + 1)
    if pk is None:
        return None
    chosen = selectors.provision_for(actor, pk)
    if chosen.version_id != version.pk:
        return None
    return {
        "id": chosen.pk,
        "start": chosen.start,
        "end": chosen.end,
        "path": selectors.clause(chosen.pk).path,
    }


def _parts(blocks: list[Any], chosen: Any) -> list[tuple[bool, list[Any]]]:
    """The blocks in runs: those of the chosen clause are marked."""

    def is_chosen(block: Any) -> bool:
        return bool(chosen) and chosen["start"] <= block.start < chosen["end"]

    return [(marked, list(run)) for marked, run in groupby(blocks, is_chosen)]


@needs(policies.SEE)
def clause(request: HttpRequest, pk: int) -> HttpResponse:
    """The clause in its text: where every figure's and every task's way ends."""
    found = selectors.provision_for(request.actor, pk)  # type: ignore[attr-defined]
    version = found.version
    place = reverse("document-text", args=[version.document_id])
    return redirect(f"{place}?ban={version.number}&dieu-khoan={found.pk}#dieu-khoan")


@needs(policies.SEE)
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was uploaded."""
    actor = request.actor  # type: ignore[attr-defined]
    version = selectors.version_for(actor, selectors.document_for(actor, pk), asked_version(request))
    data, name, media_type = lists.original(actor, version)
    answer = HttpResponse(data, content_type=media_type)
    # Always a download: a file from outside never opens inside our own pages.
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
