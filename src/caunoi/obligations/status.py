"""The one derived status, in Python and in SQL, both made from the rows of ``rules.lifecycle`` (law 5)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When

from caunoi.obligations.models import Obligation
from caunoi.rules import lifecycle
from caunoi.rules.lifecycle import Condition, Ref
from caunoi.rules.workdays import Calendar

# A reminder, not a legal term: so many working days before the due day the work "is due soon".
REMIND_WORKDAYS = 7

LATE = tuple(code for code, status in lifecycle.STATUSES.items() if status.late and not status.closed)
UNFINISHED = tuple(code for code, status in lifecycle.STATUSES.items() if not status.closed)

_LOOKUPS = {"==": "", "<": "__lt", "<=": "__lte", ">": "__gt", ">=": "__gte"}


@cache
def calendar() -> Calendar:
    """The working calendar of public bodies, built once."""
    return Calendar.load()


def status_of(duty: Obligation, today: date) -> str:
    """The status code of one obligation on a day."""
    return lifecycle.status_of(_facts(duty), today)


def why(duty: Obligation, today: date) -> str:
    """The sentence of the row that decided."""
    return lifecycle.rule_of(_facts(duty), today).why


def _facts(duty: Obligation) -> dict[str, Any]:
    return {name: getattr(duty, name) for name in lifecycle.FIELDS}


def status_case(today: date) -> Case:
    """The same rule as an SQL expression, for filters, counts and sorting."""
    *decisive, last = lifecycle.RULES
    whens = [When(_all(rule.conditions, today), then=Value(rule.status)) for rule in decisive]
    return Case(*whens, default=Value(last.status), output_field=CharField())


def _all(conditions: tuple[Condition, ...], today: date) -> Q:
    together = Q()
    for condition in conditions:
        together &= _q(condition, today)
    return together


def _q(condition: Condition, today: date) -> Q:
    if condition.op in ("is_null", "not_null"):
        return Q(**{f"{condition.field}__isnull": condition.op == "is_null"})
    other: Any = condition.other
    if isinstance(other, Ref):
        other = Value(today) if other == lifecycle.TODAY else F(other.name)
    return Q(**{f"{condition.field}{_LOOKUPS[condition.op]}": other})


def remind_on(due_on: date | None) -> date | None:
    """The day from which the work is due soon."""
    return calendar().add_workdays(due_on, -REMIND_WORKDAYS).value if due_on else None


def owner_late_days(duty: Obligation, today: date) -> int:
    """Working days by which the owner is or was late; the wait for acceptance is not the owner's."""
    if duty.due_on is None or duty.stage == Obligation.Stage.CANCELLED:
        return 0
    ended = duty.submitted_on or duty.accepted_on or today
    return calendar().workdays_between(duty.due_on, ended).value


def approver_late_days(duty: Obligation, today: date) -> int:
    """Working days after the due day that the result lay with the approver (law 13)."""
    if duty.due_on is None or duty.submitted_on is None or duty.stage == Obligation.Stage.CANCELLED:
        return 0
    since = max(duty.due_on, duty.submitted_on)
    return calendar().workdays_between(since, duty.accepted_on or today).value
