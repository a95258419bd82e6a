"""Whether a plan's date and rhythm keep what is demanded. "2026" means by 31/12/2026, "2026-10" the month's end."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from caunoi.language.dates import format_date
from caunoi.rules.amounts import PER_YEAR
from caunoi.rules.statements import Aspect, Demand, Difference, Statement, sentence

_CUT_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

RHYTHMS: Mapping[str, str] = {
    "once": "một lần",
    "day": "hằng ngày",
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half-year": "6 tháng một lần",
    "year": "hằng năm",
    "term": "một lần trong nhiệm kỳ",
}


def last_day(partial: str | None) -> date | None:
    """The last day that a cut ISO date still allows; None for what is no date."""
    found = _CUT_DATE.fullmatch(partial or "")
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    try:
        return date(year, month, int(found[3] or monthrange(year, month)[1]))
    except ValueError:
        return None


def compare_dates(demand: Demand, answer: Statement) -> Aspect | None:
    """The dates set against each other; None where the demand names none."""
    if not demand.by:
        return None
    wanted, planned = last_day(demand.by), last_day(answer.by)
    shown = format_date(wanted) if wanted else demand.by
    if not answer.by:
        words = f"yêu cầu xong trước hoặc trong ngày {shown}, kế hoạch không nêu thời hạn"
        return Aspect(f"Thời hạn: {words}", (Difference("no-deadline", shown, "", sentence(words)),))
    if wanted is None or planned is None:
        words = f"yêu cầu “{demand.by}”, kế hoạch “{answer.by}”: không đọc được thành ngày"
        unclear = Difference("unclear-deadline", demand.by, answer.by, sentence(words), certain=False)
        return Aspect(f"Thời hạn: {words}", (unclear,))
    return _set_against(wanted, planned)


def _set_against(wanted: date, planned: date) -> Aspect:
    shown, answered = format_date(wanted), format_date(planned)
    words = f"yêu cầu chậm nhất {shown}, kế hoạch chậm nhất {answered}"
    if planned <= wanted:
        return Aspect(f"Thời hạn: {words}: kịp yêu cầu")
    late = f"{words}: muộn hơn {(planned - wanted).days} ngày"
    return Aspect(f"Thời hạn: {late}", (Difference("later", shown, answered, sentence(late)),))


def compare_rhythms(demand: Demand, answer: Statement) -> Aspect | None:
    """How often, set against each other; None where the demand is not recurring."""
    often = PER_YEAR.get(demand.every or "")
    if often is None:
        return None
    wanted, planned = RHYTHMS[demand.every or ""], RHYTHMS.get(answer.every or "", "")
    if not planned:
        return _without_rhythm(demand, wanted)
    words = f"yêu cầu {wanted}, kế hoạch {planned}"
    if PER_YEAR.get(answer.every or "", 0) >= often:
        return Aspect(f"Định kỳ: {words}: đủ dày")
    return Aspect(
        f"Định kỳ: {words}: thưa hơn",
        (Difference("less-often", wanted, planned, sentence(f"{words}: thưa hơn")),),
    )


def _without_rhythm(demand: Demand, wanted: str) -> Aspect:
    # A plan for one year need not say "hằng năm" of its own targets.
    certain = demand.kind != "target"
    words = f"yêu cầu {wanted}, kế hoạch không nêu định kỳ"
    short = Difference("no-rhythm", wanted, "", sentence(words), certain)
    return Aspect(f"Định kỳ: {words}", (short,))
