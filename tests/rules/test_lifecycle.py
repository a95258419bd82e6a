"""The status table: exactly one status for any record, fair on the boundary days."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.rules.lifecycle import (
    FIELDS,
    RULES,
    STAGES,
    STATUSES,
    TODAY,
    Condition,
    Ref,
    on_time_rate,
    on_time_rate_of,
    rule_of,
    status_of,
)

DUE = date(2026, 12, 31)
some_day = st.dates(date(2026, 12, 25), date(2027, 1, 5))
records = st.fixed_dictionaries(
    {"stage": st.sampled_from([*STAGES, None, "unheard-of"])}
    | {name: st.none() | some_day for name in FIELDS if name != "stage"}
)


def record(stage: str = "open", **dates: date | None) -> dict[str, object]:
    return {
        "stage": stage,
        "due_on": DUE,
        "remind_on": None,
        "submitted_on": None,
        "accepted_on": None,
    } | dates


@given(records, some_day)
def test_any_record_has_exactly_one_known_status_on_any_day(given_record: dict, today: date) -> None:
    status = status_of(given_record, today)
    assert status in STATUSES
    reasons = [rule for rule in RULES if all(c.holds(given_record, today) for c in rule.conditions)]
    assert reasons[0] is rule_of(given_record, today)
    assert reasons[-1].status == "open"


@given(records, some_day)
def test_the_table_agrees_with_the_law_written_out_by_hand(given_record: dict, today: date) -> None:
    """An independent reading: what is sent in time is never late, however long acceptance takes."""
    status = STATUSES[status_of(given_record, today)]
    due, sent = given_record["due_on"], given_record["submitted_on"]
    stage = given_record["stage"]
    if stage == "cancelled" or due is None:
        assert not status.late
    elif stage in ("submitted", "accepted") and sent is not None:
        assert status.late == (sent > due)
    elif stage not in ("submitted", "accepted"):
        assert status.late == (due < today)
    assert status.closed == (stage in ("accepted", "cancelled"))


@given(records, some_day)
def test_open_work_only_ever_becomes_later(given_record: dict, today: date) -> None:
    order = ["open", "due-soon", "overdue"]
    now = status_of(given_record, today)
    if now in order:
        assert order.index(status_of(given_record, today + timedelta(days=1))) >= order.index(now)


def test_work_due_today_is_not_overdue_and_tomorrow_it_is() -> None:
    assert status_of(record(), DUE - timedelta(days=1)) == "open"
    assert status_of(record(), DUE) == "due-soon"
    assert status_of(record(), DUE + timedelta(days=1)) == "overdue"


def test_the_reminder_day_itself_is_already_due_soon() -> None:
    early = record(remind_on=DUE - timedelta(days=5))
    assert status_of(early, DUE - timedelta(days=6)) == "open"
    assert status_of(early, DUE - timedelta(days=5)) == "due-soon"


def test_sent_on_the_due_day_and_accepted_weeks_later_is_on_time() -> None:
    sent = record("submitted", submitted_on=DUE)
    assert status_of(sent, date(2027, 2, 1)) == "waiting"
    accepted = record("accepted", submitted_on=DUE, accepted_on=date(2027, 2, 1))
    assert status_of(accepted, date(2027, 2, 1)) == "done"
    assert "ngày duyệt không tính" in rule_of(accepted, date(2027, 2, 1)).why


def test_sent_one_day_late_stays_late_after_acceptance() -> None:
    late = DUE + timedelta(days=1)
    assert status_of(record("submitted", submitted_on=late), late) == "waiting-late"
    assert status_of(record("accepted", submitted_on=late, accepted_on=late), late) == "done-late"


def test_work_returned_after_the_due_day_is_overdue_again() -> None:
    """Returned means stage open; the earlier submission date does not shield it."""
    assert status_of(record("open", submitted_on=DUE), DUE + timedelta(days=1)) == "overdue"


def test_an_accepted_record_without_dates_is_not_praised_as_on_time() -> None:
    assert status_of(record("accepted"), DUE) == "done-late"
    assert status_of(record("accepted", accepted_on=DUE), DUE + timedelta(days=9)) == "done"


def test_work_without_a_due_day_is_never_late_nor_due_soon() -> None:
    assert status_of(record(due_on=None, remind_on=DUE), DUE + timedelta(days=99)) == "open"
    assert status_of(record("accepted", due_on=None), DUE) == "done"


def test_an_extension_lifts_overdue_on_the_spot() -> None:
    day = DUE + timedelta(days=3)
    assert status_of(record(due_on=day), day) == "due-soon"


def test_the_rows_use_only_what_a_database_can_compile() -> None:
    for rule in RULES:
        assert rule.status in STATUSES
        for condition in rule.conditions:
            assert condition.field in FIELDS
            assert condition.op in ("is_null", "not_null", "==", "<", "<=", ">", ">=")
            assert condition.other is None or condition.other == TODAY or condition.other in STAGES or (
                isinstance(condition.other, Ref) and condition.other.name in FIELDS
            )  # fmt: skip
    assert RULES[-1].conditions == ()
    assert {rule.status for rule in RULES} == set(STATUSES)


def test_every_row_can_decide_some_record() -> None:
    """A row that an earlier one always hides would be dead."""
    dates = [None, DUE - timedelta(days=1), DUE, DUE + timedelta(days=1)]
    deciding = {
        id(rule_of(record(stage, due_on=d, remind_on=r, submitted_on=s, accepted_on=a), DUE))
        for stage in STAGES for d in dates for r in dates for s in dates for a in dates
    }  # fmt: skip
    assert [rule for rule in RULES if id(rule) not in deciding] == []


def test_an_operator_outside_the_table_is_an_error() -> None:
    with pytest.raises(ValueError, match="!="):
        Condition("stage", "!=", "open").holds({"stage": "open"}, DUE)


def test_late_and_open_counts_as_late_in_the_rate() -> None:
    rate = on_time_rate(8, 10, 2)
    assert rate.rate == Fraction(8, 12)
    assert rate.formula.endswith("= 8 ÷ (10 + 2)")
    assert on_time_rate(0, 0, 3).rate == 0


def test_the_rate_of_nothing_is_not_a_hundred_percent() -> None:
    assert on_time_rate(0, 0, 0).rate is None


def test_cancelled_work_and_work_not_yet_due_leave_the_rate_alone() -> None:
    counts = {
        "done": 3,
        "done-late": 1,
        "overdue": 1,
        "waiting-late": 1,
        "waiting": 5,
        "open": 9,
        "cancelled": 7,
    }
    assert on_time_rate_of(counts).rate == Fraction(3, 6)


def test_a_rate_from_impossible_counts_is_refused() -> None:
    with pytest.raises(ValueError):
        on_time_rate(5, 4, 0)
