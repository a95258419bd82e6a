"""Which bodies the sentences inside a block give work to.

…; giao Sở X chủ trì …; Chủ tịch UBND tỉnh yêu cầu các sở …; Đề án A. Cơ quan chuẩn bị: Sở X
"""

from collections.abc import Iterator

from caunoi.analysis.bodies import is_body, opens_with_body, verb_after
from caunoi.analysis.lead_reader import Lead, Reader
from caunoi.analysis.lead_words import (
    ANNOUNCES,
    ANY_GIVE,
    BY,
    CARRIES_OUT,
    CONDITION,
    DUTY,
    GIVEN,
    GIVER_EDGE,
    HENCE,
    IN_CASE,
    INNER_FIELD,
    LEAD_LIMIT,
    LEADING,
    LONGEST_SENTENCE,
    NAMED,
    NEXT,
    PARTNER,
    SAYS,
    SENTENCE,
    SENTENCE_START,
    STATES,
    TAKES_ON,
    TROUBLE,
    WEAK,
    WHENCE,
)


class Inner(Reader):
    """The leads inside a block."""

    def inner_fields(self) -> Iterator[Lead]:
        """ "Đề án du lịch. Cơ quan chuẩn bị: Sở X; …": the fields of a task in one line with it."""
        if self.low.find(":", self.start, self.block.end) < 0:
            return
        for field in INNER_FIELD.finditer(self.low, self.start, self.block.end):
            lead = self.listed(field.end())
            if lead:
                yield lead

    def further(self, after: int) -> Iterator[Lead]:
        """ "…; Sở X chủ trì …": another body with a duty of its own in a block that has given one already."""
        if self.place.statute:
            return
        for stop in NEXT.finditer(self.low, after, self.block.end):
            since = max(after, stop.start() - LEAD_LIMIT)
            if self.low.rfind("(", since, stop.start()) > self.low.rfind(")", since, stop.start()):
                continue
            condition = CONDITION.match(self.low, stop.end(), self.block.end)
            start = condition.end() if condition else stop.end()
            if not opens_with_body(self.low[start : start + 60]):
                continue
            lead = self.led(start, "assign-further", "likely")
            listed = self.low.find(":", since, stop.start()) >= 0
            if lead and not PARTNER.match(self.low, start) and self._takes_on(lead, listed):
                yield lead

    def _takes_on(self, lead: Lead, listed: bool) -> bool:
        """Whether a body inside a block takes on a duty of its own, and does not only help or is told of.

        `listed`: it may stand in a list of partners behind a colon.
        """
        if TAKES_ON.match(self.low, lead.verb):
            return True
        listing = self.place.in_zone or self.place.orders
        named = NAMED.match(self.view.flat, lead.start) is not None
        if not listing or not named:
            return False
        if listed:
            return DUTY.match(self.low, lead.verb) is not None
        return STATES.match(self.low, lead.verb) is None

    def within(self, after: int) -> Iterator[Lead]:
        """ "…; giao Sở X chủ trì …", "Chủ tịch UBND tỉnh yêu cầu các sở …" inside a paragraph."""
        for give in ANY_GIVE.finditer(self.low, max(after, self.start), self.block.end):
            if self.place.statute:
                return
            before = self.low[max(self.block.body, give.start() - 100) : give.start()]
            if self._begins_line(give.start()):
                before = ""
            hence = HENCE.search(before)
            edge = GIVER_EDGE.search(before[: hence.start()] if hence else before)
            if GIVEN.search(before) or BY.search(before) or edge is None or WEAK.match(self.low, give.end()):
                continue
            giver = edge["giver"].strip()
            if give.start() == self.start or (giver and not self._can_give(giver, give.start())):
                continue
            if giver and self._in_case(give.start()):
                continue
            alone = bool(giver) or self.low[self.block.end - 1] == ":"
            lead = self.led(give.end(), "assign-give", "likely", alone=alone)
            opens = (
                giver
                or hence
                or not before
                or SENTENCE_START.search(before)
                or self._follows_from(give.start())
            )
            if lead and (opens or LEADING.match(self.low, lead.verb)):
                yield lead

    def _begins_line(self, at: int) -> bool:
        """Whether a giving word opens a line with a capital: the line above is a heading without a mark."""
        return self.view.flat[at].isupper() and self.view.flat[at - 1 : at] == "\n"

    def _in_case(self, end: int) -> bool:
        """Whether the sentence is a step of a procedure: "Trường hợp hồ sơ chưa đủ, X yêu cầu đơn vị …"."""
        return bool(IN_CASE.match(self.low, self._sentence(end), end))

    def _sentence(self, end: int) -> int:
        """Where the sentence that holds this place begins; of a very long one, some way before it."""
        since = max(self.start, end - LONGEST_SENTENCE)
        return max([since, *(stop.end() for stop in SENTENCE.finditer(self.low, since, end))])

    def last_sentence(self) -> Iterator[Lead]:
        """ "…. Ban Công tác các thôn thực hiện các nội dung sau:", "Để …, tỉnh X cần … các nhiệm vụ sau:"."""
        end = self.block.end
        if self.low[end - 1] != ":" or self.place.provision.kind == "preamble" or self.place.statute:
            return
        start = self._sentence(end - 1)
        if start == self.start and not self.conditioned or not ANNOUNCES.search(self.low, start, end):
            return
        lead = self.led(start, "assign-further", "likely")
        if lead and CARRIES_OUT.match(self.low, lead.verb):
            yield lead

    def _follows_from(self, end: int) -> bool:
        """Whether the sentence up to here only says when or on what ground: "Khi …, yêu cầu các sở …"."""
        if not self.place.orders:
            return False
        sentence = self.low[self._sentence(end) : end]
        return bool(WHENCE.match(sentence)) and not TROUBLE.search(sentence)

    def _can_give(self, giver: str, end: int) -> bool:
        """Whether these words before "giao" name a body and nothing that it does."""
        verb = verb_after(self.view, end - len(giver) - 1, end)
        return is_body(giver) and (verb is None or bool(SAYS.fullmatch(self.low, verb.start(), end)))
