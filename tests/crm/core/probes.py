"""Addresses with which the tests try what every request shares."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.urls.broker import handler400, handler403, handler404, handler500  # noqa: F401
from config.urls.broker import urlpatterns as real
from crm.core import errors
from crm.core.apiviews import ApiView
from crm.core.models import AuditLog

RAISED: dict[str, Exception] = {
    "invalid": errors.Invalid("No good.", fields={"email": "not valid"}),
    "not_found": errors.NotFound("None."),
    "forbidden": errors.Forbidden("Not you."),
    "conflict": errors.Conflict("Too late."),
    "rate_limited": errors.RateLimited("Slow.", retry_after=7),
    "django": DjangoValidationError({"name": ["Empty."]}),
    "http404": Http404("secret words"),
    "denied": PermissionDenied("Not you."),
    "suspicious": SuspiciousOperation("hm"),
    "bug": RuntimeError("Traceback of a secret: +56987654321"),
}
calls: list[Any] = []


class Input(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=5)
    nested = serializers.ListField(child=serializers.IntegerField(), required=False)


class Echo(ApiView):
    """Checks its input, counts its calls, answers what it was told to."""

    def post(self, request: Request) -> Response:
        given = Input(data=request.data)
        given.is_valid(raise_exception=True)
        calls.append(given.validated_data)
        name = given.validated_data["name"]
        if name in RAISED:
            raise RAISED[name]
        if name == "bug!":
            raise RAISED["bug"]
        if name == "busy":
            return Response({"busy": True}, status=503)
        return Response({"call": len(calls), **given.validated_data}, status=201)

    def get(self, request: Request) -> Response:
        raise RAISED[request.query_params["raise"]]


class Rows(ApiView):
    """A list, page by page."""

    def get(self, request: Request) -> Response:
        from crm.core.api import Pagination

        pages = Pagination()
        rows = pages.paginate_queryset(AuditLog.objects.order_by("id"), request, view=self)
        return pages.get_paginated_response([row.pk for row in rows or []])


def page(request: HttpRequest) -> HttpResponse:
    """A page that fails in the way asked for."""
    raise RAISED[request.GET["raise"]]


def upload(request: HttpRequest) -> HttpResponse:
    """How many bytes arrived."""
    return HttpResponse(str(len(request.body)))


urlpatterns = [
    path("api/v1/probe/echo", Echo.as_view()),
    path("api/v1/probe/rows", Rows.as_view()),
    path("probe/", page),
    path("api/v1/probe/import", upload),
    path("webhooks/whatsapp", upload),
    *real,
]
