"""Word's automatic numbering, rendered as the labels that the page shows ("1.", "a)", "II.")."""

import re
from dataclasses import dataclass, field
from typing import Any

from caunoi.analysis.labels import roman

_PLACE = re.compile(r"%([1-9])")
_MAX_LEVEL = 8
_MAX_STYLES = 20


def local(element: Any) -> str:
    """An element's name without its namespace (transitional and strict files differ only there)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, *names: str) -> Any:
    """The first element down this path of names, or None."""
    for name in names:
        if element is None:
            return None
        element = next((item for item in element if local(item) == name), None)
    return element


def value(element: Any, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), None)


def number(element: Any, default: int = 0, name: str = "val") -> int:
    """The integer in an element's attribute, `default` where there is none."""
    text = value(element, name) or ""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


def letters(n: int) -> str:
    """a, b … z, aa, bb … as Word counts."""
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n < 1000 else str(n)


def _render(style: str, n: int) -> str:
    match style:
        case "upperRoman":
            return roman(n)
        case "lowerRoman":
            return roman(n).lower()
        case "upperLetter":
            return letters(n).upper()
        case "lowerLetter":
            return letters(n)
        case "decimalZero":
            return f"{n:02}"
        case "none":
            return ""
        case _:
            return str(n)


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    def next_label(self, depth: int) -> str:
        level = self.levels.get(depth)
        if level is None:
            return ""
        if level.style == "bullet":
            return "".join("•" if "\ue000" <= sign <= "\uf8ff" else sign for sign in level.text) or "•"
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        self.counts = {at: n for at, n in self.counts.items() if at <= depth}
        return _PLACE.sub(lambda place: self._count(int(place[1]) - 1), level.text)

    def _count(self, depth: int) -> str:
        level = self.levels.get(depth, _Level())
        return _render(level.style, self.counts.setdefault(depth, level.start))


class Numbering:
    """The document's lists with their running counts; ask once per paragraph, in reading order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, tuple[str, dict[int, int]]] = {}
        self._used: set[str] = set()
        self._styles: dict[str, tuple[str | None, str | None, int | None]] = {}
        for item in () if numbering is None else numbering:
            self._read(item)
        for item in () if styles is None else styles:
            self._read_style(item)

    def label(self, paragraph: Any) -> str:
        """The printed label of a paragraph, empty where it has none."""
        list_id, depth = self._place(child(paragraph, "pPr"))
        if list_id is None or list_id not in self._numbers:
            return ""
        abstract, starts = self._numbers[list_id]
        found = self._lists.get(abstract)
        if found is None:
            return ""
        if list_id not in self._used:
            self._used.add(list_id)
            found.counts.update({at: start - 1 for at, start in starts.items()})
        return found.next_label(min(depth, _MAX_LEVEL))

    def _place(self, properties: Any) -> tuple[str | None, int]:
        own = child(properties, "numPr")
        list_id, depth = value(child(own, "numId")), child(own, "ilvl")
        style = value(child(properties, "pStyle"))
        for _ in range(_MAX_STYLES):
            if list_id is not None or style not in self._styles:
                break
            style, list_id, style_depth = self._styles[style]
            if list_id is not None and depth is None:
                return list_id, style_depth or 0
        return list_id, number(depth)

    def _read(self, item: Any) -> None:
        if local(item) == "abstractNum":
            levels = {number(lvl, 0, "ilvl"): _level(lvl) for lvl in item if local(lvl) == "lvl"}
            self._lists[value(item, "abstractNumId") or ""] = _List(levels)
        elif local(item) == "num":
            starts = {
                number(change, 0, "ilvl"): number(child(change, "startOverride"), 1)
                for change in item
                if local(change) == "lvlOverride" and child(change, "startOverride") is not None
            }
            self._numbers[value(item, "numId") or ""] = (value(child(item, "abstractNumId")) or "", starts)

    def _read_style(self, item: Any) -> None:
        if local(item) != "style":
            return
        place = child(item, "pPr", "numPr")
        depth = child(place, "ilvl")
        self._styles[value(item, "styleId") or ""] = (
            value(child(item, "basedOn")),
            value(child(place, "numId")),
            None if depth is None else number(depth),
        )


def _level(lvl: Any) -> _Level:
    return _Level(
        start=number(child(lvl, "start"), 1),
        style=value(child(lvl, "numFmt")) or "decimal",
        text=value(child(lvl, "lvlText")) or "",
    )
