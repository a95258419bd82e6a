"""Reading a mapping by a key that is a variable: `{{ names|at:row.parent_id }}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value at ``key``; an empty string when there is none."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def attr(value: Any, name: str) -> Any:
    """A public attribute of ``value``; an empty string when there is none."""
    return "" if name.startswith("_") else getattr(value, name, "")
