"""What a document says of itself: symbol, date, issuer, subject, signers, stamps, secrecy."""

import re
from collections.abc import Iterator

from caunoi.analysis.casing import sentence_case
from caunoi.analysis.doctypes import ANY_NAME, type_of, type_of_symbol
from caunoi.analysis.lines import Block
from caunoi.analysis.model import Metadata, Signer, Span, Stamp
from caunoi.analysis.normal import View
from caunoi.analysis.signature import read_foot
from caunoi.analysis.symbols import DATE, OWN_SYMBOL, bare_symbol, iso_date
from caunoi.analysis.zones import Zones
from caunoi.language.text import UPPER

_TYPE = re.compile(ANY_NAME)
_PLACE_DATE = re.compile(
    r"(?P<place>[^\n\t,;:]{2,45}?)\s*,\s*(?:ngày\s+)(?P<d>\d{1,2})\s+tháng\s+"
    r"(?P<m>\d{1,2})\s+năm\s+(?P<y>(?:19|20)\d\d)"
)
_BLANK_DATE = re.compile(r"(?P<place>[^\n\t,;:]{2,45}?)\s*,\s*ngày[\s.…_/]*(?:\d{1,2})?[\s.…_/]*tháng")
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
_MOTTO = re.compile(
    r"CỘNG\s+HÒA\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT(?:\s+NAM)?|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|^NAM$|Độc lập[^\n\t]*",
    re.M,
)
_BODY_WORD = re.compile(
    r"(?:ban(?!\s+hành)|ủy\s+ban|hội\s+đồng|hội|bộ|chính\s+phủ|thủ\s+tướng|chủ\s+tịch|quốc\s+hội|tỉnh\s+ủy|thành\s+ủy|huyện\s+ủy|"
    r"quận\s+ủy|đảng\s+ủy|đảng\s+bộ|sở|giám\s+đốc|đoàn|công\s+đoàn|liên\s+đoàn|văn\s+phòng|mặt\s+trận|tổng|thanh\s+tra|"
    r"cục|viện|trường|chi\s+bộ|phòng|ubnd|hđnd|mttq)\b"
)
_OPENING = re.compile(
    rf"(?:^|[,;:]\s*)(?P<issuer>[{UPPER}][^,;:]{{4,110}}?)\s+(?:xây\s+dựng|ban\s+hành|đề\s+ra|yêu\s+cầu|hướng\s+dẫn|"
    r"quyết\s+định|báo\s+cáo|thông\s+báo|kết\s+luận|chỉ\s+thị)\b"
)
_LOCAL = re.compile(r"(?:tỉnh|tỉnh ủy|thành ủy|thành phố)$", re.I)
_LEVEL = re.compile(r"^(?:thành phố|tỉnh|tp\.?)\s+", re.I)
_WORDS_OF_NAME = re.compile(rf"(?:Thành phố )?(?:[{UPPER}][^\W\d_A-Z]* ?)+")
_HEAD_REACH = 3000


