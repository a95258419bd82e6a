"""The three ways in which a rule can be missing; they are never mixed up (law 18)."""

from datetime import date

from caunoi.language.dates import format_date


class RuleError(LookupError):
    """A rule that cannot be applied. ``str()`` is one Vietnamese text: what, on which basis, what to do."""

    def __init__(self, problem: str, basis: str, remedy: str) -> None:
        super().__init__(f"{problem} Căn cứ: {basis or 'chưa ghi nhận'}. {remedy}")
        self.problem = problem
        self.basis = basis
        self.remedy = remedy


class NotYetInForce(RuleError):
    """The rule is recorded, but takes effect only after the day asked for."""

    def __init__(self, what: str, basis: str, on: date, starts: date) -> None:
        super().__init__(
            f"{what} chưa có hiệu lực vào ngày {format_date(on)}, có hiệu lực từ ngày {format_date(starts)}.",
            basis,
            "Kiểm tra lại ngày; nếu ngày đúng, nạp quy định áp dụng trước thời điểm đó.",
        )
        self.starts = starts


class Abolished(RuleError):
    """The rule is recorded, but had ended before the day asked for."""

    def __init__(self, what: str, basis: str, on: date, ended: date) -> None:
        super().__init__(
            f"{what} đã hết hiệu lực vào ngày {format_date(on)}, áp dụng đến hết ngày {format_date(ended)}.",
            basis,
            "Dùng quy định thay thế đang có hiệu lực vào ngày này.",
        )
        self.ended = ended


class NoRuleRecorded(RuleError):
    """Nobody has recorded such a rule; an office can load its own table."""

    def __init__(self, what: str, basis: str = "", remedy: str = "") -> None:
        super().__init__(
            f"Chưa ghi nhận quy định về {what}.",
            basis,
            remedy or "Nạp bảng quy định của cơ quan vào hệ thống rồi thực hiện lại.",
        )
