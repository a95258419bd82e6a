"""Words on the page: type, alignment and spacing from the layout's styles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from caunoi.language.text import fold
from caunoi.outputs.official import Keyed, Words
from caunoi.rules.layouts import BodyRule, TextStyle

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Widths of characters in em, near enough for the length of a rule and the split of the head.
_CAPITAL, _BOLD_CAPITAL, _SMALL, _NARROW, _SPACE = 0.69, 0.75, 0.47, 0.38, 0.25
_MM_PER_POINT = 25.4 / 72


def cleaned(text: str) -> str:
    """The text without the control characters that a Word file cannot hold."""
    return _NOT_XML.sub("", text)


def write(paragraph: Paragraph, words: Words, style: TextStyle, *, centred: bool = False) -> list[Run]:
    """Add words in an element's type; ``caps`` prints capitals, a figure is wrapped in its bookmark."""
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return [_part(paragraph, part, style) for part in ((words,) if isinstance(words, str) else words)]


def _part(paragraph: Paragraph, part: str | Keyed, style: TextStyle) -> Run:
    if isinstance(part, str):
        return _run(paragraph, part, style)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:name"), part.key)
    paragraph._p.append(start)
    run = _run(paragraph, part.text, style)
    paragraph._p.append(end)
    return run


def _run(paragraph: Paragraph, text: str, style: TextStyle) -> Run:
    run: Run = paragraph.add_run(cleaned(text.upper() if style.caps else text))
    run.bold, run.italic, run.underline = style.bold, style.italic, style.underline
    run.font.size = Pt(style.size)
    return run


def number_bookmarks(document: DocumentObject) -> None:
    """Give bookmarks their ids; a figure that is printed again gets its key with the count: SL3, SL3_2."""
    seen: Counter[str] = Counter()
    starts, ends = (document.element.body.iter(qn(f"w:bookmark{side}")) for side in ("Start", "End"))
    for place, (start, end) in enumerate(zip(list(starts), list(ends), strict=True)):
        name = start.get(qn("w:name"))
        seen[name] += 1
        start.set(qn("w:name"), name if seen[name] == 1 else f"{name}_{seen[name]}")
        for element in (start, end):
            element.set(qn("w:id"), str(place))


def body_format(paragraph: Paragraph, rule: BodyRule, *, indented: bool = True) -> None:
    """A paragraph of the body: justified, indented, with the least line height that the rule allows."""
    layout = paragraph.paragraph_format
    layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if rule.justified else WD_ALIGN_PARAGRAPH.LEFT
    layout.first_line_indent = Mm(rule.indent_mm) if indented else None
    layout.space_before = Pt(rule.space_before_pt)
    if rule.line_exact_pt is not None:
        layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        layout.line_spacing = Pt(rule.line_exact_pt[0])
    elif rule.line_spacing is not None:
        layout.line_spacing = rule.line_spacing[0]


def mark_unwritten(runs: Iterable[Run]) -> None:
    """Show that these words wait for their author."""
    for run in runs:
        run.italic = True
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def printed_mm(words: str, style: TextStyle) -> float:
    """How long the words are in that type, to within some percent."""
    text = words.upper() if style.caps else words
    return sum(_em(char, style.bold) for char in text) * style.size * _MM_PER_POINT


def _em(char: str, bold: bool) -> float:
    if char == " ":
        return _SPACE
    if fold(char) == "i":
        return _NARROW
    return (_BOLD_CAPITAL if bold else _CAPITAL) if char.isupper() else _SMALL


def draw_rule(paragraph: Paragraph, length_mm: float, room_mm: float) -> None:
    """Turn an empty paragraph into a line of that length, centred in the room."""
    spare = max(room_mm - length_mm, 0) / 2
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    layout.left_indent = layout.right_indent = Mm(spare)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().find(qn("w:spacing")).addprevious(borders)


def outline_level(paragraph: Paragraph, level: int) -> None:
    """Let a heading appear in the navigation of the word processor."""
    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().append(element)
