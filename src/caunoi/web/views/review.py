"""The review screen and what can be done on it. Every action is a plain form post; htmx answers with one card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.documents import policies, selectors, wording
from caunoi.documents import review as decisions
from caunoi.documents.intake import suggestion
from caunoi.documents.listing import left_behind
from caunoi.documents.review_page import card, find_words, progress, review
from caunoi.indicators.policies import DEFINE
from caunoi.kernel.access import needs
from caunoi.kernel.actors import require
from caunoi.kernel.errors import Conflict, Invalid
from caunoi.obligations.policies import HAND_OUT
from caunoi.web.forms.documents import FINDING_FORMS, as_typed
from caunoi.web.forms.fields import put_problem
from caunoi.web.typed import REVISION_DIGITS, whole_number
from caunoi.web.views.documents import trail
from caunoi.web.views.documents_pages import beside


@needs(policies.SEE)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The text with its findings, the newest version."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.document_for(actor, pk)
    version = selectors.version_for(actor, document)
    shown = review(actor, version)
    context = {
        "document": document,
        "version": version,
        "page": shown,
        "kinds": list(wording.KINDS.items()),
        "left_behind": left_behind(version),
        "breadcrumbs": trail(document, _("Rà soát")),
        **_rights(actor, version),
        **_signing(shown.decided, shown.found),
        **beside(request, version),
    }
    return render(request, "documents/review.html", context)


def _rights(actor: Any, version: Any) -> dict[str, Any]:
    custodian = version.document.custodian_id
    return {
        "may_review": actor.may(policies.REVIEW, custodian) and version.signed_off_at is None,
        "may_sign_off": actor.may(policies.SIGN_OFF, custodian),
        "may_hand_out": actor.may(HAND_OUT, actor.unit_id),
        "may_define": actor.may(DEFINE, actor.unit_id),
    }


def _signing(decided: int, found: int) -> dict[str, Any]:
    return {
        "found": found,
        "waiting": found - decided,
    }


@needs(policies.SEE)
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of one finding: its place on the review screen, or its card for htmx."""
    found = selectors.finding_for(request.actor, pk)  # type: ignore[attr-defined]
    if request.headers.get("HX-Request"):
        return _card(request, found)
    return _to_card(found)


def _to_card(found: Any) -> HttpResponse:
    return redirect(f"{reverse('document-review', args=[found.version.document_id])}#the-{found.pk}")


def _card(request: HttpRequest, found: Any, conflict: Conflict | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "card": card(actor, found),
        "document": found.version.document,
        "version": found.version,
        "conflict": conflict,
        "answer": True,
        **_rights(actor, found.version),
        **_signing(*progress(found.version)),
    }
    return render(request, "documents/card.html", context, status=409 if conflict else 200)


def _revision(request: HttpRequest) -> int | None:
    return whole_number(request.POST.get("revision", ""), REVISION_DIGITS)


def _decide(request: HttpRequest, pk: int, decision: Callable[..., None]) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.finding_for(actor, pk)
    try:
        decision(actor=actor, finding=found, revision=_revision(request))
    except Conflict as conflict:
        if not request.headers.get("HX-Request"):
            raise
        return _card(request, selectors.finding_for(actor, pk), conflict)
    return _card(request, found) if request.headers.get("HX-Request") else _to_card(found)


@needs(policies.REVIEW)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the proposal as it stands."""
    return _decide(request, pk, decisions.confirm)


@needs(policies.REVIEW)
@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the proposal out."""
    return _decide(request, pk, decisions.reject)


@needs(policies.REVIEW)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    return _decide(request, pk, decisions.reopen)


