from datetime import date

import pytest

from caunoi import sweep
from caunoi.accounts.models import RoleGrant
from caunoi.accounts.services import grant_role
from caunoi.kernel import roles
from caunoi.kernel.errors import Conflict, Forbidden, Invalid
from caunoi.kernel.models import SweepRun
from caunoi.orgs import reorganizations
from caunoi.orgs.lines import Kind, Level, Line
from caunoi.orgs.models import PeerLeadership, Unit
from caunoi.orgs.selectors import labels, living_successors, parent_of, preview, tree_at
from caunoi.orgs.services import attach, lead_peer
from caunoi.orgs.tree import Tree, _numbered
from tests.world import BEGIN, BUILDER

TAKES_EFFECT = date(2026, 10, 15)


def stage(world, actor=None, **changes):
    arguments = {
        "sources": [world.unit("CS.002"), world.unit("CS.003")],
        "parent": world.unit("DU"),
        "code": "CS.010",
        "name": "Chi bộ Sơn Hà Hạ",
        "short_name": "CB Sơn Hà Hạ",
        "kind": Kind.CELL_BASE,
        "effective_on": TAKES_EFFECT,
        "decision": reorganizations.Decision("12-QĐ/ĐU", date(2026, 9, 20), "Ban Thường vụ Đảng ủy"),
    }
    return reorganizations.stage_merge(actor=actor or world.unit_admin, **(arguments | changes))


def test_staging_moves_nothing(world, today):
    merge = stage(world)
    sweep.run()
    assert merge.state == "staged"
    assert Unit.objects.system("test").filter(ceased_on__isnull=False).count() == 0
    assert not Unit.objects.system("test").filter(code="CS.010").exists()


def test_it_takes_effect_on_its_day_and_not_the_day_before(world, today, at):
    stage(world)
    with at(date(2026, 10, 14)):
        sweep.run()
        assert world.unit("CS.002").pk in tree_at(Line.PARTY, date(2026, 10, 14))
    with at(TAKES_EFFECT):
        sweep.run()
        tree = tree_at(Line.PARTY, TAKES_EFFECT)
        new = Unit.objects.system("test").get(code="CS.010")
        assert new.pk in tree
        assert world.unit("CS.002").pk not in tree
        assert parent_of(new.pk, Line.PARTY) == world.unit("DU").pk


def test_a_sweep_that_missed_the_day_still_dates_it_right(world, today, at):
    stage(world)
    with at(date(2026, 11, 30)):
        sweep.run()
        sweep.run()
        new = Unit.objects.system("test").get(code="CS.010")
        assert new.established_on == TAKES_EFFECT
        assert new.pk not in tree_at(Line.PARTY, date(2026, 10, 14))
        assert new.pk in tree_at(Line.PARTY, TAKES_EFFECT)


def test_figures_of_the_old_units_find_their_successor(world, today, at):
    stage(world)
    with at(TAKES_EFFECT):
        sweep.run()
    old, new = world.unit("CS.002").pk, Unit.objects.system("test").get(code="CS.010").pk
    assert living_successors([old], date(2026, 9, 30)) == {old: old}
    assert living_successors([old], TAKES_EFFECT) == {old: new}
    assert labels([old], TAKES_EFFECT)[old].name == "Chi bộ Sơn Hà"


def test_the_roles_go_on_in_the_new_unit(world, today, at):
    world.add_person("bi.thu", "Kha Văn Mẫu", "CS.002", "leader")
    assert preview(stage(world))[0] == (
        "Tài khoản và vai trò",
        ["1 vai trò của tài khoản chuyển sang đơn vị mới"],
    )
    with at(TAKES_EFFECT):
        sweep.run()
        actor = world.actor("bi.thu")
        assert actor.unit_label == "Chi bộ Sơn Hà Hạ"
        assert actor.roles == {"leader"}


def test_units_below_a_merged_unit_stand_under_its_successor(world, today, at):
    child = world.add_unit("TB.1", "Chi bộ trực thuộc Một", Kind.CELL, "below-base", {"party": "CS.002"})
    stage(world)
    with at(TAKES_EFFECT):
        sweep.run()
        new = Unit.objects.system("test").get(code="CS.010").pk
        assert parent_of(child.pk, Line.PARTY) == new
    assert parent_of(child.pk, Line.PARTY, date(2026, 10, 14)) == world.unit("CS.002").pk


@pytest.mark.parametrize(
    "who", ["nguoi.nhap", "lanh.dao", "chuyen.vien", "cap.tren", "kiem.toan", "he.thong", "nguoi.la"]
)
def test_only_the_unit_admin_stages(world, today, who):
    with pytest.raises(Forbidden):
        stage(world, actor=world.actor(who))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"effective_on": date(2026, 10, 12)}, "effective_on"),
        ({"code": "CS.001"}, "code"),
        ({"decision": reorganizations.Decision(" ", date(2026, 9, 20), "x")}, "decision_symbol"),
    ],
)
def test_a_wrong_plan_is_refused_with_the_field(world, today, changes, field):
    with pytest.raises(Invalid) as refused:
        stage(world, **changes)
    assert field in refused.value.fields


