import unicodedata
from datetime import date

import pytest

from caunoi.kernel.errors import Forbidden, Invalid
from caunoi.orgs import services
from caunoi.orgs.lines import Kind, Level, Line
from caunoi.orgs.selectors import label, labels, search_units, tree_at
from tests.world import BEGIN, BUILDER


def create(name, code="CS.020"):
    return services.create_unit(
        actor=BUILDER,
        code=code,
        name=name,
        short_name=name,
        kind=Kind.CELL_BASE,
        level=Level.BASE,
        on=BEGIN,
        parents={Line.PARTY: "DU"},
    )


@pytest.mark.parametrize(
    "name",
    [
        "Chi bộ Sơn Hà",
        unicodedata.normalize("NFD", "Chi bộ Sơn Hà"),
        "CHI BỘ  SƠN HÀ",
        "chi bộ Sơn Hà ",
    ],
)
def test_the_same_name_however_typed_is_the_same_unit(world, name):
    with pytest.raises(Invalid):
        create(name)


def test_names_that_fold_alike_are_two_units(world):
    found = [unit.name for unit in search_units(world.unit_admin, "son ha")]
    assert found == ["Chi bộ Sơn Hà", "Chi bộ Sơn Hạ"]


def test_a_name_holds_from_its_date_on(world, today):
    unit = world.unit("CS.004")
    services.rename_unit(
        actor=world.unit_admin,
        unit=unit,
        name="Đảng bộ Trường Chính trị tỉnh",
        short_name="",
        on=date(2026, 7, 1),
        decision="5-QĐ/ĐU",
    )
    assert label(unit.pk, date(2026, 6, 30)).name == "Đảng bộ Trường Chính trị"
    assert label(unit.pk, date(2026, 7, 1)).name == "Đảng bộ Trường Chính trị tỉnh"


def test_a_parent_holds_from_its_date_on(world, today):
    unit = world.unit("CS.004")
    services.attach(actor=BUILDER, unit=unit, parent=world.unit("XA"), line=Line.PARTY, on=date(2026, 7, 1))
    assert tree_at(Line.PARTY, date(2026, 6, 30)).parents[unit.pk] == world.unit("DU").pk
    assert tree_at(Line.PARTY, date(2026, 7, 1)).parents[unit.pk] == world.unit("XA").pk


def test_a_unit_never_stands_under_itself(world):
    with pytest.raises(Invalid):
        services.attach(
            actor=BUILDER,
            unit=world.unit("TU"),
            parent=world.unit("CS.001"),
            line=Line.PARTY,
            on=date(2026, 7, 1),
        )


def test_a_unit_not_yet_there_is_named_as_it_will_be(world):
    assert labels([world.unit("CS.001").pk], date(2019, 1, 1))[world.unit("CS.001").pk].code == "CS.001"


def test_an_admin_takes_no_unit_of_others_under_the_own_one(world, today):
    with pytest.raises(Forbidden):
        services.attach(
            actor=world.unit_admin,
            unit=world.unit("CB.XA"),
            parent=world.unit("DU"),
            line=Line.PARTY,
            on=date(2026, 1, 1),
        )


@pytest.mark.parametrize("parents", [{Line.STATE: None}, {}])
def test_only_the_installation_itself_begins_a_new_tree(world, today, parents):
    with pytest.raises((Invalid, Forbidden)):
        services.create_unit(
            actor=world.unit_admin,
            code="MOI",
            name="Cơ quan mới",
            short_name="Cơ quan mới",
            kind=Kind.AGENCY,
            level=Level.PROVINCE,
            on=BEGIN,
            parents=parents,
        )


def test_an_admin_sets_up_no_unit_in_a_line_of_others(world, today):
    with pytest.raises(Forbidden):
        services.create_unit(
            actor=world.unit_admin,
            code="MOI",
            name="Hội mới",
            short_name="Hội mới",
            kind=Kind.MASS_ORGANIZATION,
            level=Level.BASE,
            on=BEGIN,
            parents={Line.FRONT: "DU"},
        )


def test_nobody_makes_a_leading_link_to_a_unit_that_is_not_the_own(world):
    with pytest.raises(Forbidden):
        services.lead_peer(
            actor=world.unit_admin, committee=world.unit("DU"), organization=world.unit("XA"), on=BEGIN
        )


def test_the_audit_log_names_a_unit_and_not_its_code(world):
    from caunoi.kernel.models import AuditEntry

    row = AuditEntry.objects.filter(action="orgs.create_unit", target_id=str(world.unit("CS.004").pk)).get()
    assert row.target_label == "Đảng bộ Trường Chính trị"
