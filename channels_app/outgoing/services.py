"""What people do with webhooks; each leaves its line in the audit log, none of them a secret."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, Literal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from channels_app import notices
from channels_app.outgoing import events as verbs
from channels_app.outgoing.deriving import horizon
from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from channels_app.outgoing.receivers import subscriptions
from channels_app.outgoing.signing import secret_make
from channels_app.outgoing.words import refusal_word
from channels_app.public_addresses import (
    AddressRefused,
    addresses_of,
    port_of,
    system_resolve,
    url_check,
)
from crm.accounts.models import User
from crm.core import events
from crm.core.actors import SYSTEM, Actor
from crm.core.connections import release
from crm.core.errors import Conflict, Invalid
from crm.core.text import clip, storable
from crm.core.transactions import joining

MOST: Final = 20
#: How long both secrets sign after a change.
OVERLAP: Final = timedelta(hours=24)
_RESOLVE_SECONDS: Final = 3.0


def webhook_create(
    *, url: str, description: str = "", types: Sequence[str] = (), user: User
) -> OutgoingWebhook:
    """Tell this address of every event from now on; ``types`` empty means all of them."""
    url = _url_checked(url)
    types = _types_checked(types)
    with transaction.atomic():
        if OutgoingWebhook.objects.count() >= MOST:
            raise Conflict(_("There are %(most)d webhooks already; remove one.") % {"most": MOST})
        newest, _running, _this = horizon()
        webhook = OutgoingWebhook.objects.create(
            url=url,
            description=clip(storable(description), 200),
            events=types,
            secret=secret_make(),
            created_by=user,
            cursor=newest,
            horizon=newest,
        )
        _record(verbs.CREATED, webhook, user.as_actor(), url=url)
    return webhook


def webhook_update(
    *,
    webhook: OutgoingWebhook,
    actor: Actor,
    url: str | None = None,
    description: str | None = None,
    types: Sequence[str] | None = None,
) -> OutgoingWebhook:
    """Change what is given. Another address begins with a clean record."""
    new: dict[str, Any] = {}
    if url is not None and url.strip() != webhook.url:
        new |= {"url": _url_checked(url), "failing_since": None, "failures": 0, "rest_until": None}
    if description is not None:
        new["description"] = clip(storable(description), 200)
    if types is not None:
        new["events"] = _types_checked(types)
    changed = {name: value for name, value in new.items() if getattr(webhook, name) != value}
    if not changed:
        return webhook
    with transaction.atomic():
        for name, value in changed.items():
            setattr(webhook, name, value)
        webhook.save(update_fields=[*changed, "updated_at"])
        told = {name: changed[name] for name in ("url", "description", "events") if name in changed}
        _record(verbs.UPDATED, webhook, actor, **told)
    return webhook


def webhook_rotate(*, webhook: OutgoingWebhook, actor: Actor) -> OutgoingWebhook:
    """Give it a new secret; for a day deliveries are signed with the one before too."""
    with transaction.atomic():
        webhook.previous_secret, webhook.secret = webhook.secret, secret_make()
        webhook.previous_until = timezone.now() + OVERLAP
        webhook.save(update_fields=["secret", "previous_secret", "previous_until", "updated_at"])
        _record(verbs.ROTATED, webhook, actor)
    return webhook


def webhook_enable(*, webhook: OutgoingWebhook, actor: Actor) -> OutgoingWebhook:
    """Switch it on again. It hears what happens from now on; a replay tells what it missed."""
    if webhook.disabled_at is None:
        return webhook
    with transaction.atomic():
        newest, _running, _this = horizon()
        webhook.disabled_at, webhook.disabled_reason = None, ""
        webhook.failing_since, webhook.failures, webhook.rest_until = None, 0, None
        webhook.cursor, webhook.horizon, webhook.horizon_at = newest, newest, None
        webhook.save()
        _record(verbs.ENABLED, webhook, actor)
        notices.webhook_on(webhook.pk)
    return webhook


def webhook_disable(*, webhook: OutgoingWebhook, actor: Actor, reason: str = "") -> OutgoingWebhook:
    """Switch it off; what it was still owed is set aside and can be replayed."""
    if webhook.disabled_at is not None:
        return webhook
    with transaction.atomic():
        _switch_off(webhook, actor, reason)
    return webhook


@joining
def webhook_give_up(*, webhook: OutgoingWebhook, reason: Literal["gone", "failing"]) -> None:
    """Switch off an endpoint that asked for it (410), or only failed for a week."""
    if webhook.disabled_at is None:
        _switch_off(webhook, SYSTEM, reason)
        notices.webhook_off(webhook.pk)


def webhook_delete(*, webhook: OutgoingWebhook, actor: Actor) -> None:
    """Forget the endpoint with its deliveries."""
    with transaction.atomic():
        _record(verbs.DELETED, webhook, actor, url=webhook.url)
        notices.webhook_on(webhook.pk)
        OutgoingWebhook.objects.filter(pk=webhook.pk).delete()


def _switch_off(webhook: OutgoingWebhook, actor: Actor, reason: str) -> None:
    now = timezone.now()
    webhook.disabled_at, webhook.disabled_reason = now, reason[:240]
    webhook.save(update_fields=["disabled_at", "disabled_reason", "updated_at"])
    OutgoingDelivery.objects.filter(webhook=webhook, state=OutgoingDelivery.State.QUEUED).update(
        state=OutgoingDelivery.State.DEAD, updated_at=now
    )
    _record(verbs.DISABLED, webhook, actor, reason=reason)


def _record(verb: str, webhook: OutgoingWebhook, actor: Actor, **changes: Any) -> None:
    events.record(verb, actor=actor, object_id=webhook.pk, changes=changes)
    subscriptions.forget()
    transaction.on_commit(subscriptions.forget)


def _url_checked(url: str) -> str:
    """The address if we may send there; one whose name cannot be resolved now is tried later."""
    url = url.strip()
    try:
        parsed = url_check(url, allow_private=settings.OUTGOING_ALLOW_PRIVATE)
        release()
        addresses_of(
            parsed.raw_host.decode("ascii"),
            port_of(parsed),
            _RESOLVE_SECONDS,
            resolve=system_resolve,
            allow_private=settings.OUTGOING_ALLOW_PRIVATE,
        )
    except AddressRefused as refusal:
        raise Invalid(
            _("This address cannot be used."), fields={"url": refusal_word(refusal.code)}
        ) from refusal
    except OSError:
        # The sending checks again, on the address it connects to.
        pass
    return url


def _types_checked(types: Sequence[str]) -> list[str]:
    known = verbs.public_types()
    wrong = [each for each in types if each not in known]
    if wrong:
        raise Invalid(
            _("There is no such event."),
            fields={"events": _("must be of: %(list)s") % {"list": ", ".join(known)}},
        )
    return sorted(set(types))
