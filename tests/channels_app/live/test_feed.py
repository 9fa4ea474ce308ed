"""Events as JSON for other software."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from rest_framework_simplejwt.tokens import AccessToken

from channels_app.live import feed
from channels_app.live.threads import in_broker
from crm.accounts.models import User
from crm.accounts.tokens import tokens_for
from crm.brokers.models import Broker
from crm.core.tenancy import in_schema
from crm.leads.models import Lead
from crm.leads.services import lead_create, note_add
from tests.channels_app.sockets import OTHER_HOST, Client, play


def _auth(user: User, **more: Any) -> dict[str, Any]:
    return {"type": "auth", "token": tokens_for(user)[0], **more}


def _lead(user: User, owner: User | None = None) -> Lead:
    return lead_create(actor=user.as_actor(), name="Marta", owner=owner)


def _path(broker: Broker, user: User) -> str:
    return f"/ws/{broker.pk}/{user.pk}"


def test_events_come_in_the_words_of_the_contract(broker: Broker, boss: User) -> None:
    auth = _auth(boss)

    async def scenario() -> None:
        async with Client(f"/ws/{broker.slug}/{boss.pk}", origin="") as socket:
            await socket.say(auth)
            ready = await socket.json()
            lead = await in_broker("t_alice", _lead, boss)
            event = await socket.json()

        assert ready["type"] == "ready"
        assert event["type"] == "lead_created"
        assert event["lead_id"] == str(lead.pk)
        assert event["broker_id"] == str(broker.pk)
        assert set(event) == {"type", "id", "broker_id", "lead_id", "at", "data"}

    play(scenario)


def test_only_public_events_of_leads_one_may_see(
    broker: Broker, ana: User, luis: User, boss: User
) -> None:
    auth = _auth(ana)

    def changes() -> Lead:
        note_add(lead=_lead(boss, owner=luis), text="not hers", actor=boss.as_actor())
        return _lead(boss, owner=ana)

    async def scenario() -> None:
        async with Client(_path(broker, ana)) as socket:
            await socket.say(auth)
            await socket.json()
            hers = await in_broker("t_alice", changes)
            events = [await socket.json()]
            while not await socket.silent():
                events.append(await socket.json())

        assert {event["lead_id"] for event in events} == {str(hers.pk)}
        assert {event["type"] for event in events} <= {"lead_created", "lead_assigned"}

    play(scenario)


def test_what_was_missed_is_replayed(broker: Broker, boss: User) -> None:
    first = _auth(boss)

    async def scenario() -> None:
        async with Client(_path(broker, boss)) as socket:
            await socket.say(first)
            last_id = (await socket.json())["last_id"]
        lead = await in_broker("t_alice", _lead, boss)

        async with Client(_path(broker, boss)) as socket:
            await socket.say({**first, "since": last_id})
            assert (await socket.json())["type"] == "ready"
            assert (await socket.json())["lead_id"] == str(lead.pk)

    play(scenario)


def test_too_much_missed_says_reset(
    broker: Broker, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST_REPLAYED", 2)
    lead = _lead(boss)
    for number in range(5):
        note_add(lead=lead, text=str(number), actor=boss.as_actor())
    auth = _auth(boss, since=0)

    async def scenario() -> None:
        async with Client(_path(broker, boss)) as socket:
            await socket.say(auth)
            await socket.json()
            assert (await socket.json())["type"] == "reset"

    play(scenario)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"type": "auth", "token": "forged"}, 4401),
        ({"type": "auth"}, 4400),
        ({"type": "auth", "token": 7}, 4400),
        ({"type": "auth", "token": "x", "since": "y"}, 4400),
        ({"type": "ping"}, 4401),
    ],
)
def test_a_wrong_first_frame_closes(
    broker: Broker, boss: User, frame: dict[str, Any], code: int
) -> None:
    async def scenario() -> None:
        async with Client(_path(broker, boss)) as socket:
            await socket.say(frame)
            assert await socket.closed() == code

    play(scenario)


def test_no_token_in_time_closes(
    broker: Broker, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "AUTH_SECONDS", 0.1)

    async def scenario() -> None:
        async with Client(_path(broker, boss)) as socket:
            assert await socket.closed() == 4401

    play(scenario)


def test_a_token_counts_for_its_own_person_only(broker: Broker, ana: User, boss: User) -> None:
    auth = _auth(ana)

    async def scenario() -> None:
        async with Client(_path(broker, boss)) as socket:
            await socket.say(auth)
            assert await socket.closed() == 4403

    play(scenario)


def test_another_brokers_address_or_token_is_refused(broker: Broker, boss: User) -> None:
    auth = _auth(boss)
    with in_schema("t_charlie"):
        foreign = {"type": "auth", "token": tokens_for(boss)[0]}

    async def scenario() -> None:
        async with Client(f"/ws/{uuid4()}/{boss.pk}") as socket:
            assert await socket.closed() == 4404
        async with Client(_path(broker, boss)) as socket:
            await socket.say(foreign)
            assert await socket.closed() == 4401
        async with Client(f"/ws/t_charlie/{boss.pk}", host=OTHER_HOST) as socket:
            await socket.say(auth)
            assert await socket.closed() == 4401

    play(scenario)


def test_the_tokens_end_closes(broker: Broker, boss: User) -> None:
    token = AccessToken(tokens_for(boss)[0])  # type: ignore[arg-type]
    token.set_exp(lifetime=timedelta(seconds=2))
    auth = {"type": "auth", "token": str(token)}

    async def scenario() -> None:
        async with Client(_path(broker, boss)) as socket:
            await socket.say(auth)
            assert (await socket.json())["type"] == "ready"
            assert await socket.closed() == 4401

    play(scenario)
