"""One run: a system, a world around it, harm, rest, and the balance."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import psycopg

from config.bench.system import System, free_port
from config.chaos import balance, database
from config.chaos.books import Books
from config.chaos.calls import Calls
from config.chaos.leads import Crowd
from config.chaos.mischief import Mischief
from config.chaos.people import People
from config.chaos.seed import BROKERS
from config.chaos.vendors import Vendors

SABOTAGES: Final = ("twice", "lose", "talk-over")
_TAKEN_SHARE: Final = 0.15

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much happens: leads and their messages, and for how many seconds they write."""

    leads: int = 200
    messages: int = 1000
    seconds: float = 80.0
    settle: float = 60.0
    seed: int = 1
    sabotage: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a run."""

    lines: list[balance.Line]
    notes: dict[str, int]
    books: Books
    seconds: float

    @property
    def holds(self) -> bool:
        return all(line.holds for line in self.lines)

    def as_dict(self) -> dict[str, Any]:
        """The outcome for machines."""
        return {
            "holds": self.holds,
            "seconds": round(self.seconds, 1),
            "lines": [line.as_dict() for line in self.lines],
            "notes": self.notes,
            "mischief": self.books.mischief,
            "refusals": dict(self.books.refusals),
        }


def run(plan: Plan, say: Say) -> Found:
    """Do all of it; the throwaway system is gone afterwards, whatever happened."""
    begun = time.monotonic()
    vendor_port, marks = free_port(), {slug: secrets.token_hex(16) for slug in BROKERS}
    system = System(
        _settings(vendor_port), seed=("-m", "config.chaos.seed", *(marks[b] for b in BROKERS))
    )
    try:
        system.start()
        say(f"The system serves after {time.monotonic() - begun:.0f} s.")
        return asyncio.run(_live(plan, system, vendor_port, marks, say, begun))
    finally:
        system.stop()


def _settings(vendor: int) -> dict[str, str]:
    """Leases, sweeps and patience are short, so that three minutes hold many of them."""
    origin = f"http://127.0.0.1:{vendor}"
    return {
        "GRAPH_API_URL": f"{origin}/graph",
        "TELEGRAM_API_URL": f"{origin}/telegram",
        "TWILIO_API_URL": f"{origin}/twilio",
        "LLM_PROVIDER": "openai",
        "OPENAI_API_KEY": "sk-loopback",
        "OPENAI_MODEL": "loopback",
        "OPENAI_BASE_URL": f"{origin}/model/v1",
        # A second vendor that always answers: what fails is fallen back from.
        "LLM_FALLBACK_PROVIDER": "groq",
        "GROQ_API_KEY": "gsk-loopback",
        "GROQ_MODEL": "loopback",
        "GROQ_BASE_URL": origin,
        "AGENT_MODEL_SECONDS": "2",
        "AGENT_TURN_SECONDS": "20",
        "TURN_LEASE_SECONDS": "22",
        "COALESCE_SECONDS": "0.3",
        "COALESCE_MAX_SECONDS": "2",
        "CHANNEL_TIMEOUT_SECONDS": "3",
        "DELIVERY_LEASE_SECONDS": "6",
        "DELIVERY_SETTLE_SECONDS": "8",
        "SWEEP_SECONDS": "1",
        "SECURE_COOKIES": "0",
        "RATE_LOGIN_PER_MINUTE": "100",
    }


async def _live(
    plan: Plan, system: System, vendor_port: int, marks: dict[str, str], say: Say, begun: float
) -> Found:
    chance = random.Random(plan.seed)  # noqa: S311 - no secret: the same harm for the same seed
    books = Books()
    calls = Calls(port=system.port, secret=system.secret, telegram_secrets=marks)
    vendors = Vendors(books, calls, chance)
    vendors.says_twice, vendors.loses = plan.sabotage == "twice", plan.sabotage == "lose"
    await vendors.start(vendor_port)
    crowd = Crowd(
        books,
        calls,
        leads=plan.leads,
        messages=plan.messages,
        seconds=plan.seconds,
        port=system.port,
        chance=chance,
    )
    people = People(books, calls, port=system.port, url=system.database_url)
    reachable = [person for person in crowd.people if person.channel != "webchat"]
    taken = chance.sample(reachable, int(len(reachable) * _TAKEN_SHARE))
    say(f"{plan.leads} leads write {plan.messages} messages, {len(taken)} meet a person.")
    try:
        await asyncio.gather(
            crowd.write(),
            people.step_in(taken, seconds=plan.seconds, chance=chance),
            Mischief(system, books, chance).wreak(seconds=plan.seconds),
        )
        vendors.is_calm = True
        if plan.sabotage == "talk-over":
            replied = next(p for p in taken if p.name in books.replies.values())
            await asyncio.to_thread(
                database.talk_over, system.database_url, replied, "I go on talking"
            )
        say(f"All was said after {time.monotonic() - begun:.0f} s; it settles.")
        await _settle(system.database_url, seconds=plan.settle)
        await _read_chats(crowd, books)
        return Found(
            *await asyncio.to_thread(_weigh, system, books), books, time.monotonic() - begun
        )
    finally:
        vendors.stop()
        await crowd.close()


async def _settle(url: str, *, seconds: float) -> None:
    """Wait until nothing waits any more, and a little longer: what is too much would come now."""
    until, quiet = time.monotonic() + seconds, 0
    while time.monotonic() < until and quiet < 4:
        try:
            quiet = 0 if await asyncio.to_thread(database.waiting, url) else quiet + 1
        except psycopg.OperationalError:
            quiet = 0
        await asyncio.sleep(0.5)


async def _read_chats(crowd: Crowd, books: Books) -> None:
    for visitor in crowd.visitors.values():
        for said in await visitor.read():
            if said["author"] != "lead":
                books.take(
                    "webchat",
                    visitor.person.peer,
                    said["text"],
                    our_id=said["id"],
                    external_id=said["id"],
                    told=True,
                )


def _weigh(system: System, books: Books) -> tuple[list[balance.Line], dict[str, int]]:
    rows = database.messages(system.database_url)
    lines = balance.balance(
        books,
        rows,
        waiting=database.waiting(system.database_url),
        failed=database.failed(system.database_url),
    )
    return lines, dict(balance.notes(rows))
