"""The small markup in which the demo's documents are written (described in data/README.md)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading-1", "heading-2", "heading-3", "paragraph"]

HEADINGS: dict[str, BlockKind] = {"# ": "heading-1", "## ": "heading-2", "### ": "heading-3"}
REQUIRED = (
    "superior",
    "issuer",
    "number",
    "place-date",
    "type",
    "abstract",
    "authority",
    "position",
    "signer",
)
REPEATABLE = ("abstract", "recipient")
KNOWN = frozenset((*REQUIRED, *REPEATABLE))


class MarkupError(ValueError):
    """The text is not in the markup; the message names the line and what is expected there."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the body: a heading of three depths, or running text (clause, dash, plain)."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document before it is laid out: its header fields and the blocks of its body."""

    fields: dict[str, tuple[str, ...]]
    blocks: tuple[Block, ...]

    def one(self, key: str) -> str:
        """The value of a field that stands once."""
        return self.fields[key][0]


def parse(markup_text: str) -> SourceText:
    """Read header lines up to `---`, then blocks parted by empty lines; raise MarkupError otherwise."""
    header, found, body = markup_text.partition("\n---\n")
    if not found:
        raise MarkupError("Thiếu dòng --- ngăn phần đầu với nội dung.")
    return SourceText(_header(header), tuple(_block(part) for part in body.split("\n\n") if part.strip()))


def _header(text: str) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for number, line in enumerate(text.splitlines(), start=1):
        key, colon, value = line.partition(": ")
        if not colon or key not in KNOWN:
            raise MarkupError(f"Dòng {number}: cần dạng 'khóa: giá trị' với khóa đã biết, gặp: {line}")
        if key in fields and key not in REPEATABLE:
            raise MarkupError(f"Dòng {number}: khóa {key} chỉ được ghi một lần.")
        fields[key] += (value.strip(),)
    missing = [key for key in REQUIRED if key not in fields]
    if missing:
        raise MarkupError(f"Phần đầu thiếu khóa: {', '.join(missing)}.")
    return dict(fields)


def _block(part: str) -> Block:
    text = " ".join(part.split())
    for mark, kind in HEADINGS.items():
        if text.startswith(mark):
            return Block(kind, text[len(mark) :])
    return Block("paragraph", text)
