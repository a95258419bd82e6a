"""Findings in Akoma Ntoso: inline elements in the text, and the analysis block with every field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from caunoi.analysis.akoma_ntoso import OWN
from caunoi.outputs.akn_names import ascii_slug, whole_day, work_iri
from caunoi.outputs.akn_text import Inline, own, safe
from caunoi.outputs.edition import Edition, Identity, Marked

REJECTED = "rejected"
CONCEPTS = {"target": "chi-tieu", "assignment": "nhiem-vu", "deadline": "thoi-han", "citation": "vien-dan"}
_BODIES = ("lead", "cooperating", "report_to")


def standing(edition: Edition) -> list[Marked]:
    """The findings that nobody rejected, in reading order, the outer before the inner."""
    found = [row for row in edition.findings if row.state != REJECTED]
    return sorted(found, key=lambda row: (row.span[0], -row.span[1], row.ident))


def inlines(edition: Edition) -> list[Inline]:
    """Each standing finding as the element that the standard has for it."""
    return [_inline(row) for row in standing(edition)]


def _inline(row: Marked) -> Inline:
    name, attributes = _element(row)
    return Inline(
        *row.span, name, {"eId": row.ident, "refersTo": f"#{concept(row.kind)}", **attributes}, row.ident
    )


def _element(row: Marked) -> tuple[str, dict[str, str]]:
    match row.kind:
        case "citation":
            cited = cited_work(row)
            return ("ref", {"href": cited}) if cited else ("inline", {"name": "citation"})
        case "target":
            return "quantity", {"normalized": safe(_amount(row.fields))}
        case "deadline" if whole_day(str(row.fields.get("date") or "")):
            return "date", {"date": row.fields["date"]}
        case _:
            return "inline", {"name": row.kind}


def _amount(fields: Mapping[str, Any]) -> str:
    ends = [_plain(fields[name]) for name in ("value", "value_to") if fields.get(name) is not None]
    return " ".join((str(fields.get("comparator", "")), "..".join(ends), str(fields.get("unit", "")))).strip()


def concept(kind: str) -> str:
    """The eId of the concept that a kind of finding refers to."""
    return f"concept_{CONCEPTS.get(kind, ascii_slug(kind))}"


def cited_work(row: Marked) -> str:
    """The IRI of the cited document: of the registered one, or by what the citation says; empty for a mere name."""
    if row.leads_to:
        return work_iri(row.leads_to)
    fields = row.fields
    if not fields.get("symbol"):
        return ""
    return work_iri(
        Identity(str(fields["symbol"]), str(fields.get("type") or ""), issued=str(fields.get("date") or ""))
    )


def bodies(row: Marked) -> list[str]:
    """The bodies that a finding names, each once."""
    named = [str(body) for role in _BODIES for body in row.fields.get(role) or []]
    return list(dict.fromkeys(name for name in named if name.strip()))


def write_findings(
    above: Any, rows: list[Marked], places: Mapping[str, str], placed: set[str], ids: Mapping[str, str]
) -> None:
    """Every standing finding with its span, state and fields; ``ids`` are the eIds of the bodies."""
    for row in rows:
        element = etree.SubElement(
            above,
            f"{{{OWN}}}finding",
            own(
                kind=row.kind,
                state=row.state,
                start=row.span[0],
                end=row.span[1],
                provision=_reference(places.get(row.provision or "")),
                element=f"#{row.ident}" if row.ident in placed else None,
                decidedBy=row.decided_by or None,
            ),
        )
        for name, value in row.fields.items():
            _field(element, name, value, ids if name in _BODIES else {})


def _reference(eid: str | None) -> str | None:
    return f"#{eid}" if eid else None


def _field(above: Any, name: str, value: Any, ids: Mapping[str, str]) -> None:
    if value is None or value == []:
        return
    if isinstance(value, list):
        for item in value:
            _field(above, name, item, ids)
        return
    element = etree.SubElement(above, f"{{{OWN}}}field", own(name=name))
    if isinstance(value, dict):
        for part, inner in value.items():
            _field(element, part, inner, {})
        return
    element.text = safe(_plain(value))
    if str(value) in ids:
        element.set("refersTo", f"#{ids[str(value)]}")


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
