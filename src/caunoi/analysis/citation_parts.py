"""What stands behind the symbol of a cited document: its date, its issuer and its title.

Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư; Nghị quyết số 25-NQ/TW, ngày 03/6/2013,
Hội nghị lần thứ bảy Ban Chấp hành Trung ương khóa XI "Về tăng cường …"; … của Chính phủ ngày 05/3/2020.
"""

import re
from dataclasses import dataclass

from caunoi.analysis.doctypes import ANY_NAME
from caunoi.analysis.model import Confidence
from caunoi.analysis.normal import View
from caunoi.analysis.symbols import DATE, SYMBOL, iso_date
from caunoi.language.text import UPPER

_DATE_AFTER = re.compile(
    rf"[\"')]?\s*,?\s*\(?\s*(?:(?P<same>cùng\s+|đều\s+)?ngày\s+|(?=\d{{1,2}}[/.-])){DATE}"
)
_DATE_BEHIND = re.compile(rf"\s*,?\s*(?:ban\s+hành\s+)?ngày\s+{DATE}")
_MONTH = re.compile(r"\s*,?\s*tháng\s+\d{1,2}(?:/|\s+năm\s+)\d{4}(?=\s+của\b)")
_SESSION = r"Hội\s+nghị(?!\s+Trung\s+ương\s+\d)(?:\s+Trung\s+ương)?(?:\s+lần\s+thứ\s+\w+)?,?\s+"
# "và" goes on with a name where a field follows (Bộ Giáo dục và Đào tạo), not where a body or a document does.
_NO_FIELD = (
    "Nghị|Quyết|Chỉ|Kết|Kế|Công|Hướng|Thông|Chương|Đề|Tờ|Báo|Quy|Luật|Bộ|Sở|Ban|Ủy|Hội|Văn|Thủ|Chính|Tỉnh|Thành|Đảng|"
    "Huyện|Chủ|Liên|Mặt|Phòng|Tổng|Đoàn|Quốc|UBND|HĐND|UBMT|MTTQ|Các|NQ|QĐ|CT|KL|KH|TB|NĐ|TT|CV|HD"
)
_NAME = rf"(?P<issuer>[{UPPER}](?:[^,;.:\"()\[]|(?<=TP)\.)*?)"
_STOPS = (
    r"[Vv][ềêệẻ]|[Bb]an\s+hành|[Qq]u[yi]\s+định|[Ss]ửa\s+đổi|[Bb]ổ\s+sung|[Pp]hê\s+(?:duyệt|chuẩn)|[Hh]ướng\s+dẫn|[Tt]hông\s+(?:qua|báo)|công\s+bố|thành\s+lập|kiện\s+toàn|"
    r"điều\s+chỉnh|thay\s+thế|bãi\s+bỏ|hết\s+hiệu|tại|hoặc|[Kk]hóa|[Ss]ố\s*:?\s*\d|\d|đã|có|trong|trên|gắn|ngày|được|thì|là|nêu|để|với|bằng|cho|đến|"
    r"theo|từ|nhằm|cùng|do|như|mà|kèm|giai\s+đoạn|nhiệm\s+kỳ|đối\s+với|giao|liên\s+quan|đề\s+nghị|tổng\s+hợp|rà\s+soát|một\s+số|chính\s+sách|tiếp\s+tục|Các|triển\s+khai|thực\s+hiện|cần|phải"
)
_END = r"\s*(?:[,;:\"()\[]|(?<!TP)\.)|\s*$"
_OF = rf"[\s,]+(?:của\s+(?:{_SESSION}(?:của\s+)?)?|{_SESSION}(?:của\s+)?)"
_ISSUER = re.compile(
    rf"{_OF}{_NAME}(?=\s+(?:{_STOPS}|(?<!biểu\sQuốc\shội\s)và(?!\s+(?!(?:{_NO_FIELD})\b)[{UPPER}]))\b|{_END})"
)
_JOINT_ISSUER = re.compile(rf"{_OF}{_NAME}(?=\s+(?:{_STOPS})\b|{_END})")
_VERB = (
    r"(?:về|v/v|ban\s+hành|quy\s+định|phê\s+duyệt|sửa\s+đổi|bổ\s+sung|hướng\s+dẫn|thông\s+qua|công\s+bố|thành\s+lập|"
    r"điều\s+chỉnh|kiện\s+toàn)"
)
_TITLE = re.compile(
    rf"[\s,]*(?:\(?(?:khóa|nhiệm\s+kỳ|kỳ\s+họp\s+thứ)\s+[^),;.]{{1,14}}\)?[\s,]*){{0,2}}(?P<title>(?:{_VERB}[\s,]+(?:[^\";.]{{0,60}}\s)?)?\"[^\"]{{5,400}}\"|"
    rf"{_VERB}[\s,]+[^;.\"]{{5,400}})"
)
_CITED_TYPE = re.compile(rf"\s*(?:{ANY_NAME})(?:\s+số)?\s*:?\s*$")
_LISTED = re.compile(r"(?:,|\bvà|\bhoặc|\bcùng(?:\s+với)?)\s*(?:các\s+|những\s+)?$")
# Where the sentence goes on behind a title: who acts on it, what becomes of it, how it is called for short.
CLAUSE = re.compile(
    rf",\s+(?=(?:[Cc]ác\s+)?[{UPPER}][^,;.:]{{3,90}}?\s(?:xây\s+dựng|ban\s+hành|báo\s+cáo|đề\s+nghị|yêu\s+cầu|thông\s+báo|"
    r"hướng\s+dẫn|triển\s+khai|kính|tổ\s+chức|đề\s+ra|trình|quyết\s+định|kết\s+luận|chỉ\s+đạo|phối\s+hợp|tham\s+mưu|đã)\b)"
    r"|,\s+(?=(?:đề\s+nghị|báo\s+cáo|hoàn\s+thành|tham\s+mưu|yêu\s+cầu|theo\s+đó|trong\s+đó|qua\s+đó|từ\s+đó|đến\s+nay|góp\s+phần)\b)"
    r"|(?:,|\s+và|,\s+và)\s+(?=(?:thay\s+thế|bãi\s+bỏ|hủy\s+bỏ)\s+(?:các\s+|những\s+)?[A-ZĐ])"
    r"|\s*\((?=(?:sau\s+đây|dưới\s+đây|gọi\s|viết\s+tắt|kèm\s+theo|đã\s+được|được\s+sửa|sửa\s+đổi))"
)
_EDGE = " ,:"
_ISSUER_REACH = 200


