"""Does a local plan carry out what a superior demands? A proposal in words, never a decision.

A demand and its answers are plain records read from findings that persons confirmed. What can be computed
(a lower number, a later date) is certain; what rests on the wording (a narrower scope) is left to a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from caunoi.language.dates import format_date
from caunoi.language.numbers import format_percent
from caunoi.rules import subjects
from caunoi.rules.amounts import Amount, amount_of, compare_amounts
from caunoi.rules.statements import CODES, Answer, Aspect, Demand, Difference
from caunoi.rules.timing import compare_dates, compare_rhythms, last_day

__all__ = ["CODES", "LABELS", "Answer", "Coverage", "Demand", "Difference", "Summary", "compare", "summary"]

Verdict = Literal["full", "part", "none"]

LABELS: Mapping[str, str] = {
    "full": "Thực hiện đầy đủ",
    "part": "Thực hiện một phần",
    "none": "Chưa có nội dung thực hiện",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The proposed verdict; ``answered_by`` gives the places of the answers that it rests on.

    Not ``certain``: the words leave room, a person has to judge. ``trace`` says what was compared, in words.
    """

    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    trace: tuple[str, ...] = ()
    certain: bool = True
    answered_by: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """The verdict in words."""
        return LABELS[self.verdict]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many requirements are carried out fully, partly and not at all, always over their number."""

    full: int
    part: int
    none: int

    @property
    def total(self) -> int:
        """All requirements counted."""
        return self.full + self.part + self.none

    def share(self, verdict: Verdict) -> str:
        """The share of one verdict, such as "66,7 %"; a dash where nothing is counted."""
        return format_percent(getattr(self, verdict), self.total)

    @property
    def words(self) -> str:
        """The three counts in one line."""
        return (
            f"Đầy đủ {self.full}/{self.total}, một phần {self.part}/{self.total}, "
            f"chưa có {self.none}/{self.total} yêu cầu"
        )


def compare(demand: Demand, answers: Sequence[Answer]) -> Coverage:
    """Set a plan's answers against one demand.

    The answer that falls short least counts. A date, a rhythm or a lead that it lacks is taken from the
    other answers; counted parts ("03 tập thể", "02 cá nhân") are added up and listed subjects put together.
    """
    if not answers:
        words = "Kế hoạch không có nội dung nào thực hiện yêu cầu này"
        return Coverage("none", (Difference("missing", demand.text, "", words),), (words,))
    main = _main(demand, answers)
    seen = [_completed(demand, place, answers) for place in main]
    best = min(seen, key=lambda one: one.shortness)
    if len(seen) > 1:
        best = min(_together(demand, seen, best), key=lambda one: one.shortness)
    return best.coverage()


def summary(rows: Iterable[Coverage | Verdict]) -> Summary:
    """Count verdicts, given as such or as whole coverages."""
    verdicts = [row.verdict if isinstance(row, Coverage) else row for row in rows]
    return Summary(verdicts.count("full"), verdicts.count("part"), verdicts.count("none"))


@dataclass(frozen=True, slots=True)
class _Seen:
    """One answer, or several put together, set against the demand."""

    answer: Answer
    aspects: tuple[Aspect, ...]
    places: tuple[int, ...]
    notes: tuple[str, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(short for aspect in self.aspects for short in aspect.differences)

    @property
    def shortness(self) -> tuple[int, int, int, tuple[int, ...]]:
        """Orders answers: first those with the fewest sure differences, then with the fewest doubts."""
        sure = sum(short.certain for short in self.differences)
        doubts = sum(not aspect.certain for aspect in self.aspects)
        return sure, len(self.differences) - sure, doubts + len(self.notes), self.places

    def coverage(self) -> Coverage:
        found = self.differences
        certain = not self.notes and all(short.certain for short in found)
        certain = certain and bool(self.aspects) and (bool(found) or all(one.certain for one in self.aspects))
        trace = (*(aspect.words for aspect in self.aspects), *self.notes)
        if not self.aspects:
            trace = ("Yêu cầu không nêu mức, thời hạn hay đối tượng để so sánh: cần người đối chiếu lời văn",)
        return Coverage("part" if found else "full", found, trace, certain, self.places)


def _main(demand: Demand, answers: Sequence[Answer]) -> list[int]:
    """The answers that may carry the demand: those of its kind, or all where there are none."""
    alike = [place for place, answer in enumerate(answers) if answer.kind == demand.kind]
    return alike or list(range(len(answers)))


def _completed(demand: Demand, place: int, answers: Sequence[Answer]) -> _Seen:
    """One answer, with what it lacks taken from the others that are no rivals to it."""
    own = answers[place]
    others = [one for at, one in enumerate(answers) if at != place and one.kind != demand.kind]
    lent: dict[str, object] = {}
    if demand.by and not own.by:
        dated = [one.by for one in others if last_day(one.by)]
        lent["by"] = min(dated, key=lambda by: str(last_day(by)), default=None)
    if demand.every and not own.every:
        lent["every"] = next((one.every for one in others if one.every), None)
    if demand.lead and not own.lead:
        lent["lead"] = next((one.lead for one in others if one.lead), ())
    taken = {name: value for name, value in lent.items() if value}
    notes = tuple(f"{_LENT[name]} lấy từ nội dung khác của kế hoạch" for name in taken)
    return _seen(demand, replace(own, **taken), (place,), notes)  # type: ignore[arg-type]


_LENT: Mapping[str, str] = {"by": "Thời hạn", "every": "Định kỳ", "lead": "Cơ quan chủ trì"}


def _seen(demand: Demand, answer: Answer, places: tuple[int, ...], notes: tuple[str, ...]) -> _Seen:
    found = (
        _staged(demand, answer, compare_amounts(demand, answer)),
        subjects.compare_bases(demand, answer) if demand.kind == "target" else None,
        _strengths(demand, answer),
        compare_dates(demand, answer),
        compare_rhythms(demand, answer),
        subjects.compare_subjects(demand, answer),
        subjects.compare_conditions(demand, answer),
        _leads(demand, answer),
    )
    return _Seen(answer, tuple(aspect for aspect in found if aspect is not None), places, notes)


def _staged(demand: Demand, answer: Answer, aspect: Aspect | None) -> Aspect | None:
    """A lower number for an earlier date may be a stage on the way, which only a person can tell."""
    wanted, planned = last_day(demand.by), last_day(answer.by)
    if aspect is None or wanted is None or planned is None or planned >= wanted:
        return aspect
    words = f"kế hoạch đặt mức này cho mốc sớm hơn ({format_date(planned)}), có thể là mức của từng chặng"
    staged = tuple(
        replace(short, code="stage", words=f"{short.words}; {words}", certain=False)
        if short.code == "weaker"
        else short
        for short in aspect.differences
    )
    return aspect if staged == aspect.differences else replace(aspect, differences=staged)


def _strengths(demand: Demand, answer: Answer) -> Aspect | None:
    if demand.kind != "target" or demand.strength != "must" or answer.strength != "strive":
        return None
    words = "Yêu cầu là bắt buộc, kế hoạch chỉ phấn đấu"
    return Aspect(words, (Difference("softer", "bắt buộc", "phấn đấu", words),))


def _leads(demand: Demand, answer: Answer) -> Aspect | None:
    if demand.kind != "assignment" or not demand.lead:
        return None
    if answer.lead:
        return Aspect(f"Kế hoạch giao {', '.join(answer.lead)} chủ trì")
    words = "Kế hoạch chưa giao cơ quan nào chủ trì việc này"
    return Aspect(words, (Difference("no-lead", ", ".join(demand.lead), "", words, certain=False),))


def _together(demand: Demand, seen: Sequence[_Seen], best: _Seen) -> list[_Seen]:
    """The best answer, and what it makes with others: parts added up, subjects put together."""
    tried = [best]
    codes = {short.code for short in best.differences}
    if codes & {"weaker", "stage"}:
        tried.extend(_added(demand, seen, best))
    if codes & {"narrower", "other-subject"}:
        tried.extend(_joined(demand, seen, best))
    return tried


def _added(demand: Demand, seen: Sequence[_Seen], best: _Seen) -> list[_Seen]:
    parts = [(one, amount) for one in seen if (amount := amount_of(one.answer)) is not None]
    lows = [amount.low for _, amount in parts if amount.low is not None]
    if len(lows) < max(len(parts), 2) or not _addable(parts):
        return []
    scale = len(lows)
    total = replace(
        best.answer, value=float(sum(lows)), value_to=None, comparator=">=", unit=parts[0][1].unit
    )
    places = tuple(place for one, _ in parts for place in one.places)
    note = f"Mức của {scale} nội dung trong kế hoạch được cộng lại"
    return [_seen(demand, total, places, (*best.notes, note))]


def _addable(parts: Sequence[tuple[_Seen, Amount]]) -> bool:
    """Counts of one unit and one rhythm may be added; percentages never (law 2)."""
    units = {amount.unit for _, amount in parts}
    rhythms = {one.answer.every for one, _ in parts}
    return len(units) == 1 and len(rhythms) == 1 and units != {"%"}


def _joined(demand: Demand, seen: Sequence[_Seen], best: _Seen) -> list[_Seen]:
    """Subjects of the answers that fall short in nothing else, as one list."""
    scope = {"narrower", "other-subject"}
    alike = [one for one in seen if {short.code for short in one.differences} <= scope]
    if len(alike) < 2 or best not in alike:
        return []
    named = replace(best.answer, subject=", ".join(one.answer.subject for one in alike))
    places = tuple(place for one in alike for place in one.places)
    return [_seen(demand, named, places, (*best.notes, "Đối tượng của nhiều nội dung được ghép lại"))]
