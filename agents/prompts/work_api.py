"""What calls about a version's try-outs and its checks share: listing, beginning, stopping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from agents.prompts import selectors
from agents.prompts.models import PromptVersion, Work
from agents.prompts.work import work_stop
from crm.accounts.caller import caller
from crm.accounts.models import User
from crm.core.apiviews import made
from crm.core.inputs import NothingInput, read
from crm.core.paging import each, page_of

W = TypeVar("W", bound=Work)


class _ListFor(Protocol):
    def __call__(self, actor: User, *, version: PromptVersion) -> QuerySet[Any]: ...


@dataclass(frozen=True, slots=True)
class WorkCalls(Generic[W]):
    """The calls about one kind of work: its doors, how a row is told, the route of one."""

    list_for: _ListFor
    get_for: Callable[[User, object], W]
    payload: Callable[[W], dict[str, Any]]
    route: str

    def listed(self, request: Request, pk: UUID) -> Response:
        """What there is of a version, a page of it."""
        user = caller(request)
        rows = self.list_for(user, version=selectors.version_get_for(user, pk))
        return page_of(request, rows, each(self.payload))

    def begun(self, row: W) -> Response:
        """Work that a worker will take up, and where to look how far it is."""
        return made(self.payload(row), self.route, row.pk, status=202)

    def stopped(self, request: Request, pk: UUID) -> Response:
        """End it where it is."""
        row = self.get_for(caller(request), pk)
        read(NothingInput, request.data)
        return Response(self.payload(work_stop(row)))
