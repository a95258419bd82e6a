"""Turning a target of a document into an indicator, and judging what cannot be counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caunoi.documents.models import Finding
from caunoi.documents.selectors import DECIDED
from caunoi.indicators import policies
from caunoi.indicators.models import DataElement, Indicator, Judgement, Period, Target
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import hold
from caunoi.kernel.errors import Invalid
from caunoi.kernel.usecases import use_case
from caunoi.orgs.models import Unit
from caunoi.orgs.scope import Scope
from caunoi.rules.targets import COMPARATORS


@dataclass(frozen=True)
class Measure:
    """How a target is measured. ``nature`` is element, ratio or judged; codes name data elements."""

    nature: str
    name: str
    numerator: str = ""
    denominator: str = ""
    why_judged: str = ""


@dataclass(frozen=True)
class Threshold:
    """What is to be reached. ``each_unit``: every unit in scope must reach it by itself."""

    comparator: str
    value: Decimal
    value_to: Decimal | None = None
    each_unit: bool = False
    by_date: date | None = None
    strength: str = ""


@use_case("indicators.define")
def define_target(
    *,
    actor: Actor,
    unit: Unit,
    measure: Measure,
    threshold: Threshold,
    period_kind: str,
    scope: Scope,
    finding: Finding | None = None,
) -> Target:
    """Make a confirmed target finding (or a target without one) measurable for ``unit`` and those below."""
    require(policies.DEFINE, actor, unit.pk)
    hold(unit)
    elements = _elements(measure)
    _check(unit, measure, threshold, elements, finding)
    target = Target.objects.create(
        unit=unit,
        custodian=unit,
        indicator=_indicator(measure, elements),
        finding=finding,
        provision_id=finding.provision_id if finding else None,
        comparator=threshold.comparator,
        value=threshold.value,
        value_to=threshold.value_to,
        each_unit=threshold.each_unit,
        period_kind=period_kind,
        line=scope.line,
        scope=scope.to_json(),
        by_date=threshold.by_date,
        strength=threshold.strength,
        defined_on=clock.today(),
        defined_by_label=actor.label,
    )
    record(
        target,
        unit_id=unit.pk,
        nature=measure.nature,
        name=measure.name,
        comparator=threshold.comparator,
        value=threshold.value,
    )
    return target


def _elements(measure: Measure) -> dict[str, DataElement]:
    wanted = [code for code in (measure.numerator, measure.denominator) if code]
    return {row.code: row for row in DataElement.objects.filter(code__in=wanted)}


def _check(
    unit: Unit,
    measure: Measure,
    threshold: Threshold,
    elements: dict[str, DataElement],
    finding: Finding | None,
) -> None:
    faults = dict(_measure_faults(measure, elements))
    if threshold.comparator not in COMPARATORS:
        faults["comparator"] = "Chọn cách so sánh trong danh sách."
    if threshold.comparator == "range" and (
        threshold.value_to is None or threshold.value_to < threshold.value
    ):
        faults["value_to"] = "Nhập mức trên, không nhỏ hơn mức dưới."
    if finding is not None:
        faults |= _finding_faults(unit, finding)
    if faults:
        raise Invalid("Chưa lập được chỉ tiêu.", fields=faults)


def _measure_faults(measure: Measure, elements: dict[str, DataElement]) -> dict[str, str]:
    faults = {}
    if not measure.name.strip():
        faults["name"] = "Nhập tên chỉ tiêu."
    if measure.nature not in Indicator.Nature.values:
        faults["nature"] = "Chọn cách đo."
    if measure.nature != "judged" and measure.numerator not in elements:
        faults["numerator"] = "Chọn trường số liệu để đo."
    if measure.nature == "ratio" and measure.denominator not in elements:
        faults["denominator"] = "Chọn trường số liệu làm mẫu số."
    if measure.nature == "ratio" and measure.numerator == measure.denominator:
        faults["denominator"] = "Mẫu số phải khác tử số."
    if measure.nature == "judged" and not measure.why_judged.strip():
        faults["why_judged"] = "Ghi rõ vì sao không đo được bằng số."
    return faults


def _finding_faults(unit: Unit, finding: Finding) -> dict[str, str]:
    if finding.kind != Finding.Kind.TARGET or finding.state not in DECIDED:
        return {"finding": "Chỉ lập chỉ tiêu từ nội dung đã được xác nhận trong văn bản."}
    taken = Target.objects.system("one target per finding").filter(unit=unit, finding=finding)
    return {"finding": "Nội dung này đã lập chỉ tiêu."} if taken.exists() else {}


def _indicator(measure: Measure, elements: dict[str, DataElement]) -> Indicator:
    numerator = elements[measure.numerator] if measure.nature != "judged" else None
    denominator = elements[measure.denominator] if measure.nature == "ratio" else None
    return Indicator.objects.create(
        name=measure.name.strip(),
        nature=measure.nature,
        numerator=numerator,
        denominator=denominator,
        unit_of_measure="%" if measure.nature == "ratio" else numerator.unit_of_measure if numerator else "",
        why_judged=measure.why_judged.strip() if measure.nature == "judged" else "",
    )


@use_case("indicators.judge")
def judge(*, actor: Actor, target: Target, unit: Unit, period: Period, met: bool, reason: str) -> Judgement:
    """Decide a target that cannot be counted, for a unit and a period, with the reason; the last word holds."""
    require(policies.JUDGE, actor, target.custodian_id)
    if target.indicator.nature != Indicator.Nature.JUDGED:
        raise Invalid("Chỉ tiêu này đo bằng số, không đánh giá bằng lời.")
    if not reason.strip():
        raise Invalid("Chưa có căn cứ.", fields={"reason": "Nhập căn cứ đánh giá."})
    judgement = Judgement.objects.create(
        target=target,
        unit=unit,
        period=period,
        met=met,
        reason=reason.strip(),
        at=clock.now(),
        by_label=actor.label,
    )
    record(
        target, unit_id=target.custodian_id, judged=met, of=unit.code, period=str(period.key), reason=reason
    )
    return judgement
