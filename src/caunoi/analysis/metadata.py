"""What a document says of itself: symbol, date, issuer, subject, signers, stamps, secrecy."""

import re
from collections.abc import Iterator
from itertools import pairwise

from caunoi.analysis.damage import damaged_mark, damaged_type, plain
from caunoi.analysis.doctypes import ANY_NAME, STATUTES, type_of, type_of_symbol
from caunoi.analysis.issuers import Names, names_body
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Metadata, Signer, Span, Stamp
from caunoi.analysis.normal import View
from caunoi.analysis.signature import read_foot
from caunoi.analysis.statute_heads import StatedHead, passed_on, stated_head
from caunoi.analysis.symbols import (
    DAMAGED_OWN_SYMBOL,
    DATE,
    OWN_SYMBOL,
    PARTED_OWN_SYMBOL,
    bare_symbol,
    iso_date,
)
from caunoi.analysis.zones import Zones
from caunoi.language.text import UPPER

_TYPE = re.compile(ANY_NAME)
# Never from a blank and never over long runs of them: those would be tried from each of their blanks.
_PLACE_DATE = re.compile(
    r"(?P<place>[^\s,;:][^\n\t,;:]{1,44}?)\s{0,20},\s{0,20}(?:ngày\s{0,20})(?P<d>\d{1,2})\s+tháng\s+"
    r"(?P<m>\d{1,2})\s+năm\s+(?P<y>(?:19|20)\d\d)"
)
_SHORT_DATE = re.compile(
    r"(?:^|(?<=[\n\t]))[^\S\n\t]{0,40}(?P<place>[^\s,;:\d][^\n\t,;:\d]{1,39}),\s{0,20}ngày\s{0,20}(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)"
)
_NO_PLACE = re.compile(r"(?i)\b(?:kèm\s+theo|căn\s+cứ|theo)\b")
_MOTTO_BEFORE = re.compile(r"(?i)^.*hạnh\s+phúc\W*")
_BLANK_DATE = re.compile(r"(?P<place>[^\s,;:][^\n\t,;:]{1,44}?)\s{0,20},\s{0,20}ngày[^\n,;:]{0,12}?tháng")
_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,2})?[a-zA-Z]?")
# The symbol that stands in the same line as the place, columns of the header read as one.
_SYMBOL_BEFORE = re.compile(r"^.*[/-][A-ZĐ][\w-]*\s+")
# "Kết luận số 69-KL/TW, ngày … của … về …": a page that names the document in one line instead of a header.
_TITLE_LINE = re.compile(
    rf"(?:{ANY_NAME})\s+số\s*:?\s*[^\s,]+,?\s+ngày\s+{DATE}(?:\s+của\s+(?P<issuer>[^\n,;]{{4,90}}?)(?=\s+về\s))?\s*(?P<subject>[^\t]{{5,600}})?"
)
_MATTER_WORD = re.compile(r"^[Vv]/[Vv]\s*:?\s*")
_STAMP_DATE = re.compile(DATE)
_STAMP_NUMBER = re.compile(r"số\s*:?\s*(\d+)")
_SECRECY = {"MẬT": "mat", "TỐIMẬT": "toi-mat", "TUYỆTMẬT": "tuyet-mat"}
_URGENCY = {
    "KHẨN": "khan",
    "THƯỢNGKHẨN": "thuong-khan",
    "HỎATỐC": "hoa-toc",
    "HỎATỐCHẸNGIỜ": "hoa-toc-hen-gio",
}
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_WORDS_OF_NAME = re.compile(rf"(?:Thành phố )?(?:[{UPPER}][^\W\d_A-Z]* ?)+")
_HEAD_REACH = 3000
_SHORT_HEAD = 400
_ORGANIZATION = re.compile(
    r"(?:^|[\n\t|])\W*(?:(?:ban\s+chấp\s+hành|bch|ban\s+thường\s+vụ|btv|ban\s+thường\s+trực|ủy\s+ban|đoàn\s+chủ\s+tịch|trung\s+ương|"
    r"tổng)\s+)*(?:công\s+đoàn|liên\s+đoàn\s+lao\s+động|lđlđ|đoàn\s+(?:tncs|thanh\s+niên|tỉnh|khối|xã|phường)\b|tỉnh\s+đoàn|thành\s+đoàn|"
    r"hội\s+(?:nông\s+dân|cựu\s+chiến\s+binh|ccb|liên\s+hiệp|lhpn|phụ\s+nữ|chữ\s+thập\s+đỏ|người\s+cao\s+tuổi|luật\s+gia|nhà\s+báo|"
    r"khuyến\s+học|sinh\s+viên))"
)
# What is passed on a day that only its last sentence tells.
_PASSED_TYPES = frozenset({"luat", "bo-luat", "phap-lenh", "nghi-quyet"})


