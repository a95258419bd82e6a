"""What the fuzzer starts from: files of every format, made here, and originals of the corpus where it is there."""

from __future__ import annotations

import html
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.originals import listed_originals
from tests.analysis.files import docx, level, numbered, numbering, paragraph, row
from tests.analysis.readers.encodings import TCVN3, VNI
from tests.analysis.readers.pdf_files import Page, column, pdf
from tests.analysis.texts import RESOLUTION

LARGEST = 300_000
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style")
)


@dataclass(frozen=True)
class Seed:
    """A sound file: its name tells the reader, as it does for an upload."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()


def seeds() -> list[Seed]:
    """All seeds, by name: the same list wherever the same corpus lies beside the project."""
    return sorted([*_made(), *_originals()], key=lambda seed: seed.name)


def _made() -> list[Seed]:
    paragraphs = [paragraph(html.escape(line)) for line in RESOLUTION.splitlines()]
    table = (
        "<w:tbl>" + row(paragraph("TT"), paragraph("Nhiệm vụ"), paragraph("Cơ quan chủ trì")) * 3 + "</w:tbl>"
    )
    lists = numbering(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2."))
    body = "".join(paragraphs) + table + numbered("Mục tiêu") + numbered("Chỉ tiêu", level=1)
    lines = RESOLUTION.splitlines()
    return [
        Seed("made-word.docx", docx(body, {"word/numbering.xml": lists})),
        Seed("made-office.odt", _odt(lines)),
        Seed("made-rich.rtf", _rtf(lines)),
        Seed("made-legacy.rtf", _rtf([TCVN3, VNI], font=".VnTime")),
        Seed("made-page.html", _html(lines)),
        Seed("made-legacy.htm", _html([TCVN3], font=".VnTime")),
        Seed("made-text.txt", RESOLUTION.encode()),
        Seed("made-wide.txt", RESOLUTION.encode("utf-16")),
        Seed("made-tcvn3.txt", (TCVN3 + "\n").encode("cp1252", "replace") * 5),
        Seed("made-vni.txt", (VNI + "\n").encode("cp1252", "replace") * 5),
        Seed(
            "made-print.pdf",
            pdf(Page(words=column(72, 780, *lines[:40])), Page(words=column(72, 780, *lines[40:]))),
        ),
        Seed("made-scan.pdf", pdf(Page(picture=True))),
        Seed("made-photo.png", _picture("PNG")),
        Seed("made-photo.jpg", _picture("JPEG")),
    ]


def _odt(lines: list[str]) -> bytes:
    body = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
    content = (
        f"<office:document-content {_ODF}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def _rtf(lines: list[str], font: str = "Times New Roman") -> bytes:
    head = rf"{{\rtf1\ansi\ansicpg1252\uc1\deff0{{\fonttbl{{\f0\fcharset0 {font};}}}}\f0 "
    words = "".join(f"{line}\\par\n" for line in lines)
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in words)
    return (head + escaped + "}").encode()


def _html(lines: list[str], font: str = "Times New Roman") -> bytes:
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    return (
        f'<html><head><meta charset="utf-8"><title>a</title></head><body style="font-family: {font}">{body}'
        "<table><tr><td>1</td><td>Sở</td></tr></table></body></html>"
    ).encode()


def _picture(kind: str) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, kind)
    return buffer.getvalue()


def _originals() -> list[Seed]:
    return [
        Seed(path.name, path.read_bytes()) for path, _ in listed_originals() if path.stat().st_size <= LARGEST
    ]
