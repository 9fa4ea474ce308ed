"""The vendors: Meta, Telegram, Twilio and two models on one loopback port, and their moods.

Each speaks its own wire format. In a mood it answers 429 or 500, hangs, or takes a message and
cuts the connection before saying so; what it took stands in the books all the same. Receipts come
back by webhook, repeated until they are answered 200, some of them twice and out of order.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlsplit

import orjson

from config.bench.model import Model
from config.bench.wire import Request, RequestServer
from config.chaos import calls
from config.chaos.books import Accepted, Books

Reply = tuple[int, bytes] | None
_HANG_SECONDS: Final = 6.0


class Vendors:
    """All of them; ``secrets`` are what they sign with, ``moods`` how often they fail (0 to 1)."""

    def __init__(self, books: Books, calls_: calls.Calls, chance: random.Random) -> None:
        self.books = books
        self.calls = calls_
        self.is_calm = False
        self._chance = chance
        # Far from the numbers of what leads write: a vendor gives no number twice.
        self._numbers = itertools.count(10_000_000)
        self._server = RequestServer(self._serve)
        self._model = Model(0.1)
        self._tasks: set[asyncio.Task[Any]] = set()
        self.says_twice = self.loses = False

    async def start(self, port: int) -> None:
        """Serve on the loopback."""
        await self._server.start(port)

    def stop(self) -> None:
        """Take no more calls and send no more receipts."""
        self._server.stop()
        for task in self._tasks:
            task.cancel()

    async def _serve(self, request: Request) -> Reply:
        place = urlsplit(request.path)
        parts = [part for part in place.path.split("/") if part]
        if parts[:1] == ["model"]:
            return await self._think(request, moody=True)
        if parts[:1] == ["openai"]:  # the second vendor, whose path the first one's SDK lacks
            return await self._think(request, moody=False)
        if parts[:1] == ["graph"]:
            return await self._graph(parts, request)
        if parts[:1] == ["telegram"]:
            return await self._telegram(parts, request)
        if parts[:1] == ["twilio"]:
            return await self._twilio(request, parse_qs(place.query))
        return 404, b"{}"

    # --- moods --------------------------------------------------------------------------------

    async def _moody(
        self, take: Callable[[bool], Awaitable[bytes]], *, status: int, limited: bytes
    ) -> Reply:
        """Do the work, or fail at it; ``take(told)`` accepts the message and gives the answer."""
        dice = 1.0 if self.is_calm else self._chance.random()
        if dice < 0.05:
            self.books.refuse("500")
            return 500, b"<html>oops</html>"
        if dice < 0.08:
            self.books.refuse("429")
            return 429, limited
        if dice < 0.10:
            self.books.refuse("hung before taking it")
            await asyncio.sleep(_HANG_SECONDS)
            return None
        if dice < 0.12:
            self.books.refuse("took it and hung")
            await take(False)
            await asyncio.sleep(_HANG_SECONDS)
            return None
        if dice < 0.15:
            self.books.refuse("took it and cut the line")
            await take(False)
            return None
        return status, await take(True)

    async def _think(self, request: Request, *, moody: bool) -> Reply:
        dice = self._chance.random() if moody and not self.is_calm else 1.0
        if dice < 0.04:
            self.books.refuse("model 500")
            return 500, b'{"error":{"message":"overloaded","type":"server_error"}}'
        if dice < 0.07:
            self.books.refuse("model 429")
            return 429, b'{"error":{"message":"slow","type":"requests","code":"rate_limit"}}'
        if dice < 0.09:
            self.books.refuse("model hung")
            await asyncio.sleep(_HANG_SECONDS)
            return None
        return await self._model.answer(request.path, request.body)

    # --- each vendor's own words ----------------------------------------------------------------

    async def _graph(self, parts: list[str], request: Request) -> Reply:
        body: dict[str, Any] = orjson.loads(request.body or b"{}")
        if parts[2:] != ["messages"] or "status" in body:
            return 200, b'{"success":true}'  # read and typing
        number, peer = parts[1], f"+{body.get('to', '')}"
        text, our_id = body["text"]["body"], str(body.get("biz_opaque_callback_data") or "")

        async def take(told: bool) -> bytes:
            wamid = f"wamid.C{next(self._numbers)}.{time.time_ns()}"
            entry = self._taken("whatsapp", peer, text, our_id, wamid, told=told)
            if entry is not None:
                self._soon(self._receipts(partial(self.calls.status, number, entry)))
            answer = {"messaging_product": "whatsapp", "messages": [{"id": wamid}]}
            return orjson.dumps(answer)

        limited = b'{"error":{"message":"rate","code":130429}}'
        return await self._moody(take, status=200, limited=limited)

    async def _telegram(self, parts: list[str], request: Request) -> Reply:
        if parts[-1] != "sendMessage":
            return 200, b'{"ok":true,"result":true}'
        body: dict[str, Any] = orjson.loads(request.body)
        peer = str(body["chat_id"])

        async def take(told: bool) -> bytes:
            number = next(self._numbers)
            self._taken("telegram", peer, body["text"], "", f"{peer}:{number}", told=told)
            chat = {"id": int(peer), "type": "private"}
            result = {"message_id": number, "date": int(time.time()), "chat": chat}
            return orjson.dumps({"ok": True, "result": result})

        limited = orjson.dumps(
            {"ok": False, "error_code": 429, "description": "x", "parameters": {"retry_after": 1}}
        )
        return await self._moody(take, status=200, limited=limited)

    async def _twilio(self, request: Request, query: dict[str, list[str]]) -> Reply:
        if request.method == "GET":
            return 200, orjson.dumps({"messages": self._found(query)})
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))

        async def take(told: bool) -> bytes:
            sid = f"SM{next(self._numbers):032x}"
            entry = self._taken("twilio", form["To"], form["Body"], "", sid, told=told)
            if entry is not None:
                self._soon(self._receipts(partial(self.calls.twilio_status, entry)))
            return orjson.dumps(_twilio_row(sid, form["To"], form.get("From", ""), form["Body"]))

        return await self._moody(take, status=201, limited=b'{"code":20429,"status":429}')

    def _found(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        to = query.get("To", [""])[0]
        return [
            _twilio_row(entry.external_id, to, calls.SMS_NUMBER, entry.text)
            for entry in reversed(self.books.accepted[f"twilio:{to}"])
        ]

    def _taken(
        self, channel: str, peer: str, text: str, our_id: str, external_id: str, *, told: bool
    ) -> Accepted | None:
        if self.loses and self._chance.random() < 0.2:
            return None  # sabotage: said to be taken, and dropped
        take = self.books.take
        entry = take(channel, peer, text, our_id=our_id, external_id=external_id, told=told)
        if self.says_twice and self._chance.random() < 0.2:
            take(channel, peer, text, our_id=our_id, external_id=external_id, told=told)
        return entry

    async def _receipts(self, call: Callable[[str], bytes]) -> None:
        """Sent and delivered, now and then the wrong way round or twice."""
        statuses = ["sent", "delivered"]
        if self._chance.random() < 0.2:
            statuses.reverse()
        if self._chance.random() < 0.2:
            statuses.append(statuses[0])
        for status in statuses:
            await asyncio.sleep(0.1 + 0.4 * self._chance.random())
            await self.calls.deliver(call(status))

    def _soon(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _twilio_row(sid: str, to: str, sender: str, body: str) -> dict[str, Any]:
    return {
        "sid": sid,
        "to": to,
        "from": sender,
        "body": body,
        "status": "queued",
        "direction": "outbound-api",
        "date_created": formatdate(),
        "date_sent": formatdate(),
    }
