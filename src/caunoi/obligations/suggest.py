"""What the hand-out form can be filled in with, read from a clause or a confirmed finding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caunoi.documents.models import Finding
from caunoi.documents.selectors import DECIDED, Clause, clause, decided_findings, finding_for, provision_for
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import Invalid
from caunoi.obligations.orders import ONCE, RHYTHMS
from caunoi.orgs.lines import Kind

LONGEST = 500
#: What a document calls the bodies that answer → the kinds of units that are meant.
CALLED = (
    ("chi bộ", Kind.CELL_BASE),
    ("đảng bộ", Kind.PARTY_BASE),
    ("tổ chức cơ sở đảng", Kind.CELL_BASE),
    ("tổ chức cơ sở đảng", Kind.PARTY_BASE),
    ("cấp ủy cơ sở", Kind.CELL_BASE),
    ("cấp ủy cơ sở", Kind.PARTY_BASE),
)
_PRODUCT = re.compile(
    r"\b(?:xây dựng|ban hành|soạn|lập)\s+((?:kế hoạch|chương trình|hướng dẫn|quy chế|đề án|báo cáo)\b[^,;.]*)"
)


@dataclass(frozen=True)
class Suggestion:
    """The basis in words, and the fields of the form that it fills in; a person checks them all."""

    clause: Clause | None
    fields: dict[str, Any]


def suggest(actor: Actor, provision_id: int | None, finding_id: int | None) -> Suggestion:
    """From a confirmed finding, or from a whole clause; NotFoundForYou outside the actor's sight."""
    if finding_id is not None:
        return _from_finding(finding_for(actor, finding_id))
    if provision_id is None:
        return Suggestion(None, {})
    provision = provision_for(actor, provision_id)
    found = clause(provision.pk)
    title = provision.heading or _without_label(found.text, provision.label)
    return Suggestion(found, {"title": _one_line(title)} | _due(provision.version, provision.pk))


def _from_finding(finding: Finding) -> Suggestion:
    if finding.state not in DECIDED:
        raise Invalid(
            _("Nội dung này chưa được xác nhận nên chưa giao việc được."),
            todo=_("Mở màn hình rà soát văn bản, xác nhận nội dung rồi giao việc."),
        )
    read = finding.fields
    words = finding.version.text[finding.start : finding.end]
    title = read.get("action") or read.get("what") or read.get("subject") or words
    fields = {"title": _one_line(title)} | _due(finding.version, finding.provision_id)
    fields |= _product(title) | _kinds(read.get("lead") or [])
    if finding.kind == Finding.Kind.DEADLINE:
        fields |= _due_of(read)
    return Suggestion(clause(finding.provision_id) if finding.provision_id else None, fields)


def _product(title: str) -> dict[str, Any]:
    """The document that the work ends in, where the text names one: "Kế hoạch thực hiện Nghị quyết"."""
    found = _PRODUCT.search(_one_line(title))
    return {"product": found[1][:1].upper() + found[1][1:].strip()} if found else {}


def _kinds(lead: list[str]) -> dict[str, Any]:
    """The kinds of units that the leading bodies stand for, where they stand for a kind at all."""
    called = " ".join(lead).lower()
    kinds = [kind.value for words, kind in CALLED if words in called]
    return {"kinds": list(dict.fromkeys(kinds))} if kinds else {}


def _without_label(text: str, label: str) -> str:
    """The clause's words without its printed number ("1. ", "a) ")."""
    return text[len(label) :].lstrip(" .)-–") if label and text.startswith(label) else text


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _due(version: Any, provision_id: int | None) -> dict[str, Any]:
    """The due day or rhythm that a person confirmed in the same clause."""
    for found in decided_findings(version, Finding.Kind.DEADLINE):
        if found.provision_id == provision_id and (due := _due_of(found.fields)):
            return due
    return {}


def _due_of(read: dict[str, Any]) -> dict[str, Any]:
    if (every := read.get("every")) in RHYTHMS and every != ONCE:
        return {"every": every}
    try:
        day = date.fromisoformat(str(read.get("date")))
    except ValueError:
        return {}
    return {"due_on": day} if day >= clock.today() else {}
