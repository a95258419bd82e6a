"""A kế hoạch triển khai drafted from a reviewed document: its clauses as targets and tasks, no invented prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caunoi.documents import listing, wording
from caunoi.documents.models import Document, DocumentVersion
from caunoi.documents.selectors import Clause, DecidedFinding, clauses, decided_findings
from caunoi.indicators.selectors.targets import DocumentTargets, measurable
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.kernel.errors import NotFoundForYou, Refused
from caunoi.language.dates import format_date
from caunoi.orgs.lines import Line
from caunoi.orgs.selectors import label, tree_at
from caunoi.outputs.issuers import Issuer, issuer_of
from caunoi.outputs.official import (
    OPEN,
    Block,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    Row,
    Table,
    ToWrite,
)
from caunoi.outputs.plan_tasks import HandedOut, Task, handed_out, sentence
from caunoi.outputs.rendering import render_docx

TYPE_NAME = "Kế hoạch"
MOST_NAMED = 8
CITED_AS_BASIS = ("basis", "implements")


@dataclass(frozen=True)
class Draft:
    """The draft's bytes and the name under which it is saved."""

    docx: bytes
    file_name: str


@dataclass(frozen=True)
class _Basis:
    document: Document
    version: DocumentVersion
    findings: Mapping[str, list[DecidedFinding]]
    targets: DocumentTargets
    clauses: Mapping[int, Clause]


def draft_plan(actor: Actor, version: DocumentVersion) -> Draft:
    """The plan by which the actor's unit carries a document out; nothing is stored.

    The caller has let the actor see the version. Refused until its review is signed off, because duties that
    nobody has decided on would be missing.
    """
    if version.signed_off_at is None:
        raise Refused(
            _("Văn bản chưa chốt rà soát nên chưa lập được kế hoạch triển khai."),
            where=str(version.document),
            todo=_("Quyết định hết các nội dung còn lại ở màn rà soát, chốt rà soát rồi lập kế hoạch."),
        )
    if actor.unit_id is None:
        raise NotFoundForYou()
    basis = _basis(actor, version)
    issuer = issuer_of(label(actor.unit_id), _line_of(actor.unit_id), clock.today())
    return Draft(
        render_docx(_plan(actor, basis, issuer), issuer.layout),
        f"ke-hoach-trien-khai-{version.document_id}.docx",
    )


def _line_of(unit_id: int) -> str:
    """The first line of command in which the unit stands."""
    today = clock.today()
    return next((line for line in Line.values if unit_id in tree_at(line, today)), Line.PARTY.value)


def _basis(actor: Actor, version: DocumentVersion) -> _Basis:
    grouped: dict[str, list[DecidedFinding]] = {kind: [] for kind in wording.KINDS}
    for finding in decided_findings(version):
        grouped[finding.kind].append(finding)
    places = {one.provision_id for group in grouped.values() for one in group if one.provision_id}
    return _Basis(version.document, version, grouped, measurable(actor, version), clauses(places))


def _plan(actor: Actor, basis: _Basis, issuer: Issuer) -> OfficialDocument:
    return OfficialDocument(
        superior=issuer.superior,
        issuer=issuer.name,
        number=issuer.number(TYPE_NAME),
        place_date=issuer.place_date,
        type_name=TYPE_NAME,
        abstract=tuple(_abstract(basis.document)),
        bases=tuple(_bases(basis)),
        blocks=tuple(_blocks(actor, basis, issuer)),
        signature=issuer.signature,
        recipients=tuple(_recipients(basis.document, issuer)),
    )


def _abstract(document: Document) -> Iterator[str]:
    yield _("thực hiện %(document)s") % {"document": _named(document)}
    if document.subject:
        yield document.subject


def _named(document: Document) -> str:
    fields = {"type": document.doc_type, "symbol": document.symbol, "issuer": document.issuer}
    return _document_words(fields, format_date(document.issued_on) if document.issued_on else "")


def _document_words(fields: Mapping[str, Any], day: str) -> str:
    """ "Nghị quyết số 12-NQ/ĐU ngày 24/07/2026 của …", as far as it is known."""
    parts = [wording.type_words(fields.get("type"))]
    if fields.get("symbol"):
        parts.append(_("số %(symbol)s") % {"symbol": fields["symbol"]})
    if day:
        parts.append(_("ngày %(day)s") % {"day": day} if day[0].isdigit() else day)
    if fields.get("issuer"):
        parts.append(_("của %(issuer)s") % {"issuer": fields["issuer"]})
    if fields.get("title"):
        parts.append(str(fields["title"]))
    return " ".join(parts)


def _bases(basis: _Basis) -> Iterator[str]:
    yield _("Căn cứ %(document)s") % {"document": _named(basis.document)}
    seen = {basis.document.symbol}
    for finding in basis.findings["citation"]:
        fields = finding.fields
        name = str(fields.get("symbol") or fields.get("title") or "")
        if fields.get("role") in CITED_AS_BASIS and name not in seen:
            seen.add(name)
            words = _document_words(fields, wording.day_words(fields.get("date")))
            yield _("Căn cứ %(document)s") % {"document": words}


