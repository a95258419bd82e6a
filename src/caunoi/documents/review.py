"""Deciding about findings, and signing a text off as reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.documents import policies, wording
from caunoi.documents.linking import cite, link_version
from caunoi.documents.models import DocumentVersion, Finding, Provision
from caunoi.documents.moving import innermost
from caunoi.documents.readings import checked
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance
from caunoi.kernel.errors import Conflict, Invalid, Refused
from caunoi.kernel.usecases import use_case

State = Finding.State


@use_case("documents.confirm")
def confirm(*, actor: Actor, finding: Finding, revision: int | None = None) -> None:
    """Take the machine's proposal as it stands. ``revision`` is what the person saw."""
    _decide(actor, finding, revision, State.CONFIRMED, finding.proposed or finding.decided)


@use_case("documents.edit")
def edit(*, actor: Actor, finding: Finding, fields: Mapping[str, Any], revision: int | None = None) -> None:
    """Put the person's reading in place of the machine's, which stays readable beside it."""
    fresh = checked(finding.kind, fields, finding.fields)
    _decide(actor, finding, revision, State.EDITED if finding.proposed is not None else State.ADDED, fresh)


@use_case("documents.reject")
def reject(*, actor: Actor, finding: Finding, revision: int | None = None) -> None:
    """Say that this is no finding."""
    _decide(actor, finding, revision, State.REJECTED, finding.decided)


@use_case("documents.reopen")
def reopen(*, actor: Actor, finding: Finding, revision: int | None = None) -> None:
    """Take a decision back: the proposal is open again, an added finding holds again."""
    if finding.proposed is None:
        _decide(actor, finding, revision, State.ADDED, finding.decided)
    else:
        _decide(actor, finding, revision, State.PROPOSED, None)


def _decide(
    actor: Actor, finding: Finding, revision: int | None, state: str, decided: Mapping[str, Any] | None
) -> None:
    version = finding.version
    require(policies.REVIEW, actor, version.document.custodian_id)
    _hold_open(version)
    before, was = finding.state, finding.decided
    if state == State.CONFIRMED and finding.proposed is None:
        state = State.ADDED
    _advance(finding, revision, state, decided, actor)
    _follow_citation(finding)
    change: dict[str, Any] = {"finding": finding.pk, "kind": finding.kind, "state": (before, finding.state)}
    if was != finding.decided and state in (State.EDITED, State.ADDED):
        change["fields"] = (was or finding.proposed, finding.decided)
    _log(version, **change)


def _log(version: DocumentVersion, **changes: Any) -> None:
    """Everything about a text is told under its document, so that the document's story is in one place."""
    document = version.document
    record(document, unit_id=document.custodian_id, version=version.number, **changes)


def _follow_citation(finding: Finding) -> None:
    if finding.kind == Finding.Kind.CITATION:
        cite(finding)
        link_version(finding.version)


def _hold_open(version: DocumentVersion) -> None:
    """Refuse a change to a text that is signed off or that has a newer version.

    The conditional update also keeps a sign-off from slipping in between on PostgreSQL.
    """
    rows = DocumentVersion.objects.system("state of the review")
    if not rows.filter(pk=version.pk, signed_off_at=None).update(revision=F("revision")):
        raise Refused(_("Văn bản đã chốt rà soát nên không sửa được nữa."), todo=_("Mở lại rà soát rồi sửa."))
    if rows.filter(document_id=version.document_id, number__gt=version.number).exists():
        raise Refused(_("Bản này đã có bản sửa mới hơn."), todo=_("Mở bản mới nhất của văn bản để rà soát."))


def _advance(
    finding: Finding, revision: int | None, state: str, decided: Mapping[str, Any] | None, actor: Actor
) -> None:
    is_open = state == State.PROPOSED
    if revision is not None:
        finding.revision = revision
    try:
        advance(
            finding,
            state=state,
            decided=decided,
            decided_by_label="" if is_open else actor.label,
            decided_at=None if is_open else clock.now(),
        )
    except Conflict as conflict:
        raise _both_shown(finding, state, decided, conflict) from conflict


