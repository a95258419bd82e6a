"""Frozen reports: what went out, with the versions it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from caunoi.indicators import policies
from caunoi.indicators.models import FrozenReport, Period, SubmissionVersion
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.models import StoredFile
from caunoi.kernel.usecases import use_case
from caunoi.orgs.models import Unit


@use_case("reports.freeze")
def freeze_report(
    *,
    actor: Actor,
    period: Period,
    unit: Unit,
    code: str,
    as_of: date,
    facts: dict[str, Any],
    version_ids: Iterable[int],
    docx: StoredFile | None = None,
    json: StoredFile | None = None,
) -> FrozenReport:
    """Keep a report of ``unit`` as it goes out: its facts, its files and the versions that its figures used."""
    require(policies.FREEZE, actor, unit.pk)
    report = FrozenReport.objects.create(
        period=period,
        unit=unit,
        custodian=unit,
        code=code,
        as_of=as_of,
        facts=facts,
        docx=docx,
        json=json,
        frozen_at=clock.now(),
        frozen_by_label=actor.label,
    )
    used = list(version_ids)
    report.versions.set(used)
    record(report, unit_id=unit.pk, code=code, period=str(period.key), as_of=as_of, versions=len(used))
    return report


def flag_reports_using(version: SubmissionVersion) -> list[str]:
    """Mark the frozen reports that used ``version`` as overtaken; called inside the accepting use case."""
    rows = FrozenReport.objects.system("a restatement reaches every report").filter(
        versions=version, stale_since=None
    )
    found = list(rows)
    FrozenReport.objects.system("a restatement reaches every report").filter(
        pk__in=[report.pk for report in found]
    ).update(stale_since=clock.now())
    return [report.code for report in found]
