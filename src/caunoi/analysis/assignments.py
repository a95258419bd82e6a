"""Who is given what to do: Giao …, … chủ trì, phối hợp với …, and the blocks of "Tổ chức thực hiện".

3. Giao Ban Tuyên giáo … chủ trì, phối hợp với … ; 1. Sở Nội vụ (with its dashes below); a row of a task table.
"""

import re
from dataclasses import replace
from functools import partial
from itertools import zip_longest

from caunoi.analysis.below import Below
from caunoi.analysis.bodies import bodies, is_body, is_sure, verb_after
from caunoi.analysis.doctypes import STATUTES, in_draft
from caunoi.analysis.lead_reader import Lead, Place
from caunoi.analysis.lead_words import LEAD_LIMIT, OPEN_END
from caunoi.analysis.leads import gives_openly, hands_on, leads_of
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
_WITH = re.compile(r"phối\s+hợp(?:\s+(?:chặt\s+chẽ|đồng\s+bộ)|,\s*hỗ\s+trợ)?\s+(?:(?:với|cùng)\s*)?")
_PARTNERS = re.compile(
    r"\s*(?:(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s*(?:,\s*đơn\s+vị\s*)?)?(?:cùng\s+)?phối\s+hợp(?:\s+thực\s+hiện)?\s*:\s*"
)
_TOGETHER = re.compile(rf"{_WITH.pattern}|{_PARTNERS.pattern}")
_NAMED_WORK = re.compile(r"(?:chương\s+trình|quy\s+chế|kế\s+hoạch)\s+$")
_REPORT = re.compile(rf"(?i:báo\s+cáo)(?:[^.;]{{0,120}}?\s(?:với|cho|về|lên)\s+|\s+)(?=[{UPPER}])")
_REPORT_END = re.compile(
    r"\s*\(|\s+(?:trong|đối\s+với|hoặc|đ[ảá]m\s+bảo|theo|về|tại|vào|những|các\s+vấn\s+đề|phương\s+án|qua|để|trước|kết\s+quả|xem\s+xét|định\s+kỳ|khi|tổng\s+hợp|tình\s+hình)\b|[;.]|,(?!\s*(?:thủ\s+tướng|chủ\s+tịch|ủy\s+ban|ubnd|ban|bộ|sở|thường\s+trực)\b)"
)
# A form speaks to whoever fills it in.
_FORM = re.compile(r"ông\s*[/(]\s*bà|quý\s")
_STOP = re.compile(r"\.(?:\s|$)")
# Kinds of documents whose numbered items as such hand out work to the body that they begin with.
_ORDERS = frozenset({"chi-thi", "thong-bao", "cong-van", "cong-dien", "ket-luan"})


# … and those whose other blocks do so too, where they begin with a body and a duty.
# … and those whose articles do so in the words of a duty.
_DECISIONS = frozenset({"quyet-dinh", "nghi-quyet"})
_MAY_HEAD = frozenset({"assign-section", "assign-item", "assign-duty", "assign-lead"})
_NUMBERED = frozenset({"section", "clause", "point", "article"})
_REPORTS = frozenset({"bao-cao", "to-trinh"})
_GUIDES = frozenset({"huong-dan", "ke-hoach", "chuong-trinh"})


def find_assignments(
    view: View, found: list[Block], zones: Zones, tree: Tree, kind: str | None
) -> tuple[Assignment, ...]:
    """The assignments of the body and of enclosed texts, in reading order."""
    finder = _Finder(view, tree, kind)
    for index in zones.indexes():
        finder.read(found, index)
    return tuple(finder.assignments)


