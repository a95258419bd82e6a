import pytest
from django.db.models import Count

from caunoi.accounts.models import RoleGrant
from caunoi.kernel.scoping import ScopeNotStated, system_access
from caunoi.orgs.models import Reorganization, Unit

WAYS = {
    "list": lambda: list(Unit.objects.all()),
    "count": lambda: Unit.objects.count(),
    "first": lambda: Unit.objects.first(),
    "exists": lambda: Unit.objects.filter(code="DU").exists(),
    "get": lambda: Unit.objects.get(code="DU"),
    "values": lambda: list(Unit.objects.values_list("code")),
    "iterator": lambda: list(Unit.objects.iterator()),
    "update": lambda: Unit.objects.update(code="Z"),
    "delete": lambda: Unit.objects.all().delete(),
    "aggregate": lambda: Unit.objects.aggregate(Count("id")),
    "subquery": lambda: list(
        RoleGrant.objects.system("test").filter(unit__in=Unit.objects.filter(code="DU"))
    ),
    "in_bulk": lambda: Unit.objects.in_bulk([1]),
    "slice": lambda: Unit.objects.all()[0],
    "bool": lambda: bool(Unit.objects.all()),
    "contains": lambda: Unit.objects.contains(Unit(pk=1)),
    "get_or_create": lambda: Unit.objects.get_or_create(code="DU"),
    "update_or_create": lambda: Unit.objects.update_or_create(code="DU", defaults={}),
    "raw": lambda: list(Unit.objects.raw("select * from orgs_unit")),
    "bulk_update": lambda: Unit.objects.bulk_update([Unit(pk=1, code="Q")], ["code"]),
    "union": lambda: list(Unit.objects.filter(code="DU").union(Unit.objects.filter(code="TU"))),
    "explain": lambda: Unit.objects.all().explain(),
    "default manager": lambda: list(Unit._default_manager.all()),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_guarded_query_refuses_to_run(world, way):
    with pytest.raises(ScopeNotStated):
        WAYS[way]()


def test_a_reverse_relation_is_guarded_too(world):
    with pytest.raises(ScopeNotStated):
        list(world.unit("DU").grants.all())


def test_a_prefetch_is_guarded_too(world):
    with pytest.raises(ScopeNotStated):
        list(Unit.objects.visible_to(world.unit_admin).prefetch_related("grants"))


def test_an_empty_queryset_needs_no_reason(db):
    assert list(Unit.objects.none()) == []


def test_system_access_needs_a_reason(db):
    with pytest.raises(ValueError, match="why"):
        Unit.objects.system("")
    with pytest.raises(ValueError, match="why"), system_access(""):
        pass


def test_each_sees_what_the_role_reaches(world):
    def codes(actor):
        return set(Unit.objects.visible_to(actor).values_list("code", flat=True))

    assert codes(world.clerk) == {"TU", "DU", "CS.001"}
    assert codes(world.reviewer) == {"TU", "DU", "CS.001", "CS.002", "CS.003", "CS.004", "CS.005"}
    assert codes(world.stranger) == {"TU", "XA", "CB.XA"}
    assert codes(world.auditor) == set(world.units)


def test_somebody_without_a_role_sees_nothing(world):
    from caunoi.kernel.actors import Actor

    assert not Unit.objects.visible_to(Actor(label="x")).exists()
    assert not Reorganization.objects.visible_to(Actor(label="x")).exists()


@pytest.mark.parametrize(
    "combine",
    [
        lambda seen, other: seen.union(other),
        lambda seen, other: seen | other,
        lambda seen, other: seen & other,
        lambda seen, other: seen.intersection(other),
    ],
)
def test_a_cleared_query_lends_its_right_to_no_other(world, combine):
    seen = Unit.objects.visible_to(world.clerk)
    with pytest.raises(ScopeNotStated):
        list(combine(seen, Unit.objects.all()))
    assert len(combine(seen, Unit.objects.visible_to(world.clerk))) == 3
