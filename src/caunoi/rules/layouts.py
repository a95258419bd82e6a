"""How an official document looks: one data file per family, chosen by issuer's system and date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Self

from caunoi.rules.errors import NoRuleRecorded
from caunoi.rules.law import Basis, choose, choose_known, load

FAMILIES = ("party-05-hd-vptw", "party-36-hd-vptw", "state-nd-30-2020")
SYSTEMS: Mapping[str, str] = {"party": "Đảng", "state": "Nhà nước"}
Range = tuple[float, float]


@dataclass(frozen=True)
class Page:
    """Paper and margins in millimetres; ranges are what the rule allows, verso margins None where unknown."""

    size: str
    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    verso_left_mm: float | None = None
    verso_right_mm: float | None = None
    top_range_mm: Range | None = None
    bottom_range_mm: Range | None = None
    left_range_mm: Range | None = None
    right_range_mm: Range | None = None


@dataclass(frozen=True)
class Font:
    """Typeface of the whole document."""

    name: str
    encoding: str
    color: str


@dataclass(frozen=True)
class PageNumber:
    """Where pages are numbered; ``distance_mm`` from the page's edge, None where not recorded."""

    position: str
    distance_mm: float | None
    first_page: bool
    restarts_per_annex: bool


@dataclass(frozen=True)
class TextStyle:
    """One element's type: ``size`` in points is the value used, ``sizes`` the allowed range."""

    size: float
    sizes: Range
    bold: bool = False
    italic: bool = False
    caps: bool = False
    underline: bool = False


@dataclass(frozen=True)
class HeaderLine:
    """A line of the header: its role, style, fixed text if any, and whether a rule runs under it."""

    role: str
    style: str
    text: str | None = None
    ruled: bool = False


