"""The roles a person can hold in a unit, along one line and for a term."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ENTRY = "entry"
LEADER = "leader"
REVIEWER = "reviewer"
SUPERIOR = "superior"
UNIT_ADMIN = "unit-admin"
AUDITOR = "auditor"
SYSTEM_ADMIN = "system-admin"

LABELS = {
    ENTRY: _("Người nhập"),
    LEADER: _("Lãnh đạo đơn vị"),
    REVIEWER: _("Chuyên viên theo dõi"),
    SUPERIOR: _("Lãnh đạo cấp trên"),
    UNIT_ADMIN: _("Quản trị đơn vị"),
    AUDITOR: _("Kiểm toán"),
    SYSTEM_ADMIN: _("Quản trị hệ thống"),
}
ALL = frozenset(LABELS)

# Roles that read content; the system administrator keeps settings and reads none.
READERS = ALL - {SYSTEM_ADMIN}
# Roles whose sight reaches from their unit down the line.
DOWNWARD = frozenset({REVIEWER, SUPERIOR, UNIT_ADMIN, AUDITOR})
