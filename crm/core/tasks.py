"""The base of tasks that work on one broker's data."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, Final

import celery
from django.db import connection

from crm.core import context
from crm.core.followups import taking
from crm.core.tenancy import current_schema, in_public, in_schema

logger = logging.getLogger(__name__)

SCHEMA_HEADER: Final = "sofia_schema"
CORRELATION_HEADER: Final = "sofia_correlation"

_conditions: list[Callable[[str], bool]] = []


def work_only_if(condition: Callable[[str], bool]) -> None:
    """Let tasks of a schema run only while ``condition(schema)`` holds; for packages above."""
    _conditions.append(condition)


class BrokerTask(celery.Task[..., Any]):
    """Enters the broker a task was sent for, and leaves it whatever happens.

    The schema travels as a header, taken from where the task is sent, or as the keyword
    ``schema``, which the task itself never sees. Without either it fails: no broker is guessed.
    For a broker that is suspended or gone it ends quietly; what it would have done is a row that
    a sweeper finds when the broker is back.
    """

    abstract = True

    def apply_async(self, args: Any = None, kwargs: Any = None, *more: Any, **options: Any) -> Any:
        """As Celery does, with the broker and the correlation id in the headers."""
        headers = dict(options.pop("headers", None) or {})
        kwargs = dict(kwargs or {})
        if schema := kwargs.pop("schema", None):
            headers[SCHEMA_HEADER] = schema
        if not in_public():
            headers.setdefault(SCHEMA_HEADER, current_schema())
        if context.correlation_id():
            headers.setdefault(CORRELATION_HEADER, context.correlation_id())
        return super().apply_async(args, kwargs, *more, headers=headers, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task in its broker's schema; the connection goes back to the pool afterwards."""
        schema = kwargs.pop("schema", None) or self._header(SCHEMA_HEADER)
        if not schema and self.request.called_directly and not in_public():
            schema = current_schema()
        if not schema:
            raise RuntimeError(f"{self.name} was sent without a broker.")
        context.begin(self._header(CORRELATION_HEADER) or self.request.id)
        try:
            if not all(condition(str(schema)) for condition in _conditions):
                logger.info("%s is not run: its broker is switched off.", self.name)
                return None
            with in_schema(str(schema)), taking() if self._may_take(kwargs) else nullcontext():
                return self.run(*args, **kwargs)
        finally:
            if not self._is_eager() and not connection.in_atomic_block:
                connection.close()

    def _is_eager(self) -> bool:
        return bool(self.request.is_eager or self.request.called_directly)

    def _may_take(self, kwargs: dict[str, Any]) -> bool:
        """Whether this thread may do itself what it wakes: it would hold up the rows behind it."""
        return not self._is_eager() and len(kwargs.get("ids", ())) == 1

    def _header(self, name: str) -> str:
        # A worker finds headers flattened into the request; an eager call keeps them apart.
        value = self.request.get(name) or (self.request.headers or {}).get(name)
        return str(value or "")
