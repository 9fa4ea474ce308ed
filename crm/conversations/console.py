"""The superadmin's brake: a broker's open conversations, and stopping Sofía in one of them.

A superadmin is nobody in a broker's own tables and reads no messages here; who stops her calls one
of the broker's people to the conversation.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from crm.brokers.models import Broker
from crm.brokers.selectors import broker_list
from crm.conversations.selectors import conversation_any, conversations_open
from crm.conversations.services import conversation_stop
from crm.core.errors import DomainError
from crm.core.tenancy import in_schema


@require_GET
def conversations_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The broker's newest open conversations: channel, state and time, no words of theirs."""
    broker = _broker(pk)
    with in_schema(broker.slug):
        rows = list(conversations_open())
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Open conversations"),
        "broker": broker,
        "rows": rows,
    }
    return render(request, "admin/conversations.html", context)


@require_POST
def conversation_stop_view(request: HttpRequest, pk: UUID, conversation: UUID) -> HttpResponse:
    """Silence Sofía there; one of the broker's people is called."""
    broker = _broker(pk)
    actor = request.user.as_actor()  # type: ignore[union-attr] # admin_view lets nobody else in
    try:
        with in_schema(broker.slug):
            conversation_stop(conversation=conversation_any(conversation), actor=actor)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Sofía is silent there; a person is called."))
    return HttpResponseRedirect(reverse("broker-conversations", args=[broker.pk]))


def _broker(pk: UUID) -> Broker:
    broker: Broker | None = broker_list().filter(pk=pk).first()
    if broker is None:
        raise Http404
    return broker
