"""The bases of the API's views."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from rest_framework.response import Response
from rest_framework.views import APIView

from crm.core.idempotency import IdempotentWrites


class ApiView(IdempotentWrites, APIView):
    """Base of single calls: authenticated, throttled, writes repeatable by Idempotency-Key.

    ``ability`` names what the caller's role must have, for all methods or as a mapping of them.
    """


class PublicAPIView(APIView):
    """Base of the few calls that need no credential (signing in)."""

    authentication_classes: Any = ()
    permission_classes: Any = ()
    throttle_classes: Any = ()


def made(payload: dict[str, Any], route: str, pk: UUID, *, status: int = 201) -> Response:
    """The answer to a call that made something, with the address at which it is found.

    202 where it is still to be worked through.
    """
    where = reverse(f"api:{route}", args=[pk])
    return Response(payload, status=status, headers={"Location": where})
