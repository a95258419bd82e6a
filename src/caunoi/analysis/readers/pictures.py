"""Photographs and scanned pictures as the pages of one PDF, upright as the camera noted, of bounded size."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence

from caunoi.analysis.readers.safety import Unreadable, truncated

MOST_PIXELS = 120_000_000
MOST_PAGES = 400
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
_KEPT_PIXELS = 20_000_000
_LONG_SIDE_POINTS = 842
_QUALITY = 90


def join_pictures(pictures: Sequence[bytes]) -> bytes:
    """One PDF with a page for each picture, in this order; a .tif may hold several.

    Raises `Unreadable`: "not-what-it-says" for anything but JPEG, PNG, TIFF, BMP and WebP, "too-large" for a picture
    of more than 120 million dots or for too many pages, "truncated" for a damaged one.
    """
    pages = [page for data in pictures for page in _pages(data)]
    if not pages:
        raise Unreadable("empty", "Không có ảnh nào. Hãy chọn ảnh chụp văn bản rồi gửi lại.")
    if len(pages) > MOST_PAGES:
        raise _too_large()
    return _pdf(pages)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's picture as JPEG."""

    content: bytes
    width: int
    height: int
    space: str


def _pdf(pages: Sequence[_Page]) -> bytes:
    """The file, each page as long as A4: what dots per inch a camera noted says nothing about the paper."""
    kids = " ".join(f"{3 * at + 3} 0 R" for at in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()]
    for at, page in enumerate(pages):
        scale = _LONG_SIDE_POINTS / max(page.width, page.height)
        wide, high = round(page.width * scale, 2), round(page.height * scale, 2)
        drawn = f"q {wide} 0 0 {high} 0 0 cm /P Do Q".encode()
        parts = f"/Resources<</XObject<</P {3 * at + 5} 0 R>>>>/Contents {3 * at + 4} 0 R"
        head = f"/Type/XObject/Subtype/Image/Width {page.width}/Height {page.height}/ColorSpace/{page.space}"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]{parts}>>".encode())
        objects.append(_stream("", drawn))
        objects.append(_stream(f"{head}/BitsPerComponent 8/Filter/DCTDecode", page.content))
    return _numbered(objects)


def _stream(head: str, content: bytes) -> bytes:
    return f"<<{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def _numbered(objects: Sequence[bytes]) -> bytes:
    parts, places, size = [b"%PDF-1.5\n"], [], len(b"%PDF-1.5\n")
    for number, content in enumerate(objects, start=1):
        places.append(size)
        parts.append(f"{number} 0 obj".encode() + content + b"endobj\n")
        size += len(parts[-1])
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    parts.append(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{size}\n%%EOF\n".encode())
    return b"".join(parts)


def _pages(data: bytes) -> Iterator[_Page]:
    try:
        with warnings.catch_warnings():
            # Our own limit is stricter than the warning, and refuses.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=_FORMATS) as picture:
                yield from _frames(picture)
    except Image.UnidentifiedImageError as error:
        raise Unreadable(
            "not-what-it-says",
            "Tệp mang tên ảnh nhưng nội dung là loại khác. Hãy mở ảnh, lưu lại thành .jpg rồi gửi lại.",
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise truncated() from error


def _frames(picture: Image.Image) -> Iterator[_Page]:
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if number >= MOST_PAGES or frame.width * frame.height > MOST_PIXELS:
            raise _too_large()
        yield _page(frame)


def _page(frame: Image.Image) -> _Page:
    """The picture as its camera held it, on white, no larger than recognition uses."""
    flat = _flat(ImageOps.exif_transpose(frame))
    excess = (flat.width * flat.height / _KEPT_PIXELS) ** 0.5
    if excess > 1:
        size = max(int(flat.width / excess), 1), max(int(flat.height / excess), 1)
        flat = flat.resize(size, Image.Resampling.LANCZOS)
    out = BytesIO()
    flat.save(out, "JPEG", quality=_QUALITY)
    return _Page(out.getvalue(), flat.width, flat.height, "DeviceGray" if flat.mode == "L" else "DeviceRGB")


def _flat(picture: Image.Image) -> Image.Image:
    """In grey or colour, what is transparent as white."""
    if picture.mode in {"1", "L", "I;16"}:
        return picture.convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        layers = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layers.size, "white"), layers).convert("RGB")
    return picture.convert("RGB")


def _too_large() -> Unreadable:
    return Unreadable(
        "too-large",
        f"Ảnh lớn hơn {MOST_PIXELS // 1_000_000} triệu điểm ảnh hoặc có quá {MOST_PAGES} trang. "
        "Hãy chụp hoặc quét lại ở 300 dpi rồi gửi lại.",
    )
