"""Roles are given in their line, delegated for no longer than held, and end with what was delegated of them."""

from datetime import date

import pytest
from django.test import Client

from caunoi.accounts.models import RoleGrant
from caunoi.accounts.services import (
    create_account_with_role,
    delegate_by_name,
    end_delegation,
    grant_role,
    revoke_role,
)
from caunoi.kernel import roles
from caunoi.kernel.errors import Forbidden, Invalid
from caunoi.orgs.lines import Kind, Level, Line
from caunoi.orgs.services import attach
from tests.world import BEGIN, BUILDER, PASSWORD


@pytest.fixture
def front_admin(world, today):
    """Administers the Front's line, in which the Party committee DU also stands."""
    front = Line.FRONT.value
    world.add_unit("MT", "Mặt trận tỉnh", Kind.FRONT, Level.PROVINCE, {front: None})
    attach(actor=BUILDER, unit=world.unit("DU"), parent=world.unit("MT"), line=front, on=BEGIN)
    world.add_person("qt.mt", "Giàng Thị Mẫu", "MT", roles.UNIT_ADMIN, line=front)
    return world.actor("qt.mt")


def test_an_admin_of_one_line_gives_no_role_in_another(world, front_admin):
    def give(line):
        return grant_role(
            actor=front_admin,
            person=world.people["qt.mt"],
            role=roles.SUPERIOR,
            unit=world.unit("DU"),
            line=line,
            valid_from=BEGIN,
        )

    with pytest.raises(Forbidden):
        give(Line.PARTY.value)
    assert give(Line.FRONT.value).line == Line.FRONT


def test_nor_does_a_new_account_get_one(world, front_admin):
    with pytest.raises(Forbidden):
        create_account_with_role(
            actor=front_admin,
            username="moi",
            full_name="Người Mới",
            password=PASSWORD,
            unit=world.unit("DU"),
            role=roles.SUPERIOR,
            line=Line.PARTY.value,
            valid_from=BEGIN,
            valid_to=None,
        )


@pytest.fixture
def colleagues(world, today):
    world.add_person("dong.su", "Đồng Thị Mẫu", "CS.001", roles.ENTRY)
    world.add_person("dong.su.2", "Đồng Văn Mẫu", "CS.001", roles.ENTRY)
    return world


def hand_on(world, until=date(2026, 10, 31)):
    return delegate_by_name(actor=world.leader, role=roles.LEADER, username="dong.su", until=until)


def test_a_delegated_role_is_not_delegated_further(colleagues):
    hand_on(colleagues)
    with pytest.raises(Invalid) as refused:
        delegate_by_name(
            actor=colleagues.actor("dong.su"),
            role=roles.LEADER,
            username="dong.su.2",
            until=date(2026, 10, 31),
        )
    assert "role" in refused.value.fields


def test_nobody_delegates_for_longer_than_the_role_is_held(colleagues):
    rows = RoleGrant.objects.system("test").filter(person__username="lanh.dao")
    rows.update(valid_to=date(2026, 11, 1))
    with pytest.raises(Invalid, match="Thời hạn") as refused:
        hand_on(colleagues, date(2026, 11, 1))
    assert "31/10/2026" in refused.value.fields["until"]
    assert hand_on(colleagues, date(2026, 10, 31)).valid_to == date(2026, 11, 1)


def test_revoking_a_role_ends_what_was_delegated_of_it(colleagues):
    hand_on(colleagues)
    assert roles.LEADER in colleagues.actor("dong.su").roles
    own = RoleGrant.objects.system("test").get(person__username="lanh.dao")
    revoke_role(actor=colleagues.unit_admin, grant=own, reason="Thôi giữ chức vụ")
    assert colleagues.actor("dong.su").roles == {roles.ENTRY}


def test_a_role_that_has_ended_is_not_ended_again_on_another_day(colleagues, at):
    given = hand_on(colleagues)
    end_delegation(actor=colleagues.leader, pk=given.pk)
    with at(date(2026, 10, 20)), pytest.raises(Invalid, match="đã kết thúc"):
        end_delegation(actor=colleagues.leader, pk=given.pk)
    assert RoleGrant.objects.system("test").get(pk=given.pk).valid_to == date(2026, 10, 12)


@pytest.mark.parametrize(("address", "status"), [("127.0.0.1", 302), ("::1", 302), ("192.0.2.7", 401)])
def test_a_demo_account_is_let_in_from_this_machine_only(world, address, status):
    person = world.people["lanh.dao"]
    person.is_demo = True
    person.save()
    typed = {"username": "lanh.dao", "password": PASSWORD}
    assert Client(REMOTE_ADDR=address).post("/dang-nhap/", typed).status_code == status


def test_a_role_is_not_given_twice_but_may_follow_itself(world, today):
    def give(first, last=None):
        return grant_role(
            actor=world.unit_admin,
            person=world.people["nguoi.nhap"],
            role=roles.LEADER,
            unit=world.unit("CS.001"),
            line=Line.PARTY.value,
            valid_from=first,
            valid_to=last,
        )

    give(date(2026, 10, 1), date(2026, 10, 31))
    with pytest.raises(Invalid, match="đã giữ vai trò"):
        give(date(2026, 10, 31))
    assert give(date(2026, 11, 1)).valid_from == date(2026, 11, 1)


@pytest.mark.parametrize(
    "disguise",
    [
        lambda turn: ({"HTTP_X_FORWARDED_FOR": f"192.0.2.{turn}"}, "lanh.dao"),
        lambda turn: ({}, "  lanh.dao" + " " * turn),
        lambda turn: ({}, "lanh.dao"[:turn] + "lanh.dao"[turn:].translate({97: 0xFF41, 110: 0xFF4E})),
    ],
)
def test_no_disguise_of_name_or_address_gives_more_tries(world, disguise):
    client = Client()
    for turn in range(5):
        headers, name = disguise(turn)
        client.post("/dang-nhap/", {"username": name, "password": "sai"}, **headers)
    typed = {"username": "lanh.dao", "password": PASSWORD}
    assert client.post("/dang-nhap/", typed, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429
