"""Roles in words."""

from __future__ import annotations

from django import template

from caunoi.kernel.roles import LABELS

register = template.Library()


@register.filter
def role_words(code: str) -> str:
    """ "leader" → "Lãnh đạo đơn vị"."""
    return str(LABELS[code])
