"""The parts that pages are made of: `{% load caunoi %}`. Usage of each in docs/frontend.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.language.dates import format_date
from caunoi.language.numbers import format_number, format_percent

register = template.Library()

SPRITE = "caunoi/vendor/tabler-icons/sprite.svg"

#: The areas of the navigation, and the sprite's icon that stands for each.
AREA_ICONS = {
    "desk": "layout-dashboard",
    "documents": "file-text",
    "tasks": "checklist",
    "targets": "target-arrow",
    "indicators": "target-arrow",
    "reports": "report-analytics",
    "org": "sitemap",
}

#: Code → (words, icon, tone). A tone is a colour class; the words and the icon say the same without colour.
STATUSES = {
    "open": (gettext_lazy("Đang thực hiện"), "progress", "calm"),
    "due-soon": (gettext_lazy("Sắp đến hạn"), "hourglass", "soon"),
    "overdue": (gettext_lazy("Quá hạn"), "alert-triangle", "late"),
    "waiting": (gettext_lazy("Chờ duyệt"), "clock", "wait"),
    "waiting-late": (gettext_lazy("Chờ duyệt, nộp quá hạn"), "clock-exclamation", "late"),
    "done": (gettext_lazy("Hoàn thành đúng hạn"), "circle-check", "good"),
    "done-late": (gettext_lazy("Hoàn thành quá hạn"), "circle-check", "soon"),
    "cancelled": (gettext_lazy("Đã hủy"), "ban", "still"),
    "draft": (gettext_lazy("Bản nháp"), "pencil", "still"),
    "submitted": (gettext_lazy("Chờ duyệt"), "clock", "wait"),
    "returned": (gettext_lazy("Trả lại"), "corner-up-left", "soon"),
    "accepted": (gettext_lazy("Đã duyệt"), "circle-check", "good"),
    "missing": (gettext_lazy("Chưa báo cáo"), "circle-dashed", "still"),
    "late": (gettext_lazy("Quá hạn"), "alert-triangle", "late"),
    "proposed": (gettext_lazy("Đề xuất"), "circle-dashed", "still"),
    "confirmed": (gettext_lazy("Đã xác nhận"), "circle-check", "good"),
    "edited": (gettext_lazy("Đã sửa"), "pencil", "good"),
    "rejected": (gettext_lazy("Đã loại"), "circle-x", "still"),
    "added": (gettext_lazy("Thêm bằng tay"), "plus", "good"),
    "met": (gettext_lazy("Đạt"), "circle-check", "good"),
    "not-met": (gettext_lazy("Chưa đạt"), "circle-x", "late"),
    "unknown": (gettext_lazy("Chưa đánh giá được"), "circle-dashed", "still"),
    "full": (gettext_lazy("Thực hiện đầy đủ"), "circle-check", "good"),
    "part": (gettext_lazy("Thực hiện một phần"), "circle-dashed", "soon"),
    "none": (gettext_lazy("Chưa có nội dung thực hiện"), "circle-x", "late"),
    "declined": (gettext_lazy("Đơn vị không thực hiện"), "ban", "late"),
    "excused": (gettext_lazy("Không thuộc phạm vi"), "ban", "still"),
    "no-plan": (gettext_lazy("Chưa có kế hoạch"), "circle-dashed", "still"),
    "plan-overdue": (gettext_lazy("Chưa có kế hoạch, quá hạn"), "alert-triangle", "late"),
    "plan-missing": (gettext_lazy("Chưa có kế hoạch"), "circle-dashed", "still"),
    "plan-waiting": (gettext_lazy("Kế hoạch chờ xác nhận"), "clock", "wait"),
    "plan-gaps": (gettext_lazy("Còn thiếu hoặc thấp hơn yêu cầu"), "circle-dashed", "soon"),
    "plan-done": (gettext_lazy("Thực hiện đầy đủ"), "circle-check", "good"),
    "queued": (gettext_lazy("Đang chờ"), "clock", "wait"),
    "reading": (gettext_lazy("Đang đọc"), "progress", "calm"),
    "taken": (gettext_lazy("Đã nhận"), "circle-check", "good"),
    "refused": (gettext_lazy("Không nhận"), "circle-x", "late"),
    "secret": (gettext_lazy("Có dấu mật, đã xóa"), "lock", "late"),
    "stopped": (gettext_lazy("Đã dừng đọc"), "alert-triangle", "soon"),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite or of an area; decorative unless `label` says what it stands for."""
    href = f"{static(SPRITE)}#{AREA_ICONS.get(name, name)}"
    if label:
        markup = '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>'
        return format_html(markup, label, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', href)


@register.simple_tag
def idle_seconds() -> int:
    """After how long without a sign of the user the server ends the session."""
    return int(settings.CAUNOI_IDLE_MINUTES) * 60


@register.simple_tag
def status_badge(status: str, note: str = "") -> SafeString:
    """A status as word, icon and colour; `note` is added to the word. KeyError on an unknown code."""
    words, symbol, tone = STATUSES[status]
    text = f"{words} {note}" if note else words
    return format_html(
        '<span class="badge-status tone-{}">{}<span>{}</span></span>', tone, icon(symbol), text
    )


@register.filter
def status_words(status: str) -> str:
    """The words of a status code, for titles and labels."""
    return str(STATUSES[status][0])


@register.filter
def number(value: Decimal | int | float | None, decimals: int | None = None) -> str:
    """1234567.5 → "1.234.567,5"; nothing → "—"."""
    if value is None or value == "":
        return "—"
    return format_number(Decimal(str(value)), decimals)


@register.filter
def date_vn(value: dt.date | dt.datetime | None) -> str:
    """dd/mm/yyyy in Viet Nam's time; nothing → "—"."""
    if not value:
        return "—"
    return format_date(_local(value))


@register.filter
def time_vn(value: dt.datetime | None) -> str:
    """ "14:05 ngày 08/05/2026" in Viet Nam's time; nothing → "—"."""
    if not value:
        return "—"
    local = _local(value)
    return _("%(time)s ngày %(date)s") % {"time": local.strftime("%H:%M"), "date": format_date(local)}


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value


@register.simple_tag
def percent(numerator: Decimal | int | None, denominator: Decimal | int | None) -> SafeString:
    """Σnumerator/Σdenominator as a share with the two numbers under it; "—" without a denominator."""
    share = format_percent(numerator, denominator)
    if not denominator or numerator is None:
        return format_html('<span class="percent">{}</span>', share)
    parts = f"{number(numerator)}/{number(denominator)}"
    return format_html('<span class="percent">{} <small>{}</small></span>', share, parts)


@register.filter
def heat_class(share: float | Decimal | None) -> str:
    """The class of a heat map's cell for a share of 0…1: heat-0 … heat-10, heat-none without a value."""
    if share is None:
        return "heat-none"
    return f"heat-{max(0, min(10, int(share * 10)))}"


@register.inclusion_tag("components/empty.html")
def empty_state(
    title: str, text: str = "", url: str = "", action: str = "", symbol: str = "inbox"
) -> dict[str, str]:
    """What stands where a list would be: why it is empty and the next step."""
    return {"title": title, "text": text, "url": url, "action": action, "symbol": symbol}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], parameter: str = "trang") -> dict[str, Any]:
    """Links to the pages of a list; the other parameters of the address stay. Counts are always shown."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "parameter": parameter, "request": context.get("request")}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, note: str = "") -> dict[str, Any]:
    """A form's field with label, help and its error beside it."""
    return {"field": bound, "note": note}


