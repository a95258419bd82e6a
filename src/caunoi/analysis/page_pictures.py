"""The picture of one page of a file, to stand beside its text: drawn by a process of its own.

A file from outside is never drawn inside the caller: what a damaged page does ends with the child.
"""

import struct
import subprocess
import sys
from io import BytesIO
from typing import Any

from caunoi.analysis.readers.safety import bare_environment

WIDTH = 1000
MEDIA_TYPE = "image/webp"
_COMMAND = (sys.executable, "-m", "caunoi.analysis.page_pictures")
_SECONDS = 30
_MEMORY = 1536 * 1024 * 1024
_MOST_PIXELS = 60_000_000
_QUALITY = 60
_PDF = "application/pdf"
_HEAD = struct.Struct(">IIB")


def has_pictures(media_type: str) -> bool:
    """Whether files of this type have pages that can be drawn as they were printed."""
    return media_type == _PDF or media_type.startswith("image/")


def page_picture(data: bytes, media_type: str, page: int, width: int = WIDTH) -> bytes | None:
    """Page ``page`` (from 1) of a PDF or picture as WebP, ``width`` pixels wide; None where it cannot be drawn.

    At most 30 seconds and 1.5 GiB of memory.
    """
    if not has_pictures(media_type) or not 1 <= page <= 100_000:
        return None
    try:
        drawn = subprocess.run(  # noqa: S603 - a fixed program, no words from outside
            _COMMAND,
            input=_HEAD.pack(page, width, media_type == _PDF) + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            env=bare_environment(),
        )
    except subprocess.TimeoutExpired:
        return None
    return drawn.stdout if drawn.returncode == 0 and drawn.stdout else None


def draw(data: bytes, page: int, width: int, is_pdf: bool) -> bytes:
    """The same inside this process; raises whatever the libraries raise."""
    picture = _of_pdf(data, page, width) if is_pdf else _of_picture(data, page, width)
    out = BytesIO()
    picture.convert("RGB").save(out, "WEBP", quality=_QUALITY, method=2)
    return out.getvalue()


def _of_pdf(data: bytes, page: int, width: int) -> Any:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    # Numbers and dates that were filled in by signing are form fields.
    document.init_forms()
    found = document[page - 1]
    scale = width / max(found.get_width(), 1.0)
    if width * found.get_height() * scale > _MOST_PIXELS:
        raise ValueError("a page of this shape is too large to draw")
    return found.render(scale=scale, may_draw_forms=True).to_pil()


def _of_picture(data: bytes, page: int, width: int) -> Any:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    picture = Image.open(BytesIO(data))
    picture.seek(page - 1)
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((width, width * 4))
    return upright


def _bound() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> int:
    """The child: the task and the file from standard input, the picture to standard output."""
    _bound()
    given = sys.stdin.buffer.read()
    page, width, is_pdf = _HEAD.unpack_from(given)
    sys.stdout.buffer.write(draw(given[_HEAD.size :], page, width, bool(is_pdf)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
