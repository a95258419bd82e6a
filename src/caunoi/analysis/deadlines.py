"""Dates to be met and rhythms: định kỳ hằng quý, trước ngày 20 hằng tháng, chậm nhất ngày 15/12/2026, đột xuất."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from caunoi.analysis.citations import Mentions
from caunoi.analysis.doctypes import STATUTES
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Confidence, Deadline, Span
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.symbols import DATE, iso_date
from caunoi.analysis.zones import Zones

_EVERY = {
    "ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "6 tháng": "half-year", "năm": "year",
    "sáu tháng": "half-year", "nửa năm": "half-year", "nhiệm kỳ": "term",
}  # fmt: skip
_QUARTERS = {
    "i": 3,
    "ii": 6,
    "iii": 9,
    "iv": 12,
    "1": 3,
    "2": 6,
    "3": 9,
    "4": 12,
    "01": 3,
    "02": 6,
    "03": 9,
    "04": 12,
}
_ALSO = re.compile(
    r"\s*(?:,|và|hoặc|/)\s*(?:h[ằà]ng\s+)?(?P<every>(?:0?6|sáu)\s+tháng|tháng|quý|năm)\b(?!\s*(?:\d|học|nay|sau|trước|qua))"
)
_MUST = (
    r"\b(?:(?:chậm|muộn)\s+nhất(?:\s+(?:là|trước|vào|đến|trong))?|trước|xong|đến\s+hết|hết|từ\s+nay\s+đến(?:\s+hết)?|"
    r"hoàn\s+thành(?:\s+(?:trước|trong|vào))?|thời\s+(?:gian|hạn)(?:\s+(?:hoàn\s+thành|thực\s+hiện))?\s*:|hạn\s+cuối|trong|đến)"
    r"\s+(?:\d{1,2}\s*(?:h|giờ)\s*\d{0,2}(?:\s*phút)?,?\s*)?"
)
_PAST = re.compile(r"(?:\bđã\b|vừa\s+qua|trước\s+đây|có\s+hiệu\s+lực|được\s+ban\s+hành)[^.;]{0,60}$")
_EFFECT = re.compile(r"(?:có\s+)?hiệu\s+lực(?:\s+thi\s+hành)?[^.;]{0,40}$")
_EDGES = re.compile(r"[.;](?:\s|$)")
_WHAT_LIMIT = 240


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is looked for, the words before it that belong to it, and what it says."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    before: re.Pattern[str]
    required: bool
    date: Callable[[re.Match[str]], str | None]
    confidence: Confidence


def _nothing(_: re.Match[str]) -> None:
    return None


def _month(match: re.Match[str]) -> str | None:
    return f"{match['y']}-{int(match['m']):02}" if 1 <= int(match["m"]) <= 12 else None


def _quarter(match: re.Match[str]) -> str:
    return f"{match['y']}-{_QUARTERS[match['q']]:02}"


def _year(match: re.Match[str]) -> str:
    return match["y"]


# In this order: what an earlier rule has taken, a later one leaves alone. Patterns begin with what is rare.
_RULES = (
    # chậm nhất ngày 15/12/2026; trước 07h00 ngày 14/3/2026
    _Rule(
        "due-date", "date", re.compile(DATE), re.compile(rf"{_MUST}(?:ngày\s+)?$"), True, iso_date, "certain"
    ),
    # chậm nhất 05 ngày làm việc kể từ …
    _Rule(
        "due-term",
        "date",
        re.compile(
            r"\d{1,3}\s*(?:\([^)]{1,20}\)\s*)?(?:ngày|giờ|tháng|tuần)(?:\s+làm\s+việc)?"
            r"(?=\s*(?:,\s*)?(?:kể\s+từ|tính\s+từ|sau\s+khi|từ\s+khi|trước\s+khi|từ\s+ngày))"
        ),
        re.compile(
            r"\b(?:trong\s+(?:thời\s+hạn|vòng)|chậm\s+nhất(?:\s+(?:là|trong|sau))?|không\s+quá|sau|trước|tối\s+đa)"
            r"\s+(?:thời\s+hạn\s+)?(?:là\s+)?$"
        ),
        True,
        _nothing,
        "certain",
    ),
    # trong tháng 12/2025
    _Rule(
        "due-month",
        "date",
        re.compile(r"tháng\s+(?P<m>\d{1,2})(?:\s?[/.-]\s?|\s+năm\s+)(?P<y>(?:19|20)\d\d)"),
        re.compile(rf"{_MUST}$"),
        True,
        _month,
        "certain",
    ),
    # trong quý III/2026
    _Rule(
        "due-quarter",
        "date",
        re.compile(r"quý\s+(?P<q>i{1,3}|iv|0?[1-4])(?:\s?[/-]\s?|\s+năm\s+|,\s*năm\s+)(?P<y>20\d\d)"),
        re.compile(rf"{_MUST}$"),
        False,
        _quarter,
        "certain",
    ),
    # định kỳ hằng quý; trước ngày 20 hằng tháng; định kỳ 6 tháng
    _Rule(
        "rhythm",
        "recurring",
        re.compile(
            r"(?:h[ằà]ng|mỗi)\s+(?P<every>ngày|tuần|tháng|quý|năm|6\s+tháng|sáu\s+tháng)\b"
            r"|định\s+kỳ\s*:?\s*(?:báo\s+cáo\s+)?(?P<each>(?:0?6|sáu)\s+tháng|tuần|tháng|quý|năm)\b(?!\s*\d)"
        ),
        re.compile(
            r"(?:\b(?:trước|vào|chậm\s+nhất|muộn\s+nhất)\s+(?:là\s+|vào\s+)?(?:ngày|tuần)\s+[\w/.-]{1,8}\s+"
            r"(?:(?:tháng\s+\d{1,2}|của\s+tháng\s+\w+|của)\s+)?)?(?:\bđịnh\s+kỳ\s+)?$"
        ),
        False,
        _nothing,
        "certain",
    ),
    # báo cáo đột xuất
    _Rule("ad-hoc", "ad-hoc", re.compile(r"đột\s+xuất\b"), re.compile("$"), False, _nothing, "certain"),
    # hoàn thành trong năm 2026
    _Rule(
        "due-year",
        "date",
        re.compile(r"năm\s+(?P<y>20\d\d)\b(?!\s*-)"),
        re.compile(
            r"\b(?:(?:chậm|muộn)\s+nhất|trước|xong|hoàn\s+thành|trong|hết)(?:\s+(?:trong|trước))?\s+$"
        ),
        True,
        _year,
        "likely",
    ),
    # đến năm 2030 và những năm tiếp theo
    _Rule(
        "horizon",
        "horizon",
        re.compile(r"năm\s+(?P<y>20\d\d)\b(?:\s+và\s+(?:những|các)\s+năm\s+tiếp\s+theo)?"),
        re.compile(r"(?:\btầm\s+nhìn\s+)?\b(?:đến|tới)\s+$"),
        True,
        _year,
        "likely",
    ),
)
_REACH = 60


def find_deadlines(
    view: View, found: list[Block], zones: Zones, tree: Tree, mentions: Mentions, kind: str | None
) -> tuple[Deadline, ...]:
    """All points in time and rhythms of the body and of enclosed texts, in reading order."""
    finder = _Finder(view, found, tree, mentions)
    for start, end in _stretches(found, zones):
        finder.search(start, end, statute=kind in STATUTES)
    return tuple(sorted(finder.deadlines, key=lambda item: item.span))


def _stretches(found: list[Block], zones: Zones) -> Iterator[Span]:
    parts = [range(zones.body, zones.tail), *(range(part.body, part.end) for part in zones.enclosures)]
    for part in parts:
        if part:
            yield found[part.start].start, found[part.stop - 1].end


class _Finder:
    def __init__(self, view: View, found: list[Block], tree: Tree, mentions: Mentions) -> None:
        self.deadlines: list[Deadline] = []
        self._view = view
        self._blocks = found
        self._tree = tree
        self._mentions = mentions
        self._taken: list[Span] = []

    def search(self, start: int, end: int, statute: bool) -> None:
        """Applies every rule to a stretch of text."""
        for rule in _RULES:
            taken: list[Span] = []
            for match in rule.pattern.finditer(self._view.low, start, end):
                first = self._first(rule, match, start)
                if (
                    first < 0
                    or not self._free((first, match.end()))
                    or self._excluded(rule, first, match.end())
                ):
                    continue
                taken.append((first, match.end()))
                self._add(rule, taken[-1], rule.date(match), _every(match), statute)
                taken += self._also(rule, match, end, statute)
            self._taken = sorted(self._taken + taken)

    def _first(self, rule: _Rule, match: re.Match[str], floor: int) -> int:
        """Where the finding starts, with the words before that belong to it; -1 where needed ones are missing."""
        floor = max(floor, match.start() - _REACH)
        before = rule.before.search(self._view.low[floor : match.start()])
        if before:
            return floor + before.start()
        return -1 if rule.required else match.start()

    def _also(self, rule: _Rule, match: re.Match[str], end: int, statute: bool) -> list[Span]:
        """ "định kỳ 6 tháng và năm": further rhythms of one list."""
        spans: list[Span] = []
        at = match.end()
        while rule.id == "rhythm" and (more := _ALSO.match(self._view.low, at, end)):
            if not match["each"]:
                break
            span = more.span("every")
            spans.append(span)
            self._add(rule, span, None, _every(more), statute)
            at = more.end()
        return spans

    def _free(self, span: Span) -> bool:
        found = bisect_right(self._taken, (span[1], 0)) - 1
        return found < 0 or self._taken[found][1] <= span[0]

    def _excluded(self, rule: _Rule, start: int, end: int) -> bool:
        if self._mentions.covers(start) or self._mentions.covers(end - 1):
            return True
        before = self._view.low[max(0, start - 80) : start]
        if _EFFECT.search(before):
            return True
        return rule.kind == "date" and rule.id != "due-term" and bool(_PAST.search(before))

    def _add(self, rule: _Rule, span: Span, date: str | None, every: str | None, statute: bool) -> None:
        confidence: Confidence = "guess" if statute else rule.confidence
        what = self._what(span)
        self.deadlines.append(
            Deadline(self._tree.id_at(span[0]), span, rule.kind, date, every, what, rule.id, confidence)
        )

    def _what(self, span: Span) -> str | None:
        """The clause that the date or rhythm governs."""
        block = self._blocks[bisect_right(self._blocks, span[0], key=lambda item: item.start) - 1]
        start = max(block.body, span[0] - _WHAT_LIMIT)
        for edge in _EDGES.finditer(self._view.low, start, span[0]):
            start = edge.end()
        limit = min(block.end, span[1] + _WHAT_LIMIT)
        edge_after = _EDGES.search(self._view.low, span[1], limit)
        end = edge_after.start() if edge_after else limit
        return self._view.words(start, max(end, span[1])).strip(" ,;.-") or None


def _every(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    said = groups.get("every") or groups.get("each")
    if not said:
        return None
    return _EVERY[" ".join(said.split()).removeprefix("0")]
