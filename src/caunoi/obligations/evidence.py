"""Evidence of a result: a number and a date are enough, a file may be added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _

from caunoi.analysis import Analysis, Unreadable
from caunoi.analysis.bounded import Limits, analyze_bounded
from caunoi.kernel import clock, quarantine
from caunoi.kernel.errors import Invalid
from caunoi.language.dates import format_date

LARGEST = 20 * 1024 * 1024
WHILE_SOMEBODY_WAITS = Limits(silent=50.0, total=60.0)


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


def read_file(evidence: Evidence) -> str:
    """Read the file to its end; its media type, "" without a file. What cannot be read is refused (law 16)."""
    if not evidence.file:
        return ""
    if len(evidence.file) > LARGEST:
        raise Invalid(
            _("Tệp quá lớn."), fields={"file": _("Tệp minh chứng không quá 20 MB. Chọn tệp nhỏ hơn.")}
        )
    try:
        analysis = _read(evidence)
    except Unreadable as error:
        advice = _("Nếu không có tệp khác, bỏ tệp và chỉ nộp số, ngày văn bản.")
        raise Invalid(_("Không đọc được tệp."), fields={"file": f"{error} {advice}"}) from error
    if analysis.metadata.secrecy:
        raise SecretEvidence(
            _("Tệp có dấu chỉ độ mật, không được đưa vào hệ thống. Tệp không được lưu."),
            fields={"file": _("Bỏ tệp này và báo ngay cán bộ phụ trách bảo vệ bí mật của cơ quan.")},
        )
    return analysis.source.media_type


def _read(evidence: Evidence) -> Analysis:
    """The person waits for the answer: what takes longer than a minute is stopped."""
    lot = quarantine.keep(evidence.file_name, [BytesIO(evidence.file)])
    try:
        path, folder = quarantine.parts(lot)[0], quarantine.folder(lot)
        return analyze_bounded(path, evidence.file_name, folder=folder, limits=WHILE_SOMEBODY_WAITS)
    finally:
        quarantine.discard(lot)
