"""Making one demo broker: all of it in one transaction, or nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import chain, cycle
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import translation

from agents.scoring.qualify import lead_qualify
from channels_app.accounts import account_connect
from config.demo import stories
from config.demo.cast import PASSWORD, STAGES, UNITS, DemoBroker
from config.demo.clock import Clock, told, unheard
from config.demo.stock import units
from config.demo.story import Story
from config.demo.wishes import Wish, wish_for
from crm.accounts.models import User
from crm.accounts.services import user_create
from crm.brokers.current import broker_zone
from crm.brokers.models import Broker
from crm.brokers.services import broker_create, broker_update
from crm.core.actors import SYSTEM
from crm.core.events import committed
from crm.core.tenancy import in_schema
from crm.inventory.models import Unit
from crm.inventory.services import rate_set, units_import
from crm.leads.services import lead_create
from crm.scheduling.services import availability_set
from knowledge.ingest import document_add, read_file

_DOCUMENTS: Final = Path(__file__).parent / "documents"
_STORIES: Final[dict[str, Callable[[Story], object]]] = {
    "qualified": stories.thinking_it_over,
    "viewing_booked": stories.viewing_ahead,
    "offer": stories.offering,
    "won": stories.won,
    "lost": stories.lost,
}
_CONTACTED: Final = (
    stories.waiting_for_person,
    stories.held_by_person,
    stories.undecided_beginner,
    stories.silent_after_greeting,
    stories.silent_after_greeting,
    stories.undecided_beginner,
)
_CHANNELS: Final = ("whatsapp", "whatsapp", "telegram", "whatsapp", "webchat")
_FORMS: Final = ("leadads", "leadads", "portal", "manual")


def broker_seed(broker: DemoBroker) -> bool:
    """Make the broker with everything in it; whether it was not there yet."""
    if Broker.objects.filter(schema_name=broker.slug).exists():
        return False
    with unheard(committed), transaction.atomic():
        made = _broker(broker)
        with in_schema(broker.slug), translation.override(broker.language):
            people = _people(broker)
            for currency, rate in broker.rates.items():
                rate_set(currency=currency, rate=Decimal(rate), actor=SYSTEM)
            rows = units(broker.market, count=UNITS, seed=broker.seed)
            units_import(rows, actor=SYSTEM)
            _documents(broker)
            _leads(broker, people)
        _channels(broker, made)
    return True


def _broker(broker: DemoBroker) -> Broker:
    made = broker_create(
        slug=broker.slug,
        name=broker.name,
        admin_email=f"admin@{broker.slug}.test",
        admin_password=PASSWORD,
        admin_name=broker.people["admin"],
        language=broker.language,
        country=broker.country,
        currency=broker.currency,
        timezone=broker.timezone,
        city=broker.city,
    )
    return broker_update(broker=made, changes={"disclosure": broker.disclosure})


def _people(broker: DemoBroker) -> list[User]:
    """The two agents, who show property all week."""
    agents = []
    for key in ("ana", "luis"):
        agent = user_create(
            email=f"{key}@{broker.slug}.test",
            password=PASSWORD,
            name=broker.people[key],
            role=User.Role.AGENT,
            language=broker.language,
            actor=SYSTEM,
        )
        availability_set(agent=agent, spans=list(broker.week))
        agents.append(agent)
    return agents


def _channels(broker: DemoBroker, made: Broker) -> None:
    # The tokens open nothing: they only let the adapters reach a stand-in of the vendor.
    account_connect(broker=made, channel="whatsapp", account_id=broker.whatsapp,
                    token=f"demo-whatsapp-{broker.slug}", name=broker.name)  # fmt: skip
    account_connect(broker=made, channel="telegram", account_id=broker.telegram,
                    token=f"{broker.telegram}:demo", secret=f"{broker.slug}-telegram-secret",
                    name=broker.name)  # fmt: skip
    account_connect(broker=made, channel="leadads", account_id=broker.lead_page,
                    token=f"demo-leadads-{broker.slug}", name=broker.name)  # fmt: skip


def _documents(broker: DemoBroker) -> None:
    for path in sorted((_DOCUMENTS / broker.slug).glob("*.md")):
        title, text = read_file(path)
        document_add(title=title, text=text, language=broker.language)


def _leads(broker: DemoBroker, people: list[User]) -> None:
    dice = random.Random(broker.seed)  # noqa: S311 - repeatable on purpose
    clock = Clock()
    names, agents, channels = iter(broker.names), cycle(people), cycle(_CHANNELS)
    contacted = chain(_CONTACTED, cycle(_CONTACTED[2:]))
    homes = list(
        Unit.objects.filter(
            status=Unit.Status.AVAILABLE, property_type__in=broker.phrases.HOMES, beds__lte=4
        ).order_by("ref")
    )
    with told(clock):
        for number, (stage, name, days) in enumerate(_plan(names, dice)):
            clock.go(clock.present - timedelta(days=days))
            today = clock.now.astimezone(broker_zone()).date()
            wish = wish_for(broker, homes, dice, today=today)
            if stage == "new":
                _form_lead(broker, wish, name, number, dice)
                continue
            story = Story(broker, clock, dice, name=name, number=number,
                          channel=next(channels), wish=wish, agent=next(agents))  # fmt: skip
            tell = _STORIES.get(stage) or next(contacted)
            tell(story)


def _plan(names: Iterator[str], dice: random.Random) -> Iterator[tuple[str, str, float]]:
    """Stage, name and age in days of every lead; ages are spread evenly, the youngest first."""
    for stage, count, least, most in STAGES:
        for step in range(count):
            share = (step + dice.uniform(0.1, 0.9)) / count
            yield stage, next(names), least + (most - least) * share


def _form_lead(broker: DemoBroker, wish: Wish, name: str, number: int, dice: random.Random) -> None:
    """Somebody who filled in a form and was not written to yet."""
    lead = lead_create(
        actor=SYSTEM,
        name=name,
        phone=f"{broker.dial}{number:04d}",
        language=broker.language,
        source=_FORMS[number % len(_FORMS)],
        profile=wish.home if dice.random() < 0.6 else {"operation": wish.operation},
        country=broker.country,
    )
    lead_qualify(lead=lead, actor=SYSTEM)
