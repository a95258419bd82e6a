"""What names a document, where it is printed above the text: its type, number, date and title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caunoi.analysis.doctypes import type_name
from caunoi.analysis.symbols import DATE
from caunoi.language.text import fold
from caunoi.outputs.akn_names import whole_day
from caunoi.outputs.akn_text import Inline
from caunoi.outputs.edition import Edition

# A head is never longer; without provisions the whole text would be searched.
_HEAD = 8_000
_DATE = re.compile(rf"(?:ngày\s+)?{DATE}")
_BETWEEN = r"[\s*_]+"


def title_inlines(edition: Edition) -> list[Inline]:
    """Elements of the preface, only for what stands there in the words of the identity."""
    end = edition.provisions[0].span[0] if edition.provisions else len(edition.text)
    head = edition.text[: min(end, _HEAD)]
    return [*_number(edition, head), *_date(edition, head), *_type(edition, head), *_title(edition, head)]


def _number(edition: Edition, head: str) -> Iterator[Inline]:
    signs = [re.escape(sign) for sign in edition.identity.symbol if not sign.isspace()]
    found = re.search(r"\s{0,3}".join(signs), head) if signs else None
    if found:
        yield Inline(found.start(), found.end(), "docNumber", {})


def _date(edition: Edition, head: str) -> Iterator[Inline]:
    issued = edition.identity.issued
    if not whole_day(issued):
        return
    for found in _DATE.finditer(head):
        if f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}" == issued:
            yield Inline(found.start(), found.end(), "docDate", {"date": issued})
            return


def _type(edition: Edition, head: str) -> Iterator[Inline]:
    wanted = fold(type_name(edition.identity.doc_type) or "")
    for found in re.finditer(r"[^\n*_#]+", head) if wanted else ():
        words = found[0].strip()
        if fold(words) == wanted:
            start = found.start() + found[0].index(words)
            yield Inline(start, start + len(words), "docType", {})
            return


def _title(edition: Edition, head: str) -> Iterator[Inline]:
    words = edition.identity.subject.split()
    found = re.search(_BETWEEN.join(map(re.escape, words)), head) if words else None
    if found:
        yield Inline(found.start(), found.end(), "docTitle", {})
