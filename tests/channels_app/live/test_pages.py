"""Open pages of the workspace."""

from __future__ import annotations

import re
from typing import Any

import pytest
from channels.layers import channel_layers

from channels_app.live import pages
from channels_app.live.threads import in_broker
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.brokers.services import broker_resume, broker_suspend
from crm.core import live
from crm.core.errors import NotFound
from crm.core.events import DomainEvent
from crm.leads.models import Lead
from crm.leads.selectors import lead_get_for
from crm.leads.services import lead_assign, lead_create, note_add
from tests.channels_app.sockets import OTHER_HOST, Client, play, session_cookie

drawn: list[tuple[str, int]] = []


def _renderer(*, actor: Any, event: DomainEvent) -> str:
    drawn.append((event.verb, event.id))
    try:
        lead = lead_get_for(actor, event.lead_id)
    except NotFound:
        return ""
    return f'<p id="lead-{lead.pk}" data-swap="morph">{lead.contact.name}</p>'


@pytest.fixture(autouse=True)
def probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """A topic that draws a lead's name for whoever may see it."""
    drawn.clear()
    monkeypatch.setitem(live._renderers, "probe", [_renderer])


def _hello(last_id: int = 0, *topics: str) -> dict[str, Any]:
    return {"type": "hello", "last_id": last_id, "topics": list(topics) or ["probe"]}


def _last_id(frame: str) -> int:
    found = re.search(r'last-id="(\d+)"', frame)
    assert found, frame
    return int(found.group(1))


def _lead(user: User, name: str = "Marta", owner: User | None = None) -> Lead:
    return lead_create(actor=user.as_actor(), name=name, owner=owner)


def test_a_change_appears_on_an_open_page(boss: User) -> None:
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello())
            first = await page.text()

            lead = await in_broker("t_alice", _lead, boss)
            frame = await page.text()

        assert "Marta" not in first
        assert f'id="lead-{lead.pk}"' in frame
        assert frame.startswith('<sofia-live last-id="')
        assert _last_id(frame) > _last_id(first)

    play(scenario)


def test_an_agent_does_not_see_a_strangers_lead(ana: User, luis: User, boss: User) -> None:
    cookie = session_cookie(ana)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello())
            await page.text()

            await in_broker("t_alice", _lead, boss, "Secreta", luis)
            quiet = await page.silent()
            await in_broker("t_alice", _lead, boss, "Mía", ana)
            frame = await page.text()

        assert quiet
        assert "Mía" in frame
        assert "Secreta" not in frame

    play(scenario)


def test_a_lead_given_away_is_gone_at_the_next_event(ana: User, luis: User, boss: User) -> None:
    lead = _lead(boss, owner=ana)
    cookie = session_cookie(ana)

    def give_away() -> None:
        lead_assign(lead=lead, owner=luis, actor=boss.as_actor())

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello())
            await page.text()

            await in_broker("t_alice", give_away)

            assert await page.silent()

    play(scenario)


def test_a_burst_is_drawn_once(boss: User) -> None:
    lead = _lead(boss)
    cookie = session_cookie(boss)

    def burst() -> None:
        for number in range(20):
            note_add(lead=lead, text=f"note {number}", actor=boss.as_actor())

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello())
            await page.text()
            before = len(drawn)

            await in_broker("t_alice", burst)
            frames = [await page.text()]
            while not await page.silent():
                frames.append(await page.text())

        assert all(frame.count(f'id="lead-{lead.pk}"') == 1 for frame in frames)
        assert len(frames) <= 5
        assert len(drawn) - before <= 25

    play(scenario)


def test_what_was_missed_comes_on_reconnecting(boss: User) -> None:
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello())
            last_id = _last_id(await page.text())
        await in_broker("t_alice", _lead, boss, "Mientras")

        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello(last_id))
            frame = await page.text()

        assert "Mientras" in frame
        assert _last_id(frame) > last_id

    play(scenario)


def test_a_fresh_page_gets_what_happened_on_its_way(boss: User) -> None:
    _lead(boss, "Recién")
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello(0))
            assert "Recién" in await page.text()

    play(scenario)


