"""Who may change the organization."""

from django.utils.translation import gettext_lazy as _

from caunoi.kernel import roles
from caunoi.kernel.capabilities import capability

SEE_UNITS = capability("orgs.see", str(_("xem tổ chức")), roles=roles.ALL, reach="any")
MANAGE_UNITS = capability(
    "orgs.manage",
    str(_("lập, đổi tên, sắp xếp đơn vị")),
    roles={roles.UNIT_ADMIN},
    reach="tree",
    by_system=True,
)
ACTIVATE = capability(
    "orgs.activate", str(_("thi hành sắp xếp tổ chức")), roles=(), reach="any", by_system=True
)
