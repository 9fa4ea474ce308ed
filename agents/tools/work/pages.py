"""Lists in a tool's result: a page at a time, never more than a model can read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet
from pydantic import Field

from agents.tools.registry import Arguments

MOST: Final = 50
Row = TypeVar("Row", bound=Model)
T = TypeVar("T")


class Page(Arguments):
    """Which part of a list is wanted."""

    limit: int = Field(default=20, ge=1, le=MOST)
    offset: int = Field(default=0, ge=0, le=10_000, description="how many to pass over")


def paged(
    rows: QuerySet[Row], page: Page, show: Callable[[list[Row]], list[dict[str, Any]]]
) -> dict[str, Any]:
    """``{count, results, next_offset}``; no next_offset where the list ends."""
    count = rows.count()
    found = list(rows[page.offset : page.offset + page.limit])
    return _answer(count, page, show(found))


def cut(rows: Sequence[T], page: Page, show: Callable[[T], dict[str, Any]]) -> dict[str, Any]:
    """The same for a list that is at hand as a whole."""
    part = rows[page.offset : page.offset + page.limit]
    return _answer(len(rows), page, [show(row) for row in part])


def _answer(count: int, page: Page, results: list[dict[str, Any]]) -> dict[str, Any]:
    end = page.offset + len(results)
    answer: dict[str, Any] = {"count": count, "results": results}
    if results and end < count:
        answer["next_offset"] = end
    return answer
