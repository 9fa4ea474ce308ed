"""The broker's people: they step into conversations by every route, whenever they like."""

from __future__ import annotations

import asyncio
import random

import httpx

from config.chaos import database
from config.chaos.books import Books, Person
from config.chaos.calls import Calls
from config.chaos.seed import PASSWORD


class People:
    """One admin a broker, at the API and at the agency's phone."""

    def __init__(self, books: Books, calls: Calls, *, port: int, url: str) -> None:
        self._books, self._calls, self._url = books, calls, url
        self._address = f"http://127.0.0.1:{port}"
        self._tokens: dict[str, str] = {}

    async def step_in(self, leads: list[Person], *, seconds: float, chance: random.Random) -> None:
        """Answer these leads at random times: over the API, after a takeover, or by phone."""

        async def one(number: int, lead: Person) -> None:
            await asyncio.sleep((0.2 + 0.6 * chance.random()) * seconds)
            words = f"This is a person, I have got you #p{number}"
            if lead.channel == "whatsapp" and chance.random() < 0.4:
                self._books.echoes[words] = lead.name
                await self._calls.deliver(self._calls.echo(lead, words))
                return
            conversation = await self._conversation(lead)
            if chance.random() < 0.5:
                await self._call(lead.broker, f"conversations/{conversation}/takeover", {}, "")
            self._books.replies[words] = lead.name
            path = f"conversations/{conversation}/messages"
            await self._call(lead.broker, path, {"text": words}, f"chaos-{number}")

        await asyncio.gather(*(one(number, lead) for number, lead in enumerate(leads)))

    async def _conversation(self, lead: Person) -> str:
        while True:
            found = await asyncio.to_thread(database.conversation_of, self._url, lead)
            if found:
                return found
            await asyncio.sleep(0.5)

    async def _call(self, broker: str, path: str, body: dict[str, str], once: str) -> None:
        """POST until it is taken; the key makes the repetition harmless."""
        async with httpx.AsyncClient(
            base_url=self._address, headers={"host": f"{broker}.localhost"}, timeout=8.0
        ) as client:
            while True:
                try:
                    headers = {"authorization": f"Bearer {await self._token(client, broker)}"}
                    if once:
                        headers["idempotency-key"] = once
                    answer = await client.post(f"/api/v1/{path}", json=body, headers=headers)
                    if answer.is_success:
                        return
                    if answer.status_code in {400, 403, 404, 422}:
                        raise RuntimeError(f"{path} answered {answer.status_code}: {answer.text}")
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(0.7)

    async def _token(self, client: httpx.AsyncClient, broker: str) -> str:
        if broker not in self._tokens:
            answer = await client.post(
                "/api/v1/auth/login",
                json={"email": f"admin@{broker}.test", "password": PASSWORD},
            )
            self._tokens[broker] = str(answer.raise_for_status().json()["access"])
        return self._tokens[broker]
