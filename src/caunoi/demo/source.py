"""Reading the demo's data files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def data(name: str) -> Any:
    """One YAML file of the demo."""
    return yaml.safe_load(text(f"{name}.yaml"))


def text(name: str) -> str:
    """One file of the demo as text."""
    return files("caunoi.demo").joinpath("data", name).read_text(encoding="utf-8")
