"""The printed pages of a text: where each begins, and its picture."""

from __future__ import annotations

from bisect import bisect_right

from caunoi.analysis.page_pictures import has_pictures, page_picture
from caunoi.documents.models import DocumentVersion
from caunoi.kernel import files
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou


def page_starts(version: DocumentVersion) -> list[int]:
    """The offset in the text at which each page begins; empty for files without fixed pages."""
    return list(version.analysis.get("page_starts") or [])


def page_of(starts: list[int], offset: int) -> int | None:
    """The page, from 1, on which an offset stands; None for a text without fixed pages."""
    return max(bisect_right(starts, offset), 1) if starts else None


def was_recognized(version: DocumentVersion) -> bool:
    """Whether the text was read from pictures of pages, so that it must be held against them."""
    return bool(version.analysis.get("source", {}).get("ocr"))


def pictured_pages(version: DocumentVersion) -> int:
    """How many pages of the file can be shown as pictures; 0 for files without fixed pages."""
    source = version.analysis.get("source", {})
    return len(page_starts(version)) if has_pictures(source.get("media_type", "")) else 0


def picture(actor: Actor, version: DocumentVersion, page: int) -> bytes:
    """Page ``page`` as WebP; NotFoundForYou where the file has no such page or it cannot be drawn."""
    found = DocumentVersion.objects.visible_to(actor).select_related("source_file").get(pk=version.pk)
    if not 1 <= page <= pictured_pages(found):
        raise NotFoundForYou("Văn bản này không có trang đó.")
    drawn = page_picture(files.content(found.source_file), found.source_file.media_type, page)
    if drawn is None:
        raise NotFoundForYou("Trang này không vẽ được. Mở tệp gốc để xem.")
    return drawn
