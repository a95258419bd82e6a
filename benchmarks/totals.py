"""Totals of a period from the database: 2,000 reporters × 19 figures on the embedded SQLite.

The installation is a temporary one, filled in bulk and thrown away. Figures for 52,000 reporters follow from
the number of queries, which does not grow, and from ``benchmarks/rollup.py``.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

UNITS, FIGURES = 2_000, 19


def rows() -> Iterator[tuple[str, str, str]]:
    """(what, figure, aim) for ``make bench``; runs in a process of its own, with a home of its own."""
    with tempfile.TemporaryDirectory(prefix="caunoi-bench-") as home:
        environment = {**os.environ, "CAUNOI_HOME": home, "DJANGO_SETTINGS_MODULE": "caunoi.config.settings"}
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.totals", "--measure"],
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
    for line in ran.stdout.splitlines():
        what, figure, aim = line.split("\t")
        yield what, figure, aim


def measure() -> Iterator[tuple[str, str, str]]:
    """The same, inside a process whose home is a throw-away one."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    period = _fill()
    from benchmarks.rollup import best
    from caunoi.indicators.selectors.totals import totals

    code = period.form_version.read.numbers[0].code

    def once() -> None:
        found = totals(period)
        found.total(found.root, code)

    yield f"totals: one period of {UNITS} reports, from the database", f"{best(once):.0f} ms", "< 300 ms"
    with CaptureQueriesContext(connection) as asked:
        once()
    yield "totals: queries for it", str(len(asked)), "3"


def _fill():  # type: ignore[no-untyped-def]
    """A committee with its reporters, all accepted; written in bulk, which only a benchmark may do."""
    from datetime import date

    import numpy as np

    from caunoi.indicators.models import Form, FormVersion, Period, Submission, SubmissionVersion
    from caunoi.kernel import clock
    from caunoi.kernel.scoping import system_access
    from caunoi.orgs.models import Subordination, Unit
    from caunoi.rules.columns import Column, FieldState

    begin = date(2020, 1, 1)
    fields = [
        {"code": f"b.{n}", "label": f"Số {n}", "nature": "flow", "value": "integer", "min": 0}
        for n in range(FIGURES)
    ]
    definition = {
        "code": "do", "version": 1, "name": "Đo", "period_kind": "quarter", "line": "party",
        "valid_from": "2026-01-01", "sections": [{"code": "a", "title": "A", "fields": fields}],
    }  # fmt: skip
    rng = np.random.default_rng(3)
    with system_access("a throw-away installation of the benchmark"):
        top = Unit.objects.create(code="B", established_on=begin)
        Unit.objects.bulk_create([Unit(code=f"B.{n}", established_on=begin) for n in range(UNITS)])
        below = list(Unit.objects.exclude(pk=top.pk).order_by("pk"))
        Subordination.objects.create(unit=top, parent=None, line="party", valid_from=begin)
        links = [Subordination(unit=unit, parent=top, line="party", valid_from=begin) for unit in below]
        Subordination.objects.bulk_create(links)
        form = Form.objects.create(code="do", title="Đo")
        version = FormVersion.objects.create(form=form, number=1, definition=definition, valid_from=begin)
        period = Period.objects.create(
            unit=top, custodian=top, form=form, form_version=version, kind="quarter", year=2026, index=3,
            line="party", due_on=date(2026, 10, 5), tree_date=date(2026, 9, 30), opened_at=clock.true_now(),
            scope={},
        )  # fmt: skip
        made = Submission.objects.bulk_create(
            [
                Submission(period=period, unit=unit, custodian=unit, superior=top, state="accepted")
                for unit in below
            ]
        )
        given = [
            [(int(value), FieldState.VALUE) for value in row]
            for row in rng.integers(0, 999, (UNITS, FIGURES))
        ]
        sent = SubmissionVersion.objects.bulk_create(
            [
                SubmissionVersion(
                    submission=row,
                    number=1,
                    typed={},
                    packed=Column.of(cells).pack(),
                    sent_at=clock.true_now(),
                )
                for row, cells in zip(made, given, strict=True)
            ]
        )
        for row, one in zip(made, sent, strict=True):
            row.current = row.accepted = one
        Submission.objects.bulk_update(made, ["current", "accepted"], batch_size=500)
    return period


if __name__ == "__main__":
    for measured in measure() if "--measure" in sys.argv else rows():
        print("\t".join(measured))
