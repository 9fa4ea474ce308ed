"""Template filters that put values into words; they format and never query."""

from __future__ import annotations

import orjson
from django import template

from crm.core.text import clip

register = template.Library()


@register.filter
def clipped(text: object, limit: int) -> str:
    """The text on one line, at most ``limit`` characters."""
    return clip(str(text), limit)


@register.filter
def as_json(value: object) -> str:
    """The value as JSON with two spaces of indent, to be read by a person; escaped as any text."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str).decode()
