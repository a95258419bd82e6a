"""Who may turn a document into requirements, link plans to it, compare, and confirm a basis anew."""

from django.utils.translation import gettext_lazy as _

from caunoi.kernel import roles
from caunoi.kernel.capabilities import capability

SEE = capability(
    "directives.see",
    str(_("xem yêu cầu của cấp trên và kế hoạch thực hiện")),
    roles=roles.READERS,
    reach="any",
)
SET_UP = capability(
    "directives.set-up",
    str(_("lập danh mục yêu cầu của văn bản đối với cấp dưới")),
    roles={roles.LEADER, roles.REVIEWER, roles.SUPERIOR},
)
SUBMIT_PLAN = capability(
    "directives.submit-plan",
    str(_("trình kế hoạch của đơn vị thực hiện văn bản cấp trên")),
    roles={roles.LEADER},
)
CONFIRM_PLAN = capability(
    "directives.confirm-plan",
    str(_("xác nhận hoặc trả lại kế hoạch của cấp dưới")),
    roles={roles.REVIEWER, roles.SUPERIOR},
)
# At the unit of the plan or at the unit that demands; each use case asks for one of the two.
COMPARE = capability(
    "directives.compare",
    str(_("đối chiếu kế hoạch với yêu cầu")),
    roles={roles.ENTRY, roles.LEADER, roles.REVIEWER, roles.SUPERIOR},
)
DECLINE = capability(
    "directives.decline", str(_("nêu lý do đơn vị không thực hiện một yêu cầu")), roles={roles.LEADER}
)
EXCUSE = capability(
    "directives.excuse",
    str(_("xác định yêu cầu không thuộc phạm vi của đơn vị cấp dưới")),
    roles={roles.REVIEWER, roles.SUPERIOR},
)
RECONFIRM = capability(
    "directives.reconfirm",
    str(_("rà soát lại căn cứ của nhiệm vụ và chỉ tiêu")),
    roles={roles.LEADER, roles.REVIEWER, roles.SUPERIOR},
)
ERASE = capability(
    "directives.erase", str(_("xóa yêu cầu theo văn bản đã gỡ")), roles=(), reach="any", by_system=True
)
