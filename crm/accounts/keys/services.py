"""Making, finding and ending API keys."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.keys import events as verbs
from crm.accounts.keys.models import ApiKey
from crm.accounts.models import User
from crm.accounts.permissions import ABILITIES, can
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Invalid
from crm.core.queries import only
from crm.core.text import clip, storable

MOST: Final = 50
PREFIX: Final = "sofia_"
_SHOWN: Final = len(PREFIX) + 6
#: How old the note of a key's last use may be: one write a minute, not one a call.
_NOTED: Final = timedelta(minutes=1)


@transaction.atomic
def api_key_create(
    *,
    user: User,
    name: str,
    scopes: Iterable[str],
    created_by: User | None,
    actor: Actor,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A new key that acts for ``user``, and its secret, which nobody can read again.

    Invalid without a name, without a scope, for a scope that is none or that the person does not
    have themselves, and for an end that has passed.
    """
    wanted = list(dict.fromkeys(scopes))
    problems: dict[str, str] = {}
    title = clip(storable(name), 60)
    if not title:
        problems["name"] = _("Say what the key is for.")
    foreign = [each for each in wanted if each not in ABILITIES or not can(user, each)]
    if foreign:
        problems["scopes"] = _("This person may not: %(scopes)s.") % {"scopes": ", ".join(foreign)}
    elif not wanted:
        problems["scopes"] = _("Choose what the key may do.")
    if expires_at is not None and expires_at <= timezone.now():
        problems["expires_at"] = _("This time has passed.")
    if problems:
        raise Invalid(_("The key cannot be made."), fields=problems)
    if ApiKey.objects.filter(revoked_at__isnull=True).count() >= MOST:
        raise Conflict(_("There are %(most)d keys already; end one.") % {"most": MOST})
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        user=user,
        created_by=created_by,
        name=title,
        prefix=secret[:_SHOWN],
        digest=digest_of(secret),
        scopes=wanted,
        expires_at=expires_at,
    )
    events.record(
        verbs.KEY_CREATED,
        actor=actor,
        object_id=key.pk,
        data={"name": title, "user_id": str(user.pk), "scopes": wanted},
    )
    return key, secret


@transaction.atomic
def api_key_revoke(*, key: ApiKey, actor: Actor) -> ApiKey:
    """End a key for good, from the next call on; ending it twice changes nothing."""
    ended = ApiKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), updated_at=timezone.now()
    )
    if ended:
        events.record(verbs.KEY_REVOKED, actor=actor, object_id=key.pk, data={"name": key.name})
    key.refresh_from_db()
    return key


def api_key_of(secret: str) -> ApiKey | None:
    """The live key of the broker in hand with this secret, with its person; its use is noted."""
    if not secret.startswith(PREFIX) or len(secret) > 200:
        return None
    key = only(ApiKey.objects.select_related("user").filter(digest=digest_of(secret)))
    if key is None or not key.is_live:
        return None
    now = timezone.now()
    if key.last_used_at is None or key.last_used_at < now - _NOTED:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
