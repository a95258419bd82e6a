"""Quantified commitments: a number to be reached, what it counts, and of whom.

Phấn đấu 100% cấp ủy …; mỗi chi bộ có ít nhất 01 mô hình …; hoàn thành 95% trở lên các chỉ tiêu; không có cơ sở
không hoàn thành nhiệm vụ.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from caunoi.analysis.bodies import is_body
from caunoi.analysis.doctypes import STATUTES
from caunoi.analysis.model import Confidence, Deadline, Provision, Span, Target
from caunoi.analysis.normal import View
from caunoi.analysis.provisions import Tree
from caunoi.analysis.quantities import Quantity, breakdown, quantities

_DIGIT = re.compile("[0-9]")
_AIMS = re.compile(r"mục tiêu|chỉ tiêu")
_PAST = re.compile(
    r"tình hình|kết quả (?!cần|phải)|thực trạng|đánh giá chung|hạn chế|nguyên nhân|ưu điểm|hiện trạng|đặc điểm|"
    r"bối cảnh|sự cần thiết|khái quát|kết quả$|những việc đã"
)
_FUTURE = re.compile(r"mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|phương hướng|kế hoạch")
_STRIVE = re.compile(r"\bph[ấầ]n\s+đ[ấầ]u\b|\bcố\s+gắng\b|\bquyết\s+tâm\b")
_PAST_CLAUSE = re.compile(
    r"\bđã\b|\bước\b|so\s+với\s+cùng\s+kỳ|hiện\s+(?:nay|có|tại)|trong\s+đó\s+có|kết\s+quả\s+đạt|tính\s+đến"
)
_NORM = re.compile(
    r"\s*(?:tổng\s+)?số\s+(?:cử\s+tri|đại\s+biểu|thành\s+viên|phiếu)|\s*(?:kinh\s+phí|ngân\s+sách|vốn\s+điều\s+lệ|giá\s+trị|mức\s+lương)"
)
# Rates that a norm sets are nobody's performance.
_RATE = re.compile(
    r"\b(?:thuế\s+suất|phụ\s+cấp|trợ\s+cấp|lãi\s+suất|mức\s+(?:thu|chi|hưởng|đóng|lương|phạt|hỗ\s+trợ|giảm|thuế)|"
    r"tiền\s+lương|điều\s+tiết)\b"
)
_AIMED = re.compile(r"(?<!so với )\bmục\s+tiêu\s+(?!đề\s+ra)[^.;%]{0,100}\bđạt\s+\D{0,12}\d")
_ENROLMENT = re.compile(r"\bchỉ\s+tiêu\b[^.;:]{0,40}:\s*\d")
_PLANS = frozenset({"ke-hoach", "chuong-trinh", "de-an"})
_LEAD_IN = re.compile(
    r"^(?:[\s,:.;…-]|ph[ấầ]n\s+đ[ấầ]u|h[ằà]ng\s+năm|đến\s+(?:hết\s+)?năm\s+\d{4}|trong\s+năm(?:\s+\d{4})?|đối\s+với|"
    r"(?:trong\s+)?giai\s+đoạn\s+\d{4}\s*-\s*\d{4}|(?:đến\s+)?(?:quý\s+[ivx]+|tháng\s+\d+)[/\s]\d{4}|bảo\s+đảm|đảm\s+bảo|định\s+kỳ|\d{1,2}[.)]\s|[-+•])+"
)
_VERB = re.compile(
    r"\b(?:được|có|tổ\s+chức(?!\s+(?:đảng|đoàn|cơ\s+sở|chính\s+trị|hội|công\s+đoàn|xã\s+hội|mình|đó))|đăng\s+ký|thực\s+hiện|"
    r"triển\s+khai|đổi\s+mới|phát\s+huy|hoàn\s+thành|ứng\s+dụng|đạt|giới\s+thiệu|tham\s+gia|xây\s+dựng|quán\s+triệt|"
    r"bảo\s+đảm|đảm\s+bảo|cam\s+kết|xếp\s+loại|duy\s+trì|nâng\s+cao|tăng|giảm|không|biết|sử\s+dụng|cập\s+nhật|công\s+khai|"
    r"tiếp\s+cận|áp\s+dụng|giải\s+quyết|chấp\s+hành|gương\s+mẫu|ban\s+hành|công\s+nhận|kết\s+nạp|phủ|trở\s+thành|tiếp\s+tục|"
    r"phải|đều|(?<!đào\s)(?<!sáng\s)tạo|hỗ\s+trợ|thành\s+lập|giúp|nhận)\b"
)
_REACHING = re.compile(
    r"(?:đạt|đạt\s+tỷ\s+lệ|hoàn\s+thành|chiếm|còn|xuống|lên|tăng|giảm|đạt\s+được|:)(?:\s+(?:khoảng|bình\s+quân|h[ằà]ng\s+năm))*\s*$"
)
_EACH = re.compile(r"\bmỗi\s+[^.;:]*$")
_VAGUE = re.compile(
    r"(?:đổi\s+mới|phát\s+huy|nâng\s+cao|tăng\s+cường|gương\s+mẫu|quán\s+triệt|thực\s+hiện\s+(?:có\s+hiệu\s+quả|tốt|nghiêm)|"
    r"triển\s+khai\s+thực\s+hiện\s+có\s+hiệu\s+quả|tích\s+cực|chấp\s+hành)"
)
_HEADING_YEAR = re.compile(r"(?:đến|giai đoạn \d{4}\s?-)\s?(?:năm )?(20\d\d)")
_ASIDE = re.compile(r"\s*\([^)]*\)|,\s*(?:nhất|trước\s+hết|đặc\s+biệt)\s+là\b.*$")
_QUOTA_WORD = re.compile(r"^(?:mỗi|đối với)\s+", re.I)
# "Chi bộ: ít nhất 01 mô hình": a bare kind of unit before a colon stands for each unit of the kind.
_KIND_OF_UNIT = re.compile(
    r"(?:đảng bộ|chi bộ|đảng ủy|chi đoàn|chi hội|công đoàn|đoàn cơ sở|hội cơ sở|cơ "
    r"quan|đơn vị|xã|phường|thôn|doanh nghiệp|"
    r"trường|phòng)(?: cơ sở| trực thuộc)?"
)
_LOOSE_END = re.compile(r"\s+(?:đã|đang|sẽ|và|cần|đều|còn)$")
# "Tại địa bàn đô thị: 100% trẻ em …": what is counted stands behind the share, the place before the colon.
_COUNTED_NEXT = re.compile(
    r"\s+(?!(?:vào|đến|trong|so|trở|tính|theo|mỗi|h[ằà]ng|của|và|tổng|trên|tại|năm)\b)[^\W\d_]"
)
_HAVING = re.compile(r"\s+có$")
_MANY = 50
_TRIM = " ,;:.-…"


@dataclass(frozen=True, slots=True)
class _Clause:
    """One quantity with the stretch of its sentence that belongs to it alone."""

    quantity: Quantity
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What all the numbers of one sentence have in common."""

    start: int
    provision: str
    aimed: bool
    strive_at: int
    rate_at: int
    owner: str
    year: str | None


