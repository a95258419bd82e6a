"""How an official names a clause: "Mục II.3", "điểm a khoản 2 Điều 5", "Phần mở đầu"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from django.utils.translation import gettext as _

_NUMBER_AT_END = re.compile(r"(\d+)(?:~\d+)?$")
_UNNUMBERED = frozenset({"dash", "item", "paragraph", "row", "preamble"})


class Place(Protocol):
    """What the name of a clause is made of."""

    pk: int
    ident: str
    kind: str
    label: str
    parent_id: int | None


def chain(place: Place, known: Mapping[int, Place]) -> list[Place]:
    """The clause and all that it stands under, outermost first."""
    found = [place]
    while (above := known.get(found[-1].parent_id or 0)) is not None:
        found.append(above)
    return found[::-1]


def numbered(place: Place, known: Mapping[int, Place]) -> Place | None:
    """The clause itself or the nearest one above it that carries a number; None where there is none."""
    return next((part for part in chain(place, known)[::-1] if part.kind not in _UNNUMBERED), None)


def path_words(place: Place, known: Mapping[int, Place]) -> str:
    """The clause's name in a sentence or a heading."""
    parts = chain(place, known)
    kinds = [part.kind for part in parts]
    if "article" in kinds:
        return _statutory(parts, kinds.index("article"))
    return ", ".join([*_worded(parts), *_sections(parts), *_tail(parts)])


def _statutory(parts: list[Place], article: int) -> str:
    below = [_below_article(part) for part in parts[article + 1 :]]
    inner = " ".join([*below[::-1], parts[article].label])
    outer = [_annex(part) for part in parts[:article] if part.kind == "appendix"]
    return ", ".join([inner, *outer])


def _below_article(part: Place) -> str:
    if part.kind == "clause":
        return _("khoản %(label)s") % {"label": part.label}
    if part.kind == "point":
        return _("điểm %(label)s") % {"label": part.label}
    return _unnumbered(part)


def _is_word(label: str) -> bool:
    return " " in label


def _worded(parts: list[Place]) -> list[str]:
    named = (part for part in parts if part.kind == "appendix" or _is_word(part.label))
    return [_annex(part) if part.kind == "appendix" else part.label for part in named]


def _annex(part: Place) -> str:
    return part.label or _("văn bản kèm theo")


def _sections(parts: list[Place]) -> list[str]:
    numbers: list[str] = []
    for part in parts:
        if part.kind in _UNNUMBERED or part.kind == "appendix" or not part.label or _is_word(part.label):
            continue
        if numbers and part.label.startswith(f"{numbers[-1]}."):
            numbers.pop()
        numbers.append(part.label)
    return [_("Mục %(numbers)s") % {"numbers": ".".join(numbers)}] if numbers else []


def _tail(parts: list[Place]) -> list[str]:
    return [_unnumbered(part) for part in parts if part.kind in _UNNUMBERED]


def _unnumbered(part: Place) -> str:
    found = _NUMBER_AT_END.search(part.ident)
    words = {
        "dash": _("gạch đầu dòng thứ %(n)s"),
        "item": _("ý thứ %(n)s"),
        "paragraph": _("đoạn %(n)s"),
        "row": _("dòng %(n)s của bảng"),
        "preamble": _("Phần mở đầu"),
    }
    return words.get(part.kind, part.label) % {"n": found[1] if found else "1"}
