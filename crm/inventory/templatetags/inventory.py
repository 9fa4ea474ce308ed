"""Template filters for prices and searches; they format and never query."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import get_language

from crm.inventory import wants as words
from crm.inventory.money import format_price

register = template.Library()


@register.filter
def price(amount: Decimal | float | None, currency: str) -> str:
    """The amount as a broker writes it."""
    return "" if amount is None else format_price(amount, currency, get_language() or "")


@register.filter
def wants(search: words.Search) -> str:
    """A search in one line."""
    return words.wants_line(search)


@register.filter
def operation_word(key: str) -> str:
    """The operation as a person says it."""
    return words.operation_word(key)


@register.filter
def type_word(key: str) -> str:
    """The kind of property as a person says it."""
    return words.type_word(key)


@register.filter
def sized(value: Decimal | None) -> str:
    """An area with its unit."""
    return words.sized(value)


@register.filter
def want_text(search: words.Wishes, key: str) -> str:
    """One row of what a lead wants."""
    return words.want_text(search, key)


@register.filter
def total_price(total: words.Worth) -> str:
    """A sum, rounded as one reads it at a glance."""
    return words.rounded(total.amount, total.currency)
