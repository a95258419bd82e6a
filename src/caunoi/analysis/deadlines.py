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
    r"\s*(?:,|và|hoặc|/)\s*(?P<also>(?:h[ằà]ng\s+)?(?P<every>(?:0?6|sáu)\s+tháng|tháng|quý|năm))\b(?!\s*(?:\d|học|nay|sau|trước|qua))"
)
_MUST = (
    r"\b(?:(?:chậm|muộn)\s+nhất(?:\s+(?:là|trước|vào|đến|trong))?|trước|xong|đến\s+hết|hết|từ\s+nay\s+đến(?:\s+hết)?|"
    r"hoàn\s+thành(?:\s+(?:trước|trong|vào))?|thời\s+(?:gian|hạn)(?:\s+(?:hoàn\s+thành|thực\s+hiện))?\s*:|hạn\s+cuối|trong|đến)"
    r"\s+(?:\d{1,2}\s*(?:h|giờ)\s*\d{0,2}(?:\s*phút)?,?\s*)?"
)
_PAST = re.compile(r"(?:\bđã\b|vừa\s+qua|trước\s+đây|có\s+hiệu\s+lực|được\s+ban\s+hành)[^.;]{0,60}$")
# "Đến ngày …, Sở X đã trình": what a report tells of a day is done.
_DONE = re.compile(r"[^.;]{0,90}?\bđã\b")
_FUTURE = re.compile(
    r"phương hướng|nhiệm vụ|giải pháp|kiến nghị|đề xuất|kế hoạch|tổ chức thực hiện|mục tiêu|chỉ tiêu"
)
_STRONG = re.compile(r"chậm\s+nhất|trước|hoàn\s+thành|muộn\s+nhất|xong")
# Kinds of documents that tell of what has been: their days are deadlines only where a heading looks ahead.
_TELLING = frozenset({"bao-cao", "to-trinh"})
_BLANK_DAY = re.compile(r"ngày[^\n]{0,12}?tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>20\d\d)")
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


_FIELD = (
    r"\b(?:thời\s+(?:gian|hạn)|hạn|ngày)"
    r"(?:\s+(?:thực\s+hiện|hoàn\s+thành|dự\s+kiến|tổ\s+chức|trình|báo\s+cáo|gửi|nộp)){0,2}\s*:\s*"
)
_OTHER_DAY = r"ngày\s+\d{1,2}(?:[/.]\d{1,2}){0,2}\s*(?:,|và|-|đến(?:\s+hết)?)\s*(?:cả\s+)?(?:ngày\s+)?"


