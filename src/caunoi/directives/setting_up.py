"""Turning a signed-off document into requirements, and addressing them to units below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caunoi.directives import policies
from caunoi.directives.duties import owe_plans
from caunoi.directives.models import Addressee, Directive, Requirement
from caunoi.directives.proposing import moved_findings
from caunoi.documents.models import Document, DocumentVersion, Finding
from caunoi.documents.selectors import DECIDED
from caunoi.documents.services import newest_version, put_on_distribution
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance, hold
from caunoi.kernel.errors import Invalid, Refused
from caunoi.kernel.usecases import use_case
from caunoi.obligations.orders import led_by
from caunoi.orgs.lines import Line
from caunoi.orgs.scope import Scope, expand
from caunoi.orgs.selectors import UnitLabel, labels, tree_at

KINDS = (Finding.Kind.TARGET, Finding.Kind.ASSIGNMENT)


@dataclass(frozen=True)
class Demands:
    """What is demanded of whom. ``finding_ids`` are decided targets and assignments of the text;
    ``plan_due_on`` None demands no plan; ``scope`` is kept to propose units that come later."""

    line: str
    units: tuple[int, ...]
    finding_ids: tuple[int, ...]
    plan_due_on: date | None = None
    scope: Scope | None = None


@use_case("directives.set_up")
def set_up(*, actor: Actor, document: Document, demands: Demands) -> Directive:
    """Follow the document in the plans of units below; they get to read it, and owe a plan if demanded."""
    require(policies.SET_UP, actor, document.custodian_id)
    hold(document)
    version = _signed_off(document)
    _check(document, version, demands)
    directive = Directive.objects.create(
        document=document,
        version=version,
        unit_id=document.custodian_id,
        custodian_id=document.custodian_id,
        line=demands.line,
        scope=demands.scope.to_json() if demands.scope else None,
        left_out=_left_out(demands),
        plan_due_on=demands.plan_due_on,
        set_up_on=clock.today(),
        set_up_by_label=actor.label,
    )
    _require_findings(directive, demands.finding_ids)
    _address(actor, directive, demands.units)
    record(
        directive,
        unit_id=directive.custodian_id,
        requirements=len(demands.finding_ids),
        units=_codes(demands.units),
        plan_due_on=demands.plan_due_on,
    )
    return directive


def _signed_off(document: Document) -> DocumentVersion:
    version = newest_version(document)
    if version.signed_off_at is None:
        raise Refused(
            _("Văn bản chưa chốt rà soát nên chưa lập được danh mục yêu cầu."),
            todo=_("Rà soát hết nội dung, chốt rà soát rồi lập danh mục."),
        )
    if Directive.objects.system("one per document").filter(document=document).exists():
        raise Refused(
            _("Văn bản này đã có danh mục yêu cầu."), todo=_("Tải lại trang để xem danh mục đã lập.")
        )
    return version


def _check(document: Document, version: DocumentVersion, demands: Demands) -> None:
    fields = _units_fault(document.custodian_id, demands.line, demands.units)
    if not demands.finding_ids:
        fields["findings"] = _("Chọn ít nhất một yêu cầu.")
    elif len(_decided(version, demands.finding_ids)) != len(set(demands.finding_ids)):
        fields["findings"] = _("Chỉ chọn chỉ tiêu, nhiệm vụ đã xác nhận của văn bản này.")
    if demands.plan_due_on is not None and demands.plan_due_on < clock.today():
        fields["plan_due_on"] = _("Hạn ban hành kế hoạch phải từ hôm nay trở đi.")
    if fields:
        raise Invalid(_("Chưa lập được danh mục yêu cầu."), fields=fields)


def _units_fault(unit_id: int, line: str, units: Sequence[int]) -> dict[str, str]:
    if line not in Line.values:
        return {"line": _("Chọn Đảng, Chính quyền hoặc Mặt trận và đoàn thể.")}
    if not units:
        return {"units": _("Chọn ít nhất một đơn vị.")}
    within = {*tree_at(line, clock.today()).below(unit_id), *led_by(unit_id)}
    outside = [unit for unit in units if unit not in within]
    if not outside:
        return {}
    names = ", ".join(sorted(unit.name for unit in labels(outside).values()))
    return {"units": _("Không trực thuộc đơn vị: %(names)s. Bỏ chọn hoặc đổi hệ thống.") % {"names": names}}


def _decided(version: DocumentVersion, finding_ids: Iterable[int]) -> list[int]:
    rows = Finding.objects.system("requirements of a document").filter(
        version=version, kind__in=KINDS, state__in=DECIDED, pk__in=set(finding_ids)
    )
    return list(rows.values_list("pk", flat=True))


def _left_out(demands: Demands) -> list[int]:
    if demands.scope is None:
        return []
    return [unit.id for unit in expand(demands.scope) if unit.id not in demands.units]


def _require_findings(directive: Directive, finding_ids: Iterable[int]) -> None:
    Requirement.objects.bulk_create(
        Requirement(directive=directive, finding_id=pk) for pk in dict.fromkeys(finding_ids)
    )


def _address(actor: Actor, directive: Directive, unit_ids: Sequence[int]) -> None:
    """The units read the document, and each owes a plan; inside a running use case."""
    rows = [
        Addressee(directive=directive, unit_id=unit, custodian_id=unit, since=clock.today())
        for unit in dict.fromkeys(unit_ids)
    ]
    Addressee.objects.bulk_create(rows)
    owe_plans(actor, directive, rows)
    put_on_distribution(directive.document, unit_ids, _("Triển khai thực hiện"))


def _codes(unit_ids: Iterable[int]) -> list[str]:
    return [label.code for label in labels(unit_ids).values()]


def newcomers(directive: Directive, listed: Sequence[Addressee] | None = None) -> list[UnitLabel]:
    """Units that came into the scope later: proposed, never added by themselves.

    ``listed`` are all addressees, for a caller that has read them.
    """
    if directive.scope is None:
        return []
    if listed is None:
        listed = list(Addressee.objects.system("who is addressed").filter(directive=directive))
    known = {unit for row in listed for unit in (row.unit_id, row.custodian_id)} | set(directive.left_out)
    return [unit for unit in expand(Scope.from_json(directive.scope)) if unit.id not in known]


@use_case("directives.add_units")
def add_units(*, actor: Actor, directive: Directive, units: Sequence[int]) -> None:
    """Address the directive to units that came into its scope later; only units that were proposed."""
    require(policies.SET_UP, actor, directive.custodian_id)
    hold(directive)
    proposed = {unit.id for unit in newcomers(directive)}
    if not units or not set(units) <= proposed:
        raise Invalid(
            _("Danh sách đơn vị đã thay đổi."), fields={"units": _("Chọn lại trong các đơn vị được đề xuất.")}
        )
    _address(actor, directive, units)
    record(directive, unit_id=directive.custodian_id, units=_codes(units))


@use_case("directives.follow_correction")
def follow_correction(*, actor: Actor, directive: Directive) -> int:
    """Read the requirements from the document's corrected text; how many found no place in it.

    Those stay as they were read before, so that nothing that plans answer is lost.
    """
    require(policies.SET_UP, actor, directive.custodian_id)
    newest = newest_version(directive.document)
    if newest.pk == directive.version_id or newest.signed_off_at is None:
        raise Refused(_("Văn bản chưa có bản sửa đã chốt rà soát."), todo=_("Rà soát và chốt bản sửa trước."))
    advance(directive, version=newest)
    moved = moved_findings(newest)
    left = 0
    for requirement in Requirement.objects.filter(directive=directive):
        fresh = moved.get(requirement.finding_id)
        left += fresh is None
        if fresh is not None:
            Requirement.objects.filter(pk=requirement.pk).update(finding_id=fresh)
    record(directive, unit_id=directive.custodian_id, version=newest.number, left_behind=left)
    return left