def _blocks(actor: Actor, basis: _Basis, issuer: Issuer) -> Iterator[Block]:
    yield Paragraph(_("%(unit)s ban hành kế hoạch như sau:") % {"unit": issuer.name})
    yield Heading(1, _("I. MỤC ĐÍCH, YÊU CẦU"))
    yield Heading(2, _("1. Mục đích"))
    yield _to_write(_("mục đích của kế hoạch"))
    yield Heading(2, _("2. Yêu cầu"))
    yield _to_write(_("yêu cầu đối với các đơn vị khi thực hiện"))
    yield Heading(1, _("II. CHỈ TIÊU"))
    yield from _targets(basis)
    yield Heading(1, _("III. NHIỆM VỤ"))
    yield from _tasks(actor, basis)
    yield Heading(1, _("IV. TỔ CHỨC THỰC HIỆN"))
    yield _to_write(_("đơn vị theo dõi, đôn đốc; chế độ báo cáo; kinh phí nếu có"))


def _to_write(what: str) -> ToWrite:
    return ToWrite(_("[Người lập kế hoạch viết: %(what)s.]") % {"what": what})


def _targets(basis: _Basis) -> Iterator[Block]:
    if not basis.targets.total:
        yield Paragraph(_("Văn bản không có chỉ tiêu nào được xác nhận."))
        return
    columns = (
        Column(_("TT"), 10),
        Column(_("Chỉ tiêu"), 62),
        Column(_("Yêu cầu"), 28),
        Column(_("Căn cứ"), 31),
        Column(_("Cách đo"), 34),
    )
    rows = []
    for number, (finding, target) in enumerate(basis.targets.findings, start=1):
        how = _MEASURED[target.indicator.nature] if target else _("Chưa lập chỉ tiêu theo dõi")
        wanted = wording.target_words(finding.fields)
        rows.append(Row((str(number), finding.text, wanted, _place(basis, finding.provision_id), how)))
    yield Table(columns, tuple(rows))


_MEASURED = {
    "element": "Số liệu báo cáo",
    "ratio": "Tỷ lệ tính từ số liệu báo cáo",
    "judged": "Đánh giá kèm lý do",
}


def _place(basis: _Basis, provision_id: int | None) -> str:
    found = basis.clauses.get(provision_id or 0)
    return found.path if found else OPEN


def _tasks(actor: Actor, basis: _Basis) -> Iterator[Block]:
    tasks = list(_rows(actor, basis))
    if not tasks:
        yield Paragraph(_("Văn bản không có nhiệm vụ nào được xác nhận."))
        return
    columns = (
        Column(_("TT"), 10),
        Column(_("Nội dung"), 52),
        Column(_("Chủ trì"), 31),
        Column(_("Phối hợp"), 25),
        Column(_("Thời hạn"), 24),
        Column(_("Sản phẩm"), 23),
    )
    rows = [
        Row((str(number), task.content, task.lead, task.cooperating, task.due, task.product))
        for number, task in enumerate(tasks, start=1)
    ]
    yield Table(columns, tuple(rows))


def _rows(actor: Actor, basis: _Basis) -> Iterator[Task]:
    """Confirmed assignments first, then work that was handed out from other clauses, then other deadlines."""
    handouts = handed_out(actor, basis.version)
    used_places: set[int | None] = set()
    for finding in basis.findings["assignment"]:
        given = [one for one in handouts if one.matches(finding)]
        yield _assigned(basis, finding, given)
        used_places.add(finding.provision_id)
        handouts = [one for one in handouts if one not in given]
    for one in handouts:
        yield one.task(_place(basis, one.provision_id))
        used_places.add(one.provision_id)
    for finding in basis.findings["deadline"]:
        if finding.provision_id not in used_places and (due := _due_words(finding.fields)):
            what = finding.fields.get("what") or finding.text
            yield Task(f"{sentence(what)} ({_place(basis, finding.provision_id)})", OPEN, "", due, OPEN)


def _assigned(basis: _Basis, finding: DecidedFinding, given: Sequence[HandedOut]) -> Task:
    fields = finding.fields
    content = fields.get("action") or finding.text
    deadlines = [one for one in basis.findings["deadline"] if one.provision_id == finding.provision_id]
    due = [one.due for one in given] or [words for one in deadlines if (words := _due_words(one.fields))]
    return Task(
        content=f"{sentence(content)} ({_place(basis, finding.provision_id)})",
        lead=", ".join(fields.get("lead") or []) or OPEN,
        cooperating=", ".join(fields.get("cooperating") or []),
        due="; ".join(dict.fromkeys(due)) or OPEN,
        product="; ".join(dict.fromkeys(one.product for one in given)) or OPEN,
    )


def _due_words(fields: Mapping[str, Any]) -> str:
    if fields.get("kind") == "horizon":
        return ""
    return wording.day_words(fields.get("date")) or wording.words_of(wording.PERIODS, fields.get("every"))


def _recipients(document: Document, issuer: Issuer) -> Iterator[str]:
    if issuer.above:
        yield _("%(unit)s (để báo cáo)") % {"unit": issuer.above}
    others = [row.unit.name for row in listing.distribution(document) if row.unit.name != issuer.name]
    if len(others) > MOST_NAMED:
        facts = {"document": document, "n": len(others)}
        yield _("Các đơn vị nhận văn bản %(document)s (%(n)s đơn vị)") % facts
    else:
        yield from others
    yield _("Lưu Văn phòng")
