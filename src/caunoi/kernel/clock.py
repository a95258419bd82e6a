"""One clock for the whole product, which the demo can move.

``now()`` is frozen once per request or command by :func:`frozen`, so that one answer
never spans two moments. Deadlines are days in Asia/Ho_Chi_Minh whatever the server's zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_now", default=None)


def true_now() -> datetime:
    """The machine's time, whatever the clock shows."""
    return datetime.now(UTC)


def now() -> datetime:
    """The time the product works with, in Vietnam's zone."""
    return _frozen.get() or shown()


def today() -> date:
    """The working day the product works with."""
    return now().date()


def shown() -> datetime:
    """What the installation's clock shows this moment, whatever is frozen around the caller."""
    from caunoi.kernel.models import Installation

    return showing(Installation.objects.filter(pk=1).values_list("clock_date", flat=True).first())


def showing(moved: date | None) -> datetime:
    """This moment on a clock that was moved to the day ``moved`` (None: not moved)."""
    actual = true_now().astimezone(ZONE)
    return actual if moved is None else datetime.combine(moved, actual.timetz())


@contextmanager
def frozen(at: datetime | None = None) -> Iterator[datetime]:
    """Hold the clock still inside at ``at`` (aware); without it, at what ``now()`` says."""
    moment = at if at is not None else now()
    token = _frozen.set(moment.astimezone(ZONE))
    try:
        yield moment
    finally:
        _frozen.reset(token)


def at_noon(day: date) -> datetime:
    """Noon of ``day`` in Vietnam: a moment that is that day in every nearby zone."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
