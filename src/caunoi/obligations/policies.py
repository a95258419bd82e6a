"""Who may hand out duties, do them, accept them and change their terms."""

from django.utils.translation import gettext_lazy as _

from caunoi.kernel import roles
from caunoi.kernel.capabilities import capability

SEE_DUTIES = capability("duties.see", str(_("xem nhiệm vụ")), roles=roles.READERS, reach="any")
HAND_OUT = capability(
    "duties.hand-out",
    str(_("giao nhiệm vụ cho đơn vị cấp dưới")),
    roles={roles.LEADER, roles.REVIEWER, roles.SUPERIOR},
)
REPORT_PROGRESS = capability(
    "duties.progress", str(_("ghi tiến độ nhiệm vụ của đơn vị")), roles={roles.ENTRY, roles.LEADER}
)
SUBMIT = capability("duties.submit", str(_("nộp kết quả nhiệm vụ của đơn vị")), roles={roles.LEADER})
ACCEPT = capability(
    "duties.accept", str(_("duyệt hoặc trả lại kết quả của cấp dưới")), roles={roles.REVIEWER, roles.SUPERIOR}
)
CONTINUE = capability(
    "duties.continue", str(_("mở các kỳ của năm mới")), roles=(), reach="any", by_system=True
)
DIRECT = capability(
    "duties.direct", str(_("gia hạn, hủy nhiệm vụ đã giao")), roles={roles.REVIEWER, roles.SUPERIOR}
)
ERASE = capability(
    "duties.erase", str(_("xóa nội dung nhiệm vụ theo văn bản đã gỡ")), roles=(), reach="any", by_system=True
)
