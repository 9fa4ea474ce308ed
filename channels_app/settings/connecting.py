"""Connecting a channel from its page, and what an admin does with an account afterwards."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from channels_app import events as verbs
from channels_app.accounts import account_change, account_connect, account_of, account_row
from channels_app.channels.base import SendError, ShowsPresence
from channels_app.channels.registry import able, adapter_for
from channels_app.channels.telegram.webhook import webhook_set
from channels_app.forms.expiring import ends_soon, moment_of
from channels_app.forms.words import SOURCES
from channels_app.models import ChannelAccount
from channels_app.notices import token_renewed
from channels_app.presence import is_wanted
from channels_app.settings.forms import ConnectForm
from channels_app.settings.vendors import EXPIRES, VENDORS
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core import events
from crm.core.connections import release
from crm.core.errors import Conflict

_SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Connected:
    """An account that was connected; ``secret`` is one we made, to be shown this once."""

    account: ChannelAccount
    secret: str = ""


@transaction.atomic
def connect(*, broker: Broker, form: ConnectForm, user: User) -> Connected:
    """Connect what the form holds, or renew its credentials; raises DomainError in words.

    An account there is already is not taken for a new one: its page is where it is changed.
    """
    vendor, given, account_id = form.vendor, form.cleaned_data, form.account_id()
    known = account_row(vendor.channel, account_id)
    if form.account is None and known is not None:
        raise Conflict(
            _("This account is connected already. Open it to change its credentials."),
            code="connected",
        )
    secret = given.get("secret") or ""
    made = ""
    if not secret and vendor.makes_secret and not (known and known.secret):
        secret = made = secrets.token_urlsafe(_SECRET_BYTES)
    options = form.options()
    account = account_connect(
        broker=broker,
        channel=vendor.channel,
        account_id=account_id,
        token=given.get("token") or "",
        secret=secret,
        name=given.get("name") or "",
        config={name: value for name, value in options.items() if value},
        actor=user.as_actor(),
    )
    if EXPIRES in options and given.get("token") and known is not None:
        # The day the old token ends is not the new one's.
        old = str(known.config.get(EXPIRES) or "")
        options[EXPIRES] = "" if options[EXPIRES] == old else options[EXPIRES]
    ends = options.get(EXPIRES, "")
    account = account_change(
        account=account,
        actor=user.as_actor(),
        fields={"expires_at": moment_of(ends)} if EXPIRES in options else {},
        config=options,
    )
    if not ends_soon(account):
        token_renewed(account)
    events.record(
        verbs.CONNECTED,
        actor=user.as_actor(),
        object_id=account.pk,
        data={"channel": account.channel, "account_id": account.account_id},
    )
    return Connected(account, made)


def asks_of(account: ChannelAccount) -> frozenset[str]:
    """The settings that mean something on the account's channel."""
    adapter = adapter_for(account.channel)
    asks = {"name"}
    if account.channel in SOURCES:
        return frozenset(asks | {"first_contact"})
    asks |= {"rate", "on_unsure"}
    if able(account.channel, ShowsPresence) is not None:
        asks.add("presence")
    if adapter.capabilities.has_templates:
        asks.add("first_contact_template")
    return frozenset(asks)


def usage_of(account: ChannelAccount) -> dict[str, Any]:
    """How the account is used now, as its form shows it."""
    config = account.config
    return {
        "name": account.name,
        "rate": account.rate,
        "on_unsure": account.on_unsure,
        "presence": is_wanted(config),
        "first_contact": is_wanted({"presence": config.get("first_contact", "yes")}),
        "first_contact_template": str(config.get("first_contact_template") or ""),
    }


def usage_set(*, account: ChannelAccount, given: dict[str, Any], user: User) -> ChannelAccount:
    """Keep how the account is to be used."""
    own = ("name", "rate", "on_unsure")
    fields: dict[str, Any] = {name: given[name] for name in own if name in given}
    config: dict[str, str] = {
        name: "" if given[name] else "no" for name in ("presence", "first_contact") if name in given
    }
    if "first_contact_template" in given:
        config["first_contact_template"] = given["first_contact_template"]
    return account_change(account=account, actor=user.as_actor(), fields=fields, config=config)


def telegram_tell(account: ChannelAccount) -> None:
    """Let Telegram post what the bot gets to us; raises Conflict with what Telegram says.

    No connection is held while it is asked.
    """
    asked = account_of(account, account.channel, account.account_id)
    url = VENDORS["telegram"].endpoints[0].url
    release()
    try:
        webhook_set(asked, url=url)
    except SendError as error:
        raise Conflict(
            _("Telegram says: %(why)s") % {"why": error}, code="telegram_refused"
        ) from error


def usual_rate(account: ChannelAccount) -> float:
    """Messages a second where the account says nothing else."""
    return adapter_for(account.channel).capabilities.rate
