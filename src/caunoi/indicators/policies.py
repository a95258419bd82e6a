"""Who may define, open, fill, send, accept and read reports."""

from django.utils.translation import gettext_lazy as _

from caunoi.kernel import roles
from caunoi.kernel.capabilities import capability

SEE_INDICATORS = capability("indicators.see", str(_("xem chỉ tiêu")), roles=roles.READERS, reach="any")
SEE_REPORTS = capability("reports.see", str(_("xem báo cáo")), roles=roles.READERS, reach="any")
LOAD_FORM = capability(
    "forms.load", str(_("nạp biểu mẫu báo cáo")), roles={roles.UNIT_ADMIN}, reach="any", by_system=True
)
DEFINE = capability(
    "indicators.define", str(_("lập chỉ tiêu từ văn bản")), roles={roles.REVIEWER, roles.SUPERIOR}
)
JUDGE = capability(
    "indicators.judge",
    str(_("đánh giá chỉ tiêu không đo được bằng số")),
    roles={roles.REVIEWER, roles.SUPERIOR},
)
OPEN_PERIOD = capability("reports.open", str(_("mở kỳ báo cáo")), roles={roles.REVIEWER, roles.SUPERIOR})
FILL = capability("reports.fill", str(_("nhập báo cáo của đơn vị")), roles={roles.ENTRY, roles.LEADER})
SEND = capability("reports.send", str(_("gửi, rút báo cáo của đơn vị")), roles={roles.LEADER})
ACCEPT = capability(
    "reports.accept",
    str(_("duyệt hoặc trả lại báo cáo của đơn vị cấp dưới trực tiếp")),
    roles={roles.REVIEWER, roles.SUPERIOR},
)
ACCEPT_OWN_TOP = capability(
    "reports.accept-top",
    str(_("duyệt báo cáo của đơn vị không có cấp trên trong hệ thống")),
    roles={roles.LEADER},
)
FREEZE = capability("reports.freeze", str(_("chốt báo cáo tổng hợp")), roles={roles.REVIEWER, roles.SUPERIOR})
ERASE = capability(
    "indicators.erase", str(_("xóa chỉ tiêu theo văn bản đã gỡ")), roles=(), reach="any", by_system=True
)
