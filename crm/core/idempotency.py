"""Writes of the API that may be sent again: the first answer is kept for a day and replayed.

A key belongs to one credential and one address. While the first call runs, a second gets 409; the
same key with another body gets 422. Answers that ask for another try (409, 429, 5xx) are not kept.
"""

from __future__ import annotations

import hashlib
import random
import re
from datetime import timedelta
from typing import Any, Final

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from crm.core.api import credential_of
from crm.core.errors import Conflict, DomainError, Invalid
from crm.core.models import IdempotentAnswer

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
KEPT: Final = timedelta(hours=24)
#: A call that has not answered by then died with its process, or lost the database that was to let
#: go of its key, which may be used again. The longest call waits a minute for a model.
IN_FLIGHT: Final = timedelta(minutes=2)
_WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}\Z")
_FORGOTTEN: Final = frozenset({409, 425, 429})


class Mismatch(DomainError):
    """The key was used for another body."""

    code = "idempotency_mismatch"
    status = 422


class _Replay(Exception):
    """Ends the call early with the answer that was kept."""

    def __init__(self, kept: IdempotentAnswer) -> None:
        super().__init__()
        self.kept = kept


class IdempotentWrites(APIView):
    """Mixin for API views; ``idempotent = False`` for calls that stream or change nothing."""

    idempotent = True
    #: Fields of the answer that are told once: null in the copy that is kept and replayed.
    told_once: tuple[str, ...] = ()
    _claim: IdempotentAnswer | None = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As DRF does it, and let go of the key when the call ends in an error nobody expected."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except BaseException:
            if self._claim is not None:
                self._claim.delete()
            raise

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Claim the key once the caller is known, before anything is done."""
        super().initial(request, *args, **kwargs)
        key = request.headers.get(HEADER)
        if key is None or not self.idempotent or request.method not in _WRITES:
            return
        if not _KEY.match(key):
            raise Invalid(_("Idempotency-Key must be 1 to 200 visible ASCII characters."))
        self._claim = _claim(
            scope=credential_of(request),
            key=key,
            path=f"{request.method} {request.path}"[:300],
            body_hash=hashlib.sha256(request._request.body).hexdigest(),
        )

    def handle_exception(self, exc: Exception) -> Response:
        """The kept answer for a repeated call, else DRF's way."""
        if isinstance(exc, _Replay):
            kept: Any = _replayed(exc.kept)
            return kept  # type: ignore[no-any-return]
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep the answer, once it is rendered, under the claimed key."""
        final: Any = super().finalize_response(request, response, *args, **kwargs)
        claim, self._claim = self._claim, None
        if claim is not None:
            if isinstance(final, Response):
                final.add_post_render_callback(
                    lambda rendered: _keep(claim, rendered, without=self.told_once)
                )
            else:
                _keep(claim, final)
        return final


def _claim(*, scope: str, key: str, path: str, body_hash: str) -> IdempotentAnswer:
    """The row that is now ours; raises when the key was used, is in use, or meant another body."""
    now = timezone.now()
    row, ours = IdempotentAnswer.objects.get_or_create(
        scope=scope, key=key, path=path, defaults={"body_hash": body_hash, "claimed_at": now}
    )
    if ours:
        if random.random() < 0.01:  # noqa: S311 - now and then somebody sweeps
            IdempotentAnswer.objects.filter(claimed_at__lt=now - KEPT).delete()
        return row
    age = now - row.claimed_at
    if age > KEPT or (row.status is None and age > IN_FLIGHT):
        taken = IdempotentAnswer.objects.filter(pk=row.pk, claimed_at=row.claimed_at).update(
            claimed_at=now, body_hash=body_hash, status=None, body=b""
        )
        if taken:
            row.refresh_from_db()
            return row
    if row.body_hash != body_hash:
        raise Mismatch(_("This Idempotency-Key was used with another body."))
    if row.status is None:
        raise Conflict(_("The first call with this Idempotency-Key is still running."))
    raise _Replay(row)


def _keep(
    claim: IdempotentAnswer, response: HttpResponseBase, *, without: tuple[str, ...] = ()
) -> None:
    again = response.status_code in _FORGOTTEN or response.status_code >= 500
    if again or not isinstance(response, HttpResponse):
        claim.delete()
        return
    IdempotentAnswer.objects.filter(pk=claim.pk).update(
        status=response.status_code,
        body=_blanked(response.content, without) if without else response.content,
        content_type=response.headers.get("Content-Type", ""),
        location=response.headers.get("Location", ""),
    )


def _blanked(body: bytes, names: tuple[str, ...]) -> bytes:
    """A JSON object with these of its fields null."""
    value: dict[str, Any] = orjson.loads(body)
    return orjson.dumps(value | {name: None for name in names if name in value})


def _replayed(kept: IdempotentAnswer) -> Any:
    response = HttpResponse(
        bytes(kept.body), status=kept.status, content_type=kept.content_type or None
    )
    if kept.location:
        response["Location"] = kept.location
    response[REPLAYED] = "true"
    return response