@dataclass(frozen=True)
class Header:
    """The two halves of the first page's head, from top to bottom."""

    left: tuple[HeaderLine, ...]
    right: tuple[HeaderLine, ...]

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Read both halves."""
        left, right = (tuple(HeaderLine(**line) for line in row[side]) for side in ("left", "right"))
        return cls(left, right)


@dataclass(frozen=True)
class NumberRule:
    """Number and symbol: "Số 05-NQ/ĐU". ``series`` says in which range numbers are counted."""

    pattern: str
    symbol: str
    letter_symbol: str
    zero_pad_below: int
    series: str
    congress_org: str | None

    def printed(self, symbol: str) -> str:
        """The line in the header for a finished symbol."""
        return self.pattern.format(symbol=symbol)

    def padded(self, number: int) -> str:
        """The number with a zero in front of a single digit."""
        return f"{number:02d}" if number < self.zero_pad_below else str(number)


@dataclass(frozen=True)
class DateRule:
    """Place and date: "Lào Cai, ngày 08 tháng 5 năm 2023"."""

    pattern: str
    pad_day_below: int
    pad_month_below: int

    def printed(self, place: str, day: date | None) -> str:
        """The line for a place and day; None leaves the day open, as in a draft."""
        if day is None:
            return self.pattern.format(place=place, day="    ", month="    ", year="    ")
        days = f"{day.day:02d}" if day.day < self.pad_day_below else str(day.day)
        months = f"{day.month:02d}" if day.month < self.pad_month_below else str(day.month)
        return self.pattern.format(place=place, day=days, month=months, year=day.year)


@dataclass(frozen=True)
class TitleRule:
    """Type name and abstract; ``letter_abstract`` names the line under which a letter puts its abstract."""

    separator: str | None
    letter_abstract: str
    type_on_own_line: bool


@dataclass(frozen=True)
class BodyRule:
    """Paragraphs: indent in millimetres, space and exact line height in points, or multiples of a line."""

    indent_mm: float
    space_before_pt: float
    line_exact_pt: Range | None
    line_spacing: Range | None
    justified: bool
    ending: str
    indent_range_mm: Range | None = None


@dataclass(frozen=True)
class ListRule:
    """How the lines of a list begin and end."""

    prefix: str
    separator: str
    last: str

    def printed(self, lines: Sequence[str]) -> list[str]:
        """The lines with their marks."""
        return [
            f"{self.prefix}{line}{self.last if place == len(lines) else self.separator}"
            for place, line in enumerate(lines, start=1)
        ]


@dataclass(frozen=True)
class Recipients(ListRule):
    """The list of recipients and the words that go before it."""

    label: str
    label_ruled: bool
    letter_to: str
    submission_to: str
    first_line: str


@dataclass(frozen=True)
class SigningForm:
    """The letters before the signing authority, and who signs so."""

    text: str
    who: str


@dataclass(frozen=True)
class Layout:
    """One family of documents. ``unknown`` lists what the data file marks as not seen or not sure."""

    code: str
    system: str
    title: str
    basis: Basis
    replaces: str | None
    page: Page
    font: Font
    page_number: PageNumber
    styles: Mapping[str, TextStyle]
    styles_confidence: str
    header: Header
    number: NumberRule
    date: DateRule
    heading: TitleRule
    body: BodyRule
    legal_bases: ListRule
    signing: Mapping[str, SigningForm]
    recipients: Recipients
    copies: str
    urgency: tuple[str, ...]
    unknown: tuple[str, ...]

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Build the tree from a data file; a missing key, or an unknown one in a block, is an error."""
        plain = ("code", "system", "title", "replaces", "styles_confidence", "copies")
        return cls(
            **{name: row[name] for name in plain},
            basis=Basis.from_row(row),
            page=Page(**_frozen(row["page"])),
            font=Font(**row["font"]),
            page_number=PageNumber(**row["page_number"]),
            styles={name: TextStyle(**_frozen(style)) for name, style in row["styles"].items()},
            header=Header.from_row(row["header"]),
            number=NumberRule(**row["number"]),
            date=DateRule(**row["date"]),
            heading=TitleRule(**row["title_block"]),
            body=BodyRule(**_frozen(row["body"])),
            legal_bases=ListRule(**row["legal_bases"]),
            signing={name: SigningForm(**form) for name, form in row["signing"].items() if form},
            recipients=Recipients(**row["recipients"]),
            urgency=tuple(row["urgency"]),
            unknown=tuple(row["unknown"]),
        )

    def style(self, role: str) -> TextStyle:
        """The type of an element; NoRuleRecorded where this family does not set it."""
        if role not in self.styles:
            raise NoRuleRecorded(f"kiểu chữ của thành phần “{role}” trong {self.title}", self.basis.text)
        return self.styles[role]

    def signing_form(self, manner: str) -> str:
        """The letters for on_behalf, deputy, delegated, acting or authorized; NoRuleRecorded for others."""
        if manner not in self.signing:
            raise NoRuleRecorded(f"hình thức đề ký “{manner}” trong {self.title}", self.basis.text)
        return self.signing[manner].text


@cache
def layouts() -> tuple[Layout, ...]:
    """All recorded families."""
    return tuple(Layout.from_row(_row(code)) for code in FAMILIES)


def layout_for(system: str, on: date) -> Layout:
    """The layout of a document issued on that day by a body of the system ("party" or "state").

    Raises NoRuleRecorded for another system and for a day before the first recorded rule.
    """
    return choose_known(_of_system(system), on, f"Thể thức văn bản của {SYSTEMS.get(system, system)}")


def layout_named(code: str, on: date) -> Layout:
    """That family, if it was in force on the day; else NotYetInForce, Abolished or NoRuleRecorded."""
    found = [layout for layout in layouts() if layout.code == code]
    if not found:
        raise NoRuleRecorded(f"thể thức văn bản “{code}”")
    return choose(found, on, found[0].title)


def _of_system(system: str) -> list[Layout]:
    found = [layout for layout in layouts() if layout.system == system]
    if not found:
        raise NoRuleRecorded(f"thể thức văn bản của hệ thống “{system}”")
    return found


def _row(code: str) -> dict[str, Any]:
    row: dict[str, Any] = load(f"layouts/{code}.yaml")
    if "extends" not in row:
        return row
    return _merged(_row(row["extends"]), row)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """The base with the other's keys laid over it, block by block."""
    both = {**base, **over}
    for name, value in over.items():
        if isinstance(value, dict) and isinstance(base.get(name), dict):
            both[name] = _merged(base[name], value)
    return both


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
