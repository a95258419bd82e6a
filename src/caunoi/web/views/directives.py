"""One superior's document: setting its requirements up, and the matrix units × requirements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caunoi.directives import policies
from caunoi.directives import setting_up as setting
from caunoi.directives.selectors.answers import Reply
from caunoi.directives.selectors.matrix import (
    STANDINGS,
    Filters,
    Matrix,
    Row,
    directive_of,
    matrix,
)
from caunoi.directives.selectors.notices import changed
from caunoi.directives.selectors.requirements import offered
from caunoi.documents import selectors
from caunoi.kernel.access import needs
from caunoi.kernel.actors import require
from caunoi.kernel.errors import Invalid, NotFoundForYou
from caunoi.language.dates import format_date
from caunoi.obligations.orders import handout_choices
from caunoi.orgs.lines import Line
from caunoi.orgs.scope import describe, expand
from caunoi.web.exports import Column, xlsx
from caunoi.web.forms.directives import DemandForm
from caunoi.web.forms.fields import put_problem
from caunoi.web.templatetags.caunoi import status_words
from caunoi.web.typed import whole_number
from caunoi.web.views.documents import trail

ROWS_A_PAGE = 60
#: Shade of a cell by what the unit does about the requirement; the words say the same.
SHADES = {
    "full": "heat-10",
    "part": "heat-5",
    "none": "heat-0",
    "declined": "heat-0",
    "proposed": "heat-none",
    "no-plan": "heat-none",
    "excused": "heat-nil",
}


@needs(policies.SEE)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix, or how there comes to be one."""
    actor = request.actor  # type: ignore[attr-defined]
    directive = directive_of(actor, pk)
    if directive is not None:
        return _matrix_page(request, directive.document, directive)
    document = selectors.document_for(actor, pk)
    context = {
        "document": document,
        "may": actor.may(policies.SET_UP, document.custodian_id),
        "signed_off": selectors.version_for(actor, document).signed_off_at is not None,
        "breadcrumbs": trail(document, _("Triển khai")),
    }
    return render(request, "directives/none.html", context)


@needs(policies.SET_UP)
def set_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Three sights of one address: the form, the preview that names the units, and back to the form."""
    actor = request.actor  # type: ignore[attr-defined]
    document = selectors.document_for(actor, pk)
    require(policies.SET_UP, actor, document.custodian_id)
    version = selectors.version_for(actor, document)
    if version.signed_off_at is None or directive_of(actor, pk) is not None:
        return redirect("directive", pk=pk)
    found = offered(version)
    choices = handout_choices(document.custodian_id)
    if request.method != "POST":
        first = {
            "line": Line.PARTY.value,
            "top": document.custodian_id,
            "findings": [one.id for one in found if one.for_many],
        }
        return _form_page(request, document, DemandForm(choices, found, initial=first), found)
    form = DemandForm(choices, found, request.POST)
    if not form.is_valid() or request.POST.get("buoc") == "sua":
        return _form_page(request, document, form, found, 422 if form.errors else 200)
    if request.POST.get("buoc") == "lap":
        return _confirm(request, document, form, found)
    return _preview(request, document, form)


def _form_page(
    request: HttpRequest, document: Any, form: DemandForm, found: Any, status: int = 200
) -> HttpResponse:
    context = {
        "document": document,
        "form": form,
        "offered": [(one, str(one.id) in form.chosen()) for one in found],
        "breadcrumbs": trail(document, _("Triển khai")),
    }
    return render(request, "directives/set_up.html", context, status=status)


def _preview(request: HttpRequest, document: Any, form: DemandForm, status: int = 200) -> HttpResponse:
    units = [unit for unit in expand(form.scope()) if unit.id != document.custodian_id]
    posted = request.POST.getlist("chon") if status != 200 else [str(unit.id) for unit in units]
    context = {
        "document": document,
        "form": form,
        "units": [(unit, str(unit.id) in posted) for unit in units],
        "requirements": len(form.cleaned_data["findings"]),
        "plan_due_on": form.cleaned_data["plan_due_on"],
        "scope_words": describe(form.scope()),
        "breadcrumbs": trail(document, _("Triển khai")),
    }
    return render(request, "directives/preview.html", context, status=status)


def _confirm(request: HttpRequest, document: Any, form: DemandForm, found: Any) -> HttpResponse:
    inside = {str(unit.id): unit.id for unit in expand(form.scope())}
    units = tuple(inside[one] for one in request.POST.getlist("chon") if one in inside)
    try:
        setting.set_up(actor=request.actor, document=document, demands=form.demands(units))  # type: ignore[attr-defined]
    except Invalid as problem:
        put_problem(form, problem)
        if set(problem.fields) == {"units"}:
            return _preview(request, document, form, status=422)
        return _form_page(request, document, form, found, status=422)
    messages.success(request, _("Đã lập danh mục yêu cầu cho %(n)s đơn vị.") % {"n": len(units)})
    return redirect("directive", pk=document.pk)


@dataclass(frozen=True)
class Cell:
    """One cell: its shade, what it says, where it leads."""

    css: str
    words: str
    href: str


def _matrix_page(
    request: HttpRequest, document: Any, directive: Any, problem: Invalid | None = None
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    filters = _filters(request)
    found = matrix(actor, directive, filters)
    shown = Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("trang"))
    may = actor.may(policies.SET_UP, directive.custodian_id)
    context = {
        "document": document,
        "directive": directive,
        "notice": changed(actor, document),
        "map": found,
        "rows": [(row, _cells(row, found)) for row in shown.object_list],
        "page": shown,
        "standings": [(code, words, found.standings[code]) for code, words in STANDINGS.items()],
        "filters": filters,
        "tiles": _tiles(found),
        "newcomers": _newcomers(found) if may and found.whole else [],
        "corrected": may and directive.newest_id != directive.version_id,
        "problem": problem,
        "xlsx": f"{reverse('directive-export', args=[document.pk])}?{request.GET.urlencode()}",
        "breadcrumbs": trail(document, _("Triển khai")),
    }
    return render(request, "directives/matrix.html", context, status=422 if problem else 200)


def _newcomers(found: Matrix) -> list[Any]:
    return setting.newcomers(found.directive, [row.addressee for row in found.every])


def _filters(request: HttpRequest) -> Filters:
    number = whole_number(request.GET.get("yc", ""))
    return Filters(request.GET.get("tt", ""), number, request.GET.get("q", ""))


def _tiles(found: Matrix) -> list[dict[str, Any]]:
    counts, every = found.standings, len(found.every)

    def tile(label: str, code: str, tone: str) -> dict[str, Any]:
        value = counts[code]
        return {
            "label": label,
            "value": value,
            "note": _("trên %(n)s đơn vị") % {"n": every},
            "url": f"?tt={code}" if value else "",
            "tone": tone if value else "",
        }

    return [
        tile(_("Quá hạn, chưa có kế hoạch"), "overdue", "late"),
        tile(_("Chờ xác nhận"), "waiting", "wait"),
        tile(_("Còn thiếu hoặc thấp hơn"), "gaps", "soon"),
        tile(_("Thực hiện đầy đủ"), "done", "good"),
    ]


def reply_words(reply: Reply) -> str:
    """What a table cell says about a reply: the verdict, and in what it falls short."""
    if reply.code == "part":
        return "; ".join(dict.fromkeys(one.label for one in reply.differences))
    return status_words(reply.code)


def _cells(row: Row, found: Matrix) -> list[Cell]:
    """A unit's cells; they lead to the requirement on its plan's page, or to where a plan is named."""
    if row.plan is None:
        place = reverse("directive-unit", args=[row.addressee.pk])
        return [Cell(SHADES[reply.code], reply_words(reply), place) for reply in row.replies]
    place = reverse("plan", args=[row.plan.pk])
    return [
        Cell(SHADES[reply.code], reply_words(reply), f"{place}#yc-{asked.id}")
        for asked, reply in zip(found.asked, row.replies, strict=True)
    ]


@needs(policies.SEE)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix as shown, as an Excel table."""
    actor = request.actor  # type: ignore[attr-defined]
    directive = _directive(actor, pk)
    document = directive.document
    found = matrix(actor, directive, _filters(request))
    columns = [
        Column(_("Đơn vị"), width=40),
        Column(_("Kế hoạch"), width=20),
        Column(_("Hạn ban hành"), "date", 14),
        Column(_("Tình trạng"), width=26),
        Column(_("Đầy đủ"), width=12),
        Column(_("Một phần"), width=12),
        Column(_("Chưa có"), width=12),
        *(Column(_heading(one), width=24) for one in found.asked),
    ]
    return xlsx(
        f"trien-khai-{document.pk}",
        _("Triển khai %(document)s") % {"document": document},
        columns,
        [_exported(row) for row in found.rows],
        _notes(found),
    )


