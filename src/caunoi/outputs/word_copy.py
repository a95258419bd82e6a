"""A Word copy of a document with its findings as comments: the original file where it is one, else its text anew."""

from __future__ import annotations

import zipfile
from datetime import UTC
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy
from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run
from lxml import etree

from caunoi.analysis.readers.docx_places import find_places
from caunoi.analysis.readers.safety import Unreadable, parse_xml
from caunoi.documents import wording
from caunoi.outputs.akn_findings import standing
from caunoi.outputs.akn_text import NOT_XML
from caunoi.outputs.edition import Edition, Marked
from caunoi.outputs.lettering import cleaned
from caunoi.outputs.packing import AUTHOR, FIXED, packed, saved
from caunoi.outputs.word_runs import ranges

STATES: wording.Words = {
    "proposed": gettext_lazy("đề xuất"),
    "confirmed": gettext_lazy("đã xác nhận"),
    "edited": gettext_lazy("đã sửa"),
    "added": gettext_lazy("thêm bằng tay"),
}
_INITIALS = "CN"
# What the library raises for packages that the reader still takes: macro files, strict files, odd relations.
_NOT_FOR_US = (
    ValueError, LookupError, AttributeError, PackageNotFoundError, zipfile.BadZipFile, etree.LxmlError, Unreadable
)  # fmt: skip


def word_copy(edition: Edition, original: bytes | None = None) -> bytes:
    """The .docx file. ``original`` is the file the text was read from, if it is a .docx.

    Where the original cannot be matched with the text, or cannot hold comments, the text is laid out anew.
    """
    copy = _original_with_comments(edition, original) if original else None
    return copy if copy is not None else _anew(edition)


def comment_words(row: Marked) -> str:
    """What a comment says: kind and state, the reading, and the further facts, a line each."""
    lines = [
        f"{wording.words_of(wording.KINDS, row.kind)} ({wording.words_of(STATES, row.state)})",
        _capital(wording.headline(row.kind, row.fields)),
        *(f"{name}: {words}" for name, words in wording.details(row.kind, row.fields)),
    ]
    return cleaned("\n".join(" ".join(line.split()) for line in lines if line.strip()))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _original_with_comments(edition: Edition, original: bytes) -> bytes | None:
    try:
        document = Document(BytesIO(original))
        return saved(document) if _comment(document, edition.text, edition) else None
    except _NOT_FOR_US:
        return None


def _anew(edition: Edition) -> bytes:
    """The text, a paragraph a line; signs that a Word file cannot hold stand as U+FFFD, so that offsets hold."""
    document = Document()
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(13)
    text = NOT_XML.sub("\ufffd", edition.text)
    for line in text.split("\n"):
        document.add_paragraph(line)
    _comment(document, text, edition)
    return packed(document, edition.identity.symbol or edition.file_name)


def _comment(document: DocumentObject, text: str, edition: Edition) -> bool:
    """Put the comments in; False where the file does not hold this text."""
    found = standing(edition)
    numbering, styles = _part(document, "numbering"), _part(document, "styles")
    places = find_places(document.element.body, numbering, styles, text)
    if places is None:
        return not text.strip()
    if found:
        comments = _Comments(document.comments._comments_elm)
        for row, place in zip(found, ranges(places, [row.span for row in found]), strict=True):
            Run(place.first, document).mark_comment_range(Run(place.last, document), comments.add(row))
    return True


class _Comments:
    """Adds comments to those that the file has; the library's own way looks through all of them for each new one."""

    def __init__(self, element: Any) -> None:
        self._element = element
        taken = [int(ident) for ident in element.xpath("./w:comment/@w:id")]
        self._next = max(taken, default=-1) + 1

    def add(self, row: Marked) -> int:
        """Write the comment of a finding and return its number."""
        number, self._next = self._next, self._next + 1
        comment = OxmlElement("w:comment")
        told = {
            "id": str(number),
            "author": row.decided_by or AUTHOR,
            "date": _moment(row),
            "initials": _INITIALS,
        }
        for name, value in told.items():
            comment.set(qn(f"w:{name}"), cleaned(value))
        for line in comment_words(row).split("\n"):
            _paragraph(comment, line)
        self._element.append(comment)
        return number


def _paragraph(comment: Any, line: str) -> None:
    paragraph, run, text = (OxmlElement(f"w:{name}") for name in ("p", "r", "t"))
    text.text = line
    run.append(text)
    paragraph.append(run)
    comment.append(paragraph)


def _moment(row: Marked) -> str:
    """When a person decided; a proposal gets a fixed moment, so that the same version gives the same file."""
    return (row.decided_at or FIXED.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _part(document: DocumentObject, name: str) -> Any:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            return parse_xml(relation.target_part.blob)
    return None