def find_targets(
    view: View, tree: Tree, spans: tuple[Span, ...], deadlines: tuple[Deadline, ...], kind: str | None
) -> tuple[Target, ...]:
    """The targets of all sentences; a statute sets norms, not targets."""
    if kind in STATUTES:
        return ()
    finder = _Finder(view, tree, deadlines, kind in _PLANS)
    for start, end in spans:
        finder.read(start, end)
    return tuple(finder.targets)


class _Finder:
    def __init__(self, view: View, tree: Tree, deadlines: tuple[Deadline, ...], plans: bool) -> None:
        self._plans = plans
        self.targets: list[Target] = []
        self._view = view
        self._tree = tree
        self._deadlines = deadlines
        self._starts = [item.span[0] for item in deadlines]
        self._outlooks: dict[tuple[str, ...], tuple[bool, bool]] = {}

    def read(self, start: int, end: int) -> None:
        """The targets of one sentence."""
        low = self._view.low
        if not _DIGIT.search(low, start, end) and "không" not in low[start:end]:
            return
        provision = self._tree.at(start)
        if provision is None:
            return
        headings = self._tree.headings(provision)
        aimed, past = self._outlook(headings)
        if not aimed and past and not _AIMED.search(low, start, end):
            return
        bare = aimed or bool(_ENROLMENT.search(low, start, end))
        found = quantities(self._view, start, end, bare, self._plans and _is_item(provision))
        if not found:
            return
        strive = _STRIVE.search(low, start, end)
        rate = _RATE.search(low, start, end)
        said = _Sentence(
            start=start,
            provision=provision.id,
            aimed=aimed,
            strive_at=strive.start() if strive else end,
            rate_at=rate.end() if rate else end,
            owner=self._owner_of(start, found[0]),
            year=_heading_year(headings),
        )
        clauses = [clause for clause in self._clauses(found, start, end) if self._counts(clause, said)]
        self.targets += _shared_predicates([self._target(clause, said) for clause in clauses])

    def _outlook(self, headings: tuple[str, ...]) -> tuple[bool, bool]:
        """Whether these headings set aims, and whether they tell of what has been."""
        known = self._outlooks.get(headings)
        if known is None:
            known = self._outlooks[headings] = (any(map(_AIMS.search, headings)), _is_past(headings))
        return known

    def _clauses(self, found: list[Quantity], start: int, end: int) -> list[_Clause]:
        """Cuts a sentence between its numbers, at the last comma or semicolon outside brackets."""
        clauses: list[_Clause] = []
        begin = start
        for index, quantity in enumerate(found):
            after = found[index + 1].start if index + 1 < len(found) else None
            stop = self._cut(quantity.end, after) if after else self._close(quantity.end, end)
            clauses.append(_Clause(quantity, self._begin(begin, quantity.start), stop))
            begin = stop
        return clauses

    def _cut(self, start: int, end: int) -> int:
        depth, cut = 0, end
        for at in range(start, end):
            sign = self._view.low[at]
            depth += (sign == "(") - (sign == ")")
            if sign in ",;" and depth <= 0:
                cut = at
        return cut

    def _close(self, start: int, end: int) -> int:
        semicolon = self._view.low.find(";", start, end)
        return semicolon if semicolon >= 0 else end

    def _begin(self, start: int, end: int) -> int:
        """Behind the last semicolon before the number."""
        return max(start, self._view.low.rfind(";", start, end) + 1)

    def _counts(self, clause: _Clause, said: _Sentence) -> bool:
        low = self._view.low
        before, quantity = low[clause.start : clause.quantity.start], clause.quantity
        if said.strive_at < quantity.start:
            return True
        if _PAST_CLAUSE.search(before) or _NORM.match(low, quantity.end):
            return False
        if not said.aimed and said.rate_at <= quantity.start:
            return False
        return said.aimed or quantity.rule != "target-none"

    def _target(self, clause: _Clause, said: _Sentence) -> Target:
        quantity = clause.quantity
        strive = said.strive_at < quantity.start
        subject, predicate, per = self._said(clause, said.owner)
        by, period = self._time(said.start, clause)
        confidence: Confidence = "certain" if strive or said.aimed else "likely"
        if not subject:
            confidence = "guess"
        return Target(
            provision=said.provision,
            span=self._span(clause),
            comparator=quantity.comparator,
            value=quantity.value,
            unit=quantity.unit,
            subject=subject or self._view.words(clause.start, clause.end).strip(_TRIM) or quantity.unit,
            value_to=quantity.value_to,
            predicate=predicate,
            strength="strive" if strive else "must",
            by=by or said.year,
            period=period,
            per=per,
            breakdown=breakdown(self._view, quantity.end, clause.end),
            countable=_countable(quantity, predicate),
            rule=quantity.rule,
            confidence=confidence,
        )

    def _span(self, clause: _Clause) -> Span:
        raw = self._view.flat[clause.start : clause.end]
        lead = len(raw) - len(raw.lstrip(_TRIM + " \n\t"))
        return clause.start + lead, clause.start + len(raw.rstrip(_TRIM + " \n\t"))

    def _said(self, clause: _Clause, owner: str) -> tuple[str, str | None, str | None]:
        """(subject, predicate, quota of whom)."""
        low, quantity = self._view.low, clause.quantity
        before_start = clause.start + self._lead(clause.start, quantity.start)
        before = low[before_start : quantity.start]
        if quantity.rule == "target-none":
            return _owned(quantity.unit, owner), self._words(quantity.end, clause.end), None
        if quantity.unit != "percent":
            return self._counted(before_start, clause)
        if low.startswith(")", quantity.end) and "(" in before:
            # "vốn đối ứng (tối thiểu 5%)": the share stands in brackets behind its subject.
            return self._words(before_start, before_start + before.rfind("(")) or "", None, None
        scoped = before.rstrip().endswith(":") and _COUNTED_NEXT.match(low, quantity.end)
        if _REACHING.search(before) and len(before.split()) > 1 and not scoped:
            return self._reached(before_start, clause)
        verb = _VERB.search(low, quantity.end, clause.end)
        stop = verb.start() if verb else clause.end
        subject = _LOOSE_END.sub("", _ASIDE.sub("", self._words(quantity.end, stop) or "").strip(_TRIM))
        return _owned(subject, owner), self._words(stop, clause.end), None

    def _owner_of(self, start: int, first: Quantity) -> str:
        """Whose shares a sentence names: "Các đoàn thể có 90% cơ sở …, không có cơ sở …"."""
        words = self._words(start + self._lead(start, first.start), first.start) or ""
        having = _HAVING.search(words)
        owner = words[: having.start()] if having else words if first.rule == "target-none" else ""
        return owner[:1].lower() + owner[1:] if owner.startswith("Các ") and is_body(owner) else ""

    def _lead(self, start: int, end: int) -> int:
        lead = _LEAD_IN.match(self._view.low[start:end])
        return lead.end() if lead else 0

    def _counted(self, start: int, clause: _Clause) -> tuple[str, str | None, str | None]:
        """A count stands in the predicate of whoever owes it: "mỗi chi bộ xây dựng ít nhất 01 mô hình"."""
        low, quantity = self._view.low, clause.quantity
        each = _EACH.search(low[start : quantity.start])
        start += each.start() if each else 0
        colon = low.rfind(":", start, quantity.start)
        if colon > start:
            start = max(start, low.rfind(":", start, colon) + 1, low.rfind(",", start, colon) + 1)
            verb_at = colon + 1
        else:
            verb = _VERB.search(low, start, quantity.start)
            verb_at = verb.start() if verb else quantity.start
        owner = _ASIDE.sub("", self._words(start, verb_at) or "").strip(_TRIM)
        per = owner if each or (colon > start and _KIND_OF_UNIT.fullmatch(owner.lower())) else None
        # "mỗi" leaves the subject, except where several quotas are named in one breath.
        subject = owner if owner.lower().count("mỗi ") > 1 else _QUOTA_WORD.sub("", owner)
        return subject, self._words(verb_at, clause.end), per

    def _reached(self, start: int, clause: _Clause) -> tuple[str, str | None, str | None]:
        """ "… đạt 95%": whoever reaches it stands before."""
        verb = _VERB.search(self._view.low, start, clause.quantity.start)
        stop = verb.start() if verb and verb.start() > start else clause.quantity.start
        return self._words(start, stop) or "", self._words(stop, clause.end), None

    def _words(self, start: int, end: int) -> str | None:
        return self._view.words(start, max(start, end)).strip(_TRIM) or None

    def _time(self, start: int, clause: _Clause) -> tuple[str | None, str | None]:
        """(by, period) from dates and rhythms that stand before the number, or behind it in its own clause."""
        by = period = None
        first = bisect_left(self._starts, start)
        for deadline in self._deadlines[first : min(bisect_right(self._starts, clause.end), first + _MANY)]:
            if deadline.kind == "recurring":
                period = period or deadline.every
            elif deadline.date:
                by = by or deadline.date
        return by, period


