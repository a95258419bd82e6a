"""How a sound file is damaged: flips, cuts, splices, repeats, huge numbers, nesting, and tricks with archives."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

# Beyond that a text of nothing but labels takes its time, as it may.
MOST = 400_000
_DIGITS = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^>]{1,200}>")
_HUGE = (b"0", b"-1", b"2147483648", b"4294967295", b"99999999999999999999", b"1e999", b"9" * 400)
_BYTES = (
    b"\x00",
    b"\xff",
    b"\x7f",
    b"{",
    b"}",
    b"<",
    b">",
    b"(",
    b")",
    b"\\",
    b"\r",
    b"\n",
    b"\x1a",
    b"&#x110000;",
)
_NESTS = (
    (b"<div>", b"</div>"), (b"<w:p>", b"</w:p>"), (b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"),
    (b"<text:list><text:list-item>", b"</text:list-item></text:list>"), (b"<table><tr><td>", b"</td></tr></table>"),
    (b"{", b"}"), (b"[", b"]"), (b"<<", b">>"), (b"(", b")"), (b"{\\*\\x", b"}"), (b"<ul><li>", b""),
)  # fmt: skip

Mutation = Callable[[random.Random, bytes, bytes], bytes]


def flip(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """Some bits turned over."""
    changed = bytearray(data)
    for _ in range(lots.choice((1, 2, 8, 64, 512)) if changed else 0):
        changed[lots.randrange(len(changed))] ^= 1 << lots.randrange(8)
    return bytes(changed)


def cut(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """The end, the beginning or a piece of the middle missing."""
    first, last = sorted(lots.randrange(len(data) + 1) for _ in range(2))
    return lots.choice((data[:last], data[first:], data[:first] + data[last:]))


def splice(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """A piece of another file inside."""
    at, first = lots.randrange(len(data) + 1), lots.randrange(len(other) + 1)
    piece = other[first : first + lots.choice((8, 100, 4000, 100_000))]
    return data[:at] + piece + data[at + lots.choice((0, len(piece))) :]


def repeat(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """A piece many times over."""
    at = lots.randrange(len(data) + 1)
    piece = data[at : at + lots.choice((1, 3, 20, 200, 5000))]
    return data[:at] + piece * lots.choice((2, 50, 1000, 20_000)) + data[at:]


def number(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """Numbers too large, too small or none."""
    found = list(_DIGITS.finditer(data[:200_000]))
    for match in sorted(
        lots.sample(found, min(len(found), lots.choice((1, 3, 10)))), key=lambda m: -m.start()
    ):
        data = data[: match.start()] + lots.choice(_HUGE) + data[match.end() :]
    return data


def odd_bytes(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """Signs with a meaning where none should stand."""
    for _ in range(lots.choice((1, 5, 50))):
        at = lots.randrange(len(data) + 1)
        data = data[:at] + lots.choice(_BYTES) * lots.choice((1, 1, 2, 300)) + data[at:]
    return data


def nest(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """Something that opens many thousand times, closed or not."""
    opening, closing = lots.choice(_NESTS)
    depth, at = lots.choice((50, 1000, 20_000, 100_000)), lots.randrange(len(data) + 1)
    return data[:at] + opening * depth + lots.choice((b"", b"x", closing * depth)) + data[at:]


def shuffle_tags(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """Tags that stand where others stood."""
    tags = list(_TAG.finditer(data[:200_000]))
    if len(tags) < 2:
        return odd_bytes(lots, data, other)
    for _ in range(lots.choice((1, 5, 30))):
        one, two = lots.sample(tags, 2)
        width = one.end() - one.start()
        data = data[: one.start()] + two[0][:width].ljust(width) + data[one.end() :]
    return data


PLAIN: tuple[Mutation, ...] = (flip, cut, splice, repeat, number, odd_bytes, nest, shuffle_tags)


def inside(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """A damaged part in a sound archive."""
    parts = _parts(data)
    if not parts:
        return lots.choice(PLAIN)(lots, data, other)
    name = lots.choice([name for name in parts if name.endswith(".xml")] or list(parts))
    for _ in range(lots.choice((1, 1, 2))):
        parts[name] = lots.choice(PLAIN)(lots, parts[name], other)[:MOST]
    return _packed(parts, lots)


def rearranged(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """Parts lost, renamed, doubled, exchanged or blown up."""
    parts = _parts(data)
    if not parts:
        return lots.choice(PLAIN)(lots, data, other)
    name = lots.choice(list(parts))
    trick = lots.randrange(5)
    if trick == 0:
        del parts[name]
    elif trick == 1:
        parts[lots.choice(("../x", "/etc/x", "C:\\x", name.upper(), name + "\x00", ""))] = parts.pop(name)
    elif trick == 2:
        parts[name] = bytes(lots.choice((1_000_000, 70_000_000)))
    elif trick == 3:
        parts.update({f"{name}{n}": b"" for n in range(lots.choice((100, 6000)))})
    else:
        parts[name] = parts[lots.choice(list(parts))]
    return _packed(parts, lots)


def lying(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """An archive whose directory says something else than its parts."""
    at = data.find(b"PK\x01\x02", lots.randrange(max(1, len(data))))
    if at < 0 or at + 46 > len(data):
        return flip(lots, data, other)
    field = lots.choice((8, 10, 16, 20, 24, 28, 42))
    value = lots.choice((0, 1, 99, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
    wide = field in {16, 20, 24, 42}
    packed = struct.pack("<I" if wide else "<H", value if wide else value & 0xFFFF)
    return data[: at + field] + packed + data[at + field + len(packed) :]


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {
                part.filename: archive.read(part) for part in archive.infolist() if part.file_size < 10 * MOST
            }
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        return {}


def _packed(parts: dict[str, bytes], lots: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", lots.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


ARCHIVE: tuple[Mutation, ...] = (inside, inside, inside, rearranged, lying, flip, cut, splice)


def damaged(lots: random.Random, data: bytes, other: bytes) -> bytes:
    """One to three mutations, those of archives where the data is one."""
    for _ in range(lots.choice((1, 1, 2, 3))):
        kinds = ARCHIVE if data.startswith(b"PK") else PLAIN
        data = lots.choice(kinds)(lots, data, other)[:MOST]
    return data
