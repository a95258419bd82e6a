"""The columns of a task table whose head says nothing known, told from what stands in their cells."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from caunoi.analysis.bodies import bodies, is_body, opens_with_body, verb_after
from caunoi.analysis.body_words import VERB
from caunoi.analysis.model import Span
from caunoi.analysis.normal import View
from caunoi.analysis.symbols import DATE

# Lists of people and addresses, scores, opinions and their answers: a body stands there, but no work is its own.
NO_TASKS = re.compile(
    r"họ\s+(?:và\s+)?tên|chức\s+(?:vụ|danh)|năm\s+sinh|điện\s+thoại|\bsđt\b|e-?mail|thư\s+điện\s+tử|địa\s+chỉ|nơi\s+nhận|"
    r"điểm\s+(?:chuẩn|tối\s+đa|số|tự|trừ|cộng|thưởng|đạt)|(?:thang|chấm|tổng|bảng)\s+điểm|^\s*điểm\s*$|xếp\s+(?:loại|hạng)"
)
# A head that may stand over bodies which only issue, receive, propose or are looked at.
_OTHERS = re.compile(
    r"ban\s+hành|\bnhận\b|\bgửi\b|(?:kiến|đề)\s+nghị|ý\s+kiến|góp\s+ý|tiếp\s+thu|giải\s+trình|phê\s+duyệt|công\s+tác|"
    r"\bký\b|quản\s+lý|\bđược\b|đối\s+tượng|thành\s+phần|tiêu\s+chí|chỉ\s+tiêu|số\s+liệu|số\s+lượng|tỷ\s+lệ|cơ\s+cấu"
)
_OFFICE = re.compile(
    r"\s*(?:đồng\s+chí|đ/c|ông|bà|thành\s+viên|ủy\s+viên|chuyên\s+viên|cán\s+bộ|(?:phó\s+)?(?:trưởng|chủ|bí|giám|viện|hiệu|cục)\b)"
)
_CONTACT = re.compile(r"\S@\S|(?<!\d)0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}(?!\d)")
_FIGURE = re.compile(r"\s*[<>≥≤]?\s*\d[\d.,]*\s*%?\s*")
_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}(?:\.\d{1,2})*|[ivx]{1,5}|[a-zđ])?[.)]?\)?\s*")
_WHEN = re.compile(rf"{DATE}|qu[ýí]\s+(?:i{{1,3}}|iv|[1-4])\b|tháng\s+\d|(?<!\d)20\d\d(?!\d)")
_LETTERED = re.compile(r"[\s\d.()+-]*")
_FEWEST = 3
_MOST = 0.7
_HALF = 0.5
_LONGEST_LEAD = 160
_LONGEST_DATE = 60
_FEWEST_WORDS = 4

Row = Sequence[Span]
Test = Callable[[View, Span], bool]


def guess_columns(view: View, rows: Sequence[Row]) -> dict[str, int]:
    """Which column names the lead, which the task and which the time in rows of one width; else nothing.

    The lead's is the column that holds bodies in most of its cells, the partners' may stand right beside it; the
    task's stands left of both and begins with verbs; the first holds numbers or nothing. Nothing is said of lists of
    people, of figures, or where the head names another relation.
    """
    if len(rows) < _FEWEST or _is_other(view, rows[0]):
        return {}
    headed = not any(is_task(view, cell) for cell in rows[0])
    columns = list(zip(*rows[headed:], strict=True))
    if not _is_numbered(view, columns[0]):
        return {}
    leads = [at for at, cells in enumerate(columns) if at and _mostly(view, cells, _is_lead, _MOST)]
    beside = leads[1:] == [leads[0] + 1] if leads else False
    if not (beside or len(leads) == 1) or any(map(_is_barred(view), columns)):
        return {}
    lead = leads[0]
    tasks = [at for at in range(lead) if _mostly(view, columns[at], is_task, _HALF)]
    dues = [
        at
        for at, cells in enumerate(columns)
        if at not in (*leads, *tasks) and _mostly(view, cells, _is_due, _HALF)
    ]
    found = {"task": tasks[:1], "lead": leads[:1], "with": leads[1:], "due": dues[:1]}
    return {name: at[0] for name, at in found.items() if at} if tasks else {}


def is_task(view: View, cell: Span) -> bool:
    """Whether a cell tells of work: several words that begin with a verb."""
    start = _LETTERED.match(view.low, *cell)
    words = view.low[start.end() if start else cell[0] : cell[1]]
    return len(words.split()) >= _FEWEST_WORDS and bool(VERB.match(words))


def _is_other(view: View, head: Row) -> bool:
    words = [view.low[start:end] for start, end in head]
    worded = not any(is_task(view, cell) for cell in head)
    return any(NO_TASKS.search(each) or (worded and _OTHERS.search(each)) for each in words)


def _is_numbered(view: View, cells: Sequence[Span]) -> bool:
    """Whether a column holds the numbers of rows, or is empty as where a list numbered them by itself."""
    return sum(bool(_NUMBER.fullmatch(view.low, *cell)) for cell in cells) >= _MOST * len(cells)


def _mostly(view: View, cells: Sequence[Span], test: Test, share: float) -> bool:
    filled = [cell for cell in cells if view.flat[slice(*cell)].strip()]
    right = sum(test(view, cell) for cell in filled)
    return right >= _FEWEST and right >= share * len(filled)


def _is_lead(view: View, cell: Span) -> bool:
    low = view.low[slice(*cell)].strip()
    if len(low) > _LONGEST_LEAD or not opens_with_body(low) or _OFFICE.match(low):
        return False
    return verb_after(view, *cell) is None and all(map(is_body, bodies(view.words(*cell))))


def _is_due(view: View, cell: Span) -> bool:
    return cell[1] - cell[0] <= _LONGEST_DATE and bool(_WHEN.search(view.low, *cell))


def _is_barred(view: View) -> Callable[[Sequence[Span]], bool]:
    """Whether a column holds figures, names of people, offices, or addresses."""

    def barred(cells: Sequence[Span]) -> bool:
        counted = _mostly(view, cells, _is_figure, _HALF) and not _counts_up(view, cells)
        return counted or any(
            _mostly(view, cells, test, _HALF) for test in (_is_person, _is_contact, _is_office)
        )

    return barred


def _counts_up(view: View, cells: Sequence[Span]) -> bool:
    """Whether these are the numbers of the rows."""
    numbers = [int(words) for cell in cells if (words := view.low[slice(*cell)].strip(" .()")).isdecimal()]
    return len(numbers) >= _FEWEST and all(one < other or other == 1 for one, other in pairwise(numbers))


def _is_figure(view: View, cell: Span) -> bool:
    words = view.low[slice(*cell)]
    return bool(_FIGURE.fullmatch(words)) and not _WHEN.search(words)


def _is_person(view: View, cell: Span) -> bool:
    """Two to four words, each with a capital, that begin as no body does."""
    words = view.flat[slice(*cell)].split()
    named = 1 < len(words) <= _FEWEST_WORDS and all(word.istitle() for word in words)
    return named and not opens_with_body(view.low[slice(*cell)])


def _is_contact(view: View, cell: Span) -> bool:
    return bool(_CONTACT.search(view.low, *cell))


def _is_office(view: View, cell: Span) -> bool:
    return bool(_OFFICE.match(view.low, *cell))
