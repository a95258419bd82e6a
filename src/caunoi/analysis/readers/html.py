"""Web pages (.html): the text that a browser shows, block by block; tables row by row, scripts dropped."""

import re
from collections.abc import Generator, Iterator
from typing import Any

from lxml import etree

from caunoi.analysis.labels import roman
from caunoi.analysis.readers.numbering import letters
from caunoi.analysis.readers.safety import Unreadable, truncated
from caunoi.analysis.readers.tables import table_lines

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,30})", re.I)
_HEAD = 4096
_MAX_DEPTH = 200
_DROPPED = frozenset({
    "script", "style", "head", "noscript", "template", "svg", "math", "object", "embed", "iframe", "select",
    "button", "textarea", "audio", "video", "canvas"
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "tbody", "tfoot",
    "thead", "tr", "td", "th", "ul"
})  # fmt: skip
_BLANKS = re.compile("[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)


def read_html(data: bytes) -> tuple[str, str]:
    """The text and the encoding of the page."""
    text, encoding = _decode(data)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise truncated() from error
    found = "" if root is None else "\n".join(_Page().lines(root))
    if not found.strip():
        raise Unreadable("empty", "Trang không có chữ nào. Hãy kiểm tra lại tệp gốc rồi gửi lại.")
    return found, encoding


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    declared = _CHARSET.search(data[:_HEAD])
    for name in ("utf-8-sig", declared[1].decode("ascii").lower() if declared else "", "windows-1258"):
        try:
            return data.decode(name), name.removesuffix("-sig")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace"), "windows-1252"


class _Page:
    """Walks a page; the line that is being written grows until a block begins or ends."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._line: list[str] = []
        self._label = ""

    def lines(self, root: Any, depth: int = 0) -> list[str]:
        """The lines of an element."""
        self._walk(root, depth, False)
        self._break()
        return self._found

    def _break(self) -> None:
        line = "".join(self._line).strip(" \n")
        self._line.clear()
        if line:
            self._found += [part.strip(" ") for part in line.split("\n")]

    def _walk(self, element: Any, depth: int, kept: bool) -> None:
        if depth > _MAX_DEPTH:
            raise Unreadable(
                "too-deep",
                "Trang có cấu trúc lồng nhau bất thường nên bị từ chối. Hãy lưu văn bản thành .docx rồi gửi lại.",
            )
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _DROPPED or _HIDDEN.search(element.get("style") or ""):
            return
        if name == "table":
            self._table(element, depth)
        elif name == "br":
            self._line.append("\n")
        else:
            self._element(element, name, depth, kept or name == "pre")

    def _element(self, element: Any, name: str, depth: int, kept: bool) -> None:
        block = name in _BLOCKS
        if block:
            self._break()
        if name == "li":
            self._line.append(self._label)
        self._text(element.text, kept)
        labels = _labels(element)
        for item in element:
            if item.tag == "li":
                self._label = labels.send(item)
            self._walk(item, depth + 1, kept)
            self._text(item.tail, kept)
        if block:
            self._break()

    def _text(self, text: str | None, kept: bool) -> None:
        plain = (text or "") if kept else _BLANKS.sub(" ", text or "")
        self._line.append(plain.lstrip(" ") if not kept and self._at_start() else plain)

    def _at_start(self) -> bool:
        before = next((part for part in reversed(self._line) if part), "")
        return not before or before[-1] in " \n"

    def _table(self, table: Any, depth: int) -> None:
        self._break()
        rows = [
            [_Page().lines(cell, depth + 3) for cell in row if cell.tag in {"td", "th"}]
            for row in _rows(table)
        ]
        self._found += table_lines(rows)


def _rows(table: Any) -> Iterator[Any]:
    for item in table:
        if item.tag == "tr":
            yield item
        elif item.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in item if row.tag == "tr")


def _labels(element: Any) -> Generator[str, Any, None]:
    """Send the items of a list one by one: the label that a browser prints before each comes back."""
    labels = _counted(element)
    next(labels)
    return labels


def _counted(element: Any) -> Generator[str, Any, None]:
    styles = {"a": letters, "A": lambda n: letters(n).upper(), "i": lambda n: roman(n).lower(), "I": roman}
    printed = styles.get(element.get("type") or "", str)
    at, label = _number(element.get("start"), 1) - 1, ""
    while True:
        item = yield label
        at = _number(item.get("value"), at + 1)
        label = f"{printed(at)}. " if element.tag == "ol" else "• " if element.tag == "ul" else ""


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,4}", text) else default
