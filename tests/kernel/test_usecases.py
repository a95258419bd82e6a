from datetime import date

import pytest

from caunoi.kernel import audit, usecases
from caunoi.kernel.actors import Actor, require, system_actor
from caunoi.kernel.capabilities import Capability
from caunoi.kernel.errors import Forbidden, NotFoundForYou
from caunoi.kernel.models import AuditEntry, Installation
from caunoi.kernel.running import UseCaseBroken
from caunoi.kernel.usecases import use_case

ALLOWED = Capability("test.allowed", "thử", frozenset({"entry"}), "any", by_system=True)
NOBODY = Capability("test.nobody", "thử", frozenset(), "any")


@pytest.fixture(autouse=True)
def _forget_names(monkeypatch):
    monkeypatch.setattr(usecases, "_names", dict(usecases._names))


def test_it_writes_the_audit_row_in_the_same_transaction(db):
    @use_case("test.write")
    def write(*, actor):
        require(ALLOWED, actor)
        row = Installation.objects.create(pk=1)
        audit.record(row, clock_date=(None, date(2026, 1, 1)))

    write(actor=system_actor("thử"))
    entry = AuditEntry.objects.get(action="test.write")
    assert entry.actor_label == "thử"
    assert entry.changes == {"clock_date": [None, "2026-01-01"]}


def test_a_use_case_without_a_policy_is_rolled_back(db):
    @use_case("test.unchecked")
    def write(*, actor):
        audit.record(Installation.objects.create(pk=1))

    with pytest.raises(UseCaseBroken, match="no policy"):
        write(actor=system_actor("thử"))
    assert not Installation.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_use_case_without_an_audit_row_is_rolled_back(db):
    @use_case("test.silent")
    def write(*, actor):
        require(ALLOWED, actor)
        Installation.objects.create(pk=1)

    with pytest.raises(UseCaseBroken, match="audit"):
        write(actor=system_actor("thử"))
    assert not Installation.objects.exists()


@pytest.mark.parametrize("arguments", [{}, {"actor": None}, {"actor": "chuyên viên"}])
def test_no_actor_means_refusal(db, arguments):
    @use_case("test.nobody")
    def write(*, actor=None):
        raise AssertionError("the body must not run")

    with pytest.raises(UseCaseBroken):
        write(**arguments)


def test_a_denied_use_case_leaves_no_trace(db):
    @use_case("test.denied")
    def write(*, actor):
        record = Installation.objects.create(pk=1)
        require(NOBODY, actor)
        audit.record(record)

    with pytest.raises(Forbidden):
        write(actor=system_actor("thử"))
    assert not Installation.objects.exists()


def test_what_one_may_not_know_of_is_not_found():
    with pytest.raises(NotFoundForYou):
        require(NOBODY, Actor(label="x"), visible=False)


def test_audit_outside_a_use_case_is_refused(db):
    with pytest.raises(UseCaseBroken):
        audit.record(Installation(pk=1))


def test_personal_fields_are_kept_as_a_digest_only(world):
    entry = AuditEntry.objects.filter(action="accounts.create", changes__username="lanh.dao").get()
    assert "Hà Văn Mẫu" not in str(entry.changes)
    assert set(entry.changes["full_name"]) == {"changed"}
