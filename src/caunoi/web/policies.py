"""Access to pages that belong to no single area."""

from django.utils.translation import gettext_lazy as _

from caunoi.kernel import roles
from caunoi.kernel.capabilities import capability

SEE_DESK = capability("desk.see", str(_("xem bàn làm việc")), roles=roles.ALL, reach="any")
