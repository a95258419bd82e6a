"""Writing the organization: units, their dated names and parents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.errors import Invalid
from caunoi.kernel.usecases import use_case
from caunoi.orgs import policies
from caunoi.orgs.lines import Line
from caunoi.orgs.models import PeerLeadership, Subordination, Unit, UnitProfile, valid_on
from caunoi.orgs.selectors import code_is_taken, unit_by_code, units_named
from caunoi.orgs.tree import rebuild, tree_at


@use_case("orgs.create_unit")
def create_unit(
    *,
    actor: Actor,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    level: str,
    on: date,
    parents: Mapping[str, str | None],
    until: date | None = None,
) -> Unit:
    """Set up a unit from ``on``. ``parents`` maps a line to the parent's code (None: top of that line)."""
    above = {line: unit_by_code(parent) if parent else None for line, parent in parents.items()}
    for line, parent in above.items():
        require(policies.MANAGE_UNITS, actor, parent.pk if parent else None, line=line)
    _refuse_new_top(actor, above)
    _refuse_taken(code, name, above, on)
    unit = Unit.objects.create(code=code, established_on=on, ceased_on=until)
    UnitProfile.objects.create(
        unit=unit, name=name, short_name=short_name, kind=kind, level=level, valid_from=on, valid_to=until
    )
    for line, parent in above.items():
        Subordination.objects.create(unit=unit, parent=parent, line=line, valid_from=on, valid_to=until)
    record(unit, unit_id=unit.pk, code=code, name=name, kind=kind, parents=dict(parents), on=on)
    rebuild()
    return unit


def _refuse_new_top(actor: Actor, above: Mapping[str, Unit | None]) -> None:
    if not actor.is_system and (not above or None in above.values()):
        raise Invalid("Chưa có đơn vị cấp trên.", fields={"parent": "Nhập mã đơn vị cấp trên."})


def _refuse_taken(code: str, name: str, above: Mapping[str, Unit | None], on: date) -> None:
    if code_is_taken(code):
        raise Invalid("Mã đơn vị đã có.", fields={"code": f"Mã {code} đã được dùng. Chọn mã khác."})
    for line, parent in above.items():
        if parent and units_named(name, parent.pk, line, on):
            raise Invalid(
                "Tên đơn vị đã có.",
                fields={"name": "Đơn vị cấp trên đã có đơn vị cùng tên này. Kiểm tra danh sách đơn vị."},
            )


@use_case("orgs.rename_unit")
def rename_unit(
    *, actor: Actor, unit: Unit, name: str, short_name: str, on: date, decision: str
) -> UnitProfile:
    """Give the unit another name from ``on`` by a decision; earlier dates keep the earlier name."""
    require(policies.MANAGE_UNITS, actor, unit.pk)
    if not name.strip():
        raise Invalid("Chưa có tên mới.", fields={"name": "Nhập tên mới của đơn vị."})
    if not decision.strip():
        raise Invalid("Chưa có quyết định.", fields={"decision": "Nhập số, ký hiệu quyết định đổi tên."})
    current = unit.profiles.filter(valid_on(on)).first()
    if current is None or current.valid_from == on:
        raise Invalid(
            "Ngày đổi tên không hợp lệ.", fields={"on": "Chọn ngày sau ngày tên hiện nay có hiệu lực."}
        )
    fresh = UnitProfile(
        unit=unit,
        name=name,
        short_name=short_name or name,
        kind=current.kind,
        level=current.level,
        valid_from=on,
        valid_to=current.valid_to,
    )
    UnitProfile.objects.filter(pk=current.pk).update(valid_to=on)
    fresh.save()
    record(unit, unit_id=unit.pk, name=(current.name, name), on=on, decision=decision)
    rebuild()
    return fresh


@use_case("orgs.attach")
def attach(*, actor: Actor, unit: Unit, parent: Unit | None, line: str, on: date) -> Subordination:
    """Put the unit under ``parent`` in ``line`` from ``on``; the link before it ends that day."""
    require(policies.MANAGE_UNITS, actor, unit.pk)
    require(policies.MANAGE_UNITS, actor, parent.pk if parent else unit.pk, line=line)
    _refuse_cycle(unit, parent, line, on)
    running = Subordination.objects.filter(valid_on(on), unit=unit, line=line)
    old = running.first()
    running.filter(valid_from=on).delete()
    running.update(valid_to=on)
    link = Subordination.objects.create(unit=unit, parent=parent, line=line, valid_from=on)
    record(
        unit,
        unit_id=unit.pk,
        line=line,
        parent=(str(old.parent) if old and old.parent else None, str(parent) if parent else None),
        on=on,
    )
    rebuild()
    return link


def _refuse_cycle(unit: Unit, parent: Unit | None, line: str, on: date) -> None:
    if line not in Line.values:
        raise Invalid(
            "Hệ thống không có.", fields={"line": "Chọn Đảng, Chính quyền hoặc Mặt trận và đoàn thể."}
        )
    if parent is None:
        return
    chain = [parent.pk, *tree_at(line, on).ancestors(parent.pk)]
    if unit.pk in chain:
        raise Invalid(
            "Đơn vị không thể trực thuộc chính đơn vị cấp dưới của mình.",
            fields={"parent": "Chọn một đơn vị cấp trên khác."},
        )


@use_case("orgs.lead_peer")
def lead_peer(*, actor: Actor, committee: Unit, organization: Unit, on: date) -> PeerLeadership:
    """Record that ``committee`` leads ``organization`` of the same level from ``on``."""
    # The link lets the committee hand work out: whoever makes it answers for both.
    require(policies.MANAGE_UNITS, actor, committee.pk)
    require(policies.MANAGE_UNITS, actor, organization.pk)
    link = PeerLeadership.objects.create(committee=committee, organization=organization, valid_from=on)
    record(organization, unit_id=organization.pk, led_by=committee.code, on=on)
    return link
