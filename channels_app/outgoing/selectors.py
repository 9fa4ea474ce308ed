"""Reading webhooks and their deliveries; only admins of the broker get as far as here."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.core.errors import Forbidden, NotFound
from crm.core.queries import only

ABILITY = "webhooks.edit"


def webhook_list_for(actor: User) -> QuerySet[OutgoingWebhook]:
    """The broker's webhooks with how much each still has to send; Forbidden for agents."""
    if not can(actor, ABILITY):
        raise Forbidden(_("Only admins see and change webhooks."))
    rows = OutgoingWebhook.objects.select_related("created_by").annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state="queued"))
    )
    return rows.order_by("id")


def webhook_get_for(actor: User, pk: UUID) -> OutgoingWebhook:
    """One of them; NotFound when there is none."""
    webhook = only(webhook_list_for(actor).filter(pk=pk))
    if webhook is None:
        raise NotFound(_("There is no such webhook."))
    return webhook


def delivery_list_for(
    actor: User, webhook: OutgoingWebhook, *, state: str = ""
) -> QuerySet[OutgoingDelivery]:
    """Its deliveries, newest first, those in one state if asked."""
    webhook_list_for(actor)
    rows = OutgoingDelivery.objects.filter(webhook=webhook).order_by("-id")
    return rows.filter(state=state) if state in OutgoingDelivery.State.values else rows


def delivery_get_for(
    actor: User, pk: UUID, *, webhook: OutgoingWebhook | None = None
) -> OutgoingDelivery:
    """One delivery, of this webhook if given; NotFound when there is none."""
    webhook_list_for(actor)
    rows = OutgoingDelivery.objects.select_related("webhook").filter(pk=pk)
    delivery = only(rows.filter(webhook=webhook) if webhook is not None else rows)
    if delivery is None:
        raise NotFound(_("There is no such delivery."))
    return delivery


def webhooks_given_up_on() -> list[OutgoingWebhook]:
    """Endpoints that were switched off by themselves: what a settings page warns of."""
    return list(
        OutgoingWebhook.objects.filter(disabled_at__isnull=False).exclude(disabled_reason="")
    )


def webhook_ids() -> list[UUID]:
    """Every webhook there is, for the sweep; switched-off ones may still have a call to settle."""
    return list(OutgoingWebhook.objects.values_list("pk", flat=True))
