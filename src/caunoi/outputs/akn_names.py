"""Names in Akoma Ntoso: elements for our kinds of provisions, eIds by the naming convention, IRIs of documents."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from caunoi.analysis.doctypes import STATUTES
from caunoi.analysis.model import Provision
from caunoi.language.text import fold, nfc
from caunoi.outputs.edition import Identity
from caunoi.outputs.lettering import cleaned

# Kind of provision: (element, abbreviation in eIds). The standard has no name for a row of a table
# outside a table; rows stand in tables.
ELEMENTS = {
    "part": ("part", "part"),
    "chapter": ("chapter", "chp"),
    "section": ("section", "sec"),
    "subsection": ("subsection", "subsec"),
    "article": ("article", "art"),
    "clause": ("paragraph", "para"),
    "point": ("point", "point"),
    "dash": ("indent", "indent"),
    "item": ("indent", "indent"),
    "paragraph": ("alinea", "al"),
    "row": ("tr", "tr"),
    "appendix": ("hcontainer", "hcontainer"),
    "preamble": ("hcontainer", "hcontainer"),
}
OTHER = ("hcontainer", "hcontainer")

_NOT_NAME = re.compile(r"[^\w]+")
_NOT_IRI = re.compile(r"[^\w.-]+")
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class EIds:
    """Hands out eIds that are unique in the whole file."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._counts: Counter[str] = Counter()

    def of(self, above: str, provision: Provision) -> str:
        """The eId of a provision under another's: art_5__para_2; unnumbered ones are counted."""
        short = ELEMENTS.get(provision.kind, OTHER)[1]
        number = _NOT_NAME.sub("-", (provision.label or "").split(" ")[-1]).strip("-_")
        return self._unique(f"{_under(above)}{short}_{number}") if number else self.next(above, short)

    def next(self, above: str, short: str) -> str:
        """The next eId of its sort under another: al_1, al_2 …"""
        stem = f"{_under(above)}{short}"
        self._counts[stem] += 1
        return self._unique(f"{stem}_{self._counts[stem]}")

    def plain(self, name: str) -> str:
        """A name as it stands, for what stands once."""
        return self._unique(name)

    def _unique(self, wanted: str) -> str:
        found = wanted
        while found in self._given:
            self._counts[wanted + "-"] += 1
            found = f"{wanted}-{self._counts[wanted + '-'] + 1}"
        self._given.add(found)
        return found


def _under(above: str) -> str:
    return f"{above}__" if above else ""


def is_statute(identity: Identity) -> bool:
    """Whether the document is one of the types that the standard calls an act."""
    return identity.doc_type in STATUTES


def work_iri(identity: Identity) -> str:
    """The IRI of a document as a work: /akn/vn/doc/nghi-quyet/2026-09-05/12-nq-đu.

    Letters keep their diacritics (đ is not d). What is not known is left out.
    """
    parts = (
        "/akn/vn",
        "act" if is_statute(identity) else "doc",
        slug(identity.doc_type),
        identity.issued if whole_day(identity.issued) else "",
        slug(identity.symbol) or slug(identity.subject)[:80],
    )
    return "/".join(filter(None, parts))


def slug(words: str) -> str:
    """Words as a part of an IRI: lower case, everything but letters, digits, dots and hyphens as a hyphen."""
    return _NOT_IRI.sub("-", nfc(cleaned(words)).lower()).strip("-.")


def ascii_slug(words: str) -> str:
    """The same without diacritics, for ids and file names."""
    return _NOT_IRI.sub("-", fold(cleaned(words))).encode("ascii", "ignore").decode().strip("-.")


def whole_day(partial: str) -> bool:
    """Whether an ISO date has its day and is one."""
    try:
        return bool(_WHOLE_DAY.fullmatch(partial)) and bool(date.fromisoformat(partial))
    except ValueError:
        return False
