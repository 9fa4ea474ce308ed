"""Which open pages care for an event, and who draws what they show.

A page says by its topics what it shows ("board", "lead:<id>"). Each package registers for its
topic a renderer that turns an event into HTML *for one person*: the same templates and the same
doors as the page, so a page never shows by socket what it would not show by request.

What a renderer returns is a row of elements, each with an ``id`` and ``data-swap``: ``morph`` (the
element of that id), ``prepend:#list``, ``append:#list``, ``place:#list`` (where it stands
in that list, else at its top), ``remove``, ``toast`` or ``dialog``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString

from crm.core.events import DomainEvent


class Renderer(Protocol):
    """Draws what ``event`` changes on a page of this topic, "" when nothing they may see."""

    def __call__(self, *, actor: Any, event: DomainEvent) -> str: ...


_renderers: dict[str, list[Renderer]] = {}

#: Topics that show one object, and the event's field that says whether it is this one.
_SUBJECTS: Final = {"lead": "lead_id", "thread": "conversation_id"}


def register(topic: str, renderer: Renderer) -> None:
    """Let ``renderer`` draw its part of pages of this topic (the word before the colon)."""
    drawers = _renderers.setdefault(topic, [])
    if renderer not in drawers:
        drawers.append(renderer)


def known(topic: str) -> bool:
    """Whether somebody draws for this topic: what a client asks for is checked with it."""
    return topic.partition(":")[0] in _renderers


def render(topics: Iterable[str], *, actor: Any, event: DomainEvent) -> SafeString:
    """Everything the event changes on a page with these topics, for this person.

    Elements only; put :func:`wrapped` around one event's or several events' together.
    """
    wanted = {topic.partition(":")[0] for topic in topics if _concerns(topic, event)}
    parts = [
        draw(actor=actor, event=event) for topic in sorted(wanted) for draw in _renderers[topic]
    ]
    return SafeString("".join(parts))


def wrapped(html: str, *, last_id: int | None = None) -> SafeString:
    """The elements as one frame for the page; ``last_id`` is the last event it now shows."""
    if last_id is None:
        return format_html("<sofia-live>{}</sofia-live>", SafeString(html))
    return format_html('<sofia-live last-id="{}">{}</sofia-live>', last_id, SafeString(html))


def _concerns(topic: str, event: DomainEvent) -> bool:
    name, _, subject = topic.partition(":")
    if name not in _renderers:
        return False
    field = _SUBJECTS.get(name)
    return field is None or str(getattr(event, field)) == subject
