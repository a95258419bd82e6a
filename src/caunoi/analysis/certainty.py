"""When a deadline is certain: two independent signs, its form and the words around it, and no doubt between them."""

import re

from caunoi.analysis.model import Confidence

# Words that set a limit; "đến", "trong", "hết" alone may as well tell of a stretch of time.
_LIMIT = re.compile(
    r"(?:chậm|muộn)\s+nhất|trước|hoàn\s+thành|xong|hạn\s+cuối|thời\s+(?:gian|hạn)|không\s+quá|trong\s+(?:thời\s+hạn|vòng)"
)
_WITHIN = re.compile(r"trong\s")
_RHYTHM = re.compile(r"định\s+kỳ|trước|vào|nhất")
# Where a rhythm opens a clause, it governs the clause and not the noun before it.
_CLAUSE = re.compile(
    r"(?:^|[.;:,(+\-–]|\bvà|\bhoặc|\btheo|báo\s+cáo|kiểm\s+tra|tổ\s+chức|xây\s+dựng\s+kế\s+hoạch)\s*$"
)
_ON_DEMAND = re.compile(r"(?:định\s+kỳ|báo\s+cáo|kiểm\s+tra|thanh\s+tra|giám\s+sát|họp)\b[^.;:]{0,30}$")
_DATED = frozenset({"due-month", "due-quarter"})


def deadline_class(rule: str, given: Confidence, found: str, before: str, ahead: bool) -> Confidence:
    """The class of a deadline that a rule found.

    `found` is its phrase and `before` what stands before it in its block, both in small letters; `ahead`: whether
    its date lies behind the document's own.
    """
    if given != "certain":
        return given
    if rule == "rhythm":
        sure = bool(_RHYTHM.match(found) or _CLAUSE.search(before))
    elif rule == "ad-hoc":
        sure = bool(_ON_DEMAND.search(before))
    elif rule in _DATED:
        sure = bool(_LIMIT.match(found) or (ahead and _WITHIN.match(found)))
    else:
        sure = bool(_LIMIT.match(found))
    return "certain" if sure else "likely"
