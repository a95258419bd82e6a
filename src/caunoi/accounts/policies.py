"""Who may manage accounts, settings and the clock."""

from django.utils.translation import gettext_lazy as _

from caunoi.kernel import roles
from caunoi.kernel.capabilities import capability

SEE_ACCOUNTS = capability(
    "accounts.see",
    str(_("xem tài khoản và vai trò")),
    roles={roles.UNIT_ADMIN, roles.AUDITOR, roles.SYSTEM_ADMIN},
    reach="any",
)
MANAGE_ACCOUNTS = capability(
    "accounts.manage",
    str(_("lập tài khoản, giao và thu hồi vai trò")),
    roles={roles.UNIT_ADMIN},
    reach="tree",
    by_system=True,
)
DELEGATE = capability(
    "accounts.delegate",
    str(_("ủy quyền vai trò của mình")),
    roles={roles.LEADER, roles.REVIEWER, roles.SUPERIOR},
)
SEE_AUDIT = capability(
    "audit.see", str(_("xem nhật ký")), roles={roles.AUDITOR, roles.UNIT_ADMIN, roles.SUPERIOR}, reach="any"
)
SET_CLOCK = capability("demo.clock", str(_("chỉnh ngày của bản trình diễn")), roles=roles.ALL, reach="any")
BEGIN_DEMO = capability("demo.begin", str(_("nạp bản trình diễn")), roles=(), reach="any", by_system=True)
SEE_SYSTEM = capability(
    "system.see", str(_("xem tình trạng hệ thống")), roles={roles.SYSTEM_ADMIN}, reach="any"
)
