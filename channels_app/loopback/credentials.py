"""Whose token a call carried, by the accounts that brokers connected."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from channels_app.models import ChannelAccount
from crm.brokers.models import ChannelRoute
from crm.core.tenancy import in_schema


def token_of(channel: str, account_id: str) -> str | None:
    """The token the connected account sends with; None when nobody connected it."""
    for schema, account in _routes(channel):
        if account == account_id:
            return _token(schema, channel, account)
    return None


def account_with_token(channel: str, token: str) -> str | None:
    """The account that sends with this token; None when there is none."""
    for schema, account in _routes(channel):
        if token and _token(schema, channel, account) == token:
            return account
    return None


def accounts_of(channel: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Account id, token and settings of every account that brokers connected on a channel."""
    found = []
    for schema, account_id in _routes(channel):
        with in_schema(schema):
            row = ChannelAccount.objects.filter(channel=channel, account_id=account_id).first()
            if row is not None:
                found.append((account_id, row.token, dict(row.config)))
    return found


def _routes(channel: str) -> list[tuple[str, str]]:
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        return list(
            ChannelRoute.objects.filter(channel=channel).values_list(
                "broker__schema_name", "account_id"
            )
        )


def _token(schema: str, channel: str, account_id: str) -> str:
    with in_schema(schema):
        account = ChannelAccount.objects.filter(channel=channel, account_id=account_id).first()
        return account.token if account else ""
