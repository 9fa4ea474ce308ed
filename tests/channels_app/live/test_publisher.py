"""Telling open sockets without waiting for them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from channels.layers import channel_layers, get_channel_layer
from django.conf import settings
from django.test import override_settings
from redis import Redis

from channels_app.live import publisher
from channels_app.live.frames import LayerMessage, events_frame, events_of
from channels_app.live.hub import announce
from channels_app.live.publisher import Publisher, merged
from crm.core.events import DomainEvent

NOWHERE = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": ["redis://127.0.0.1:1/0"]},
    }
}


def _event(number: int) -> DomainEvent:
    return DomainEvent(
        id=number,
        schema="t_alice",
        verb="crm.lead.created",
        public="lead_created",
        at=datetime(2026, 1, 2, tzinfo=UTC),
        lead_id=uuid4(),
        conversation_id=None,
        object_id=uuid4(),
        data={"a": 1},
    )


def test_an_event_survives_the_way() -> None:
    event = _event(7)

    assert events_of(events_frame([event]), schema="t_alice") == [event]


def test_a_frame_of_another_version_is_passed_over() -> None:
    frame = events_frame([_event(7)])
    frame["v"] = 99

    assert events_of(frame, schema="t_alice") == []


def test_events_of_a_broker_travel_together_and_in_order() -> None:
    batch: list[tuple[str, LayerMessage]] = [
        ("live.a", events_frame([_event(1)])),
        ("live.b", events_frame([_event(2)])),
        ("live.a", events_frame([_event(3)])),
    ]

    frames = {group: message["events"] for group, message in merged(batch)}  # type: ignore[typeddict-item]

    assert [event["id"] for event in frames["live.a"]] == [1, 3]
    assert [event["id"] for event in frames["live.b"]] == [2]


def test_no_event_is_in_two_frames() -> None:
    batch: list[tuple[str, LayerMessage]] = [
        ("live.a", events_frame([_event(number)])) for number in range(250)
    ]

    ids = [event["id"] for _group, message in merged(batch) for event in message["events"]]  # type: ignore[typeddict-item]

    assert ids == list(range(250))
    assert len(merged(batch)) == 3


@override_settings(CHANNEL_LAYERS=NOWHERE)
def test_a_dead_redis_costs_the_caller_nothing() -> None:
    channel_layers.backends.clear()
    ours = Publisher()
    try:
        started = time.perf_counter()
        for number in range(500):
            ours.put("live.a", events_frame([_event(number)]))
        took = time.perf_counter() - started
        time.sleep(0.1)
    finally:
        channel_layers.backends.clear()

    assert took < 0.25


def test_a_group_that_missed_something_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "_QUIET_SECONDS", 0.1)
    monkeypatch.setattr(publisher, "_SETTLE_SECONDS", 0.2)
    sent: list[tuple[str, str]] = []
    state = {"away": True}

    class Layer:
        async def group_send(self, group: str, message: dict[str, Any]) -> None:
            if state["away"]:
                raise ConnectionError
            sent.append((group, message["type"]))

    monkeypatch.setattr(publisher, "get_channel_layer", Layer)
    ours = Publisher()
    ours.put("live.a", events_frame([_event(1)]))
    time.sleep(0.2)
    state["away"] = False
    deadline = time.monotonic() + 5
    while ("live.a", "live.gap") not in sent and time.monotonic() < deadline:
        time.sleep(0.02)

    assert ("live.a", "live.gap") in sent


def test_what_is_published_arrives_from_another_thread() -> None:
    async def scenario() -> Any:
        layer = get_channel_layer()
        name = await layer.new_channel()
        await layer.group_add("live.t_nobody", name)
        announce(event=replace(_event(9), schema="t_nobody"))
        return await asyncio.wait_for(layer.receive(name), 5)

    message = asyncio.run(scenario())

    assert message["events"][0]["id"] == 9


def test_databases_of_one_redis_do_not_hear_each_other() -> None:
    """What is published is heard in all of them (two systems, or two workers of these tests)."""
    layers: Any = settings.CHANNEL_LAYERS
    number = Redis.from_url(settings.REDIS_URL).get_connection_kwargs().get("db", 0)

    assert layers["default"]["CONFIG"]["prefix"] == f"sofia{number}"
