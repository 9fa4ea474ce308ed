"""Errors of the domain: each says what happened and, where it can, what to do next.

Pages turn them into messages, the API into its one error shape, tools into readable results.
"""

from __future__ import annotations

from collections.abc import Mapping


class DomainError(Exception):
    """Base of everything a service refuses; ``code`` is stable, ``message`` is for people."""

    code = "error"
    status = 400

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})
        if code:
            self.code = code


class Invalid(DomainError):
    """The input cannot be accepted."""

    code = "invalid"
    status = 400


class NotFound(DomainError):
    """No such object, or none this actor may see: the two look the same."""

    code = "not_found"
    status = 404


class Forbidden(DomainError):
    """The actor may see it but not do this."""

    code = "forbidden"
    status = 403


class Conflict(DomainError):
    """Someone was faster, or the object is no longer in the state this needs."""

    code = "conflict"
    status = 409


class TooLarge(DomainError):
    """More bytes or characters than the limit."""

    code = "too_large"
    status = 413


class RateLimited(DomainError):
    """Too many calls; ``retry_after`` says in how many seconds to come again."""

    code = "rate_limited"
    status = 429

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
