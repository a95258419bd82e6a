"""The tree of a document: labels become provisions under their parents, in reading order."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from caunoi.analysis.labels import UNNUMBERED, Label, follows, roman
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Provision, Span, Warning
from caunoi.analysis.normal import View
from caunoi.analysis.zones import Enclosure, Zones
from caunoi.language.text import UPPER

_TRIM = " .:;,"
_HEADING_LIMIT = 400
_SENTENCE_BREAK = re.compile(rf"[.;]\s+[{UPPER}]")
_SLUGS = {"chapter": "chuong", "part": "phan", "section": "muc", "subsection": "tieu-muc", "article": "dieu",
          "appendix": "phu-luc"}  # fmt: skip
_OPENS_QUOTATION = re.compile(r'^"|:\s*"')
_LONGEST_QUOTATION = 300
_LEAF = 95
_ROMAN_ABOVE_ARTICLES = 25
_UPPER_BELOW_ROMAN = 55


@dataclass(slots=True)
class _Node:
    """A provision while its end is still unknown."""

    id: str
    kind: str
    label: str | None
    rank: int
    level: int
    parent: "_Node | None"
    heading: str | None
    start: int
    end: int
    values: tuple[int, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    last: dict[str, Label] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tree:
    """The provisions and a quick way from an offset to the innermost of them."""

    provisions: tuple[Provision, ...]
    warnings: tuple[Warning, ...]
    _starts: tuple[int, ...]
    _by_id: dict[str, Provision]
    _headings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def at(self, offset: int) -> Provision | None:
        """The innermost provision that holds this offset."""
        found = bisect_right(self._starts, offset) - 1
        while found >= 0:
            provision: Provision | None = self.provisions[found]
            while provision and provision.span[1] <= offset:
                provision = self._by_id.get(provision.parent or "")
            return provision
        return None

    def id_at(self, offset: int) -> str | None:
        """The id of the innermost provision at this offset."""
        provision = self.at(offset)
        return provision.id if provision else None

    def headings(self, provision: Provision | None) -> tuple[str, ...]:
        """The headings from this provision up to the outermost, in lower case."""
        if provision is None:
            return ()
        known = self._headings.get(provision.id)
        if known is None:
            above = self.headings(self._by_id.get(provision.parent or ""))
            known = (provision.heading.lower(), *above) if provision.heading else above
            self._headings[provision.id] = known
        return known

    def parent(self, provision: Provision) -> Provision | None:
        """The provision above, None at the top."""
        return self._by_id.get(provision.parent or "")


def build_tree(view: View, found: list[Block], zones: Zones) -> Tree:
    """The provisions of the body and of every enclosed text."""
    builder = _Builder(view, found)
    builder.body(range(zones.body, zones.tail))
    for number, enclosure in enumerate(zones.enclosures, 1):
        builder.enclosure(number, enclosure)
    provisions = tuple(_finished(node) for node in builder.nodes)
    starts = tuple(provision.span[0] for provision in provisions)
    return Tree(provisions, tuple(builder.warnings), starts, {item.id: item for item in provisions})


def _finished(node: _Node) -> Provision:
    parent = node.parent.id if node.parent else None
    return Provision(node.id, node.kind, node.label, node.level, parent, node.heading, (node.start, node.end))


class _Builder:
    def __init__(self, view: View, found: list[Block]) -> None:
        self.nodes: list[_Node] = []
        self.warnings: list[Warning] = []
        self._view = view
        self._blocks = found
        self._ids: dict[str, int] = {}
        self._stack: list[_Node] = []
        self._root = _Node("", "", None, -1, 0, None, None, 0, 0)
        self._ranks: dict[str, int] = {}
        self._running: dict[str, Label] = {}
        self._quoted = -1

    def body(self, region: range) -> None:
        """The document's own text; what stands before the first label is its preamble."""
        self._open(region)
        first = next((i for i in region if self._counts_as_label(self._blocks[i].label)), None)
        if first is not None and first > region.start:
            start, end = self._blocks[region.start].start, self._blocks[first - 1].end
            self.nodes.append(_Node("preamble", "preamble", None, _LEAF, 1, None, None, start, end))
        self._walk(region if first is None else range(first, region.stop), region.stop)

    def enclosure(self, number: int, part: Enclosure) -> None:
        """An enclosed text: its ids start with plk-1, plk-2 …"""
        block = self._blocks[part.first]
        # "PHỤ LỤC" alone is a heading, no label.
        label = block.label.printed if block.label and " " in block.label.printed else None
        start, end = (
            block.body if block.label else block.start,
            self._blocks[max(part.body - 1, part.first)].end,
        )
        heading = self._view.words(start, end).rstrip(_TRIM) or None
        node = _Node(f"plk-{number}", "appendix", label, 0, 1, None, heading, block.start, block.end)
        self.nodes.append(node)
        self._open(range(part.body, part.end))
        self._root = node
        self._walk(range(part.body, part.end), part.end)
        node.end = max(node.end, self._blocks[part.end - 1].end)

    def _open(self, region: range) -> None:
        self._stack, self._running, self._quoted = [], {}, -1
        self._root = _Node("", "", None, -1, 0, None, None, 0, 0)
        first: dict[str, int] = {}
        for index in region:
            label = self._blocks[index].label
            if label:
                first.setdefault(label.shape, index)
        roman, article = first.get("roman"), first.get("điều")
        self._ranks = {}
        if roman is not None and article is not None and roman < article:
            self._ranks["roman"] = _ROMAN_ABOVE_ARTICLES
        if roman is not None and self._upper_below(region, roman, first.get("upper")):
            self._ranks["upper"] = _UPPER_BELOW_ROMAN

    def _upper_below(self, region: range, roman: int, upper: int | None) -> bool:
        """Whether A, B stand below I, II: the count of I, II goes on behind the first A instead of beginning anew."""
        if upper is None or upper < roman:
            return False
        labels = (self._blocks[index].label for index in range(upper + 1, region.stop))
        behind = next((label for label in labels if label and label.shape == "roman"), None)
        return behind is None or behind.value != 1

    def _counts_as_label(self, label: Label | None) -> bool:
        return label is not None and label.shape not in UNNUMBERED

    def _walk(self, region: range, stop: int) -> None:
        skip = -1
        for index in region:
            block = self._blocks[index]
            if index == skip:
                continue
            if self._in_quotation(index, block, stop) or block.label is None:
                self._paragraph(block)
            elif block.label.shape in UNNUMBERED:
                self._dash(block, block.label)
            else:
                skip = self._labelled(index, block, block.label, stop)

    def _in_quotation(self, index: int, block: Block, stop: int) -> bool:
        """Whether a block belongs to a quoted text: articles quoted by an amending text are not its own."""
        if index <= self._quoted:
            return True
        if not self._opens(block):
            return False
        opened = _OPENS_QUOTATION.search(self._view.flat[block.start : block.end])
        closed = self._closed_at(index, stop) if opened else index
        if opened is None or closed == index:
            return False
        self._quoted = closed
        return not opened.start()

    def _opens(self, block: Block) -> int:
        """How many quotations a block leaves open; marks of one shape open and close by turns."""
        if self._view.flat.find('"', block.start, block.end) < 0:
            return 0
        text = self._view.text[block.start : block.end]
        depth = text.count("“") - text.count("”")
        return depth + text.count('"') % 2 * (-1 if depth > 0 else 1)

    def _closed_at(self, index: int, stop: int) -> int:
        """The block that closes what this one opened; the block itself where none does within reach."""
        depth = self._opens(self._blocks[index])
        for at in range(index + 1, min(stop, index + _LONGEST_QUOTATION)):
            opened = self._opens(self._blocks[at])
            # A single mark behind an open one closes it.
            depth += -1 if opened == 1 and "“" not in self._text(at) else opened
            if depth <= 0:
                return at
        return index

    def _text(self, index: int) -> str:
        return self._view.text[self._blocks[index].start : self._blocks[index].end]

    def _rank(self, label: Label) -> int:
        if label.shape == "dotted":
            return label.rank + len(label.values) - 2
        return self._ranks.get(label.shape, label.rank)

    def _parent(self, rank: int) -> _Node:
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()
        return self._stack[-1] if self._stack else self._root

    def _add(self, kind: str, label: str | None, slug: str, rank: int, parent: _Node, span: Span) -> _Node:
        path = f"{parent.id}.{slug}" if parent.id else slug
        self._ids[path] = self._ids.get(path, 0) + 1
        if self._ids[path] > 1:
            path = f"{path}~{self._ids[path]}"
        above = None if parent.rank < 0 else parent
        node = _Node(path, kind, label, rank, parent.level + 1, above, None, *span)
        self.nodes.append(node)
        while above:
            above.end = max(above.end, span[1])
            above = above.parent
        return node

    def _count(self, parent: _Node, what: str) -> int:
        parent.counts[what] = parent.counts.get(what, 0) + 1
        return parent.counts[what]

    def _paragraph(self, block: Block) -> None:
        parent = self._parent(80)
        row = "\t" in self._view.flat[block.start : block.end]
        kind, sign = ("row", "r") if row else ("paragraph", "¶")
        self._add(kind, None, f"{sign}{self._count(parent, sign)}", _LEAF, parent, block.span)

    def _dash(self, block: Block, label: Label) -> None:
        parent = self._parent(label.rank)
        sign = "-" if label.kind == "dash" else label.printed
        slug = f"{sign}{self._count(parent, label.shape)}"
        self._stack.append(self._add(label.kind, label.printed, slug, label.rank, parent, block.span))

    def _labelled(self, index: int, block: Block, label: Label, stop: int) -> int:
        """Adds a numbered provision; returns the index of a block that was taken for its heading, or -1."""
        rank = self._rank(label)
        parent = self._parent(rank)
        self._check_count(parent, label, block)
        node = self._add(label.kind, label.printed, _slug(label, parent), rank, parent, block.span)
        node.values = label.values
        self._stack.append(node)
        node.heading, taken = self._heading(index, block, rank, stop)
        if taken >= 0:
            node.end = self._blocks[taken].end
        return taken

    def _heading(self, index: int, block: Block, rank: int, stop: int) -> tuple[str | None, int]:
        after = self._blocks[index + 1] if index + 1 < stop else None
        text = self._view.words(block.body, block.end)
        if not text:
            if after and not after.label and after.end - after.start < _HEADING_LIMIT:
                return self._view.words(*after.span).rstrip(_TRIM) or None, index + 1
            return None, -1
        if len(text) > _HEADING_LIMIT or _SENTENCE_BREAK.search(text):
            return None, -1
        deeper = after is not None and after.label is not None and self._rank(after.label) > rank
        if deeper or not _is_closed(text):
            return text.rstrip(_TRIM) or None, -1
        return None, -1

    def _check_count(self, parent: _Node, label: Label, block: Block) -> None:
        before = parent.last.get(label.shape)
        running = self._running.get(label.shape)
        parent.last[label.shape] = label
        self._running[label.shape] = label
        if (
            before is None
            or label.kind == "appendix"
            or (label.value == before.value and label.printed[-1:].isalpha() and label.shape == "điều")
            or any(follows(label, x) for x in (before, running) if x)
        ):
            return
        span = (block.start, block.start + len(label.printed))
        if label.value > before.value + 1:
            self.warnings.append(
                Warning(
                    "numbering-gap",
                    f"Sau mục {before.printed} là mục {label.printed}: có thể thiếu một phần hoặc đánh số sai.",
                    span,
                    _next_printed(before),
                )
            )
        elif label.values[:-1] == before.values[:-1]:
            self.warnings.append(
                Warning("numbering-repeat", f"Sau mục {before.printed} lại là mục {label.printed}.", span)
            )


def _is_closed(text: str) -> bool:
    """Whether the words end with a mark that closes a sentence or a part of one."""
    return text.rstrip("\"')").endswith((".", ";", ":", ",", "!", "?")) or text.endswith("/")


def _next_printed(before: Label) -> str | None:
    if before.shape == "roman":
        return roman(before.value + 1)
    head, dot, last = before.printed.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdigit() else None


def _slug(label: Label, parent: _Node) -> str:
    if label.kind in _SLUGS and label.shape not in {"roman", "upper"}:
        return f"{_SLUGS[label.kind]}-{label.printed.split()[-1]}"
    if "dieu-" in parent.id and label.shape == "digit":
        return f"khoan-{label.printed}"
    if "dieu-" in parent.id and label.shape == "point":
        return f"diem-{label.printed}"
    if label.shape == "dotted" and parent.values == label.values[:-1]:
        return str(label.value)
    return label.printed
