"""Append-only tables and frozen columns, held by the database itself.

The triggers are created again after every migration, because SQLite loses them
whenever Django remakes a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from caunoi.kernel.running import running


@dataclass(frozen=True)
class Frozen:
    """A table that takes inserts only, or (with ``columns``) whose columns never change."""

    table: str
    columns: tuple[str, ...] = ()


def frozen_tables() -> list[Frozen]:
    """Every model that declares ``append_only = True`` or ``frozen_columns = (…)``."""
    found: list[Frozen] = []
    for model in apps.get_models():
        if getattr(model, "append_only", False):
            found.append(Frozen(model._meta.db_table))
        elif columns := getattr(model, "frozen_columns", ()):
            found.append(Frozen(model._meta.db_table, tuple(columns)))
    return found


def install(using: str = "default") -> None:
    """Create every trigger whose table is there; safe to run again."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    _run(connection, _statements(connection, present))


def remove(using: str = "default") -> None:
    """Drop every trigger: for restoring a backup and for emptying a test database."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for frozen in frozen_tables():
            if frozen.table in present:
                for statement in _drops(connection, frozen):
                    cursor.execute(statement)


@contextmanager
def lifted(*models: type[Model], using: str = "default") -> Iterator[None]:
    """Let rows of these models be changed inside the running use case's transaction, and lock them again.

    For taking out what was never allowed in (law 16), by modules that a test names. What fails inside
    takes the lifting back with it: on both databases it belongs to the transaction.
    """
    running()
    connection = connections[using]
    tables = {model._meta.db_table for model in models}
    with transaction.atomic(using=using):
        _lift(connection, tables)
        yield
        _lock(connection, tables)


def _lift(connection: BaseDatabaseWrapper, tables: set[str]) -> None:
    if connection.vendor == "sqlite":
        _run(connection, [line for frozen in _frozen(tables) for line in _drops(connection, frozen)])
    else:
        # A setting of the transaction: a dropped trigger would lock the table for everybody else.
        _name_lifted(connection, ",".join(sorted(tables)))


def _lock(connection: BaseDatabaseWrapper, tables: set[str]) -> None:
    if connection.vendor == "sqlite":
        _run(connection, _statements(connection, tables))
    else:
        _name_lifted(connection, "")


def _name_lifted(connection: BaseDatabaseWrapper, tables: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('caunoi.lifted', %s, true)", [tables])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _frozen(tables: set[str]) -> list[Frozen]:
    return [frozen for frozen in frozen_tables() if frozen.table in tables]


def _statements(connection: BaseDatabaseWrapper, present: set[str]) -> list[str]:
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    lines = [] if connection.vendor == "sqlite" else [_POSTGRES_FUNCTION]
    for frozen in _frozen(present):
        lines += _drops(connection, frozen) + make(frozen)
    return lines


def names(connection: BaseDatabaseWrapper, frozen: Frozen) -> list[str]:
    """The triggers that ``install`` makes for a table."""
    kinds = ["update"] if frozen.columns else ["update", "delete"]
    kinds += [] if connection.vendor == "sqlite" else ["truncate"]
    return [f"{frozen.table}_no_{kind}" for kind in kinds]


def _drops(connection: BaseDatabaseWrapper, frozen: Frozen) -> list[str]:
    on = "" if connection.vendor == "sqlite" else f' ON "{frozen.table}"'
    kinds = ("update", "delete") if connection.vendor == "sqlite" else ("update", "delete", "truncate")
    return [f'DROP TRIGGER IF EXISTS "{frozen.table}_no_{kind}"{on}' for kind in kinds]


def _of(frozen: Frozen) -> str:
    names = ", ".join(f'"{column}"' for column in frozen.columns)
    return f" OF {names}" if names else ""


def _sqlite(frozen: Frozen) -> list[str]:
    of = _of(frozen)
    body = f"BEGIN SELECT RAISE(ABORT, '{frozen.table} is append-only'); END"
    lines = [f'CREATE TRIGGER "{frozen.table}_no_update" BEFORE UPDATE{of} ON "{frozen.table}" {body}']
    if not frozen.columns:
        lines.append(f'CREATE TRIGGER "{frozen.table}_no_delete" BEFORE DELETE ON "{frozen.table}" {body}')
    return lines


_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION caunoi_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'TRUNCATE'
     AND TG_TABLE_NAME = ANY (string_to_array(current_setting('caunoi.lifted', true), ',')) THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
"""


def _postgresql(frozen: Frozen) -> list[str]:
    table = f'"{frozen.table}"'
    run = "EXECUTE FUNCTION caunoi_refuse()"
    of = _of(frozen)
    lines = [f'CREATE TRIGGER "{frozen.table}_no_update" BEFORE UPDATE{of} ON {table} FOR EACH ROW {run}']
    if not frozen.columns:
        lines.append(f'CREATE TRIGGER "{frozen.table}_no_delete" BEFORE DELETE ON {table} FOR EACH ROW {run}')
    lines.append(f'CREATE TRIGGER "{frozen.table}_no_truncate" BEFORE TRUNCATE ON {table} {run}')
    return lines


def install_after_migrate(using: str = "default", **_: Any) -> None:
    """Receiver of ``post_migrate``."""
    install(using)
