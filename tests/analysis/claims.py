"""What an analysis claims, checked against its text: by the property tests and by the fuzzer."""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from jsonschema import Draft202012Validator

from caunoi.analysis import Analysis
from caunoi.analysis.model import Assignment, Citation, Deadline, Provision, Span, Target
from caunoi.analysis.normal import view

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "contracts" / "analysis.schema.json"
# Validation takes longer than the analysis; thousands of findings of one text are all of a kind.
_MOST_VALIDATED = 3000
_MOST_WEIGHED = 500
_LIST = 120
Found = TypeVar("Found")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_RHYTHMS = {
    "day": ("ngày",), "week": ("tuần",), "month": ("tháng",), "quarter": ("quý", "tháng"),
    "half-year": ("tháng",), "year": ("năm",), "term": ("nhiệm kỳ",),
}  # fmt: skip

# Pieces of official texts, sound and spoilt; strings of them look like documents that no office wrote.
OFFICIAL_WORDS = (
    "I.", "II-", "1.", "1.1.", "a)", "-", "+", "Điều 1.", "Chương I", "Phụ lục", "Số", "Số 1-KH/ĐU", "KẾ HOẠCH",
    "NGHỊ QUYẾT", "Kính gửi:", "Nơi nhận:", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lò Văn Mẫu", "MẬT",
    "ĐẾN Ngày 10-05-2023", "Số: 12", "Chuyển: I. A", "ngày 31/02/2023", "trước ngày 15/12/2025", "hằng năm",
    "quý IV/2026", "đột xuất", "100%", "ít nhất 05 mô hình (03 a, 02 b)", "phấn đấu", "mỗi chi bộ",
    "Giao Sở Y tế chủ trì, phối hợp với", "và", ",", ";", ".", ":", "(", ")", '"', "“", "”", "*", "**", "#", "_",
    "|", "\t", "\n", "\n\n", "\x0c", "-----", "2.", "99.", "Nghị quyết số 25-NQ/TW,", "04/2015/NĐ/CP",
    "Luật Mẫu năm 2011", "Ban Thường vụ:", "TỔ CHỨC THỰC HIỆN", "CHỈ TIÊU", "không có cơ sở không hoàn thành",
    "\ud800", "\x00", "İ", "e\u0302\u0301", "²", "١٥/١٢/2025", "３０%", "ngày 1 tháng 2 năm 2026", "Hoà Bình",
    "uỷ ban nhân dân", "định kỳ 6 tháng và năm", "đến năm 2030 và những năm tiếp theo", "từ ngày 3 đến ngày",
    "chậm nhất 05 ngày làm việc kể từ ngày", "Cơ quan chủ trì: Sở Nội vụ.", "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian",
    "1\tXây dựng đề án\tSở Tài chính\tQuý II/2026", "QCVN 01:2021/BTNMT", "khoản 2 Điều 5 Luật Mẫu số 1/2024/QH15",
)  # fmt: skip


@cache
def _schema() -> Draft202012Validator | None:
    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))) if SCHEMA.is_file() else None


def faults(analysis: Analysis) -> list[str]:
    """What is wrong in an analysis, in sentences; an empty list is what is promised."""
    return [*_against_schema(analysis), *_outside(analysis), *_places(analysis), *false_claims(analysis)]


def _against_schema(analysis: Analysis) -> Iterator[str]:
    schema = _schema()
    if not schema or len(spans(analysis)) > _MOST_VALIDATED:
        return
    for error in schema.iter_errors(json.loads(json.dumps(analysis.to_json()))):
        yield f"schema: {error.json_path}: {error.message[:200]}"


def spans(analysis: Analysis) -> list[Span]:
    """Every span of an analysis."""
    groups: tuple[tuple[Any, ...], ...] = (
        analysis.provisions, analysis.citations, analysis.targets, analysis.assignments, analysis.deadlines,
        analysis.metadata.signers, analysis.metadata.stamps, analysis.warnings,
    )  # fmt: skip
    return [*(item.span for item in chain(*groups) if item.span), *analysis.sentences]


def _outside(analysis: Analysis) -> Iterator[str]:
    for start, end in spans(analysis):
        if not 0 <= start < end <= len(analysis.text):
            yield f"span: [{start}, {end}) of {len(analysis.text)}"


def _places(analysis: Analysis) -> Iterator[str]:
    ids = [item.id for item in analysis.provisions]
    if len(ids) != len(set(ids)):
        yield "places: two provisions with one id"
    named = {item.parent for item in analysis.provisions}
    for group in (analysis.citations, analysis.targets, analysis.assignments, analysis.deadlines):
        named |= {item.provision for item in group}
    if lost := named - {None} - set(ids):
        yield f"places: {sorted(map(str, lost))[:3]} do not exist"


