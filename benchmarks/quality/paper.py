"""Texts set on A4 pages as an office prints them, as pictures: what a scanner would give of a clean copy.

The header stands in two columns, rows parted by tabs become a ruled table, every other line a justified paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path("/usr/share/fonts/truetype/freefont")
"""FreeSerif (package fonts-freefont-ttf): like Times, with every Vietnamese letter."""
_INCHES = (8.27, 11.69)
_LEFT, _RIGHT, _TOP, _BOTTOM = 1.18, 0.6, 0.8, 0.8
_SIZE, _HEADER_SIZE, _CELL_SIZE = 14, 13, 12
_LINE, _GAP = 1.3, 6
_SHORT = 80
_MOTTO = re.compile(r"cộng h\S{2} xã hội|đảng cộng sản việt nam", re.I)
_HEADER_WORDS = re.compile(r"CỘNG H\S{2} XÃ HỘI|[Đđ]ộc lập\W+[Tt]ự do")
_DATED = re.compile(r"ngày.*tháng.*năm", re.I)
_HEADER_LINES = 14
# Room for a number or a day that is written in by hand; it parts no columns.
_BLANK_LEFT = re.compile(r"(?<=Số:)\s+(?=[/-])|(?<=ngày)\s+(?=tháng)|(?<=tháng)\s+(?=năm)", re.I)
_MOST_BLANK = 3
_WIDE = re.compile(r"\t+| {4,}")

Columns = tuple[list[str], list[str]]


def typeset(text: str, dpi: int = 300) -> list[Image.Image]:
    """The pages of a text."""
    press = Press(dpi)
    header, rest = _parted(text.split("\n"))
    if header[1]:
        press.header(*header)
    for group in _groups(rest):
        if len(group) > 1:
            press.table([re.split(r"\t+", row.strip()) for row in group])
        else:
            press.paragraph(group[0])
    return press.pages


def is_clean(text: str) -> bool:
    """Whether the header's columns are still apart: where not, the text is itself a badly recognized scan."""
    cells = (cell.strip() for line in text.split("\n")[:_HEADER_LINES] for cell in _WIDE.split(line))
    return not any(found.start() for cell in cells if (found := _HEADER_WORDS.search(cell)))


def _parted(lines: Sequence[str]) -> tuple[Columns, Sequence[str]]:
    """The header's columns, and the lines below it; two empty columns where there is no such header."""
    motto = next((at for at, line in enumerate(lines[:_HEADER_LINES]) if _MOTTO.search(line)), None)
    if motto is None:
        return ([], []), lines
    end = next((at for at in range(motto, motto + _HEADER_LINES) if _DATED.search(lines[at])), None)
    if end is None:
        return ([], []), lines
    left, right = [], []
    for at, line in enumerate(lines[: end + 1]):
        cells = [
            cell.strip() for cell in _WIDE.split(_BLANK_LEFT.sub(_narrow, line.strip())) if cell.strip(" -*")
        ]
        if len(cells) == 2:
            left.append(cells[0])
            right.append(cells[1])
        elif cells and (at < motto or cells[0].lower().startswith("số")):
            left.append(cells[0])
        elif cells:
            right.append(" ".join(cells))
    return (left, right), lines[end + 1 :]


