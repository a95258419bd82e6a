"""Ranges of the text as the leaves of an Akoma Ntoso file, every character in its place.

A finding becomes an inline element where its span lies within one leaf and crosses no other finding;
otherwise only the analysis block names it, with its offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from caunoi.analysis.akoma_ntoso import AKN, MARKED, OWN

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CHANGES_IN_ATTRIBUTES = re.compile(f"{NOT_XML.pattern}|[\t\n]")


@dataclass(frozen=True)
class Inline:
    """An element around a span of the text; ``finding`` is the finding it stands for, if it is one."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, str]
    finding: str = ""


def sub(above: Any, tag: str, /, **attributes: str) -> Any:
    """A new element of the standard at the end of another."""
    return etree.SubElement(above, f"{{{AKN}}}{tag}", attributes)


def own(**values: object) -> dict[str, str]:
    """Attributes of our own namespace; None is left out, characters outside XML are replaced."""
    return {f"{{{OWN}}}{name}": safe(str(value)) for name, value in values.items() if value is not None}


def safe(words: str) -> str:
    """Words that an attribute can hold as they are."""
    return _CHANGES_IN_ATTRIBUTES.sub("\ufffd", words)


@dataclass
class TextWriter:
    """Writes one text from its start to its end; ranges must be asked for in reading order."""

    text: str
    inlines: Sequence[Inline]
    placed: set[str] = field(default_factory=set)
    _next: int = 0

    def leaf(self, element: Any, start: int, end: int) -> None:
        """Fill one leaf with a range of the text and the findings inside it."""
        _Leaf(self.text, element).fill(start, end, self._nested(start, end))

    def paragraphs(self, above: Any, start: int, end: int) -> None:
        """The range as paragraphs, a line each; a line goes on where a finding runs over its end."""
        for left, right in self._lines(start, end):
            self.leaf(sub(above, "p"), left, right)

    def rows(self, row: Any, start: int, end: int) -> None:
        """One row of a table: a cell up to each tab."""
        left = start
        while (tab := self.text.find("\t", left, end)) >= 0:
            self.leaf(sub(sub(row, "td"), "p"), left, tab + 1)
            left = tab + 1
        self.leaf(sub(sub(row, "td"), "p"), left, end)

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        left = start
        bridges = iter(self._bridges(start, end))
        bridge = next(bridges, None)
        for right in self._line_ends(start, end):
            while bridge and bridge[1] <= right:
                bridge = next(bridges, None)
            if bridge and bridge[0] < right:
                continue
            yield left, right
            left = right
        if left < end:
            yield left, end

    def _line_ends(self, start: int, end: int) -> Iterator[int]:
        """Where lines end, empty lines taken with the line before."""
        at = start
        while (newline := self.text.find("\n", at, end)) >= 0:
            at = newline + 1
            while at < end and self.text[at] == "\n":
                at += 1
            yield at

    def _bridges(self, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of findings inside the range, joined where they overlap."""
        joined: list[tuple[int, int]] = []
        for inline in self._within(start, end):
            if joined and inline.start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], inline.end))
            else:
                joined.append((inline.start, inline.end))
        return joined

    def _within(self, start: int, end: int) -> Iterator[Inline]:
        while self._next < len(self.inlines) and self.inlines[self._next].start < start:
            self._next += 1
        at = self._next
        while at < len(self.inlines) and self.inlines[at].start < end:
            if self.inlines[at].end <= end:
                yield self.inlines[at]
            at += 1

    def _nested(self, start: int, end: int) -> list[Inline]:
        """Those inside the range that nest; of two that cross, the first stays."""
        chosen: list[Inline] = []
        around: list[Inline] = []
        for inline in self._within(start, end):
            while around and around[-1].end <= inline.start:
                around.pop()
            if around and inline.end > around[-1].end:
                continue
            around.append(inline)
            chosen.append(inline)
        self.placed.update(inline.finding for inline in chosen if inline.finding)
        return chosen


class _Leaf:
    """Words go behind the element that was closed last, or into the one that is open."""

    def __init__(self, text: str, element: Any) -> None:
        self._text = text
        self._open: list[tuple[Any, int]] = [(element, -1)]
        self._last: Any = None

    def fill(self, start: int, end: int, inlines: Sequence[Inline]) -> None:
        at = start
        for inline in inlines:
            at = self._close_until(at, inline.start)
            at = self._write(at, inline.start)
            element = sub(self._open[-1][0], inline.name, **inline.attributes)
            self._open.append((element, inline.end))
            self._last = None
        at = self._close_until(at, end)
        self._write(at, end)

    def _close_until(self, at: int, limit: int) -> int:
        while len(self._open) > 1 and self._open[-1][1] <= limit:
            element, end = self._open[-1]
            at = self._write(at, end)
            self._open.pop()
            self._last = element
        return at

    def _write(self, start: int, end: int) -> int:
        at = start
        for match in NOT_XML.finditer(self._text, start, end):
            self._put(self._text[at : match.start()])
            self._last = sub(self._open[-1][0], "marker", name=f"{MARKED}{ord(match[0]):04X}")
            at = match.end()
        self._put(self._text[at:end])
        return end

    def _put(self, words: str) -> None:
        if not words:
            return
        if self._last is None:
            self._open[-1][0].text = words
        else:
            self._last.tail = words
