"""Where a list of leading bodies stands in a block, and which words hand the work to it.

Giao Sở X …; Chủ tịch UBND tỉnh yêu cầu các sở …; Cơ quan chủ trì: Sở X; 1. Sở X: …; Nhiệm vụ của Tổ Y: …
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from caunoi.analysis.bodies import is_body, opens_with_body, verb_after
from caunoi.analysis.lead_words import (
    AHEAD,
    ANY_GIVE,
    CLOSING,
    COLON_REACH,
    COLUMN,
    CONDITION,
    DUTIES,
    DUTIES_END,
    DUTY,
    FEWEST_WORDS,
    FIELD,
    FOR,
    GIVE,
    GIVEN,
    GIVER_EDGE,
    GIVER_LIMIT,
    GIVES,
    HEADING_REACH,
    INNER_FIELD,
    LEAD_LIMIT,
    LEADING,
    LEADS,
    NAMED,
    NAMING,
    NEXT,
    NO_DUTY,
    OWES,
    PARTNER,
    PARTNERS_LINE,
    RHYTHMIC,
    SAYS,
    SENTENCE,
    SENTENCE_START,
    SHORT_CONDITION,
    STATES,
    STOPPED,
    TAKES_ON,
    TOLD,
    TROUBLE,
    UNSTOPPED,
    VIEWPOINT,
    WEAK,
    WHENCE,
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
    headings: tuple[str, ...]

    @property
    def hands_out(self) -> bool:
        """Whether a heading that names a body gives it what stands below; in a report it tells of the body."""
        return self.in_zone or not (self.statute or self.reports)

    @property
    def numbered(self) -> bool:
        """Whether the block opens a numbered provision."""
        return self.provision.kind in {"section", "clause", "point", "article"}


def gives_openly(view: View, block: Block) -> bool:
    """Whether a block begins with the very words that hand out work, a body that hands it out before them or not."""
    start = _begin(view, block)
    if GIVE.match(view.low, start):
        return True
    give = ANY_GIVE.search(view.low, start, min(block.end, start + GIVER_LIMIT))
    if give is None or not opens_with_body(view.low[start : give.start()]):
        return False
    return verb_after(view, start, give.start()) is None


def hands_on(view: View, block: Block) -> bool:
    """Whether an item below a body gives work to another one: "- Giao X …", "- X có trách nhiệm …"."""
    start = _begin(view, block)
    if not NAMED.match(view.flat, start) or not opens_with_body(view.low[start : start + 60]):
        return False
    if GIVES.match(view.low, start):
        return True
    verb = verb_after(view, start, min(block.end, start + LEAD_LIMIT))
    return bool(verb and OWES.match(view.low, verb.start()))


def _begin(view: View, block: Block) -> int:
    """Where the words of a block begin, behind its label and marks."""
    raw = view.flat[block.body : block.end]
    return block.body + len(raw) - len(raw.lstrip(" \t\n\"'_.-"))


def leads_of(view: View, block: Block, place: Callable[[], Place]) -> Iterator[Lead]:
    """The leads of one block in reading order: the one it opens with, and those that its sentences give work to.

    `place` is asked only where the words may hand out work: most blocks do not.
    """
    reader = _Reader(view, block, place)
    first = reader.opening()
    given = list(reader.within(first.verb if first else block.body - 1))
    leads = [first, *given] if first else given or list(reader.inner_fields())
    yield from leads
    if leads:
        yield from reader.further(leads[0].verb)


class _Reader:
    def __init__(self, view: View, block: Block, place: Callable[[], Place]) -> None:
        self._view = view
        self._low = view.low
        self._block = block
        self._ask_place = place
        start = _begin(view, block)
        condition = CONDITION.match(view.low, start, block.end) or UNSTOPPED.match(view.low, start, block.end)
        if condition and self._is_no_condition(condition):
            condition = None
        self._start = condition.end() if condition else start
        self._conditioned = condition is not None
        # A line that goes on in small letters begins nothing.
        self._begins = bool(condition or block.label or not view.flat[start : start + 1].islower())
        self._closing = bool(condition and TROUBLE.search(condition[0]))

    def _is_no_condition(self, found: re.Match[str]) -> bool:
        """ "Đối với X: …" names whom; "…, vướng mắc đề nghị các Sở, …" has the giving word inside already."""
        addressed = FOR.match(self._low, found.start())
        if addressed and opens_with_body(self._low[addressed.end() : addressed.end() + 60]):
            colon = self._low.find(":", addressed.end(), min(self._block.end, addressed.end() + LEAD_LIMIT))
            return colon > 0 and verb_after(self._view, addressed.end(), colon) is None
        return bool(
            ANY_GIVE.search(found[0]) or (RHYTHMIC.match(found[0]) and len(found[0]) > SHORT_CONDITION)
        )

    @cached_property
    def _place(self) -> Place:
        return self._ask_place()

    def opening(self) -> Lead | None:
        """The lead that the block begins with, whatever hands it the work."""
        low, start, end = self._low, self._start, self._block.end
        field = FIELD.match(low, start, end)
        if field:
            return self._listed(field.end())
        give = GIVE.match(low, start)
        if give and not self._closing:
            return self._led(give.end(), "assign-give", "certain", alone=True)
        duties = DUTIES.match(low, start, end)
        if duties and self._place.numbered and not self._place.statute:
            return self._owned(duties.end())
        if not opens_with_body(low[start : start + 60]):
            return self._behind_matter()
        return self._named(start)

    def _behind_matter(self) -> Lead | None:
        """ "Đối với Sở X: …", and in conclusions "Về dự án A: Sở X khẩn trương …", the matter before the body."""
        low, start, end = self._low, self._start, self._block.end
        told = FOR.match(low, start, end)
        if told and opens_with_body(low[told.end() : told.end() + 60]):
            return self._addressed(told.end())
        colon = low.find(": ", start, min(end, start + LEAD_LIMIT))
        if colon < 0 or not (self._place.orders and self._place.numbered):
            return None
        begin = colon + 2
        condition = CONDITION.match(low, begin, end)
        begin = condition.end() if condition else begin
        if not NAMED.match(self._view.flat, begin) or not opens_with_body(low[begin : begin + 60]):
            return None
        return self._led(begin, "assign-matter", "likely")

    def _named(self, start: int) -> Lead | None:
        """A block that begins with a body."""
        low, end, place = self._low, self._block.end, self._place
        verb = verb_after(self._view, start, end)
        if not self._begins or PARTNERS_LINE.match(low, start) or COLUMN.fullmatch(low, start, end):
            return None
        headed = place.provision.heading and not self._conditioned
        if (
            headed
            and (verb is None or self._is_name(verb))
            and place.hands_out
            and not NO_DUTY.match(low, start)
        ):
            return Lead(start, end, "assign-heading", "certain" if place.in_zone else "likely")
        colon = self._colon(start, verb.start() if verb else end)
        if colon is not None:
            return Lead(start, colon, "assign-colon", "certain" if place.in_zone else "likely")
        if self._gives(start):
            return None
        if place.in_zone:
            return self._led(start, "assign-section", "certain")
        if place.orders and place.numbered:
            return self._led(start, "assign-item", "likely")
        if self._leads_with_others(start):
            return self._led(start, "assign-lead", "likely")
        return self._dutiful(start, verb)

    def _is_name(self, verb: re.Match[str]) -> bool:
        """Whether a heading goes on with its verb as a name: "Cán bộ phụ trách lĩnh vực giám sát"."""
        above = self._place.provision.span[1] > self._block.end and verb.end() - self._start < HEADING_REACH
        stopped = STOPPED.search(self._low, verb.end(), self._block.end)
        return above and not stopped and bool(NAMING.fullmatch(" ".join(verb[0].split())))

    def _addressed(self, start: int) -> Lead | None:
        """ "Đối với Ngành X: Xây dựng …" where duties are listed."""
        colon = self._low.find(":", start, min(self._block.end, start + LEAD_LIMIT))
        if colon < 0 or self._place.statute or not (self._place.in_zone or self._lists_duties()):
            return None
        duty = verb_after(self._view, colon, min(self._block.end, colon + COLON_REACH))
        return Lead(start, colon, "assign-colon", "likely") if duty else None

    def _lists_duties(self) -> bool:
        place = self._place
        return (place.orders or place.guides) and not any(map(VIEWPOINT.search, place.headings))

    def _dutiful(self, start: int, verb: re.Match[str] | None) -> Lead | None:
        """ "Ban X phối hợp với …" where a guide or plan lists duties, "X có trách nhiệm …" anywhere."""
        low, place = self._low, self._place
        if verb is None or place.statute or WEAK.match(low, start):
            return None
        if len(low[start : verb.start()].split()) < FEWEST_WORDS:
            return None
        owes = (place.numbered or self._names_one(start)) and OWES.match(low, verb.start())
        opening = place.provision.kind == "preamble"
        if place.orders and self._is_ordered(start, verb) and not opening:
            return self._led(start, "assign-duty", "likely")
        if owes or (self._lists_duties() and not opening and DUTY.match(low, verb.start())):
            return self._led(start, "assign-duty", "likely")
        return None

    def _is_ordered(self, start: int, verb: re.Match[str]) -> bool:
        """ "Bộ A khẩn trương hoàn thiện …" as a paragraph of its own in a document that gives orders."""
        told = TOLD.search(self._low, start, verb.start())
        return bool(
            self._lists_duties() and self._names_one(start) and not told and not STATES.match(verb[0])
        )

    def _names_one(self, start: int) -> bool:
        """Whether the body bears a name of its own and stands in no report."""
        return bool(NAMED.match(self._view.flat, start)) and not self._place.reports

    def _gives(self, start: int) -> bool:
        """Whether the body that opens the block is the one that hands out: "UBND tỉnh yêu cầu các sở …"."""
        end = min(self._block.end, start + LEAD_LIMIT)
        give = ANY_GIVE.search(self._low, start, end)
        if give is None or not opens_with_body(self._low[give.end() : give.end() + 60]):
            return False
        verb = verb_after(self._view, start, end)
        if verb and verb.start() < give.start() and not SAYS.fullmatch(self._low, verb.start(), give.start()):
            return False
        return not GIVEN.search(self._low[start : give.start()])

    def _colon(self, start: int, stop: int) -> int | None:
        """A colon right behind the bodies: what follows is theirs to do."""
        end = self._block.end
        colon = self._low.find(":", start, min(stop, start + LEAD_LIMIT))
        if not self._place.hands_out and not any(map(AHEAD.search, self._place.headings)):
            return None
        if colon < 0 or not (self._place.numbered or self._place.in_zone) or self._place.statute:
            return None
        duty = verb_after(self._view, colon, min(end, colon + COLON_REACH))
        return colon if duty or not self._low[colon + 1 : end].strip() else None

    def _listed(self, start: int) -> Lead | None:
        """The bodies of a field of a task, up to its verb or the end of its sentence."""
        end = min(self._block.end, start + LEAD_LIMIT)
        verb = verb_after(self._view, start, end)
        stop = next((each for each in NEXT.finditer(self._low, start, end) if not self._lists_on(each)), None)
        until = min(x for x in (verb and verb.start(), stop and stop.start(), end) if x is not None)
        if until <= start or not opens_with_body(self._low[start:until]):
            return None
        return Lead(start, until, "assign-field", "certain")

    def _lists_on(self, stop: re.Match[str]) -> bool:
        """Whether a list of bodies goes on behind a semicolon."""
        if not stop[0].startswith(";") or not opens_with_body(self._low[stop.end() : stop.end() + 60]):
            return False
        after = NEXT.search(self._low, stop.end(), self._block.end)
        return verb_after(self._view, stop.end(), after.start() if after else self._block.end) is None

    def _owned(self, start: int) -> Lead | None:
        """ "Nhiệm vụ của Tổ X:" as a heading."""
        end = min(self._block.end, start + LEAD_LIMIT)
        stop = DUTIES_END.search(self._low, start, end)
        named = opens_with_body(self._low[start : start + 60]) and not self._low.startswith("các ", start)
        if not named or stop is None:
            return None
        return Lead(start, stop.start(), "assign-duties", "likely")

    def _led(self, start: int, rule: str, confidence: Confidence, alone: bool = False) -> Lead | None:
        """Bodies up to their verb or colon; `alone`: a whole short block may name nothing else."""
        low, end = self._low, self._block.end
        verb = verb_after(self._view, start, min(end, start + LEAD_LIMIT))
        stop = verb.start() if verb else end if alone and end - start < LEAD_LIMIT else None
        colon = low.find(":", start, stop or end) if alone else -1
        stop = colon if colon > 0 else stop
        if stop is None or stop <= start or not opens_with_body(low[start:stop]):
            return None
        if rule in {"assign-section", "assign-item"} and CLOSING.search(low, start, min(end, start + 60)):
            return None
        return Lead(start, stop, rule, confidence)

    def _leads_with_others(self, start: int) -> bool:
        """ "X chủ trì, phối hợp với Y" outside the sections that hand out work."""
        leads = LEADS.search(self._low, start, min(self._block.end, start + LEAD_LIMIT))
        verb = verb_after(self._view, start, self._block.end) if leads else None
        return bool(leads and verb and verb.start() == leads.start())

    def inner_fields(self) -> Iterator[Lead]:
        """ "Đề án du lịch. Cơ quan chuẩn bị: Sở X; …": the fields of a task in one line with it."""
        if self._low.find(":", self._start, self._block.end) < 0:
            return
        for field in INNER_FIELD.finditer(self._low, self._start, self._block.end):
            lead = self._listed(field.end())
            if lead:
                yield lead

    def further(self, after: int) -> Iterator[Lead]:
        """ "…; Sở X chủ trì …": another body with a duty of its own in a block that has given one already."""
        if self._place.statute:
            return
        for stop in NEXT.finditer(self._low, after, self._block.end):
            condition = CONDITION.match(self._low, stop.end(), self._block.end)
            start = condition.end() if condition else stop.end()
            if not opens_with_body(self._low[start : start + 60]):
                continue
            lead = self._led(start, "assign-further", "likely")
            if lead and not PARTNER.match(self._low, start) and self._takes_on(lead):
                yield lead

    def _takes_on(self, lead: Lead) -> bool:
        """Whether a body inside a block takes on a duty of its own, and does not only help or is told of."""
        if TAKES_ON.match(self._low, lead.verb):
            return True
        listing = self._place.in_zone or self._place.orders
        return bool(listing and NAMED.match(self._view.flat, lead.start) and DUTY.match(self._low, lead.verb))

    def within(self, after: int) -> Iterator[Lead]:
        """ "…; giao Sở X chủ trì …", "Chủ tịch UBND tỉnh yêu cầu các sở …" inside a paragraph."""
        for give in ANY_GIVE.finditer(self._low, max(after, self._start), self._block.end):
            if self._place.statute:
                return
            before = self._low[max(self._block.body, give.start() - 100) : give.start()]
            edge = GIVER_EDGE.search(before)
            if GIVEN.search(before) or edge is None or WEAK.match(self._low, give.end()):
                continue
            giver = edge["giver"].strip()
            if give.start() == self._start or (giver and not self._can_give(giver, give.start())):
                continue
            lead = self._led(give.end(), "assign-give", "likely", alone=bool(giver))
            opens = giver or SENTENCE_START.search(before) or self._follows_from(give.start())
            if lead and (opens or LEADING.match(self._low, lead.verb)):
                yield lead

    def _follows_from(self, end: int) -> bool:
        """Whether the sentence up to here only says when or on what ground: "Khi …, yêu cầu các sở …"."""
        if not self._place.orders:
            return False
        starts = [self._start, *(stop.end() for stop in SENTENCE.finditer(self._low, self._start, end))]
        sentence = self._low[starts[-1] : end]
        return bool(WHENCE.match(sentence)) and not TROUBLE.search(sentence)

    def _can_give(self, giver: str, end: int) -> bool:
        """Whether these words before "giao" name a body and nothing that it does."""
        verb = verb_after(self._view, end - len(giver) - 1, end)
        return is_body(giver) and (verb is None or bool(SAYS.fullmatch(self._low, verb.start(), end)))
