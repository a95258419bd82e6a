"""Who is given what to do: Giao …, … chủ trì, phối hợp với …, and the blocks of "Tổ chức thực hiện".

3. Giao Ban Tuyên giáo … chủ trì, phối hợp với … ; 1. Sở Nội vụ (with its dashes below); a row of a task table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caunoi.analysis.bodies import bodies, is_body, verb_after
from caunoi.analysis.doctypes import STATUTES
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Assignment, Confidence, Provision, Span
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.zones import Zones
from caunoi.language.text import UPPER

_ZONE = re.compile(
    r"^(?:về )?(?:công tác )?tổ chức (?:thực hiện|triển khai|thi hành)|^phân công|^trách nhiệm|^giao nhiệm vụ|"
    r"phân công (?:thực hiện|nhiệm vụ|trách nhiệm)|^tổ chức và phân công"
)
_CONDITION = re.compile(
    r"(?:căn\s+cứ|trên\s+cơ\s+sở|theo)\s+(?:[^.;,]|,(?!\s*(?:các|cấp|ban|đảng|sở|ubnd|ủy|hội|đoàn|tổ))){5,160},\s*"
)
_GIVE = re.compile(r"(?:giao(?:\s+cho)?|phân\s+công)\s+(?=[^\W\d_])")
_ASK = re.compile(r"(?:đề\s+nghị|yêu\s+cầu)\s+")
_LEADS = re.compile(r"\bchủ\s+trì\b(?:\s*,?\s*(?:phối\s+hợp|tham\s+mưu))")
_WITH = re.compile(r"phối\s+hợp(?:\s+(?:chặt\s+chẽ|đồng\s+bộ))?(?:\s+(?:với|cùng))\s*")
_NAMED_WORK = re.compile(r"(?:chương\s+trình|quy\s+chế|kế\s+hoạch)\s+$")
_REPORT = re.compile(rf"(?i:báo\s+cáo)(?:[^.;]{{0,120}}?\s(?:với|cho|về|lên)\s+|\s+)(?=[{UPPER}])")
_REPORT_END = re.compile(
    r"\s+(?:theo|qua|để|trước|kết\s+quả|xem\s+xét|định\s+kỳ|khi|tổng\s+hợp|tình\s+hình)\b|[,;.]"
)
_CLOSING = re.compile(r"trong\s+quá\s+trình|nếu\s+có|khó\s+khăn|chịu\s+trách\s+nhiệm\s+thi\s+hành")
_STOP = re.compile(r"\.(?:\s|$)")
_LEAD_LIMIT = 330
# Kinds of documents whose numbered items as such hand out work to the body that they begin with.
_ORDERS = frozenset({"chi-thi", "thong-bao", "cong-van", "cong-dien", "ket-luan"})


@dataclass(frozen=True, slots=True)
class _Lead:
    """A list of leading bodies: where it stands and where the duty begins."""

    start: int
    verb: int
    rule: str
    confidence: Confidence


def find_assignments(
    view: View, found: list[Block], zones: Zones, tree: Tree, kind: str | None
) -> tuple[Assignment, ...]:
    """The assignments of the body and of enclosed texts, in reading order."""
    finder = _Finder(view, tree, statute=kind in STATUTES, orders=kind in _ORDERS)
    for index in _body_indexes(zones):
        finder.read(found, index)
    return tuple(finder.assignments)


def _is_numbered(provision: Provision) -> bool:
    return provision.kind in {"section", "clause", "point", "article"}


def _body_indexes(zones: Zones) -> Iterator[int]:
    yield from range(zones.body, zones.tail)
    for part in zones.enclosures:
        yield from range(part.body, part.end)


class _Finder:
    def __init__(self, view: View, tree: Tree, statute: bool, orders: bool) -> None:
        self.assignments: list[Assignment] = []
        self._view = view
        self._tree = tree
        self._statute = statute
        self._orders = orders
        self._held: Provision | None = None

    def read(self, found: list[Block], index: int) -> None:
        """The assignment of one block, if it hands out work."""
        block = found[index]
        provision = self._tree.at(block.start)
        if provision is None or self._is_held(provision):
            return
        above = self._tree.parent(provision)
        in_zone = any(_ZONE.search(heading.lower()) for heading in self._tree.headings(above))
        lead = self._lead(block, in_zone, provision)
        if lead is None:
            return
        end = self._end(block, provision, lead)
        self._add(lead, block, provision, end)

    def _is_held(self, provision: Provision) -> bool:
        """Whether an item above, addressed to one body, already took this place in."""
        held = self._held
        return bool(held and held.span[0] < provision.span[0] and provision.span[1] <= held.span[1])

    def _lead(self, block: Block, in_zone: bool, provision: Provision) -> _Lead | None:
        low = self._view.low
        start = self._start(block)
        give = _GIVE.match(low, start) or _ASK.match(low, start)
        if give:
            return self._led(give.end(), block, "assign-give", "certain")
        if not is_body(low[start : start + 60]):
            return self._inner_give(block)
        if provision.heading and verb_after(low, start, block.end) is None:
            return _Lead(start, block.end, "assign-heading", "certain" if in_zone else "likely")
        if in_zone:
            return self._led(start, block, "assign-section", "certain")
        if self._orders and _is_numbered(provision):
            return self._led(start, block, "assign-item", "likely")
        if self._leads_with_others(block, start):
            return self._led(start, block, "assign-lead", "likely")
        return self._inner_give(block)

    def _start(self, block: Block) -> int:
        """Where the block's own words begin, a condition ("Căn cứ …, ") left behind."""
        raw = self._view.flat[block.body : block.end]
        start = block.body + len(raw) - len(raw.lstrip())
        condition = _CONDITION.match(self._view.low, start, block.end)
        return condition.end() if condition else start

    def _led(self, start: int, block: Block, rule: str, confidence: Confidence) -> _Lead | None:
        verb = verb_after(self._view.low, start, min(block.end, start + _LEAD_LIMIT))
        if verb is None or verb.start() <= start or not is_body(self._view.low[start : verb.start()]):
            return None
        if rule in {"assign-section", "assign-item"} and _CLOSING.search(
            self._view.low, start, min(block.end, start + 60)
        ):
            return None
        return _Lead(start, verb.start(), rule, confidence)

    def _leads_with_others(self, block: Block, start: int) -> bool:
        """ "X chủ trì, phối hợp với Y" outside the sections that hand out work."""
        low = self._view.low
        leads = _LEADS.search(low, start, min(block.end, start + _LEAD_LIMIT))
        if not leads:
            return False
        verb = verb_after(low, start, block.end)
        return verb is not None and verb.start() == leads.start()

    def _inner_give(self, block: Block) -> _Lead | None:
        """ "…; giao Sở X chủ trì …" within a paragraph."""
        low = self._view.low
        for give in _GIVE.finditer(low, block.body, block.end):
            before = low[max(block.body, give.start() - 2) : give.start()].strip()
            if give.start() > block.body and before not in {"", ";", ".", ","}:
                continue
            lead = self._led(give.end(), block, "assign-give", "likely")
            if lead and low.startswith("chủ trì", lead.verb):
                return lead
        return None

    def _end(self, block: Block, provision: Provision, lead: _Lead) -> int:
        if lead.rule != "assign-heading":
            return block.end
        self._held = provision
        return provision.span[1]

    def _add(self, lead: _Lead, block: Block, provision: Provision, end: int) -> None:
        leaders = bodies(self._view.words(lead.start, lead.verb))
        if not leaders:
            return
        self.assignments.append(
            Assignment(
                provision=provision.id,
                span=(lead.start, block.end),
                lead=leaders,
                cooperating=self._cooperating(lead.verb, end),
                action=self._view.words(lead.verb, end).strip(" ./") or self._view.words(lead.start, end),
                report_to=self._report_to(lead.verb, end),
                rule=lead.rule,
                confidence="guess" if self._statute else lead.confidence,
            )
        )

    def _cooperating(self, start: int, end: int) -> tuple[str, ...]:
        named: list[str] = []
        for match in _WITH.finditer(self._view.low, start, end):
            if _NAMED_WORK.search(self._view.low, max(start, match.start() - 14), match.start()):
                continue
            stop = verb_after(self._view.low, match.end(), min(end, match.end() + _LEAD_LIMIT))
            words = self._view.words(*self._within(match.end(), stop.start() if stop else end))
            named += [name for name in bodies(words) if is_body(name) and name not in named]
        return tuple(named)

    def _within(self, start: int, end: int) -> Span:
        """The stretch up to the end of its sentence."""
        end = min(end, start + _LEAD_LIMIT)
        stop = _STOP.search(self._view.low, start, end)
        return start, stop.start() if stop else end

    def _report_to(self, start: int, end: int) -> tuple[str, ...]:
        named: list[str] = []
        for match in _REPORT.finditer(self._view.flat, start, end):
            stop = _REPORT_END.search(self._view.low, match.end(), min(end, match.end() + 120))
            names = bodies(
                self._view.words(match.end(), stop.start() if stop else min(end, match.end() + 120))
            )
            named += [name for name in names if is_body(name) and name[:1].isupper() and name not in named]
        return tuple(named)
