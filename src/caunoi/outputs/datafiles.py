"""The area's own data files: outlines of reports, wording of heads and feet."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """The parsed file ``data/<name>.yaml``; read once per process."""
    return yaml.safe_load((files("caunoi.outputs") / "data" / f"{name}.yaml").read_text(encoding="utf-8"))
