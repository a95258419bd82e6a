"""Tables as lines of text, the same for every format."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

Cells = Sequence[Sequence[str]]

# Recognition loses diacritics; the words are known without them.
_RECIPIENTS = r"n[ơo]i nh[aăâậặạấắáàầằãẫẵ]n\b"
RECIPIENTS = re.compile(_RECIPIENTS, re.I)
LAYOUT = re.compile(
    rf"{_RECIPIENTS}|đ[ộôọốo]c l[ậâạặấa]p|đ[ảẳáạa]ng c[ộôọốo]ng s[ảáạa]n vi[ệêẹếe]t nam|"
    r"c[ộôọốo]ng h[oò][aà] x[ãàáa] h[ộôọốo]i|^số\b|kính gửi",
    re.I | re.M,
)


def table_lines(rows: Sequence[Cells]) -> Iterator[str]:
    """One line a row with its cells parted by tabs; a table that only places a header column after column.

    A cell is the list of its lines.
    """
    if is_layout(rows):
        # Column after column: the issuer's lines belong together, and so do the signer's.
        for cells in zip_longest(*rows, fillvalue=[]):
            for cell in cells:
                yield from filter(str.strip, cell)
        return
    for row in rows:
        yield "\t".join(" ".join(" ".join(cell).split()) for cell in row)


def is_layout(rows: Sequence[Cells]) -> bool:
    """A table that only places a header or the signatures side by side, not one of data."""
    if max(map(len, rows), default=0) > 3 or len(rows) > 6:
        return False
    if all(len(row) <= 1 for row in rows):
        return True
    return bool(LAYOUT.search("\n".join(line.strip() for row in rows for cell in row for line in cell)))
