"""The search over all texts: invented documents of 30,000 characters on an embedded database.

``make bench`` measures 2,000 documents; ``python -m benchmarks.text_search 10000`` any number. Of the texts 500 are
distinct, the others repeat them. How often
words occur follows official texts: the commonest is 3.8 % of all words, the 21st 0.95 %, the 201st 0.07 %.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks.rollup import best
from benchmarks.rows import Row

DOCUMENTS, DISTINCT, WORDS, SENTENCE = 2_000, 500, 6_500, 32
GOAL_MS = 300
QUERIES = {
    "the two commonest words": (0, 1),
    "two common words": (10, 20),
    "two common words, as a phrase": (10, 20),
    "a common and a rare word": (10, -500),
    "two rare words": (-1, -2),
}


def rows(count: int = DOCUMENTS) -> list[Row]:
    """For ``make bench``; runs in a process of its own, with a home of its own."""
    with tempfile.TemporaryDirectory(prefix="caunoi-bench-") as home:
        environment = {**os.environ, "CAUNOI_HOME": home, "DJANGO_SETTINGS_MODULE": "caunoi.config.settings"}
        command = [sys.executable, "-m", "benchmarks.text_search", "--measure", str(count)]
        ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [Row(**row) for row in json.loads(ran.stdout.splitlines()[-1])]


def syllables() -> list[str]:
    """About 1,700 invented syllables; without diacritics every two of them look alike, as official texts have it."""
    codas = ("", "n", "t", "ng", "m", "p", "c", "nh", "ch", "i", "u", "o")
    plain = [
        (onset, vowel, coda)
        for coda in codas
        for vowel in "aeiou"
        for onset in "bcdđghklmnrstvx"
        if coda != vowel
    ]
    marked = [
        unicodedata.normalize("NFC", f"{onset}{vowel}\u0301{coda}")
        for onset, vowel, coda in plain[7:] + plain[:7]
    ]
    return [syllable for pair in zip(map("".join, plain), marked, strict=True) for syllable in pair]


def texts(count: int, known: list[str]) -> Iterator[str]:
    """Invented texts: numbered paragraphs of sentences."""
    rng = np.random.default_rng(1)
    share = 1 / (np.arange(len(known)) + 12.0) ** 1.4
    share /= share.sum()
    names = np.array(known)
    for _ in range(count):
        drawn = names[rng.choice(len(known), WORDS, p=share)]
        parts = (" ".join(drawn[at : at + SENTENCE]) for at in range(0, WORDS, SENTENCE))
        yield "KẾ HOẠCH\n" + "\n".join(f"{n}. {part.capitalize()}." for n, part in enumerate(parts, start=1))


def measure(count: int) -> Iterator[dict[str, Any]]:
    """The same, inside a process whose home is a throw-away one."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    known = syllables()
    actor = _reader()
    each = _fill(count, known, actor.unit_id)
    from caunoi.documents.text_results import describe
    from caunoi.documents.text_search import Filters, search

    def page(typed: str) -> int:
        found = search(actor, Filters(text=typed))
        describe(actor, found.query, found[:20])
        return found.sentences

    database = connection.vendor
    for name, (first, second) in QUERIES.items():
        typed = f"{known[first]} {known[second]}"
        if "phrase" in name:
            typed = f'"{typed}"'
        ms, found = best(lambda typed=typed: page(typed)), page(typed)  # type: ignore[misc]
        label = f"search of {count} texts: {name} ({found} sentences)"
        yield {
            "name": label,
            "value": round(ms, 1),
            "unit": "ms",
            "goal": GOAL_MS,
            "database": database,
            "n": 3,
        }
    yield {
        "name": f"search of {count} texts: writing the index of a text", "value": round(each, 1),
        "unit": "ms", "database": database, "n": count,
    }  # fmt: skip


def _reader() -> Any:
    """A committee and somebody who reads its documents."""
    from caunoi.accounts.selectors import actor_for
    from caunoi.accounts.services import create_account, grant_role
    from caunoi.kernel import roles
    from caunoi.kernel.actors import system_actor
    from caunoi.orgs.services import create_unit

    builder, begin = system_actor("Đo"), date(2020, 1, 1)
    unit = create_unit(
        actor=builder, code="B", name="Đảng ủy", short_name="Đảng ủy", kind="cap-uy", level="province",
        on=begin, parents={"party": None},
    )  # fmt: skip
    person = create_account(
        actor=builder, username="do", full_name="Đo", password="do-toc-do-2026", unit=unit
    )
    grant_role(actor=builder, person=person, role=roles.REVIEWER, unit=unit, line="party", valid_from=begin)
    return actor_for(person)


def _write(first: int, written: list[str], unit_id: int) -> list[Any]:
    """Documents with these texts, written in bulk, which only a benchmark may do."""
    from caunoi.documents.models import Document, DocumentVersion
    from caunoi.kernel import clock, files
    from caunoi.kernel.scoping import system_access

    begin = date(2020, 1, 1)
    with system_access("a throw-away installation of the benchmark"):
        documents = [
            Document(
                unit_id=unit_id, custodian_id=unit_id, symbol=f"{number}-KH/ĐU", doc_type="ke-hoach",
                issuer="Đảng ủy", issued_on=begin + timedelta(days=number % 2000), subject="về việc đo",
                folded_symbol=f"{number}-kh/du", registered_on=begin, registered_by_label="Đo",
            )
            for number in range(first, first + len(written))
        ]  # fmt: skip
        file = files.store(b"do", "text/plain")
        return DocumentVersion.objects.bulk_create(
            DocumentVersion(
                document=document, number=1, text=text, text_sha256="", source_file=file, file_name="do.txt",
                analyzer_version="", registered_at=clock.true_now(),
            )
            for document, text in zip(Document.objects.bulk_create(documents), written, strict=True)
        )  # fmt: skip


def _fill(count: int, known: list[str], unit_id: int) -> float:
    """``DISTINCT`` texts with their indexes, and copies of both up to ``count``; milliseconds per written index."""
    from django.db import connection, transaction

    from caunoi.documents.passages import write_index

    written = list(texts(min(DISTINCT, count), known))
    versions = _write(1, written, unit_id)
    start = time.process_time()
    with transaction.atomic():
        for version in versions:
            write_index(version)
    each = (time.process_time() - start) * 1000 / len(versions)
    for first in range(len(written), count, len(written)):
        shift = _write(first + 1, written, unit_id)[0].pk - versions[0].pk
        with connection.cursor() as cursor:
            for table, columns in (("wordplaces", "folded, exact, places"), ("textindex", "form, sentences")):
                cursor.execute(
                    f"insert into documents_{table} (version_id, {columns}) select version_id + %s, {columns} "
                    f"from documents_{table} where version_id <= %s",
                    [shift, versions[-1].pk],
                )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("analyze")
    return each


if __name__ == "__main__":
    number = int(next((word for word in sys.argv[1:] if word.isdigit()), DOCUMENTS))
    if "--measure" in sys.argv:
        print(json.dumps(list(measure(number))))
    else:
        for row in rows(number):
            print(f"{row.name}: {row.value:g} {row.unit}")
