"""Head and foot of a draft: who issues, under whom, where, and on whose behalf it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caunoi.kernel.errors import Refused
from caunoi.language.text import canonical_tones
from caunoi.orgs.selectors import UnitLabel, labels, tree_at
from caunoi.outputs.datafiles import load
from caunoi.outputs.official import OPEN, Signature, number_line, place_date_line
from caunoi.rules.doctypes import abbreviation, issuers
from caunoi.rules.errors import RuleError
from caunoi.rules.layouts import Layout, layout_for


@dataclass(frozen=True)
class Issuer:
    """What a unit's documents say of it on a day. ``above`` is the unit directly above, "" at the top."""

    system: str
    layout: Layout
    on: date
    name: str
    superior: str
    above: str
    letters: str
    place: str
    signature: Signature

    def number(self, type_name: str) -> str:
        """The number line of a draft: "Số …-BC/ĐU"."""
        return number_line(self.layout, abbreviation(type_name, self.system, self.on), self.letters)

    @property
    def place_date(self) -> str:
        """The place, with the day left open."""
        return place_date_line(self.layout, self.place)


def issuer_of(unit: UnitLabel, line: str, on: date) -> Issuer:
    """The issuer that ``unit`` is in ``line`` on a day; Refused where no rule on form is recorded for it."""
    system = load("issuers")["systems"].get(line, line)
    try:
        layout = layout_for(system, on)
    except RuleError as error:
        raise Refused(error.problem, todo=error.remedy) from error
    tree = tree_at(line, on)
    chain = [labels([other], on)[other] for other in tree.ancestors(unit.id)]
    name = _replaced(unit.name, "issuing_names", "unit", "issuer")
    return Issuer(
        system=system,
        layout=layout,
        on=on,
        name=name,
        superior=_superior(unit, chain[0]) if chain else "",
        above=chain[0].name if chain else "",
        letters=_letters(name, system, on),
        place=_place([unit, *chain]),
        signature=Signature(_authority(unit, system, layout), ""),
    )


def _replaced(name: str, table: str, before: str, after: str) -> str:
    for row in load("issuers")[table]:
        if _begins(name, row[before]):
            return str(row[after]) + name[len(row[before]) :]
    return name


def _begins(name: str, prefix: str) -> bool:
    return canonical_tones(name).casefold().startswith(canonical_tones(prefix).casefold())


def _superior(unit: UnitLabel, above: UnitLabel) -> str:
    committee = _replaced(above.name, "issuing_names", "unit", "issuer")
    if unit.kind not in load("issuers")["superior_as_organization"]:
        return committee
    return _replaced(committee, "organizations", "committee", "organization")


def _letters(name: str, system: str, on: date) -> str:
    """The longest recorded name that the unit's name begins with decides; open where none does."""
    known = [row for row in issuers() if row.system == system and row.basis.in_force(on)]
    fitting = sorted((row for row in known if _begins(name, row.name)), key=lambda row: len(row.name))
    return fitting[-1].letters if fitting else OPEN


def _place(chain: list[UnitLabel]) -> str:
    for unit in chain:
        for row in load("issuers")["places"]:
            if _begins(unit.name, row["prefix"]):
                rest = unit.name[len(row["prefix"]) :].strip()
                return rest if " " in rest else f"{row['level']} {rest}"
    return ""


def _authority(unit: UnitLabel, system: str, layout: Layout) -> str:
    body = load("issuers")["authorities"].get(system, {}).get(unit.kind)
    return f"{layout.signing_form('on_behalf')} {body}" if body else ""
