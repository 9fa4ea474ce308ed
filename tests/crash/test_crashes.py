"""Processes die at the worst of times: nothing is lost, and nobody is answered twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest
import redis

from config.bench.outside import Arrival, Meta
from config.bench.system import System
from tests.crash.conftest import Ground
from tests.crash.ledger import Ledger, read

pytestmark = pytest.mark.crash

_SETTLED_WITHIN = 45.0

Mischief = Callable[[System], Awaitable[None]]


async def _worker_dies_and_redis_forgets(system: System) -> None:
    """Five deaths of all workers at once, Redis emptied once and started anew once."""
    for turn in range(5):
        await asyncio.sleep(0.6)
        for name in system.workers:
            system.kill(name)
        if turn == 1:
            with redis.Redis.from_url(system.redis_url) as client:
                client.flushall()
        if turn == 3:
            system.redis.stop()
            await asyncio.sleep(0.5)
            system.redis.start()
        for name in system.workers:
            system.restart(name)
        # It takes a few seconds to come up; then it is killed in the middle of its work.
        await asyncio.sleep(3.5)


async def _web_dies(system: System) -> None:
    """Three deaths of the web while calls are on their way."""
    for _ in range(3):
        await asyncio.sleep(1.0)
        system.kill("web")
        await asyncio.sleep(0.3)
        system.restart("web")
        await asyncio.sleep(3.0)


def _has_receipt(_arrival: Arrival) -> bool:
    """Meta tells of every message it took, and so settles what nobody heard the end of."""
    return True


async def _live_through(
    ground: Ground, mischief: Mischief, *, prefix: str, messages: int, phones: int, seconds: float
) -> tuple[Ledger, list[Arrival]]:
    """Leads write while the mischief goes on; then wait until all is settled."""
    system = ground.system
    meta = Meta(secret=system.secret, receipts=_has_receipt)
    await meta.start(port=ground.graph, web_port=system.port)
    chance = random.Random(11)

    async def write(number: int) -> None:
        await asyncio.sleep(seconds * number / messages)
        raw = meta.text_call(f"{prefix}{number % phones:04d}", f"Busco depto #c{number}")
        await meta.deliver(raw, patience=60)
        if chance.random() < 0.15:
            # Meta delivers at least once: now and then the same call comes again.
            await meta.deliver(raw, patience=60)

    await asyncio.gather(mischief(system), *(write(number) for number in range(messages)))
    for _ in range(int(_SETTLED_WITHIN / 0.5)):
        found = await asyncio.to_thread(read, system.database_url, prefix)
        if not found.waiting and not found.unanswered:
            break
        await asyncio.sleep(0.5)
    await asyncio.sleep(1.0)  # the last receipts, and an answer too many, would come now
    meta.stop()
    return await asyncio.to_thread(read, system.database_url, prefix), meta.arrivals


def _assert_whole(found: Ledger, arrivals: list[Arrival], *, messages: int, phones: int) -> None:
    seen = Counter(arrival.our_id for arrival in arrivals)
    told = {arrival.our_id for arrival in arrivals if _has_receipt(arrival)}

    assert found.received == Counter({f"Busco depto #c{n}": 1 for n in range(messages)})
    assert (found.waiting, found.unanswered, found.failed) == (0, 0, 0)
    assert len({arrival.phone for arrival in arrivals}) == phones
    assert [our_id for our_id, count in seen.items() if count > 1] == []
    assert set(seen) <= set(found.out)
    for our_id, status in found.out.items():
        if our_id in told:
            assert status == "delivered"
        elif our_id in seen:
            assert status in {"sent", "unsure"}
        else:
            # Never handed over, and nobody can know that: it waits for a person's eye.
            assert status == "unsure"


def test_a_dying_worker_and_a_forgetful_redis_lose_nothing(ground: Ground) -> None:
    found, arrivals = asyncio.run(
        _live_through(
            ground,
            _worker_dies_and_redis_forgets,
            prefix="5697100",
            messages=200,
            phones=40,
            seconds=20,
        )
    )

    _assert_whole(found, arrivals, messages=200, phones=40)


def test_a_dying_web_loses_no_message_that_meta_repeats(ground: Ground) -> None:
    ground.system.wait_until_ready()

    found, arrivals = asyncio.run(
        _live_through(ground, _web_dies, prefix="5697200", messages=120, phones=30, seconds=10)
    )

    _assert_whole(found, arrivals, messages=120, phones=30)
