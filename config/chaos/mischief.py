"""Somebody who pulls plugs: kill -9 of processes, Redis emptied, PostgreSQL started anew."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import Final

import redis

from config.bench.system import System
from config.chaos.books import Books

_PAUSE: Final = (2.0, 4.5)


class Mischief:
    """Does harm to a system for some seconds, and leaves everything running at the end."""

    def __init__(self, system: System, books: Books, chance: random.Random) -> None:
        self._system, self._books, self._chance = system, books, chance

    async def wreak(self, *, seconds: float) -> None:
        """Every harm once in random order, then whichever, until the time is over."""
        harms: list[tuple[str, Callable[[], Awaitable[None]]]] = [
            ("a worker was killed", self._kill_worker),
            ("all workers were killed", self._kill_workers),
            ("the web was killed", self._kill_web),
            ("beat was killed", self._kill_beat),
            ("Redis was emptied", self._empty_redis),
            ("Redis was restarted empty", self._restart_redis),
            ("PostgreSQL was restarted", self._restart_postgres),
        ]
        until = time.monotonic() + seconds
        waiting = self._chance.sample(harms, len(harms))
        while time.monotonic() < until:
            name, harm = waiting.pop() if waiting else self._chance.choice(harms)
            self._books.mischief.append(name)
            await harm()
            await asyncio.sleep(self._chance.uniform(*_PAUSE))
        while waiting:  # a short run still sees each of them
            name, harm = waiting.pop()
            self._books.mischief.append(name)
            await harm()

    async def _kill(self, *names: str) -> None:
        for name in names:
            self._system.kill(name)
        await asyncio.sleep(self._chance.uniform(0.1, 0.8))
        for name in names:
            self._system.restart(name)

    async def _kill_worker(self) -> None:
        await self._kill(self._chance.choice(self._system.workers))

    async def _kill_workers(self) -> None:
        await self._kill(*self._system.workers)

    async def _kill_web(self) -> None:
        await self._kill("web")

    async def _kill_beat(self) -> None:
        await self._kill("beat")

    async def _empty_redis(self) -> None:
        def empty() -> None:
            with redis.Redis.from_url(self._system.redis_url) as client:
                client.flushall()

        await asyncio.to_thread(empty)

    async def _restart_redis(self) -> None:
        await asyncio.to_thread(self._system.redis.stop)
        await asyncio.sleep(self._chance.uniform(0.2, 1.0))
        await asyncio.to_thread(self._system.redis.start)
        await self._empty_redis()

    async def _restart_postgres(self) -> None:
        await asyncio.to_thread(self._system.postgres.stop)
        await asyncio.sleep(self._chance.uniform(0.1, 0.6))
        await asyncio.to_thread(self._system.postgres.start)
