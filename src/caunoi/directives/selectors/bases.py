"""Duties and targets whose basis was amended, replaced, repealed or corrected, and that nobody reviewed since.

The list is computed from confirmed citations minus decisions: nothing has to run for it to be right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from caunoi.directives import policies
from caunoi.directives.models import BasisReview
from caunoi.directives.selectors.requirements import with_words
from caunoi.documents import wording
from caunoi.documents.models import Citation, Document, DocumentVersion, Finding, Provision
from caunoi.documents.moving import squeeze
from caunoi.documents.selectors import DECIDED, Clause, clauses
from caunoi.indicators.models import Target
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.obligations.models import Obligation
from caunoi.orgs.selectors import UnitLabel, labels

CHANGING = ("amends", "replaces", "repeals")
UNFINISHED = (Obligation.Stage.OPEN, Obligation.Stage.SUBMITTED)


@dataclass(frozen=True)
class Change:
    """What happened to a basis: a document that names it, or a corrected text of its own.

    ``confirmed`` False: the machine read it so and nobody has said yes; nothing follows from it.
    """

    basis_id: int
    amending: Document | None
    corrected_id: int | None
    words: str
    pinpoint: str = ""
    on: date | None = None
    finding_id: int | None = None
    confirmed: bool = True

    @property
    def key(self) -> str:
        """Its part in the key of a case."""
        return f"vb-{self.amending.pk}" if self.amending else f"ban-{self.corrected_id}"


@dataclass(frozen=True)
class Case:
    """One duty or target that stands on a changed basis; ``decides`` says whether the reader's unit decides."""

    change: Change
    basis: Document
    owner: UnitLabel
    clause: Clause | None
    decides: bool
    obligation: Obligation | None = None
    target: Target | None = None

    @property
    def key(self) -> str:
        """What a form posts to name this case."""
        what = f"nv-{self.obligation.pk}" if self.obligation else f"ct-{self.target.pk if self.target else 0}"
        return f"{what}-{self.change.key}"

    @property
    def name(self) -> str:
        """The duty's title or the target's name."""
        return self.obligation.title if self.obligation else str(self.target)


def changes_of(actor: Actor, basis_ids: Iterable[int]) -> list[Change]:
    """What amends, replaces or repeals these documents, as far as the actor may read it, proposals too."""
    newest = DocumentVersion.objects.system("newest text").order_by("-number")
    newest = newest.filter(document=OuterRef("finding__version__document"))
    cited = Citation.objects.filter(
        resolved__in=set(basis_ids),
        role__in=CHANGING,
        finding__version__document__in=Document.objects.visible_to(actor),
        finding__version=Subquery(newest.values("pk")[:1]),
    )
    cited = cited.exclude(finding__state=Finding.State.REJECTED)
    rows = cited.select_related("finding__version__document").defer("finding__version__text")
    found: dict[tuple[int, int], Change] = {}
    for row in sorted(rows.order_by("pk"), key=lambda row: row.finding.state not in DECIDED):
        change = _change(row, row.finding.version.document)
        found.setdefault((change.basis_id, row.finding.version.document_id), change)
    return list(found.values())


def _newest(document_ids: Iterable[int]) -> dict[int, int]:
    rows = DocumentVersion.objects.system("newest text").filter(document__in=set(document_ids))
    return dict(rows.values_list("document_id").annotate(newest=Max("number")).order_by())


def _change(row: Citation, amending: Document) -> Change:
    return Change(
        row.resolved_id or 0,
        amending,
        None,
        wording.words_of(wording.ROLES, row.role),
        row.finding.fields.get("pinpoint") or "",
        amending.issued_on,
        row.finding_id,
        row.finding.state in DECIDED,
    )


def cases(actor: Actor) -> list[Case]:
    """Everything at the actor's unit that is to be reviewed, the decisive ones first."""
    return sorted(
        _cases(_open(actor)),
        key=lambda case: (
            not case.decides,
            case.change.key,
            case.basis.pk,
            case.name,
            case.owner.sort_key,
        ),
    )


def count_to_decide(actor: Actor) -> int:
    """How many the actor's own unit has to decide, for the desk; none for those who may not."""
    if actor.unit_id is None or not actor.may(policies.RECONFIRM, actor.unit_id):
        return 0
    return sum(one.decides for one, _ in _open(actor))


def waiting_on(actor: Actor, document: Document, known: Sequence[Change]) -> int:
    """How many of the cases stand on this document, for its page, which knows what changed it."""
    return sum(one.decides and one.basis.pk == document.pk for one, _ in _open(actor, known))


def _open(actor: Actor, known: Sequence[Change] | None = None) -> list[tuple[_Subject, Change]]:
    """Every duty and target with each change of its basis that nobody has decided about."""
    duties, targets = _duties(actor), _targets(actor)
    subjects = [_of_duty(actor, duty) for duty in duties] + [_of_target(actor, row) for row in targets]
    changes: dict[int, list[Change]] = defaultdict(list)
    for change in changes_of(actor, {one.basis.pk for one in subjects}) if known is None else known:
        if change.confirmed:
            changes[change.basis_id].append(change)
    corrected = _corrected([one.provision for one in subjects if one.provision is not None])
    touched = [
        (one, change)
        for one in subjects
        for change in (*changes[one.basis.pk], *corrected.get(one.provision_id or 0, ()))
    ]
    done = _reviewed(duties, targets) if touched else set()
    return [(one, change) for one, change in touched if f"{one.key}-{change.key}" not in done]


