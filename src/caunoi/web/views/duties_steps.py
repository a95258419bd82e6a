"""One duty: its page, its evidence file, and each step as a form post."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from caunoi.kernel.access import needs
from caunoi.kernel.errors import Conflict, Invalid, NotFoundForYou, Problem
from caunoi.obligations import services
from caunoi.obligations.page import evidence_file as evidence_of
from caunoi.obligations.page import page_of
from caunoi.obligations.policies import SEE_DUTIES
from caunoi.obligations.selectors import duty_for
from caunoi.web.forms import duties as typed
from caunoi.web.forms.fields import put_problem


@dataclass(frozen=True)
class StepForm:
    """A step: its code in ``page.allowed``, its form, and the use case that takes the typed values."""

    code: str
    form: type[forms.Form]
    run: Callable[[Any, Any, Any], object]
    heading: Promise | str
    button: Promise | str
    opened: bool = False


def _revision(form: Any) -> int | None:
    value: int | None = form.cleaned_data.get("revision")
    return value


def _note(actor: Any, duty: Any, form: Any) -> object:
    return services.note_progress(actor=actor, duty=duty, text=form.cleaned_data["text"])


def _submit(actor: Any, duty: Any, form: Any) -> None:
    services.submit(actor=actor, duty=duty, evidence=form.evidence(), revision=_revision(form))


def _accept(actor: Any, duty: Any, form: Any) -> object:
    return services.accept(actor=actor, duty=duty, note=form.cleaned_data["note"], revision=_revision(form))


def _return(actor: Any, duty: Any, form: Any) -> object:
    reason = form.cleaned_data["reason"]
    return services.send_back(actor=actor, duty=duty, reason=reason, revision=_revision(form))


def _extend(actor: Any, duty: Any, form: Any) -> object:
    return services.extend(
        actor=actor,
        duty=duty,
        until=form.cleaned_data["until"],
        ruling=form.ruling(),
        reason=form.cleaned_data["reason"],
        revision=_revision(form),
    )


def _cancel(actor: Any, duty: Any, form: Any) -> object:
    reason = form.cleaned_data["reason"]
    return services.cancel(actor=actor, duty=duty, reason=reason, revision=_revision(form))


#: Steps by their word in the address, in the order of the page.
STEPS = {
    "nop": StepForm(
        "submit",
        typed.SubmitForm,
        _submit,
        gettext_lazy("Nộp kết quả"),
        gettext_lazy("Nộp kết quả"),
        opened=True,
    ),
    "duyet": StepForm(
        "accept", typed.AcceptForm, _accept, gettext_lazy("Duyệt kết quả"), gettext_lazy("Duyệt"), opened=True
    ),
    "tra-lai": StepForm(
        "return", typed.ReturnForm, _return, gettext_lazy("Trả lại để sửa"), gettext_lazy("Trả lại")
    ),
    "tien-do": StepForm("note", typed.NoteForm, _note, gettext_lazy("Ghi tiến độ"), gettext_lazy("Ghi")),
    "gia-han": StepForm(
        "extend", typed.ExtendForm, _extend, gettext_lazy("Gia hạn theo quyết định"), gettext_lazy("Gia hạn")
    ),
    "huy": StepForm(
        "cancel", typed.CancelForm, _cancel, gettext_lazy("Hủy nhiệm vụ"), gettext_lazy("Hủy nhiệm vụ")
    ),
}


@needs(SEE_DUTIES)
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one duty."""
    return _page(request, duty_for(request.actor, pk))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Failed:
    """A step that was refused: what was typed stays, beside the sentence that says why."""

    word: str
    form: forms.Form
    problem: Problem | None = None

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was typed, for a page that no longer offers the step."""
        fields = (bound for bound in self.form if not bound.is_hidden and isinstance(bound.value(), str))
        return [(str(bound.label), bound.value()) for bound in fields if bound.value()]


def _page(request: HttpRequest, found: Any, failed: Failed | None = None) -> HttpResponse:
    page = page_of(request.actor, found)  # type: ignore[attr-defined]
    offered = [(word, step) for word, step in STEPS.items() if step.code in page.allowed]
    shown = [_offer(word, step, found, failed) for word, step in offered]
    context = {
        "page": page,
        "duty": found,
        "row": page.row,
        "steps": shown,
        "failed": failed,
        "kept_aside": failed is not None and failed.word not in dict(offered),
        "breadcrumbs": [(_("Nhiệm vụ"), reverse("duties")), (page.row.code, "")],
    }
    return render(request, "duties/duty.html", context, status=_status(failed))


def _status(failed: Failed | None) -> int:
    if failed is None:
        return 200
    return failed.problem.status if failed.problem else 422


def _offer(word: str, step: StepForm, found: Any, failed: Failed | None) -> dict[str, Any]:
    wrong = failed if failed is not None and failed.word == word else None
    fresh = step.form(initial={"revision": found.revision}, auto_id=f"{word}-%s")
    return {
        "word": word,
        "step": step,
        "form": wrong.form if wrong else fresh,
        "open": step.opened or wrong is not None,
    }


@needs(SEE_DUTIES)
@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step; a refusal shows the page again with everything that was typed."""
    actor = request.actor  # type: ignore[attr-defined]
    found, chosen = duty_for(actor, pk), STEPS.get(step)
    if chosen is None:
        raise NotFoundForYou(_("Địa chỉ này không có."))
    form = chosen.form(request.POST, request.FILES, auto_id=f"{step}-%s")
    if not form.is_valid():
        return _page(request, found, Failed(step, form))
    try:
        chosen.run(actor, found, form)
    except Invalid as problem:
        put_problem(form, problem)
        return _page(request, duty_for(actor, pk), Failed(step, form, problem))
    except Conflict as problem:
        return _conflict(request, pk, step, problem)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": str(chosen.heading).lower()})
    return redirect("duty", pk=pk)


def _conflict(request: HttpRequest, pk: int, step: str, problem: Conflict) -> HttpResponse:
    """The newest state with the typed words under it; sending again then counts for what is shown."""
    newest = duty_for(request.actor, pk)  # type: ignore[attr-defined]
    again = request.POST.copy()
    again["revision"] = str(newest.revision)
    form = STEPS[step].form(again, auto_id=f"{step}-%s")
    return _page(request, newest, Failed(step, form, problem))


@needs(SEE_DUTIES)
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that was handed in, as a download."""
    data, media_type, name = evidence_of(duty_for(request.actor, pk))  # type: ignore[attr-defined]
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
