"""Tables: the borderless frames of head and foot, and the ruled tables of figures."""

from __future__ import annotations

from docx.document import Document as DocumentObject
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from caunoi.outputs.lettering import write
from caunoi.outputs.official import Column, Row, Table, Words
from caunoi.rules.layouts import TextStyle

# No rule sets the type inside a table; offices take 11 to 12 so that the columns hold their words.
TABLE_TYPE = TextStyle(size=12, sizes=(11, 12))
HEAD_TYPE = TextStyle(size=12, sizes=(11, 12), bold=True)
INNER_MARGIN_TWIPS = 57
NOTE_TYPE = TextStyle(size=12, sizes=(11, 12), italic=True)


def frame(document: DocumentObject, *, rows: int, widths_mm: tuple[float, ...]) -> DocxTable:
    """A table without lines that puts two blocks side by side and never breaks over pages."""
    table = document.add_table(rows=rows, cols=len(widths_mm))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fixed_widths(table, widths_mm)
    # The province's name and the long date fit on one line each only without Word's inner margins.
    _cell_margins(table, 0)
    for row in table.rows:
        keep_whole(row)
    return table


def ruled(document: DocumentObject, source: Table) -> None:
    """Draw a table of figures with its heading repeated on every page, and its notes under it."""
    table = document.add_table(rows=1, cols=len(source.columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _head(table.rows[0], source.columns)
    for row in source.rows:
        _body_row(table, row, source.columns)
    _fixed_widths(table, tuple(column.width_mm for column in source.columns))
    _cell_margins(table, INNER_MARGIN_TWIPS)
    for place, note in enumerate(source.notes):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(0 if place else 4)
        write(paragraph, note, NOTE_TYPE)


def _head(row: _Row, columns: tuple[Column, ...]) -> None:
    for cell, column in zip(row.cells, columns, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        write(cell.paragraphs[0], column.title, HEAD_TYPE, centred=True)
        _breathe(cell)
    keep_whole(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _body_row(table: DocxTable, source: Row, columns: tuple[Column, ...]) -> None:
    row = table.add_row()
    keep_whole(row)
    cells = row.cells
    if source.section:
        whole = cells[0].merge(cells[-1])
        write(whole.paragraphs[0], source.cells[0], HEAD_TYPE)
        _breathe(whole)
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        return
    for cell, text, column in zip(cells, source.cells, columns, strict=True):
        _fill(cell, text, numeric=column.numeric)


def _fill(cell: _Cell, text: Words, *, numeric: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    write(cell.paragraphs[0], text, TABLE_TYPE)
    _breathe(cell)
    if numeric:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _breathe(cell: _Cell) -> None:
    layout = cell.paragraphs[0].paragraph_format
    layout.space_before = layout.space_after = Pt(2)


def keep_whole(row: _Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fixed_widths(table: DocxTable, widths_mm: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    # Row by row over the XML: python-docx rebuilds the whole grid for every look at a column's cells.
    for row in table.rows:
        place = 0
        for cell in row._tr.tc_lst:
            span = cell.grid_span
            cell.width = Mm(sum(widths_mm[place : place + span]))
            place += span


def _cell_margins(table: DocxTable, twips: int) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        width = OxmlElement(f"w:{side}")
        width.set(qn("w:w"), str(twips))
        width.set(qn("w:type"), "dxa")
        margins.append(width)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
