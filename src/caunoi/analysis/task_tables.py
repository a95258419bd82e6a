"""Tables of assigned tasks: a head row names the columns, every row below it is one assignment.

TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm

Cells stand apart by tabs, or by bars on one line. Where no head is known, the cells tell (`guessed_columns`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from caunoi.analysis.bodies import bodies, is_body
from caunoi.analysis.guessed_columns import NO_TASKS, guess_columns, is_task
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Assignment, Confidence, Deadline, Span
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.symbols import DATE, iso_date

# Who a column may name before it says what they do: "Bộ phận, cá nhân chịu trách nhiệm"; no count of them.
_WHO = (
    r"(?<!số\s)\b(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|người|cá\s+nhân|địa\s+phương|sở|ngành)\b"
    r"(?:(?!phối\s|tham\s+gia|thời\s|tiến\s)[^.:;()]){0,30}?"
)
# In this order: "Cơ quan phối hợp thực hiện" is a partner's column, "Thời gian thực hiện" a deadline's.
COLUMNS = (
    ("with", re.compile(r"phối\s+hợp|(?<!số\s)(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|người|cùng)\s+tham\s+gia")),
    (
        "due",
        re.compile(
            r"thời\s+(?:gian|hạn|điểm)|tiến\s+độ|hoàn\s+thành|\bhạn\s+(?:cuối|chót|nộp|gửi|thực\s+hiện)|^\s*hạn\s*$"
        ),
    ),
    (
        "lead",
        re.compile(
            rf"chủ\s+trì|phân\s+công|{_WHO}(?:thực\s+hiện|triển\s+khai|phụ\s+trách|đầu\s+mối|tham\s+mưu|trình|soạn\s+thảo|"
            r"theo\s+dõi|chịu\s+trách\s+nhiệm|đảm\s+nhiệm|được\s+giao)|"
            r"^\s*(?:phụ\s+trách|đầu\s+mối|tham\s+mưu|thực\s+hiện|(?:chịu\s+)?trách\s+nhiệm(?:\s+thực\s+hiện)?)\s*$"
        ),
    ),
    ("product", re.compile(r"sản\s+phẩm|kết\s+quả|đầu\s+ra")),
    (
        "task",
        re.compile(
            r"nhiệm\s+vụ|nội\s+dung|công\s+việc|hoạt\s+động|giải\s+pháp|văn\s+bản|đề\s+án|dự\s+án|chương\s+trình|"
            r"^\s*(?:tên\s+)?việc\b|đầu\s+việc|việc\s+(?:cần|phải)\s+làm"
        ),
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
# What stands alone in a cell on the second line of a head.
_HALF = re.compile(
    r"\s*(?:(?:cơ\s+quan\s+)?(?:chủ\s+trì|phối\s+hợp)|thực\s+hiện|hoàn\s+thành|phụ\s+trách|tham\s+mưu|đầu\s+mối|theo\s+dõi|"
    r"tham\s+gia|chịu\s+trách\s+nhiệm)(?:\s+thực\s+hiện)?\s*"
)
_FEWEST_CELLS = 3
_FEWEST_BARS = 2
_LINE = re.compile(r"[^\n\f]+")
# The line of Markdown under a head.
_RULE = re.compile(r"[\s|:-]+")
# What opens a row and no head.
_NUMBERED = re.compile(r"\s*\(?\d{1,3}(?:\.\d{1,2})*[.)]?\s*$")
_COLUMN_NUMBER = re.compile(r"\s*(?:\(?\d{1,2}\)?|\(?[a-z]\)?)?\s*")


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
    reader = _Reader(view)
    for index in indexes if "\t" in view.flat or "|" in view.flat else ():
        for row in _lines(view, found[index]):
            reader.read(row)
    reader.close()
    return sorted(reader.rows, key=lambda row: row.block.start)


class _Reader:
    """Reads line after line: what a head names holds for the rows below it."""

    def __init__(self, view: View) -> None:
        self.rows: list[TaskRow] = []
        self._view = view
        self._columns: dict[str, int] = {}
        self._above: list[Cell] = []
        self._unnamed: list[tuple[Block, list[Cell]]] = []

    def read(self, row: Block) -> None:
        """Takes the next line, of a table or between tables."""
        cells = _cells(self._view, row)
        if len(cells) < _FEWEST_CELLS:
            self._between(row, len(cells))
            return
        above, self._above = self._above, []
        head = self._head(row, cells, above)
        if head:
            self.close()
            self._columns, self._above = head, cells
        elif self._columns:
            if max(self._columns.values()) < len(cells):
                self.rows.append(_row(row, cells, self._columns, "likely"))
        else:
            self._wait(row, cells)

    def close(self) -> None:
        """Ends a table: rows without a known head are told by what stands in them."""
        kept = [each for each in self._unnamed if not _is_numbering(self._view, each[1])]
        columns = guess_columns(self._view, [[(cell.start, cell.end) for cell in cells] for _, cells in kept])
        for row, cells in kept if columns else ():
            task = cells[columns["task"]]
            if is_task(self._view, (task.start, task.end)):
                self.rows.append(_row(row, cells, columns, "guess"))
        self._unnamed = []
        self._columns = {}

    def _head(self, row: Block, cells: list[Cell], above: list[Cell]) -> dict[str, int]:
        """What the head names that this line is, alone or as the second line of one."""
        if row.end - row.start >= _LONGEST_HEAD or _NUMBERED.match(
            self._view.low, cells[0].start, cells[0].end
        ):
            return {}
        words = [self._view.low[cell.start : cell.end] for cell in cells]
        if len(above) == len(cells) and not words[0].strip() and any(map(_HALF.fullmatch, words)):
            words = [
                f"{self._view.low[up.start : up.end]} {each}" for up, each in zip(above, words, strict=True)
            ]
        return _columns(words)

    def _wait(self, row: Block, cells: list[Cell]) -> None:
        if self._unnamed and len(self._unnamed[-1][1]) != len(cells):
            self.close()
        self._unnamed.append((row, cells))
        self._above = cells

    def _between(self, row: Block, width: int) -> None:
        """A line that is no row of a table: a short one names a group of rows, a long one ends the table."""
        self._above = []
        ends = width == 1 and not _is_group(self._view, row)
        if ends or (
            self._unnamed and self._view.flat[row.start : row.end].rstrip().endswith((".", ";", ":"))
        ):
            self.close()


def _row(row: Block, cells: list[Cell], columns: dict[str, int], confidence: Confidence) -> TaskRow:
    return TaskRow(row, {name: cells[at] for name, at in columns.items()}, confidence)


def _lines(view: View, block: Block) -> Iterator[Block]:
    """The block itself, or its lines where bars set cells apart."""
    if (
        "\t" in view.flat[block.start : block.end]
        or view.flat.count("|", block.start, block.end) < _FEWEST_BARS
    ):
        yield block
        return
    for line in _LINE.finditer(view.flat, block.start, block.end):
        if not _RULE.fullmatch(line[0]):
            yield Block(*line.span())


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


def _cells(view: View, row: Block) -> list[Cell]:
    start, end = row.start, row.end
    line = view.flat[start:end]
    sign = "|" if "\t" not in line and line.count("|") >= _FEWEST_BARS else "\t"
    if sign == "\t" and sign in line:
        start, end = _widened(view, start, end)
    elif sign == "|" and line.lstrip().startswith(sign):
        start += line.index(sign) + 1
        end = row.start + len(line.rstrip().removesuffix(sign))
    cells = []
    for part in view.flat[start:end].split(sign):
        cells.append(Cell(start, start + len(part)))
        start += len(part) + 1
    return cells


def _widened(view: View, start: int, end: int) -> Span:
    """A row with the empty cells at its edges, which a block leaves out."""
    while start and view.flat[start - 1] in " \t":
        start -= 1
    while end < len(view.flat) and view.flat[end] in " \t":
        end += 1
    return start, end


def _is_numbering(view: View, cells: list[Cell]) -> bool:
    """Whether a row only counts the columns: (1) | (2) | (3)."""
    return all(_COLUMN_NUMBER.fullmatch(view.low, cell.start, cell.end) for cell in cells)


def _is_group(view: View, block: Block) -> bool:
    """A short line between rows names a group of them."""
    return block.end - block.start < _LONGEST_HEAD and view.flat[block.start : block.end].strip() != ""


def _columns(head: list[str]) -> dict[str, int]:
    """Which column holds what, where these are the words of the head of a task table; else nothing."""
    named: dict[str, int] = {}
    for at, words in enumerate(head):
        if NO_TASKS.search(words):
            return {}
        name = next((name for name, pattern in COLUMNS if pattern.search(words)), None)
        if name:
            named.setdefault(name, at)
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
