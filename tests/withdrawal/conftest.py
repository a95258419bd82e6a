"""The story, told in the test's database and with a home of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.withdrawal.story import Story, tell
from tests.world import World


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: Any) -> None:
    settings.CAUNOI_HOME = tmp_path


@pytest.fixture
def story(world: World, today: date) -> Story:
    return tell(world)