def _both_shown(
    finding: Finding, state: str, decided: Mapping[str, Any] | None, conflict: Conflict
) -> Conflict:
    now = Finding.objects.system("show the other decision").get(pk=finding.pk)
    mine = decided or finding.proposed or {}
    return Conflict(
        conflict.what,
        theirs=decision_words(now.state, now.kind, now.fields, now.decided_by_label),
        yours=decision_words(state, finding.kind, mine),
    )


STATES: wording.Words = {
    State.PROPOSED.value: gettext_lazy("Đề xuất"),
    State.CONFIRMED.value: gettext_lazy("Đã xác nhận"),
    State.EDITED.value: gettext_lazy("Đã sửa"),
    State.REJECTED.value: gettext_lazy("Đã loại"),
    State.ADDED.value: gettext_lazy("Thêm bằng tay"),
}


def decision_words(state: str, kind: str, fields: Mapping[str, Any], by: str = "") -> str:
    """A decision in one line: what, by whom, and the reading."""
    who = f"{STATES[state]} ({by})" if by else str(STATES[state])
    return f"{who}. {wording.KINDS[kind]}: {wording.headline(kind, fields)}"


@use_case("documents.add_finding")
def add_finding(
    *, actor: Actor, version: DocumentVersion, kind: str, start: int, end: int, fields: Mapping[str, Any]
) -> Finding:
    """Add what the machine did not see at [start, end) of the text, in code points."""
    require(policies.REVIEW, actor, version.document.custodian_id)
    fresh = checked(kind, fields)
    start, end = _words_at(version.text, start, end)
    _hold_open(version)
    provisions = list(Provision.objects.system("clause of a finding").filter(version=version))
    finding = Finding.objects.create(
        version=version,
        provision=innermost(provisions, start),
        kind=kind,
        start=start,
        end=end,
        decided=fresh,
        state=State.ADDED,
        decided_by_label=actor.label,
        decided_at=clock.now(),
    )
    _follow_citation(finding)
    _log(version, finding=finding.pk, kind=kind, fields=fresh)
    return finding


def _words_at(text: str, start: int, end: int) -> tuple[int, int]:
    if 0 <= start < end <= len(text):
        chosen = text[start:end]
        start, end = start + len(chosen) - len(chosen.lstrip()), end - len(chosen) + len(chosen.rstrip())
        if start < end:
            return start, end
    raise Invalid(
        _("Chưa chọn đoạn văn bản."), fields={"words": _("Bôi đen hoặc nhập đúng một đoạn có trong văn bản.")}
    )


@use_case("documents.sign_off")
def sign_off(*, actor: Actor, version: DocumentVersion) -> None:
    """Say that every finding of this text was decided; refused while one is open."""
    require(policies.SIGN_OFF, actor, version.document.custodian_id)
    _hold_open(version)
    found = Finding.objects.system("progress of the review").filter(version=version)
    waiting = found.filter(state=State.PROPOSED).count()
    if waiting:
        raise Refused(
            _("Còn %(n)s nội dung chưa quyết định.") % {"n": waiting},
            todo=_("Xác nhận, sửa hoặc loại từng nội dung rồi chốt lại."),
        )
    advance(version, signed_off_at=clock.now(), signed_off_by_label=actor.label)
    total = found.count()
    _log(version, decided=f"{total}/{total}")


@use_case("documents.reopen_review")
def reopen_review(*, actor: Actor, version: DocumentVersion, reason: str) -> None:
    """Take a sign-off back, with the reason, so that findings can be decided anew."""
    require(policies.SIGN_OFF, actor, version.document.custodian_id)
    if version.signed_off_at is None:
        raise Invalid(_("Văn bản chưa chốt rà soát."))
    if not reason.strip():
        raise Invalid(_("Chưa có lý do."), fields={"reason": _("Nhập lý do mở lại rà soát.")})
    advance(version, signed_off_at=None, signed_off_by_label="")
    _log(version, reopened=True, reason=reason)
