"""Word files (.docx): paragraphs in order with their printed labels, tables row by row, text boxes in place."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from caunoi.analysis.readers.legacy import Family
from caunoi.analysis.readers.numbering import Numbering, child, local, value
from caunoi.analysis.readers.safety import Unreadable, open_archive, parse_xml, read_part
from caunoi.analysis.readers.tables import table_lines
from caunoi.analysis.readers.word_fonts import decode_runs

_MAIN = "word/document.xml"
_HEADER = re.compile(r"word/header\d*\.xml")
_SKIPPED = {"del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "pPr", "rPr", "txbxContent",
            "footnoteReference", "endnoteReference", "commentReference"}  # fmt: skip
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_PAGE_NUMBER = re.compile(r"[\W\d]*")
_MAX_DEPTH = 40


def read_docx(data: bytes) -> tuple[str, str, int | None]:
    """The text (one line a paragraph, cells of a row parted by tabs), its encoding, and the page count Word noted."""
    archive = open_archive(data)
    main = read_part(archive, _MAIN)
    if main is None:
        raise Unreadable(
            "not-what-it-says",
            "Tệp mang tên .docx nhưng bên trong không có văn bản Word. Hãy mở tệp gốc bằng Word, lưu lại rồi gửi lại.",
        )
    body = child(parse_xml(main), "body")
    styles = _root(archive, "word/styles.xml")
    family = None if body is None else decode_runs(body, styles)
    lines = [*_headers(archive, styles, family)] + (
        [] if body is None else [*Body(_numbering(archive)).lines(body, 0)]
    )
    text = "\n".join(lines)
    if not text.strip():
        raise Unreadable(
            "empty",
            "Tệp không có chữ nào. Nếu văn bản là ảnh quét, hãy gửi bản có chữ; bản quét sẽ đọc được ở phiên bản sau.",
        )
    return text, family or "utf-8", _pages(archive)


def _numbering(archive: zipfile.ZipFile) -> Numbering:
    return Numbering(_root(archive, "word/numbering.xml"), _root(archive, "word/styles.xml"))


def _root(archive: zipfile.ZipFile, name: str) -> Any:
    content = read_part(archive, name)
    return parse_xml(content) if content else None


def _pages(archive: zipfile.ZipFile) -> int | None:
    properties = _root(archive, "docProps/app.xml")
    pages = child(properties, "Pages")
    text = "" if pages is None else (pages.text or "")
    return int(text) if re.fullmatch(r"[1-9]\d{0,4}", text) else None


def _headers(archive: zipfile.ZipFile, styles: Any, family: Family | None) -> Iterator[str]:
    """Running heads once each: a secrecy mark may stand only there."""
    seen = set()
    for name in sorted(filter(_HEADER.fullmatch, archive.namelist())):
        root = _root(archive, name)
        if root is None:
            continue
        decode_runs(root, styles, family)
        for line in Body(Numbering(None, None)).lines(root, 0):
            if line not in seen and not _PAGE_NUMBER.fullmatch(line):
                seen.add(line)
                yield line


class Body:
    """Walks a body in reading order; lists count on while it walks."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def lines(self, parent: Any, depth: int) -> Iterator[str]:
        if depth > _MAX_DEPTH:
            return
        for item in parent:
            match local(item):
                case "p":
                    yield from self._paragraph(item, depth)
                case "tbl":
                    yield from self._table(item, depth)
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "AlternateContent" | "Choice":
                    yield from self.lines(item, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[str]:
        for box in boxes(paragraph):
            yield from self.lines(box, depth + 1)
        if child(paragraph, "pPr", "rPr", "del") is not None and not "".join(_runs(paragraph)).strip():
            return
        text = "".join(_runs(paragraph))
        label = self._numbering.label(paragraph)
        yield from (f"{label} {text}" if label else text).split("\n")

    def _table(self, table: Any, depth: int) -> Iterator[str]:
        rows = [[[*self.lines(cell, depth + 1)] for cell in inside(row, "tc")] for row in inside(table, "tr")]
        yield from table_lines(rows)


def inside(parent: Any, name: str) -> Iterator[Any]:
    for item in parent:
        kind = local(item)
        if kind == name:
            yield item
        elif kind in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from inside(item, name)


def boxes(paragraph: Any) -> list[Any]:
    """Text boxes anchored in a paragraph: stamps and secrecy marks are often drawn that way."""
    found, stack = [], [*reversed(paragraph)]
    while stack:
        item = stack.pop()
        kind = local(item)
        if kind == "txbxContent":
            found.append(item)
        elif kind not in {"Fallback", "del", "moveFrom"}:
            stack.extend(reversed(item))
    return found


def _runs(parent: Any) -> Iterator[str]:
    return (words for _, words in pieces(parent))


def pieces(parent: Any) -> Iterator[tuple[Any, str]]:
    """The text of a paragraph, each part with its element: no tracked deletions, field codes and text boxes."""
    stack = [iter(parent)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
            continue
        kind = local(item)
        if kind == "t":
            yield item, item.text or ""
        elif kind in _SIGNS:
            yield item, _SIGNS[kind]
        elif kind == "sym":
            yield item, _symbol(item)
        elif kind not in _SKIPPED:
            stack.append(iter(item))


def _symbol(item: Any) -> str:
    code = value(item, "char") or ""
    point = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else 0
    return chr(point) if 0x20 <= point < 0xE000 else "•" if point else ""
