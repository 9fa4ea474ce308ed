"""API keys in the settings: which there are, making one, ending one."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm.accounts.keys import selectors, services
from crm.accounts.keys.forms import KeyForm
from crm.accounts.keys.words import scope_word
from crm.accounts.pages import PageRequest, page, show
from crm.brokers.current import broker_zone
from crm.core.errors import DomainError


@require_GET
@page
def key_list(request: PageRequest) -> HttpResponse:
    """All keys, those in force first."""
    return _list(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def key_create(request: PageRequest) -> HttpResponse:
    """Make a key; the list then shows its secret, this once."""
    selectors.api_key_list_for(request.user)
    form = KeyForm(request.POST if request.method == "POST" else None, admin=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _key, secret = services.api_key_create(
                user=given["user"],
                name=given["name"],
                scopes=given["scopes"],
                expires_at=_end_of(given["expires_at"]),
                created_by=request.user,
                actor=request.user.as_actor(),
            )
        except DomainError as error:
            for name, text in (error.fields or {"": error.message}).items():
                form.add_error(name or None, text)
        else:
            return _list(request, secret=secret)
    return show(request, "crm/accounts/keys/form.html", {"form": form})


@require_POST
@page
def key_revoke(request: PageRequest, pk: Any) -> HttpResponse:
    """End a key for good."""
    key = selectors.api_key_get_for(request.user, pk)
    services.api_key_revoke(key=key, actor=request.user.as_actor())
    messages.success(request, _("The key opens nothing any more."))
    return HttpResponseRedirect(reverse("keys:key-list"))


def _list(request: PageRequest, *, secret: str = "") -> HttpResponse:
    rows = [
        (key, [scope_word(scope) for scope in key.scopes])
        for key in selectors.api_key_list_for(request.user)
    ]
    context = {
        "rows": rows,
        "secret": secret,
        "mcp_url": request.build_absolute_uri("/mcp"),
    }
    return show(request, "crm/accounts/keys/list.html", context)


def _end_of(day: Any) -> datetime | None:
    """The end of the broker's day."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=broker_zone())
