"""Targets that stand on a withdrawn document, and the frozen reports that carry its words.

A target is its wording and its threshold: without them nothing is left of it, so it is deleted. A frozen
report keeps its row and says that its content was taken out.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from caunoi.documents.models import Document
from caunoi.documents.withdrawing import nameless
from caunoi.indicators import policies
from caunoi.indicators.models import FrozenReport, Indicator, Judgement, Target
from caunoi.kernel import clock, files
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.erasure import about, forget
from caunoi.kernel.models import StoredFile
from caunoi.kernel.scoping import GuardedQuerySet
from caunoi.kernel.triggers import lifted
from caunoi.kernel.usecases import use_case
from caunoi.language.text import nfc
from caunoi.obligations.withdrawn import duties_of

# Shorter words ("Kế hoạch") stand in every report.
_TELLING = 12


@dataclass(frozen=True)
class Extent:
    """How many targets stand on a document, and how many frozen reports carry its words."""

    targets: int
    reports: int


def targets_of(document: Document) -> GuardedQuerySet[Any]:
    """The targets that rest on any text of the document."""
    rows = Target.objects.system("what stands on a withdrawn document")
    return rows.filter(Q(finding__version__document=document) | Q(provision__version__document=document))


def extent(document: Document) -> Extent:
    """What would be erased, for the page that asks once more."""
    return Extent(targets_of(document).count(), len(reports_of(document)))


def reports_of(document: Document) -> list[FrozenReport]:
    """Frozen reports with a figure of the document's targets, or with its words or those of its duties."""
    rows = FrozenReport.objects.system("reports that carry a withdrawn document's words").filter(
        frozen_at__date__gte=document.registered_on, erased_at=None
    )
    targets = set(targets_of(document).values_list("pk", flat=True))
    words = _words(document)
    return [
        row
        for row in rows.select_related("docx").order_by("pk")
        if _measures(row.facts, document, targets) or _says(row.docx, words)
    ]


def _words(document: Document) -> set[str]:
    said = {document.subject, *targets_of(document).values_list("indicator__name", flat=True)}
    said |= set(duties_of(document).values_list("title", flat=True))
    telling = {one for words in said if len(one := _squeezed(words)) >= _TELLING}
    return telling | ({_squeezed(document.symbol)} - {""})


def _squeezed(text: str) -> str:
    return " ".join(nfc(text).split())


def _measures(facts: dict[str, Any], document: Document, targets: Collection[int]) -> bool:
    return any(
        figure.get("target") in targets or (figure.get("clause") or {}).get("document_id") == document.pk
        for figure in facts.get("figures", ())
    )


def _says(file: StoredFile | None, words: Collection[str]) -> bool:
    text = _squeezed(" ".join(_text(file))) if file and words else ""
    return any(one in text for one in words)


def _text(file: StoredFile) -> Iterator[str]:
    """The words of a Word file of ours, part by part; nothing of one that is no longer whole."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(files.content(file)))
    except (OSError, ValueError, zipfile.BadZipFile):
        return
    for name in archive.namelist():
        if name.endswith(".xml"):
            marked = re.sub(r"</w:p>", " ", archive.read(name).decode("utf-8", "replace"))
            yield html.unescape(re.sub(r"<[^>]+>", "", marked))


@use_case("indicators.erase")
def erase(*, actor: Actor, document: Document) -> None:
    """Delete the document's targets and empty the reports that carry its words; for ``caunoi.withdrawal``."""
    require(policies.ERASE, actor)
    reports = reports_of(document)
    targets = list(targets_of(document).values_list("pk", flat=True))
    entries = about(Target, targets)
    _delete_targets(targets)
    _empty(reports)
    forget(
        nameless(document),
        entries,
        unit_id=document.custodian_id,
        targets=len(targets),
        reports=len(reports),
    )


def _delete_targets(targets: Collection[int]) -> None:
    with lifted(Judgement):
        Judgement.objects.filter(target__in=targets).delete()
    rows = Target.objects.system("targets of a withdrawn document").filter(pk__in=targets)
    measures = list(rows.values_list("indicator_id", flat=True))
    rows.delete()
    shared = Target.objects.system("who else measures so").filter(indicator__in=measures)
    Indicator.objects.filter(pk__in=measures).exclude(pk__in=shared.values("indicator_id")).delete()


def _empty(reports: Collection[FrozenReport]) -> None:
    kept = [pk for report in reports for pk in (report.docx_id, report.json_id)]
    with lifted(FrozenReport):
        FrozenReport.objects.system("reports that carry a withdrawn document's words").filter(
            pk__in=[report.pk for report in reports]
        ).update(facts={}, docx=None, json=None, erased_at=clock.now())
    files.release(kept)
