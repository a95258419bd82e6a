"""The open quarter that most tests of this area start from."""

from __future__ import annotations

from datetime import date

import pytest

from tests.indicators import builders
from tests.world import World


@pytest.fixture
def quarter(world: World, today: date) -> builders.Quarter:
    """Quý III/2026 open for five units; the clock stands at 12/10/2026, a week after the due day."""
    return builders.build(world)
