"""What a finding says, as plain records, and the ways in which one statement falls short of another."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, Self

from caunoi.language.text import canonical_tones

Kind = Literal["target", "assignment", "deadline"]

CODES: Mapping[str, str] = {
    "missing": "Chưa có nội dung thực hiện",
    "weaker": "Mức thấp hơn yêu cầu",
    "stage": "Mới có mức theo chặng",
    "out-of-range": "Ngoài khoảng yêu cầu",
    "other-unit": "Khác đơn vị tính",
    "other-base": "Khác đối tượng được giao mức",
    "no-number": "Không nêu mức",
    "softer": "Từ bắt buộc thành phấn đấu",
    "later": "Muộn hơn yêu cầu",
    "no-deadline": "Không nêu thời hạn",
    "unclear-deadline": "Thời hạn chưa rõ",
    "less-often": "Thưa hơn yêu cầu",
    "no-rhythm": "Không nêu định kỳ",
    "narrower": "Có thể hẹp hơn",
    "other-subject": "Có thể khác đối tượng",
    "conditional": "Có kèm điều kiện",
    "no-lead": "Chưa giao cơ quan chủ trì",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What one finding says.

    ``text`` is the sentence it stands in. ``by`` is an ISO date cut to what is known ("2026-10", "2026");
    ``every`` a rhythm ("quarter"); ``unit`` is "percent" or the thing counted; ``per`` each of whom.
    """

    kind: Kind
    text: str = ""
    comparator: str | None = None
    value: float | None = None
    value_to: float | None = None
    unit: str = ""
    subject: str = ""
    per: str = ""
    strength: str = "must"
    by: str | None = None
    every: str | None = None
    lead: tuple[str, ...] = ()

    @classmethod
    def of(cls, kind: Kind, fields: Mapping[str, Any], text: str = "") -> Self:
        """Read a finding's fields as the published analysis schema names them."""
        return cls(
            kind=kind,
            text=text or fields.get("action") or fields.get("what") or "",
            comparator=fields.get("comparator"),
            value=fields.get("value"),
            value_to=fields.get("value_to"),
            unit=fields.get("unit") or "",
            subject=fields.get("subject") or "",
            per=fields.get("per") or "",
            strength=fields.get("strength") or "must",
            by=fields.get("by") or fields.get("date"),
            every=fields.get("every") or fields.get("period"),
            lead=tuple(fields.get("lead") or ()),
        )


@dataclass(frozen=True, slots=True)
class Demand(Statement):
    """What a superior's clause requires."""


@dataclass(frozen=True, slots=True)
class Answer(Statement):
    """What a local plan says to it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the plan falls short. ``certain`` is False where a person has to judge."""

    code: str
    demanded: str
    planned: str
    words: str
    certain: bool = True

    @property
    def label(self) -> str:
        """The short words for a table cell."""
        return CODES[self.code]

    @property
    def key(self) -> str:
        """Names this very difference: with another number or other words on one side it is another one."""
        said = f"{self.demanded}\n{self.planned}".encode()
        return f"{self.code}-{sha256(said).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing compared (amount, time, rhythm, scope …): what was seen, in words, and what falls short.

    Not ``certain`` although nothing falls short: the wording leaves room that a person has to judge.
    """

    words: str
    differences: tuple[Difference, ...] = ()
    certain: bool = True


def plain(words: str) -> str:
    """Words in one composition, one placement of tones, lower case and single spaces; diacritics stay."""
    return " ".join(canonical_tones(words).casefold().split())


def sentence(words: str) -> str:
    """The words with a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]
