"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from caunoi.kernel import clock, triggers
from tests import world as invented

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, by name, the tests that read ``../shared`` where it is absent."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason=f"{item.name}: ../shared is absent"))


@pytest.fixture
def shared() -> Path:
    """The read-only ground beside the checkout."""
    return SHARED


@pytest.fixture
def at() -> Callable[[date], AbstractContextManager[datetime]]:
    """``with at(date(2026, 10, 5)):`` holds the clock at noon of that day."""
    return lambda day: clock.frozen(clock.at_noon(day))


@pytest.fixture
def today(at: Callable[[date], AbstractContextManager[datetime]]) -> Iterator[date]:
    """A Monday in the tests' quarter: 12/10/2026."""
    day = date(2026, 10, 12)
    with at(day):
        yield day


@pytest.fixture
def world(db: None) -> invented.World:
    """The small invented province with its cast."""
    return invented.build()


@pytest.fixture
def sign_in(world: invented.World) -> Callable[[str], Client]:
    """``sign_in("nguoi.nhap")`` gives a client logged in as that person."""

    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(world.people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def emptied_without_triggers(transactional_db: None) -> Iterator[None]:
    """Ask for this with ``transactional_db``: append-only tables must be emptied after the test."""
    yield
    triggers.remove()


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole demo, loaded once for a module and rolled back after it."""
    from caunoi.demo.load import load

    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)
