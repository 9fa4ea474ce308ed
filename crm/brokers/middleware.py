"""The broker of a request, chosen by its host."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import set_urlconf
from django.utils import translation
from django.utils.translation import gettext as _
from django_tenants.postgresql_backend.base import FakeTenant

from crm.brokers.hosts import broker_for_host, is_bare, normal_host
from crm.brokers.models import Broker
from crm.core.answers import error_answer
from crm.core.tenancy import connection

_RETRY_AFTER_SUSPENSION = 3600


class BrokerMiddleware:
    """Enters the broker's schema for the time of the request, and leaves it whatever happens.

    ``request.broker`` is the broker, or None on the bare host. A host that is nobody's gets 404,
    a suspended broker's 503. A response that streams after its view returned enters the schema
    by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        previous = connection.tenant
        connection.set_tenant(FakeTenant(settings.PUBLIC_SCHEMA_NAME))
        try:
            return self._in_broker(request)
        finally:
            set_urlconf(None)
            connection.set_tenant(previous)

    def _in_broker(self, request: HttpRequest) -> HttpResponse:
        request.broker = None  # type: ignore[attr-defined]
        try:
            host = normal_host(request.get_host())
        except DisallowedHost:
            return error_answer(
                request, 400, code="bad_host", message=_("This address cannot be understood.")
            )
        if is_bare(host):
            request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
            set_urlconf(settings.PUBLIC_SCHEMA_URLCONF)
            request.tenant = connection.tenant  # type: ignore[attr-defined]
            return self.get_response(request)
        broker = broker_for_host(host)
        if broker is None:
            return error_answer(
                request, 404, code="unknown_host", message=_("No broker answers at this address.")
            )
        with translation.override(broker.language):
            return self._answer(request, broker)

    def _answer(self, request: HttpRequest, broker: Broker) -> HttpResponse:
        if broker.is_suspended:
            answer = error_answer(
                request,
                503,
                code="suspended",
                message=_("This broker's account is switched off at the moment."),
                retry_after=_RETRY_AFTER_SUSPENSION,
            )
            # Meant to be so: not an error in the log at each knock.
            answer._has_been_logged = True  # type: ignore[attr-defined]
            return answer
        request.broker = request.tenant = broker  # type: ignore[attr-defined]
        connection.set_tenant(broker)
        return self.get_response(request)
