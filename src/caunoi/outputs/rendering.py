"""Lays an official document out as a .docx file by the layout of its family."""

from __future__ import annotations

from dataclasses import replace

from docx import Document
from docx.document import Document as DocumentObject
from docx.shared import Pt

from caunoi.outputs.closing import closing
from caunoi.outputs.letterhead import NOTE, bases, letterhead, title
from caunoi.outputs.lettering import (
    body_format,
    cleaned,
    mark_unwritten,
    number_bookmarks,
    outline_level,
    write,
)
from caunoi.outputs.official import (
    Annex,
    Block,
    Dash,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    ToWrite,
    Words,
)
from caunoi.outputs.packing import packed
from caunoi.outputs.pages import annex_section, base_type, first_section
from caunoi.outputs.tables import ruled
from caunoi.rules.layouts import Layout


def render_docx(source: OfficialDocument, layout: Layout) -> bytes:
    """The document as a .docx file; the same source and layout give the same bytes.

    Raises NoRuleRecorded where the layout does not set the type of an element that the document needs.
    """
    document = Document()
    base_type(document, layout)
    first_section(document, layout, two_sided=source.two_sided)
    letterhead(document, source, layout)
    title(document, source, layout)
    bases(document, source, layout)
    for block in _ended(source.blocks, layout.body.ending):
        _block(document, block, layout)
    closing(document, source, layout)
    for annex in source.annexes:
        _annex(document, annex, layout)
    number_bookmarks(document)
    return packed(document, cleaned(" ".join((source.type_name, *source.abstract))))


def _block(document: DocumentObject, block: Block, layout: Layout) -> None:
    if isinstance(block, Table):
        ruled(document, block)
        return
    style = layout.style("body")
    paragraph = document.add_paragraph()
    body_format(paragraph, layout.body)
    if isinstance(block, Heading):
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(3)
        outline_level(paragraph, block.level)
        style = replace(style, bold=True, italic=block.level > 2)
    runs = write(paragraph, _dashed(block.text) if isinstance(block, Dash) else block.text, style)
    if isinstance(block, ToWrite):
        mark_unwritten(runs)


def _dashed(words: Words) -> Words:
    return f"- {words}" if isinstance(words, str) else ("- ", *words)


def _annex(document: DocumentObject, annex: Annex, layout: Layout) -> None:
    annex_section(document, layout, landscape=annex.landscape)
    write(document.add_paragraph(), annex.label, layout.style("type_name"), centred=True)
    write(document.add_paragraph(), annex.title, layout.style("abstract"), centred=True)
    for note in annex.notes:
        write(document.add_paragraph(), f"({note})", NOTE, centred=True)
    document.paragraphs[-1].paragraph_format.space_after = Pt(8)
    for block in annex.blocks:
        _block(document, block, layout)


def _ended(blocks: tuple[Block, ...], ending: str) -> tuple[Block, ...]:
    """The last line of the text closes with the mark of the family: "." or "./."."""
    if not blocks or not isinstance(last := blocks[-1], Paragraph | Dash):
        return blocks
    words = last.text
    if isinstance(words, str):
        return (*blocks[:-1], replace(last, text=words.rstrip("./ ") + ending))
    return (*blocks[:-1], replace(last, text=(*words, ending)))
