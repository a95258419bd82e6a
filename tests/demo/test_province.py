"""The demo is built through use cases only, so it is also the widest test."""

from collections import Counter
from datetime import date

import pytest

from caunoi.accounts.selectors import actor_by_username
from caunoi.demo.load import load
from caunoi.demo.people import PASSWORD, cast
from caunoi.documents.listing import document_rows, documents
from caunoi.indicators.selectors.reports import periods
from caunoi.kernel.errors import Invalid
from caunoi.kernel.models import AuditEntry
from caunoi.obligations.selectors import Filters, filtered, rows_of
from caunoi.orgs.lines import Line
from caunoi.orgs.models import Unit
from caunoi.orgs.selectors import tree_at, unit_by_code
from tests.demo.datafiles import load as data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]


def actor(name):
    found = actor_by_username(name)
    assert found is not None
    return found


def test_it_is_loaded_once_only():
    with pytest.raises(Invalid):
        load()


def test_sixty_organizations_stand_under_the_committee():
    top = unit_by_code("DU.CQD").pk
    below = tree_at(Line.PARTY, date(2026, 9, 30)).children(top)
    codes = set(Unit.objects.system("test").filter(pk__in=below).values_list("code", flat=True))
    assert len([code for code in codes if code.startswith("CS.")]) == 60


def test_the_dissolved_bloc_stays_as_history():
    bloc = unit_by_code("DU.K").pk
    assert bloc in tree_at(Line.PARTY, date(2025, 2, 9))
    assert bloc not in tree_at(Line.PARTY, date(2025, 2, 10))
    moved = tree_at(Line.PARTY, date(2025, 2, 9)).below(bloc)
    assert len(moved) == 38


def test_the_resolution_was_reviewed_seventeen_of_seventeen():
    rows = {row.name: row for row in document_rows(documents(actor("chuyenvien")))}
    resolution = next(row for name, row in rows.items() if "12-NQ/ĐU" in name)
    assert (resolution.decided, resolution.found, resolution.signed_off) == (17, 17, True)


def expected_statuses():
    duties = [duty for duty in data("duties")["duties"] if duty.get("origin") != "form"]
    return Counter(told["expected"] for duty in duties for told in duty["progress"].values())


def test_every_duty_stands_where_the_data_says():
    handed_out = filtered(actor("captren"), Filters()).exclude(handout=None)
    found = Counter(row.status for row in rows_of(actor("captren"), handed_out))
    assert found == expected_statuses()


def test_the_quarter_has_fifty_accepted_of_sixty():
    third = next(line for line in periods(actor("chuyenvien")) if line.period.index == 3)
    assert (third.accepted, third.expected) == (50, 60)


def test_only_the_cast_can_log_in(client):
    for person in cast():
        assert _through_the_page(client, person["username"])
    assert not _through_the_page(client, "cs001", "")


def _through_the_page(client, username, password=PASSWORD):
    return client.post("/dang-nhap/", {"username": username, "password": password}).status_code == 302


def test_the_audit_tells_the_story_by_the_demos_days():
    entries = AuditEntry.objects.filter(action="reports.return").order_by("id")
    assert entries.count() >= 4
    assert all(date(2026, 9, 1) < entry.at.date() < date(2026, 10, 13) for entry in entries)
    assert all(entry.true_at.year >= 2026 for entry in entries)


def test_a_stranger_sees_nothing_of_it():
    stranger = actor("nguoila")
    assert not documents(stranger).exists()
    assert periods(stranger) == []
    assert not filtered(stranger, Filters()).exists()
