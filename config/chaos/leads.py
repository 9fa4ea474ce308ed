"""The leads: how each of them writes on their channel, and what a visitor reads on the web chat."""

from __future__ import annotations

import asyncio
import random
import re
from typing import Final

import httpx

from config.chaos.books import Books, Person
from config.chaos.calls import Calls

#: (channel, broker, how many of a hundred leads)
_SHARES: Final = (
    ("whatsapp", "north", 30),
    ("whatsapp", "south", 20),
    ("telegram", "north", 10),
    ("telegram", "south", 10),
    ("twilio", "north", 15),
    ("webchat", "north", 8),
    ("webchat", "south", 7),
)
_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_WORDS: Final = (
    "Hello, I am looking for a flat",
    "two bedrooms would do",
    "somewhere in the centre",
    "how much would that be",
    "and is there parking",
)


def people(count: int) -> list[Person]:
    """So many leads, over channels and brokers in fixed shares."""
    kinds = [(channel, broker) for channel, broker, share in _SHARES for _ in range(share)]
    chosen = [kinds[number * len(kinds) // count] for number in range(count)]
    return [
        Person(number, channel, broker, _peer(channel, number))
        for number, (channel, broker) in enumerate(chosen)
    ]


def _peer(channel: str, number: int) -> str:
    if channel == "whatsapp":
        return f"+5699{1_000_000 + number}"
    if channel == "twilio":
        return f"+1202555{number:04d}"
    return str(51_200_000 + number)


class Visitor:
    """A visitor's browser on a broker's web chat."""

    def __init__(self, person: Person, *, port: int) -> None:
        self.person = person
        self._client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}",
            headers={"host": f"{person.broker}.localhost"},
            timeout=8.0,
        )
        self._token = ""

    async def write(self, words: str, message_id: str) -> None:
        """Say something; again and again under one id until it is taken."""
        while True:
            try:
                if not self._token:
                    await self._arrive()
                answer = await self._client.post(
                    "/chat/messages/",
                    json={"text": words, "message_id": message_id},
                    headers={"x-csrftoken": self._token},
                )
                if answer.status_code in {200, 201, 202}:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.5)

    async def read(self) -> list[dict[str, str]]:
        """All that was said, oldest first."""
        while True:
            answer = await self._client.get("/chat/messages/")
            if answer.is_success:
                return list(answer.json()["messages"])
            await asyncio.sleep(0.5)

    async def close(self) -> None:
        """Close the browser."""
        await self._client.aclose()

    async def _arrive(self) -> None:
        page = (await self._client.get("/chat/")).raise_for_status().text
        found = _TOKEN.search(page)
        if found is None:
            raise RuntimeError("The chat page has no token.")
        self._token = found[1]


class Crowd:
    """All leads of this world, who write at random times within ``seconds``."""

    def __init__(
        self,
        books: Books,
        calls: Calls,
        *,
        leads: int,
        messages: int,
        seconds: float,
        port: int,
        chance: random.Random,
    ) -> None:
        self.people = people(leads)
        self.visitors = {
            person.number: Visitor(person, port=port)
            for person in self.people
            if person.channel == "webchat"
        }
        self._books, self._calls, self._chance = books, calls, chance
        self._seconds = seconds
        self._marks = iter(range(1, messages + 1))
        self._each = messages // leads
        self._more = messages % leads

    async def write(self) -> None:
        """Let everybody say everything; ends when the last word was taken."""
        await asyncio.gather(*(self._tell(person) for person in self.people))

    async def _tell(self, person: Person) -> None:
        count = self._each + (person.number < self._more)
        times = sorted(self._chance.random() * self._seconds for _ in range(count))
        begun = asyncio.get_running_loop().time()
        for place, due in enumerate(times):
            # Half of them write on at once: a burst gets one answer.
            if place == 0 or self._chance.random() < 0.5:
                await asyncio.sleep(max(0.0, begun + due - asyncio.get_running_loop().time()))
            mark = next(self._marks)
            self._books.sent[mark] = person
            words = f"{_WORDS[place % len(_WORDS)]} #m{mark}"
            if person.channel == "webchat":
                await self.visitors[person.number].write(words, f"w{mark}")
                continue
            raw = self._calls.text(person, words)
            await self._calls.deliver(raw)
            if self._chance.random() < 0.15:
                # A vendor delivers at least once.
                await self._calls.deliver(raw)

    async def close(self) -> None:
        """Everybody leaves."""
        for visitor in self.visitors.values():
            await visitor.close()
