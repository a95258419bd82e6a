"""Tables of assigned tasks: a head row names the columns, every row below it is one assignment.

TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from caunoi.analysis.bodies import bodies, is_body
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Assignment, Confidence, Deadline, Span
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.symbols import DATE, iso_date

# In this order: "Cơ quan phối hợp thực hiện" is a partner's column, "Thời gian thực hiện" a deadline's.
COLUMNS = (
    ("with", re.compile(r"phối\s+hợp")),
    ("due", re.compile(r"thời\s+(?:gian|hạn|điểm)|tiến\s+độ|hoàn\s+thành")),
    ("product", re.compile(r"sản\s+phẩm|kết\s+quả")),
    (
        "lead",
        re.compile(
            r"chủ\s+trì|(?:cơ\s+quan|đơn\s+vị)\s+(?:thực\s+hiện|đầu\s+mối|trình|soạn\s+thảo)|phân\s+công"
        ),
    ),
    (
        "task",
        re.compile(r"nhiệm\s+vụ|nội\s+dung|công\s+việc|hoạt\s+động|văn\s+bản|đề\s+án|dự\s+án|chương\s+trình"),
    ),
)
_QUARTERS = {"i": 3, "ii": 6, "iii": 9, "iv": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_DUE = (
    (re.compile(DATE), iso_date),
    (
        re.compile(r"qu[ýí]\s+(?P<q>i{1,3}|iv|[1-4])(?:\s?[/-]\s?|\s+năm\s+)(?P<y>20\d\d)"),
        lambda match: f"{match['y']}-{_QUARTERS[match['q']]:02}",
    ),
    (
        re.compile(r"(?:tháng\s+)?(?P<m>0?[1-9]|1[0-2])(?:\s?[/-]\s?|\s+năm\s+)(?P<y>20\d\d)"),
        lambda match: f"{match['y']}-{int(match['m']):02}",
    ),
    (re.compile(r"(?<!\d)(?P<y>20\d\d)(?!\d|\s*-)"), lambda match: match["y"]),
)
# "Từ quý II/2027": when something begins is no deadline.
_SINCE = re.compile(r"\s*từ\s(?!.*\sđến\s|.*[-–])", re.S)
_UNTIL = re.compile(r"\s*từ\s.*?\s(?:đến|[-–])\s", re.S)
_LONGEST_HEAD = 300
_FEWEST_CELLS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """Where the words of a cell stand."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of a task table: the spans of its cells by what their column holds."""

    block: Block
    cells: dict[str, Cell]
    confidence: Confidence = "likely"


def task_rows(view: View, found: list[Block], indexes: Iterator[int]) -> list[TaskRow]:
    """The rows of all task tables among these blocks, in reading order."""
    rows: list[TaskRow] = []
    columns: dict[str, int] = {}
    for index in indexes if "\t" in view.flat else ():
        block = found[index]
        cells = _cells(view, block)
        if len(cells) < _FEWEST_CELLS:
            columns = {} if len(cells) == 1 and not _is_group(view, block) else columns
            continue
        head = _columns(view, cells) if block.end - block.start < _LONGEST_HEAD else {}
        if head:
            columns = head
        elif columns and max(columns.values()) < len(cells):
            rows.append(TaskRow(block, {name: cells[at] for name, at in columns.items()}))
    return rows


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


Found = TypeVar("Found", bound=_Placed)


def with_rows(found: tuple[Found, ...], rows: Iterable[Found]) -> tuple[Found, ...]:
    """The findings of sentences and those of rows in reading order; what a row says, no sentence repeats."""
    ours = list(rows)
    spans = sorted(item.span for item in ours)
    kept = [item for item in found if not _overlaps(spans, item.span)]
    return tuple(sorted([*kept, *ours], key=lambda item: item.span))


def _overlaps(spans: list[Span], span: Span) -> bool:
    at = bisect_right(spans, (span[1], 0)) - 1
    return at >= 0 and spans[at][1] > span[0]


def _cells(view: View, block: Block) -> list[Cell]:
    cells, start = [], block.start
    for part in view.flat[block.start : block.end].split("\t"):
        cells.append(Cell(start, start + len(part)))
        start += len(part) + 1
    return cells


def _is_group(view: View, block: Block) -> bool:
    """A short line between rows names a group of them."""
    return block.end - block.start < _LONGEST_HEAD and view.flat[block.start : block.end].strip() != ""


def _columns(view: View, cells: list[Cell]) -> dict[str, int]:
    """Which column holds what, where this row is the head of a task table; else nothing."""
    named: dict[str, int] = {}
    for at, cell in enumerate(cells):
        words = view.low[cell.start : cell.end]
        for name, pattern in COLUMNS:
            if pattern.search(words):
                named.setdefault(name, at)
                break
    return named if {"lead", "task"} <= set(named) else {}


def row_assignments(view: View, tree: Tree, rows: list[TaskRow]) -> Iterator[Assignment]:
    """One assignment for every row with a lead of its own."""
    for row in rows:
        lead = row.cells["lead"]
        named = view.words(lead.start, lead.end)
        if not named or not is_body(named):
            continue
        partners = row.cells.get("with")
        task = row.cells["task"]
        yield Assignment(
            provision=tree.id_at(row.block.start),
            span=(row.block.start, row.block.end),
            lead=bodies(named),
            cooperating=_partners(view, partners) if partners else (),
            action=view.words(task.start, task.end) or named,
            product=_product(view, row),
            rule="assign-row",
            confidence=row.confidence,
        )


def _product(view: View, row: TaskRow) -> str | None:
    cell = row.cells.get("product")
    return view.words(cell.start, cell.end) or None if cell else None


def _partners(view: View, cell: Cell) -> tuple[str, ...]:
    return tuple(name for name in bodies(view.words(cell.start, cell.end)) if is_body(name))


def row_deadlines(view: View, tree: Tree, rows: list[TaskRow]) -> Iterator[Deadline]:
    """The date of every row whose column of time says one."""
    for row in rows:
        cell = row.cells.get("due")
        found = _due(view, cell) if cell else None
        if found:
            span, date = found
            task = row.cells["task"]
            what = view.words(task.start, task.end) or None
            yield Deadline(tree.id_at(span[0]), span, "date", date, None, what, "due-row", row.confidence)


def _due(view: View, cell: Cell) -> tuple[Span, str | None] | None:
    if _SINCE.match(view.low, cell.start, cell.end):
        return None
    stretch = _UNTIL.match(view.low, cell.start, cell.end)
    start = stretch.end() if stretch else cell.start
    for pattern, date in _DUE:
        match = pattern.search(view.low, start, cell.end)
        if match:
            return match.span(), date(match)
    return None
