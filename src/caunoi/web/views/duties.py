"""Duties: the list by owner or by document, with its filters, as a page and as .xlsx."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.kernel import clock
from caunoi.kernel.access import needs
from caunoi.language.dates import format_date
from caunoi.obligations import selectors
from caunoi.obligations.policies import HAND_OUT, SEE_DUTIES
from caunoi.obligations.selectors import BY_DOCUMENT, BY_OWNER, STATUS_GROUPS, STATUS_WORDS, DutyRow, Filters
from caunoi.web.exports import Column, xlsx
from caunoi.web.typed import whole_number

PAGE_SIZE = 50
STATUS_FILTERS = {code: words for code, (words, _codes) in STATUS_GROUPS.items()} | STATUS_WORDS
#: Columns that can be switched off: key in the address → heading.
COLUMNS = {
    "vb": gettext_lazy("Văn bản"),
    "han": gettext_lazy("Hạn"),
    "tt": gettext_lazy("Tình trạng"),
    "duyet": gettext_lazy("Cấp duyệt"),
    "mc": gettext_lazy("Minh chứng"),
}


def filters_of(request: HttpRequest) -> Filters:
    """The list's filters from the address; what cannot be understood filters nothing."""
    status = request.GET.get("tt", "")
    group = request.GET.get("nhom", BY_OWNER)
    return Filters(
        text=request.GET.get("q", "").strip(),
        status=status if status in STATUS_FILTERS else "",
        unit=whole_number(request.GET.get("dv", "")),
        document=whole_number(request.GET.get("vb", "")),
        handout=whole_number(request.GET.get("dot", "")),
        group=group if group in (BY_OWNER, BY_DOCUMENT) else BY_OWNER,
    )


def _shown_columns(request: HttpRequest, group: str) -> list[str]:
    chosen = [key for key in request.GET.getlist("cot") if key in COLUMNS]
    usual = ["han", "tt", "duyet"] if group == BY_DOCUMENT else ["vb", "han", "tt"]
    return chosen or usual


@needs(SEE_DUTIES)
def duties(request: HttpRequest) -> HttpResponse:
    """The list, grouped by owner or by document."""
    actor, filters = request.actor, filters_of(request)  # type: ignore[attr-defined]
    paginator = Paginator(selectors.filtered(actor, filters), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("trang"))
    rows = selectors.rows_of(actor, page.object_list)
    shown = _shown_columns(request, filters.group)
    statuses = _status_links(request, selectors.status_counts(actor, filters), filters)
    context = {
        "page": page,
        "groups": _grouped(rows, filters.group),
        "filters": filters,
        "by_document": filters.group == BY_DOCUMENT,
        "choices": selectors.choices(actor),
        "columns": [(key, label, key in shown) for key, label in COLUMNS.items()],
        "hide": {key: "" if key in shown else "hidden" for key in COLUMNS},
        "statuses": statuses,
        "chips": [
            link for link in statuses if not link["code"] or link["code"] in STATUS_GROUPS or link["on"]
        ],
        "tabs": _tabs(request),
        "export_url": f"{reverse('duties-export')}?{request.GET.urlencode()}",
        "may_hand_out": actor.may(HAND_OUT, actor.unit_id),
        "untouched": not any(request.GET.get(name) for name in ("q", "tt", "dv", "vb", "dot")),
    }
    return render(request, "duties/duties.html", context)


def _grouped(rows: list[DutyRow], group: str) -> list[tuple[str, list[DutyRow]]]:
    found: list[tuple[str, list[DutyRow]]] = []
    for row in rows:
        name = (row.document or _("Không gắn văn bản")) if group == BY_DOCUMENT else row.owner.name
        if not found or found[-1][0] != name:
            found.append((name, []))
        found[-1][1].append(row)
    return found


def _status_links(request: HttpRequest, counts: dict[str, int], filters: Filters) -> list[dict[str, Any]]:
    """One link per status that occurs, with its count; the other filters stay."""
    links: list[dict[str, Any]] = [
        {"label": _("Tất cả"), "n": sum(counts.values()), "code": "", "on": not filters.status}
    ]
    for code, label in STATUS_FILTERS.items():
        n = sum(counts.get(status, 0) for status in selectors.statuses_of(code))
        if n or code == filters.status:
            links.append({"label": label, "n": n, "code": code, "on": filters.status == code})
    for link in links:
        link["url"] = _with(request, tt=link["code"], trang="")
    return links


def _with(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"


def _tabs(request: HttpRequest) -> list[tuple[str, str, bool]]:
    group = filters_of(request).group
    return [
        (_("Theo đơn vị"), _with(request, nhom=BY_OWNER, trang="", cot=""), group == BY_OWNER),
        (_("Theo văn bản"), _with(request, nhom=BY_DOCUMENT, trang="", cot=""), group == BY_DOCUMENT),
    ]


@needs(SEE_DUTIES)
def export(request: HttpRequest) -> HttpResponse:
    """The list as shown: the same filters, order and columns, all pages."""
    actor, filters = request.actor, filters_of(request)  # type: ignore[attr-defined]
    rows = selectors.rows_of(actor, selectors.filtered(actor, filters))
    shown = _shown_columns(request, filters.group)
    columns = [Column(_("Số"), width=17), Column(_("Đơn vị"), width=34), Column(_("Nội dung việc"), width=48)]
    columns.append(Column(_("Sản phẩm"), width=24))
    columns += [
        Column(str(COLUMNS[key]), "date" if key == "han" else "text", 14 if key == "han" else 24)
        for key in COLUMNS
        if key in shown
    ]
    table = [[row.code, row.owner.name, named(row), row.product, *_cells(row, shown)] for row in rows]
    return xlsx("nhiem-vu", _("Danh sách nhiệm vụ"), columns, table, _notes(actor, filters, len(table)))


def named(row: DutyRow) -> str:
    return f"{row.title} ({row.period})" if row.period else row.title


def _cells(row: DutyRow, shown: list[str]) -> list[Any]:
    cells = {
        "vb": row.document,
        "han": row.due_on,
        "tt": f"{STATUS_WORDS[row.status]} {row.status_note}".strip(),
        "duyet": row.superior.name,
        "mc": row.evidence,
    }
    return [cell for key, cell in cells.items() if key in shown]


def _notes(actor: Any, filters: Filters, count: int) -> list[str]:
    words = [_("%(n)s nhiệm vụ, tính đến ngày %(day)s.") % {"n": count, "day": format_date(clock.today())}]
    chosen = selectors.choices(actor)
    if filters.status:
        words.append(_("Tình trạng: %(label)s.") % {"label": STATUS_FILTERS[filters.status]})
    for title, options, value in (
        (_("Đơn vị"), chosen.units, filters.unit),
        (_("Văn bản"), chosen.documents, filters.document),
    ):
        if value is not None:
            words.append(f"{title}: {dict(options).get(value, '—')}.")
    if filters.text:
        words.append(_("Tìm: %(text)s.") % {"text": filters.text})
    return words
