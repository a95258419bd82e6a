"""The meta block of an Akoma Ntoso file: what the document is (FRBR), what was found in it, who is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from caunoi.analysis.akoma_ntoso import OWN
from caunoi.outputs.akn_findings import bodies, cited_work, concept, standing, write_findings
from caunoi.outputs.akn_names import EIds, ascii_slug, whole_day, work_iri
from caunoi.outputs.akn_text import own, safe, sub
from caunoi.outputs.edition import Edition, Marked

SOURCE = "cau-noi"
_ISSUER = "issuer"
_ONTOLOGY = "/akn/ontology"
_KINDS = {
    "target": "Chỉ tiêu",
    "assignment": "Nhiệm vụ",
    "deadline": "Thời hạn",
    "citation": "Viện dẫn",
}
# What the document does to another (the standard's active reference); all other mentions stand in the text.
_ACTING = ("amends", "replaces", "repeals")


def fill_meta(meta: Any, edition: Edition, places: Mapping[str, str], placed: set[str], eids: EIds) -> None:
    """Identification, analysis, references and where the text came from; ``places`` are eIds by provision."""
    found = standing(edition)
    _identification(meta, edition, "!main")
    organizations = _organizations(found, eids)
    if found:
        analysis = sub(sub(meta, "analysis", source=f"#{SOURCE}"), "otherAnalysis", source=f"#{SOURCE}")
        write_findings(analysis, found, places, placed, organizations)
    _references(meta, edition, found, organizations)
    origin = sub(meta, "proprietary", source=f"#{SOURCE}")
    etree.SubElement(
        origin,
        f"{{{OWN}}}source",
        own(name=edition.file_name, sha256=edition.sha256, analyzer=edition.analyzer, version=edition.number),
    )


def component_meta(meta: Any, edition: Edition, component: str) -> None:
    """The meta block of an attachment, which is a component of the same work."""
    _identification(meta, edition, f"!{component}")


def _identification(meta: Any, edition: Edition, component: str) -> None:
    above = sub(meta, "identification", source=f"#{SOURCE}")
    work = work_iri(edition.identity)
    expression = f"{work}/vie@"
    _work(sub(above, "FRBRWork"), edition, work, component)
    level = sub(above, "FRBRExpression")
    _core(level, f"{expression}/{component}", expression, *_issued(edition), f"#{_ISSUER}")
    sub(level, "FRBRversionNumber", value=str(edition.number))
    sub(level, "FRBRlanguage", language="vie")
    level = sub(above, "FRBRManifestation")
    made = ("made", edition.made_on.isoformat())
    _core(level, f"{expression}/{component}.xml", f"{expression}.akn", *made, f"#{SOURCE}")
    sub(level, "FRBRformat", value="application/akn+xml")


def _work(level: Any, edition: Edition, work: str, component: str) -> None:
    identity = edition.identity
    _core(level, f"{work}/{component}", work, *_issued(edition), f"#{_ISSUER}")
    sub(level, "FRBRcountry", value="vn")
    for name, value in (
        ("FRBRsubtype", identity.doc_type),
        ("FRBRnumber", identity.symbol),
        ("FRBRname", identity.subject),
    ):
        if value:
            sub(level, name, value=safe(value))


def _core(level: Any, this: str, uri: str, name: str, day: str, author: str) -> None:
    sub(level, "FRBRthis", value=this)
    sub(level, "FRBRuri", value=uri)
    sub(level, "FRBRdate", date=day, name=name)
    sub(level, "FRBRauthor", href=author)


def _issued(edition: Edition) -> tuple[str, str]:
    """The name and the day of the date; the standard wants one, so what is unknown is called so."""
    issued = edition.identity.issued
    return ("issued", issued) if whole_day(issued) else ("unknown", "0001-01-01")


def _organizations(found: list[Marked], eids: EIds) -> dict[str, str]:
    """The eIds of the bodies that the findings name."""
    names = dict.fromkeys(name for row in found for name in bodies(row))
    return {name: eids.plain(f"org_{ascii_slug(name)[:60] or 'x'}") for name in names}


def _references(meta: Any, edition: Edition, found: list[Marked], organizations: Mapping[str, str]) -> None:
    above = sub(meta, "references", source=f"#{SOURCE}")
    for iri, symbol in _acted_on(found).items():
        sub(above, "activeRef", href=iri, showAs=safe(symbol))
    _organization(above, SOURCE, "cau-noi", "Cầu Nối")
    issuer = edition.identity.issuer
    _organization(above, _ISSUER, ascii_slug(issuer) or "khong-ro", issuer or "Không rõ")
    for name, eid in organizations.items():
        _organization(above, eid, eid.removeprefix("org_"), name)
    for kind in sorted({row.kind for row in found}):
        eid = concept(kind)
        href = f"{_ONTOLOGY}/concept/vn/{eid.removeprefix('concept_')}"
        sub(above, "TLCConcept", eId=eid, href=href, showAs=_KINDS.get(kind, kind))


def _acted_on(found: list[Marked]) -> dict[str, str]:
    acting = [row for row in found if row.kind == "citation" and row.fields.get("role") in _ACTING]
    return {
        iri: str(row.fields.get("symbol") or row.fields.get("title") or "")
        for row in acting
        if (iri := cited_work(row))
    }


def _organization(above: Any, eid: str, name: str, shown: str) -> None:
    href = f"{_ONTOLOGY}/organization/vn/{name}"
    sub(above, "TLCOrganization", eId=eid, href=href, showAs=safe(shown))