def _narrow(blank: re.Match[str]) -> str:
    return " " * min(len(blank[0]), _MOST_BLANK)


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Rows of one table together, every other line that is not empty by itself."""
    group: list[str] = []
    for line in lines:
        if group and not ("\t" in line.strip() and "\t" in group[0]):
            yield group
            group = []
        if line.strip():
            group.append(line.strip())
    if group:
        yield group


@cache
def _font(style: str, points: float, dpi: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / f"FreeSerif{style}.ttf"), round(points * dpi / 72))


class Press:
    """Lays lines on pages from top to bottom."""

    def __init__(self, dpi: int = 300) -> None:
        self.dpi = dpi
        self.pages: list[Image.Image] = []
        self.left, self.right = round(_LEFT * dpi), round((_INCHES[0] - _RIGHT) * dpi)
        self._new_page()

    def _new_page(self) -> None:
        self.pages.append(
            Image.new("L", (round(_INCHES[0] * self.dpi), round(_INCHES[1] * self.dpi)), "white")
        )
        self.draw = ImageDraw.Draw(self.pages[-1])
        self.y = round(_TOP * self.dpi)

    def _room(self, height: float) -> None:
        if self.y + height > (_INCHES[1] - _BOTTOM) * self.dpi:
            self._new_page()

    def _step(self, points: float) -> int:
        return round(points * _LINE * self.dpi / 72)

    def header(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Two columns of centred lines, what stands last in each on one height."""
        width = self.right - self.left
        rows = max(len(left), len(right))
        for column, middle, share in ((left, 0.21, 0.4), (right, 0.71, 0.58)):
            lines = [part for line in column for part in self._wrapped(line, width * share, _HEADER_SIZE)]
            rows = max(rows, len(lines))
            for at, line in enumerate(lines):
                font = self._style(line, _HEADER_SIZE)
                x = self.left + width * middle - font.getlength(line) / 2
                self.draw.text((x, self.y + at * self._step(_HEADER_SIZE)), line, "black", font)
        self.y += (rows + 1) * self._step(_HEADER_SIZE)

    def _style(self, line: str, points: float) -> ImageFont.FreeTypeFont:
        style = "Bold" if line.isupper() else "Italic" if _DATED.search(line) and len(line) < _SHORT else ""
        return _font(style, points, self.dpi)

    def _wrapped(self, text: str, width: float, points: float) -> Iterator[str]:
        font, line = self._style(text, points), ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > width:
                yield line
                longer = word
            line = longer
        if line:
            yield line

    def paragraph(self, text: str) -> None:
        """Capitals and what is short stand in the middle, everything else from edge to edge."""
        font, width = self._style(text, _SIZE), self.right - self.left
        lines = list(self._wrapped(text, width, _SIZE))
        for at, line in enumerate(lines):
            self._room(self._step(_SIZE))
            if text.isupper() and len(text) < _SHORT:
                x = self.left + (width - font.getlength(line)) / 2
                self.draw.text((x, self.y), line, "black", font)
            else:
                self._set(line, font, justified=at < len(lines) - 1)
            self.y += self._step(_SIZE)
        self.y += round(_GAP * self.dpi / 72)

    def _set(self, line: str, font: ImageFont.FreeTypeFont, justified: bool) -> None:
        words = line.split()
        free = self.right - self.left - sum(font.getlength(word) for word in words)
        blank = free / max(len(words) - 1, 1) if justified else font.getlength(" ")
        x = float(self.left)
        for word in words:
            self.draw.text((x, self.y), word, "black", font)
            x += font.getlength(word) + blank

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A ruled table; columns as wide as their longest words ask."""
        count = max(map(len, rows))
        ruled = not any("nơi nhận" in cell.lower() for row in rows for cell in row)
        full = [[*row, *[""] * (count - len(row))] for row in rows]
        asked = [min(max(len(row[at]) for row in full), 60) + 4 for at in range(count)]
        edges = [self.left]
        for share in asked:
            edges.append(edges[-1] + round(share / sum(asked) * (self.right - self.left)))
        for row in full:
            self._row(row, edges, ruled)
        self.y += round(_GAP * self.dpi / 72)

    def _row(self, row: Sequence[str], edges: Sequence[int], ruled: bool) -> None:
        inside = round(4 * self.dpi / 72)
        cells = [
            list(self._wrapped(cell, right - left - 2 * inside, _CELL_SIZE))
            for cell, left, right in zip(row, edges, edges[1:], strict=False)
        ]
        height = max(map(len, cells)) * self._step(_CELL_SIZE) + 2 * inside
        self._room(height)
        for lines, left, right, cell in zip(cells, edges, edges[1:], row, strict=False):
            if ruled:
                frame = (left, self.y, right, self.y + height)
                self.draw.rectangle(frame, outline="black", width=max(self.dpi // 100, 1))
            for at, line in enumerate(lines):
                place = (left + inside, self.y + inside + at * self._step(_CELL_SIZE))
                self.draw.text(place, line, "black", self._style(cell, _CELL_SIZE))
        self.y += height


def scan(pages: Sequence[Image.Image]) -> bytes:
    """The pages as a PDF of pictures, as a scanner writes it."""
    from caunoi.analysis.readers.pictures import join_pictures

    return join_pictures([_jpeg(page) for page in pages])


def _jpeg(page: Image.Image) -> bytes:
    out = BytesIO()
    page.save(out, "JPEG", quality=85)
    return out.getvalue()
