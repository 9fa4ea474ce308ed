"""Drawing what events change, for one person: in their language, with their rights as they are."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from crm.accounts.backends import is_let_in
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core import live
from crm.core.events import DomainEvent

logger = logging.getLogger(__name__)


class NotLetIn(Exception):
    """The person may not sign in any more."""


def drawn(
    *, user_id: UUID, broker: Broker, topics: Iterable[str], events: Sequence[DomainEvent]
) -> str:
    """Everything the events change on a page with these topics, each piece once.

    The person is read anew each time, so a right taken away counts from the next event on.
    """
    actor = User.objects.filter(pk=user_id).first()
    if actor is None or not is_let_in(actor):
        raise NotLetIn
    pieces: dict[str, None] = {}
    with (
        translation.override(actor.language or broker.language),
        timezone.override(ZoneInfo(broker.timezone)),
    ):
        for event in newest_of_each(events):
            for topic in topics:
                piece = _piece(topic, actor, event)
                if piece:
                    # The same piece again (six events of one turn draw one card): the last counts,
                    # because what it removes and inserts must come after what others did.
                    pieces.pop(piece, None)
                    pieces[piece] = None
    return "".join(pieces)


def newest_of_each(events: Iterable[DomainEvent]) -> list[DomainEvent]:
    """The events without those that a later one of the same kind on the same rows makes old."""
    kept: dict[tuple[object, ...], DomainEvent] = {}
    for event in sorted(events, key=lambda event: event.id):
        key = (event.verb, event.lead_id, event.conversation_id, event.object_id)
        kept.pop(key, None)
        kept[key] = event
    return list(kept.values())


def _piece(topic: str, actor: User, event: DomainEvent) -> str:
    try:
        return live.render([topic], actor=actor, event=event)
    except Exception:
        # One piece that cannot be drawn must not take the others with it.
        logger.exception("An event could not be drawn for topic %s", topic.partition(":")[0])
        return ""
