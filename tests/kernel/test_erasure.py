"""Taking words out of the log: what stays, what is noticed, and who may."""

from __future__ import annotations

import ast
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from caunoi.kernel import audit_chain, triggers
from caunoi.kernel.actors import system_actor
from caunoi.kernel.erasure import about, forget
from caunoi.kernel.models import AuditEntry, AuditErasure
from caunoi.kernel.running import UseCaseBroken, mark_policy_checked
from caunoi.kernel.usecases import use_case
from caunoi.orgs.models import Unit
from tests.house import PACKAGE, parsed, sources

ACTOR = system_actor("Thử")


@use_case("tests.forget")
def forget_unit(*, actor, unit, entries):
    mark_policy_checked()
    forget(unit, entries, unit_id=None)


@use_case("tests.break_in")
def break_in(*, actor):
    mark_policy_checked()
    with triggers.lifted(AuditEntry):
        AuditEntry.objects.update(actor_label="người khác")
        raise RuntimeError


@pytest.fixture
def erased(world):
    """The entries about one unit, erased after their block was closed."""
    audit_chain.close_blocks(settled=timedelta(0))
    unit = world.unit("CS.001")
    entries = about(Unit, [unit.pk])
    assert entries
    forget_unit(actor=ACTOR, unit=unit, entries=entries)
    return AuditEntry.objects.filter(pk__in=entries)


def tamper(rows, **changes):
    triggers.remove()
    rows.update(**changes)
    triggers.install()


def test_words_go_and_all_else_stays(world, erased):
    for row in erased:
        assert (row.salt, row.target_label, row.changes) == ("", "", {})
        assert row.actor_label
        assert row.action
        assert row.target_id == str(world.unit("CS.001").pk)


def test_the_chain_holds_before_and_after_the_next_block(erased):
    assert audit_chain.verify() == []
    audit_chain.close_blocks(settled=timedelta(0))
    assert audit_chain.verify() == []
    assert audit_chain.erased() == erased.count()


def test_an_entry_erased_before_its_block_was_closed_holds_too(world):
    unit = world.unit("CS.001")
    forget_unit(actor=ACTOR, unit=unit, entries=about(Unit, [unit.pk]))
    audit_chain.close_blocks(settled=timedelta(0))
    assert audit_chain.verify() == []


@pytest.mark.parametrize("change", [{"actor_label": "người khác"}, {"action": "khac"}, {"target_id": "9"}])
def test_an_erased_entry_cannot_be_altered_unnoticed(erased, change):
    tamper(erased, **change)
    assert any("đã bị sửa" in fault for fault in audit_chain.verify())


def test_words_written_into_an_erased_entry_are_noticed(erased):
    tamper(erased, target_label="Đơn vị khác")
    assert any("lại có lời" in fault for fault in audit_chain.verify())


def test_blanking_without_an_erasure_is_noticed(world):
    audit_chain.close_blocks(settled=timedelta(0))
    tamper(AuditEntry.objects.filter(pk=AuditEntry.objects.earliest("pk").pk), target_label="", changes={})
    assert any("đã bị sửa" in fault for fault in audit_chain.verify())


def test_an_erasure_that_no_entry_tells_of_is_noticed(erased):
    """Somebody with the database in hand blanks one more entry and hangs it on the same reason."""
    other = AuditEntry.objects.filter(erasure=None).earliest("pk")
    because = AuditErasure.objects.first().because
    AuditErasure.objects.create(entry=other, words_digest=audit_chain.words_digest(other), because=because)
    tamper(AuditEntry.objects.filter(pk=other.pk), salt="", target_label="", changes={})
    assert any("không nói đến" in fault for fault in audit_chain.verify())


def test_what_explains_an_erasure_is_never_erased_itself(world, erased):
    assert about(Unit, [world.unit("CS.001").pk]) == []


def test_two_equal_words_have_different_digests(world):
    """Else whoever guesses at erased words could ask the digest whether the guess is right."""
    first, second = AuditEntry.objects.order_by("pk")[:2]
    second.target_label, second.changes = first.target_label, first.changes
    assert audit_chain.words_digest(first) != audit_chain.words_digest(second)


def test_the_log_is_locked_again_afterwards(erased):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(actor_label="người khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditErasure.objects.all().delete()


def test_a_break_in_that_fails_leaves_the_log_locked(world):
    before = AuditEntry.objects.earliest("pk").actor_label
    with pytest.raises(RuntimeError):
        break_in(actor=ACTOR)
    assert AuditEntry.objects.earliest("pk").actor_label == before
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(actor_label="người khác")


def test_outside_of_a_use_case_no_lock_is_lifted(world):
    with pytest.raises(UseCaseBroken), triggers.lifted(AuditEntry):
        pass


def test_only_withdrawals_lift_a_lock():
    callers = {
        path.relative_to(PACKAGE).as_posix()
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Name | ast.Attribute)
        and getattr(node, "attr", getattr(node, "id", "")) == "lifted"
    }
    assert callers == {
        "kernel/erasure.py",
        "obligations/withdrawn.py",
        "indicators/withdrawn.py",
        "directives/withdrawn.py",
    }
