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
    "demo.move_clock": _("chỉnh ngày của bản trình diễn"),
}
