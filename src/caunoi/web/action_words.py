"""What each use case is called on screens. A test holds this list to the declared use cases."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "orgs.create_unit": _("lập đơn vị"),
    "orgs.rename_unit": _("đổi tên đơn vị"),
    "orgs.attach": _("chuyển đơn vị trực thuộc"),
    "orgs.lead_peer": _("ghi quan hệ lãnh đạo cùng cấp"),
    "orgs.stage_merge": _("ghi phương án hợp nhất"),
    "orgs.cancel_reorganization": _("hủy phương án sắp xếp"),
    "orgs.activate": _("thi hành phương án sắp xếp"),
    "accounts.create": _("lập tài khoản"),
    "accounts.create_with_role": _("lập tài khoản và giao vai trò"),
    "accounts.grant": _("giao vai trò"),
    "accounts.revoke": _("thu hồi vai trò"),
    "accounts.delegate": _("ủy quyền"),
    "accounts.end_delegation": _("kết thúc ủy quyền"),
    "documents.register": _("đưa văn bản vào hệ thống"),
    "documents.refuse_secret": _("từ chối văn bản có dấu mật"),
    "documents.correct": _("nạp bản sửa của văn bản"),
    "documents.describe": _("sửa thông tin văn bản"),
    "documents.distribute": _("gửi văn bản đến đơn vị"),
    "documents.confirm": _("xác nhận nội dung"),
    "documents.edit": _("sửa nội dung"),
    "documents.reject": _("loại nội dung"),
    "documents.reopen": _("mở lại nội dung"),
    "documents.add_finding": _("thêm nội dung từ văn bản"),
    "documents.sign_off": _("chốt rà soát văn bản"),
    "documents.reopen_review": _("mở lại rà soát văn bản"),
    "demo.begin": _("nạp bản trình diễn"),
    "demo.move_clock": _("chỉnh ngày của bản trình diễn"),
}
