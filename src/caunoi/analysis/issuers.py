"""Who issued a document: the header's lines, the title, the opening sentence and the signature together."""

import re

from caunoi.analysis.casing import case_in_text, sentence_case
from caunoi.analysis.damage import damaged_type, plain, restored_name
from caunoi.analysis.doctypes import ANY_NAME
from caunoi.analysis.model import Signer
from caunoi.analysis.normal import View
from caunoi.language.text import UPPER

_TYPE = re.compile(ANY_NAME)
_MOTTO = re.compile(
    r"C\w{1,2}NG\s+H\w{2}\s+X\w\s+H\wI\W{1,5}CH\w\s+NGH\wA\s+VI\wT(?:\s+NAM)?|Đ\wNG\s+C\w{1,2}NG\s+S\wN\s+VI\wT\s+NAM|^NAM$|"
    r"Độc\s+lập[^\n\t]*",
    re.M,
)
BODY_WORD = re.compile(
    r"(?:ban(?!\s+hành)|ủy\s+ban|hội\s+đồng|hội|bộ|chính\s+phủ|thủ\s+tướng|chủ\s+tịch|quốc\s+hội|tỉnh\s+ủy|thành\s+ủy|huyện\s+ủy|"
    r"quận\s+ủy|đảng\s+ủy|đảng\s+bộ|sở|giám\s+đốc|đoàn|công\s+đoàn|liên\s+đoàn|văn\s+phòng|mặt\s+trận|tổng|thanh\s+tra|"
    r"cục|viện|trường|chi\s+bộ|phòng|ubnd|hđnd|mttq|(?:hiệu|viện|cục)\s+trưởng|trưởng\s+(?:ban|phòng|công\s+an)|bí\s+thư)\b"
)
# Bodies that a line of the header begins with, and that would begin a subject as well.
_HEADER_WORD = re.compile(
    plain(
        r"(?:bch|btv|lđlđ|trung\s+tâm|công\s+an|công\s+ty|bảo\s+hiểm|kho\s+bạc|chi\s+cục|bệnh\s+viện|học\s+viện|tòa\s+án|"
        r"ngân\s+hàng|kiểm\s+toán|hạt|tiểu\s+ban|quỹ|hiệp\s+hội|liên\s+hiệp|đài|quân\s+khu)\b"
    )
)
_PLAIN_BODY_WORD = re.compile(plain(BODY_WORD.pattern))
# The box of an electronic signature, printed above the header: signer, office, time.
_SIGNATURE_BOX = re.compile(
    r"\d{1,2}:\s?\d\d:\s?\d\d|\+\s?0?\d:?;?\d\d|@|\bgov\b|\b(?:ký\s+bởi|thời\s+gian\s+ký|cơ\s+quan\s*:)", re.I
)
_NUMBER_LINE = re.compile(r"s[ốóòồoôõổ]\b|s[ốóòồoôõổ]\s*[:.]?\s*\S{0,9}\s*/")
# A dash with a space on one side only joins two bodies all the same.
_HALF_DASH = re.compile(r" -(?=\S)|(?<=\S)- ")
_OPENING = re.compile(
    rf"(?:^|[,;:]\s*)(?P<issuer>[{UPPER}][^,;:]{{4,110}}?)\s+(?:xây\s+dựng|ban\s+hành|đề\s+ra|yêu\s+cầu|hướng\s+dẫn|"
    r"quyết\s+định|báo\s+cáo|thông\s+báo|kết\s+luận|chỉ\s+thị)\b"
)
_LOCAL = re.compile(r"(?:tỉnh|tỉnh ủy|thành ủy|thành phố)$", re.I)
_LEVEL = re.compile(r"^(?:thành phố|tỉnh|tp\.?)\s+", re.I)
_LEVEL_OF = re.compile(
    r"(?:tỉnh|[Tt]hành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s+([^\W\d_]+)(?:[ -]+[^\W\d_]+){0,4}$"
)
# The organs of the central committee are called by "Trung ương" alone.
_CENTRAL = re.compile(r"Ban Chấp hành (Trung ương)")
_OWN_MOTTO = re.compile(r"(?i)đoàn (?:tncs|thanh niên cộng sản) hồ chí minh$")
_JOINING = ("HỘI", "ỦY", "BỘ", "ỦY BAN THƯỜNG VỤ")
_NO_NAMES = frozenset(
    {"DỰ THẢO", "VĂN BẢN HỢP NHẤT", "BẢN SAO", "HỎA TỐC", "KHẨN", "THƯỢNG KHẨN", "MẬT", "TỐI MẬT"}
)
_ACTING = ("Ban ", "Văn phòng", "Ủy ban Kiểm tra", "Ban Thường trực")


