"""Tables of targets: a head row names the columns, every row below it with a number is one target.

TT | Chỉ tiêu | Đơn vị tính | Năm 2026 | Năm 2030
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caunoi.analysis.doctypes import STATUTES
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Span, Target
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.quantities import read_number

_NAME = re.compile(
    r"(?:tên\s+|nội\s+dung\s+|các\s+|nhóm\s+)?(?:chỉ\s+tiêu|mục\s+tiêu)(?:\s+(?:chủ\s+yếu|cụ\s+thể|chính))?"
)
_UNIT = re.compile(r"đơn\s+vị(?:\s+tính)?|đvt")
_PLANNED = re.compile(
    r"kế\s+hoạch|mục\s+tiêu|phấn\s+đấu|chỉ\s+tiêu(?:\s+(?:giao|năm|đến|phấn\s+đấu|đặt\s+ra))?|kết\s+quả(?:\s+cần\s+đạt)?|"
    r"đến\s+năm|(?:đến\s+)?(?:hết\s+)?(?:năm\s+)?20\d\d|giai\s+đoạn"
)
_DONE = re.compile(
    r"thực\s+hiện|ước|so\s+sánh|hiện\s+trạng|năm\s+trước|cùng\s+kỳ|kết\s+quả\s+(?:đạt|năm|20)|đã\s+đạt|tỷ\s+lệ\s+hoàn\s+thành"
)
_YEAR = re.compile(r"20\d\d")
_GROUP_YEAR = re.compile(r"(?:đến|trong|hết)\s+(?:hết\s+)?(?:năm\s+)?(20\d\d)")
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_SIGN = r">=|<=|≥|≤|>|<|=|trên|hơn|dưới|từ|ít\s+nhất|tối\s+thiểu|không\s+dưới|không\s+quá|tối\s+đa|đạt|khoảng"
_VALUE = re.compile(
    rf"(?P<sign>{_SIGN})?\s*(?P<value>{_NUMBER})(?:\s?%)?(?:\s?-\s?(?P<to>{_NUMBER}))?\s?(?P<percent>%)?"
    r"\s*(?P<up>trở\s+lên)?(?=$|[\s;,.(])"
)
_COMPARATORS = {
    ">": ">", "trên": ">", "hơn": ">", "<": "<", "dưới": "<", "<=": "<=", "≤": "<=", "không quá": "<=",
    "tối đa": "<=", "=": "=",
}  # fmt: skip
_RANK = re.compile(r"thứ\s+(?:bậc|hạng)|xếp\s+hạng|\bhạng\b")
_LONGEST_HEAD = 400
_LONGEST_VALUE = 80
_LONGEST_UNIT = 60


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a table says what is counted, in what, and how much; the columns of numbers with their years."""

    name: int
    unit: int
    values: tuple[tuple[int, str | None], ...]

    @property
    def width(self) -> int:
        return max(self.name, self.unit, *(at for at, _ in self.values)) + 1


def row_targets(
    view: View, tree: Tree, found: list[Block], indexes: Iterator[int], kind: str | None
) -> Iterator[Target]:
    """One target for every number in a column of what is planned; none in statutes and reports."""
    if kind in STATUTES or kind == "bao-cao":
        return
    head, year = None, None
    for index in indexes:
        block = found[index]
        if "\t" not in view.flat[block.start : block.end]:
            head = None
            continue
        cells = _cells(view, block)
        named = _head(view, cells) if block.end - block.start < _LONGEST_HEAD else None
        if named:
            head, year = named, None
        elif head and len(cells) >= head.width and any(_filled(view, cells[at]) for at, _ in head.values):
            yield from _targets(view, tree, cells, head, year)
        elif len(cells) > 1:
            year = _group_year(view, block) or year
        else:
            head = None


def _cells(view: View, block: Block) -> list[Span]:
    cells, start = [], block.start
    for part in view.flat[block.start : block.end].split("\t"):
        cells.append((start, start + len(part)))
        start += len(part) + 1
    return cells


def _head(view: View, cells: list[Span]) -> _Head | None:
    words = [" ".join(view.low[start:end].split()) for start, end in cells]
    name = next((at for at, cell in enumerate(words) if _NAME.fullmatch(cell)), None)
    unit = next((at for at, cell in enumerate(words) if _UNIT.fullmatch(cell)), None)
    if name is None or unit is None:
        return None
    values = tuple(
        (at, _year(cell)) for at, cell in enumerate(words) if at > name and at != unit and _plans(cell)
    )
    return _Head(name, unit, values) if values else None


def _plans(cell: str) -> bool:
    return bool(_PLANNED.match(cell)) and not _DONE.search(cell)


def _year(cell: str) -> str | None:
    years = _YEAR.findall(cell)
    return years[-1] if years else None


def _filled(view: View, cell: Span) -> bool:
    return bool(view.low[slice(*cell)].strip())


def _group_year(view: View, block: Block) -> str | None:
    """The year that a row without numbers sets for the rows below it: "Đến năm 2030"."""
    match = _GROUP_YEAR.search(view.low, block.start, block.end)
    return match[1] if match else None


def _targets(view: View, tree: Tree, cells: list[Span], head: _Head, year: str | None) -> Iterator[Target]:
    subject = view.words(*cells[head.name]).strip(" ,;:.")
    unit = _unit(view.words(*cells[head.unit]))
    if not subject or len(unit) > _LONGEST_UNIT:
        return
    begin = cells[head.name][0]
    for at, by in head.values:
        start, end = cells[at]
        for match in _numbers(view, start, end):
            yield _target(view, tree, match, (begin, match.end()), subject, unit, by or year)
            begin = match.end()


def _unit(printed: str) -> str:
    """The unit as it stands inside a sentence: every share is "percent", "Mô hình" is "mô hình"."""
    if printed.startswith("%") or printed.lower() == "phần trăm":
        return "percent"
    return printed if printed[1:2].isupper() else printed[:1].lower() + printed[1:]


def _numbers(view: View, start: int, end: int) -> Iterator[re.Match[str]]:
    """The numbers of a cell: one, or several that semicolons part ("≤ 3 khu vực; ≤ 50 thế giới")."""
    if end - start > _LONGEST_VALUE:
        return
    for part in re.finditer("[^;]+", view.low[start:end]):
        left = start + part.start() + len(part[0]) - len(part[0].lstrip())
        match = _VALUE.match(view.low, left, start + part.end())
        if match:
            yield match


def _target(
    view: View, tree: Tree, match: re.Match[str], span: Span, subject: str, unit: str, by: str | None
) -> Target:
    to = read_number(match["to"]) if match["to"] else None
    begin = span[0] + len(view.flat[span[0] : span[1]]) - len(view.flat[span[0] : span[1]].lstrip(" ;\t"))
    return Target(
        provision=tree.id_at(begin),
        span=(begin, span[1]),
        comparator="range" if to is not None else _comparator(match, f"{subject.lower()} {unit}"),
        value=read_number(match["value"]),
        value_to=to,
        unit="percent" if match["percent"] else unit or "chỉ tiêu",
        subject=subject,
        by=by,
        countable=True,
        rule="target-row",
        confidence="likely",
    )


def _comparator(match: re.Match[str], counted: str) -> str:
    sign = " ".join((match["sign"] or "").split())
    if match["up"]:
        return ">="
    if sign in _COMPARATORS:
        return _COMPARATORS[sign]
    return "<=" if not sign and _RANK.search(counted) else ">="
