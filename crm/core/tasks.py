"""The base of tasks that work on one broker's data."""

from __future__ import annotations

from typing import Any, Final

import celery
from django.db import connection

from crm.core import context
from crm.core.tenancy import current_schema, in_public, in_schema

SCHEMA_HEADER: Final = "sofia_schema"
CORRELATION_HEADER: Final = "sofia_correlation"


class BrokerTask(celery.Task):  # type: ignore[misc]
    """Enters the broker a task was sent for, and leaves it whatever happens.

    The schema travels as a header, taken from where the task is sent, or as the keyword
    ``schema``, which the task itself never sees. Without either it fails: no broker is guessed.
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
            with in_schema(str(schema)):
                return self.run(*args, **kwargs)
        finally:
            eager = self.request.is_eager or self.request.called_directly
            if not eager and not connection.in_atomic_block:
                connection.close()

    def _header(self, name: str) -> str:
        # A worker finds headers flattened into the request; an eager call keeps them apart.
        value = self.request.get(name) or (self.request.headers or {}).get(name)
        return str(value or "")
