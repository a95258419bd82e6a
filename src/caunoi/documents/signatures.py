"""What the check of a file's signatures says, in words. The check itself was made when the file was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.documents.models import DocumentVersion
from caunoi.documents.wording import Words, words_of
from caunoi.kernel.clock import ZONE
from caunoi.language.dates import format_date

STATES: Words = {
    "intact": gettext_lazy("Nội dung được ký còn nguyên vẹn"),
    "changed": gettext_lazy("Nội dung đã bị thay đổi sau khi ký"),
    "invalid": gettext_lazy("Chữ ký không khớp với chứng thư của người ký"),
    "weak": gettext_lazy("Chữ ký dùng thuật toán cũ (SHA-1), không đủ căn cứ để kết luận"),
    "unreadable": gettext_lazy("Không đọc được chữ ký này"),
}
LATER: Words = {
    "nothing": gettext_lazy("Sau chữ ký này, tệp không bị ghi thêm gì"),
    "signing": gettext_lazy("Sau chữ ký này, tệp chỉ có thêm chữ ký khác hoặc số, ngày điền vào ô có sẵn"),
    "content": gettext_lazy(
        "Sau chữ ký này, tệp còn được ghi thêm nội dung: đối chiếu với bản do văn thư phát hành"
    ),
}
TRUST: Mapping[bool | None, Any] = {
    True: gettext_lazy("Chứng thư do nơi cấp mà cơ quan đã đặt làm gốc tin cậy"),
    False: gettext_lazy("Chứng thư không nối được tới chứng thư gốc nào mà cơ quan tin cậy"),
    None: gettext_lazy("Chưa kiểm tra được nơi cấp: hệ thống chưa được nạp chứng thư gốc"),
}


@dataclass(frozen=True)
class SignatureRow:
    """One signature as the document's page shows it; ``good`` only where nothing speaks against it."""

    signer: str
    organization: str
    issuer: str
    when: str
    state: str
    later: str
    trust: str
    good: bool


def signatures(version: DocumentVersion) -> list[SignatureRow]:
    """The signatures that stood in the file, in the order of signing."""
    return [_row(found) for found in version.analysis.get("signatures") or []]


def _row(found: Mapping[str, Any]) -> SignatureRow:
    state, trusted = str(found.get("state")), found.get("trusted")
    readable = state != "unreadable"
    return SignatureRow(
        signer=found.get("signer") or _("Không rõ người ký"),
        organization=found.get("organization") or "",
        issuer=found.get("issuer") or "",
        when=_when(found),
        state=words_of(STATES, state),
        later=words_of(LATER, str(found.get("later"))) if readable else "",
        trust=str(TRUST[trusted]) if readable else "",
        good=state == "intact" and found.get("later") != "content" and trusted is not False,
    )


def _when(found: Mapping[str, Any]) -> str:
    if found.get("stamped_at"):
        return _("%(moment)s, theo dấu thời gian") % {"moment": _moment(found["stamped_at"])}
    if found.get("claimed_at"):
        return _("%(moment)s, theo đồng hồ máy người ký") % {"moment": _moment(found["claimed_at"])}
    return _("Không ghi thời điểm ký")


def _moment(iso: str) -> str:
    local = datetime.fromisoformat(iso).astimezone(ZONE)
    return f"{local:%H:%M} {format_date(local.date())}"
