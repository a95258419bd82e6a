"""Registering, correcting and distributing documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caunoi.documents import policies
from caunoi.documents.errors import AlreadyThere
from caunoi.documents.intake import Incoming, read_file, write_version
from caunoi.documents.linking import link_arrived, unlink
from caunoi.documents.models import (
    Distribution,
    Document,
    DocumentVersion,
    Finding,
    folded_symbol,
    same_symbol,
)
from caunoi.documents.moving import carry_over
from caunoi.documents.wording import whole_day
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance, hold
from caunoi.kernel.errors import Invalid, Refused
from caunoi.kernel.usecases import use_case
from caunoi.language.dates import format_date
from caunoi.language.text import nfc, same_name
from caunoi.orgs.models import Unit


def register_document(*, actor: Actor, unit: Unit, data: bytes, file_name: str) -> Document:
    """Read a file and register it as a document of ``unit``; nothing is stored unless all of it succeeds.

    Raises Refused (unreadable), SecretRefused (a secrecy mark) and AlreadyThere.
    """
    incoming = read_file(actor, unit, policies.REGISTER, data, file_name)
    return register_read(actor=actor, unit=unit, incoming=incoming)


@use_case("documents.register")
def register_read(*, actor: Actor, unit: Unit, incoming: Incoming) -> Document:
    """Register a file that was read; raises AlreadyThere."""
    require(policies.REGISTER, actor, unit.pk)
    facts = incoming.analysis.metadata
    hold(unit)
    _refuse_known(actor, incoming)
    document = Document.objects.create(
        unit=unit,
        custodian=unit,
        symbol=(facts.symbol or "")[:100],
        doc_type=(facts.type or "")[:40],
        system=facts.system or "",
        issuer=(facts.issuer or "")[:300],
        issued_on=whole_day(facts.date),
        subject=facts.subject or "",
        registered_on=clock.today(),
        registered_by_id=actor.person_id,
        registered_by_label=actor.label,
    )
    version = write_version(document, 1, incoming)
    link_arrived(document)
    proposed = Finding.objects.system("count for the log").filter(version=version).count()
    record(document, unit_id=unit.pk, symbol=document.symbol, sha256=incoming.sha256, proposed=proposed)
    return document


def _refuse_known(actor: Actor, incoming: Incoming) -> None:
    """Only among the documents that the actor may read: others must not be given away by a refusal."""
    same_file = DocumentVersion.objects.visible_to(actor).filter(source_file__sha256=incoming.sha256)
    version = same_file.select_related("document").first()
    if version is not None:
        raise _already_there(version.document, incoming.file_name, _("Tệp này đã có trong hệ thống"))
    facts = incoming.analysis.metadata
    known = _registered_as(actor, facts.symbol or "", facts.issuer or "", whole_day(facts.date))
    if known is not None:
        raise _already_there(
            known, incoming.file_name, _("Văn bản cùng số, ký hiệu, ngày và nơi ban hành đã có")
        )


def _registered_as(actor: Actor, symbol: str, issuer: str, issued_on: date | None) -> Document | None:
    # Without a number and a date the document is a draft: two drafts may look alike.
    if not symbol[:1].isdigit() or issued_on is None:
        return None
    rows = Document.objects.visible_to(actor).filter(folded_symbol=folded_symbol(symbol), issued_on=issued_on)
    alike = (row for row in rows if same_symbol(row.symbol, symbol) and same_name(row.issuer, issuer))
    return next(alike, None)


def _already_there(document: Document, file_name: str, what: str) -> AlreadyThere:
    return AlreadyThere(
        _("%(what)s: %(document)s, đăng ký ngày %(day)s.")
        % {"what": what, "document": document, "day": format_date(document.registered_on)},
        document_id=document.pk,
        where=file_name,
        todo=_("Mở văn bản đã có. Nếu tệp mới sửa nội dung, bấm “Nạp bản sửa” ở trang của văn bản đó."),
    )


@dataclass(frozen=True)
class Correction:
    """A new version and what became of the decisions about the version before."""

    version: DocumentVersion
    moved: list[Finding]
    left_behind: list[Finding]


def correct_text(*, actor: Actor, document: Document, data: bytes, file_name: str, reason: str) -> Correction:
    """Take a corrected file in as the next version; decisions move with their words (law 14)."""
    incoming = read_file(actor, document.custodian, policies.REVIEW, data, file_name)
    return correct_read(actor=actor, document=document, incoming=incoming, reason=reason)


@use_case("documents.correct")
def correct_read(*, actor: Actor, document: Document, incoming: Incoming, reason: str) -> Correction:
    """Take a corrected file that was read in as the next version."""
    require(policies.REVIEW, actor, document.custodian_id)
    if not reason.strip():
        raise Invalid(_("Chưa có lý do."), fields={"reason": _("Nhập lý do sửa văn bản.")})
    before = newest_version(document)
    if before.source_file.sha256 == incoming.sha256:
        raise Refused(
            _("Tệp này giống hệt bản đang có."),
            where=incoming.file_name,
            todo=_("Chọn tệp đã sửa nội dung rồi gửi lại."),
        )
    advance(document)
    version = write_version(document, before.number + 1, incoming)
    moved, left_behind = carry_over(before, version)
    record(
        document,
        unit_id=document.custodian_id,
        version=(before.number, version.number),
        sha256=incoming.sha256,
        reason=reason,
        moved=len(moved),
        left_behind=len(left_behind),
    )
    return Correction(version, moved, left_behind)


def newest_version(document: Document) -> DocumentVersion:
    """The newest text of a document, for use cases that check their own policy."""
    rows = DocumentVersion.objects.system("newest text").filter(document=document)
    return rows.select_related("source_file").order_by("-number")[0]


@use_case("documents.describe")
def describe_document(
    *,
    actor: Actor,
    document: Document,
    symbol: str,
    doc_type: str,
    issuer: str,
    issued_on: date | None,
    subject: str,
    revision: int | None = None,
) -> None:
    """Correct what is registered about a document: its symbol, type, issuer, date and subject."""
    require(policies.REVIEW, actor, document.custodian_id)
    fresh = {
        "symbol": "".join(nfc(symbol).split()),
        "doc_type": doc_type,
        "issuer": " ".join(nfc(issuer).split()),
        "issued_on": issued_on,
        "subject": " ".join(nfc(subject).split()),
    }
    if not fresh["symbol"] and not fresh["subject"]:
        raise Invalid(_("Chưa có tên văn bản."), fields={"subject": _("Nhập số, ký hiệu hoặc trích yếu.")})
    old = {name: getattr(document, name) for name in fresh}
    if revision is not None:
        document.revision = revision
    for name, value in fresh.items():
        setattr(document, name, value)
    advance(document, **fresh, **document.derived())
    unlink(document)
    link_arrived(document)
    changed = {name: (old[name], value) for name, value in fresh.items() if old[name] != value}
    record(document, unit_id=document.custodian_id, **changed)


@use_case("documents.distribute")
def distribute(*, actor: Actor, document: Document, units: Sequence[Unit], reason: str) -> int:
    """Put units on the distribution list, so that their readers see the document; how many are new on it."""
    require(policies.DISTRIBUTE, actor, document.custodian_id)
    fields = {}
    if not units:
        fields["units"] = _("Chọn ít nhất một đơn vị nhận.")
    if not reason.strip():
        fields["reason"] = _("Nhập lý do gửi, ví dụ: để thực hiện.")
    if fields:
        raise Invalid(_("Chưa gửi được văn bản."), fields=fields)
    added = put_on_distribution(document, [unit.pk for unit in units], reason)
    record(document, unit_id=document.custodian_id, sent_to=[unit.code for unit in units], reason=reason)
    return added


def put_on_distribution(document: Document, unit_ids: Iterable[int], reason: str) -> int:
    """Add units to the list inside the running use case; units that are on it keep their first reason."""
    wanted = set(unit_ids) - {document.custodian_id}
    there = set(Distribution.objects.filter(document=document).values_list("unit_id", flat=True))
    fresh = sorted(wanted - there)
    Distribution.objects.bulk_create(
        Distribution(document=document, unit_id=unit_id, reason=reason[:300], since=clock.today())
        for unit_id in fresh
    )
    if fresh:
        link_arrived(document)
    return len(fresh)