@register.inclusion_tag("components/field_error.html")
def field_error(bound: BoundField) -> dict[str, Any]:
    """Only the error sentences of a field, for a field drawn by hand."""
    return {"field": bound}


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """The count of faulty fields on top of a form, each a link to its field."""
    return {"form": form, "faulty": [bound for bound in form if bound.errors]}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumb_trail(items: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The way back: (label, url) from the outermost to this page, whose url is empty."""
    return {"items": items}


@register.inclusion_tag("components/progress.html")
def progress_line(done: int, total: int, text: str = "", name: str = "") -> dict[str, Any]:
    """A bar with its sentence; `name` makes it the one that review.js keeps up to date."""
    return {"done": done, "total": total, "text": text, "name": name}


@register.inclusion_tag("components/tiles.html")
def stat_tiles(tiles: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A desk's few numbers: each {label, value, url?, tone?, note?}; tone: late, soon, wait, good."""
    return {"tiles": tiles}


@register.inclusion_tag("components/steps.html")
def step_line(steps: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The steps of a piece of work: each {label, state, note?, url?}; state: done, current, todo."""
    return {"steps": steps}


@register.inclusion_tag("components/confirm.html", takes_context=True)
def confirm_form(
    context: template.Context,
    url: str,
    phrase: str,
    button: str,
    text: str = "",
    next_url: str = "",
    form: Any = None,
) -> dict[str, Any]:
    """An act that cannot be undone: the button works once `phrase` is typed (posted as `confirmation`).

    `form` is one with a field `confirmation` and the choices to be made besides.
    """
    return {
        "form": form,
        "url": url,
        "phrase": phrase,
        "button": button,
        "text": text,
        "next_url": next_url,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/export.html")
def export_buttons(xlsx: str = "", docx: str = "", json: str = "", printing: bool = True) -> dict[str, Any]:
    """What can be taken away: Excel as shown, Word, the figures' origin, the printer."""
    return {"xlsx": xlsx, "docx": docx, "json": json, "printing": printing}


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "", badge: str = "") -> SafeString:
    """A page's title with its actions: {% page_header title=… %}<a class="btn">…</a>{% endpage_header %}."""
    shown = {"title": title, "lead": lead, "badge": badge, "actions": content}
    return render_to_string("components/page_header.html", shown)


@register.simple_block_tag(takes_context=True)
def filter_bar(
    context: template.Context, content: str, url: str = "", target: str = "", button: str = ""
) -> SafeString:
    """A list's filters as a GET form, so that they stay in the address; `target` lets htmx swap that part."""
    request = context.get("request")
    shown = {
        "controls": content,
        "url": url,
        "target": target,
        "button": button,
        "active": bool(request and request.GET),
    }
    return render_to_string("components/filter_bar.html", shown)
