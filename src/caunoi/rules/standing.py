"""How many rules still wait for a comparison with the official text."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml


def provisional_rules() -> int:
    """The number of rows in the data files that are marked provisional."""
    return sum(1 for row in _rows() if row.get("status") == "provisional")


def _rows() -> Iterator[dict[str, Any]]:
    for file in _data(files("caunoi.rules").joinpath("data")):
        yield from _mappings(yaml.safe_load(file.read_text(encoding="utf-8")))


def _data(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _data(entry)
        elif entry.name.endswith(".yaml"):
            yield entry


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _mappings(item)
