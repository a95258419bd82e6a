"""Where a list of leading bodies stands in a block, and which words hand the work to it.

Giao Sở X …; Chủ tịch UBND tỉnh yêu cầu các sở …; Cơ quan chủ trì: Sở X; 1. Sở X: …; Nhiệm vụ của Tổ Y: …
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caunoi.analysis.bodies import is_body, verb_after
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Confidence, Provision
from caunoi.analysis.normal import View

_CONDITION = re.compile(
    r"(?:căn\s+cứ|trên\s+cơ\s+sở|theo|sau|kết\s+thúc)\s+(?:[^.;,:]|,(?!\s*(?:các|cấp|ban|đảng|sở|ubnd|ủy|hội|đoàn|tổ))){5,400}[,:]\s*"
)
_GIVING = r"(?:giao(?:\s+cho)?|phân\s+công)"
_ASKING = r"(?:đề\s+nghị|yêu\s+cầu)"
_GIVE = re.compile(rf"(?:{_GIVING}|{_ASKING})\s+(?=[^\W\d_])")
_ANY_GIVE = re.compile(rf"\b(?:{_GIVING}|{_ASKING})\s+(?=[^\W\d_])")
_GIVEN = re.compile(
    r"(?:được|đã|bàn|theo|xét|việc|kế\s+hoạch|nhiệm\s+vụ|chỉ\s+tiêu|nội\s+dung|căn\s+cứ|khi|có|nếu|những|các|[/.]\d{4})\s+$"
)
_GIVER_EDGE = re.compile(r"(?:^|[.;,:])\s*(?P<giver>[^.;,:]{0,90})$")
_FIELD = re.compile(
    r"(?:(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|tổ\s+chức)\s*(?:,\s*đơn\s+vị\s*)?(?:chịu\s+trách\s+nhiệm\s+|được\s+giao\s+)?"
    r"(?:chủ\s+trì(?:\s+thực\s+hiện)?|thực\s+hiện|đầu\s+mối|tham\s+mưu|thường\s+trực|theo\s+dõi)|chủ\s+trì(?:\s+thực\s+hiện)?|"
    r"đơn\s+vị\s+chủ\s+trì|phân\s+công(?:\s+(?:thực\s+hiện|nhiệm\s+vụ|chủ\s+trì))?|trách\s+nhiệm\s+thực\s+hiện)\s*:\s*"
)
_DUTIES = re.compile(
    r"(?:chức\s+năng|nhiệm\s+vụ|trách\s+nhiệm|quyền\s+hạn)(?:\s*(?:,|và|,\s*và)?\s*(?:nhiệm\s+vụ|quyền\s+hạn|trách\s+nhiệm))*\s+của\s+"
)
_DUTIES_END = re.compile(r"\s*(?::|(?:cụ\s+thể\s+)?như\s+sau|trong\s+(?:việc|công\s+tác)|$)")
_LEADS = re.compile(r"\bchủ\s+trì\b(?:\s*,?\s*(?:phối\s+hợp|tham\s+mưu))")
_DUTY = re.compile(
    r"(?:chủ\s+động\s+)?(?:chủ\s+trì|phối\s+hợp|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|xây\s+dựng|tổ\s+chức|theo\s+dõi|tiếp\s+nhận|"
    r"lập|tham\s+mưu|chủ\s+động|hướng\s+dẫn|tiếp\s+tục|báo\s+cáo|căn\s+cứ|chỉ\s+đạo|đề\s+xuất|rà\s+soát)\b"
)
_NEXT = re.compile(r"[;.]\s+(?=\S)")
_TAKES_ON = re.compile(r"(?:chủ\s+trì|chủ\s+động|(?:có|chịu)\s+trách\s+nhiệm(?!\s+thi\s+hành))\b")
_PARTNER = re.compile(r"(?:các\s+)?(?:cơ\s+quan|đơn\s+vị)\s+phối\s+hợp")
_CLOSING = re.compile(r"trong\s+quá\s+trình|nếu\s+có|khó\s+khăn|chịu\s+trách\s+nhiệm\s+thi\s+hành")
_VIEWPOINT = re.compile(
    r"mục đích|yêu cầu|quan điểm|mục tiêu|tình hình|kết quả|thực trạng|hạn chế|nguyên nhân|thành phần"
)
_OWES = re.compile(r"(?:có|chịu)\s+trách\s+nhiệm\b(?!\s+thi\s+hành)")
# Words that name a body only together with others; alone before a verb they are verbs or things themselves.
_WEAK = re.compile(r"(?:lãnh\s+đạo|cán\s+bộ|tổ\s+chức|hệ\s+thống|doanh\s+nghiệp)\b")
# "TỔ CHỨC HỘI NGHỊ …" as a heading says what is done.
_DEED = re.compile(
    r"tổ\s+chức\s+(?!đảng|đoàn|chính\s+trị|thành\s+viên|cơ\s+sở|xã\s+hội|hội\s+(?!nghị|thi|thảo))"
)
_PARTNERS_LINE = re.compile(r"(?:(?:cơ\s+quan|đơn\s+vị)\s+)?(?:cùng\s+)?phối\s+hợp[^.:;]{0,20}:")
_SENTENCE_START = re.compile(r"[.;]\s*(?:\d{1,2}\.\s*)?$")
_NO_DUTY = re.compile(rf"(?:ông|bà)\b|{_DEED.pattern}")
_FEWEST_WORDS = 3
_AHEAD = re.compile(r"kiến nghị|đề xuất|nhiệm vụ|giải pháp|phương hướng")
_COLON_REACH = 50
LEAD_LIMIT = 330


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
    """Whether a block begins with the very words that hand out work."""
    return bool(_GIVE.match(view.low, block.body))


def leads_of(view: View, block: Block, place: Place) -> Iterator[Lead]:
    """The leads of one block in reading order: the one it opens with, and those that its sentences give work to."""
    reader = _Reader(view, block, place)
    first = reader.opening()
    if first:
        yield first
    yield from reader.within(first.verb if first else block.body - 1)
    if first:
        yield from reader.further(first.verb)


class _Reader:
    def __init__(self, view: View, block: Block, place: Place) -> None:
        self._view = view
        self._low = view.low
        self._block = block
        self._place = place
        raw = view.flat[block.body : block.end]
        start = block.body + len(raw) - len(raw.lstrip(" \t\n\"'_.-"))
        condition = _CONDITION.match(view.low, start, block.end)
        self._start = condition.end() if condition else start

    def opening(self) -> Lead | None:
        """The lead that the block begins with, whatever hands it the work."""
        low, start, end = self._low, self._start, self._block.end
        field = _FIELD.match(low, start, end)
        if field:
            return self._listed(field.end())
        give = _GIVE.match(low, start)
        if give:
            return self._led(give.end(), "assign-give", "certain", alone=True)
        duties = _DUTIES.match(low, start, end)
        if duties and self._place.numbered and not self._place.statute:
            return self._owned(duties.end())
        if not is_body(low[start : start + 60]):
            return None
        return self._named(start)

    def _named(self, start: int) -> Lead | None:
        """A block that begins with a body."""
        low, end, place = self._low, self._block.end, self._place
        verb = verb_after(self._view, start, end)
        if _PARTNERS_LINE.match(low, start):
            return None
        if place.provision.heading and verb is None and place.hands_out and not _NO_DUTY.match(low, start):
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

    def _dutiful(self, start: int, verb: re.Match[str] | None) -> Lead | None:
        """ "Ban X phối hợp với …" where a guide or plan lists duties, "X có trách nhiệm …" anywhere."""
        low, place = self._low, self._place
        if verb is None or place.statute or _WEAK.match(low, start):
            return None
        if len(low[start : verb.start()].split()) < _FEWEST_WORDS:
            return None
        owes = place.numbered and _OWES.match(low, verb.start())
        listed = (place.orders or place.guides) and not any(map(_VIEWPOINT.search, place.headings))
        opening = place.provision.kind == "preamble"
        if owes or (listed and not opening and _DUTY.match(low, verb.start())):
            return self._led(start, "assign-duty", "likely")
        return None

    def _gives(self, start: int) -> bool:
        """Whether the body that opens the block is the one that hands out: "UBND tỉnh yêu cầu các sở …"."""
        verb = verb_after(self._view, start, min(self._block.end, start + LEAD_LIMIT))
        give = _ANY_GIVE.search(self._low, start, min(self._block.end, start + LEAD_LIMIT))
        return bool(
            give
            and is_body(self._low[give.end() : give.end() + 60])
            and (verb is None or give.start() <= verb.start())
            and not _GIVEN.search(self._low[start : give.start()])
        )

    def _colon(self, start: int, stop: int) -> int | None:
        """A colon right behind the bodies: what follows is theirs to do."""
        end = self._block.end
        colon = self._low.find(":", start, min(stop, start + LEAD_LIMIT))
        if not self._place.hands_out and not any(map(_AHEAD.search, self._place.headings)):
            return None
        if colon < 0 or not (self._place.numbered or self._place.in_zone) or self._place.statute:
            return None
        duty = verb_after(self._view, colon, min(end, colon + _COLON_REACH))
        return colon if duty or not self._low[colon + 1 : end].strip() else None

    def _listed(self, start: int) -> Lead | None:
        """The bodies of a field of a task, up to its verb or the end of its sentence."""
        end = min(self._block.end, start + LEAD_LIMIT)
        verb = verb_after(self._view, start, end)
        stop = _NEXT.search(self._low, start, end)
        until = min(x for x in (verb and verb.start(), stop and stop.start(), end) if x is not None)
        if until <= start or not is_body(self._low[start:until]):
            return None
        return Lead(start, until, "assign-field", "certain")

    def _owned(self, start: int) -> Lead | None:
        """ "Nhiệm vụ của Tổ X:" as a heading."""
        end = min(self._block.end, start + LEAD_LIMIT)
        stop = _DUTIES_END.search(self._low, start, end)
        named = is_body(self._low[start : start + 60]) and not self._low.startswith("các ", start)
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
        if stop is None or stop <= start or not is_body(low[start:stop]):
            return None
        if rule in {"assign-section", "assign-item"} and _CLOSING.search(low, start, min(end, start + 60)):
            return None
        return Lead(start, stop, rule, confidence)

    def _leads_with_others(self, start: int) -> bool:
        """ "X chủ trì, phối hợp với Y" outside the sections that hand out work."""
        leads = _LEADS.search(self._low, start, min(self._block.end, start + LEAD_LIMIT))
        verb = verb_after(self._view, start, self._block.end) if leads else None
        return bool(leads and verb and verb.start() == leads.start())

    def further(self, after: int) -> Iterator[Lead]:
        """ "…; Sở X chủ trì …": another body with a duty of its own in a block that has given one already."""
        if self._place.statute:
            return
        for stop in _NEXT.finditer(self._low, after, self._block.end):
            start = stop.end()
            if not is_body(self._low[start : start + 60]):
                continue
            lead = self._led(start, "assign-further", "likely")
            if lead and _TAKES_ON.match(self._low, lead.verb) and not _PARTNER.match(self._low, start):
                yield lead

    def within(self, after: int) -> Iterator[Lead]:
        """ "…; giao Sở X chủ trì …", "Chủ tịch UBND tỉnh yêu cầu các sở …" inside a paragraph."""
        if self._place.statute:
            return
        for give in _ANY_GIVE.finditer(self._low, max(after, self._start), self._block.end):
            before = self._low[max(self._block.body, give.start() - 100) : give.start()]
            edge = _GIVER_EDGE.search(before)
            if _GIVEN.search(before) or edge is None or _WEAK.match(self._low, give.end()):
                continue
            giver = edge["giver"].strip()
            if give.start() == self._start or (giver and not is_body(giver)):
                continue
            lead = self._led(give.end(), "assign-give", "likely", alone=bool(giver))
            opens = giver or _SENTENCE_START.search(before)
            if lead and (opens or self._low.startswith("chủ trì", lead.verb)):
                yield lead
