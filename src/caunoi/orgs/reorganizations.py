"""Merging units: staged with its decision, previewed, activated on its date by the sweep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import advance, hold
from caunoi.kernel.errors import Invalid
from caunoi.kernel.usecases import use_case
from caunoi.orgs import policies
from caunoi.orgs.custody import all_transfers
from caunoi.orgs.models import (
    PeerLeadership,
    Reorganization,
    Subordination,
    Succession,
    Unit,
    UnitProfile,
    valid_on,
)
from caunoi.orgs.selectors import code_is_taken
from caunoi.orgs.tree import rebuild, rebuild_if_stale


@dataclass(frozen=True)
class Decision:
    """The decision that orders a reorganization: its symbol, date and issuer as printed."""

    symbol: str
    on: date
    issuer: str


@use_case("orgs.stage_merge")
def stage_merge(
    *,
    actor: Actor,
    sources: Sequence[Unit],
    parent: Unit,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    effective_on: date,
    decision: Decision,
) -> Reorganization:
    """Stage the merge of ``sources`` into a new unit under ``parent`` from ``effective_on``."""
    require(policies.MANAGE_UNITS, actor, parent.pk)
    for unit in sources:
        require(policies.MANAGE_UNITS, actor, unit.pk)
    hold(parent)
    _check_merge(sources, code, effective_on, decision)
    merge = Reorganization.objects.create(
        kind=Reorganization.Kind.MERGE,
        effective_on=effective_on,
        decision_symbol=decision.symbol,
        decision_date=decision.on,
        decision_issuer=decision.issuer,
        new_code=code,
        new_name=name,
        new_short_name=short_name,
        new_kind=kind,
        parent=parent,
    )
    merge.sources.add(*sources)
    codes = [unit.code for unit in sources]
    record(merge, unit_id=parent.pk, sources=codes, new_code=code, name=name, effective_on=effective_on)
    return merge


def _check_merge(sources: Sequence[Unit], code: str, effective_on: date, decision: Decision) -> None:
    fields = {}
    if len({unit.pk for unit in sources}) < 2:
        fields["sources"] = "Chọn ít nhất hai đơn vị để hợp nhất."
    if any(unit.ceased_on for unit in sources):
        fields["sources"] = "Có đơn vị đã kết thúc hoạt động. Bỏ đơn vị đó khỏi danh sách."
    if effective_on <= clock.today():
        fields["effective_on"] = "Ngày có hiệu lực phải sau hôm nay."
    if not decision.symbol.strip():
        fields["decision_symbol"] = "Nhập số, ký hiệu quyết định."
    if not code.strip() or code_is_taken(code):
        fields["code"] = "Mã đơn vị mới để trống hoặc đã được dùng. Chọn mã khác."
    staged = Reorganization.objects.system("a unit merges once").filter(
        state=Reorganization.State.STAGED, sources__in=sources
    )
    if staged.exists():
        fields["sources"] = "Có đơn vị đang chờ hợp nhất theo một quyết định khác."
    if fields:
        raise Invalid("Phương án hợp nhất chưa hợp lệ.", fields=fields)


@use_case("orgs.cancel_reorganization")
def cancel(*, actor: Actor, reorganization: Reorganization, reason: str) -> None:
    """Take a staged reorganization back, with the reason."""
    require(policies.MANAGE_UNITS, actor, reorganization.parent_id)
    if reorganization.state != Reorganization.State.STAGED:
        raise Invalid("Chỉ hủy được phương án chưa thi hành.")
    if not reason.strip():
        raise Invalid("Chưa có lý do.", fields={"reason": "Nhập lý do hủy."})
    advance(reorganization, state=Reorganization.State.CANCELLED)
    record(reorganization, unit_id=reorganization.parent_id, state=("staged", "cancelled"), reason=reason)


@use_case("orgs.activate")
def activate(*, actor: Actor, reorganization: Reorganization) -> Unit:
    """Carry out a merge whose date has come; running it again is refused by its revision."""
    require(policies.ACTIVATE, actor)
    on = reorganization.effective_on
    if reorganization.state != Reorganization.State.STAGED or on > clock.today():
        raise Invalid("Phương án này chưa đến ngày thi hành hoặc đã thi hành.")
    sources = list(reorganization.sources.system("merge").order_by("code"))
    successor = _establish(reorganization, sources, on)
    for source in sources:
        _cease(source, successor, on, reorganization)
    rebuild()
    moved = _hand_over(actor, {source.pk: successor.pk for source in sources}, on)
    advance(reorganization, state=Reorganization.State.ACTIVE, successor=successor, outcome=moved)
    record(reorganization, unit_id=reorganization.parent_id, successor=successor.code, moved=moved)
    return successor


def _establish(reorganization: Reorganization, sources: Sequence[Unit], on: date) -> Unit:
    profile = sources[0].profiles.filter(valid_on(on)).get()
    unit = Unit.objects.create(code=reorganization.new_code, established_on=on)
    UnitProfile.objects.create(
        unit=unit,
        name=reorganization.new_name,
        short_name=reorganization.new_short_name,
        kind=reorganization.new_kind,
        level=profile.level,
        valid_from=on,
    )
    for line, parent_id in _parents_of(reorganization, sources, on).items():
        Subordination.objects.create(unit=unit, parent_id=parent_id, line=line, valid_from=on)
    return unit


def _parents_of(reorganization: Reorganization, sources: Sequence[Unit], on: date) -> dict[str, int | None]:
    """Under whom the new unit stands in each line of its sources: the staged parent where one of them did."""
    links = Subordination.objects.filter(valid_on(on), unit__in=[source.pk for source in sources])
    found: dict[str, int | None] = {}
    for link in links.order_by("unit__code"):
        found.setdefault(link.line, link.parent_id)
        if link.parent_id == reorganization.parent_id:
            found[link.line] = link.parent_id
    return found


def _cease(source: Unit, successor: Unit, on: date, reorganization: Reorganization) -> None:
    Succession.objects.create(predecessor=source, successor=successor, on=on, reorganization=reorganization)
    for child in Subordination.objects.filter(valid_on(on), parent=source):
        Subordination.objects.create(unit_id=child.unit_id, parent=successor, line=child.line, valid_from=on)
        Subordination.objects.filter(pk=child.pk).update(valid_to=on)
    for link in PeerLeadership.objects.filter(valid_on(on), committee=source):
        _lead(successor.pk, link.organization_id, on)
    for link in PeerLeadership.objects.filter(valid_on(on), organization=source):
        _lead(link.committee_id, successor.pk, on)
    for rows in (
        source.profiles.filter(valid_to=None),
        source.subordinations.filter(valid_to=None),
        source.leads.filter(valid_to=None),
        source.led_by.filter(valid_to=None),
    ):
        rows.update(valid_to=on)
    Unit.objects.system("merge").filter(pk=source.pk).update(ceased_on=on)


def _lead(committee_id: int, organization_id: int, on: date) -> None:
    """The link of a merged unit goes on with its successor, once where two of them had it."""
    PeerLeadership.objects.get_or_create(
        committee_id=committee_id, organization_id=organization_id, valid_from=on, valid_to=None
    )


def _hand_over(actor: Actor, mapping: dict[int, int], on: date) -> dict[str, list[str]]:
    return {transfer.name: transfer.transfer(actor, mapping, on) for transfer in all_transfers()}


def activate_due(actor: Actor) -> list[Reorganization]:
    """Activate every staged reorganization whose date has come; part of the daily sweep."""
    rebuild_if_stale()
    due = Reorganization.objects.system("daily sweep").filter(
        state=Reorganization.State.STAGED, effective_on__lte=clock.today()
    )
    done = list(due.order_by("effective_on", "pk"))
    for reorganization in done:
        activate(actor=actor, reorganization=reorganization)
    return done
