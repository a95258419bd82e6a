"""Files on their way in, for the tests about them."""

from __future__ import annotations

import io
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from caunoi.documents.incoming import Arrival, read_incoming, take_in
from caunoi.documents.incoming_list import IncomingRow, incoming_files
from caunoi.documents.models import IncomingFile
from caunoi.kernel import quarantine
from tests.documents import texts
from tests.world import World


def arrivals(*files: tuple[str, bytes]) -> list[Arrival]:
    return [Arrival(name, io.BytesIO(data)) for name, data in files]


def bring(
    world: World, *files: tuple[str, bytes], who: str = "chuyen.vien", as_pages: bool = False
) -> list[IncomingFile]:
    """Rows that wait; nothing reads them, as with a worker that does not run."""
    actor = world.actor(who)
    unit = next(unit for unit in world.units.values() if unit.pk == actor.unit_id)
    return take_in(actor=actor, unit=unit, arrivals=arrivals(*files), as_pages=as_pages)


def read_all(rows: list[IncomingFile]) -> list[IncomingFile]:
    for row in rows:
        assert row.job_id
        read_incoming.func(row.job_id)
    return [again(row) for row in rows]


def again(row: IncomingFile) -> IncomingFile:
    return IncomingFile.objects.system("test").select_related("job", "document").get(pk=row.pk)


def on_disk() -> list[Path]:
    """Every file of the installation's home that is in the quarantine or the store."""
    return [path for path in quarantine.root().parent.rglob("*") if path.is_file()]


def listed(world: World) -> list[IncomingRow]:
    return incoming_files(world.reviewer)


GOOD = ("nghi-quyet.docx", texts.docx(texts.RESOLUTION))
PLAN = ("ke-hoach.txt", texts.txt(texts.PLAN))


def photograph(text: str) -> bytes:
    """A page with this text as a camera or scanner would give it (fonts and Tesseract: tools/system.py)."""
    font = "/usr/share/fonts/truetype/freefont/FreeSerif.ttf"
    page = Image.new("L", (1654, 2339), 255)
    pen, letters = ImageDraw.Draw(page), ImageFont.truetype(font, 34)
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, 64) or [""]]
    for number, line in enumerate(lines):
        pen.text((180, 160 + number * 56), line, font=letters, fill=0)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=90, dpi=(200, 200))
    return out.getvalue()
