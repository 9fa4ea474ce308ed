"""Wishes in conversations of our own: who needs a person, and who wants no more messages.

Written in the manner of the lead chats, with as many that only sound like a wish ("my lawyer reads
the contract", "no me manden nada de Maipú"). Each batch was scored before the rules were looked
at; that first score stands in ``FIRST``, for it alone says how rows nobody has seen fare.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from pydantic import Field

from agents.evals.figures import Hits, Section, share
from agents.evals.profile import Profile, replayed
from agents.evals.rows import Row
from agents.nlu.geo import Gazetteer
from agents.nlu.intent import Intent
from agents.nlu.understanding import Context, understand

#: The day on which all of them play: a Monday.
TODAY: Final = date(2026, 11, 23)
_BROKERS: Final = {
    "CL": ("Santiago", "CLP", "Ñuñoa|Providencia|Las Condes|La Florida|Maipú|Macul"),
    "MX": ("Ciudad de México", "MXN", "Roma Norte|Condesa|Del Valle|Narvarte|Coyoacán"),
    "AR": ("Buenos Aires", "ARS", "Palermo|Almagro|Villa Crespo|Caballito|Recoleta"),
    "ES": ("Madrid", "EUR", "Retiro|Tetuán|Arganzuela|Lavapiés|Chamberí"),
    "PE": ("Lima", "PEN", "Lince|Miraflores|Surquillo|La Victoria"),
    "CO": ("Bogotá", "COP", "Chapinero|Cedritos|Usaquén|Suba"),
    "US": ("Austin", "USD", "Round Rock|Zilker|Mueller|East Austin"),
    "GB": ("London", "GBP", "Walthamstow|Clapham|Hackney|Peckham"),
    "AE": ("Dubai", "AED", "JVC|Mirdif|Dubai Marina|Downtown Dubai"),
}
#: What was heard when a batch was new: calls by conversation, and opt-outs by message.
FIRST: Final = {
    1: ("22 of 25, 2 false", "4 of 6, 1 false"),
    2: ("20 of 29, 2 false", "4 of 7"),
    3: ("16 of 28, 4 false", "3 of 7"),
    4: ("23 of 30", "3 of 6"),
    5: ("19 of 32, 2 false", "2 of 5, 1 false"),
    6: ("23 of 26, 1 false", "4 of 6"),
    7: ("23 of 26, 1 false", "6 of 7"),
}


class Line(Row):
    """One message: what it is for, whether it calls for a person, whether it ends the contact."""

    text: str = Field(min_length=1)
    intent: tuple[Intent, ...] = Field(min_length=1)
    person: bool
    stop: bool


class WishDialogue(Row):
    """The lead's side of one conversation."""

    id: str
    batch: int = Field(ge=1)
    lang: Literal["es", "en", "mixed"]
    country: Literal["CL", "MX", "AR", "ES", "PE", "CO", "US", "GB", "AE"]
    messages: tuple[Line, ...] = Field(min_length=1)

    def context(self, known: Profile) -> Context:
        """What a message is read by, knowing this; nothing was asked."""
        city, currency, areas = _BROKERS[self.country]
        return Context(
            today=TODAY,
            currency=currency,
            country=self.country,
            language="en" if self.country in {"US", "GB", "AE"} else "es",
            gazetteer=Gazetteer.of((area, city) for area in areas.split("|")),
            known=known,
        )


def lead_wishes(rows: list[WishDialogue]) -> Iterator[Section]:
    """Every batch by itself."""
    for batch in sorted({row.batch for row in rows}):
        yield _section(batch, [row for row in rows if row.batch == batch])


def _section(batch: int, rows: list[WishDialogue]) -> Section:
    calls_first, stops_first = FIRST.get(batch, ("", ""))
    section = Section(
        f"batch_{batch}",
        f"batch {batch}, when new: calls {calls_first}, opt-outs {stops_first}"
        if calls_first
        else f"batch {batch}",
    )
    person, message, stop = Hits(), Hits(), Hits()
    languages: dict[str, Hits] = {}
    main = total = 0
    for row in rows:
        known: Profile = {}
        called = False
        for line in row.messages:
            read = understand(line.text, context=row.context(known))
            known = replayed(known, read.fields, read.clears)
            calls, stops = read.reason is not None, read.has(Intent.OPT_OUT)
            called = called or calls
            message.add_flag(calls, line.person)
            stop.add_flag(stops, line.stop)
            main += read.intents[0] in line.intent
            total += 1
            if (calls, stops) != (line.person, line.stop):
                section.miss(
                    id=row.id,
                    text=line.text,
                    person=[line.person, calls],
                    stop=[line.stop, stops],
                )
        wanted = any(line.person for line in row.messages)
        person.add_flag(called, wanted)
        languages.setdefault(row.lang, Hits()).add_flag(called, wanted)
    section.figures = [
        *person.pair("person", "conversations that call for a person"),
        *message.pair("message", "messages that call for one"),
        *stop.pair("stop", "opt-outs"),
        share("intent", "main intent is one of the listed", main, total),
    ]
    section.details = [hits.figure(f"person.{lang}", lang) for lang, hits in languages.items()]
    return section
