"""What dates, terms, rhythms and horizons look like, in the order in which they are looked for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from caunoi.analysis.model import Confidence
from caunoi.analysis.symbols import DATE, iso_date

EVERY = {
    "ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "6 tháng": "half-year", "năm": "year",
    "3 tháng": "quarter", "ba tháng": "quarter", "sáu tháng": "half-year", "nửa năm": "half-year", "nhiệm kỳ": "term",
}  # fmt: skip
QUARTERS = {
    "i": 3,
    "ii": 6,
    "iii": 9,
    "iv": 12,
    "1": 3,
    "2": 6,
    "3": 9,
    "4": 12,
    "01": 3,
    "02": 6,
    "03": 9,
    "04": 12,
}
ALSO = re.compile(
    r"\s*(?:,|và|hoặc|/)\s*(?P<also>(?:h[ằà]ng\s+)?(?P<every>(?:0?6|sáu)\s+tháng|tháng|quý|năm))\b(?!\s*(?:\d|học|nay|sau|trước|qua))"
)
MUST = (
    r"\b(?:(?:chậm|muộn)\s+nhất(?:\s+(?:là|trước|vào|đến|trong))?|trước|xong|đến\s+hết|hết|từ\s+nay\s+đến(?:\s+hết)?|"
    r"hoàn\s+thành(?:\s+(?:trước|trong|vào))?|thời\s+(?:gian|hạn)(?:\s+(?:hoàn\s+thành|thực\s+hiện))?\s*:|hạn\s+cuối|trong|đến)"
    r"\s+(?:\d{1,2}\s*(?:h|giờ)\s*\d{0,2}(?:\s*phút)?,?\s*)?"
)
PAST = re.compile(r"(?:\bđã\b|vừa\s+qua|trước\s+đây|có\s+hiệu\s+lực|được\s+ban\s+hành)[^.;]{0,60}$")
# "Đến ngày …, Sở X đã trình": what a report tells of a day is done.
DONE = re.compile(r"[^.;]{0,90}?\bđã\b")
FUTURE = re.compile(
    r"phương hướng|nhiệm vụ|giải pháp|kiến nghị|đề xuất|kế hoạch|tổ chức thực hiện|mục tiêu|chỉ tiêu"
)
STRONG = re.compile(r"chậm\s+nhất|trước|hoàn\s+thành|muộn\s+nhất|xong")
# Kinds of documents that tell of what has been: their days are deadlines only where a heading looks ahead.
TELLING = frozenset({"bao-cao", "to-trinh"})
BLANK_DAY = re.compile(r"ngày[^\n]{0,12}?tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>20\d\d)")
EFFECT = re.compile(r"(?:có\s+)?hiệu\s+lực(?:\s+thi\s+hành)?[^.;]{0,40}$")
EDGES = re.compile(r"[.;](?:\s|$)")
WHAT_LIMIT = 240


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, the words before it that belong to it, and what it says."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    before: re.Pattern[str]
    required: bool
    date: Callable[[re.Match[str]], str | None]
    confidence: Confidence


def nothing(_: re.Match[str]) -> None:
    """The date of what has none: a rhythm, a term that runs from an event."""
    return


def month(match: re.Match[str]) -> str | None:
    """A month as 2026-10; None where there is no such month."""
    return f"{match['y']}-{int(match['m']):02}" if 1 <= int(match["m"]) <= 12 else None


def quarter(match: re.Match[str]) -> str:
    """A quarter by its last month."""
    return f"{match['y']}-{QUARTERS[match['q']]:02}"


def year(match: re.Match[str]) -> str:
    """A year as printed."""
    return match["y"]


FIELD = (
    r"\b(?:thời\s+(?:gian|hạn)|hạn|ngày)"
    r"(?:\s+(?:thực\s+hiện|hoàn\s+thành|dự\s+kiến|tổ\s+chức|trình|báo\s+cáo|gửi|nộp)){0,2}\s*:\s*"
)
# What sets a limit in so many words, before a day or month without its year.
BY = (
    r"\b(?:(?:chậm|muộn)\s+nhất(?:\s+(?:là|trước|vào|đến|trong))?|trước|xong(?:\s+(?:trước|trong))?|hạn\s+cuối|"
    r"hoàn\s+thành(?:\s+(?:trước|trong|vào))?)\s+(?:là\s+)?"
)
OTHER_DAY = r"ngày\s+\d{1,2}(?:[/.]\d{1,4}){0,2}\s*(?:,|và|-|đến(?:\s+hết)?)\s*(?:cả\s+)?(?:ngày\s+)?"


# In this order: what an earlier rule has taken, a later one leaves alone. Patterns begin with what is rare.
RULES = (
    # từ ngày 13 đến ngày 15/12/2026; ngày 26, 27/12/2026: the last day counts
    Rule(
        "due-range",
        "date",
        re.compile(DATE),
        re.compile(rf"(?:\b(?:từ|trong|vào|chiều|sáng)\s+)?{OTHER_DAY}$"),
        True,
        iso_date,
        "likely",
    ),
    # chậm nhất ngày 15/12/2026; trước 07h00 ngày 14/3/2026
    Rule(
        "due-date", "date", re.compile(DATE), re.compile(rf"{MUST}(?:ngày\s+)?$"), True, iso_date, "certain"
    ),
    # thời gian thực hiện: ngày 28/12/2026
    Rule(
        "due-field",
        "date",
        re.compile(DATE),
        re.compile(rf"{FIELD}[^.;]{{0,20}}ngày\s+$"),
        True,
        iso_date,
        "certain",
    ),
    # chậm nhất 05 ngày làm việc kể từ …
    Rule(
        "due-term",
        "date",
        re.compile(
            r"[0-9]\d{0,2}\s*(?:\([^)]{1,20}\)\s*)?(?:ngày|giờ|tháng|tuần)(?:\s+làm\s+việc)?"
            r"(?=\s*(?:,\s*)?(?:kể\s+từ|tính\s+từ|sau\s+khi|từ\s+khi|trước\s+khi|từ\s+ngày))"
        ),
        re.compile(
            r"\b(?:trong(?:\s+(?:thời\s+(?:hạn|gian)|vòng))?|chậm\s+nhất(?:\s+(?:là|trong|sau))?|không\s+quá|sau|trước|tối\s+đa)"
            r"\s+(?:thời\s+hạn\s+)?(?:là\s+)?$"
        ),
        True,
        nothing,
        "certain",
    ),
    # trước 07 ngày; chậm nhất 10 ngày làm việc; trước ngày bầu cử 10 ngày
    Rule(
        "due-span",
        "date",
        re.compile(
            r"[0-9]\d{0,2}\s*(?:\([^)]{1,20}\)\s*)?(?:ngày|giờ|tuần)(?:\s+làm\s+việc)?\b(?!\s*(?:/|tháng|\d))"
        ),
        re.compile(
            r"\b(?:(?:ít|chậm|muộn)\s+nhất\s+(?:là\s+)?(?:(?:trước|sau|trong)\s+)?|là\s+sau\s+|sớm\s+trước\s+|trong\s+(?:thời\s+hạn|vòng)\s+|"
            r"trước\s+(?:ngày\s+(?:[^\W\d]+\s+){1,4})?)$"
        ),
        True,
        nothing,
        "likely",
    ),
    # trong tháng 12/2025
    Rule(
        "due-month",
        "date",
        re.compile(r"tháng\s+(?P<m>\d{1,2})(?:\s?[/.-]\s?|\s+năm\s+)(?P<y>(?:19|20)\d\d)"),
        re.compile(rf"{MUST}$"),
        True,
        month,
        "certain",
    ),
    # trong quý III/2026
    Rule(
        "due-quarter",
        "date",
        re.compile(r"qu[ýí]\s+(?P<q>i{1,3}|iv|0?[1-4])(?:\s?[/-]\s?|\s+năm\s+|,\s*năm\s+)(?P<y>20\d\d)"),
        re.compile(rf"{MUST}$"),
        False,
        quarter,
        "certain",
    ),
    # định kỳ hằng quý; trước ngày 20 hằng tháng; định kỳ 6 tháng
    Rule(
        "rhythm",
        "recurring",
        re.compile(
            r"[hmđ](?:(?:[ằà]ng|ỗi)\s+(?P<every>ngày|tuần|tháng|quý|năm|6\s+tháng|sáu\s+tháng)\b"
            r"|ịnh\s+kỳ\s*:?\s*(?:báo\s+cáo\s+)?(?P<each>(?:0?[36]|ba|sáu)\s+tháng|tuần|tháng|quý|năm)\b(?!\s*\d))"
        ),
        re.compile(
            r"(?:\b(?:trước|vào|chậm\s+nhất|muộn\s+nhất)\s+(?:là\s+|vào\s+)?(?:ngày|tuần)\s+[\w/.-]{1,8}\s+"
            r"(?:(?:tháng\s+\d{1,2}|của\s+tháng\s+\w+|của)\s+)?)?(?:\bđịnh\s+kỳ\s+)?$"
        ),
        False,
        nothing,
        "certain",
    ),
    # chậm nhất ngày 15/12; hoàn thành trong tháng 12; trước quý IV: the year is that of the document, or the next
    Rule(
        "due-open-day",
        "date",
        re.compile(r"(?P<d>\d{1,2})(?:/|\s+tháng\s+)(?P<m>\d{1,2})(?!\d|[/.-]\d|,?\s+(?:năm|h[ằà]ng)\b)"),
        re.compile(rf"{BY}(?:\d{{1,2}}\s*(?:h|giờ)\s*\d{{0,2}}(?:\s*phút)?,?\s*)?ngày\s+$"),
        True,
        nothing,
        "likely",
    ),
    Rule(
        "due-open-month",
        "date",
        re.compile(r"tháng\s+(?P<m>\d{1,2})\b(?!\s*(?:[/.]\s*\d|-\d|năm|đầu|cuối|,\s*\d))"),
        re.compile(rf"{BY}$"),
        True,
        nothing,
        "guess",
    ),
    Rule(
        "due-open-quarter",
        "date",
        re.compile(r"qu[ýí]\s+(?P<q>i{1,3}|iv|[1-4])\b(?!\s*(?:[/,-]|năm|và))"),
        re.compile(rf"{BY}$"),
        True,
        nothing,
        "guess",
    ),
    # báo cáo đột xuất
    Rule("ad-hoc", "ad-hoc", re.compile(r"đột\s+xu[ấâ]t\b"), re.compile("$"), False, nothing, "certain"),
    # thời gian thực hiện: năm 2026 và các năm tiếp theo
    Rule(
        "due-field-year",
        "date",
        re.compile(r"năm\s+(?P<y>20\d\d)\b(?!\s*-)(?:\s+và\s+(?:những|các)\s+năm\s+tiếp\s+theo)?"),
        re.compile(rf"{FIELD}(?:trong\s+|cả\s+)?$"),
        True,
        year,
        "certain",
    ),
    # hoàn thành trong năm 2026
    Rule(
        "due-year",
        "date",
        re.compile(r"năm\s+(?P<y>20\d\d)\b(?!\s*-)"),
        re.compile(
            r"\b(?:(?:chậm|muộn)\s+nhất|trước|xong|hoàn\s+thành|trong|hết)(?:\s+(?:trong|trước))?\s+$"
        ),
        True,
        year,
        "likely",
    ),
    # đến năm 2030 và những năm tiếp theo
    Rule(
        "horizon",
        "horizon",
        re.compile(r"năm\s+(?P<y>20\d\d)\b(?:\s+và\s+(?:những|các)\s+năm\s+tiếp\s+theo)?"),
        re.compile(r"(?:\btầm\s+nhìn\s+)?\b(?:đến|tới)\s+$"),
        True,
        year,
        "likely",
    ),
    # … tổ chức mít tinh ngày 25/11/2026: a day that lies behind the document's own
    Rule(
        "due-day",
        "date",
        re.compile(DATE),
        re.compile(r"(?:\bvào\s+)?(?<!/)\bngày\s+$"),
        True,
        iso_date,
        "likely",
    ),
)