def test_too_much_missed_resets_the_page(boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_EVENTS", 5)
    cookie = session_cookie(boss)
    lead = _lead(boss)

    def many() -> None:
        for number in range(8):
            note_add(lead=lead, text=f"note {number}", actor=boss.as_actor())

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello())
            last_id = _last_id(await page.text())
        await in_broker("t_alice", many)

        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello(last_id))
            frame = await page.text()

        assert frame == f'<sofia-live reset last-id="{_last_id(frame)}"></sofia-live>'
        assert _last_id(frame) >= last_id + 8

    play(scenario)


def test_a_busy_brokers_fresh_page_loads_anew(boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_ON_LOAD", 3)
    lead = _lead(boss)
    for number in range(5):
        note_add(lead=lead, text=f"note {number}", actor=boss.as_actor())
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello(0))
            assert (await page.text()).startswith("<sofia-live reset")

    play(scenario)


def test_unknown_topics_are_passed_over(boss: User) -> None:
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello(0, "nobody:draws", "x" * 500, "\x00"))
            await in_broker("t_alice", _lead, boss)

            assert "Marta" not in await page.text()
            assert await page.silent()

    play(scenario)


@pytest.mark.parametrize("frame", ["no json", "[1]", '"text"', "{", '{"a": NaN}'])
def test_a_frame_that_is_no_object_closes(boss: User, frame: str) -> None:
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(frame)
            assert await page.closed() == 4400

    play(scenario)


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "hello"},
        {"type": "hello", "last_id": "x", "topics": "board"},
        {"type": "hello", "last_id": 1e400, "topics": [1, None, {}]},
        {"type": "hello", "last_id": -5, "topics": ["probe"] * 1000},
        {"type": "hello", "last_id": 2**80, "topics": ["probe"]},
        {"type": "nonsense"},
        {},
    ],
)
def test_odd_frames_do_no_harm(boss: User, frame: dict[str, Any]) -> None:
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            if frame.get("last_id") != 1e400:
                await page.say(frame)
            await page.say({"type": "ping"})
            assert await page.text()

    play(scenario)


def test_a_frame_too_large_closes(boss: User) -> None:
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello(0, "x" * 20_000))
            assert await page.closed() == 1009

    play(scenario)


@pytest.mark.parametrize("cookie", ["", "sessionid=forged", "sessionid=", "sessionid=\x7f;;="])
def test_strangers_are_closed_with_4401(broker: Broker, cookie: str) -> None:
    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            assert page.accepted
            assert await page.closed() == 4401

    play(scenario)


def test_a_session_counts_at_its_own_broker_only(boss: User) -> None:
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie, host=OTHER_HOST) as page:
            assert not page.accepted or await page.closed() == 4401

    play(scenario)


def test_a_page_of_another_site_is_refused(boss: User) -> None:
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie, origin="evil.example") as page:
            assert not page.accepted

    play(scenario)


@pytest.mark.parametrize("change", ["deactivated", "password"])
def test_whoever_is_no_longer_let_in_is_closed(
    boss: User, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages.LivePage, "check_seconds", 0.2)
    cookie = session_cookie(boss)

    def leave() -> None:
        boss.set_password("another long secret")
        User.objects.filter(pk=boss.pk).update(
            **({"is_active": False} if change == "deactivated" else {"password": boss.password})
        )

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello())
            await page.text()
            await in_broker("t_alice", leave)

            assert await page.closed() == 4401

    play(scenario)


def test_a_suspended_brokers_pages_are_closed(
    broker: Broker, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages.LivePage, "check_seconds", 0.2)
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await in_broker("public", broker_suspend, broker=broker)
            assert await page.closed() == 4403

    try:
        play(scenario)
    finally:
        broker_resume(broker=broker)


def test_a_broken_renderer_takes_nothing_else_with_it(
    boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: Any) -> str:
        raise RuntimeError("cannot draw")

    monkeypatch.setitem(live._renderers, "broken", [broken])
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say(_hello(0, "broken", "probe"))
            await page.text()
            await in_broker("t_alice", _lead, boss)
            assert "Marta" in await page.text()

    play(scenario)


def test_without_redis_a_page_is_told_to_come_again(boss: User, settings: Any) -> None:
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": ["redis://127.0.0.1:1/0"]},
        }
    }
    channel_layers.backends.clear()
    cookie = session_cookie(boss)

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            assert await page.closed() == 1013

    try:
        play(scenario)
    finally:
        channel_layers.backends.clear()
