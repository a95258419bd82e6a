"""The search over all texts: the page of found sentences, and the same as .xlsx."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.documents import policies, text_search
from caunoi.documents.listing import types_in_use
from caunoi.documents.text_query import MOST_WORDS
from caunoi.documents.text_results import DocumentLine, Sentence, describe, named_documents
from caunoi.kernel.access import needs
from caunoi.language.numbers import format_number
from caunoi.web.exports import Column, xlsx
from caunoi.web.forms.text_search import TextSearchForm

PAGE_SIZE = 20
MOST_EXPORTED = 1000


@needs(policies.SEE)
def page(request: HttpRequest) -> HttpResponse:
    """Sentences that hold what was typed, by document; filters stay in the address."""
    actor, form = request.actor, _form(request)  # type: ignore[attr-defined]
    context = {
        "form": form,
        "breadcrumbs": [(_("Văn bản"), reverse("documents")), (_("Tìm trong toàn văn"), "")],
    }
    if not form.is_valid():
        return render(request, "text_search/page.html", context, status=422)
    filters = form.filters()
    found = text_search.search(actor, filters)
    shown: Any = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))  # type: ignore[arg-type]
    context |= {
        "asked": bool(found.query.phrases or filters.by_finding),
        "found": found,
        "most_words": MOST_WORDS,
        "counts": counts(found),
        "page": shown,
        "named": named_documents(actor, found.named) if shown.number == 1 else [],
        "groups": _grouped(describe(actor, found.query, shown.object_list)),
        "xlsx": f"{reverse('text-search-export')}?{request.GET.urlencode()}",
    }
    return render(request, "text_search/page.html", context)


def _form(request: HttpRequest) -> TextSearchForm:
    actor = request.actor  # type: ignore[attr-defined]
    return TextSearchForm(request.GET, types_in_use(actor), text_search.custodians(actor))


def counts(found: text_search.Found) -> str:
    """ "37 câu trong 12 văn bản; 5 văn bản khác có đủ các từ ở những câu khác nhau"."""
    parts = []
    if found.sentences:
        parts.append(
            _("%(n)s câu trong %(m)s văn bản")
            % {"n": format_number(found.sentences), "m": format_number(found.documents)}
        )
    if found.texts_apart:
        sentence = (
            _("%(n)s văn bản khác có đủ các từ ở những câu khác nhau")
            if found.sentences
            else _("%(n)s văn bản có đủ các từ, ở những câu khác nhau")
        )
        parts.append(sentence % {"n": format_number(found.texts_apart)})
    return "; ".join(parts)


def _grouped(rows: list[Sentence]) -> list[tuple[DocumentLine, bool, list[Sentence]]]:
    """Neighbouring sentences of one text under one head."""
    runs = groupby(rows, lambda row: (row.document, row.apart))
    return [(document, apart, list(run)) for (document, apart), run in runs]


def _columns() -> list[Column]:
    return [
        Column(_("Số, ký hiệu"), width=22),
        Column(_("Loại"), width=16),
        Column(_("Trích yếu"), width=44),
        Column(_("Cơ quan ban hành"), width=30),
        Column(_("Ngày ban hành"), "date", 14),
        Column(_("Điều khoản"), width=26),
        Column(_("Câu"), width=80),
        Column(_("Có"), width=22),
    ]


@needs(policies.SEE)
def export(request: HttpRequest) -> HttpResponse:
    """The found sentences as an Excel table, at most the first thousand."""
    form = _form(request)
    if not form.is_valid():
        return redirect(f"{reverse('text-search')}?{request.GET.urlencode()}")
    actor = request.actor  # type: ignore[attr-defined]
    found = text_search.search(actor, form.filters())
    rows = describe(actor, found.query, found[:MOST_EXPORTED])
    notes = [_("Tìm: %(typed)s") % {"typed": form.cleaned_data["q"]}, counts(found)]
    if found.count() > MOST_EXPORTED:
        notes.append(_("Bảng chỉ ghi %(n)s câu đầu.") % {"n": format_number(MOST_EXPORTED)})
    return xlsx("tim-trong-toan-van", _("Tìm trong toàn văn"), _columns(), map(_cells, rows), notes)


def _cells(row: Sentence) -> tuple[Any, ...]:
    document = row.document
    return (
        document.name,
        document.type_words,
        document.subject,
        document.issuer,
        document.issued_on,
        row.clause[0] if row.clause else "",
        row.words,
        ", ".join(row.kinds),
    )
