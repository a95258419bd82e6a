"""Tests about the house itself: its floors, sizes, words and promises. They read the source."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/caunoi"
TEMPLATES = PACKAGE / "web/templates"


def sources() -> list[Path]:
    """Every module of the product but the generated migrations."""
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def templates() -> list[Path]:
    """Every page and part of the web interface."""
    return sorted(TEMPLATES.rglob("*.html"))


def named(path: Path) -> str:
    """A file as it is called in a message."""
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


@cache
def floors() -> dict[str, int]:
    """App → floor, the lowest 0, from the one place that names them: import-linter's contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {name.strip(): height for height, line in enumerate(reversed(layers)) for name in line.split("|")}