@dataclass(slots=True)
class Mention:
    """A mention while its neighbours may still share their date and issuer with it."""

    symbol: str | None
    type: str | None
    start: int
    end: int
    reach: int
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    rule: str = ""
    confidence: Confidence = "certain"
    same_day: bool = False
    issuer_first: bool = False


def complete(view: View, mention: Mention, end: int) -> None:
    """Reads date, issuer and title behind a mention, whatever of them is there, up to the end of its block."""
    at = mention.end if mention.date else _date(view, mention, _DATE_AFTER, mention.end, end)
    at = _issuer(view, mention, at, end)
    if mention.issuer and mention.date is None:
        at = _date(view, mention, _DATE_BEHIND, at, end)
    titled = _TITLE.match(view.low, at, end)
    if titled and not _names_document(view, titled.start("title")):
        at, last = _title_ends(view, titled.start("title"), titled.end("title"), end)
        mention.title = view.words(titled.start("title"), last).rstrip(_EDGE) or None
        if mention.issuer is None:
            at = _issuer(view, mention, at, end)
    mention.reach = max(at, mention.end)


def _names_document(view: View, at: int) -> bool:
    """Whether "Hướng dẫn …" is the next document and no title: a title goes on in small letters."""
    return view.flat[at].isupper() and not view.low.startswith(("về", "v/v"), at)


def _date(view: View, mention: Mention, pattern: re.Pattern[str], at: int, end: int) -> int:
    dated = pattern.match(view.low, at, end)
    if not dated:
        month = _MONTH.match(view.low, at, end)
        return month.end() if month else at
    mention.date = iso_date(dated)
    mention.end = dated.end()
    mention.same_day = bool(dated.groupdict().get("same"))
    return mention.end


def _issuer(view: View, mention: Mention, at: int, end: int) -> int:
    joint = (mention.type or "").endswith("lien-tich")
    issuer = (_JOINT_ISSUER if joint else _ISSUER).match(view.flat, at, min(end, at + _ISSUER_REACH))
    if not issuer:
        return at
    mention.issuer = view.words(*issuer.span("issuer"))
    return issuer.end("issuer")


def _title_ends(view: View, start: int, end: int, limit: int) -> tuple[int, int]:
    """(where the title's own words end, where it ends with the documents that it names).

    A title ends with its own closing quotation mark, where the sentence goes on, or where another document is listed.
    """
    opening = view.text.find("“", start, min(end, start + 12))
    if opening >= 0:
        end = _closing_quote(view.text, opening, limit) or end
    if view.flat[end - 1] != '"':
        clause = CLAUSE.search(view.flat, start, end)
        end = clause.start() if clause else end
    own = last = end
    for symbol in SYMBOL.finditer(view.flat, start, end):
        named = _CITED_TYPE.search(view.low, start, symbol.start())
        at = named.start() if named else symbol.start()
        own = min(own, at)
        listed = _LISTED.search(view.low, start, at)
        if view.flat[end - 1] != '"' and (listed or not named):
            return min(own, listed.start() if listed else at), listed.start() if listed else at
    return own, last


def _closing_quote(text: str, opening: int, limit: int) -> int | None:
    """Behind the mark that closes this one, quotations inside it skipped; None where it stays open."""
    depth = 0
    for at in range(opening, min(limit, opening + 600)):
        depth += (text[at] == "“") - (text[at] == "”")
        if not depth:
            return at + 1
    return None
