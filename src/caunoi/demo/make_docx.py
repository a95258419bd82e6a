"""The demo's documents as Word files, laid out by the same renderer as official reports.

The demo uploads these files as a user would upload a file typed in Word: the same text gives the same bytes.
"""

from __future__ import annotations

from datetime import date

from caunoi.demo.markup import Block, SourceText, parse
from caunoi.outputs import official
from caunoi.outputs.rendering import render_docx
from caunoi.rules.layouts import layout_for

# The demo's papers are of 2026, after the rule on form of 27/5/2026.
LAYOUT_DAY = date(2026, 7, 24)
LEVELS = {"heading-1": 1, "heading-2": 2, "heading-3": 3}


def build_docx(markup_text: str) -> bytes:
    """The document as a .docx file; raises MarkupError when the text is not in the markup."""
    return render_docx(_document(parse(markup_text)), layout_for("party", LAYOUT_DAY))


def _document(source: SourceText) -> official.OfficialDocument:
    return official.OfficialDocument(
        superior=source.one("superior"),
        issuer=source.one("issuer"),
        number=source.one("number"),
        place_date=source.one("place-date"),
        type_name=source.one("type"),
        abstract=source.fields["abstract"],
        blocks=tuple(_block(block) for block in source.blocks),
        signature=official.Signature(source.one("authority"), source.one("position"), source.one("signer")),
        recipients=source.fields.get("recipient", ()),
    )


def _block(block: Block) -> official.Block:
    level = LEVELS.get(block.kind)
    return official.Heading(level, block.text) if level else official.Paragraph(block.text)
