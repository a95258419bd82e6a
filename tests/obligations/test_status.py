"""The status in Python and the status in SQL are one rule."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.obligations.models import Obligation
from caunoi.obligations.status import status_case, status_of
from caunoi.rules.lifecycle import STATUSES

DAY = date(2026, 12, 30)
near = st.integers(-4, 4).map(lambda days: DAY + timedelta(days=days))
maybe = st.none() | near
records = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(Obligation.Stage.values),
        "due_on": maybe,
        "remind_on": maybe,
        "submitted_on": maybe,
        "accepted_on": maybe,
    }
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(records, min_size=20, max_size=40), today=near)
def test_python_and_sql_derive_the_same_status(world, facts, today):
    unit = world.unit("CS.001")
    Obligation.objects.system("test").delete()
    rows = [
        Obligation(title="x", unit=unit, custodian=unit, superior=unit, line="party", opened_on=DAY, **one)
        for one in facts
    ]
    Obligation.objects.bulk_create(rows)
    derived = Obligation.objects.system("test").annotate(status=status_case(today))
    for row in derived:
        assert row.status == status_of(row, today)
        assert row.status in STATUSES


def test_every_status_of_the_table_has_its_words_on_screen():
    from caunoi.web.templatetags.caunoi import STATUSES as SHOWN

    assert {code: str(SHOWN[code][0]) for code in STATUSES} == {
        code: status.label for code, status in STATUSES.items()
    }