def _owned(subject: str, owner: str) -> str:
    return f"{subject} của {owner}" if subject and owner else subject


def _is_item(provision: Provision) -> bool:
    return provision.kind in {"dash", "item", "point", "clause"}


def _is_past(headings: tuple[str, ...]) -> bool:
    """Whether the innermost telling heading speaks of what has been."""
    for heading in headings:
        if _FUTURE.search(heading):
            return False
        if _PAST.search(heading):
            return True
    return False


def _heading_year(headings: tuple[str, ...]) -> str | None:
    for heading in headings:
        year = _HEADING_YEAR.search(heading)
        if year:
            return year[1]
    return None


def _countable(quantity: Quantity, predicate: str | None) -> bool | None:
    if quantity.unit != "percent":
        return True
    if not predicate:
        return None
    return not _VAGUE.match(predicate.lower())


def _shared_predicates(targets: list[Target]) -> list[Target]:
    """ "trên 95% cơ sở, trên 98% đoàn viên được xếp loại …": the first shares what the last says."""
    shared = targets[-1:]
    for target in reversed(targets[:-1]):
        after = shared[-1]
        if target.predicate is None and after.unit == target.unit:
            target = replace(target, predicate=after.predicate, countable=after.countable)
        shared.append(target)
    return shared[::-1]
