"""The organization: trees by line and date, units, reorganizations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.accounts.selectors import audit_entries
from caunoi.kernel import clock
from caunoi.kernel.access import needs
from caunoi.kernel.errors import Invalid, NotFoundForYou
from caunoi.language.dates import parse_date
from caunoi.orgs import reorganizations, selectors, services
from caunoi.orgs.lines import Kind, Level, Line
from caunoi.orgs.policies import MANAGE_UNITS, SEE_UNITS
from caunoi.web.forms.admin import ReasonForm
from caunoi.web.forms.fields import put_problem
from caunoi.web.forms.orgs import MergeForm, RenameForm, UnitForm


def _chosen_date(request: HttpRequest) -> date:
    return parse_date(request.GET.get("ngay", "")) or clock.today()


@needs(SEE_UNITS)
def units(request: HttpRequest) -> HttpResponse:
    """The tree of a line on a date, or the units that a search finds."""
    actor = request.actor  # type: ignore[attr-defined]
    on, text = _chosen_date(request), request.GET.get("q", "").strip()
    line, tree = _chosen_tree(actor, request.GET.get("he-thong", ""), on)
    context = {
        "line": line,
        "lines": Line.choices,
        "on": on,
        "text": text,
        "rows": _found(actor, text) if text else tree,
        "may_manage": actor.may(MANAGE_UNITS),
    }
    return render(request, "orgs/units.html", context)


def _chosen_tree(actor: Any, asked: str, on: date) -> tuple[str, list[dict[str, Any]]]:
    """The line asked for; when none is, the first in which the actor knows a unit."""
    if asked in Line.values:
        return asked, _tree_rows(actor, asked, on)
    found = ((line, _tree_rows(actor, line, on)) for line in Line.values)
    return next(((line, rows) for line, rows in found if rows), (Line.PARTY.value, []))


def _tree_rows(actor: Any, line: str, on: date) -> list[dict[str, Any]]:
    tree = selectors.tree_at(line, on)
    known = selectors.known_ids(actor)
    names = selectors.labels(tree.parents, on)
    return [
        {
            "unit": names[unit],
            "depth": min(depth, 6),
            "kind": Kind(names[unit].kind).label,
            "below": len(tree.children(unit)),
        }
        for unit, depth in tree.walk()
        if unit in known and unit in names
    ]


def _found(actor: Any, text: str) -> list[dict[str, Any]]:
    found = selectors.search_units(actor, text, limit=100)
    return [{"unit": unit, "depth": 0, "kind": Kind(unit.kind).label, "below": 0} for unit in found]


@needs(SEE_UNITS)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: its names, its parents and what became of it, each with dates."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.unit_for(actor, code)
    history = selectors.history(found)
    others = {link.parent_id for link in history["subordinations"] if link.parent_id}  # type: ignore[attr-defined]
    for name in ("successions", "inherited"):
        for row in history[name]:
            others |= {row.predecessor_id, row.successor_id}  # type: ignore[attr-defined]
    for row in history["leads"] + history["led_by"]:
        others |= {row.committee_id, row.organization_id}  # type: ignore[attr-defined]
    label = selectors.label(found.pk)
    context = {
        "unit": found,
        "label": label,
        "kind": Kind(label.kind).label,
        "level": Level(label.level).label,
        "history": history,
        "names": selectors.labels(others),
        "line_names": dict(Line.choices),
        "may_manage": actor.may(MANAGE_UNITS, found.pk),
        "entries": audit_entries(actor, target=("orgs.unit", str(found.pk)), limit=20),
        "rename": RenameForm(),
        "breadcrumbs": [(_("Tổ chức"), reverse("units")), (label.short_name, "")],
    }
    return render(request, "orgs/unit.html", context)


@needs(MANAGE_UNITS)
def new_unit(request: HttpRequest) -> HttpResponse:
    """Set up a unit."""
    form = UnitForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            created = services.create_unit(
                actor=request.actor,  # type: ignore[attr-defined]
                code=typed["code"],
                name=typed["name"],
                short_name=typed["short_name"] or typed["name"],
                kind=typed["kind"],
                level=typed["level"],
                on=typed["on"],
                parents={typed["line"]: typed["parent"]},
            )
        except Invalid as problem:
            put_problem(form, problem)
        except NotFoundForYou:
            form.add_error("parent", _("Không có đơn vị mang mã này. Tìm mã ở trang Tổ chức."))
        else:
            messages.success(request, _("Đã lập đơn vị."))
            return redirect("unit", code=created.code)
    return _form_page(request, form, _("Lập đơn vị mới"), _("Lập đơn vị"))


def _form_page(request: HttpRequest, form: Any, title: str, button: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "back": reverse("units")}
    return render(request, "orgs/form.html", context, status=422 if form.is_bound else 200)


@needs(MANAGE_UNITS)
@require_POST
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Give a unit another name from a date on."""
    found = selectors.unit_for(request.actor, code)  # type: ignore[attr-defined]
    form = RenameForm(request.POST)
    if form.is_valid():
        try:
            services.rename_unit(actor=request.actor, unit=found, **form.cleaned_data)  # type: ignore[attr-defined]
        except Invalid as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi tên mới của đơn vị."))
            return redirect("unit", code=code)
    return _form_page(request, form, _("Đổi tên đơn vị"), _("Ghi tên mới"))