@needs(policies.REVIEW)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the reading of one finding."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.finding_for(actor, pk)
    require(policies.REVIEW, actor, found.version.document.custodian_id)
    form = FINDING_FORMS[found.kind](request.POST or None, initial=as_typed(found.fields), prefix=f"n{pk}")
    if request.method == "POST" and form.is_valid():
        try:
            decisions.edit(actor=actor, finding=found, fields=form.cleaned_data, revision=_revision(request))
        except Invalid as problem:
            put_problem(form, problem)
        except Conflict as conflict:
            return _edit_page(request, selectors.finding_for(actor, pk), form, conflict)
        else:
            return _card(request, found) if request.headers.get("HX-Request") else _to_card(found)
    return _edit_page(request, found, form)


def _edit_page(request: HttpRequest, found: Any, form: Any, conflict: Conflict | None = None) -> HttpResponse:
    live = bool(request.headers.get("HX-Request"))
    context = {
        "card": card(request.actor, found),  # type: ignore[attr-defined]
        "form": form,
        "conflict": conflict,
        "document": found.version.document,
        "live": live,
        "breadcrumbs": trail(found.version.document, _("Sửa")),
    }
    status = 409 if conflict else 422 if form.errors else 200
    template = "documents/card_edit.html" if live else "documents/edit.html"
    return render(request, template, context, status=status)


@needs(policies.REVIEW)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a finding: words and kind come first, then the fields of that kind."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.document_for(actor, pk)
    require(policies.REVIEW, actor, document.custodian_id)
    version = selectors.version_for(actor, document)
    typed = request.POST if request.method == "POST" else request.GET
    kind = typed.get("kind", "")
    if kind not in FINDING_FORMS:
        raise Invalid(_("Chưa chọn loại nội dung."), todo=_("Quay lại màn hình rà soát và chọn loại."))
    place = _place(version.text, typed)
    words = version.text[slice(*place)] if place else typed.get("words", "")
    filled = request.method == "POST" and request.POST.get("buoc") != "chon"
    initial = {} if filled else as_typed(suggestion(kind, words))
    form = FINDING_FORMS[kind](request.POST if filled else None, initial=initial, prefix="moi")
    if filled and place and form.is_valid():
        try:
            found = decisions.add_finding(
                actor=actor,
                version=version,
                kind=kind,
                start=place[0],
                end=place[1],
                fields=form.cleaned_data,
            )
        except Invalid as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("Đã thêm."))
            return _to_card(found)
    return _add_page(request, document, form, kind, place, words)


def _add_page(
    request: HttpRequest, document: Any, form: Any, kind: str, place: tuple[int, int] | None, words: str
) -> HttpResponse:
    live = bool(request.headers.get("HX-Request"))
    context = {
        "document": document,
        "form": form,
        "kind": kind,
        "kind_words": wording.KINDS[kind],
        "place": place,
        "words": words,
        "breadcrumbs": trail(document, _("Thêm từ văn bản")),
    }
    template = "documents/add_fields.html" if live else "documents/add.html"
    return render(request, template, context, status=422 if form.errors or place is None else 200)


def _place(text: str, typed: Any) -> tuple[int, int] | None:
    """The chosen span; typed words are looked up, and a span that contradicts its words is not believed."""
    start, end = (whole_number(typed.get(name, ""), REVISION_DIGITS) for name in ("start", "end"))
    words = typed.get("words", "")
    if start is not None and end is not None:
        chosen = text[start:end]
        if chosen.strip() and (not words or chosen.split() == words.split()):
            return start, end
    return find_words(text, words)


@needs(policies.SIGN_OFF)
@require_POST
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the text off as reviewed."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.document_for(actor, pk)
    decisions.sign_off(actor=actor, version=selectors.version_for(actor, document))
    messages.success(request, _("Đã chốt rà soát văn bản."))
    return redirect("document-review", pk=pk)


@needs(policies.SIGN_OFF)
@require_POST
def reopen_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the sign-off back, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.document_for(actor, pk)
    version = selectors.version_for(actor, document)
    decisions.reopen_review(actor=actor, version=version, reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã mở lại rà soát."))
    return redirect("document-review", pk=pk)
