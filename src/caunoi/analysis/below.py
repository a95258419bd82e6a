"""What stands below a heading that names bodies: their duties, or something that makes it no assignment of its own.

2. Phó Trưởng ban: - Giám đốc Sở A (members); 16. Các doanh nghiệp: a) Công ty A …; b) Công ty B … (each its own).
"""

import re
from collections.abc import Iterator
from itertools import islice

from caunoi.analysis.bodies import opens_with_body, verb_after
from caunoi.analysis.lead_reader import beginning
from caunoi.analysis.lead_words import LEAD_LIMIT, WEAK
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Provision
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree

# A field to be filled in.
_BLANK = re.compile(r"(?:…\s?){2}|\.{4}|_{4}")
# Those who make up the body of the heading.
_PERSONS = re.compile(r"(?:các\s+)?(?:đồng\s+chí|đ/c)\s")
_ALL = re.compile(r"(?:[^\n]*?\bcủa\s+)?(?:các|những)\s")
_THING = re.compile(r"(?:công\s+tác|việc|tình\s+hình|kết\s+quả|thực\s+trạng|số\s+lượng|hoạt\s+động\s+của)\b")
_MOST_ITEMS = 12
_BLANK_REACH = 60


class Below:
    """Looks at the items below a heading."""

    def __init__(self, view: View, tree: Tree) -> None:
        self._view = view
        self._tree = tree

    def gives_nothing(self, found: list[Block], index: int, provision: Provision, rule: str) -> bool:
        """Whether the bodies of this heading are given nothing by it."""
        if rule in {"assign-heading", "assign-colon"} and self._is_field(found[index]):
            return True
        start = beginning(self._view, found[index])
        plural = _ALL.match(self._view.low, start, found[index].end) is not None
        items = list(islice(self._items(found, index, provision, plural), _MOST_ITEMS))
        if rule == "assign-heading" and items and self._is_bare_name(items[0]):
            return True
        if rule == "assign-heading" and sum(map(self._is_thing, items)) * 2 > len(items):
            return True
        own = sum(map(self._has_own_body, items))
        if rule == "assign-duties" and plural:
            return own > 0 and own * 2 >= len(items)
        return (own > 1 or plural) and own * 2 > len(items)

    def _is_field(self, block: Block) -> bool:
        """Whether dots to be written on stand in a block or behind it."""
        return _BLANK.search(self._view.low, block.start, block.end + _BLANK_REACH) is not None

    def _items(
        self, found: list[Block], index: int, provision: Provision, paragraphs: bool
    ) -> Iterator[Block]:
        for block in map(found.__getitem__, range(index + 1, len(found))):
            if block.start >= provision.span[1]:
                return
            at = self._tree.at(block.start)
            if at and at.parent == provision.id and (paragraphs or at.kind != "paragraph"):
                yield block

    def _is_thing(self, block: Block) -> bool:
        """Whether an item names what is looked at, and nothing to do: "- Công tác đào tạo; - Việc bảo quản …"."""
        return _THING.match(self._view.low, beginning(self._view, block)) is not None

    def _is_bare_name(self, block: Block) -> bool:
        return self._names_body(block) and verb_after(self._view, block.body, block.end) is None

    def _names_body(self, block: Block) -> bool:
        start = beginning(self._view, block)
        return opens_with_body(self._view.low[start : start + 60])

    def _has_own_body(self, block: Block) -> bool:
        start = beginning(self._view, block)
        if not self._names_body(block) or WEAK.match(self._view.low, start):
            return False
        if _PERSONS.match(self._view.low, start):
            return False
        return verb_after(self._view, start, min(block.end, start + LEAD_LIMIT)) is not None
