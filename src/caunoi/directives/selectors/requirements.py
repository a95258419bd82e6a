"""What a document demands: each requirement with its clause, its words and the dates of the same clause."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F
from django.db.models.functions import Substr

from caunoi.directives.models import Directive
from caunoi.directives.setting_up import KINDS
from caunoi.documents import wording
from caunoi.documents.models import DocumentVersion, Finding, Provision
from caunoi.documents.paths import path_words
from caunoi.documents.selectors import DECIDED
from caunoi.rules.coverage import Answer, Demand

_MANY = re.compile(r"(các|mọi|mỗi|từng|toàn thể|chi bộ|đảng bộ cơ sở|tổ chức cơ sở đảng|cấp ủy)\b")
# A finding, or a clause seen as one, with its own ``words``.
Spoken = Any


@dataclass(frozen=True)
class Spot:
    """A clause as pages name and link it."""

    provision_id: int
    path: str


@dataclass(frozen=True)
class Asked:
    """One requirement as it is read today; ``when`` are the dates and rhythms that belong to it."""

    id: int
    finding_id: int
    kind: str
    headline: str
    words: str
    clause: Spot | None
    when: tuple[str, ...]
    demand: Demand

    @property
    def kind_words(self) -> str:
        """Target or assignment, in words."""
        return wording.words_of(wording.KINDS, self.kind)


@dataclass(frozen=True)
class Offered:
    """A finding of a text that may be made a requirement. ``for_many`` False: it names a single body."""

    id: int
    kind_words: str
    headline: str
    words: str
    clause: Spot | None
    when: tuple[str, ...]
    for_many: bool


def with_words(rows: Any) -> Any:
    """Findings or clauses with their own words as ``words``, cut out by the database: no whole text travels."""
    return rows.annotate(words=Substr("version__text", F("start") + 1, F("end") - F("start")))


def asked_of(directive: Directive) -> list[Asked]:
    """The requirements of a directive that the caller was let see, in the order of the text."""
    findings = _findings(requirements__directive=directive)
    spots, dates = spots_of(row.provision_id for row in findings), deadlines(findings)
    return [
        Asked(
            row.requirement_id,
            row.pk,
            row.kind,
            wording.headline(row.kind, row.fields),
            " ".join(row.words.split()),
            spots.get(row.provision_id),
            tuple(_deadline_words(found) for found in dates[row.pk]),
            demand_of(row, dates[row.pk]),
        )
        for row in findings
    ]


def offered(version: DocumentVersion) -> list[Offered]:
    """The decided targets and assignments of a text that the caller was let see."""
    findings = _findings(version=version, kind__in=KINDS, state__in=DECIDED)
    spots, dates = spots_of(row.provision_id for row in findings), deadlines(findings)
    return [
        Offered(
            row.pk,
            wording.words_of(wording.KINDS, row.kind),
            wording.headline(row.kind, row.fields),
            " ".join(row.words.split()),
            spots.get(row.provision_id),
            tuple(_deadline_words(found) for found in dates[row.pk]),
            _is_for_many(row),
        )
        for row in findings
    ]


def _is_for_many(row: Spoken) -> bool:
    """Whether kinds of units are meant ("các chi bộ"), as in every target; else a single office is."""
    called = [name.casefold() for name in row.fields.get("lead") or ()]
    return row.kind == Finding.Kind.TARGET or not called or any(_MANY.match(name) for name in called)


def _findings(**conditions: Any) -> list[Any]:
    rows = Finding.objects.system("read through its directive").filter(**conditions)
    return list(with_words(rows).annotate(requirement_id=F("requirements__pk")).order_by("start", "pk"))


def spots_of(provision_ids: Iterable[int | None]) -> dict[int | None, Spot]:
    """Clauses by provision id, in one query and without their texts; the caller checked who reads them."""
    wanted = {pk for pk in provision_ids if pk}
    rows = Provision.objects.system("names of clauses")
    mine = rows.filter(pk__in=wanted).values("version_id")
    known = {row.pk: row for row in rows.filter(version__in=mine).only("ident", "kind", "label", "parent_id")}
    return {pk: Spot(pk, path_words(known[pk], known)) for pk in wanted}


def deadlines(findings: Sequence[Spoken]) -> dict[int, list[Finding]]:
    """For each finding the decided deadlines inside its words; without any, the others of its clause."""
    rows = Finding.objects.system("deadlines of the same clause").filter(
        kind=Finding.Kind.DEADLINE,
        state__in=DECIDED,
        provision__in={row.provision_id for row in findings if row.provision_id},
    )
    of_clause: dict[int | None, list[Finding]] = defaultdict(list)
    for found in rows.order_by("start"):
        of_clause[found.provision_id].append(found)
    inside = {
        row.pk: [found for found in of_clause.get(row.provision_id, ()) if _inside(found, row)]
        for row in findings
    }
    taken = {found.pk for group in inside.values() for found in group}
    return {
        row.pk: inside[row.pk]
        or [found for found in of_clause.get(row.provision_id, ()) if found.pk not in taken]
        for row in findings
    }


def _inside(found: Finding, row: Spoken) -> bool:
    return bool(row.start <= found.start and found.end <= row.end)


def _deadline_words(found: Finding) -> str:
    return wording.headline(Finding.Kind.DEADLINE, found.fields)


def demand_of(row: Spoken, dates: Sequence[Finding]) -> Demand:
    """A requirement as ``rules.coverage`` takes it, with the dates of its clause."""
    said = Demand.of(row.kind, row.fields, row.words)
    return replace(said, by=said.by or day_of(dates), every=said.every or rhythm_of(dates))


def answer_of(row: Spoken, dates: Sequence[Finding]) -> Answer:
    """A finding of a plan as ``rules.coverage`` takes it, with the dates of its clause."""
    said = Answer.of(row.kind, row.fields, row.words)
    return replace(said, by=said.by or day_of(dates), every=said.every or rhythm_of(dates))


def day_of(dates: Sequence[Finding]) -> str | None:
    """The first date that is a day to be ready by, not the day inside a rhythm."""
    days = (found.fields.get("date") for found in dates if found.fields.get("kind") != "recurring")
    return next(filter(None, days), None)


def rhythm_of(dates: Sequence[Finding]) -> str | None:
    """The first rhythm among the deadlines."""
    return next(filter(None, (found.fields.get("every") for found in dates)), None)
