"""What people and addresses type, read without raising."""

from __future__ import annotations

ID_DIGITS = 17
REVISION_DIGITS = 8
PAGE_DIGITS = 5


def whole_number(typed: str, digits: int = ID_DIGITS) -> int | None:
    """A whole number of at most ``digits`` ASCII digits; None for anything else.

    Longer ones fit no column, and Python refuses to read thousands of digits.
    """
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else None
