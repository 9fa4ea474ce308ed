"""The page of the bare host, where somebody came without their broker's address."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.brokers.hosts import broker_for_host, domain_for, normal_host
from crm.brokers.models import Broker
from crm.brokers.selectors import broker_list
from crm.core import rates
from crm.core.address import client_address

TEMPLATE = "config/choose_broker.html"
_LOOK_UPS = (20, 60)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_broker(request: HttpRequest) -> HttpResponse:
    """Ask for the broker's address; only a developer's machine lists who there is."""
    context = {"brokers": _listed(request), "base_domain": settings.BASE_DOMAIN}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    typed = request.POST.get("address", "").strip()
    rates.check(
        "choose",
        client_address(request),
        _LOOK_UPS,
        _("Too many tries. Wait a moment, then try again."),
    )
    broker = _find(typed)
    if broker is None:
        context |= {"typed": typed, "problem": _("No broker answers at this address.")}
        return render(request, TEMPLATE, context, status=404)
    return redirect(_address(request, domain_for(broker.slug)))


def _find(typed: str) -> Broker | None:
    """The broker of a whole address, a host name, or only its first word."""
    host = normal_host(typed.removeprefix("https://").removeprefix("http://").partition("/")[0])
    if not host:
        return None
    return broker_for_host(host if "." in host else domain_for(host))


def _listed(request: HttpRequest) -> list[tuple[str, str]]:
    if not settings.DEBUG:
        return []
    return [
        (broker.name, _address(request, domain_for(broker.slug))) for broker in broker_list()[:50]
    ]


def _address(request: HttpRequest, host: str) -> str:
    """The broker's pages as reached from here: same scheme, same port."""
    _host, _colon, port = request.get_host().rpartition(":")
    ending = f":{port}" if port.isdigit() and _host else ""
    return f"{request.scheme}://{host}{ending}/"
