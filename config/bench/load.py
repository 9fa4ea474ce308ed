"""``python -m config.bench.load PART``: makes the load, and prints what it saw as JSON.

A process of its own with one asyncio loop; the webhook's requests are written beforehand, so that
its share of the machine stays small. The system under test is named by environment variables
(BENCH_WEB, BENCH_GRAPH, BENCH_MODEL: ports; BENCH_SECRET: Meta's app secret).
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, Final

import orjson

from config.bench.outside import Meta
from config.bench.wire import Connection, request_bytes

CONCURRENCY: Final = 16
_ROUND_SECONDS: Final = 2.0
_ROUNDS: Final = 4
_BUSY_SECONDS: Final = 10.0
_STEADY_RATE: Final = 50
_STEADY_SECONDS: Final = 10.0
#: The webhook's messages come from so many phones, so that its turns stay few.
_PHONES: Final = 50

TURNS_ALONE: Final = 60
TOGETHER: Final = 32
TURNS_TOGETHER: Final = 8

HUNDRED: Final = 100
HUNDRED_SECONDS: Final = 40.0
_STAGGER_SECONDS: Final = 5.0
_PAUSE: Final = (4.0, 6.0)

_ANSWER_WITHIN: Final = 30.0

Result = dict[str, Any]


class Load:
    """The parts; each gives a JSON object of raw numbers (milliseconds, counts)."""

    def __init__(self, meta: Meta) -> None:
        self._meta = meta
        self._web = int(os.environ["BENCH_WEB"])
        self._model = Connection("127.0.0.1", int(os.environ["BENCH_MODEL"]))
        self._random = random.Random(7)  # noqa: S311 - no secret: the same pauses in every run
        self._marks = 0

    # --- the webhook ---------------------------------------------------------------------------

    async def acknowledge(self) -> Result:
        """Webhook and bare INSERT in turns, each alone on the server; then nothing else."""
        await self._flood(self._webhooks, 1.0)
        await self._flood(self._inserts, 1.0)
        seen: dict[str, list[list[float]]] = {"webhook": [], "bare": []}
        for _ in range(_ROUNDS):
            seen["bare"].append(await self._flood(self._inserts, _ROUND_SECONDS))
            seen["webhook"].append(await self._flood(self._webhooks, _ROUND_SECONDS))
        return {
            name: {
                "per_second": sum(map(len, rounds)) / (_ROUNDS * _ROUND_SECONDS),
                "ms": [value for each in rounds for value in each],
            }
            for name, rounds in seen.items()
        }

    async def busy(self) -> Result:
        """The webhook while the workers are at the work it brings."""
        seen = await self._flood(self._webhooks, _BUSY_SECONDS)
        return {"per_second": len(seen) / _BUSY_SECONDS, "ms": seen}

    async def steady(self) -> Result:
        """The webhook at a steady rate, measured from when each call was due."""
        for raw in self._webhooks(20):
            await self._meta.deliver(raw)
        calls = self._webhooks(int(_STEADY_RATE * _STEADY_SECONDS))
        free: asyncio.Queue[Connection] = asyncio.Queue()
        for _ in range(CONCURRENCY * 4):
            free.put_nowait(Connection("127.0.0.1", self._web))
        seen: list[float] = []

        async def one(raw: bytes, due: float) -> None:
            connection = await free.get()
            status, _body = await connection.call(raw)
            seen.append(_ms(due))
            free.put_nowait(connection)
            _expect(status)

        begun = time.monotonic() + 0.1
        sent: list[asyncio.Task[None]] = []
        for place, raw in enumerate(calls):
            due = begun + place / _STEADY_RATE
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            sent.append(asyncio.create_task(one(raw, due)))
        await asyncio.gather(*sent)
        return {"per_second": _STEADY_RATE, "ms": seen}

    def _webhooks(self, count: int) -> list[bytes]:
        return [
            self._meta.text_call(f"5691000{place % _PHONES:04d}", f"Hola, busco depto #{place}")
            for place in range(count)
        ]

    def _inserts(self, count: int) -> list[bytes]:
        body = self._meta.text_call("56910000000", "Hola, busco depto #0").split(b"\r\n\r\n", 1)[1]
        return [request_bytes("/bench/insert", body)] * count

    async def _flood(self, prepare: Callable[[int], list[bytes]], seconds: float) -> list[float]:
        """As many calls as fit, CONCURRENCY at once; how long each took."""
        calls = prepare(int(2500 * seconds))
        seen: list[float] = []
        until = time.monotonic() + seconds

        async def caller() -> None:
            connection = Connection("127.0.0.1", self._web)
            while calls and time.monotonic() < until:
                begun = time.monotonic()
                status, _body = await connection.call(calls.pop())
                seen.append(_ms(begun))
                _expect(status)
            connection.close()

        await asyncio.gather(*(caller() for _ in range(CONCURRENCY)))
        return seen

    # --- turns ---------------------------------------------------------------------------------

    async def turns(self) -> Result:
        """Whole turns with a model that answers at once: one at a time, then many."""
        for place in range(12):
            await self._turn(f"5692000{place:04d}")
        await self._model_calls()
        alone = []
        for place in range(TURNS_ALONE):
            alone.append(await self._turn(f"5692000{place % 12:04d}"))
            # What follows the send (recording it) belongs to this turn, not to the next one.
            await asyncio.sleep(0.05)
        own_alone = await self._model_calls()
        begun = time.monotonic()
        together = await asyncio.gather(
            *(self._talk(f"5693000{place:04d}") for place in range(TOGETHER))
        )
        rate = TOGETHER * TURNS_TOGETHER / (time.monotonic() - begun)
        own_together = await self._model_calls()
        return {
            "alone": _without_model(alone, own_alone),
            "together": _without_model([turn for talk in together for turn in talk], own_together),
            "together_per_second": rate,
        }

    async def _talk(self, phone: str) -> list[tuple[str, float]]:
        return [await self._turn(phone) for _ in range(TURNS_TOGETHER)]

    async def _turn(self, phone: str) -> tuple[str, float]:
        """One message and its answer: the message's mark, and milliseconds until it was sent."""
        self._marks += 1
        mark = f"#m{self._marks}"
        begun = time.monotonic()
        await self._meta.deliver(self._meta.text_call(phone, f"Hola, quiero un depto {mark}"))
        arrival = await self._meta.answer_for(phone, timeout=_ANSWER_WITHIN)
        if not arrival.text.endswith(mark):
            raise SystemExit(f"{mark} was answered with {arrival.text!r}")
        return mark, (arrival.at - begun) * 1000

    # --- a hundred at once -----------------------------------------------------------------------

    async def hundred(self) -> Result:
        """A hundred leads who write again a few seconds after each answer."""
        await asyncio.gather(*(self._turn(f"5694000{place:04d}") for place in range(8)))
        await self._call_model("/delay", {"seconds": 0.5})
        first = len(self._meta.arrivals)
        until = time.monotonic() + HUNDRED_SECONDS
        try:
            talks = await asyncio.gather(*(self._patient(place, until) for place in range(HUNDRED)))
        finally:
            await self._call_model("/delay", {"seconds": 0.0})
        await asyncio.sleep(2.0)  # an answer too many would come now
        arrivals = self._meta.arrivals[first:]
        marks = Counter(arrival.text.rsplit(" ", 1)[-1] for arrival in arrivals)
        ids = Counter(arrival.our_id for arrival in arrivals)
        sent = [mark for talk in talks for mark, _took in talk]
        return {
            "ms": [took for talk in talks for _mark, took in talk if took is not None],
            "messages": len(sent),
            "answers": len(arrivals),
            "lost": sum(marks[mark] == 0 for mark in sent),
            "twice": sum(count - 1 for count in marks.values())
            + sum(count - 1 for count in ids.values()),
            "seconds": HUNDRED_SECONDS,
        }

    async def _patient(self, place: int, until: float) -> list[tuple[str, float | None]]:
        """One lead's talk; a message nobody answered in time has no duration."""
        await asyncio.sleep(_STAGGER_SECONDS * place / HUNDRED)
        phone, seen = f"5695000{place:04d}", list[tuple[str, float | None]]()
        while time.monotonic() < until:
            self._marks += 1
            mark = f"#m{self._marks}"
            begun = time.monotonic()
            await self._meta.deliver(self._meta.text_call(phone, f"Hola, quiero un depto {mark}"))
            try:
                arrival = await self._meta.answer_for(phone, timeout=_ANSWER_WITHIN)
            except TimeoutError:
                seen.append((mark, None))
                continue
            seen.append((mark, (arrival.at - begun) * 1000))
            await asyncio.sleep(self._random.uniform(*_PAUSE))
        return seen

    # --- the model -------------------------------------------------------------------------------

    async def _model_calls(self) -> dict[str, float]:
        """The model's own milliseconds by mark, since last asked."""
        calls = await self._call_model("/calls", {})
        return {mark: (answered - came) * 1000 for mark, came, answered in calls}

    async def _call_model(self, path: str, body: Result) -> Any:
        _status, answer = await self._model.call(request_bytes(path, orjson.dumps(body)))
        return orjson.loads(answer)


def _without_model(turns: list[tuple[str, float]], own: dict[str, float]) -> Result:
    return {
        "ms": [took - own.get(mark, 0.0) for mark, took in turns],
        "model_ms": [own.get(mark, 0.0) for mark, _took in turns],
    }


def _ms(since: float) -> float:
    return (time.monotonic() - since) * 1000


def _expect(status: int) -> None:
    if status != 200:
        raise SystemExit(f"the server answered {status}")


async def _main(part: str) -> None:
    meta = Meta(secret=os.environ["BENCH_SECRET"])
    await meta.start(port=int(os.environ["BENCH_GRAPH"]), web_port=int(os.environ["BENCH_WEB"]))
    load = Load(meta)
    parts: dict[str, Callable[[], Awaitable[Result]]] = {
        "acknowledge": load.acknowledge,
        "busy": load.busy,
        "steady": load.steady,
        "turns": load.turns,
        "hundred": load.hundred,
    }
    result = await parts[part]()
    sys.stdout.write(orjson.dumps(result).decode())


if __name__ == "__main__":
    import uvloop

    uvloop.run(_main(sys.argv[1]))
