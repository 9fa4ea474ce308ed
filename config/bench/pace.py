"""How evenly an account's queue goes out: ``python -m config.bench.pace ROLE …``.

``queue`` fills two accounts' outboxes in the throwaway system's database, each due at a moment of
its own; ``clear`` empties them. ``vendor`` is the Graph API's place: it takes every message and
tells, account by account, when each arrived, by the clock of the vendor's own process.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import orjson

from config.bench.wire import Server


@dataclass(frozen=True, slots=True)
class Queue:
    """One account's load: messages a second it may send, how many wait, from when and how long."""

    account: str
    rate: float
    messages: int
    after: float
    seconds: float


#: Filling takes some of the first seconds; the second begins when the first has been watched.
QUEUES: Final = (
    Queue("700000000000080", 80.0, 1_200, 6.0, 10.0),
    Queue("700000000000500", 500.0, 10_000, 18.0, 12.0),
)


def busiest_second(times: list[float]) -> int:
    """The most arrivals that any window of one second holds."""
    ordered = sorted(times)
    return max(
        (bisect_right(ordered, at + 1.0) - place for place, at in enumerate(ordered)), default=0
    )


def measured(times: list[float], queue: Queue) -> dict[str, float]:
    """What is reported of one account."""
    span = max(times) - min(times) if len(times) > 1 else 0.0
    return {
        "rate": queue.rate,
        "queued": queue.messages,
        "arrived": len(times),
        "per_second": round(len(times) / span, 1) if span else 0.0,
        "busiest_second": busiest_second(times),
        "ratio": round(busiest_second(times) / queue.rate, 3),
    }


async def vendor(port: int) -> dict[str, Any]:
    """Take messages until the last queue has been watched; what came, by account."""
    arrivals: dict[str, list[float]] = defaultdict(list)

    async def accept(path: str, _body: bytes) -> tuple[int, bytes]:
        times = arrivals[path.strip("/").partition("/")[0]]
        times.append(time.monotonic())
        answer = {"messages": [{"id": f"wamid.PACE{id(times)}{len(times):09d}"}]}
        return 200, orjson.dumps(answer)

    server = Server(accept)
    await server.start(port)
    for queue in QUEUES:
        until = time.monotonic() + queue.seconds + 10.0
        while not arrivals[queue.account] and time.monotonic() < until:
            await asyncio.sleep(0.05)
        await asyncio.sleep(queue.seconds)
    server.stop()
    return {f"at_{queue.rate:.0f}": measured(arrivals[queue.account], queue) for queue in QUEUES}


def fill() -> None:
    """Queue every account's messages, each to a person of its own."""
    from django.db import transaction
    from django.utils import timezone

    from channels_app.accounts import account_connect
    from channels_app.models import ChannelAccount
    from config.bench.outside import TOKEN
    from config.bench.seed import SLUG
    from crm.brokers.selectors import broker_get
    from crm.core.tenancy import in_schema

    broker, begun = broker_get(SLUG), timezone.now()
    for queue in QUEUES:
        account_connect(broker=broker, channel="whatsapp", account_id=queue.account, token=TOKEN)
        with in_schema(SLUG), transaction.atomic():
            ChannelAccount.objects.filter(account_id=queue.account).update(rate=queue.rate)
            _fill(queue, begun + timedelta(seconds=queue.after))


def _fill(queue: Queue, due: Any) -> None:
    from channels_app.models import Delivery
    from crm.conversations.models import Conversation, Message
    from crm.conversations.services import account_key
    from crm.core.actors import SYSTEM
    from crm.leads.models import Contact, Lead
    from crm.leads.services import lead_create

    model = lead_create(actor=SYSTEM, name="Pace", source="whatsapp", profile={})
    contacts = Contact.objects.bulk_create(
        [Contact(name=f"Pace {place}") for place in range(queue.messages)], batch_size=1000
    )
    conversations = Conversation.objects.bulk_create(
        [
            Conversation(
                contact=contact,
                lead=Lead(pk=model.pk),
                channel="whatsapp",
                account_id=queue.account,
                peer=f"+5697{place:07d}",
                holder_since=model.created_at,
            )
            for place, contact in enumerate(contacts)
        ],
        batch_size=1000,
    )
    key = account_key("whatsapp", queue.account)
    messages = Message.objects.bulk_create(
        [
            Message(
                conversation=conversation,
                direction=Message.Direction.OUT,
                author=Message.Author.SOFIA,
                text="Hola, seguimos en contacto",
                account_key=key,
                status=Message.Status.QUEUED,
                sent_at=due,
            )
            for conversation in conversations
        ],
        batch_size=1000,
    )
    Delivery.objects.bulk_create(
        [
            Delivery(
                message=message,
                conversation_id=message.conversation_id,
                account_key=key,
                due_at=due,
            )
            for message in messages
        ],
        batch_size=1000,
    )


def clear() -> None:
    """Send nothing more of what is still queued."""
    from channels_app.models import Delivery
    from config.bench.seed import SLUG
    from crm.conversations.services import account_key
    from crm.core.tenancy import in_schema

    keys = [account_key("whatsapp", queue.account) for queue in QUEUES]
    with in_schema(SLUG):
        Delivery.objects.filter(account_key__in=keys, state="queued").update(state="cancelled")


if __name__ == "__main__":
    role = sys.argv[1]
    if role == "vendor":
        import uvloop

        seen = uvloop.run(vendor(int(os.environ["BENCH_GRAPH"])))
        sys.stdout.write(orjson.dumps(seen).decode())
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        {"queue": fill, "clear": clear}[role]()
