from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from caunoi.kernel import audit_chain, triggers
from caunoi.kernel.models import AuditBlock, AuditEntry

ATTACKS = {
    "update": "UPDATE kernel_auditentry SET actor_label = 'x'",
    "delete": "DELETE FROM kernel_auditentry",
    "block update": "UPDATE kernel_auditblock SET digest = 'x'",
    "block delete": "DELETE FROM kernel_auditblock",
}


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_itself_refuses_to_change_the_log(world, attack):
    audit_chain.close_blocks(settled=timedelta(0))
    with pytest.raises(DatabaseError):
        run(ATTACKS[attack])


def test_it_refuses_truncate_on_postgresql(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError):
        run("TRUNCATE kernel_auditentry")


@pytest.mark.django_db(transaction=True)
def test_the_triggers_come_back_after_a_table_was_remade(emptied_without_triggers, world):
    """SQLite loses a table's triggers whenever Django remakes the table."""
    before = AuditEntry.objects.count()
    field = AuditEntry._meta.get_field("actor_label")
    wider = field.clone()
    wider.max_length = 210
    wider.set_attributes_from_name("actor_label")
    wider.model = AuditEntry
    with connection.schema_editor() as editor:
        editor.alter_field(AuditEntry, field, wider)
    triggers.install_after_migrate()
    with pytest.raises(DatabaseError):
        run(ATTACKS["update"])
    assert AuditEntry.objects.count() == before
    with connection.schema_editor() as editor:
        editor.alter_field(AuditEntry, wider, field)


def test_the_chain_holds_and_grows(world):
    assert audit_chain.close_blocks(settled=timedelta(0)) == 1
    assert audit_chain.close_blocks(settled=timedelta(0)) == 0
    assert audit_chain.verify() == []


def test_a_fresh_entry_waits_for_the_next_block(world):
    assert audit_chain.close_blocks() == 0


def test_a_changed_entry_breaks_the_chain(world):
    audit_chain.close_blocks(settled=timedelta(0))
    triggers.remove()
    first = AuditEntry.objects.order_by("id").first()
    AuditEntry.objects.filter(pk=first.pk).update(actor_label="người khác")
    assert "đã bị sửa" in audit_chain.verify()[0]


def test_a_missing_entry_breaks_the_chain(world):
    audit_chain.close_blocks(settled=timedelta(0))
    triggers.remove()
    AuditEntry.objects.order_by("id").first().delete()
    assert "khi đóng khối có" in audit_chain.verify()[0]


def test_a_rewritten_block_breaks_the_next_one(world, monkeypatch):
    monkeypatch.setattr(audit_chain, "BLOCK_SIZE", 5)
    audit_chain.close_blocks(settled=timedelta(0))
    assert AuditBlock.objects.count() > 2
    triggers.remove()
    first = AuditBlock.objects.order_by("id").first()
    AuditBlock.objects.filter(pk=first.pk).update(digest="0" * 64)
    assert len(audit_chain.verify()) >= 2


def test_the_chain_never_forks_where_two_workers_close_at_once(world):
    audit_chain.close_blocks(settled=timedelta(0))
    block = AuditBlock.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditBlock.objects.create(
            first_id=block.first_id,
            last_id=block.last_id + 1,
            count=block.count + 1,
            previous=block.previous,
            digest="0" * 64,
            closed_at=block.closed_at,
        )
    assert audit_chain.verify() == []