# In this order: what an earlier rule has taken, a later one leaves alone. Patterns begin with what is rare.
_RULES = (
    # từ ngày 13 đến ngày 15/12/2026; ngày 26, 27/12/2026: the last day counts
    _Rule(
        "due-range",
        "date",
        re.compile(DATE),
        re.compile(rf"(?:\b(?:từ|trong|vào|chiều|sáng)\s+)?{_OTHER_DAY}$"),
        True,
        iso_date,
        "likely",
    ),
    # chậm nhất ngày 15/12/2026; trước 07h00 ngày 14/3/2026
    _Rule(
        "due-date", "date", re.compile(DATE), re.compile(rf"{_MUST}(?:ngày\s+)?$"), True, iso_date, "certain"
    ),
    # thời gian thực hiện: ngày 28/12/2026
    _Rule(
        "due-field",
        "date",
        re.compile(DATE),
        re.compile(rf"{_FIELD}[^.;]{{0,20}}ngày\s+$"),
        True,
        iso_date,
        "certain",
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
    # trước 07 ngày; chậm nhất 10 ngày làm việc; trước ngày bầu cử 10 ngày
    _Rule(
        "due-span",
        "date",
        re.compile(
            r"\d{1,3}\s*(?:\([^)]{1,20}\)\s*)?(?:ngày|giờ|tuần)(?:\s+làm\s+việc)?\b(?!\s*(?:/|tháng|\d))"
        ),
        re.compile(
            r"\b(?:(?:ít|chậm|muộn)\s+nhất\s+(?:là\s+)?(?:(?:trước|sau|trong)\s+)?|là\s+sau\s+|sớm\s+trước\s+|trong\s+(?:thời\s+hạn|vòng)\s+|"
            r"trước\s+(?:ngày\s+(?:[^\W\d]+\s+){1,4})?)$"
        ),
        True,
        _nothing,
        "likely",
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
    _Rule("ad-hoc", "ad-hoc", re.compile(r"đột\s+xu[ấâ]t\b"), re.compile("$"), False, _nothing, "certain"),
    # thời gian thực hiện: năm 2026 và các năm tiếp theo
    _Rule(
        "due-field-year",
        "date",
        re.compile(r"năm\s+(?P<y>20\d\d)\b(?!\s*-)(?:\s+và\s+(?:những|các)\s+năm\s+tiếp\s+theo)?"),
        re.compile(rf"{_FIELD}(?:trong\s+|cả\s+)?$"),
        True,
        _year,
        "certain",
    ),
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
    # … tổ chức mít tinh ngày 25/11/2026: a day that lies behind the document's own
    _Rule(
        "due-day",
        "date",
        re.compile(DATE),
        re.compile(r"(?:\bvào\s+)?(?<!/)\bngày\s+$"),
        True,
        iso_date,
        "likely",
    ),
)
_REACH = 60
_STRONG_REACH = 30
# A norm is full of days and terms that nobody has to keep by a date.
_NOT_OF_NORMS = frozenset({"due-span", "due-day", "due-range"})


def find_deadlines(
    view: View,
    found: list[Block],
    zones: Zones,
    tree: Tree,
    mentions: Mentions,
    kind: str | None,
    issued: str | None,
) -> tuple[Deadline, ...]:
    """All points in time and rhythms of the body and of enclosed texts, in reading order."""
    finder = _Finder(view, found, tree, mentions, kind, issued or _dated(view, found, zones, mentions))
    for start, end in _stretches(found, zones):
        finder.search(start, end)
    return tuple(sorted(finder.deadlines, key=lambda item: item.span))


def _dated(view: View, found: list[Block], zones: Zones, mentions: Mentions) -> str | None:
    """The month of a date line with a blank day, or else the last date of a document that is cited."""
    end = found[zones.body - 1].end if zones.body else 0
    blank = _BLANK_DAY.search(view.low, 0, end)
    if blank:
        return _month(blank)
    dates = [item.date for item in mentions.citations if item.date and len(item.date) == len("2026-01-01")]
    return max(dates, default=None)


def _stretches(found: list[Block], zones: Zones) -> Iterator[Span]:
    parts = [range(zones.body, zones.tail), *(range(part.body, part.end) for part in zones.enclosures)]
    for part in parts:
        if part:
            yield found[part.start].start, found[part.stop - 1].end


class _Finder:
    def __init__(
        self,
        view: View,
        found: list[Block],
        tree: Tree,
        mentions: Mentions,
        kind: str | None,
        since: str | None,
    ) -> None:
        self.deadlines: list[Deadline] = []
        self._view = view
        self._blocks = found
        self._tree = tree
        self._mentions = mentions
        self._taken: list[Span] = []
        self._statute = kind in STATUTES
        self._telling = kind in _TELLING
        self._since = since

    def search(self, start: int, end: int) -> None:
        """Applies every rule to a stretch of text."""
        for rule in _RULES:
            if self._statute and rule.id in _NOT_OF_NORMS:
                continue
            taken: list[Span] = []
            for match in rule.pattern.finditer(self._view.low, start, end):
                first = self._first(rule, match, start)
                if (
                    first < (taken[-1][1] if taken else 0)
                    or not self._free((first, match.end()))
                    or self._excluded(rule, first, match.end())
                    or (rule.id == "due-day" and not self._ahead(rule.date(match)))
                ):
                    continue
                taken.append((first, match.end()))
                self._add(rule, taken[-1], rule.date(match), _every(match))
                taken += self._also(rule, match, end)
            self._taken = sorted(self._taken + taken)

    def _first(self, rule: _Rule, match: re.Match[str], floor: int) -> int:
        """Where the finding starts, with the words before that belong to it; -1 where needed ones are missing."""
        floor = max(floor, match.start() - _REACH)
        before = rule.before.search(self._view.low[floor : match.start()])
        if before:
            return floor + before.start()
        return -1 if rule.required else match.start()

    def _also(self, rule: _Rule, match: re.Match[str], end: int) -> list[Span]:
        """ "định kỳ 6 tháng và năm": further rhythms of one list."""
        spans: list[Span] = []
        at = match.end()
        while rule.id == "rhythm" and (more := _ALSO.match(self._view.low, at, end)):
            if not match["each"]:
                break
            span = more.span("also")
            spans.append(span)
            self._add(rule, span, None, _every(more))
            at = more.end()
        return spans

    def _free(self, span: Span) -> bool:
        found = bisect_right(self._taken, (span[1], 0)) - 1
        return found < 0 or self._taken[found][1] <= span[0]

    def _excluded(self, rule: _Rule, start: int, end: int) -> bool:
        if self._mentions.covers(start) or self._mentions.covers(end - 1):
            return True
        before = self._view.low[max(0, start - 80) : start]
        if _EFFECT.search(before) or (rule.kind != "recurring" and self._told(rule, start, end)):
            return True
        return rule.kind == "date" and rule.id != "due-term" and bool(_PAST.search(before))

    def _ahead(self, date: str | None) -> bool:
        return bool(date and self._since and date[: len(self._since)] >= self._since and date != self._since)

    def _told(self, rule: _Rule, start: int, end: int) -> bool:
        """Whether a report tells of this day or year instead of setting it."""
        if rule.date is _nothing:
            return False
        if _STRONG.search(self._view.low, max(0, start - _STRONG_REACH), end):
            return False
        if _DONE.match(self._view.low, end):
            return True
        if not self._telling or rule.kind != "date":
            return False
        headings = self._tree.headings(self._tree.at(start))
        return not any(_FUTURE.search(heading) for heading in headings)

    def _add(self, rule: _Rule, span: Span, date: str | None, every: str | None) -> None:
        confidence: Confidence = "guess" if self._statute else rule.confidence
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
