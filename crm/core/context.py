"""What a log line or an audit row needs to know about the request or task it comes from."""

from __future__ import annotations

import re
from contextvars import ContextVar
from uuid import uuid4

_correlation: ContextVar[str] = ContextVar("correlation_id", default="")
_ACCEPTED = re.compile(r"[A-Za-z0-9._:-]{1,128}\Z")


def correlation_id() -> str:
    """The id that ties together what one request or task caused; empty outside of both."""
    return _correlation.get()


def begin(offered: str | None = None) -> str:
    """Take the caller's correlation id if it is harmless text, else make one."""
    value = offered if offered and _ACCEPTED.match(offered) else uuid4().hex
    _correlation.set(value)
    return value
