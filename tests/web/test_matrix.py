"""Capability × role: every address is tried as everybody, and every answer is the declared one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from caunoi.accounts.models import Person
from caunoi.demo.people import cast
from caunoi.kernel import capabilities, roles, usecases
from caunoi.kernel.access import access_of
from caunoi.web.action_words import WORDS
from tests.web.addresses import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

ROUTES: dict[str, URLPattern] = {
    pattern.name: pattern for included in get_resolver().url_patterns for pattern in included.url_patterns
}
CAST = {person["username"]: {role["role"] for role in person["roles"]} for person in cast()}
STRANGER = "nguoila"
# Asked for the whole page, a worker's health check says 503 when no worker ran; that is its answer.
MOST_QUERIES = 25
FINE = {200, 302, 405, 422, 503}


def client_of(username: str) -> Client:
    client = Client(raise_request_exception=True)
    person = Person.objects.get(username=username)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/suc-khoe/")  # the session notes its first sign of life, which no later page does
    return client


def address(name: str) -> str:
    if not ROUTES[name].pattern.converters:
        return reverse(name)
    return reverse(name, kwargs=SAMPLES[name]())


@pytest.mark.parametrize("name", ROUTES)
def test_every_address_declares_who_may_come(name):
    assert access_of(ROUTES[name].callback) is not None


@pytest.mark.parametrize("name", ROUTES)
def test_every_address_that_names_a_record_has_a_sample(name):
    assert not ROUTES[name].pattern.converters or name in SAMPLES


@pytest.mark.parametrize("name", ROUTES)
def test_a_guest_gets_the_log_in_page(name, client):
    access = access_of(ROUTES[name].callback)
    if access.kind == "public":
        pytest.skip("public")
    answer = client.get(address(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("username", [name for name in CAST if name != STRANGER])
@pytest.mark.parametrize("name", ROUTES)
def test_the_answer_is_the_declared_one_within_the_budget_of_queries(name, username):
    access = access_of(ROUTES[name].callback)
    client, path = client_of(username), address(name)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert len(queries) < MOST_QUERIES, "\n".join(query["sql"][:200] for query in queries)
    denied = access.capability is not None and not (CAST[username] & access.capability.roles)
    if denied:
        assert answer.status_code == 403
    elif ROUTES[name].pattern.converters:
        # The role fits; whether this very record may be seen is asked of the record.
        assert answer.status_code in FINE | {403, 404}
    else:
        assert answer.status_code in FINE | {404}


@pytest.mark.parametrize("name", [name for name in ROUTES if ROUTES[name].pattern.converters])
def test_a_stranger_learns_nothing_from_any_address(name):
    client = client_of(STRANGER)
    answer = client.get(address(name))
    access = access_of(ROUTES[name].callback)
    if access.capability is None or CAST[STRANGER] & access.capability.roles:
        assert answer.status_code in {404, 405}
    else:
        assert answer.status_code == 403
    absent = {
        key: "khong-co" if isinstance(value, str) else 999_999_999 for key, value in SAMPLES[name]().items()
    }
    absent |= {key: value for key, value in SAMPLES[name]().items() if key not in ("pk", "code")}
    assert client.get(reverse(name, kwargs=absent)).status_code == answer.status_code


@pytest.mark.parametrize("code", capabilities.declared())
def test_every_capability_is_held_by_known_roles(code):
    capability = capabilities.declared()[code]
    assert capability.roles <= roles.ALL
    assert capability.roles or capability.by_system


def test_the_system_administrator_holds_no_content():
    held = {code for code, row in capabilities.declared().items() if roles.SYSTEM_ADMIN in row.roles}
    assert held == {"accounts.see", "demo.clock", "desk.see", "orgs.see", "system.see"}


def test_the_auditor_changes_nothing():
    held = {code for code, row in capabilities.declared().items() if roles.AUDITOR in row.roles}
    assert not {code for code in held if not code.endswith(".see")} - {"demo.clock"}


def test_every_use_case_has_its_words():
    known = {name for name in usecases.declared() if not name.startswith(("test.", "tests."))}
    assert set(WORDS) == known
