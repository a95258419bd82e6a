"""Cutting the runs of a Word file at the edges of spans, so that comments can stand around exactly these words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from unicodedata import combining

from docx.oxml.ns import qn

from caunoi.analysis.readers.docx_places import Part, Places

_RUN, _PROPERTIES, _TEXT, _BOX = qn("w:r"), qn("w:rPr"), qn("w:t"), qn("w:txbxContent")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class _Edges:
    """Where a comment begins and ends: an element and a character in it, or None for the whole run around it."""

    first: Any
    start: int | None
    last: Any
    end: int | None


@dataclass(frozen=True)
class CommentRange:
    """The first and the last run of a comment."""

    first: Any
    last: Any


def ranges(places: Places, spans: Iterable[tuple[int, int]]) -> list[CommentRange]:
    """Cut the runs and return where each comment stands; words without a run of their own get the nearest one."""
    edges = [_edges(places, start, end) for start, end in spans]
    cuts: dict[Any, set[int]] = {}
    for edge in edges:
        for element, place in ((edge.first, edge.start), (edge.last, edge.end)):
            if place is not None:
                cuts.setdefault(element, set()).add(place)
    runs = {element: _cut(element, sorted(at)) for element, at in cuts.items()}
    return [
        CommentRange(
            runs[edge.first][edge.start][1] if edge.start is not None else _outer_run(edge.first),
            runs[edge.last][edge.end][0] if edge.end is not None else _outer_run(edge.last),
        )
        for edge in edges
    ]


def _edges(places: Places, start: int, end: int) -> _Edges:
    parts = [part for part in places.touching(start, end) if _outer_run(part.element) is not None]
    if not parts:
        nearest = _nearest(places, start).element
        return _Edges(nearest, None, nearest, None)
    first, last = parts[0], parts[-1]
    return _Edges(first.element, _start_in(first, start), last.element, _end_in(last, end))


def _nearest(places: Places, start: int) -> Part:
    able = [part for part in places.parts if _outer_run(part.element) is not None]
    return next((part for part in able if part.places[0] >= start), able[-1])


def _start_in(part: Part, start: int) -> int | None:
    if not _can_be_cut(part):
        return None
    return part.inside[bisect_left(part.places, start)]


def _end_in(part: Part, end: int) -> int | None:
    if not _can_be_cut(part):
        return None
    words = part.element.text
    after = part.inside[bisect_left(part.places, end) - 1] + 1
    # The marks of a decomposed letter stay with it.
    while after < len(words) and combining(words[after]):
        after += 1
    return after


def _can_be_cut(part: Part) -> bool:
    run = part.element.getparent()
    return bool(
        part.element.tag == _TEXT and run.tag == _RUN and not part.whole and run is _outer_run(part.element)
    )


def _outer_run(element: Any) -> Any:
    """The run around an element; for words in a text box the run that holds the box: Word keeps no comments there."""
    runs = [above for above in element.iterancestors() if above.tag == _RUN]
    boxed = any(above.tag == _BOX for above in element.iterancestors())
    return (runs[-1] if boxed else runs[0]) if runs else None


def _cut(text: Any, at: list[int]) -> dict[int, tuple[Any, Any]]:
    """Part a text at these places into runs; for each place the run before it and the run after it."""
    _isolate(text)
    words = text.text or ""
    edges = sorted({0, *at, len(words)})
    runs = [text.getparent()]
    for left, right in zip(edges[1:], edges[2:], strict=False):
        runs.append(_run_after(runs[-1], text, words[left:right]))
    _write(text, words[: edges[1]] if len(edges) > 1 else words)
    return {
        edge: (runs[max(place - 1, 0)], runs[min(place, len(runs) - 1)]) for place, edge in enumerate(edges)
    }


def _run_after(run: Any, text: Any, words: str) -> Any:
    new = _empty_copy(run)
    inner = deepcopy(text)
    inner.tail = None
    _write(inner, words)
    new.append(inner)
    run.addnext(new)
    return new


def _write(text: Any, words: str) -> None:
    text.text = words
    text.set(_SPACE, "preserve")


def _isolate(text: Any) -> None:
    """Give a text a run of its own; what stood beside it moves to runs before and after."""
    run = text.getparent()
    others = [item for item in run if item.tag != _PROPERTIES]
    at = others.index(text)
    for items, place in ((others[:at], run.addprevious), (others[at + 1 :], run.addnext)):
        if items:
            beside = _empty_copy(run)
            beside.extend(items)
            place(beside)


def _empty_copy(run: Any) -> Any:
    new = run.makeelement(run.tag, dict(run.attrib), nsmap=run.nsmap)
    properties = run.find(_PROPERTIES)
    if properties is not None:
        new.append(deepcopy(properties))
    return new