def read_metadata(view: View, found: list[Block], zones: Zones) -> Metadata:
    """The metadata of a document; every field that is not printed stays None."""
    head = _Head(view, found, zones)
    symbol, number = head.symbol()
    place, date = head.place_and_date()
    signers, recipients = _foot(view, found, zones)
    kind = head.type(symbol)
    system = head.system(symbol)
    parent, issuer = head.issuer(place, system, signers)
    return Metadata(
        system=system,
        type=kind,
        symbol=symbol,
        number=number,
        issuer=issuer,
        parent_issuer=parent,
        place=place,
        date=date,
        subject=head.subject(),
        signers=signers,
        recipients=recipients,
        stamps=head.stamps(),
        secrecy=head.mark(_SECRECY),
        urgency=head.mark(_URGENCY),
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
        for match in OWN_SYMBOL.finditer(self._view.flat, 0, min(self._end, _HEAD_REACH)):
            at = match.start("mark")
            if not any(
                self._found[i].start <= at < self._found[i].end for s in self._zones.stamps for i in s
            ):
                return match
        return None

    def symbol(self) -> tuple[str | None, str | None]:
        """(symbol without spaces, number as printed)."""
        match = self.symbol_match()
        if not match:
            return None, None
        year = f"/{match['year']}" if match["year"] else ""
        return bare_symbol(f"{match['number'] or ''}{year}{match['mark']}{match['tail']}"), match["number"]

    def type(self, symbol: str | None) -> str | None:
        """The type of the main document."""
        index = self._zones.type_block
        if index is not None:
            match = _TYPE.match(self._view.low, self._found[index].start)
            return type_of(match[0]) if match else None
        if not symbol:
            return None
        return type_of_symbol(symbol) or "cong-van"

    def place_and_date(self) -> tuple[str | None, str | None]:
        """Place and full date of the line "Điện Biên, ngày 10 tháng 11 năm 2021"."""
        for _, block in self._blocks:
            match = _PLACE_DATE.search(self._view.low, block.start, self._reach(block))
            if match:
                return self._place(match), iso_date(match)
        for _, block in self._blocks:
            match = _BLANK_DATE.search(self._view.low, block.start, block.end)
            if match:
                return self._view.words(*match.span("place")) or None, None
        return None, None

    def _place(self, match: re.Match[str]) -> str | None:
        """The place of the date line, with its first words where they stand on the line above."""
        place = self._view.words(*match.span("place"))
        above = self._view.words(self._view.flat.rfind("\n", 0, max(match.start() - 1, 0)) + 1, match.start())
        if above and len(above) <= 20 and _WORDS_OF_NAME.fullmatch(above) and match.start() - 1 > 0:
            place = f"{above} {place}"
        return place.strip(" *_") or None

    def _reach(self, block: Block) -> int:
        # The date may be broken off to the next line or block.
        return min(max(block.end, block.start + 80), max(self._end, block.end))

    def system(self, symbol: str | None) -> str | None:
        """Whose document it is, from the header and the shape of the symbol."""
        head = self._view.low[: min(self._end, _HEAD_REACH)]
        if re.search(r"mặt\s+trận\s+tổ\s+quốc", head[:600]) and (
            not symbol or "MTTQ" in symbol or "MT" in symbol
        ):
            return "front"
        if re.search(r"cộng\s+hòa\s+xã\s+hội", head):
            return "state"
        if symbol and re.match(r"\d*[a-z]?-[A-ZĐ]", symbol):
            other = r"công\s+đoàn|liên\s+đoàn\s+lao\s+động|thanh\s+niên|hội\s+(?:nông|cựu|liên\s+hiệp)"
            return "organization" if re.match(rf"[^\n]*\n?[^\n]*(?:{other})", head[:300]) else "party"
        if symbol and "/" in symbol:
            return "state"
        return "party" if re.search(r"đảng\s+cộng\s+sản|tỉnh\s+ủy|thành\s+ủy|đảng\s+ủy", head) else None

    def _after_type(self) -> list[tuple[Block, str]]:
        index = self._zones.type_block
        if index is None:
            return []
        rows = [(block, text) for i, block, text in self._texts() if i > index]
        first = self._found[index]
        name = _TYPE.match(self._view.low, first.start)
        rest = self._view.words(name.end() if name else first.start, first.end)
        return ([(first, rest)] if rest else []) + rows

    def _titles(self) -> tuple[list[str], list[str]]:
        """The lines between the type and the body, as (issuer lines, subject lines)."""
        issuers: list[str] = []
        subject: list[str] = []
        for _, text in self._after_type():
            low = text.lower()
            if low.startswith(("kính gửi", "(ban hành", "(kèm theo", "số ")) or text.startswith("-"):
                continue
            of = re.match(r"của\s+", low)
            if text.isupper() and (of or _BODY_WORD.match(low)) and (not subject or not of):
                issuers.append(text[of.end() :] if of else text)
            else:
                subject.append(text)
        return issuers, subject

    def subject(self) -> str | None:
        """Trích yếu on one line, without the type word."""
        subject = " ".join(self._titles()[1]).strip(" -*")
        return subject or self._matter()

    def _matter(self) -> str | None:
        for _, _, text in self._texts():
            match = re.match(r"(?i)v/v\s*:?\s*(.+)", text) or re.search(r"(?i)[\t ]v/v\s+(.+)", text)
            if match:
                return match[1].strip()
        return None

    def _header_lines(self) -> list[str]:
        """The capital lines above the symbol, wrapped names joined, without the motto."""
        lines: list[str] = []
        for cell in re.split(r"[\n\t]", _MOTTO.sub("\n", self._view.flat[: min(self._end, _HEAD_REACH)])):
            text = " ".join(cell.split()).strip("-–_* ")
            low = text.lower()
            if re.match(r"số\b", low) or _TYPE.fullmatch(low):
                return lines
            if not text.isupper() or len(text) < 2:
                continue
            if lines and (not _BODY_WORD.match(low) or lines[-1].endswith(("HỘI", "ỦY", "BỘ"))):
                lines[-1] += " " + text
            else:
                lines.append(text)
        return lines

    def issuer(
        self, place: str | None, system: str | None, signers: tuple[Signer, ...]
    ) -> tuple[str | None, str | None]:
        """(superior body of the header, issuing body)."""
        titled = [sentence_case(text) for text in self._titles()[0]]
        header = [sentence_case(text) for text in self._header_lines()]
        parent = header[-2] if len(header) > 1 else None
        if titled and system != "state":
            return None, _with_place(titled[0], place)
        if header:
            issuer = header[-1]
            if (
                parent
                and system in {"party", "front"}
                and issuer.startswith(("Ban ", "Văn phòng", "Ủy ban Kiểm tra", "Ban Thường trực"))
            ):
                issuer = f"{issuer} {parent}"
            return parent, _with_place(issuer, place)
        return None, _with_place(titled[0] if titled else self._told(signers), place)

    def _told(self, signers: tuple[Signer, ...]) -> str | None:
        """The issuer that only the opening sentence and the signature tell."""
        if not self._zones.body or self._zones.body >= len(self._found):
            return None
        opening = self._found[self._zones.body]
        text = self._view.words(*opening.span)
        names = [
            match["issuer"] for match in _OPENING.finditer(text) if _BODY_WORD.match(match["issuer"].lower())
        ]
        if not names:
            return None
        authority = (signers[0].authority or "") if signers else ""
        if "BAN THƯỜNG VỤ" in authority and "ban thường vụ" not in names[-1].lower():
            return f"Ban Thường vụ {names[-1]}"
        return names[-1]

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
        reach = self._view.flat[: self._mark_reach()]
        for cell in re.split(r"[\n\t|]", reach):
            letters = _NOT_LETTERS.sub("", cell)
            if letters in marks:
                return marks[letters]
        return None

    def _mark_reach(self) -> int:
        if self._zones.body:
            return min(self._end, _HEAD_REACH)
        rows = self._found[: min(10, len(self._found))]
        return min(rows[-1].end, 600) if rows else 0


def _with_place(issuer: str | None, place: str | None) -> str | None:
    """The issuer with its locality where the name ends on the bare level: "Tỉnh ủy" of Điện Biên."""
    if issuer and place and _LOCAL.search(issuer):
        return f"{issuer} {_LEVEL.sub('', place)}"
    return issuer
