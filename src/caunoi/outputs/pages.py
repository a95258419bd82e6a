"""Paper, margins, the running page number and the document's base type."""

from __future__ import annotations

from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from caunoi.rules.layouts import Layout


def base_type(document: DocumentObject, layout: Layout) -> None:
    """The typeface, size and language of everything that says nothing else."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = layout.font.name, Pt(layout.style("body").size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), layout.font.name)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


def first_section(document: DocumentObject, layout: Layout, *, two_sided: bool) -> Section:
    """Set up the pages of the document itself."""
    section = document.sections[0]
    _paper(section, layout, landscape=False)
    section.header.is_linked_to_previous = False
    _page_number(section.header.paragraphs[0], layout)
    if two_sided and layout.page.verso_left_mm is not None:
        document.settings.element.insert(0, OxmlElement("w:mirrorMargins"))
    return section


def annex_section(document: DocumentObject, layout: Layout, *, landscape: bool) -> Section:
    """Begin an annex on a new page, with its pages counted anew where the layout says so."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _paper(section, layout, landscape=landscape)
    if layout.page_number.restarts_per_annex:
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        section._sectPr.find(qn("w:cols")).addprevious(numbering)
    return section


def text_width_mm(layout: Layout, *, landscape: bool = False) -> float:
    """The room between the margins."""
    page = layout.page
    width = page.height_mm if landscape else page.width_mm
    sides = (page.top_mm + page.bottom_mm) if landscape else (page.left_mm + page.right_mm)
    return width - sides


def _paper(section: Section, layout: Layout, *, landscape: bool) -> None:
    page = layout.page
    width, height = page.width_mm, page.height_mm
    # A sheet laid on its side keeps its binding edge: the left margin becomes the top one.
    left, top, right, bottom = page.left_mm, page.top_mm, page.right_mm, page.bottom_mm
    if landscape:
        width, height = height, width
        left, top, right, bottom = page.bottom_mm, page.left_mm, page.top_mm, page.right_mm
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    if layout.page_number.distance_mm is not None:
        section.header_distance = Mm(layout.page_number.distance_mm)
    section.different_first_page_header_footer = not layout.page_number.first_page


def _page_number(paragraph: Paragraph, layout: Layout) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in (_character("begin"), _instruction("PAGE"), _character("end")):
        run = paragraph.add_run()
        run.font.size = Pt(layout.style("page_number").size)
        run._r.append(part)


def _character(kind: str) -> BaseOxmlElement:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def _instruction(code: str) -> BaseOxmlElement:
    element = OxmlElement("w:instrText")
    element.text = code
    return element
