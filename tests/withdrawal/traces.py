"""Where words still stand: in any column of any table, in any file of the installation's home."""

from __future__ import annotations

import re
from pathlib import Path

from django.db import connection


def in_tables(*words: str) -> list[str]:
    """ "table.column: value" of every place."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [
                    f"{table}.{name}: {value!r}"
                    for name, value in zip(columns, row, strict=True)
                    if _holds(value, words)
                ]
    return found


def in_files(home: Path, *words: str) -> list[str]:
    """Paths of files whose name or content holds a word."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return [str(path) for path in files if _holds(path.name, words) or _holds(path.read_bytes(), words)]


def _holds(value: object, words: tuple[str, ...]) -> bool:
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("utf-8", "replace")
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), str(value)).casefold()
    return any(word.casefold() in plain for word in words)
