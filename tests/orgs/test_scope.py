from caunoi.orgs.lines import Kind, Line
from caunoi.orgs.scope import Scope, describe, expand


def test_a_scope_names_every_unit_of_its_kinds_below_the_top(world):
    scope = Scope(Line.PARTY, world.unit("DU").pk, (Kind.CELL_BASE,))
    assert [unit.code for unit in expand(scope)] == ["CS.002", "CS.003", "CS.001"]
    assert describe(scope) == "mọi chi bộ cơ sở thuộc Đảng ủy các cơ quan Đảng tỉnh"


def test_it_survives_being_stored(world):
    scope = Scope(Line.PARTY, world.unit("DU").pk, only=(world.unit("CS.004").pk,))
    assert [unit.code for unit in expand(Scope.from_json(scope.to_json()))] == ["CS.004"]
