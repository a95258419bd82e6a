"""At a merge the successor answers for the reports of the units that ceased.

Each ceased unit's report stays a row of its own under its unit of record. Where the merge falls inside a
period, the new unit owes a report too: two units merged in mid-quarter give three rows (law 10).
"""

from __future__ import annotations

from datetime import date

from django.db.models import F

from caunoi.indicators.filling import Kind, note
from caunoi.indicators.models import FrozenReport, Period, Submission, Target
from caunoi.indicators.opening import Reporter, expect
from caunoi.kernel.actors import Actor
from caunoi.orgs.custody import CustodyTransfer
from caunoi.orgs.selectors import labels, parent_of

OPEN = (Submission.State.NONE, Submission.State.DRAFT, Submission.State.SUBMITTED, Submission.State.RETURNED)


def preview(unit_ids: list[int]) -> list[str]:
    """How many reports would move, by unit."""
    rows = Submission.objects.system("preview of a merge").filter(custodian_id__in=unit_ids)
    counts: dict[int, list[bool]] = {}
    for unit_id, state in rows.values_list("custodian_id", "state"):
        counts.setdefault(unit_id, []).append(state in OPEN)
    names = labels(unit_ids)
    return [
        f"{names[unit_id].name}: {sum(found)} báo cáo chưa xong, {len(found) - sum(found)} báo cáo đã duyệt"
        for unit_id, found in counts.items()
    ]


def transfer(actor: Actor, mapping: dict[int, int], on: date) -> list[str]:
    """Move custody of all reports, who accepts them, and whatever else the ceased units kept.

    Accepted reports too get their new superior: a restatement must find somebody who accepts it.
    """
    names = labels([*mapping, *mapping.values()])
    moved = []
    for ceased, successor in mapping.items():
        open_rows = list(_of(custodian_id=ceased).filter(state__in=OPEN))
        words = f"{names[ceased].name} kết thúc hoạt động; {names[successor].name} tiếp nhận."
        for submission in open_rows:
            note(actor, submission, Kind.MOVED, submission.current, words)
        count = _of(custodian_id=ceased).update(custodian_id=successor, revision=F("revision") + 1)
        _of(superior_id=ceased).update(superior_id=successor, revision=F("revision") + 1)
        for model in (Period, Target, FrozenReport):
            kept = model.objects.system("merge").filter(custodian_id=ceased)
            kept.update(custodian_id=successor, revision=F("revision") + 1)
        if count:
            moved.append(f"{names[ceased].code}: {count} báo cáo, {len(open_rows)} chưa xong")
    return moved + _rows_of_their_own(actor, mapping, on)


def _of(**condition: int):  # type: ignore[no-untyped-def]
    return Submission.objects.system("merge").filter(**condition)


def _rows_of_their_own(actor: Actor, mapping: dict[int, int], on: date) -> list[str]:
    """The successor's own report in every period that the merge falls into."""
    running = Period.objects.system("merge inside a period").filter(
        reporters__unit_id__in=list(mapping), tree_date__gte=on
    )
    added = []
    for period in running.select_related("form_version__form").distinct():
        if period.key.start >= on:
            continue
        listed = set(period.reporters.values_list("unit_id", flat=True))
        wanted = {mapping[unit] for unit in listed & set(mapping)} - listed
        names = labels(wanted, on)
        expect(actor, period, [_reporter(names[unit], period, on) for unit in sorted(wanted)], added_on=on)
        added += [f"{names[unit].code}: thêm báo cáo {period.key.label}" for unit in sorted(wanted)]
    return added


def _reporter(unit, period: Period, on: date) -> Reporter:  # type: ignore[no-untyped-def]
    return Reporter(unit, parent_of(unit.id, period.line, on) or unit.id)


TRANSFER = CustodyTransfer("indicators", "Báo cáo và chỉ tiêu", preview, transfer)
