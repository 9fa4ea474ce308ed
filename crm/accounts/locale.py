"""Whose language and whose clock a piece of a page is written in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone, translation

from crm.accounts.models import User
from crm.brokers.current import broker_current, broker_zone


@contextmanager
def as_seen_by(user: User) -> Iterator[None]:
    """Write for this person: their language, else the broker's; the broker's time zone.

    For what is drawn outside of a request, such as the pieces that go out over the socket.
    """
    language = user.language or broker_current().language
    with translation.override(language), timezone.override(broker_zone()):
        yield
