"""Asking for one row."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def only(rows: QuerySet[M]) -> M | None:
    """The row of a query that has at most one, None when it has none.

    Unlike ``first`` it asks for no order, which costs where every message passes.
    """
    return next(iter(rows[:1]), None)
