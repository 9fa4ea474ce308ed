"""Webhooks in the settings: which there are, how they do, what they were sent."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from channels_app.outgoing import replaying, selectors, services
from channels_app.outgoing.forms import ReplayForm, WebhookForm
from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from channels_app.outgoing.words import disabled_word, event_word, outcome_word
from crm.accounts.pages import PageRequest, done, page, show
from crm.core import rates
from crm.core.errors import DomainError, Invalid

PAGE_SIZE: Final = 25
_FOLDER: Final = "channels_app/outgoing"


@require_GET
@page
def webhook_list(request: PageRequest) -> HttpResponse:
    """All webhooks, with a warning for those that were switched off by themselves."""
    webhooks = list(selectors.webhook_list_for(request.user))
    context = {
        "webhooks": [_described(webhook) for webhook in webhooks],
        "given_up": [
            each for each in webhooks if each.disabled_at is not None and each.disabled_reason
        ],
    }
    return show(request, f"{_FOLDER}/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def webhook_create(request: PageRequest) -> HttpResponse:
    """Add a webhook; its page then shows the secret, this once."""
    selectors.webhook_list_for(request.user)
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            webhook = services.webhook_create(
                url=given["url"],
                description=given["description"],
                types=given["events"],
                user=request.user,
            )
        except DomainError as error:
            _into(form, error)
        else:
            return _detail(request, webhook, secret=webhook.secret)
    return show(request, f"{_FOLDER}/form.html", {"form": form})


@require_GET
@page
def webhook_detail(request: PageRequest, pk: Any) -> HttpResponse:
    """One webhook with the log of its deliveries."""
    return _detail(request, selectors.webhook_get_for(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def webhook_edit(request: PageRequest, pk: Any) -> HttpResponse:
    """Change its address, words or events."""
    webhook = selectors.webhook_get_for(request.user, pk)
    before = {
        "url": webhook.url,
        "description": webhook.description,
        "events": webhook.events,
    }
    form = WebhookForm(request.POST if request.method == "POST" else None, initial=before)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.webhook_update(
                webhook=webhook,
                actor=request.user.as_actor(),
                url=given["url"],
                description=given["description"],
                types=given["events"],
            )
        except DomainError as error:
            _into(form, error)
        else:
            messages.success(request, _("Saved"))
            return _to(webhook)
    return show(request, f"{_FOLDER}/form.html", {"form": form, "webhook": webhook})


@require_POST
@page
def webhook_test(request: PageRequest, pk: Any) -> HttpResponse:
    """Call it now and say what came back."""
    webhook = selectors.webhook_get_for(request.user, pk)
    rates.check(
        "webhook-test", str(webhook.pk), settings.RATE_WEBHOOK_TEST,
        _("Too many test calls; wait a moment."),
    )  # fmt: skip
    delivery = replaying.webhook_ping(webhook)
    if delivery.state == OutgoingDelivery.State.SENT:
        text = _("The test call was answered with %(status)d in %(ms)d ms.") % {
            "status": delivery.status,
            "ms": delivery.took_ms,
        }
    else:
        text = _("The test call failed: %(why)s.") % {
            "why": outcome_word(delivery.error, delivery.status)
        }
    return done(request, lambda: _log(request, webhook), to=_address(webhook), toast=text)


@never_cache
@require_POST
@page
def webhook_rotate(request: PageRequest, pk: Any) -> HttpResponse:
    """A new secret, shown this once."""
    webhook = selectors.webhook_get_for(request.user, pk)
    services.webhook_rotate(webhook=webhook, actor=request.user.as_actor())
    return _detail(request, webhook, secret=webhook.secret)


@require_POST
@page
def webhook_switch(request: PageRequest, pk: Any) -> HttpResponse:
    """Switch it on or off."""
    webhook = selectors.webhook_get_for(request.user, pk)
    switch = services.webhook_enable if webhook.disabled_at else services.webhook_disable
    switch(webhook=webhook, actor=request.user.as_actor())
    return _to(webhook)


@require_POST
@page
def webhook_remove(request: PageRequest, pk: Any) -> HttpResponse:
    """Remove it with its log."""
    webhook = selectors.webhook_get_for(request.user, pk)
    services.webhook_delete(webhook=webhook, actor=request.user.as_actor())
    messages.success(request, _("The webhook is removed"))
    return HttpResponseRedirect(reverse("outgoing:webhook-list"))


@require_POST
@page
def webhook_replay(request: PageRequest, pk: Any) -> HttpResponse:
    """Send again what happened since a moment."""
    webhook = selectors.webhook_get_for(request.user, pk)
    form = ReplayForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Say from which moment on."))
    replay = replaying.webhook_replay(
        webhook=webhook, actor=request.user.as_actor(), since=form.cleaned_data["since"]
    )
    text = _("%(count)d events are on their way again.") % {"count": replay.queued}
    return done(request, lambda: _log(request, webhook), to=_address(webhook), toast=text)


@require_POST
@page
def delivery_replay(request: PageRequest, pk: Any) -> HttpResponse:
    """Send one delivery again."""
    delivery = selectors.delivery_get_for(request.user, pk)
    replaying.delivery_replay(delivery=delivery, actor=request.user.as_actor())
    return done(
        request,
        lambda: _log(request, delivery.webhook),
        to=_address(delivery.webhook),
        toast=_("It is on its way again"),
    )


def _detail(request: PageRequest, webhook: OutgoingWebhook, *, secret: str = "") -> HttpResponse:
    context = {
        **_described(webhook),
        **_deliveries(request, webhook),
        "secret": secret,
        "now": timezone.localtime(),
    }
    return show(request, f"{_FOLDER}/detail.html", context, partial="log")


def _log(request: PageRequest, webhook: OutgoingWebhook) -> str:
    """The log as a piece for the page that is open."""
    webhook.refresh_from_db()
    context = {**_described(webhook), **_deliveries(request, webhook)}
    return "".join(
        render_to_string(f"{_FOLDER}/detail.html#{part}", context, request)
        for part in ("health", "log")
    )


def _described(webhook: OutgoingWebhook) -> dict[str, Any]:
    return {
        "webhook": webhook,
        "events": [event_word(each) for each in webhook.events],
        "disabled": disabled_word(webhook.disabled_reason),
    }


def _deliveries(request: PageRequest, webhook: OutgoingWebhook) -> dict[str, Any]:
    state = request.GET.get("state", "")
    rows = selectors.delivery_list_for(request.user, webhook, state=state)
    found = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "page": found,
        "rows": [
            (row, event_word(row.type), outcome_word(row.error, row.status))
            for row in found.object_list
        ],
        "state": state,
        "states": OutgoingDelivery.State.choices,
        "query": urlencode({"state": state}) + "&" if state else "",
    }


def _into(form: WebhookForm, error: DomainError) -> None:
    """Put a refusal beside the field it is about."""
    told = {name: text for name, text in error.fields.items() if name in form.fields}
    for name, text in told.items():
        form.add_error(name, text)
    if not told:
        form.add_error(None, error.message)


def _address(webhook: OutgoingWebhook) -> str:
    return reverse("outgoing:webhook-detail", args=[webhook.pk])


def _to(webhook: OutgoingWebhook) -> HttpResponse:
    return HttpResponseRedirect(_address(webhook))
