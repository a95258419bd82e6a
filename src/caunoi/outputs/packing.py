"""The same document gives the same bytes: fixed properties, fixed order and dates inside the file."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx.document import Document as DocumentObject

# Word files and zip entries must carry some date. Today's would make two printings of one report differ.
FIXED = datetime(2026, 1, 1)
ZIP_DATE = (2026, 1, 1, 0, 0, 0)
AUTHOR = "Cầu Nối"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def packed(document: DocumentObject, title: str) -> bytes:
    """The document as the bytes of a .docx file."""
    _properties(document, title)
    return saved(document)


def saved(document: DocumentObject) -> bytes:
    """The same with the properties that the document has already."""
    first, again = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=_content_types_first):
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return again.getvalue()


def _properties(document: DocumentObject, title: str) -> None:
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments, properties.language = "", "vi-VN"
    properties.created = properties.modified = FIXED
    properties.revision = 1


def _content_types_first(name: str) -> tuple[bool, str]:
    return (name != "[Content_Types].xml", name)
