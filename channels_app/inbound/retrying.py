"""Interpreting stored events once more, because somebody asked for it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from channels_app import events as verbs
from channels_app.inbound.tasks import PROCESS
from channels_app.models import InboundEvent
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict
from crm.core.wake import wake_on_commit


@transaction.atomic
def event_retry(*, event: InboundEvent, actor: Actor, done_too: bool = False) -> InboundEvent:
    """Interpret an event again from its first attempt; what it has done already is not repeated.

    Raises :class:`Conflict` (``not_retryable``) for one that has been understood, unless
    ``done_too``.
    """
    locked = InboundEvent.objects.select_for_update().get(pk=event.pk)
    if locked.state == InboundEvent.State.DONE and not done_too:
        raise Conflict(_("This event has been understood already."), code="not_retryable")
    locked.state = InboundEvent.State.RECEIVED
    locked.attempts = 0
    locked.due_at = timezone.now()
    locked.save(update_fields=["state", "attempts", "due_at", "updated_at"])
    events.record(
        verbs.EVENT_RETRIED,
        actor=actor,
        object_id=locked.pk,
        data={"channel": locked.channel, "attempts": event.attempts},
    )
    wake_on_commit(PROCESS, locked.pk)
    return locked
