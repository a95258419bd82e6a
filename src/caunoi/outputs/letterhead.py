"""The head of the first page: issuer and number, the national or Party title, place and date, the title."""

from __future__ import annotations

import math
from collections.abc import Iterable

from docx.document import Document as DocumentObject
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from caunoi.outputs.lettering import body_format, draw_rule, printed_mm, write
from caunoi.outputs.official import OfficialDocument
from caunoi.outputs.pages import text_width_mm
from caunoi.outputs.tables import frame
from caunoi.rules.layouts import HeaderLine, Layout, TextStyle

# Rules ask for a line of a third to a half of the words under an issuer and under a title without hyphens.
SHORT_RULE = 0.5
SECOND_ROW = ("number", "place_date")
NOTE = TextStyle(size=14, sizes=(13, 14), italic=True)
Printed = tuple[HeaderLine, str]


def letterhead(document: DocumentObject, source: OfficialDocument, layout: Layout) -> None:
    """Write both halves of the head; number and date stand on one line."""
    left, right = (_printed(lines, source) for lines in (layout.header.left, layout.header.right))
    whole = text_width_mm(layout)
    right_mm = min(max(printed_mm(text, layout.style(line.style)) for line, text in right) + 4, whole * 0.6)
    table = frame(document, rows=2, widths_mm=(whole - right_mm, right_mm))
    for half, (lines, room) in enumerate(((left, whole - right_mm), (right, right_mm))):
        for row, lower in enumerate((False, True)):
            shown = [item for item in lines if (item[0].role in SECOND_ROW) == lower]
            _half(table.rows[row].cells[half], shown, layout, room)


def _printed(lines: Iterable[HeaderLine], source: OfficialDocument) -> list[Printed]:
    words = {
        "superior_org": source.superior,
        "issuing_org": source.issuer,
        "number": source.number,
        "place_date": source.place_date,
    }
    both = [(line, line.text or words[line.role]) for line in lines]
    return [(line, text) for line, text in both if text]


def _half(cell: _Cell, lines: list[Printed], layout: Layout, room_mm: float) -> None:
    for place, (line, text) in enumerate(lines):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        style = layout.style(line.style)
        write(paragraph, text, style, centred=True)
        _balance(paragraph, printed_mm(text, style), room_mm)
        if line.role in SECOND_ROW:
            paragraph.paragraph_format.space_before = Pt(6)
        if line.ruled:
            share = SHORT_RULE if line.role == "issuing_org" else 1
            draw_rule(cell.add_paragraph(), min(printed_mm(text, style), room_mm) * share, room_mm)


def _balance(paragraph: Paragraph, words_mm: float, room_mm: float) -> None:
    """Break a name that is longer than the room into lines of about one length."""
    if words_mm <= room_mm:
        return
    lines = math.ceil(words_mm / room_mm)
    spare = Mm(max(room_mm - words_mm / lines * 1.25, 0) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = spare


def title(document: DocumentObject, source: OfficialDocument, layout: Layout) -> None:
    """Type name, abstract, the layout's separator, and the notes in brackets."""
    kind = document.add_paragraph()
    kind.paragraph_format.space_before = Pt(18)
    write(kind, source.type_name, layout.style("type_name"), centred=True)
    for line in source.abstract:
        write(document.add_paragraph(), line, layout.style("abstract"), centred=True)
    _separator(document.add_paragraph(), source, layout)
    for note in source.notes:
        write(document.add_paragraph(), f"({note})", NOTE, centred=True)
    document.paragraphs[-1].paragraph_format.space_after = Pt(12)


def _separator(paragraph: Paragraph, source: OfficialDocument, layout: Layout) -> None:
    if layout.heading.separator:
        write(paragraph, layout.heading.separator, layout.style("body"), centred=True)
        return
    words_mm = printed_mm(source.abstract[-1], layout.style("abstract"))
    paragraph.paragraph_format.space_before = Pt(5)
    draw_rule(paragraph, words_mm * SHORT_RULE, text_width_mm(layout))


def bases(document: DocumentObject, source: OfficialDocument, layout: Layout) -> None:
    """The legal bases with the layout's marks; nothing where there are none."""
    for line in layout.legal_bases.printed(source.bases):
        paragraph = document.add_paragraph()
        body_format(paragraph, layout.body)
        write(paragraph, line, layout.style("body"))