class _Finder:
    def __init__(self, view: View, tree: Tree, kind: str | None) -> None:
        self.assignments: list[Assignment] = []
        self._view = view
        self._tree = tree
        self._below = Below(view, tree)
        self._kind = kind
        self._held: Provision | None = None
        self._held_by = ""
        self._zones: dict[str, bool] = {}

    def read(self, found: list[Block], index: int) -> None:
        """The assignments of one block, if it hands out work."""
        block = found[index]
        provision = self._tree.at(block.start)
        if provision is None:
            return
        if (
            in_draft(self._kind, provision.id)
            or self._is_held(provision)
            and not self._stands_apart(provision, block)
        ):
            return
        leads = list(leads_of(self._view, block, partial(self._place, provision)))
        if leads and self._is_empty_heading(leads[0], found, index, provision):
            return
        for lead, after in zip_longest(leads, leads[1:]):
            end = self._end(found, index, provision, lead)
            self._add(lead, block, provision, min(end, after.start) if after else end)
            if self._held is provision and index + 1 < len(found):
                self._reach_into(found[index + 1])

    def _is_empty_heading(self, lead: Lead, found: list[Block], index: int, provision: Provision) -> bool:
        if not self._heads(lead, found[index], provision):
            return False
        return self._below.gives_nothing(found, index, provision, lead.rule)

    def _reach_into(self, block: Block) -> None:
        """Lets the assignment of a heading cover the first of the blocks that say what is to be done."""
        last = self.assignments[-1] if self.assignments else None
        if last and self._held and last.provision == self._held.id and block.start < self._held.span[1]:
            self.assignments[-1] = replace(last, span=(last.span[0], block.end))

    def _stands_apart(self, provision: Provision, block: Block) -> bool:
        """Whether a block below a body's heading is no duty of that body but gives work to another."""
        if provision.kind == "paragraph":
            return gives_openly(self._view, block)
        duty = self._held_by in _MAY_HEAD
        return provision.kind == "dash" and hands_on(self._view, block, any_duty=duty)

    def _place(self, provision: Provision) -> Place:
        headings = self._tree.headings(self._tree.parent(provision))
        return Place(
            provision,
            in_zone=any(map(self._is_zone, headings)),
            orders=self._kind in _ORDERS,
            guides=self._kind in _GUIDES,
            statute=self._kind in STATUTES,
            reports=self._kind in _REPORTS,
            decides=self._kind in _DECISIONS and provision.kind in _NUMBERED,
            headings=headings,
        )

    def _is_zone(self, heading: str) -> bool:
        known = self._zones.get(heading)
        if known is None:
            known = self._zones[heading] = bool(_ZONE.search(heading))
        return known

    def _is_held(self, provision: Provision) -> bool:
        """Whether an item above, addressed to one body, already took this place in."""
        held = self._held
        return bool(held and held.span[0] < provision.span[0] and provision.span[1] <= held.span[1])

    def _end(self, found: list[Block], index: int, provision: Provision, lead: Lead) -> int:
        """Where the duty ends: behind the items below a heading, the line of partners below a field."""
        block = found[index]
        if lead.rule == "assign-field":
            after = found[min(index + 1, len(found) - 1)]
            partners = _PARTNERS.match(self._view.low, after.body, after.end)
            return after.end if partners else block.end
        if self._heads(lead, block, provision):
            self._held, self._held_by = provision, lead.rule
            return provision.span[1]
        return block.end

    def _heads(self, lead: Lead, block: Block, provision: Provision) -> bool:
        """Whether the duties of these bodies are what stands below the block."""
        if lead.rule in {"assign-heading", "assign-duties"}:
            return True
        if lead.rule in _MAY_HEAD and provision.kind in _NUMBERED:
            return bool(OPEN_END.fullmatch(self._view.low, lead.verb, block.end))
        ends_open = self._view.low[lead.verb : block.end].strip(" \n|_") in {"", ":"}
        return lead.rule in {"assign-colon", "assign-give"} and ends_open and provision.kind != "paragraph"

    def _add(self, lead: Lead, block: Block, provision: Provision, end: int) -> None:
        leaders = bodies(self._view.words(lead.start, lead.verb))
        if not leaders or _FORM.match(leaders[0].lower()) or leaders == ("cơ quan",):
            return
        self.assignments.append(
            Assignment(
                provision=provision.id,
                span=(lead.start, block.end),
                lead=leaders,
                cooperating=self._cooperating(lead.verb, end),
                action=self._action(lead, block, provision, end),
                report_to=self._report_to(lead.verb, end),
                rule=lead.rule,
                confidence=self._confidence(lead, leaders),
            )
        )

    def _action(self, lead: Lead, block: Block, provision: Provision, end: int) -> str:
        """What is to be done: behind the bodies; for a field of a task, the task above it."""
        above = self._tree.parent(provision)
        if lead.rule == "assign-field" and above and lead.verb >= block.end:
            stop = self._view.flat.find("\n\n", above.span[0], provision.span[0])
            return self._view.words(above.span[0], stop if stop > 0 else provision.span[0]).strip(" ./")
        return self._view.words(lead.verb, end).strip(" :./") or self._view.words(lead.start, end)

    def _confidence(self, lead: Lead, leaders: tuple[str, ...]) -> Confidence:
        """Certain is only one whole name, handed work in so many words, in a document that hands out work."""
        if self._kind in STATUTES:
            return "guess"
        sure = len(leaders) == 1 and is_sure(leaders[0]) and self._kind not in _REPORTS
        if lead.confidence == "certain" and not sure:
            return "likely"
        return lead.confidence

    def _cooperating(self, start: int, end: int) -> tuple[str, ...]:
        named: list[str] = []
        if "phối" not in self._view.low[start:end]:
            return ()
        for match in _TOGETHER.finditer(self._view.low, start, end):
            if _NAMED_WORK.search(self._view.low, max(start, match.start() - 14), match.start()):
                continue
            stop = verb_after(self._view, match.end(), min(end, match.end() + LEAD_LIMIT))
            words = self._view.words(*self._within(match.end(), stop.start() if stop else end))
            named += [name for name in bodies(words) if is_body(name) and name not in named]
        return tuple(named)

    def _within(self, start: int, end: int) -> Span:
        """The stretch up to the end of its sentence."""
        end = min(end, start + LEAD_LIMIT)
        stop = _STOP.search(self._view.low, start, end)
        return start, stop.start() if stop else end

    def _report_to(self, start: int, end: int) -> tuple[str, ...]:
        named: list[str] = []
        for match in _REPORT.finditer(self._view.flat, start, end):
            reach = min(end, match.end() + 120)
            stops = (
                _REPORT_END.search(self._view.low, match.end(), reach),
                verb_after(self._view, match.end(), reach),
            )
            until = min([reach, *(stop.start() for stop in stops if stop)])
            names = bodies(self._view.words(match.end(), until))
            named += [name for name in names if is_body(name) and name[:1].isupper() and name not in named]
        return tuple(named)
