"""Issuing a report: figures, Word file and provenance are made together and frozen in one step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from caunoi.indicators import policies
from caunoi.indicators.freezing import freeze_report
from caunoi.indicators.models import FrozenReport, Period
from caunoi.kernel import clock, files
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.errors import Invalid, NotFoundForYou
from caunoi.obligations.board import Exceptional, board
from caunoi.orgs.models import Unit
from caunoi.orgs.selectors import overseen_ids
from caunoi.outputs import period_report
from caunoi.outputs.figures import Measured
from caunoi.outputs.issuers import issuer_of
from caunoi.outputs.measured import measure
from caunoi.outputs.packing import DOCX
from caunoi.outputs.provenance import provenance, summary
from caunoi.outputs.rendering import render_docx
from caunoi.rules.periods import PeriodKey

JSON = "application/json"
STEPS = 3
CODES = {period_report.CODE: "Báo cáo kết quả thực hiện của kỳ"}


@dataclass(frozen=True)
class Issued:
    """A frozen report with its two files."""

    report: FrozenReport
    docx: bytes
    json: bytes


def issue_report(
    *,
    actor: Actor,
    period: Period,
    unit: Unit,
    on: date | None = None,
    progress: Callable[[int], object] = lambda done: None,
) -> Issued:
    """Make and freeze the report of ``unit`` for ``period``, on the tree of its last day or of ``on``.

    The use case that freezes it writes the audit row; a reader of the unit without that right is refused.
    ``progress`` is told after each of ``STEPS`` steps.
    """
    if unit.pk not in overseen_ids(actor):
        raise NotFoundForYou("Không tìm thấy đơn vị này.", where=unit.code)
    require(policies.FREEZE, actor, unit.pk)
    facts = measure(period, unit.pk, on)
    progress(1)
    issuer = issuer_of(facts.unit, period.line, clock.today())
    document = period_report.period_report(facts, _exceptions(actor, facts), issuer)
    docx = render_docx(document, issuer.layout)
    progress(2)
    origin = provenance(facts, period_report.CODE, issuer.layout, hashlib.sha256(docx).hexdigest())
    text = json.dumps(origin, ensure_ascii=False, indent=1, sort_keys=True).encode()
    report = freeze_report(
        actor=actor,
        period=period,
        unit=unit,
        code=period_report.CODE,
        as_of=facts.totals.on,
        facts=summary(origin),
        version_ids=facts.version_ids,
        docx=files.store(docx, DOCX),
        json=files.store(text, JSON),
    )
    progress(STEPS)
    return Issued(report, docx, text)


def _exceptions(actor: Actor, facts: Measured) -> list[Exceptional]:
    """Overdue work of the report's units that the actor oversees."""
    return [one for one in board(actor).exceptions if one.row.owner.id in facts.totals.places]


def period_of(actor: Actor, unit: Unit, key: PeriodKey, form: str = "") -> Period:
    """The period that a report of ``unit`` is about: the one that the unit opened, or that it reports in.

    Raises NotFoundForYou where there is none, Invalid where several forms have that period.
    """
    rows = Period.objects.visible_to(actor).filter(kind=key.kind, year=key.year, index=key.index)
    if form:
        rows = rows.filter(form__code=form)
    found: list[Period] = list(
        rows.select_related("form_version__form", "form", "unit").order_by("form__code")
    )
    own = [period for period in found if unit.pk in (period.unit_id, period.custodian_id)] or found
    if not own:
        raise NotFoundForYou("Không tìm thấy kỳ báo cáo này.", where=key.label)
    if len(own) > 1:
        names = ", ".join(f"{period.form.code} ({period.form})" for period in own)
        raise Invalid(
            f"Kỳ {key.label} có nhiều biểu báo cáo: {names}.", todo="Nêu rõ mã biểu cần lập báo cáo."
        )
    return own[0]