def _directive(actor: Any, pk: int) -> Any:
    found = directive_of(actor, pk)
    if found is None:
        raise NotFoundForYou(_("Không tìm thấy danh mục yêu cầu của văn bản này."))
    return found


def _heading(asked: Any) -> str:
    return f"{asked.clause.path}: {asked.headline}" if asked.clause else asked.headline


def _exported(row: Row) -> list[Any]:
    total = row.summary.total
    return [
        row.unit.name,
        str(row.plan) if row.plan else "",
        row.due_on,
        str(STANDINGS[row.standing]),
        f"{row.summary.full}/{total}",
        f"{row.summary.part}/{total}",
        f"{row.summary.none}/{total}",
        *(reply_words(reply) for reply in row.replies),
    ]


def _notes(found: Matrix) -> list[str]:
    notes = [_("Chỉ tính nội dung đã có người xác nhận; đề xuất của máy không tính.")]
    if found.directive.plan_due_on:
        notes.append(_("Hạn ban hành kế hoạch: %(day)s.") % {"day": format_date(found.directive.plan_due_on)})
    missing = "; ".join(row.unit.name for row in found.without_plan)
    if missing:
        notes.append(_("Chưa có kế hoạch: %(names)s.") % {"names": missing})
    return notes


@needs(policies.SET_UP)
@require_POST
def newcomers(request: HttpRequest, pk: int) -> HttpResponse:
    """Address the document to units that came into its scope later."""
    actor = request.actor  # type: ignore[attr-defined]
    directive = _directive(actor, pk)
    typed = map(whole_number, request.POST.getlist("chon"))
    chosen = [unit for unit in typed if unit is not None]
    try:
        setting.add_units(actor=actor, directive=directive, units=chosen)
    except Invalid as problem:
        return _matrix_page(request, directive.document, directive, problem)
    messages.success(request, _("Đã thêm %(n)s đơn vị.") % {"n": len(chosen)})
    return redirect("directive", pk=pk)


@needs(policies.SET_UP)
@require_POST
def follow_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the requirements from the corrected text."""
    actor = request.actor  # type: ignore[attr-defined]
    directive = _directive(actor, pk)
    left = setting.follow_correction(actor=actor, directive=directive)
    messages.success(
        request, _("Đã lấy yêu cầu theo bản sửa; %(n)s yêu cầu không còn chỗ trong bản sửa.") % {"n": left}
    )
    return redirect("directive", pk=pk)
