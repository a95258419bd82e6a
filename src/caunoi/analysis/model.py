"""What an analysis consists of: frozen records that mirror the published JSON schema (caunoi.analysis/1).

Every span is [start, end) in code points of `Analysis.text`. Dates are ISO strings, cut to what is known
("2026-10", "2026").
"""

from dataclasses import dataclass
from typing import Any, Literal

Span = tuple[int, int]
Confidence = Literal["certain", "likely", "guess"]
SignatureState = Literal["intact", "changed", "invalid", "weak", "unreadable"]
LaterChange = Literal["nothing", "signing", "content"]

SCHEMA = "caunoi.analysis/1"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from; `name` is the file's own name without folders."""

    name: str
    sha256: str
    media_type: str
    pages: int | None = None
    ocr: bool = False
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature: the authority lines (T/M …, K/T …), the position and the printed name."""

    name: str | None
    position: str | None = None
    authority: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """An incoming-mail stamp (dấu đến) that the scan printed into the text."""

    office: str | None
    number: str | None
    date: str | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """The document as printed on itself, never as on stamps, copies or quotations."""

    system: str | None = None
    type: str | None = None
    symbol: str | None = None
    number: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    place: str | None = None
    date: str | None = None
    subject: str | None = None
    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    secrecy: str | None = None
    urgency: str | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """One place in the document's structure; its span reaches to the end of what stands under it."""

    id: str
    kind: str
    label: str | None
    level: int
    parent: str | None
    heading: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of another document; whether it can be found in a register is another fact."""

    symbol: str | None
    type: str | None
    date: str | None
    provision: str | None
    span: Span
    issuer: str | None = None
    title: str | None = None
    role: str = "mentions"
    pinpoint: str | None = None
    rule: str = ""
    confidence: Confidence = "likely"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A part of a target's number: 3 of "tập thể"."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Target:
    """A number to be reached, kept or not exceeded by somebody's performance."""

    provision: str | None
    span: Span
    comparator: str
    value: float
    unit: str
    subject: str
    value_to: float | None = None
    predicate: str | None = None
    strength: str = "must"
    by: str | None = None
    period: str | None = None
    per: str | None = None
    breakdown: tuple[Breakdown, ...] = ()
    countable: bool | None = None
    rule: str = ""
    confidence: Confidence = "likely"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is given what to do; bodies are named as in the text."""

    provision: str | None
    span: Span
    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    action: str
    report_to: tuple[str, ...] = ()
    product: str | None = None
    rule: str = ""
    confidence: Confidence = "likely"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date to be met, a rhythm, an on-demand duty or a horizon."""

    provision: str | None
    span: Span
    kind: str
    date: str | None = None
    every: str | None = None
    what: str | None = None
    rule: str = ""
    confidence: Confidence = "likely"


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that a person should look at; `suggestion` is the reading that the text does not have."""

    code: str
    message: str
    span: Span | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """One signature of a file.

    ``state``: *intact*: the signed bytes are as they were and the signature fits them; *changed*: they are
    not; *invalid*: the signature does not fit its certificate; *weak*: it rests on a withdrawn algorithm
    (SHA-1) and proves nothing today; *unreadable*: damaged. ``later``: what was written into the file after
    it: *nothing*, *signing* (further signatures, numbers and dates in form fields) or *content*.
    ``trusted``: whether the chain ends at a given root; None where no root was given. Times are ISO 8601;
    ``stamped_at`` is from a time-stamping authority, ``claimed_at`` from the signer's own clock.
    """

    state: SignatureState
    signer: str | None = None
    organization: str | None = None
    issuer: str | None = None
    claimed_at: str | None = None
    stamped_at: str | None = None
    later: LaterChange = "nothing"
    trusted: bool | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one text. The text is normalized, never repaired."""

    source: Source
    text: str
    metadata: Metadata
    provisions: tuple[Provision, ...] = ()
    citations: tuple[Citation, ...] = ()
    targets: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    warnings: tuple[Warning, ...] = ()
    sentences: tuple[Span, ...] = ()
    page_starts: tuple[int, ...] = ()
    signatures: tuple[SignatureCheck, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data that validates against the published schema."""
        return {"schema": SCHEMA, **_record(self)}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Analysis":
        """The analysis of which `to_json` gave ``plain``; what this version does not know is left out."""
        return cls(**{name: _restored(name, plain[name]) for name in cls.__slots__ if name in plain})


def _record(value: Any) -> dict[str, Any]:
    return {name: _plain(getattr(value, name)) for name in value.__slots__}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return _record(value)


_RECORDS: dict[str, type[Any]] = {
    "source": Source,
    "metadata": Metadata,
    "signers": Signer,
    "stamps": Stamp,
    "provisions": Provision,
    "citations": Citation,
    "targets": Target,
    "breakdown": Breakdown,
    "assignments": Assignment,
    "deadlines": Deadline,
    "warnings": Warning,
    "signatures": SignatureCheck,
}


def _restored(name: str, plain: Any) -> Any:
    """A value of the field ``name``: its name tells which record it holds, alone or in a list."""
    if isinstance(plain, list):
        return tuple(_restored(name, item) for item in plain)
    if isinstance(plain, dict):
        return _RECORDS[name](**{key: _restored(key, value) for key, value in plain.items()})
    return plain