def read_metadata(view: View, found: list[Block], zones: Zones) -> Metadata:
    """The metadata of a document; every field that is not printed stays None."""
    head = _Head(view, found, zones)
    symbol, number = head.symbol()
    stated = None if symbol else stated_head(view)
    if stated:
        return _of_title(head, stated, *_foot(view, found, zones))
    place, date = head.place_and_date()
    signers, recipients = _foot(view, found, zones)
    kind = head.type(symbol)
    system = head.system(symbol)
    parent, issuer = head.issuer(place, system, signers)
    subject = head.subject()
    titled = head.title_line() if date is None and issuer is None else None
    if titled:
        date, issuer = iso_date(titled), view.words(*titled.span("issuer")) or None
        subject = subject or view.words(*titled.span("subject")) or None
    if date is None and place is None and kind in _PASSED_TYPES:
        date = passed_on(view, found[zones.tail].start if zones.tail < len(found) else len(view.low))
    return Metadata(
        system=system,
        type=kind,
        symbol=symbol,
        number=number,
        issuer=issuer,
        parent_issuer=parent,
        place=place,
        date=date,
        subject=subject,
        signers=signers,
        recipients=recipients,
        stamps=head.stamps(),
        secrecy=head.mark(_SECRECY),
        urgency=head.mark(_URGENCY),
    )


def _of_title(
    head: "_Head", stated: StatedHead, signers: tuple[Signer, ...], recipients: tuple[str, ...]
) -> Metadata:
    return Metadata(
        system=head.system(stated.symbol),
        type=stated.type,
        symbol=stated.symbol,
        number=stated.number,
        issuer=stated.issuer,
        date=stated.date,
        subject=stated.subject,
        signers=signers,
        recipients=recipients,
    )


def own_symbol_span(view: View, zones: Zones, found: list[Block]) -> Span | None:
    """Where the document prints its own symbol."""
    match = _Head(view, found, zones).symbol_match()
    return match.span() if match else None


def _foot(view: View, found: list[Block], zones: Zones) -> tuple[tuple[Signer, ...], tuple[str, ...]]:
    if zones.tail >= zones.end:
        return (), ()
    return read_foot(view, found[zones.tail].start, found[zones.end - 1].end)


