"""Audit actions in words; the wording is rendered here, the log keeps the verb."""

from __future__ import annotations

from django import template

from caunoi.web.action_words import WORDS

register = template.Library()


@register.filter
def action_words(code: str) -> str:
    """ "obligations.extend" → "gia hạn nhiệm vụ"."""
    return str(WORDS[code])