def false_claims(analysis: Analysis) -> list[str]:
    """Findings whose fields their spans do not show."""
    shown = _Shown(analysis)
    found: list[str] = []
    found += (f"label {item.label!r}" for item in _some(analysis.provisions) if not shown.label(item))
    found += (f"symbol {item.symbol!r}" for item in _some(analysis.citations) if not shown.symbol(item))
    found += (f"target {item.value!r}" for item in _some(analysis.targets) if not shown.target(item))
    found += (f"lead {item.lead!r}" for item in _some(analysis.assignments) if not shown.lead(item))
    found += (
        f"deadline {item.date!r} {item.every!r}" for item in _some(analysis.deadlines) if not shown.time(item)
    )
    return found


def _some(items: tuple[Found, ...]) -> tuple[Found, ...]:
    """All of them, or as many spread over a text that has tens of thousands."""
    return items[:: len(items) // _MOST_WEIGHED + 1]


def _words(text: str) -> list[str]:
    return _WORD.findall(view(text).low)


def _numbers(text: str) -> set[int]:
    return {int(digits) for digits in _DIGITS.findall(text) if len(digits) < 20}


class _Shown:
    """Whether the text shows what a finding says."""

    def __init__(self, analysis: Analysis) -> None:
        self._text = analysis.text
        self._held = {item.id: item for item in analysis.provisions}
        self._suggested = [(item.span, item.suggestion) for item in analysis.warnings if item.suggestion]

    def _at(self, span: Span) -> str:
        return self._text[span[0] : span[1]]

    def label(self, item: Provision) -> bool:
        """The label opens the provision, or stands directly before it (the label of an appendix)."""
        if not item.label:
            return True
        wanted = "".join(_words(item.label))
        near = "".join(_words(self._text[max(0, item.span[0] - 80) : item.span[0] + 80]))
        return wanted in near

    def symbol(self, item: Citation) -> bool:
        """The symbol's signs stand in the span, or a warning there tells that it was repaired.

        In "số 187, 188-KL/TW" the number stands there, and the rest behind the next one.
        """
        if not item.symbol or "".join(_words(item.symbol)) in "".join(_words(self._at(item.span))):
            return True
        start, end = item.span
        number, *rest = _words(item.symbol)
        ahead = "".join(_words(self._text[end : end + _LIST]))
        if number in _words(self._at(item.span)) and "".join(rest) in ahead:
            return True
        return any(
            said == item.symbol and span and span[0] < end and start < span[1]
            for span, said in self._suggested
        )

    def target(self, item: Target) -> bool:
        """The number stands in the span, the numbers of its parts too; "none" is written as a word."""
        printed = self._at(item.span)
        if item.rule == "target-none":
            return "không" in view(printed).low
        values = [item.value, *([item.value_to] if item.value_to is not None else [])]
        parts = [part.value for part in item.breakdown]
        return all(_is_printed(value, printed) for value in [*values, *parts])

    def lead(self, item: Assignment) -> bool:
        """Every word of a body stands in the span, in the heading above, or in the task table's row."""
        said = set(_words(self._at(item.span)))
        place = self._held.get(item.provision or "")
        while place:
            said |= set(_words(place.heading or ""))
            place = self._held.get(place.parent or "")
        return all(word in said for name in item.lead for word in _words(name))

    def time(self, item: Deadline) -> bool:
        """Day and month stand in the span and the year somewhere; a quarter's month follows from the quarter."""
        printed = " ".join(view(self._at(item.span)).low.split()).replace("quí", "quý")
        if item.every and not any(word in printed for word in _RHYTHMS[item.every]):
            return False
        if not item.date:
            return True
        year, *rest = [int(part) for part in item.date.split("-")]
        # "trước ngày 15/12" of a plan for 2026: the year is the document's.
        known = year in _numbers(self._text) or year - 1 in _numbers(self._text)
        return known and ("quý" in printed or set(rest) <= _numbers(printed))


def _is_printed(value: float, printed: str) -> bool:
    digits = "".join(_DIGITS.findall(f"{value:.10f}".rstrip("0").rstrip(".")))
    plain = unicodedata.normalize("NFKC", re.sub(r"(?<=\d)[.,](?=\d)", "", printed))
    found = {str(int(number)) for number in _DIGITS.findall(plain) if len(number) < 400}
    return (digits.lstrip("0") or "0") in {number.rstrip("0") or "0" for number in found} | found