def _duties(actor: Actor) -> list[Any]:
    """Unfinished work that the actor's unit handed out or owes, whose basis may have changed."""
    rows = Obligation.objects.visible_to(actor).filter(_touched("document"), stage__in=UNFINISHED)
    rows = rows.filter(Q(superior=actor.unit_id) | Q(custodian=actor.unit_id))
    rows = rows.select_related("document", "provision__version").defer("provision__version__text")
    return list(rows.order_by("pk"))


def _touched(path: str) -> Q:
    """Documents that a confirmed citation changes or that have a corrected text: all others are left alone."""
    changed = Citation.objects.filter(role__in=CHANGING, finding__state__in=DECIDED, resolved__isnull=False)
    corrected = DocumentVersion.objects.system("documents with a corrected text").filter(number__gt=1)
    return Q(**{f"{path}__in": changed.values("resolved")}) | Q(
        **{f"{path}__in": corrected.values("document")}
    )


def _targets(actor: Actor) -> list[Any]:
    rows = Target.objects.visible_to(actor).filter(custodian=actor.unit_id)
    rows = rows.filter(_touched("provision__version__document") | _touched("finding__version__document"))
    listed = rows.select_related("indicator", "provision__version__document", "finding__version__document")
    return list(listed.defer("provision__version__text", "finding__version__text").order_by("pk"))


@dataclass(frozen=True)
class _Subject:
    """A duty or a target with what it stands on."""

    basis: Document
    provision: Any
    custodian_id: int
    decides: bool
    obligation: Any = None
    target: Any = None

    @property
    def key(self) -> str:
        return f"nv-{self.obligation.pk}" if self.obligation else f"ct-{self.target.pk}"

    @property
    def provision_id(self) -> int | None:
        return self.provision.pk if self.provision is not None else None


def _of_duty(actor: Actor, duty: Any) -> _Subject:
    decides = _may_decide(actor, duty.superior_id)
    return _Subject(duty.document, duty.provision, duty.custodian_id, decides, obligation=duty)


def _of_target(actor: Actor, target: Any) -> _Subject:
    basis = (target.finding or target.provision).version.document
    decides = _may_decide(actor, target.custodian_id)
    return _Subject(basis, target.provision, target.custodian_id, decides, target=target)


def _reviewed(duties: Sequence[Any], targets: Sequence[Any]) -> set[str]:
    rows = BasisReview.objects.filter(Q(obligation__in=duties) | Q(target__in=targets))
    return {_key_of(row) for row in rows}


def _key_of(row: BasisReview) -> str:
    what = f"nv-{row.obligation_id}" if row.obligation_id else f"ct-{row.target_id}"
    return f"{what}-vb-{row.amending_id}" if row.amending_id else f"{what}-ban-{row.corrected_id}"


def _cases(touched: Sequence[tuple[_Subject, Change]]) -> list[Case]:
    names = labels({one.custodian_id for one, _ in touched}) if touched else {}
    named = clauses({one.provision_id for one, _ in touched if one.provision_id})
    return [
        Case(
            change,
            one.basis,
            names[one.custodian_id],
            named.get(one.provision_id or 0),
            one.decides,
            one.obligation,
            one.target,
        )
        for one, change in touched
    ]


def _corrected(provisions: Sequence[Any]) -> dict[int, list[Change]]:
    """The clauses whose words stand no more in the newest text of their document."""
    numbers = {row.version_id: row.version for row in provisions}
    newest = _newest({row.document_id for row in numbers.values()})
    old = [
        row
        for row in provisions
        if newest[numbers[row.version_id].document_id] > numbers[row.version_id].number
    ]
    if not old:
        return {}
    wanted = {numbers[row.version_id].document_id for row in old}
    rows = DocumentVersion.objects.system("the corrected text").filter(document__in=wanted)
    fresh = {row.document_id: row for row in rows if row.number == newest[row.document_id]}
    words = _words_of(old)
    texts = {pk: squeeze(version.text).words for pk, version in fresh.items()}
    return {
        row.pk: [_correction(fresh[numbers[row.version_id].document_id])]
        for row in old
        if words[row.pk] not in texts[numbers[row.version_id].document_id]
    }


def _words_of(provisions: Sequence[Any]) -> dict[int, str]:
    rows = Provision.objects.system("words of a basis").filter(pk__in=[row.pk for row in provisions])
    return {row.pk: " ".join(row.words.split()) for row in with_words(rows)}


def _correction(version: DocumentVersion) -> Change:
    on = version.registered_at.astimezone(clock.ZONE).date()
    return Change(version.document_id, None, version.pk, _("bản sửa %(n)s") % {"n": version.number}, on=on)


def _may_decide(actor: Actor, unit_id: int) -> bool:
    return unit_id == actor.unit_id and actor.may(policies.RECONFIRM, unit_id)
