"""The foot of a document: recipients on the left, who signs on the right."""

from __future__ import annotations

from dataclasses import replace

from docx.document import Document as DocumentObject
from docx.shared import Pt
from docx.table import _Cell

from caunoi.outputs.lettering import write
from caunoi.outputs.official import OPEN, OfficialDocument, Signature
from caunoi.outputs.pages import text_width_mm
from caunoi.outputs.tables import frame
from caunoi.rules.layouts import Layout

RECIPIENTS_SHARE = 0.52
# Room for a signature and a seal of 36 mm that covers a third of it.
SIGNING_ROOM = Pt(72)


def closing(document: DocumentObject, source: OfficialDocument, layout: Layout) -> None:
    """Recipients and signature side by side, never parted by a page break."""
    document.add_paragraph()
    whole = text_width_mm(layout)
    table = frame(document, rows=1, widths_mm=(whole * RECIPIENTS_SHARE, whole * (1 - RECIPIENTS_SHARE)))
    left, right = table.rows[0].cells
    _recipients(left, source.recipients, layout)
    _signature(right, source.signature, layout)


def _recipients(cell: _Cell, recipients: tuple[str, ...], layout: Layout) -> None:
    rule = layout.recipients
    label = layout.style("recipients_label")
    write(cell.paragraphs[0], rule.label, replace(label, underline=label.underline or rule.label_ruled))
    for line in rule.printed(recipients):
        write(cell.add_paragraph(), line, layout.style("recipients"))


def _signature(cell: _Cell, signature: Signature, layout: Layout) -> None:
    paragraph = cell.paragraphs[0]
    if signature.authority:
        write(paragraph, signature.authority, layout.style("authority"), centred=True)
        paragraph = cell.add_paragraph()
    write(paragraph, signature.position or OPEN, layout.style("position"), centred=True)
    paragraph.paragraph_format.space_after = SIGNING_ROOM
    write(cell.add_paragraph(), signature.name, layout.style("signer"), centred=True)
