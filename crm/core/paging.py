"""Lists of the API: ordered as asked, cut into pages, each page shown as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from crm.core.api import MAX_LIMIT, MAX_OFFSET, Pagination
from crm.core.errors import Invalid
from crm.core.inputs import Filters

Row = TypeVar("Row", bound=Model)
T = TypeVar("T")
#: Shows all rows of a page at once, so that what they need beside them is fetched in one query.
Show = Callable[[list[Any]], list[dict[str, Any]]]


class Pages(Pagination):
    """Pages by limit and offset, with the schema of their envelope."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What a list answers around its rows."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "How many there are in all."},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_limit(self, request: Request) -> int:
        """How many rows are asked for, at most :data:`MAX_LIMIT`; Invalid when it is no number."""
        return min(_whole(request, "limit", self.default_limit, least=1), MAX_LIMIT)

    def get_offset(self, request: Request) -> int:
        """How many rows to pass over, within reason."""
        return min(_whole(request, "offset", 0, least=0), MAX_OFFSET)


def _whole(request: Request, name: str, default: int, *, least: int) -> int:
    text = request.query_params.get(name, "")
    try:
        value = int(text) if text else default
    except ValueError:
        value = least - 1
    if value < least:
        raise Invalid(
            _("The page cannot be found."),
            fields={name: _("must be a whole number from %(least)d") % {"least": least}},
        )
    return value


class KeysetFilters(Filters):
    """Where a list that grows while it is read goes on."""

    limit = serializers.IntegerField(
        required=False, min_value=1, default=50, help_text=f"At most {MAX_LIMIT}."
    )
    before = serializers.UUIDField(required=False, help_text="The id of the last row seen.")

    def validate_limit(self, value: int) -> int:
        """A page is never longer than the longest."""
        return min(value, MAX_LIMIT)


class KeysetPages(Pages):
    """Pages that go on from a row: ``limit`` and ``before``; :func:`keyset` answers them."""

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The parameters as OpenAPI knows them: the view's filters tell them."""
        return []


def each(payload: Callable[[Any], dict[str, Any]]) -> Show:
    """Show every row of a page by itself; it needs nothing beside what it was read with."""
    return lambda page: [payload(row) for row in page]


def page_of(request: Request, rows: QuerySet[Any], show: Show) -> Response:
    """The page ``limit`` and ``offset`` ask for, with the number of all rows."""
    pages = Pages()
    page = pages.paginate_queryset(rows, request)
    return pages.get_paginated_response(show(list(page or [])))


def slice_of(
    request: Request, find: Callable[[int], tuple[Sequence[T], int]]
) -> tuple[list[T], Callable[[list[Any]], Response]]:
    """The same for a search that only knows its best so-many, never beyond the largest page.

    ``find`` answers (the best ``n``, how many there are). Returns the rows and what wraps them.
    """
    pages = Pages()
    limit = pages.get_limit(request)
    offset = pages.get_offset(request)
    rows, count = find(min(offset + limit, MAX_LIMIT))
    pages.request, pages.limit, pages.offset = request, limit, offset
    pages.count = min(count, MAX_LIMIT)

    def wrap(results: list[Any]) -> Response:
        answer = pages.get_paginated_response(results)
        answer.data["count"] = count
        return answer

    return list(rows[offset : offset + limit]), wrap


def keyset(
    request: Request,
    results: list[dict[str, Any]],
    *,
    count: int,
    limit: int,
    cursor: UUID | None,
) -> Response:
    """A page of a list that grows while it is read: ``before`` goes on from the last row seen.

    ``cursor`` is the id to go on from; the link is left out once a page is not full.
    """
    url = request.build_absolute_uri()
    link = None
    if cursor is not None and len(results) == limit:
        link = replace_query_param(remove_query_param(url, "offset"), "before", str(cursor))
    return Response({"count": count, "next": link, "previous": None, "results": results})


def ordered(
    rows: QuerySet[Row], asked: str, allowed: Mapping[str, str], *, last: str = "-id"
) -> QuerySet[Row]:
    """The rows in the order asked for (``score,-created_at``); Invalid names what is on offer.

    ``allowed`` maps what may be asked to the column it stands for; rows that are equal in it
    follow ``last``, so that no row is on two pages.
    """
    columns = []
    for name in filter(None, (part.strip() for part in asked.split(","))):
        column = allowed.get(name.removeprefix("-"))
        if column is None:
            raise Invalid(
                _("The list cannot be ordered by this."),
                fields={
                    "ordering": _("Choose from %(names)s, with - before it for the other way.")
                    % {"names": ", ".join(allowed)}
                },
            )
        columns.append(f"-{column}" if name.startswith("-") else column)
    return rows.order_by(*columns, last) if columns else rows
