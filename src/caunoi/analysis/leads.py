"""The lists of leading bodies of a block, and which words hand the work to them.

Giao Sở X …; Chủ tịch UBND tỉnh yêu cầu các sở …; Cơ quan chủ trì: Sở X; 1. Sở X: …; Nhiệm vụ của Tổ Y: …
"""

from collections.abc import Callable, Iterator

from caunoi.analysis.bodies import opens_with_body, verb_after
from caunoi.analysis.inner_leads import Inner
from caunoi.analysis.lead_reader import Lead, Place, beginning
from caunoi.analysis.lead_words import (
    ANY_GIVE,
    GIVE,
    GIVER_LIMIT,
    GIVES,
    LEAD_LIMIT,
    NAMED,
    OWES,
)
from caunoi.analysis.lines import Block
from caunoi.analysis.normal import View
from caunoi.analysis.opening_leads import Opening


class _Reader(Opening, Inner):
    """Both readings of one block, which has its beginning looked at once."""


def gives_openly(view: View, block: Block) -> bool:
    """Whether a block begins with the very words that hand out work, a body that hands it out before them or not."""
    start = beginning(view, block)
    if GIVE.match(view.low, start):
        return True
    give = ANY_GIVE.search(view.low, start, min(block.end, start + GIVER_LIMIT))
    if give is None or not opens_with_body(view.low[start : give.start()]):
        return False
    return verb_after(view, start, give.start()) is None


def hands_on(view: View, block: Block, any_duty: bool) -> bool:
    """Whether an item below a body gives work to another one: "- Giao X …", "- X có trách nhiệm …".

    `any_duty`: "- X lập …" does so too.
    """
    start = beginning(view, block)
    if not NAMED.match(view.flat, start) or not opens_with_body(view.low[start : start + 60]):
        return False
    if GIVES.match(view.low, start):
        return True
    verb = verb_after(view, start, min(block.end, start + LEAD_LIMIT))
    return bool(verb and (any_duty or OWES.match(view.low, verb.start())))


def leads_of(view: View, block: Block, place: Callable[[], Place]) -> Iterator[Lead]:
    """The leads of one block in reading order: the one it opens with, and those that its sentences give work to.

    `place` is asked only where the words may hand out work: most blocks do not.
    """
    reader = _Reader(view, block, place)
    first = reader.opening()
    given = list(reader.within(first.verb if first else block.body - 1))
    leads = [first, *given] if first else given or [*reader.inner_fields(), *reader.last_sentence()]
    yield from leads
    if leads:
        yield from reader.further(leads[0].verb)
