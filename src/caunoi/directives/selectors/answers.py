"""What plans say to each requirement: confirmed places counted, proposed ones only shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F
from django.db.models.functions import Substr

from caunoi.directives.models import Appraisal, CoverageLink, Exclusion, Plan
from caunoi.directives.selectors.requirements import (
    Asked,
    answer_of,
    day_of,
    deadlines,
    rhythm_of,
    with_words,
)
from caunoi.documents.models import Finding
from caunoi.documents.selectors import DECIDED
from caunoi.rules.coverage import Answer, Coverage, Difference, compare

State = CoverageLink.State


@dataclass(frozen=True)
class Place:
    """One link with the words that it leads to. ``stale``: they stand in an earlier text of the plan."""

    link: CoverageLink
    words: str
    provision_id: int | None
    answers: tuple[Answer, ...]
    stale: bool

    @property
    def counts(self) -> bool:
        """Whether a person confirmed it, in the text that holds today."""
        return self.link.state == State.CONFIRMED and not self.stale


@dataclass(frozen=True)
class Reply:
    """What one unit does about one requirement.

    ``code``: full, part, none as computed; proposed (only unconfirmed places), declined, excused, no-plan.
    """

    code: str
    coverage: Coverage | None = None
    places: tuple[Place, ...] = ()
    exclusion: Exclusion | None = None
    appraisal: Appraisal | None = None

    @property
    def foremost(self) -> tuple[Place, ...]:
        """What the answer rests on; all places as long as nobody has confirmed one."""
        return tuple(place for place in self.places if place.counts) or self.places

    @property
    def spare(self) -> tuple[Place, ...]:
        """The other places, once one is confirmed."""
        return tuple(place for place in self.places if place not in self.foremost)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """In what the plan falls short, without what a person found to be no shortfall."""
        found = self.coverage.differences if self.coverage else ()
        return tuple(one for one in found if one not in self.accepted)

    @property
    def accepted(self) -> tuple[Difference, ...]:
        """What a person found to be no shortfall; a certain difference is never waved through."""
        if self.appraisal is None or self.coverage is None:
            return ()
        keys = self.appraisal.codes
        return tuple(one for one in self.coverage.differences if not one.certain and one.key in keys)

    @property
    def doubtful(self) -> tuple[Difference, ...]:
        """Differences that wait for a person's judgement."""
        return tuple(one for one in self.differences if not one.certain)

    @property
    def counted_as(self) -> str | None:
        """Its verdict in sums; None where the requirement left the unit's count."""
        if self.code == "excused":
            return None
        return self.code if self.code in ("full", "part") else "none"


@dataclass
class Book:
    """Places and exclusions of several plans, read in a fixed number of queries."""

    places: dict[tuple[int, int], list[Place]] = field(default_factory=lambda: defaultdict(list))
    exclusions: dict[tuple[int, int], Exclusion] = field(default_factory=dict)
    appraisals: dict[tuple[int, int], Appraisal] = field(default_factory=dict)

    def reply(self, asked: Asked, addressee_id: int, plan: Plan | None) -> Reply:
        """The one place where a requirement's standing in a unit is decided (law 4)."""
        excluded = self.exclusions.get((addressee_id, asked.id))
        if excluded is not None:
            code = "excused" if excluded.kind == Exclusion.Kind.OUT_OF_SCOPE else "declined"
            return Reply(code, exclusion=excluded)
        if plan is None:
            return Reply("no-plan")
        found = tuple(self.places.get((plan.pk, asked.id), ()))
        answers = [answer for place in found if place.counts for answer in place.answers]
        if not answers and any(place.link.state == State.PROPOSED for place in found):
            return Reply("proposed", places=found)
        coverage = compare(asked.demand, answers)
        appraisal = self.appraisals.get((plan.pk, asked.id))
        reply = Reply(coverage.verdict, coverage, found, appraisal=appraisal)
        cleared = coverage.verdict == "part" and not reply.differences
        return replace(reply, code="full") if cleared else reply


def book_of(plans: Sequence[Plan], addressee_ids: Iterable[int]) -> Book:
    """Everything that ``reply`` needs for these plans."""
    book = Book()
    versions = {plan.pk: plan.version_id for plan in plans}
    links = _links(versions)
    inner = _inside([link.provision for link in links if link.provision is not None])
    spoken = [link.finding for link in links if link.finding is not None]
    dates = deadlines([*spoken, *(row for told, _ in inner.values() for row in told)])
    for link in links:
        place = _place(link, inner, dates, versions[link.plan_id])
        book.places[(link.plan_id, link.requirement_id)].append(place)
    for row in Exclusion.objects.filter(addressee__in=set(addressee_ids)):
        book.exclusions[(row.addressee_id, row.requirement_id)] = row
    for judged in Appraisal.objects.filter(plan__in=versions):
        book.appraisals[(judged.plan_id, judged.requirement_id)] = judged
    return book


def _links(plan_ids: Iterable[int]) -> list[Any]:
    """Every link with the words it leads to, the likest first."""
    rows = CoverageLink.objects.filter(plan__in=plan_ids).select_related("finding", "provision")
    rows = rows.annotate(said=_cut("finding"), stands=_cut("provision"))
    return list(rows.order_by("-likeness", "pk"))


def _cut(place: str) -> Substr:
    start = F(f"{place}__start")
    return Substr(f"{place}__version__text", start + 1, F(f"{place}__end") - start)


def _inside(clauses: Sequence[Any]) -> dict[int, tuple[list[Any], list[Any]]]:
    """For each linked clause the decided targets and assignments that stand in it, and the deadlines."""
    rows = Finding.objects.system("answers read through their plan").filter(
        version__in={row.version_id for row in clauses}, state__in=DECIDED
    )
    listed = with_words(rows.exclude(kind=Finding.Kind.CITATION)).order_by("start") if clauses else ()
    of_text: dict[int, list[Any]] = defaultdict(list)
    for row in listed:
        of_text[row.version_id].append(row)
    found = {}
    for clause in {row.pk: row for row in clauses}.values():
        within = [
            row for row in of_text[clause.version_id] if clause.start <= row.start and row.end <= clause.end
        ]
        dated = [row for row in within if row.kind == Finding.Kind.DEADLINE]
        found[clause.pk] = [row for row in within if row.kind != Finding.Kind.DEADLINE], dated
    return found


def _place(
    link: Any,
    inner: dict[int, tuple[list[Any], list[Any]]],
    dates: dict[int, list[Finding]],
    version_id: int,
) -> Place:
    row = link.finding or link.provision
    if link.finding is not None:
        row.words = link.said
        answers = [answer_of(row, dates[row.pk])] if row.state in DECIDED else []
        return _shown(link, link.said, row.provision_id, answers, version_id)
    told, dated = inner[row.pk]
    answers = [answer_of(one, dates[one.pk]) for one in told] or [_plain(link.stands, dated)]
    return _shown(link, link.stands, row.pk, answers, version_id)


def _shown(
    link: Any, words: str, provision_id: int | None, answers: Sequence[Answer], version_id: int
) -> Place:
    stale = (link.finding or link.provision).version_id != version_id
    return Place(link, " ".join(words.split()), provision_id, tuple(answers), stale)


def _plain(words: str, dates: Sequence[Finding]) -> Answer:
    """A clause without any figure: its words answer, and the dates that a person confirmed in it."""
    return Answer("assignment", words, by=day_of(dates), every=rhythm_of(dates))
