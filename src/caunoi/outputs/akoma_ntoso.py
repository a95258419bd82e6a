"""A version of a document with its findings as Akoma Ntoso 3.0 (OASIS LegalDocML).

Every character of the text stands in a `num`, `heading` or `p`, in order: joined, they are the text again.
What becomes of what is told in docs/exports.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from caunoi.analysis.akoma_ntoso import AKN, OWN
from caunoi.analysis.labels import read_label
from caunoi.analysis.model import Provision
from caunoi.analysis.normal import View, view
from caunoi.outputs.akn_findings import inlines
from caunoi.outputs.akn_meta import component_meta, fill_meta
from caunoi.outputs.akn_names import ELEMENTS, OTHER, EIds, is_statute
from caunoi.outputs.akn_text import TextWriter, own, sub
from caunoi.outputs.akn_titles import title_inlines
from caunoi.outputs.edition import Edition

MEDIA_TYPE = "application/akn+xml"
_SPACE = re.compile(r"\s*")
_SAME_LINE = re.compile(r"[ \t\u00a0*_]*\n?")
_LABEL_ROOM = 120
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
_LEAVES = frozenset(f"{{{AKN}}}{name}" for name in ("num", "heading", "p"))


@dataclass(frozen=True)
class _Region:
    """The body, or an attachment with its head; its text ends where the next begins."""

    head: Provision | None
    nodes: Sequence[Provision]
    start: int
    end: int


def akoma_ntoso(edition: Edition) -> bytes:
    """The file, UTF-8; valid against the OASIS schema for any text whatever."""
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "cn": OWN})
    writer = _Writer(edition)
    writer.write(root)
    _lay_out(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


class _Writer:
    """Writes the regions in reading order; remembers which element each provision became."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        marks = [*inlines(edition), *title_inlines(edition)]
        self._text = TextWriter(edition.text, sorted(marks, key=lambda mark: (mark.start, -mark.end)))
        self._view: View = view(edition.text)
        self._eids = EIds()
        self._elements: dict[str, Any] = {}
        self._table: tuple[str | None, Any] = (None, None)

    def write(self, root: Any) -> None:
        body, *attached = _regions(self._edition)
        name = "act" if is_statute(self._edition.identity) else "doc"
        document = sub(root, name, name=self._edition.identity.doc_type or "van-ban")
        meta = sub(document, "meta")
        self._region(document, body, "")
        self._attachments(document, attached)
        places = {ident: element.get("eId", "") for ident, element in self._elements.items()}
        fill_meta(meta, self._edition, places, self._text.placed, self._eids)

    def _attachments(self, document: Any, regions: Sequence[_Region]) -> None:
        above = sub(document, "attachments") if regions else None
        for number, region in enumerate(regions, 1):
            eid = self._eids.next("", "att")
            holder = sub(above, "attachment", eId=eid, **(self._marks(region.head) if region.head else {}))
            attached = sub(holder, "doc", name="phu-luc")
            component_meta(sub(attached, "meta"), self._edition, f"att_{number}")
            self._region(attached, region, eid)
            if region.head:
                self._elements[region.head.id] = holder

    def _region(self, document: Any, region: _Region, eid: str) -> None:
        nodes = list(region.nodes)
        ends = self._own_ends(region)
        at = self._opening(document, region, ends)
        if nodes and nodes[0].kind == "preamble" and not region.head:
            at = self._preamble(document, nodes.pop(0), ends)
        # An act has a `body`, every other document a `mainBody`.
        main = "body" if document.tag == f"{{{AKN}}}act" else "mainBody"
        above = sub(document, main, **_PRESERVE)
        self._table = (None, None)
        for place, node in enumerate(nodes):
            follower = nodes[place + 1] if place + 1 < len(nodes) else None
            at = self._node(above, eid, node, ends[node.id], follower)
        if not nodes:
            at = self._loose(above, at, at if region.head or region.nodes else region.end)
        if at < region.end:
            self._text.paragraphs(sub(document, "conclusions", **_PRESERVE), at, region.end)

    def _opening(self, document: Any, region: _Region, ends: dict[str, int]) -> int:
        """What stands before the first provision; returns where the writing is."""
        if region.head:
            start, end = region.head.span[0], ends[region.head.id]
            self._text.paragraphs(sub(document, "preface", **_PRESERVE), start, end)
            return end
        first = region.nodes[0].span[0] if region.nodes else region.start
        if first > region.start:
            self._text.paragraphs(sub(document, "preface", **_PRESERVE), region.start, first)
        return first

    def _preamble(self, document: Any, node: Provision, ends: dict[str, int]) -> int:
        element = sub(document, "preamble", **_PRESERVE, **self._marks(node))
        self._elements[node.id] = element
        self._text.paragraphs(element, node.span[0], ends[node.id])
        return ends[node.id]

    def _own_ends(self, region: _Region) -> dict[str, int]:
        """Where the own words of each provision end: at the next one, the last with the spaces after it."""
        nodes = [region.head, *region.nodes] if region.head else list(region.nodes)
        ends = {
            node.id: after.span[0] for node, after in zip(nodes, nodes[1:], strict=False) if node and after
        }
        if nodes and (last := nodes[-1]):
            space = _SPACE.match(self._edition.text, last.span[1], region.end)
            ends[last.id] = space.end() if space else last.span[1]
        return ends

    def _marks(self, node: Provision) -> dict[str, str]:
        start, end = node.span
        return own(id=node.id, kind=node.kind, label=node.label, heading=node.heading, start=start, end=end)

    def _loose(self, above: Any, start: int, end: int) -> int:
        """Text that belongs to no provision; a body may not be empty."""
        element = sub(above, "hcontainer", name="text", eId=self._eids.next("", "hcontainer"))
        self._text.paragraphs(sub(element, "content"), start, end)
        return end

    def _node(self, main: Any, eid: str, node: Provision, end: int, follower: Provision | None) -> int:
        above = self._elements.get(node.parent or "", main)
        prefix = above.get("eId") or eid
        if node.kind == "row":
            self._row(above, prefix, node, end)
            return end
        self._table = (None, None)
        name = ELEMENTS.get(node.kind, OTHER)[0]
        named = {"name": node.kind} if name == "hcontainer" else {}
        element = sub(above, name, eId=self._eids.of(prefix, node), **named, **self._marks(node))
        self._elements[node.id] = element
        self._own_words(element, node, end, follower is not None and follower.parent == node.id)
        return end

    def _own_words(self, element: Any, node: Provision, end: int, has_parts: bool) -> None:
        start = node.span[0]
        words = min(self._label_end(node), end)
        if words > start:
            self._text.leaf(sub(element, "num"), start, words)
        if node.heading and words < end:
            self._text.leaf(sub(element, "heading"), words, end)
        elif words < end or not has_parts:
            self._text.paragraphs(sub(element, "intro" if has_parts else "content"), words, end)

    def _label_end(self, node: Provision) -> int:
        """Where the label with its closing mark and the spaces after it end; the start where there is none."""
        start = node.span[0]
        room = start + _LABEL_ROOM
        label = read_label(self._view.flat[start:room], self._view.low[start:room]) if node.label else None
        if not label or label.printed != node.label:
            return start
        spaces = _SAME_LINE.match(self._edition.text, start + label.end)
        return spaces.end() if spaces else start + label.end

    def _row(self, above: Any, prefix: str, node: Provision, end: int) -> None:
        if self._table[0] != above.get("eId", "") or self._table[1] is None:
            eid = self._eids.next(prefix, "hcontainer")
            holder = sub(above, "hcontainer", name="table", eId=eid)
            table = sub(sub(holder, "content"), "table", eId=self._eids.next(eid, "table"))
            self._table = (above.get("eId", ""), table)
        row = sub(
            self._table[1], "tr", eId=self._eids.of(self._table[1].get("eId"), node), **self._marks(node)
        )
        self._elements[node.id] = row
        self._text.rows(row, node.span[0], end)


def _regions(edition: Edition) -> Iterator[_Region]:
    nodes = list(_in_order(edition.provisions, len(edition.text)))
    cuts = [place for place, node in enumerate(nodes) if node.kind == "appendix" and node.parent is None]
    edges = [*(nodes[place].span[0] for place in cuts), len(edition.text)]
    yield _Region(None, nodes[: cuts[0]] if cuts else nodes, 0, edges[0])
    for number, place in enumerate(cuts):
        after = cuts[number + 1] if number + 1 < len(cuts) else len(nodes)
        yield _Region(nodes[place], nodes[place + 1 : after], edges[number], edges[number + 1])


def _in_order(provisions: Sequence[Provision], length: int) -> Iterator[Provision]:
    """The provisions in reading order; what does not move on is left out, its words stay with the one before."""
    at = -1
    for node in provisions:
        if at < node.span[0] < node.span[1] <= length:
            yield node
            at = node.span[0]


def _lay_out(root: Any) -> None:
    """A line for each element outside the text, so that people can read the file."""
    steps = etree.iterwalk(root, events=("start",))
    for _event, element in steps:
        if element.tag in _LEAVES:
            steps.skip_subtree()
        elif len(element):
            element.text = "\n"
            for part in element:
                part.tail = "\n"
