"""Dates to be met and rhythms: định kỳ hằng quý, trước ngày 20 hằng tháng, chậm nhất ngày 15/12/2026, đột xuất."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from caunoi.analysis.certainty import deadline_class
from caunoi.analysis.citations import Mentions
from caunoi.analysis.deadline_rules import (
    ALSO,
    BLANK_DAY,
    DONE,
    EDGES,
    EFFECT,
    EVERY,
    FUTURE,
    PAST,
    QUARTERS,
    RULES,
    STRONG,
    TELLING,
    WHAT_LIMIT,
    Rule,
    month,
    nothing,
)
from caunoi.analysis.doctypes import STATUTES, in_draft
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Confidence, Deadline, Span
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.zones import Zones

_REACH = 60
_STRONG_REACH = 30
# What decides the class of a deadline stands close before it.
_CLASS_REACH = 200
# A norm is full of days and terms that nobody has to keep by a date.
_NOT_OF_NORMS = frozenset(
    {"due-span", "due-day", "due-range", "due-open-day", "due-open-month", "due-open-quarter"}
)
_BEGINS = re.compile(r"\btừ\s+$")
# "hằng năm, chậm nhất ngày 15/12": the day belongs to the rhythm.
_OF_RHYTHM = re.compile(
    r"(?:(?:h[ằà]ng|mỗi|định\s+kỳ)\s+\w+(?:\s+\w+)?[\s,(*]+|(?:tháng|quý|năm)\s*[(*]+\s*)$"
)
_OPEN = frozenset({"due-open-day", "due-open-month", "due-open-quarter"})


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
    blank = BLANK_DAY.search(view.low, 0, end)
    if blank:
        return month(blank)
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
        self._telling = kind in TELLING
        self._submits = kind == "to-trinh"
        self._since = since

    def search(self, start: int, end: int) -> None:
        """Applies every rule to a stretch of text; what several rules look for is looked for once."""
        seen: dict[re.Pattern[str], list[re.Match[str]]] = {}
        for rule in RULES:
            if self._statute and rule.id in _NOT_OF_NORMS:
                continue
            taken: list[Span] = []
            if rule.pattern not in seen:
                seen[rule.pattern] = list(rule.pattern.finditer(self._view.low, start, end))
            for match in seen[rule.pattern]:
                first = self._first(rule, match, start)
                if (
                    first < (taken[-1][1] if taken else 0)
                    or not self._free((first, match.end()))
                    or self._excluded(rule, first, match.end())
                    or (rule.id == "due-day" and not self._ahead(rule.date(match)))
                    or (rule.id in _OPEN and self._telling)
                ):
                    continue
                taken.append((first, match.end()))
                date = self._coming(match) if rule.id in _OPEN else rule.date(match)
                self._add(rule, taken[-1], date, _every(match))
                taken += self._also(rule, match, end)
            self._taken = sorted(self._taken + taken)

    def _first(self, rule: Rule, match: re.Match[str], floor: int) -> int:
        """Where the finding starts, with the words before that belong to it; -1 where needed ones are missing."""
        floor = max(floor, match.start() - _REACH)
        before = rule.before.search(self._view.low[floor : match.start()])
        if before:
            return floor + before.start()
        return -1 if rule.required else match.start()

    def _also(self, rule: Rule, match: re.Match[str], end: int) -> list[Span]:
        """ "định kỳ 6 tháng và năm": further rhythms of one list."""
        spans: list[Span] = []
        at = match.end()
        while rule.id == "rhythm" and (more := ALSO.match(self._view.low, at, end)):
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

    def _excluded(self, rule: Rule, start: int, end: int) -> bool:
        before = self._view.low[max(0, start - 80) : start]
        if self._submits and in_draft("to-trinh", self._tree.id_at(start)):
            return True
        if self._mentions.covers(start) or self._mentions.covers(end - 1):
            return True
        if rule.id in _OPEN and _OF_RHYTHM.search(before):
            return True
        if rule.id == "due-quarter" and _BEGINS.search(before):
            return True
        if rule.kind == "horizon" and self._tree.id_at(start) == "preamble":
            # Among the grounds it belongs to the title of a document that is cited.
            return True
        if EFFECT.search(before) or (rule.kind != "recurring" and self._told(rule, start, end)):
            return True
        return rule.kind == "date" and rule.id != "due-term" and bool(PAST.search(before))

    def _ahead(self, date: str | None) -> bool:
        return bool(date and self._since and date[: len(self._since)] >= self._since and date != self._since)

    def _coming(self, match: re.Match[str]) -> str | None:
        """The first such day, month or quarter behind the document's own date; None where that is not known."""
        parts = match.groupdict()
        month = QUARTERS[parts["q"]] if parts.get("q") else int(parts["m"])
        if self._since is None or not 1 <= month <= 12:
            return None
        year = int(self._since[:4])
        day = f"-{int(parts['d']):02}" if parts.get("d") else ""
        date = f"{year}-{month:02}{day}"
        return date if date >= self._since[: len(date)] else f"{year + 1}{date[4:]}"

    def _told(self, rule: Rule, start: int, end: int) -> bool:
        """Whether a report tells of this day or year instead of setting it."""
        if rule.date is nothing:
            return False
        if STRONG.search(self._view.low, max(0, start - _STRONG_REACH), end):
            return False
        if DONE.match(self._view.low, end):
            return True
        if not self._telling or rule.kind != "date":
            return False
        headings = self._tree.headings(self._tree.at(start))
        return not any(FUTURE.search(heading) for heading in headings)

    def _add(self, rule: Rule, span: Span, date: str | None, every: str | None) -> None:
        confidence = self._class(rule, span, date)
        what = self._what(span)
        self.deadlines.append(
            Deadline(self._tree.id_at(span[0]), span, rule.kind, date, every, what, rule.id, confidence)
        )

    def _class(self, rule: Rule, span: Span, date: str | None) -> Confidence:
        if self._statute:
            return "guess"
        if self._telling and rule.confidence == "certain":
            return "likely"
        before = self._view.low[max(self._block(span[0]).body, span[0] - _CLASS_REACH) : span[0]]
        return deadline_class(
            rule.id, rule.confidence, self._view.low[slice(*span)], before, self._ahead(date)
        )

    def _block(self, at: int) -> Block:
        return self._blocks[bisect_right(self._blocks, at, key=lambda item: item.start) - 1]

    def _what(self, span: Span) -> str | None:
        """The clause that the date or rhythm governs."""
        block = self._block(span[0])
        start = max(block.body, span[0] - WHAT_LIMIT)
        for edge in EDGES.finditer(self._view.low, start, span[0]):
            start = edge.end()
        limit = min(block.end, span[1] + WHAT_LIMIT)
        edge_after = EDGES.search(self._view.low, span[1], limit)
        end = edge_after.start() if edge_after else limit
        return self._view.words(start, max(end, span[1])).strip(" ,;.-") or None


def _every(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    said = groups.get("every") or groups.get("each")
    if not said:
        return None
    return EVERY[" ".join(said.split()).removeprefix("0")]
