"""Dates as Vietnamese offices write them: dd/mm/yyyy."""

import re
from datetime import date

_SHORT = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")


def format_date(d: date) -> str:
    """dd/mm/yyyy."""
    return f"{d.day:02}/{d.month:02}/{d.year:04}"


def parse_date(s: str) -> date | None:
    """The date written as 08/5/2023, 8-5-2023 or 08.05.2023; None where it is none or not in the calendar."""
    match = _SHORT.fullmatch(s.strip())
    return calendar_date(match[4], match[3], match[1]) if match else None


def calendar_date(year: str | int, month: str | int, day: str | int) -> date | None:
    """The date of these parts, None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def long_date(d: date) -> str:
    """ "ngày 08 tháng 5 năm 2023": a zero before days below 10 and months below 3 (Hướng dẫn 05-HD/VPTW)."""
    month = f"{d.month:02}" if d.month < 3 else str(d.month)
    return f"ngày {d.day:02} tháng {month} năm {d.year}"
