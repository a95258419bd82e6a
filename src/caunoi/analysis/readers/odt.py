"""OpenDocument text (.odt): paragraphs with their printed labels, tables row by row, frames in place."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from caunoi.analysis.labels import roman
from caunoi.analysis.readers.numbering import letters, local, number, value
from caunoi.analysis.readers.safety import Unreadable, encrypted, open_archive, parse_xml, read_part
from caunoi.analysis.readers.tables import table_lines

_MAX_DEPTH = 60
_MAX_BLANKS = 1000
_SKIPPED = frozenset({
    "tracked-changes", "note", "annotation", "annotation-end", "ruby-text", "sequence-decls",
    "variable-decls", "user-field-decls", "forms", "alphabetical-index-mark", "table-of-content-source"
})  # fmt: skip
_CONTAINERS = frozenset({
    "section", "table-of-content", "index-body", "index-title", "text-box", "numbered-paragraph"
})  # fmt: skip
_PLACE = re.compile(r"%(\d)%")
_NUMBER_ONLY = re.compile(r"[\W\d]*")
_ENCRYPTED = re.compile(rb"<(?:\w+:)?encryption-data\b")


def read_odt(data: bytes) -> tuple[str, int | None]:
    """The text (one line a paragraph, cells of a row parted by tabs) and the page count that was noted."""
    archive = open_archive(data)
    if _ENCRYPTED.search(read_part(archive, "META-INF/manifest.xml") or b""):
        raise encrypted()
    content = _root(archive, "content.xml")
    body = None if content is None else _find(content, "text")
    if content is None or body is None:
        raise Unreadable(
            "not-what-it-says",
            "Tệp mang tên .odt nhưng bên trong không có văn bản OpenDocument. Hãy mở tệp gốc, lưu lại rồi gửi lại.",
        )
    styles = _root(archive, "styles.xml")
    lists = _list_styles(content) | ({} if styles is None else _list_styles(styles))
    text = "\n".join([*_heads(styles), *_Body(lists).lines(body, 0)])
    if not text.strip():
        raise Unreadable(
            "empty",
            "Tệp không có chữ nào. Nếu văn bản là ảnh quét, hãy gửi bản có chữ; bản quét sẽ đọc được ở phiên bản sau.",
        )
    return text, _pages(archive)


def _root(archive: zipfile.ZipFile, name: str) -> Any:
    content = read_part(archive, name)
    return parse_xml(content) if content else None


def _find(root: Any, name: str) -> Any:
    """The office element of this name: body's text, not a paragraph's."""
    return next((item for item in root.iter("{*}" + name) if local(item.getparent()) == "body"), None)


def _pages(archive: zipfile.ZipFile) -> int | None:
    meta = _root(archive, "meta.xml")
    found = None if meta is None else next(meta.iter("{*}document-statistic"), None)
    return number(found, 0, "page-count") or None


def _heads(styles: Any) -> list[str]:
    """Running heads once each: a secrecy mark may stand only there."""
    found: dict[str, None] = {}
    for head in () if styles is None else styles.iter("{*}header", "{*}header-first"):
        for line in _Body({}).lines(head, 0):
            if not _NUMBER_ONLY.fullmatch(line):
                found[line] = None
    return list(found)


@dataclass(slots=True)
class _Level:
    """How one level of a list is printed."""

    style: str = ""
    prefix: str = ""
    suffix: str = ""
    bullet: str = ""
    pattern: str = ""
    start: int = 1
    shown: int = 1


@dataclass(slots=True)
class _Count:
    """How far a list has come on each level."""

    at: dict[int, int] = field(default_factory=dict)


def _list_styles(root: Any) -> dict[str, dict[int, _Level]]:
    return {
        value(style, "name") or "": {
            number(item, 0, "level"): _level(item) for item in style if local(item).startswith("list-level")
        }
        for style in root.iter("{*}list-style")
    }


def _level(item: Any) -> _Level:
    return _Level(
        style=value(item, "num-format") or "",
        prefix=value(item, "num-prefix") or "",
        suffix=value(item, "num-suffix") or "",
        bullet=value(item, "bullet-char") or "",
        pattern=value(item, "num-list-format") or "",
        start=number(item, 1, "start-value"),
        shown=min(number(item, 1, "display-levels"), 10),
    )


class _Body:
    """Walks a body in reading order; lists count on while it walks."""

    def __init__(self, lists: dict[str, dict[int, _Level]]) -> None:
        self._lists = lists
        self._counts: dict[str, _Count] = {}
        self._by_id: dict[str, _Count] = {}

    def lines(self, parent: Any, depth: int) -> Iterator[str]:
        """The lines of everything below an element."""
        if depth > _MAX_DEPTH:
            return
        for item in parent:
            match local(item):
                case "p" | "h":
                    yield from self._paragraph(item, "", depth)
                case "list":
                    yield from self._list(item, depth)
                case "table":
                    yield from self._table(item, depth)
                case "frame":
                    yield from self.lines(item, depth + 1)
                case name if name in _CONTAINERS:
                    yield from self.lines(item, depth + 1)

    def _paragraph(self, paragraph: Any, label: str, depth: int) -> Iterator[str]:
        for box in _boxes(paragraph):
            yield from self.lines(box, depth + 1)
        text = "".join(_runs(paragraph))
        yield from (f"{label} {text}" if label else text).split("\n")

    def _list(self, item: Any, depth: int) -> Iterator[str]:
        style = value(item, "style-name") or ""
        count = self._count(item, style)
        yield from self._level_of(item, style, count, 1, depth)

    def _count(self, item: Any, style: str) -> _Count:
        """A new count, or the one that this list goes on with."""
        before = self._by_id.get(value(item, "continue-list") or "")
        if before is None and value(item, "continue-numbering") == "true":
            before = self._counts.get(style)
        count = before or _Count()
        self._counts[style] = count
        own = value(item, "id")
        if own:
            self._by_id[own] = count
        return count

    def _level_of(self, items: Any, style: str, count: _Count, level: int, depth: int) -> Iterator[str]:
        if depth > _MAX_DEPTH:
            return
        for item in items:
            if local(item) not in {"list-item", "list-header"}:
                continue
            label = "" if local(item) == "list-header" or not len(item) else None
            for part in item:
                if local(part) == "list":
                    own = value(part, "style-name") or style
                    yield from self._level_of(part, own, count, level + 1, depth + 1)
                elif local(part) in {"p", "h"}:
                    label = self._label(item, style, count, level) if label is None else ""
                    yield from self._paragraph(part, label, depth)

    def _label(self, item: Any, style: str, count: _Count, level: int) -> str:
        shape = self._lists.get(style, {}).get(level)
        if shape is None:
            return ""
        if shape.bullet:
            return "".join("•" if "\ue000" <= sign <= "\uf8ff" else sign for sign in shape.bullet)
        following = count.at.get(level, shape.start - 1) + 1
        count.at = {at: n for at, n in count.at.items() if at < level}
        count.at[level] = number(item, following, "start-value")
        if not shape.style:
            return (shape.prefix + shape.suffix).strip()
        if shape.pattern:
            return _PLACE.sub(lambda place: self._printed(style, count, int(place[1])), shape.pattern).strip()
        first = max(level - shape.shown + 1, 1)
        printed = [self._printed(style, count, at) for at in range(first, level + 1)]
        return f"{shape.prefix}{'.'.join(filter(None, printed))}{shape.suffix}".strip()

    def _printed(self, style: str, count: _Count, level: int) -> str:
        shape = self._lists.get(style, {}).get(level, _Level())
        at = count.at.get(level, shape.start)
        styles = {
            "a": letters,
            "A": lambda n: letters(n).upper(),
            "i": lambda n: roman(n).lower(),
            "I": roman,
        }
        return styles.get(shape.style, str)(at) if shape.style else ""

    def _table(self, table: Any, depth: int) -> Iterator[str]:
        yield from table_lines(
            [
                [[*self.lines(cell, depth + 1)] for cell in row if local(cell) == "table-cell"]
                for row in _rows(table)
            ]
        )


def _rows(table: Any) -> Iterator[Any]:
    for item in table:
        if local(item) == "table-row":
            yield item
        elif local(item) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(item)


def _boxes(paragraph: Any) -> list[Any]:
    """Text boxes anchored in a paragraph, outermost ones only."""
    found, stack = [], [*reversed(paragraph)]
    while stack:
        item = stack.pop()
        kind = local(item)
        if kind == "text-box":
            found.append(item)
        elif kind not in _SKIPPED:
            stack.extend(reversed(item))
    return found


def _runs(element: Any) -> Iterator[str]:
    """The text of a paragraph without notes, comments and text boxes."""
    yield _plain(element.text)
    for item in element:
        match local(item):
            case "s":
                yield " " * min(number(item, 1, "c"), _MAX_BLANKS)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case name if name and name not in _SKIPPED and name != "text-box":
                yield from _runs(item)
        yield _plain(item.tail)


def _plain(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
