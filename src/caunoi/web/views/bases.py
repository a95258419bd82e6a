"""Duties and targets whose basis has changed, to be kept, adjusted or cancelled."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.directives import policies
from caunoi.directives.reconfirming import reconfirm
from caunoi.directives.selectors.bases import Case, cases
from caunoi.kernel.access import needs
from caunoi.kernel.errors import Invalid
from caunoi.obligations.policies import DIRECT
from caunoi.web.forms.directives import ReconfirmForm
from caunoi.web.forms.fields import put_problem


@needs(policies.SEE)
def page(request: HttpRequest) -> HttpResponse:
    """The list by what changed; the ticked ones are decided together, with one reason."""
    actor = request.actor  # type: ignore[attr-defined]
    may_cancel = actor.may(DIRECT, actor.unit_id)
    if request.method != "POST":
        return _page(request, ReconfirmForm(may_cancel=may_cancel))
    form = ReconfirmForm(request.POST, may_cancel=may_cancel)
    keys = request.POST.getlist("chon")
    if form.is_valid():
        try:
            done = reconfirm(
                actor=actor,
                keys=keys,
                decision=form.cleaned_data["decision"],
                reason=form.cleaned_data["reason"],
            )
        except Invalid as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi quyết định cho %(n)s mục.") % {"n": len(done)})
            return redirect("bases")
    return _page(request, form, keys)


def _page(request: HttpRequest, form: ReconfirmForm, ticked: list[str] | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = cases(actor)
    context: dict[str, Any] = {
        "groups": _groups([case for case in found if case.decides]),
        "others": [case for case in found if not case.decides],
        "count": sum(case.decides for case in found),
        "ticked": ticked or [],
        "form": form,
        "breadcrumbs": [(_("Văn bản"), reverse("documents")), (_("Rà soát lại căn cứ"), "")],
    }
    return render(request, "directives/bases.html", context, status=422 if form.errors else 200)


def _groups(found: list[Case]) -> list[tuple[Case, list[Case]]]:
    """The cases of one change and one basis together."""
    listed = [list(group) for _key, group in groupby(found, lambda case: (case.change.key, case.basis.pk))]
    return [(group[0], group) for group in listed]
