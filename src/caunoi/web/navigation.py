"""The navigation by the user's work. An entry stands here once its area works."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """An entry: shown to whoever holds one of ``capabilities``; ``phone`` puts it into the bottom bar.

    ``also``: first words of other addresses that belong to it.
    """

    label: Promise | str
    route: str
    icon: str
    capabilities: tuple[str, ...]
    phone: bool = False
    also: tuple[str, ...] = ()


ENTRIES = (
    Entry(_("Bàn làm việc"), "desk", "desk", ("desk.see",), phone=True),
    Entry(
        _("Văn bản"),
        "documents",
        "documents",
        ("documents.see",),
        phone=True,
        also=("yeu-cau-cap-tren", "trien-khai", "ke-hoach", "ra-soat-can-cu"),
    ),
    Entry(_("Nhiệm vụ"), "duties", "tasks", ("duties.see",), phone=True),
    Entry(_("Chỉ tiêu"), "indicators", "indicators", ("indicators.see",)),
    Entry(_("Báo cáo"), "reports", "reports", ("reports.see",), phone=True),
    Entry(_("Tổ chức"), "units", "org", ("orgs.see",)),
    Entry(_("Quản trị"), "admin", "settings", ("accounts.see", "system.see", "audit.see")),
)

ADMIN_TABS = (
    Entry(_("Tài khoản và vai trò"), "accounts", "", ("accounts.see",)),
    Entry(_("Nhật ký"), "audit", "", ("audit.see",)),
    Entry(_("Hệ thống"), "system", "", ("system.see",)),
)
