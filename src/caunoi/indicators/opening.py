"""Opening a period: who will owe a report is previewed, then frozen together with the form version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caunoi.indicators import policies
from caunoi.indicators.duties import owe_reports
from caunoi.indicators.models import ExpectedReporter, FormVersion, Period, Submission
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import hold
from caunoi.kernel.errors import Invalid
from caunoi.kernel.usecases import use_case
from caunoi.language.dates import format_date
from caunoi.orgs.models import Unit
from caunoi.orgs.scope import Scope, expand
from caunoi.orgs.selectors import UnitLabel, living_successors, tree_at
from caunoi.rules.periods import PeriodKey


@dataclass(frozen=True)
class Reporter:
    """One unit that will owe a report, and the unit directly above that accepts it."""

    unit: UnitLabel
    superior_id: int


def preview_reporters(scope: Scope, key: PeriodKey) -> list[Reporter]:
    """Whom the scope names, on today's tree or on that of the period's last day if that has passed."""
    day = min(clock.today(), key.end)
    parents = tree_at(scope.line, day).parents
    return [Reporter(unit, parents.get(unit.id) or unit.id) for unit in expand(scope, day)]


@use_case("reports.open_period")
def open_period(
    *, actor: Actor, unit: Unit, form_version: FormVersion, key: PeriodKey, scope: Scope, due_on: date
) -> Period:
    """Open ``key`` for every unit of ``scope``: form version and reporters are frozen, one obligation each."""
    require(policies.OPEN_PERIOD, actor, unit.pk)
    hold(unit)
    reporters = preview_reporters(scope, key)
    _check(unit, form_version, key, scope, due_on, reporters)
    period = Period.objects.create(
        unit=unit,
        custodian=unit,
        form_id=form_version.form_id,
        form_version=form_version,
        kind=key.kind,
        year=key.year,
        index=key.index,
        line=scope.line,
        due_on=due_on,
        tree_date=key.end,
        opened_at=clock.now(),
        opened_by_label=actor.label,
        scope=scope.to_json(),
    )
    expect(actor, period, reporters)
    record(
        period, unit_id=unit.pk, period=str(key), due_on=due_on, reporters=[r.unit.code for r in reporters]
    )
    return period


def expect(actor: Actor, period: Period, reporters: Sequence[Reporter], added_on: date | None = None) -> None:
    """Put units on the period's list, each with its submission and its obligation."""
    involved = {unit for reporter in reporters for unit in (reporter.unit.id, reporter.superior_id)}
    answering = living_successors(involved, clock.today())
    ExpectedReporter.objects.bulk_create(
        [
            ExpectedReporter(period=period, unit_id=r.unit.id, superior_id=r.superior_id, added_on=added_on)
            for r in reporters
        ],
        batch_size=200,
    )
    submissions = [
        Submission(
            period=period,
            unit_id=r.unit.id,
            custodian_id=answering[r.unit.id],
            superior_id=answering[r.superior_id],
        )
        for r in reporters
    ]
    Submission.objects.system("the period's own list").bulk_create(submissions, batch_size=200)
    owe_reports(actor, period, submissions)


def _check(
    unit: Unit,
    form_version: FormVersion,
    key: PeriodKey,
    scope: Scope,
    due_on: date,
    reporters: Sequence[Reporter],
) -> None:
    faults = {}
    definition = form_version.read
    if key.kind != definition.period_kind:
        faults["period"] = "Loại kỳ không khớp với biểu mẫu. Chọn kỳ cùng loại với biểu."
    if key.end < form_version.valid_from:
        faults["form"] = (
            f"Biểu này áp dụng từ ngày {format_date(form_version.valid_from)}. Chọn biểu hoặc kỳ khác."
        )
    if due_on < key.start:
        faults["due_on"] = "Hạn gửi phải sau ngày bắt đầu kỳ báo cáo."
    if not reporters:
        faults["scope"] = "Phạm vi này chưa có đơn vị nào. Chọn lại loại đơn vị hoặc đơn vị cấp trên."
    if scope.top_id != unit.pk:
        faults["scope"] = "Chỉ mở kỳ báo cáo cho đơn vị thuộc đơn vị đang làm việc."
    if _opened(unit, form_version, key):
        faults["period"] = f"{definition.short_name} {key.label} đã mở rồi. Xem trong danh sách kỳ báo cáo."
    if faults:
        raise Invalid("Chưa mở được kỳ báo cáo.", fields=faults)


def _opened(unit: Unit, form_version: FormVersion, key: PeriodKey) -> bool:
    rows = Period.objects.system("a period is opened once").filter(unit=unit, form_id=form_version.form_id)
    return rows.filter(kind=key.kind, year=key.year, index=key.index).exists()
