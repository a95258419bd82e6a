"""Which bodies a block begins with, and what gives them the work.

Giao Sở X …; Cơ quan chủ trì: Sở X; 1. Sở X: …; Nhiệm vụ của Tổ Y: …; Về dự án A: Sở X khẩn trương …
"""

import re

from caunoi.analysis.bodies import opens_with_body, verb_after
from caunoi.analysis.lead_reader import Lead, Reader
from caunoi.analysis.lead_words import (
    AHEAD,
    ANY_GIVE,
    COLON_REACH,
    COLUMN,
    CONDITION,
    DUTIES,
    DUTIES_END,
    DUTY,
    ENDED,
    FEWEST_WORDS,
    FIELD,
    FOR,
    GIVE,
    GIVEN,
    HEADING_REACH,
    LEAD_LIMIT,
    LEADS,
    LISTING,
    NAMED,
    NAMING,
    NO_DUTY,
    NO_MATTER,
    OWES,
    PARTNERS_LINE,
    SAYS,
    STATES,
    STOPPED,
    TOLD,
    TOLD_OF,
    WEAK,
)


class Opening(Reader):
    """The lead that a block begins with."""

    def opening(self) -> Lead | None:
        """The lead that the block begins with, whatever hands it the work."""
        low, start, end = self.low, self.start, self.block.end
        field = FIELD.match(low, start, end)
        if field:
            return self.listed(field.end())
        give = GIVE.match(low, start)
        if give and not self.closing:
            return self.led(give.end(), "assign-give", "certain", alone=True)
        duties = DUTIES.match(low, start, end)
        if duties and self.place.numbered and not self.place.statute:
            return self._owned(duties.end())
        if not opens_with_body(low[start : start + 60]):
            return self._behind_matter()
        return self._named(start)

    def _behind_matter(self) -> Lead | None:
        """ "Đối với Sở X: …", and in conclusions "Về dự án A: Sở X khẩn trương …", the matter before the body."""
        low, start, end = self.low, self.start, self.block.end
        told = FOR.match(low, start, end)
        if told and opens_with_body(low[told.end() : told.end() + 60]):
            return self._addressed(told.end())
        colon = low.find(": ", start, min(end, start + LEAD_LIMIT))
        if colon < 0 or not (self.place.numbered and self._tells_of_work(start, colon)):
            return None
        begin = colon + 2
        condition = CONDITION.match(low, begin, end)
        begin = condition.end() if condition else begin
        if not NAMED.match(self.view.flat, begin) or not opens_with_body(low[begin : begin + 60]):
            return None
        return self.led(begin, "assign-matter", "likely")

    def _tells_of_work(self, start: int, colon: int) -> bool:
        """Whether what stands before a colon is a piece of work that somebody may be given."""
        if self.place.orders:
            return True
        return self.lists_duties() and NO_MATTER.match(self.low, start, colon) is None

    def _named(self, start: int) -> Lead | None:
        """A block that begins with a body."""
        low, end, place = self.low, self.block.end, self.place
        verb = verb_after(self.view, start, end)
        if not self.begins or PARTNERS_LINE.match(low, start) or COLUMN.fullmatch(low, start, end):
            return None
        headed = self._stands_above() and not self.conditioned
        if (
            headed
            and (verb is None or self._is_name(verb))
            and place.hands_out
            and not NO_DUTY.match(low, start)
        ):
            return Lead(start, end, "assign-heading", "certain" if place.in_zone else "likely")
        body = self._behind_like_body(start, verb)
        if body:
            return self.led(body, "assign-matter", "likely")
        colon = self._colon(start, verb.start() if verb else end)
        if colon is not None:
            return Lead(start, colon, "assign-colon", "certain" if place.in_zone else "likely")
        if self._gives(start):
            return None
        if place.in_zone:
            return self.led(start, "assign-section", "certain")
        if place.orders and place.numbered:
            return self.led(start, "assign-item", "likely")
        if self._leads_with_others(start):
            return self.led(start, "assign-lead", "likely")
        return self._dutiful(start, verb)

    def _stands_above(self) -> bool:
        """Whether the block is a heading: known as one, or a list of names on its own above other blocks."""
        place = self.place
        if place.provision.heading:
            return True
        below = place.numbered and place.provision.span[1] > self.block.end
        return below and ENDED.search(self.low, self.start, self.block.end) is None

    def _behind_like_body(self, start: int, verb: re.Match[str] | None) -> int | None:
        """ "b) Thanh tra khoa học: Ủy ban xã chủ động …": the body behind a matter that looks like one."""
        colon = self.low.find(": ", start, verb.start() if verb else start)
        if colon < 0 or not (self.place.in_zone or self.lists_duties()):
            return None
        if LISTING.search(self.low, start, colon) or not NAMED.match(self.view.flat, colon + 2):
            return None
        return colon + 2 if opens_with_body(self.low[colon + 2 : colon + 62]) else None

    def _is_name(self, verb: re.Match[str]) -> bool:
        """Whether a heading goes on with its verb as a name: "Cán bộ phụ trách lĩnh vực giám sát"."""
        above = self.place.provision.span[1] > self.block.end and verb.end() - self.start < HEADING_REACH
        stopped = STOPPED.search(self.low, verb.end(), self.block.end)
        return above and not stopped and bool(NAMING.fullmatch(" ".join(verb[0].split())))

    def _addressed(self, start: int) -> Lead | None:
        """ "Đối với Ngành X: Xây dựng …" where duties are listed."""
        colon = self.low.find(":", start, min(self.block.end, start + LEAD_LIMIT))
        if colon < 0 or self.place.statute or not (self.place.in_zone or self.lists_duties()):
            return None
        duty = verb_after(self.view, colon, min(self.block.end, colon + COLON_REACH))
        return Lead(start, colon, "assign-colon", "likely") if duty else None

    def _dutiful(self, start: int, verb: re.Match[str] | None) -> Lead | None:
        """ "Ban X phối hợp với …" where a guide or plan lists duties, "X có trách nhiệm …" anywhere."""
        low, place = self.low, self.place
        if verb is None or place.statute or WEAK.match(low, start):
            return None
        words = self.view.flat[start : verb.start()].split()
        if len(words) < FEWEST_WORDS and not (words and len(words[0]) > FEWEST_WORDS and words[0].isupper()):
            return None
        owes = (place.numbered or self._names_one(start)) and OWES.match(low, verb.start())
        opening = place.provision.kind == "preamble"
        if place.orders and self._is_ordered(start, verb) and not opening:
            return self.led(start, "assign-duty", "likely")
        listed = self.lists_duties() or (self.decides() and self._names_one(start))
        if owes or (listed and not opening and DUTY.match(low, verb.start())):
            return self.led(start, "assign-duty", "likely")
        return None

    def _is_ordered(self, start: int, verb: re.Match[str]) -> bool:
        """ "Bộ A khẩn trương hoàn thiện …" as a paragraph of its own in a document that gives orders."""
        told = TOLD.search(self.low, start, verb.start())
        states = STATES.match(verb[0]) and not DUTY.match(self.low, verb.start())
        return bool(self.lists_duties() and self._names_one(start) and not told and not states)

    def _names_one(self, start: int) -> bool:
        """Whether the body bears a name of its own and stands in no report."""
        return bool(NAMED.match(self.view.flat, start)) and not self.place.reports

    def _gives(self, start: int) -> bool:
        """Whether the body that opens the block is the one that hands out: "UBND tỉnh yêu cầu các sở …"."""
        end = min(self.block.end, start + LEAD_LIMIT)
        give = ANY_GIVE.search(self.low, start, end)
        if give is None or not opens_with_body(self.low[give.end() : give.end() + 60]):
            return False
        verb = verb_after(self.view, start, end)
        if verb and verb.start() < give.start() and not SAYS.fullmatch(self.low, verb.start(), give.start()):
            return False
        return not GIVEN.search(self.low[start : give.start()])

    def _colon(self, start: int, stop: int) -> int | None:
        """A colon right behind the bodies: what follows is theirs to do."""
        end = self.block.end
        colon = self.low.find(":", start, min(stop, start + LEAD_LIMIT))
        if not self.place.hands_out and not any(map(AHEAD.search, self.place.headings)):
            return None
        if colon < 0 or not (self.place.numbered or self.place.in_zone) or self.place.statute:
            return None
        if TOLD_OF.match(self.low, colon):
            return None
        duty = verb_after(self.view, colon, min(end, colon + COLON_REACH))
        return colon if duty or not self.low[colon + 1 : end].strip(" \n|_") else None

    def _owned(self, start: int) -> Lead | None:
        """ "Nhiệm vụ của Tổ X:" as a heading."""
        end = min(self.block.end, start + LEAD_LIMIT)
        stop = DUTIES_END.search(self.low, start, end)
        if not opens_with_body(self.low[start : start + 60]) or stop is None:
            return None
        return Lead(start, stop.start(), "assign-duties", "likely")

    def _leads_with_others(self, start: int) -> bool:
        """ "X chủ trì, phối hợp với Y" outside the sections that hand out work."""
        leads = LEADS.search(self.low, start, min(self.block.end, start + LEAD_LIMIT))
        verb = verb_after(self.view, start, self.block.end) if leads else None
        return bool(leads and verb and verb.start() == leads.start())
