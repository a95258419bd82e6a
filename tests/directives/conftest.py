"""A reviewed resolution, a directive made of it, and plans that units register and review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caunoi.directives.links import confirm_link
from caunoi.directives.models import Addressee, CoverageLink, Directive, Plan
from caunoi.directives.plans import confirm_plan
from caunoi.directives.selectors.matrix import Row, matrix
from caunoi.directives.selectors.requirements import offered
from caunoi.directives.selectors.unit_page import addressee_for, link_for
from caunoi.directives.setting_up import Demands, set_up
from caunoi.documents import review
from caunoi.documents.models import Document
from caunoi.documents.selectors import finding_for, open_findings, version_for
from caunoi.documents.services import register_document
from caunoi.kernel import roles
from caunoi.kernel.actors import Actor
from caunoi.obligations.models import Obligation
from caunoi.orgs.lines import Line
from tests.directives import texts
from tests.world import World

DUE = date(2026, 10, 12)
UNITS = ("CS.001", "CS.002", "CS.003")
# The places of the resolution's requirements in the order of its text.
ONLINE, HANDBOOK, MODELS, TRAINING, REPORTS = range(5)


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: Any) -> None:
    settings.CAUNOI_HOME = tmp_path


def take(actor: Actor, unit: Any, text: str, name: str = "van-ban.txt") -> Document:
    """Register a text and confirm all that was read in it."""
    document = register_document(actor=actor, unit=unit, data=text.encode(), file_name=name)
    decide_all(actor, document)
    return document


def decide_all(actor: Actor, document: Document) -> None:
    """Confirm every open finding of the newest text."""
    for pk in open_findings(version_for(actor, document)):
        review.confirm(actor=actor, finding=finding_for(actor, pk))


@pytest.fixture
def staffed(world: World) -> World:
    """The world with leaders in two more units; ``leader2`` and ``leader3`` are their usernames."""
    world.add_person("leader2", "Ma Văn Mẫu", "CS.002", roles.LEADER, roles.ENTRY)
    world.add_person("leader3", "Sùng Thị Mẫu", "CS.003", roles.LEADER)
    return world


@pytest.fixture
def resolution(staffed: World, at: Callable[..., Any]) -> Document:
    """The committee's resolution, signed off on 02/9/2026."""
    with at(date(2026, 9, 2)):
        actor = staffed.reviewer
        document = take(actor, staffed.unit("DU"), texts.DEMANDS, "nghi-quyet.txt")
        review.sign_off(actor=actor, version=version_for(actor, document))
    return document


def demand(world: World, document: Document, *codes: str, due: date | None = DUE) -> Directive:
    """Make a directive of everything that the document asks, for the named units."""
    actor = world.reviewer
    asked = tuple(one.id for one in offered(version_for(actor, document)))
    units = tuple(world.unit(code).pk for code in codes or UNITS)
    demands = Demands(Line.PARTY.value, units, asked, due)
    return set_up(actor=actor, document=document, demands=demands)


@pytest.fixture
def directive(staffed: World, resolution: Document, at: Callable[..., Any]) -> Directive:
    """The resolution addressed to three units on 03/9/2026; each owes a plan by 12/10/2026."""
    with at(date(2026, 9, 3)):
        return demand(staffed, resolution)


def addressed(world: World, directive: Directive, code: str) -> Addressee:
    """The unit's row, as the committee's reviewer sees it."""
    row = Addressee.objects.system("test").get(directive=directive, unit=world.unit(code))
    return addressee_for(world.reviewer, row.pk)


@pytest.fixture
def plan_of(
    staffed: World, directive: Directive, at: Callable[..., Any]
) -> Callable[..., tuple[Addressee, Document]]:
    """``plan_of("CS.001", online="95%")``: the unit registers and reviews its plan on 22/9/2026."""
    heads = {"CS.001": "lanh.dao", "CS.002": "leader2", "CS.003": "leader3"}

    def make(code: str, **said: str) -> tuple[Addressee, Document]:
        with at(date(2026, 9, 22)):
            actor = staffed.actor(heads[code])
            text = texts.plan(symbol=f"1{code[-1]}-KH/CB", **said)
            document = take(actor, staffed.unit(code), text, f"{code}.txt")
        return addressed(staffed, directive, code), document

    return make


def duty_of(addressee: Addressee) -> Obligation:
    """The duty of issuing a plan."""
    rows = Obligation.objects.system("test")
    return rows.get(closes_by_origin="plan", origin_ref=str(addressee.pk))


def confirm_everything(actor: Actor, plan: Plan) -> None:
    """Confirm every proposed answer of a plan."""
    for link in CoverageLink.objects.filter(plan=plan, state="proposed"):
        confirm_link(actor=actor, link=link_for(actor, link.pk))


def row_of(world: World, directive: Directive, code: str) -> Row:
    """A unit's row of the matrix as the committee's reviewer sees it."""
    return next(row for row in matrix(world.reviewer, directive).every if row.unit.code == code)


def compared(world: World, plan_of: Callable[..., Any], code: str = "CS.001", **said: str) -> Plan:
    """The unit's plan, confirmed, with every proposed answer confirmed."""
    addressee, document = plan_of(code, **said)
    plan = confirm_plan(actor=world.reviewer, addressee=addressee, document=document)
    confirm_everything(world.reviewer, plan)
    return plan
