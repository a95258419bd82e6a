"""Numbers of commitments in a sentence: shares, counts with a comparator, and "none"."""

import re
from dataclasses import dataclass

from caunoi.analysis.model import Breakdown
from caunoi.analysis.normal import View

# Bounded on purpose: a run of a million digits is no number, and must not be tried from each of its digits.
_NUMBER = r"[0-9](?<!\d[0-9])(?:\d{0,2}(?:\.\d{3}){1,4}(?:,\d{1,4})?|\d{0,8}(?:[.,]\d{1,2})?)"
_AT_LEAST = r"ít\s+nhất|tối\s+thiểu|không\s+dưới|không\s+thấp\s+hơn|không\s+ít\s+hơn|thấp\s+nhất"
_AT_MOST = r"không\s+quá|tối\s+đa|không\s+vượt\s+quá|không\s+vượt|cao\s+nhất|nhiều\s+nhất"
_COMPARED = re.compile(
    rf"\b(?P<cmp>(?:{_AT_LEAST}|{_AT_MOST})(?:\s+(?:là|đạt|có|được|phải|từ|trên|cũng))*|trên|hơn|dưới|từ)\s+$"
)
# The things that offices count; a number before any other word is no count of theirs.
_UNITS = sorted(
    [
        "mô hình", "điển hình", "việc làm", "đoàn viên", "hội viên", "đảng viên", "đồng chí", "cuộc", "buổi",
        "lớp", "người", "hộ", "trạm", "xã", "phường", "thôn", "doanh nghiệp", "dự án", "công trình",
        "sản phẩm", "đề án", "bài", "tin", "lượt", "hội nghị", "cơ sở", "tập thể", "cá nhân", "tổ chức",
        "chi bộ", "chi đoàn", "chi hội", "công đoàn", "sáng kiến", "phong trào", "hoạt động", "chuyên đề",
        "hợp tác xã", "khu dân cư", "gia đình", "trường", "thủ tục", "cán bộ", "công chức", "viên chức",
        "học sinh", "lao động", "câu lạc bộ", "cây", "km", "ha", "điểm", "bậc", "nhóm", "ý kiến",
        "giải pháp", "nhiệm vụ", "kế hoạch", "tổ", "đội", "trang", "kênh", "văn bản", "quần chúng", "đơn vị",
        "cơ quan", "địa phương", "chuyên gia", "nhà", "căn", "lô", "khu", "cụm", "phần việc", "đối thoại",
        "tuyến", "nghiên cứu sinh", "học viên", "sinh viên", "thí sinh", "giường bệnh", "bác sĩ", "thiết bị", "hồ sơ",
    ],
    key=len,
    reverse=True,
)  # fmt: skip
_UNIT = "|".join(unit.replace(" ", r"\s+") for unit in _UNITS)

_PERCENT = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?P<value>{_NUMBER})\s?%?(?:\s?-\s?(?P<to>{_NUMBER}))?\s?%(?P<up>\s+trở\s+lên)?"
)
# Never over the border of a cell: what stands in the next column is not what the number counts.
_COUNT = re.compile(rf"(?P<value>{_NUMBER})[^\S\t]+(?:\([^)]{{1,20}}\)\s+)?(?P<unit>{_UNIT})\b(?!\s*/)")
_NUMBER_BEFORE = re.compile(r"[\d.,/-]$")
_ALONE = re.compile(r"\s*(?:[;.,(]|$)")
_COLON = re.compile(r":\s*$")
_REACH = 40
_BRACKET_REACH = 200
_NONE = re.compile(
    rf"không\s+(?:có|để|còn)\s+(?:xảy\s+ra\s+)?(?P<unit>{_UNIT})\s+(?:nào\s+)?(?:bị\s+)?"
    r"(?=không\s+hoàn\s+thành|yếu|kém|vi\s+phạm|kỷ\s+luật|nghèo|tái\s+nghèo)"
)
_UP = re.compile(r"[^.;%\d]{0,60}?\btrở\s+lên\b")
_PARTS = re.compile(r"\(([^()]*)\)")
_PART = re.compile(r"(\d+)\s+([^\d,;()]+?)(?=\s*(?:,|;|và\s+\d|$))")