def test_one_unit_is_not_merged_alone_nor_twice(world, today):
    with pytest.raises(Invalid):
        stage(world, sources=[world.unit("CS.002")])
    stage(world)
    with pytest.raises(Invalid) as refused:
        stage(world, code="CS.011")
    assert "sources" in refused.value.fields


def test_a_cancelled_plan_never_takes_effect(world, today, at):
    merge = stage(world)
    reorganizations.cancel(actor=world.unit_admin, reorganization=merge, reason="Chờ ý kiến cấp trên")
    with at(TAKES_EFFECT):
        sweep.run()
    assert not Unit.objects.system("test").filter(code="CS.010").exists()


def test_the_second_of_two_who_cancel_is_told(world, today):
    merge = stage(world)
    stale = type(merge).objects.system("test").get(pk=merge.pk)
    reorganizations.cancel(actor=world.unit_admin, reorganization=merge, reason="Một")
    with pytest.raises(Conflict):
        reorganizations.cancel(actor=world.unit_admin, reorganization=stale, reason="Hai")


def test_places_are_numbered_depth_first_with_nested_spans(db):
    tree = Tree("party", date(2026, 1, 1), {1: None, 2: 1, 3: 1, 4: 2, 5: 3, 6: 5})
    spans = {node.unit_id: (node.first, node.last) for node in _numbered(tree)}
    assert spans == {1: (0, 5), 2: (1, 2), 4: (2, 2), 3: (3, 5), 5: (4, 5), 6: (5, 5)}


def test_the_new_unit_stands_under_the_staged_parent_in_every_line_of_its_sources(world, today, at):
    party, front = Line.PARTY.value, Line.FRONT.value
    world.add_unit("AA", "Đảng bộ bộ phận", Kind.PARTY_BASE, Level.BASE, {party: "DU"})
    world.add_unit("AA.1", "Chi bộ lẻ", Kind.CELL_BASE, Level.BASE, {party: "AA"})
    world.add_unit("MT", "Mặt trận tỉnh", Kind.FRONT, Level.PROVINCE, {front: None})
    attach(actor=BUILDER, unit=world.unit("CS.002"), parent=world.unit("MT"), line=front, on=BEGIN)
    stage(world, actor=BUILDER, sources=[world.unit("AA.1"), world.unit("CS.002")])
    with at(TAKES_EFFECT):
        sweep.run()
        new = Unit.objects.system("test").get(code="CS.010")
        assert parent_of(new.pk, party) == world.unit("DU").pk
        assert parent_of(new.pk, front) == world.unit("MT").pk


def test_who_leads_a_merged_organization_leads_the_new_one(world, today, at):
    for code in ("CS.002", "CS.003"):
        lead_peer(actor=BUILDER, committee=world.unit("XA"), organization=world.unit(code), on=BEGIN)
    stage(world)
    with at(TAKES_EFFECT):
        sweep.run()
    links = PeerLeadership.objects.filter(organization__code="CS.010")
    assert [(link.committee.code, link.valid_to) for link in links] == [("XA", None)]


def test_a_role_given_before_a_late_sweep_is_handed_over_as_well(world, today, at):
    stage(world)
    with at(date(2026, 10, 20)):
        world.add_person("den.sau", "Mùa Thị Mẫu", "CS.001", roles.ENTRY)
        grant_role(
            actor=BUILDER,
            person=world.people["den.sau"],
            role=roles.ENTRY,
            unit=world.unit("CS.002"),
            line=Line.PARTY.value,
            valid_from=date(2026, 10, 18),
        )
        sweep.run()
        held = RoleGrant.objects.system("test").filter(person__username="den.sau", unit__code="CS.010")
        assert [(grant.valid_from, grant.valid_to) for grant in held] == [(date(2026, 10, 18), None)]


def test_a_role_held_in_two_merged_units_is_held_once_in_the_new_one(world, today, at):
    world.add_person("ca.hai", "Thào Văn Mẫu", "CS.002", roles.ENTRY)
    grant_role(
        actor=BUILDER,
        person=world.people["ca.hai"],
        role=roles.ENTRY,
        unit=world.unit("CS.003"),
        line=Line.PARTY.value,
        valid_from=BEGIN,
    )
    stage(world)
    with at(TAKES_EFFECT):
        sweep.run()
    held = RoleGrant.objects.system("test").filter(person__username="ca.hai", unit__code="CS.010")
    assert held.count() == 1


def test_the_code_of_a_staged_unit_is_taken(world, today):
    stage(world)
    with pytest.raises(Invalid) as refused:
        stage(world, sources=[world.unit("CS.004"), world.unit("CS.005")])
    assert set(refused.value.fields) == {"code"}
    with pytest.raises(Invalid, match="Mã đơn vị đã có"):
        world.add_unit("CS.010", "Chi bộ khác", Kind.CELL_BASE, Level.BASE, {Line.PARTY.value: "DU"})


def test_a_failing_step_of_the_sweep_does_not_stop_the_others(world, today, at, monkeypatch):
    def fail(actor):
        raise ValueError("hỏng")

    stage(world)
    monkeypatch.setattr(sweep, "STEPS", (("hỏng", fail), *sweep.STEPS))
    with at(TAKES_EFFECT), pytest.raises(ValueError, match="hỏng"):
        sweep.run()
    assert Unit.objects.system("test").filter(code="CS.010").exists()
    assert not SweepRun.objects.exists()
