"""Akoma Ntoso files that Cầu Nối wrote, read back: the text to the last character, and its provisions.

The text is what stands in `num`, `heading` and `p`, in order and without anything between them. Characters that XML
cannot hold stand as `marker` elements.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from caunoi.analysis.model import Provision
from caunoi.analysis.readers.safety import Unreadable, parse_xml

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:caunoi:akn:1"
"""The namespace of what the standard has no name for: provision ids, findings, decisions."""

MARKED = "U+"
"""How the name of a `marker` begins that stands for a character."""

_LEAVES = frozenset(f"{{{AKN}}}{name}" for name in ("num", "heading", "p"))
_META = f"{{{AKN}}}meta"
_MARKER = f"{{{AKN}}}marker"
_ID = f"{{{OWN}}}id"


def read_akoma_ntoso(data: bytes) -> tuple[str, tuple[Provision, ...]]:
    """The text and the provisions of a file of ours; raises `Unreadable` for anything else."""
    root = parse_xml(data)
    if root.tag != f"{{{AKN}}}akomaNtoso":
        raise Unreadable(
            "not-what-it-says",
            "Tệp không phải là văn bản Akoma Ntoso 3.0. Hãy chọn tệp .xml đã tải về từ Cầu Nối.",
        )
    reading = _Reading()
    reading.walk(root)
    return "".join(reading.words), tuple(reading.provisions)


class _Reading:
    """The text so far, its length, and the provisions that are open around the place."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.provisions: list[Provision] = []
        self._length = 0
        self._open: list[Provision] = []

    def walk(self, root: Any) -> None:
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, element in steps:
            if event == "end":
                self._leave(element)
            elif element.tag == _META:
                steps.skip_subtree()
            elif element.tag in _LEAVES:
                self._take(element)
                steps.skip_subtree()
            elif _ID in element.attrib:
                self._enter(element)

    def _take(self, leaf: Any) -> None:
        for words in _words(leaf):
            self.words.append(words)
            self._length += len(words)

    def _enter(self, element: Any) -> None:
        above = self._open[-1] if self._open else None
        found = Provision(
            id=element.attrib[_ID],
            kind=_own(element, "kind") or "",
            label=_own(element, "label"),
            level=above.level + 1 if above else 1,
            parent=above.id if above else None,
            heading=_own(element, "heading"),
            span=(self._length, int(_own(element, "end") or self._length)),
        )
        self._open.append(found)
        self.provisions.append(found)

    def _leave(self, element: Any) -> None:
        if self._open and element.attrib.get(_ID) == self._open[-1].id:
            self._open.pop()


def _own(element: Any, name: str) -> str | None:
    found: str | None = element.get(f"{{{OWN}}}{name}")
    return found


def _words(leaf: Any) -> Iterator[str]:
    for event, element in etree.iterwalk(leaf, events=("start", "end")):
        if event == "start":
            yield _marked(element) if element.tag == _MARKER else element.text or ""
        elif element is not leaf:
            yield element.tail or ""


def _marked(marker: Any) -> str:
    name = marker.get("name", "")
    return chr(int(name.removeprefix(MARKED), 16)) if name.startswith(MARKED) else ""
