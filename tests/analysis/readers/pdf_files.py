"""PDF files made in the test: letters of one width at given places, ruled lines, pictures, filled-in fields."""

from dataclasses import dataclass, field

SIZE = 12
_WIDTH = 0.5


@dataclass
class Page:
    """What stands on a page, in points from the lower left corner.

    ``strips`` are JPEG pictures (file, width, height in pixels) that cover the page from the top down.
    """

    words: list[tuple[float, float, str]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    fields: list[tuple[float, float, str]] = field(default_factory=list)
    picture: bool = False
    shades: list[tuple[float, float, float, float]] = field(default_factory=list)
    strips: list[tuple[bytes, int, int]] = field(default_factory=list)


def column(x: float, top: float, *lines: str, step: float = 16) -> list[tuple[float, float, str]]:
    """Lines one below the other."""
    return [(x, top - at * step, line) for at, line in enumerate(lines)]


def pdf(*pages: Page, mapping: dict[str, str] | None = None) -> bytes:
    """The file; `mapping` changes what the font says that its letters are."""
    letters = sorted(
        {letter for page in pages for _, _, words in (*page.words, *page.fields) for letter in words}
    )
    codes = {letter: at + 1 for at, letter in enumerate(letters)}
    objects: dict[int, bytes] = {1: b"<</Type/Catalog/Pages 2 0 R>>", 4: _map(codes, mapping or {})}
    objects[3] = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 1/LastChar 255/Widths["
        + b"500 " * 255
        + b"]/ToUnicode 4 0 R/Encoding<</Differences[1"
        + b"/A" * 255
        + b"]>>>>"
    )
    objects[5] = _stream(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"\x80"
    )
    kids = []
    for page in pages:
        kids.append(_add_page(objects, page, codes))
    objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    return _file(objects)


def _add_page(objects: dict[int, bytes], page: Page, codes: dict[str, int]) -> int:
    at = max(objects) + 1
    fields = []
    for x, y, words in page.fields:
        number = max(max(objects), at + 1) + 1
        box = f"/BBox[0 -4 {len(words) * SIZE * _WIDTH} {SIZE}]"
        head = f"<</Type/XObject/Subtype/Form{box}/Resources<</Font<</F 3 0 R>>>>".encode()
        objects[number] = _stream(head, _shown(0, 0, words, codes))
        rect = f"[{x} {y - 4} {x + len(words) * SIZE * _WIDTH} {y + SIZE}]"
        objects[number + 1] = (
            f"<</Type/Annot/Subtype/Widget/FT/Sig/T(s{number})/F 132/Rect{rect}/AP<</N {number} 0 R>>>>".encode()
        )
        fields.append(f"{number + 1} 0 R")
    held = _add_strips(objects, page)
    high = 842 / max(len(held), 1)
    content = b"".join(
        f"q 595 0 0 {high} 0 {842 - (place + 1) * high} cm /S{number} Do Q\n".encode()
        for place, number in enumerate(held)
    )
    content += b"".join(_shown(x, y, words, codes) for x, y, words in page.words)
    content += b"".join(f"{a} {b} m {c} {d} l S\n".encode() for a, b, c, d in page.lines)
    content += b"".join(f"{a} {b} {c} {d} re f\n".encode() for a, b, c, d in page.shades)
    content += b"q 595 0 0 842 0 0 cm /I Do Q\n" if page.picture else b""
    objects[at + 1] = _stream(b"<<", content)
    objects[at] = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {at + 1} 0 R/Annots[{' '.join(fields)}]"
        f"/Resources<</Font<</F 3 0 R>>/XObject<</I 5 0 R{' '.join(f'/S{one} {one} 0 R' for one in held)}>>>>>>"
    ).encode()
    return at


def _add_strips(objects: dict[int, bytes], page: Page) -> list[int]:
    held = []
    for content, wide, high in page.strips:
        number = max(objects) + 3  # the next two are the page's own
        head = f"<</Type/XObject/Subtype/Image/Width {wide}/Height {high}/ColorSpace/DeviceRGB/BitsPerComponent 8"
        objects[number] = _stream(f"{head}/Filter/DCTDecode".encode(), content)
        held.append(number)
    return held


def _shown(x: float, y: float, words: str, codes: dict[str, int]) -> bytes:
    text = bytes(codes[letter] for letter in words).hex()
    return f"BT /F {SIZE} Tf {x} {y} Td <{text}> Tj ET\n".encode()


def _map(codes: dict[str, int], mapping: dict[str, str]) -> bytes:
    pairs = [
        f"<{code:02x}> <{mapping.get(letter, letter).encode('utf-16-be').hex()}>"
        for letter, code in codes.items()
    ]
    body = "\n".join(f"1 beginbfchar {pair} endbfchar" for pair in pairs)
    head = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
    )
    return _stream(b"<<", f"{head}{body}\nendcmap end".encode())


def _stream(head: bytes, content: bytes) -> bytes:
    return head + f"/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def _file(objects: dict[int, bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += f"{number} 1\n{place:010} 00000 n \n".encode()
    return bytes(out + f"trailer<</Size {max(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
