"""Whether a plan narrows whom or what a demand is about. Words can only suggest it, so a person judges.

What a local plan naturally says of itself ("trên địa bàn xã", "trực thuộc Đảng bộ") narrows nothing.
"""

import re

from caunoi.rules.statements import Aspect, Demand, Difference, Statement, plain

_LIST = re.compile(r"\s*(?:[,;/]|\bvà\b|\bhoặc\b|\bcùng\b|\s[-–]\s)\s*")
_PLACES = r"(?:đảng bộ|xã|phường|đặc khu|tỉnh|thành phố|địa phương|địa bàn)"
_OWN = re.compile(
    rf"\btrực thuộc\b.*|\btrên địa bàn\b.*|\b(?:trong|của|ở|tại|thuộc)\s+(?:toàn\s+)?{_PLACES}\b.*"
    r"|\btrong toàn\b.*"
)
_EMPTY = re.compile(
    r"\b(?:tất cả|toàn bộ|toàn thể|các cấp|các|những|mọi|mỗi|từng|số)\b|\b100\s?%|[^\w\s]+", re.IGNORECASE
)
_CONDITIONS = re.compile(
    r"\b(?:nếu có điều kiện|khi có điều kiện|nơi có điều kiện|những nơi có điều kiện|tùy tình hình"
    r"|tùy điều kiện|tùy theo điều kiện|khi có kinh phí|khi bố trí được|nếu cần thiết|khi cần thiết"
    r"|theo khả năng|trong khả năng)\b"
)

Words = tuple[str, ...]


def members(subject: str) -> list[Words]:
    """Those whom a subject lists, each as its bare words: "các cấp ủy, tổ chức đảng" gives two."""
    named = _OWN.sub("", plain(subject))
    found = (tuple(_EMPTY.sub(" ", part).split()) for part in _LIST.split(named))
    return list(dict.fromkeys(words for words in found if words))


def compare_subjects(demand: Demand, answer: Statement) -> Aspect | None:
    """Whom the plan is about, set against whom the demand is about; None where the demand does not say."""
    wanted, planned = members(demand.subject), members(answer.subject)
    if not wanted:
        return None
    if not planned:
        said = set(plain(answer.text).split())
        named = all(set(words) <= said for words in wanted)
        return Aspect(
            f"Đối tượng: “{demand.subject}”{' có' if named else ' không'} thấy trong lời kế hoạch", (), named
        )
    missing = [words for words in wanted if not _covered(words, planned)]
    shown = f"yêu cầu “{demand.subject}”, kế hoạch “{answer.subject}”"
    if not missing:
        same = set(wanted) <= set(planned)
        return Aspect(
            f"Đối tượng: {shown}: {'cùng đối tượng' if same else 'bao gồm đối tượng yêu cầu'}", (), same
        )
    short = _shortfall(demand, answer, wanted, planned, missing)
    return Aspect(f"Đối tượng: {shown}: {short.label.lower()}", (short,))


def _covered(words: Words, planned: list[Words]) -> bool:
    """Whether one listed by the plan is the same or wider."""
    return any(set(other) <= set(words) for other in planned)


def _shortfall(
    demand: Demand, answer: Statement, wanted: list[Words], planned: list[Words], missing: list[Words]
) -> Difference:
    narrowed = [other for words in missing for other in planned if set(words) < set(other)]
    if narrowed:
        words = f"Kế hoạch chỉ nói đến “{' '.join(narrowed[0])}”, có thể hẹp hơn “{' '.join(missing[0])}”"
    elif len(missing) < len(wanted):
        left = ", ".join(f"“{' '.join(words)}”" for words in missing)
        words = f"Kế hoạch không nêu {left}, có thể hẹp hơn yêu cầu"
    else:
        words = (
            f"Yêu cầu nói về “{demand.subject}”, kế hoạch nói về “{answer.subject}”: có thể khác đối tượng"
        )
        return Difference("other-subject", demand.subject, answer.subject, words, certain=False)
    return Difference("narrower", demand.subject, answer.subject, words, certain=False)


def compare_bases(demand: Demand, answer: Statement) -> Aspect | None:
    """Each of whom an amount is set for ("mỗi chi bộ"); None where neither says or both say the same."""
    wanted, planned = members(demand.per), members(answer.per)
    if wanted == planned or demand.unit == "percent":
        return None
    if wanted and planned:
        words = f"Mức giao cho “{demand.per}”, kế hoạch giao cho “{answer.per}”"
        return Aspect(words, (Difference("other-base", demand.per, answer.per, words, certain=False),))
    if wanted:
        return Aspect(
            f"Mức giao cho “{demand.per}”, kế hoạch nêu một mức chung: cần xem có cùng đối tượng", (), False
        )
    return Aspect(f"Kế hoạch giao mức cho “{answer.per}”, yêu cầu nêu một mức chung", (), False)


def compare_conditions(demand: Demand, answer: Statement) -> Aspect | None:
    """A condition that the plan adds ("nơi có điều kiện") and the demand does not have."""
    added = _CONDITIONS.search(plain(answer.text))
    if added is None or added[0] in plain(demand.text):
        return None
    words = f"Kế hoạch thêm điều kiện “{added[0]}” mà yêu cầu không có"
    return Aspect(words, (Difference("conditional", "", added[0], words, certain=False),))
