"""The analysis as text for a reader at a terminal: document, tree, findings, warnings."""

from collections.abc import Iterator

from caunoi.analysis.doctypes import type_name
from caunoi.analysis.model import Analysis, Assignment, Citation, Deadline, Metadata, Provision, Target
from caunoi.language.dates import parse_date

_SIGNS = {">=": "ít nhất", ">": "trên", "<=": "không quá", "<": "dưới", "=": "đúng", "range": "từ"}
_EVERY = {
    "day": "hằng ngày", "week": "hằng tuần", "month": "hằng tháng", "quarter": "hằng quý",
    "half-year": "6 tháng một lần", "year": "hằng năm", "term": "mỗi nhiệm kỳ",
}  # fmt: skip
_SECRECY = {"mat": "Mật", "toi-mat": "Tối mật", "tuyet-mat": "Tuyệt mật"}
_STRUCTURE = {"dash", "item", "paragraph", "row"}


def outline(analysis: Analysis) -> str:
    """Everything found in one document, in Vietnamese, one finding a line."""
    parts = [
        *_document(analysis.source.name, analysis.metadata),
        *_section(
            "Bố cục", (_provision(item) for item in analysis.provisions if item.kind not in _STRUCTURE)
        ),
        *_section("Văn bản viện dẫn", map(_citation, analysis.citations)),
        *_section("Chỉ tiêu", map(_target, analysis.targets)),
        *_section("Phân công", map(_assignment, analysis.assignments)),
        *_section("Thời hạn và định kỳ", map(_deadline, analysis.deadlines)),
        *_section("Cần xem lại", (_joined(item.message, item.suggestion) for item in analysis.warnings)),
    ]
    return "\n".join(parts)


def _section(title: str, rows: Iterator[str]) -> Iterator[str]:
    listed = list(rows)
    yield ""
    yield f"{title} ({len(listed)})"
    yield from (f"  {row}" for row in listed)


def _joined(message: str, suggestion: str | None) -> str:
    return f"{message} Nên đọc: {suggestion}" if suggestion else message


def _document(name: str, metadata: Metadata) -> Iterator[str]:
    rows = (
        ("Tệp", name),
        ("Số, ký hiệu", metadata.symbol),
        ("Loại", type_name(metadata.type)),
        ("Cơ quan ban hành", metadata.issuer),
        ("Ngày", _date(metadata.date)),
        ("Trích yếu", metadata.subject),
        ("Độ mật", _SECRECY.get(metadata.secrecy or "")),
    )
    for label, value in rows:
        if value:
            yield f"{label}: {value}"


def _date(iso: str | None) -> str | None:
    """An ISO date, month or year as offices write it."""
    if not iso:
        return None
    parts = iso.split("-")[::-1]
    whole = "/".join(parts)
    return whole if len(parts) < 3 or parse_date(whole) else iso


def _place(provision: str | None) -> str:
    return f"[{provision}] " if provision else ""


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",") if value < 1e6 else f"{value:,.0f}".replace(",", ".")


def _provision(item: Provision) -> str:
    label = item.label or ("Phần mở đầu" if item.kind == "preamble" else "")
    return f"{'  ' * (item.level - 1)}{label} {item.heading or ''}".rstrip()


def _citation(item: Citation) -> str:
    dated = f", {_date(item.date)}" if item.date else ""
    issued = f", {item.issuer}" if item.issuer else ""
    return f"{_place(item.provision)}{item.symbol or item.title or item.type}{dated}{issued}"


def _target(item: Target) -> str:
    unit = "%" if item.unit == "percent" else item.unit
    upper = f" đến {_number(item.value_to)}" if item.value_to is not None else ""
    strive = "phấn đấu " if item.strength == "strive" else ""
    amount = f"{strive}{_SIGNS[item.comparator]} {_number(item.value)}{upper} {unit}"
    return f"{_place(item.provision)}{item.subject}: {amount}"


def _assignment(item: Assignment) -> str:
    others = f" (phối hợp: {'; '.join(item.cooperating)})" if item.cooperating else ""
    return f"{_place(item.provision)}{'; '.join(item.lead)}{others}: {item.action[:160]}"


def _deadline(item: Deadline) -> str:
    words = {"ad-hoc": "đột xuất", "recurring": _EVERY.get(item.every or "", "định kỳ")}
    when = words.get(item.kind) or _date(item.date) or "theo thời hạn tính từ sự kiện"
    return f"{_place(item.provision)}{when}: {(item.what or '')[:160]}"
