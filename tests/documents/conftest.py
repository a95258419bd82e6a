"""Registered documents to start from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from caunoi.documents.models import Document, DocumentVersion, Finding
from caunoi.documents.services import register_document
from tests.documents import texts
from tests.world import World


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: object) -> None:
    """Every test has a file store of its own, so that "nothing was stored" can be seen on the disk."""
    settings.CAUNOI_HOME = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def take(world: World, today: date) -> Callable[..., Document]:
    """``take(text)`` registers a text of the committee DU by its reviewer."""

    def register(
        text: str, name: str = "van-ban.docx", unit: str = "DU", who: str = "chuyen.vien"
    ) -> Document:
        data = texts.docx(text) if name.endswith(".docx") else texts.txt(text)
        return register_document(actor=world.actor(who), unit=world.unit(unit), data=data, file_name=name)

    return register


@pytest.fixture
def resolution(take: Callable[..., Document]) -> Document:
    """The committee's resolution, registered and not yet reviewed."""
    return take(texts.RESOLUTION, "nghi-quyet.docx")


def version_of(document: Document) -> DocumentVersion:
    """The newest text of a document."""
    rows = DocumentVersion.objects.system("test").select_related("document", "source_file")
    return rows.filter(document=document).order_by("-number")[0]


def findings_of(document: Document, kind: str | None = None) -> list[Finding]:
    """The findings of the newest text in reading order."""
    rows = Finding.objects.system("test").filter(version=version_of(document))
    rows = rows.filter(kind=kind) if kind else rows
    return list(rows.select_related("version__document", "provision").order_by("start", "pk"))
