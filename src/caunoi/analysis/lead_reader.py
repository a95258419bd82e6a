"""A list of leading bodies in a block: where it ends, and what is known of the place that it stands in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from caunoi.analysis.bodies import name_end, opens_with_body, verb_after
from caunoi.analysis.lead_words import (
    ANY_GIVE,
    CLOSING,
    CONDITION,
    FOR,
    LEAD_LIMIT,
    LISTING,
    NEXT,
    RHYTHMIC,
    SHORT_CONDITION,
    TROUBLE,
    UNSTOPPED,
    VIEWPOINT,
)
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Confidence, Provision
from caunoi.analysis.normal import View


@dataclass(frozen=True, slots=True)
class Lead:
    """A list of leading bodies: where it stands, where the duty begins, and which rule says so."""

    start: int
    verb: int
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of the place of a block before its words are read."""

    provision: Provision
    in_zone: bool
    orders: bool
    guides: bool
    statute: bool
    reports: bool
    decides: bool
    headings: tuple[str, ...]

    @property
    def hands_out(self) -> bool:
        """Whether a heading that names a body gives it what stands below; in a report it tells of the body."""
        return self.in_zone or not (self.statute or self.reports)

    @property
    def numbered(self) -> bool:
        """Whether the block opens a numbered provision."""
        return self.provision.kind in {"section", "clause", "point", "article"}


def beginning(view: View, block: Block) -> int:
    """Where the words of a block begin, behind its label and marks."""
    raw = view.flat[block.body : block.end]
    return block.body + len(raw) - len(raw.lstrip(" \t\n\"'_.-"))


class Reader:
    """What openings and inner sentences of a block are read with."""

    def __init__(self, view: View, block: Block, place: Callable[[], Place]) -> None:
        self.view = view
        self.low = view.low
        self.block = block
        self._ask_place = place
        start = beginning(view, block)
        condition = CONDITION.match(view.low, start, block.end) or UNSTOPPED.match(view.low, start, block.end)
        if condition and self._is_no_condition(condition):
            condition = None
        self.start = condition.end() if condition else start
        self.conditioned = condition is not None
        # A line that goes on in small letters begins nothing.
        self.begins = bool(condition or block.label or not view.flat[start : start + 1].islower())
        self.closing = bool(condition and TROUBLE.search(condition[0]))

    def _is_no_condition(self, found: re.Match[str]) -> bool:
        """ "Đối với X: …" names whom; "…, vướng mắc đề nghị các Sở, …" has the giving word inside already."""
        addressed = FOR.match(self.low, found.start())
        if addressed and opens_with_body(self.low[addressed.end() : addressed.end() + 60]):
            colon = self.low.find(":", addressed.end(), min(self.block.end, addressed.end() + LEAD_LIMIT))
            return colon > 0 and verb_after(self.view, addressed.end(), colon) is None
        if found[0].count("(") > found[0].count(")"):
            return True
        return self._gives_inside(found) or bool(RHYTHMIC.match(found[0]) and len(found[0]) > SHORT_CONDITION)

    def _gives_inside(self, found: re.Match[str]) -> bool:
        """Whether a condition already gives work to somebody; "Thủ tướng giao năm 2022" gives it to nobody."""
        gives = ANY_GIVE.finditer(self.low, found.start(), found.end())
        return any(opens_with_body(self.low[give.end() : give.end() + 60]) for give in gives)

    @cached_property
    def place(self) -> Place:
        return self._ask_place()

    def lists_duties(self) -> bool:
        place = self.place
        return (place.orders or place.guides) and not any(map(VIEWPOINT.search, place.headings))

    def decides(self) -> bool:
        """Whether the block is part of an article of a decision that is not about whom it concerns."""
        return self.place.decides and not any(map(VIEWPOINT.search, self.place.headings))

    def led(self, start: int, rule: str, confidence: Confidence, alone: bool = False) -> Lead | None:
        """Bodies up to their verb or colon; `alone`: a whole short block may name nothing else."""
        low, end = self.low, self.block.end
        verb = verb_after(self.view, start, min(end, start + LEAD_LIMIT))
        stop = verb.start() if verb else end if alone and end - start < LEAD_LIMIT else None
        if stop is None and rule in {"assign-section", "assign-item"}:
            stop, confidence = name_end(self.view, start, min(end, start + LEAD_LIMIT)), "guess"
        colon = low.find(":", start, stop or end) if alone else -1
        stop = colon if colon > 0 else stop
        if stop is None or stop <= start or not opens_with_body(low[start:stop]):
            return None
        if not alone and self._names_matter(start, stop):
            return None
        if rule in {"assign-section", "assign-item"} and CLOSING.search(low, start, min(end, start + 60)):
            return None
        return Lead(start, stop, rule, confidence)

    def _names_matter(self, start: int, stop: int) -> bool:
        """ "Ủy ban xã: Thành phần gồm …": a colon before the verb, and no list of bodies behind it."""
        colon = self.low.find(":", start, stop)
        if colon < 0 or LISTING.search(self.low, start, colon):
            return False
        return not opens_with_body(self.low[colon + 1 : colon + 61])

    def listed(self, start: int) -> Lead | None:
        """The bodies of a field of a task, up to its verb or the end of its sentence."""
        end = min(self.block.end, start + LEAD_LIMIT)
        verb = verb_after(self.view, start, end)
        stop = next((each for each in NEXT.finditer(self.low, start, end) if not self._lists_on(each)), None)
        until = min(x for x in (verb and verb.start(), stop and stop.start(), end) if x is not None)
        if until <= start or not opens_with_body(self.low[start:until]):
            return None
        return Lead(start, until, "assign-field", "certain")

    def _lists_on(self, stop: re.Match[str]) -> bool:
        """Whether a list of bodies goes on behind a semicolon."""
        if not stop[0].startswith(";") or not opens_with_body(self.low[stop.end() : stop.end() + 60]):
            return False
        after = NEXT.search(self.low, stop.end(), self.block.end)
        return verb_after(self.view, stop.end(), after.start() if after else self.block.end) is None
