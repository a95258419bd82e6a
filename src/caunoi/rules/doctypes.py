"""Document types and the letters of their symbols, by system and date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from caunoi.language.text import same_name
from caunoi.rules.errors import NoRuleRecorded, RuleError
from caunoi.rules.law import Basis, choose, choose_known, load
from caunoi.rules.layouts import SYSTEMS, layout_for

UNKNOWN_LETTERS = "Hỏi văn thư cơ quan ban hành, rồi nạp chữ viết tắt vào bảng loại văn bản của cơ quan."


@dataclass(frozen=True)
class DocumentType:
    """A type of document in one system; ``letters`` None where it has none or where they are not known.

    ``kind``: numbered, unnumbered, letter (công văn without letters of its own) or paper (a form).
    """

    name: str
    system: str
    letters: str | None
    kind: str
    not_issued_by: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True)
class Issuer:
    """The letters of a kind of issuing body."""

    name: str
    system: str
    letters: str
    basis: Basis


@cache
def document_types() -> tuple[DocumentType, ...]:
    """All recorded types, past and present."""
    return tuple(_type(block, row) for block in load("doctypes.yaml")["blocks"] for row in block["types"])


@cache
def issuers() -> tuple[Issuer, ...]:
    """All recorded letters of issuing bodies."""
    return tuple(
        Issuer(row["name"], block["system"], row["letters"], Basis.from_row(block))
        for block in load("doctypes.yaml")["issuers"]
        for row in block["letters"]
    )


def types_in_force(system: str, on: date) -> list[DocumentType]:
    """The types that a body of the system may use on that day, in the order of the list."""
    return [kind for kind in document_types() if kind.system == system and kind.basis.in_force(on)]


def document_type(name: str, system: str, on: date) -> DocumentType:
    """The type of that name on that day; NFD, tone placement, spacing and case do not matter.

    Raises NoRuleRecorded, or Abolished where the type has ended.
    """
    what = f"Loại văn bản “{name}” trong hệ thống văn bản của {SYSTEMS.get(system, system)}"
    rows = [kind for kind in document_types() if kind.system == system and same_name(kind.name, name)]
    return choose_known(rows, on, what)


def abbreviation(type_name: str, system: str, on: date) -> str:
    """The letters of a type in a symbol: "NQ", "CTr". NoRuleRecorded where none are recorded."""
    found = document_type(type_name, system, on)
    if found.letters is None:
        raise NoRuleRecorded(
            f"chữ viết tắt của loại văn bản “{found.name}”", found.basis.text, UNKNOWN_LETTERS
        )
    return found.letters


def types_abbreviated(letters: str, system: str, on: date) -> list[DocumentType]:
    """The types that these letters stand for on that day: "QĐ" is both Quyết định and Quy định since 2026.

    Letters of the past raise Abolished ("QĐi"), letters to come NotYetInForce, others NoRuleRecorded.
    """
    rows = [kind for kind in document_types() if kind.system == system and kind.letters == letters]
    found = [kind for kind in rows if kind.basis.in_force(on)]
    if not found:
        choose(rows, on, f"Chữ viết tắt “{letters}” trong văn bản của {SYSTEMS.get(system, system)}")
    return found


def org_letters(name: str, system: str, on: date) -> str:
    """The letters of a kind of issuing body, such as "ĐU" for Đảng ủy."""
    rows = [issuer for issuer in issuers() if issuer.system == system and same_name(issuer.name, name)]
    return choose_known(rows, on, f"Ký hiệu của cơ quan ban hành “{name}”").letters


def symbol(number: int | None, type_name: str, org_symbol: str, system: str, on: date) -> str:
    """Number and symbol of a document: "05-NQ/ĐU" (Party), "05/KH-UBND" (State).

    ``number`` None is a draft without a number: "-NQ/ĐU". Raises like ``abbreviation``, and ValueError for a
    number below 1.
    """
    if number is not None and number < 1:
        raise ValueError("Số văn bản phải là số nguyên từ 1 trở lên.")
    kind, rule = document_type(type_name, system, on), layout_for(system, on).number
    digits = "" if number is None else rule.padded(number)
    if kind.kind == "letter":
        return rule.letter_symbol.format(number=digits, org=org_symbol)
    return rule.symbol.format(number=digits, type=abbreviation(type_name, system, on), org=org_symbol)


def may_issue(type_name: str, issuer_kind: str, system: str, on: date) -> bool:
    """Whether a body of that kind (such as ``cell`` or ``grassroots-committee``) issues this type."""
    try:
        return issuer_kind not in document_type(type_name, system, on).not_issued_by
    except RuleError:
        return False


def _type(block: Mapping[str, Any], row: Mapping[str, Any]) -> DocumentType:
    basis = Basis.from_row({**block, **row})
    barred = tuple(row.get("not_issued_by", ()))
    return DocumentType(row["name"], block["system"], row["letters"], row["kind"], barred, basis)
