"""Who may read, register, review and distribute documents."""

from django.utils.translation import gettext_lazy as _

from caunoi.kernel import roles
from caunoi.kernel.capabilities import capability

SEE = capability("documents.see", str(_("xem văn bản")), roles=roles.READERS, reach="any")
REGISTER = capability(
    "documents.register",
    str(_("đưa văn bản vào hệ thống")),
    roles={roles.ENTRY, roles.LEADER, roles.REVIEWER},
)
REVIEW = capability(
    "documents.review",
    str(_("rà soát văn bản")),
    roles={roles.ENTRY, roles.LEADER, roles.REVIEWER},
)
SIGN_OFF = capability(
    "documents.sign_off", str(_("chốt kết quả rà soát")), roles={roles.LEADER, roles.REVIEWER}
)
DISTRIBUTE = capability(
    "documents.distribute", str(_("gửi văn bản đến đơn vị")), roles={roles.LEADER, roles.REVIEWER}
)
WITHDRAW = capability(
    "documents.withdraw", str(_("gỡ văn bản đưa vào nhầm")), roles={roles.LEADER, roles.REVIEWER}
)