# "trong đó: Sở A: 22 trạm, Sở B: 56 trạm".
_NAMED_PART = re.compile(
    r"(?:^|[,;:]\s*|\bvà\s+)([^\d,;:()]+?)\s*:\s*(\d+)\s+[^\d,;:()]+?(?=\s*(?:,|;|\bvà\s|$))"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its comparator and unit, where it stands and which rule read it."""

    start: int
    end: int
    value: float
    value_to: float | None
    comparator: str
    unit: str
    rule: str


def read_number(printed: str) -> float:
    """A printed number: dots group thousands, a comma (or a lone dot before one or two digits) is decimal."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", printed):
        printed = printed.replace(".", "")
    return float(printed.replace(",", "."))


def quantities(view: View, start: int, end: int, bare: bool, listed: bool) -> list[Quantity]:
    """The numbers of commitments of one sentence.

    Counts without comparator only where `bare` allows them, or `listed` does so behind a colon ("lắp mới: 58 trạm").
    """
    shares = _PERCENT.finditer(view.low, start, end) if "%" in view.low[start:end] else ()
    found = [_share(match, _words_before(view, start, match)) for match in shares]
    for match in _COUNT.finditer(view.low, start, end):
        if _NUMBER_BEFORE.search(view.low, max(start, match.start() - 1), match.start()):
            continue
        said = _words_before(view, start, match)
        named = bare or (listed and _stands_alone(view, start, match, end))
        if said and (bare or said["cmp"] != "từ"):
            found.append(_count(view, match, end, said))
        elif named and not said and not _inside(view, start, match):
            found.append(_bare(match))
    found += [_none(match) for match in _NONE.finditer(view.low, start, end)]
    return _apart(found)


def _stands_alone(view: View, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a count is all that stands behind a colon, brackets aside: "lắp mới: 58 trạm (trong đó …)"."""
    behind = _COLON.search(view.low, max(start, match.start() - 4), match.start())
    return bool(behind and _ALONE.match(view.low, match.end(), end))


def _words_before(view: View, start: int, match: re.Match[str]) -> re.Match[str] | None:
    """The comparator directly before a number."""
    return _COMPARED.search(view.low, max(start, match.start() - _REACH), match.start())


def _apart(found: list[Quantity]) -> list[Quantity]:
    """In reading order; of two readings of one number the one that begins first stays."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda quantity: quantity.start):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _inside(view: View, start: int, match: re.Match[str]) -> bool:
    """Whether a bare number stands in brackets: then it is a part of another number, or an aside."""
    before = view.low[max(start, match.start() - _BRACKET_REACH) : match.start()]
    return before.count("(") > before.count(")")


def _compared(words: re.Match[str] | None, up: bool) -> str:
    said = words["cmp"] if words else ""
    if re.match(_AT_MOST, said):
        return "<="
    if said.startswith("dưới"):
        return "<"
    if up:
        return ">="
    return ">" if re.search(r"(?:trên|hơn)$", said) else ">="


def _share(match: re.Match[str], said: re.Match[str] | None) -> Quantity:
    to = read_number(match["to"]) if match["to"] else None
    comparator = "range" if to is not None else _compared(said, bool(match["up"]))
    start = said.start() if said else match.start()
    return Quantity(
        start, match.end(), read_number(match["value"]), to, comparator, "percent", "target-share"
    )


def _count(view: View, match: re.Match[str], end: int, said: re.Match[str]) -> Quantity:
    comparator = _compared(said, bool(_UP.match(view.low, match.end(), end)))
    unit = " ".join(match["unit"].split())
    return Quantity(
        said.start(), match.end(), read_number(match["value"]), None, comparator, unit, "target-count"
    )


def _bare(match: re.Match[str]) -> Quantity:
    unit = " ".join(match["unit"].split())
    return Quantity(
        match.start(), match.end(), read_number(match["value"]), None, ">=", unit, "target-number"
    )


def _none(match: re.Match[str]) -> Quantity:
    return Quantity(
        match.start(), match.end(), 0.0, None, "=", " ".join(match["unit"].split()), "target-none"
    )


def breakdown(view: View, start: int, end: int) -> tuple[Breakdown, ...]:
    """The parts named in the first brackets of a stretch: "(03 tập thể, 02 cá nhân)"."""
    brackets = _PARTS.search(view.flat, start, end)
    if not brackets:
        return ()
    words = " ".join(brackets[1].split())
    named = _NAMED_PART.findall(words)
    if len(named) > 1:
        return tuple(Breakdown(read_number(value), label.strip()) for label, value in named)
    parts = _PART.findall(words)
    if len(parts) < 2:
        return ()
    return tuple(Breakdown(read_number(value), label.removesuffix(" và").strip()) for value, label in parts)
