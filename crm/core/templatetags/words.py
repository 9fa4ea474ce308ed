"""Template tags that put values into words and marks; they format and never query."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from uuid import UUID

import orjson
from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from crm.core import clock
from crm.core.links import link
from crm.core.text import clip

register = template.Library()

SPRITE = "vendor/lucide-1.62.0/sprite.svg"


@register.filter
def clipped(text: object, limit: int) -> str:
    """The text on one line, at most ``limit`` characters."""
    return clip(str(text), limit)


@register.filter
def as_json(value: object) -> str:
    """The value as JSON with two spaces of indent, to be read by a person; escaped as any text."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str).decode()


@lru_cache(maxsize=512)
def _icon(name: str, size: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" icon-{size}" if size else "",
        static(SPRITE),
        name,
    )


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A mark of the sprite beside words; ``size`` is "s", "l" or nothing."""
    return _icon(name, size)


@register.simple_tag
def sofia(size: str = "") -> SafeString:
    """Sofía's violet mark; ``size`` is "l", "xl" or nothing."""
    return format_html(
        '<span class="mark{}" role="img" aria-label="Sofía" title="Sofía">S</span>',
        f" mark-{size}" if size else "",
    )


@register.simple_tag
def avatar(name: object, size: str = "", me: bool = False) -> SafeString:
    """A person by their initials; the full name for screen readers and on hover."""
    return _avatar(str(name), size, me)


@lru_cache(maxsize=1024)
def _avatar(text: str, size: str, me: bool) -> SafeString:
    return format_html(
        '<span class="avatar{}{}" role="img" aria-label="{}" title="{}">{}</span>',
        f" avatar-{size}" if size else "",
        " avatar-me" if me else "",
        text,
        text,
        initials(text),
    )


@register.filter
def initials(name: object) -> str:
    """One or two letters of a name; an asterisk for one without letters (a bare number)."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    chosen = words[:1] + words[-1:] if len(words) > 1 else words[:1]
    return "".join(word[0] for word in chosen).upper() or "∗"


@register.simple_tag
def ring(score: int, size: str = "") -> SafeString:
    """The score as an arc with its number; good from the mark at which a lead is qualified."""
    return _ring(score, size, get_language() or "")


@lru_cache(maxsize=512)
def _ring(score: int, size: str, _language: str) -> SafeString:
    level = "none" if score == 0 else "good" if score >= 60 else "warm" if score >= 45 else "low"
    return format_html(
        '<svg class="ring{}" data-level="{}" viewBox="0 0 36 36" role="img" aria-label="{}">'
        '<circle cx="18" cy="18" r="15.5"/>'
        '<circle class="ring-arc" cx="18" cy="18" r="15.5" pathLength="100" '
        'stroke-dasharray="{} 100"/><text x="18" y="18.5">{}</text></svg>',
        f" ring-{size}" if size else "",
        level,
        _("score %(score)d of 100") % {"score": score},
        score,
        score or "–",
    )


@register.simple_tag
def to(name: str, pk: UUID) -> str:
    """The address of one object; as ``url`` with one id, and many times quicker."""
    return link(name, pk)


@register.simple_tag
def bar(points: int, most: int) -> SafeString:
    """A part of a whole as a bar."""
    share = round(100 * points / most) if most else 0
    return format_html(
        '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="100" height="4"/><rect class="bar-fill" width="{}" height="4"/></svg>',
        share,
    )


def _time(at: datetime, words: str, kind: str) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}" data-time="{}">{}</time>',
        at.isoformat(timespec="seconds"),
        clock.exact(at),
        kind,
        words,
    )


@register.simple_tag
def ago(at: datetime | None) -> SafeString | str:
    """How long since, the exact time on hover."""
    return _time(at, clock.ago(at), "ago") if at else ""


@register.simple_tag
def moment(at: datetime | None) -> SafeString | str:
    """The day and time of day, the exact time on hover."""
    return _time(at, clock.moment(at), "moment") if at else ""


@register.simple_tag
def hour(at: datetime | None) -> SafeString | str:
    """The time of day, the exact time on hover."""
    return _time(at, clock.clock(at), "hour") if at else ""


@register.simple_tag
def day(at: datetime | None) -> str:
    """The day, as people say it."""
    return clock.day(timezone.localtime(at).date()) if at else ""


@register.simple_tag
def age(at: datetime | None) -> SafeString | str:
    """The time since, in one unit, the exact time on hover."""
    return _time(at, clock.age(timezone.now() - at), "age") if at else ""
