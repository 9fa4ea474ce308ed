"""Tools over the broker's connections, which only this floor knows of."""

from __future__ import annotations

from typing import Any

from agents.tools.registry import Effect, tool
from agents.tools.staff import StaffContext
from agents.tools.work.pages import Page, cut, paged
from channels_app.outgoing.models import OutgoingWebhook
from channels_app.outgoing.selectors import webhook_list_for
from channels_app.settings.selectors import Health, account_list_for
from crm.core.payload import known, stamp


@tool(effect=Effect.READ, right="channels.edit")
def channel_accounts(context: StaffContext, arguments: Page) -> dict[str, Any]:
    """List the broker's accounts on the channels: which work, which are paused and why, whose
    token has ended, when something came and went last, and how many messages wait."""
    return cut(account_list_for(context.user), arguments, _account)


@tool(effect=Effect.READ, right="webhooks.edit")
def webhook_list(context: StaffContext, arguments: Page) -> dict[str, Any]:
    """List the addresses of the broker's own systems that are told of events, how each is doing
    and how many events wait for it."""
    rows = webhook_list_for(context.user)
    return paged(rows, arguments, lambda found: [_webhook(row) for row in found])


def _account(health: Health) -> dict[str, Any]:
    account = health.account
    return {
        "channel": account.channel,
        "account_id": account.account_id,
        "name": health.name,
        "trouble": known(health.trouble),
        "pause_reason": known(account.pause_reason),
        "token_expires_at": stamp(account.expires_at),
        "last_in": stamp(health.last_in),
        "last_out": stamp(health.last_out),
        "waiting": health.waiting,
    }


def _webhook(row: OutgoingWebhook) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "url": row.url,
        "description": row.description,
        "events": list(row.events),
        "health": row.health,
        "waiting": getattr(row, "waiting", 0),
        "last_success_at": stamp(row.last_success_at),
    }
