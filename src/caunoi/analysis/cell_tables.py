"""Task tables whose cells came out one under another, as text layers of PDF files and copies of web pages give them.

A row begins with its number. Where a line "|" stands between the cells, a cell's place tells its column; where nothing
does, the first cell that is wholly the name of a body is the lead, the next one the partners.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from caunoi.analysis.bodies import opens_with_body, verb_after
from caunoi.analysis.lines import Block
from caunoi.analysis.normal import View
from caunoi.analysis.task_tables import COLUMNS, Cell, TaskRow

# Begins with what is rare; the line's beginning is looked at behind it.
_OPENING = re.compile(r"tt[ \t]*(?=\n)")
_OPENS = re.compile(r"\s*(?:s|số\s+)?tt")
_FILLED = re.compile(r"[^\n\f]*[^\s]")
_NUMBER = re.compile(r"(\d{1,3})\.?|\d{1,3}(?:\.\d{1,2}){1,2}\.?")
_FIRST_ROW = re.compile(r"(?:1|i|a)\.?|\(1\)|(?:i|a)\.\s.*|1\.1\.?")
# What a page of a gazette repeats, and the number of a page.
_RUNNING = re.compile(r"công báo/.*|\d{1,3}")
_GROUP = re.compile(r"(?:[ivx]{1,5}|[a-zđ])\.?(?:\s.*)?")
_OPEN_END = re.compile(r"(?:[,;(-]|\b(?:và|của|các|với|cho|về|theo|tại|ở|do|thuộc))$")
_GOES_ON = re.compile(r"việt\s+nam\b|và\s|\(")
_WHEN = re.compile(
    r"(?:trước|trong|từ|quý|tháng|năm|ngày|xong|hoàn\s+thành|đến)\b[^.]*\d|\d{1,2}/\d{4}|20\d\d"
)
_LONGEST_HEAD = 24
_LONGEST_ROW = 60
# In lines, and how many heads without a row are read on: a text of nothing but heads must not take for ever.
_LONGEST_TABLE = 20_000
_MOST_VAIN = 20


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    low: str


def stacked_rows(view: View, start: int) -> list[TaskRow]:
    """The rows of all such tables behind the head of a document, in reading order."""
    rows: list[TaskRow] = []
    lines: list[_Line] = []
    vain = 0
    for opening in _OPENING.finditer(view.low, start):
        line = view.low.rfind("\n", 0, opening.start()) + 1
        whole = _OPENS.fullmatch(view.low, line, opening.start() + 2)
        if whole and vain < _MOST_VAIN and (not rows or line >= rows[-1].block.end):
            # Cut once, and only in texts that have such a head.
            lines = lines or list(_lines(view, line))
            at = bisect_left(lines, line, key=lambda one: one.start)
            found = _table(view, lines[at : at + _LONGEST_TABLE])
            vain += not found
            rows += found
    return rows


def _table(view: View, lines: list[_Line]) -> list[TaskRow]:
    above = lines[:_LONGEST_HEAD]
    first = next((i for i, line in enumerate(above) if i and _FIRST_ROW.fullmatch(line.low)), 0)
    head = above[:first]
    columns = _order(" ".join(line.low for line in head))
    if not {"lead", "task"} <= set(columns):
        return []
    if any(line.low == "|" for line in head):
        return _parted(lines, head)
    return _stacked(view, lines[first:], {line.low for line in head}, "product" in columns)


def _lines(view: View, start: int) -> Iterator[_Line]:
    for match in _FILLED.finditer(view.low, start):
        text = match[0].lstrip()
        yield _Line(match.end() - len(text), match.end(), " ".join(text.split()))


def _order(head: str) -> list[str]:
    """The columns that a head names, from left to right."""
    found = {name: match.start() for name, pattern in COLUMNS if (match := pattern.search(head))}
    return sorted(found, key=found.__getitem__)


def _parted(lines: list[_Line], head: list[_Line]) -> list[TaskRow]:
    """Rows whose cells are set apart by lines "|"."""
    cells: list[list[_Line]] = [[]]
    for line in lines:
        if line.low == "|":
            cells.append([])
        else:
            cells[-1].append(line)
    columns: dict[str, int] = {}
    width = sum(line.low == "|" for line in head)
    for at, cell in enumerate(cells[:width]):
        names = _order(" ".join(line.low for line in cell))
        if names:
            columns.setdefault(names[0] if len(names) == 1 else _first_of(names), at)
    if not {"lead", "task"} <= set(columns):
        return []
    rows: list[TaskRow] = []
    last = 0
    for at, cell in enumerate(cells):
        number = _NUMBER.fullmatch(cell[0].low) if len(cell) == 1 else None
        if number and number[1] and int(number[1]) == last + 1 and at + max(columns.values()) < len(cells):
            last += 1
            row = {name: _cell(cells[at + column], cell[0].end) for name, column in columns.items()}
            rows.append(TaskRow(Block(cell[0].start, max(part.end for part in row.values())), row))
    return rows


def _first_of(names: list[str]) -> str:
    return next(name for name, _ in COLUMNS if name in names)


def _cell(lines: list[_Line], otherwise: int) -> Cell:
    return Cell(lines[0].start, lines[-1].end) if lines else Cell(otherwise, otherwise)


def _stacked(view: View, lines: list[_Line], head: set[str], has_product: bool) -> list[TaskRow]:
    """Rows whose cells nothing sets apart."""
    rows: list[TaskRow] = []
    for part in _numbered(lines, head):
        row = _row(view, part, has_product)
        if row:
            rows.append(row)
    return rows


def _numbered(lines: list[_Line], head: set[str]) -> Iterator[list[_Line]]:
    """The lines of each row behind its number."""
    part: list[_Line] = []
    count = 0
    for line in lines:
        number = _NUMBER.fullmatch(line.low)
        if number and (number[1] is None or int(number[1]) == count + 1):
            count += number[1] is not None
            yield part
            part = []
        elif _GROUP.fullmatch(line.low) and len(line.low) < 6:
            yield part
            part = []
        elif line.low not in head and not _RUNNING.fullmatch(line.low):
            part.append(line)
    yield part


def _row(view: View, lines: list[_Line], has_product: bool) -> TaskRow | None:
    if not 1 < len(lines) <= _LONGEST_ROW:
        return None
    cells = _cells(view, lines)
    lead = next((i for i, cell in enumerate(cells) if i and _is_name(view, cell)), None)
    if lead is None:
        return None
    named = {"task": Cell(cells[0].start, cells[lead - 1].end), "lead": cells[lead]}
    rest = cells[lead + 1 :]
    if rest and _is_name(view, rest[0]):
        named["with"], rest = rest[0], rest[1:]
    due = next((cell for cell in reversed(rest) if _WHEN.match(view.low, cell.start, cell.end)), None)
    if due:
        named["due"] = due
    product = next((cell for cell in rest if cell is not due), None)
    if has_product and product:
        named["product"] = product
    return TaskRow(Block(lines[0].start, lines[-1].end), named, "guess")


def _cells(view: View, lines: list[_Line]) -> list[Cell]:
    """Lines put together to cells: a new one begins with a capital where the one before did not stay open."""
    cells = [Cell(lines[0].start, lines[0].end)]
    for before, line in zip(lines, lines[1:], strict=False):
        goes_on = _OPEN_END.search(before.low) or _GOES_ON.match(line.low)
        if goes_on or view.flat[line.start].islower():
            cells[-1] = Cell(cells[-1].start, line.end)
        else:
            cells.append(Cell(line.start, line.end))
    return cells


def _is_name(view: View, cell: Cell) -> bool:
    words = view.low[cell.start : cell.end]
    return opens_with_body(words) and verb_after(view, cell.start, cell.end) is None