class _Head:
    """The blocks before the body, read for one fact at a time."""

    def __init__(self, view: View, found: list[Block], zones: Zones) -> None:
        self._view = view
        self._zones = zones
        self._found = found
        self._blocks = [(i, block) for i, block in enumerate(found[: zones.body]) if not zones.in_stamp(i)]
        self._end = found[zones.body - 1].end if zones.body else 0

    def _texts(self) -> Iterator[tuple[int, Block, str]]:
        for index, block in self._blocks:
            yield index, block, self._view.words(*block.span)

    def symbol_match(self) -> re.Match[str] | None:
        """The line that prints the document's own number."""
        if not self._zones.body:
            return None
        for pattern in (OWN_SYMBOL, DAMAGED_OWN_SYMBOL, PARTED_OWN_SYMBOL):
            for match in pattern.finditer(self._view.flat, 0, min(self._end, _HEAD_REACH)):
                if not self._stamped(match.start("mark")):
                    return match
        return None

    def _stamped(self, at: int) -> bool:
        blocks = (self._found[i] for stamp in self._zones.stamps for i in stamp)
        return any(block.start <= at < block.end for block in blocks)

    def symbol(self) -> tuple[str | None, str | None]:
        """(symbol without spaces, number as printed)."""
        match = self.symbol_match()
        if not match:
            return None, None
        year = f"/{match['year']}" if match["year"] else ""
        # A number that recognition spoilt counts as blank: no reading is better than a wrong one.
        number = match["number"] if _NUMBER.fullmatch(match["number"] or "") else None
        tail = match["tail"].replace("ĐĐ", "Đ")
        return bare_symbol(f"{number or ''}{year}{match['mark']}{tail}"), number

    def type(self, symbol: str | None) -> str | None:
        """The type of the main document."""
        index = self._zones.type_block
        if index is not None:
            block = self._found[index]
            match = _TYPE.match(self._view.low, block.start)
            name = match[0] if match else damaged_type(self._view.flat[block.start : block.end])
            return type_of(name) if name else None
        if not symbol:
            return None
        return type_of_symbol(symbol) or "cong-van"

    def place_and_date(self) -> tuple[str | None, str | None]:
        """Place and full date of the line "Điện Biên, ngày 10 tháng 11 năm 2021"."""
        above = [block for i, block in self._blocks if self._above_type(i)]
        rest = [block for i, block in self._blocks if not self._above_type(i)]
        for blocks, pattern in (
            (above, _PLACE_DATE),
            (above, _SHORT_DATE),
            (above, _BLANK_DATE),
            (rest, _PLACE_DATE),
            (rest, _BLANK_DATE),
        ):
            for block in blocks:
                match = pattern.search(self._view.low, block.start, self._reach(block))
                if match and not _NO_PLACE.search(match["place"]):
                    return self._place(match), iso_date(match) if "d" in match.groupdict() else None
        return None, None

    def _above_type(self, index: int) -> bool:
        return self._zones.type_block is None or index <= self._zones.type_block

    def _place(self, match: re.Match[str]) -> str | None:
        """The place of the date line, with its first words where they stand on the line above."""
        place = _SYMBOL_BEFORE.sub("", self._view.words(*match.span("place")))
        place = _MOTTO_BEFORE.sub("", place).lstrip(" .,:;")
        above = self._view.words(self._view.flat.rfind("\n", 0, max(match.start() - 1, 0)) + 1, match.start())
        if (
            above
            and len(above) <= 20
            and not above.isupper()
            and _WORDS_OF_NAME.fullmatch(above)
            and match.start() - 1 > 0
        ):
            place = f"{above} {place}"
        return place.strip(" *_") or None

    def _reach(self, block: Block) -> int:
        # The date may be broken off to the next line or block.
        return min(max(block.end, block.start + 80), max(self._end, block.end))

    def system(self, symbol: str | None) -> str | None:
        """Whose document it is, from the header and the shape of the symbol."""
        head = self._view.low[: min(self._end, _HEAD_REACH)]
        fronts = re.search(r"mặt\s+trận\s+tổ\s+quốc|mttq", head[:600])
        if fronts and (not symbol or "MTTQ" in symbol or "MT" in symbol):
            return "front"
        if self._is_of_organization(head):
            return "organization"
        if re.search(r"cong\s+hoa\s+xa\s+hoi|doc\s+lap\s*\S\s*tu\s+do", plain(head)):
            return "state"
        if symbol and re.match(r"\d*[a-z]?-[A-ZĐ]", symbol):
            return "party"
        if symbol and "/" in symbol:
            return "state"
        return "party" if re.search(r"đảng\s+cộng\s+sản|tỉnh\s+ủy|thành\s+ủy|đảng\s+ủy", head) else None

    def _is_of_organization(self, head: str) -> bool:
        """Whether a mass organization heads the document; those print the motto of the State or their own."""
        type_block = self._zones.type_block
        end = self._found[type_block].start if type_block is not None else _SHORT_HEAD
        return bool(_ORGANIZATION.search(head[: min(end, _SHORT_HEAD)]))

    def _after_type(self) -> list[tuple[Block, str]]:
        index = self._zones.type_block
        if index is None:
            return []
        rows = [(block, text) for i, block, text in self._texts() if i > index]
        first = self._found[index]
        name = _TYPE.match(self._view.low, first.start)
        rest = self._view.words(name.end(), first.end) if name else ""
        return ([(first, rest)] if rest else []) + rows

    def title_line(self) -> re.Match[str] | None:
        """The line that names the document with number, date, issuer and subject, where it has no date line."""
        for _, block in self._blocks[:3]:
            match = _TITLE_LINE.match(self._view.low, block.start, block.end)
            if match:
                return match
        return None

    def _titles(self) -> tuple[list[str], list[str]]:
        """The lines between the type and the body, as (issuer lines, subject lines)."""
        issuers: list[str] = []
        subject: list[str] = []
        for _, text in self._after_type():
            low = text.lower()
            if low.startswith(("kính gửi", "(ban hành", "(kèm theo", "số ")) or text.startswith("-"):
                continue
            of = re.match(r"của\s+", low)
            # "LUẬT / THANH TRA": behind the word the law's name comes first, whatever body it names.
            own_name = not subject and self._is_statute()
            if text.isupper() and (of or names_body(text)) and (not subject or not of) and not own_name:
                issuers.append(text[of.end() :] if of else text)
            else:
                subject.append(text)
        return issuers, subject

    def _is_statute(self) -> bool:
        return self.type(None) in STATUTES

    def subject(self) -> str | None:
        """Trích yếu on one line, without the type word."""
        subject = _MATTER_WORD.sub("", " ".join(self._titles()[1]).strip(" -*"))
        return subject or self._matter()

    def _matter(self) -> str | None:
        for _, _, text in self._texts():
            match = re.match(r"(?i)v/v\s*:?\s*(.+)", text) or re.search(r"(?i)[\t ]v/v\s+(.+)", text)
            if match:
                return match[1].strip()
        return None

    def issuer(
        self, place: str | None, system: str | None, signers: tuple[Signer, ...]
    ) -> tuple[str | None, str | None]:
        """(superior body of the header, issuing body)."""
        body = self._zones.body
        opening = self._found[body] if 0 < body < len(self._found) else None
        names = Names(self._view, place, system, min(self._end, _HEAD_REACH))
        return names.issuer(self._titles()[0], self._view.words(*opening.span) if opening else "", signers)

    def stamps(self) -> tuple[Stamp, ...]:
        """Incoming stamps: the office, its number and date, none of them the document's own."""
        return tuple(self._stamp(stamp) for stamp in self._zones.stamps)

    def _stamp(self, stamp: range) -> Stamp:
        start, end = self._found[stamp[0]].start, self._found[stamp[-1]].end
        low = self._view.low[start:end]
        number, date = _STAMP_NUMBER.search(low), _STAMP_DATE.search(low)
        first = " ".join(self._view.bare(start, self._found[stamp[0]].end).split("\t")[0].split())
        office = first if first.isupper() and "ĐẾN" not in first else None
        return Stamp(office, number[1] if number else None, iso_date(date) if date else None, (start, end))

    def mark(self, marks: dict[str, str]) -> str | None:
        """A mark that stands alone on a line or cell of the head, letters spaced or boxed or not."""
        cells = re.split(r"[\n\t|]", self._view.flat[: self._mark_reach()])
        for part in (part for cell in cells for part in _parts(cell)):
            letters = _NOT_LETTERS.sub("", part).upper().removeprefix("ĐỘMẬT")
            if letters in marks:
                return marks[letters]
        return _damaged_mark(cells, marks)

    def _mark_reach(self) -> int:
        if self._zones.body:
            return min(self._end, _HEAD_REACH)
        rows = self._found[: min(10, len(self._found))]
        return min(rows[-1].end, 600) if rows else 0


def _parts(cell: str) -> tuple[str, ...]:
    # Letters may be spaced out, or two columns set apart by spaces only.
    return (cell, *re.split(r" {3,}", cell))


def _damaged_mark(cells: list[str], marks: dict[str, str]) -> str | None:
    """A mark whose diacritics recognition lost; the first word of MẶT TRẬN, broken off, is none."""
    for cell, below in pairwise((*cells, "")):
        for part in _parts(cell):
            letters = (damaged_mark(part) or "").replace(" ", "")
            if letters in marks and not below.strip().startswith("TRẬN"):
                return marks[letters]
    return None