@needs(MANAGE_UNITS)
def merges(request: HttpRequest) -> HttpResponse:
    """Reorganizations: staged, done, cancelled."""
    rows = selectors.reorganizations(request.actor)  # type: ignore[attr-defined]
    return render(request, "orgs/merges.html", {"rows": rows})


@needs(MANAGE_UNITS)
def new_merge(request: HttpRequest) -> HttpResponse:
    """Stage a merge; the next page shows what it will move."""
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            staged = _stage(request, form)
        except Invalid as problem:
            put_problem(form, problem)
        except NotFoundForYou as problem:
            form.add_error("sources", str(problem))
        else:
            messages.success(request, _("Đã ghi phương án. Xem lại những gì sẽ chuyển."))
            return redirect("merge", pk=staged.pk)
    return _form_page(request, form, _("Hợp nhất đơn vị"), _("Ghi phương án và xem trước"))


def _stage(request: HttpRequest, form: MergeForm) -> Any:
    actor, typed = request.actor, form.cleaned_data  # type: ignore[attr-defined]
    sources = [selectors.unit_for(actor, code) for code in form.source_codes()]
    if not sources:
        raise Invalid("Chưa chọn đơn vị.", fields={"sources": _("Nhập mã các đơn vị hợp nhất.")})
    parents = (selectors.parent_of(sources[0].pk, line) for line in Line.values)
    above = next((parent for parent in parents if parent is not None), sources[0].pk)
    return reorganizations.stage_merge(
        actor=actor,
        sources=sources,
        parent=selectors.unit_for(actor, selectors.label(above).code),
        code=typed["code"],
        name=typed["name"],
        short_name=typed["short_name"] or typed["name"],
        kind=typed["kind"],
        effective_on=typed["effective_on"],
        decision=reorganizations.Decision(
            typed["decision_symbol"], typed["decision_date"], typed["decision_issuer"]
        ),
    )


@needs(MANAGE_UNITS)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """One reorganization: its decision, its units, what it moves or moved."""
    actor = request.actor  # type: ignore[attr-defined]
    row = selectors.reorganization_for(actor, pk)
    staged = row.state == "staged"
    ids = selectors.source_ids(row)
    context = {
        "row": row,
        "staged": staged,
        "sources": list(selectors.labels(ids, None if staged else row.decision_date).values()),
        "successor": selectors.label(row.successor_id) if row.successor_id else None,
        "kind": Kind(row.new_kind).label,
        "areas": selectors.preview(row) if staged else [],
        "entries": audit_entries(actor, target=("orgs.reorganization", str(row.pk)), limit=20),
        "reason": ReasonForm(),
        "breadcrumbs": [
            (_("Tổ chức"), reverse("units")),
            (_("Sắp xếp tổ chức"), reverse("merges")),
            (row.decision_symbol, ""),
        ],
    }
    return render(request, "orgs/merge.html", context)


@needs(MANAGE_UNITS)
@require_POST
def cancel_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a staged merge back."""
    row = selectors.reorganization_for(request.actor, pk)  # type: ignore[attr-defined]
    reorganizations.cancel(
        actor=request.actor,  # type: ignore[attr-defined]
        reorganization=row,
        reason=request.POST.get("reason", ""),
    )
    messages.success(request, _("Đã hủy phương án."))
    return redirect("merge", pk=pk)
