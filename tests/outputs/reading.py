"""Reading a .docx the way others do: its bookmarks, and its text through LibreOffice and pdftotext."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or pdftotext is not installed",
)


def bookmarks(data: bytes) -> dict[str, str]:
    """The words inside each bookmark."""
    body = Document(io.BytesIO(data)).element.body
    found: dict[str, str] = {}
    for start in body.iter(qn("w:bookmarkStart")):
        words, element = "", start.getnext()
        while element is not None and element.tag != qn("w:bookmarkEnd"):
            words += "".join(text.text or "" for text in element.iter(qn("w:t")))
            element = element.getnext()
        found[start.get(qn("w:name"))] = words
    return found


def key_of(bookmark: str) -> str:
    """The figure's key of a bookmark: the count of a repeated one is left off."""
    return re.sub(r"_\d+$", "", bookmark)


def words_of(data: bytes) -> str:
    """All text of the body and its tables, a line for every paragraph."""
    paragraphs = Document(io.BytesIO(data)).element.body.iter(qn("w:p"))
    return "\n".join("".join(text.text or "" for text in one.iter(qn("w:t"))) for one in paragraphs)


def lines_of(data: bytes) -> list[str]:
    """The paragraphs outside tables."""
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def xml(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def printed(data: bytes, folder: Path) -> list[str]:
    """The pages as LibreOffice prints them, spaces and line ends made single."""
    source = folder / "in.docx"
    source.write_bytes(data)
    home = f"-env:UserInstallation=file://{folder}/office"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    done = subprocess.run(
        ["pdftotext", "-layout", str(folder / "in.pdf"), "-"], check=True, capture_output=True, timeout=60
    )
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")][:-1]
