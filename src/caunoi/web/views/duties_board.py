"""The exception board: only what needs somebody's decision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.kernel import clock
from caunoi.kernel.access import needs
from caunoi.language.dates import format_date
from caunoi.obligations import board as boards
from caunoi.obligations import selectors
from caunoi.obligations.policies import SEE_DUTIES
from caunoi.obligations.selectors import BY_OWNER, STATUS_WORDS, Filters
from caunoi.web.exports import Column, xlsx
from caunoi.web.views.duties import filters_of, named


@needs(SEE_DUTIES)
def board(request: HttpRequest) -> HttpResponse:
    """What needs a decision, the worst first, and the on-time rate with its formula."""
    actor, filters = request.actor, _board_filters(request)  # type: ignore[attr-defined]
    found = boards.board(actor, filters)
    context = {
        "board": found,
        "filters": filters,
        "choices": selectors.choices(actor),
        "tiles": _tiles(found),
        "export_url": f"{reverse('duties-board-export')}?{request.GET.urlencode()}",
        "breadcrumbs": [(_("Nhiệm vụ"), reverse("duties")), (_("Việc cần xử lý"), "")],
    }
    return render(request, "duties/board.html", context)


def _board_filters(request: HttpRequest) -> Filters:
    return replace(filters_of(request), status="", group=BY_OWNER)


def _tiles(found: boards.Board) -> list[dict[str, Any]]:
    counts, url = found.counts, reverse("duties")
    late = counts.get("overdue", 0)
    waiting = counts.get("waiting", 0) + counts.get("waiting-late", 0)
    return [
        {
            "label": _("Quá hạn, chưa nộp"),
            "value": late,
            "url": f"{url}?tt=overdue",
            "tone": "late" if late else "",
        },
        {"label": _("Chờ duyệt"), "value": waiting, "url": f"{url}?tt=cho-duyet", "tone": "wait"},
    ]


@needs(SEE_DUTIES)
def export_board(request: HttpRequest) -> HttpResponse:
    """The exception board as shown."""
    found = boards.board(request.actor, _board_filters(request))  # type: ignore[attr-defined]
    columns = [
        Column(_("Đơn vị"), width=34),
        Column(_("Nội dung việc"), width=48),
        Column(_("Sản phẩm"), width=24),
        Column(_("Hạn"), "date", 14),
        Column(_("Tình trạng"), width=24),
        Column(_("Số ngày làm việc trễ"), "number", 12),
        Column(_("Tính cho"), width=34),
        Column(_("Cấp quyết định"), width=34),
        Column(_("Việc cần quyết định"), width=28),
    ]
    table = [
        [
            one.row.owner.name,
            named(one.row),
            one.row.product,
            one.row.due_on,
            STATUS_WORDS[one.row.status],
            one.days,
            one.charged,
            one.row.superior.name,
            one.decision,
        ]
        for one in found.exceptions
    ]
    notes = [_("Tính đến ngày %(day)s.") % {"day": format_date(clock.today())}, f"{found.rate.formula}."]
    return xlsx("viec-can-xu-ly", _("Việc cần xử lý"), columns, table, notes)
