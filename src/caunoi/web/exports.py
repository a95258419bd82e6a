"""Tables as .xlsx files, as shown on the page: the same rows, columns, filters and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"text": "@", "date": "dd/mm/yyyy", "number": "#,##0.###", "share": "0.0%"}
_THIN = Border(*(Side(style="thin", color="999999"),) * 4)
_HEAD = PatternFill("solid", fgColor="F0F2F4")


@dataclass(frozen=True)
class Column:
    """A column: its heading, its kind (text, date, number, share 0…1) and its width in characters."""

    label: str
    kind: str = "text"
    width: int = 20


def xlsx(
    file_name: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    notes: Sequence[str] = (),
) -> HttpResponse:
    """A download: title, then notes (filters, formulas, dates), then the table with a frozen head."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Danh sách"
    _write_top(sheet, title, notes)
    head = len(notes) + 3
    _write_head(sheet, head, columns)
    last = head
    for last, row in enumerate(rows, start=head + 1):
        _write_row(sheet, last, columns, row)
    _set_up_page(sheet, head, last, len(columns))
    held = BytesIO()
    book.save(held)
    response = HttpResponse(held.getvalue(), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file_name)}.xlsx"
    return response


def _write_top(sheet: Worksheet, title: str, notes: Sequence[str]) -> None:
    _put(sheet, 1, 1, title).font = Font(bold=True, size=14)
    for number, note in enumerate(notes, start=2):
        _put(sheet, number, 1, note).font = Font(italic=True)


def _write_head(sheet: Worksheet, head: int, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, start=1):
        cell = _put(sheet, head, place, column.label)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _THIN
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width


def _write_row(sheet: Worksheet, number: int, columns: Sequence[Column], row: Sequence[Any]) -> None:
    for place, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
        cell = _put(sheet, number, place, value)
        cell.border = _THIN
        cell.number_format = FORMATS[column.kind]
        right = column.kind in ("number", "share")
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if right else "left")


def _put(sheet: Worksheet, row: int, place: int, value: Any) -> Any:
    # Control characters, as pasted from Word, cannot stand in the file: they must not stop the whole table.
    shown = ILLEGAL_CHARACTERS_RE.sub(" ", value) if isinstance(value, str) else value
    cell = sheet.cell(row, place, shown)
    if cell.data_type == "f":
        # Typed text that begins with "=" stays text: nobody's title runs as a formula.
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _set_up_page(sheet: Worksheet, head: int, last: int, width: int) -> None:
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(width)}{last}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
