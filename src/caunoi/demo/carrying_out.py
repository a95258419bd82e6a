"""The demo's cascade: a resolution carried out by plans of five units, and a plan that amends another."""

from __future__ import annotations

from datetime import date
from typing import Any

from caunoi.demo.make_docx import build_docx
from caunoi.demo.papers import REGISTRAR_UNIT
from caunoi.demo.people import of_cast, of_unit
from caunoi.demo.source import data, text
from caunoi.directives.links import confirm_link
from caunoi.directives.plans import confirm_plan, submit_plan
from caunoi.directives.selectors.received import received_by
from caunoi.directives.selectors.requirements import offered
from caunoi.directives.selectors.unit_page import (
    addressee_for,
    link_for,
    plan_for,
    plan_page,
)
from caunoi.directives.setting_up import Demands, set_up
from caunoi.documents import review, services
from caunoi.documents.selectors import document_for, finding_for, open_findings, version_for
from caunoi.kernel import clock
from caunoi.kernel.actors import Actor
from caunoi.orgs.selectors import label, unit_by_code

SPECIALIST = "chuyenvien"


def load() -> int:
    """Set the resolution up, let the units' plans arrive, register the amendment; returns how many plans."""
    told = data("directives")
    _set_up(told["directive"])
    for plan in told["plans"]:
        _plan(plan, told["template"])
    amending = told["amendment"]
    with clock.frozen(clock.at_noon(amending["registered_on"])):
        _register(of_cast(SPECIALIST), REGISTRAR_UNIT, text(amending["file"]), amending["file"])
    return len(told["plans"])


def _register(actor: Actor, code: str, content: str, file: str) -> Any:
    """Register a text as a Word file and confirm all that was read in it."""
    document = services.register_document(
        actor=actor,
        unit=unit_by_code(code),
        data=build_docx(content),
        file_name=file.replace(".md", ".docx"),
    )
    for pk in open_findings(version_for(actor, document)):
        review.confirm(actor=actor, finding=finding_for(actor, pk))
    review.sign_off(actor=actor, version=version_for(actor, document))
    return document


def _set_up(told: dict[str, Any]) -> None:
    with clock.frozen(clock.at_noon(told["registered_on"])):
        document = _register(of_cast(SPECIALIST), REGISTRAR_UNIT, text(told["file"]), told["file"])
    with clock.frozen(clock.at_noon(told["set_up_on"])):
        actor = of_cast(SPECIALIST)
        asked = offered(version_for(actor, document))
        units = tuple(unit_by_code(code).pk for code in told["units"])
        demands = Demands(told["line"], units, tuple(one.id for one in asked), told["plan_due_on"])
        set_up(actor=actor, document=document, demands=demands)


def _plan(told: dict[str, Any], template: str) -> None:
    """The unit registers and hands in its plan; the specialist confirms it and what answers what."""
    code, on = told["unit"], told["registered_on"]
    with clock.frozen(clock.at_noon(on)):
        owner = of_unit(code)
        document = _register(owner, code, _written(told, template, on), f"{code}.md")
        (mine,) = [row.addressee for row in received_by(owner)]
        plan = submit_plan(actor=owner, addressee=mine, document=document)
    if "decided_on" in told:
        with clock.frozen(clock.at_noon(told["decided_on"])):
            _confirm(plan.addressee_id, document.pk)


def _written(told: dict[str, Any], template: str, on: date) -> str:
    said = {name: told[name] for name in ("number", "online", "training", "signer")}
    issuer = label(unit_by_code(told["unit"]).pk).name.upper()
    return text(template).format(issuer=issuer, day=f"{on.day:02}", month=on.month, **said)


def _confirm(addressee_id: int, document_id: int) -> None:
    actor = of_cast(SPECIALIST)
    plan = confirm_plan(
        actor=actor,
        addressee=addressee_for(actor, addressee_id),
        document=document_for(actor, document_id),
    )
    for line in plan_page(actor, plan_for(actor, plan.pk)).lines:
        for place in line.reply.places[:1]:  # the likest place; the others stay proposals
            confirm_link(actor=actor, link=link_for(actor, place.link.pk))
