"""Evidence of a result: a number and a date are enough, a file may be added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caunoi.analysis import Unreadable, analyze_bytes
from caunoi.kernel import clock
from caunoi.kernel.errors import Invalid
from caunoi.kernel.files import store
from caunoi.kernel.models import StoredFile
from caunoi.language.dates import format_date

LARGEST = 20 * 1024 * 1024


class SecretEvidence(Invalid):
    """The file carries a secrecy mark (law 16): nothing of it is kept, the log notes the fact alone."""


@dataclass(frozen=True)
class Evidence:
    """What proves that the product exists: the document's number and date, a note, a file."""

    number: str
    on: date
    note: str = ""
    file: bytes = b""
    file_name: str = ""

    def words(self) -> dict[str, str]:
        """As kept in the history."""
        return {
            "number": self.number,
            "date": format_date(self.on),
            "note": self.note,
            "file": self.file_name,
        }


def check(evidence: Evidence) -> None:
    """Raise Invalid, with the fields to mend, for evidence that proves nothing."""
    fields = {}
    if not evidence.number.strip():
        fields["number"] = _("Nhập số, ký hiệu văn bản kết quả.")
    if evidence.on > clock.today():
        fields["on"] = _("Ngày văn bản không được sau hôm nay.")
    if fields:
        raise Invalid(_("Minh chứng chưa đủ."), fields=fields)


def keep_file(evidence: Evidence) -> StoredFile | None:
    """Read the file to its end, then store it. A file that cannot be read is refused (law 16)."""
    if not evidence.file:
        return None
    if len(evidence.file) > LARGEST:
        raise Invalid(
            _("Tệp quá lớn."), fields={"file": _("Tệp minh chứng không quá 20 MB. Chọn tệp nhỏ hơn.")}
        )
    try:
        analysis = analyze_bytes(evidence.file, evidence.file_name)
    except Unreadable as error:
        advice = _("Nếu không có tệp khác, bỏ tệp và chỉ nộp số, ngày văn bản.")
        raise Invalid(_("Không đọc được tệp."), fields={"file": f"{error} {advice}"}) from error
    if analysis.metadata.secrecy:
        raise SecretEvidence(
            _("Tệp có dấu chỉ độ mật, không được đưa vào hệ thống. Tệp không được lưu."),
            fields={"file": _("Bỏ tệp này và báo ngay cán bộ phụ trách bảo vệ bí mật của cơ quan.")},
        )
    return store(evidence.file, analysis.source.media_type)