def names_body(line: str) -> bool:
    """Whether a line in capitals begins with a body or an office, its diacritics aside."""
    return bool(_PLAIN_BODY_WORD.match(plain(line.lower())))


def _heads_line(line: str) -> bool:
    return names_body(line) or bool(_HEADER_WORD.match(plain(line.lower())))


class Names:
    """The names of bodies in the head of one document, `end` being where the head ends."""

    def __init__(self, view: View, place: str | None, system: str | None, end: int) -> None:
        self._view = view
        self._place = place
        self._system = system
        self._end = end

    def issuer(
        self, titles: list[str], opening: str, signers: tuple[Signer, ...]
    ) -> tuple[str | None, str | None]:
        """(superior body of the header, issuing body)."""
        titled = [self._cased(text) for text in titles]
        header = [self._cased(text) for text in self._lines()]
        parent = header[-2] if len(header) > 1 and header[-2] != header[-1] else None
        if titled and self._system != "state":
            return None, self._placed(titled[0])
        if self._system == "organization" and len(header) > 1 and _OWN_MOTTO.match(header[-1]):
            header.pop()
            parent = header[-2] if len(header) > 1 else None
        if header:
            return parent, self._placed(self._whole(header[-1], parent))
        return None, self._placed(titled[0] if titled else _told(opening, signers))

    def _whole(self, issuer: str, parent: str | None) -> str:
        """The name with that of the superior body, or of its locality, where it is a part of it."""
        if not parent:
            return issuer
        part = self._system != "state" and issuer.startswith(_ACTING) and not _LEVEL_OF.search(issuer)
        council = issuer.startswith("Ban ") and parent.startswith(("Hội đồng nhân dân", "HĐND"))
        if part or issuer == "Văn phòng" or (council and not _LEVEL_OF.search(issuer)):
            central = _CENTRAL.match(parent)
            office = " Đảng" if central and issuer == "Văn phòng" else ""
            return f"{issuer} {central[1]}{office}" if central else f"{issuer} {parent}"
        level = _LEVEL_OF.search(parent)
        own = issuer.startswith(("Sở ", "Phòng ")) and " - " not in issuer.replace("Lao động - Thương", "")
        if own and level and level[1].lower() not in issuer.lower():
            return f"{issuer} {level[0]}"
        return issuer

    def _lines(self) -> list[str]:
        """The capital lines above the symbol, wrapped names joined, without the motto."""
        lines: list[str] = []
        for cell in re.split(
            r"[\n\t|]|_{3,}| {4,}", _MOTTO.sub("\n", self._view.flat[self._start() : self._end])
        ):
            text = _HALF_DASH.sub(" - ", " ".join(cell.split())).strip("-–_*/|.;:,~^`'\" ")
            text = text.replace("VIỆTNAM", "VIỆT NAM")
            low = text.lower()
            if _NUMBER_LINE.match(low) or _TYPE.fullmatch(low) or damaged_type(text):
                return lines
            if lines and text == f"{lines[-1]} NƯỚC":
                # "QUỐC HỘI NƯỚC CỘNG HÒA …" below "QUỐC HỘI", the motto taken off.
                continue
            if not text.isupper() or len(text) < 2 or text in _NO_NAMES:
                continue
            if lines and lines[-1] != text and (not _heads_line(text) or lines[-1].endswith(_JOINING)):
                lines[-1] += " " + text
            else:
                lines.append(text)
        return lines

    def _start(self) -> int:
        """Behind the box of an electronic signature, where one stands above the motto."""
        motto = _MOTTO.search(self._view.flat, 0, self._end)
        boxes = list(_SIGNATURE_BOX.finditer(self._view.flat, 0, motto.start() if motto else 0))
        if not boxes:
            return 0
        return max(self._view.flat.find("\n", boxes[-1].end()), 0)

    def _cased(self, name: str) -> str:
        plainly = sentence_case(name)
        cased = case_in_text(plainly, self._view.flat, self._view.low)
        return cased or restored_name(plainly, self._view.flat, self._place)

    def _placed(self, issuer: str | None) -> str | None:
        """The issuer with its locality where the name ends on the bare level: "Tỉnh ủy" of Điện Biên."""
        if issuer and self._place and _LOCAL.search(issuer):
            return f"{issuer} {_LEVEL.sub('', self._place)}"
        return issuer


def _told(opening: str, signers: tuple[Signer, ...]) -> str | None:
    """The issuer that only the opening sentence and the signature tell."""
    names = [
        match["issuer"] for match in _OPENING.finditer(opening) if BODY_WORD.match(match["issuer"].lower())
    ]
    if not names:
        return None
    authority = (signers[0].authority or "") if signers else ""
    if "BAN THƯỜNG VỤ" in authority and "ban thường vụ" not in names[-1].lower():
        return f"Ban Thường vụ {names[-1]}"
    return names[-1]
