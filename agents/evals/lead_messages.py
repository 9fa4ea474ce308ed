"""Single messages of leads in messy wording: what they say of their search, whether they call for a
person, whether they want no more messages.

The rows are our own. Each batch was written and scored before the rules were looked at; that first
figure is kept here beside what is reached today, for it alone says how rows nobody has seen fare.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, Literal

from pydantic import Field

from agents.evals.figures import Hits, Section, share
from agents.evals.lead_chats import by_field
from agents.evals.profile import FIELDS, FieldHits, is_set
from agents.evals.rows import Row
from agents.nlu.geo import Gazetteer
from agents.nlu.intent import Intent
from agents.nlu.understanding import Context, Understanding, understand

#: The day on which all of them were written: a Monday.
TODAY: Final = date(2026, 11, 23)
_BROKERS: Final = {
    "CL": ("Santiago", "CLP", "Ñuñoa|Providencia|Las Condes|Vitacura|La Reina|Macul|San Miguel"
           "|Santiago Centro|Maipú|La Florida"),
    "MX": ("Ciudad de México", "MXN", "Roma Norte|Condesa|Polanco|Del Valle|Narvarte|Coyoacán"
           "|Santa Fe|Escandón"),
    "AR": ("Buenos Aires", "ARS", "Palermo|Recoleta|Belgrano|Caballito|Almagro|Villa Crespo|Núñez"
           "|Colegiales"),
    "ES": ("Madrid", "EUR", "Chamberí|Malasaña|Lavapiés|Retiro|Salamanca|Arganzuela|Tetuán"
           "|Carabanchel"),
    "US": ("Austin", "USD", "Hyde Park|East Austin|Zilker|Mueller|South Congress|Barton Hills"
           "|Clarksville|Round Rock"),
    "GB": ("London", "GBP", "Hackney|Peckham|Camden|Islington|Brixton|Clapham|Walthamstow"
           "|Greenwich"),
}  # fmt: skip
#: The language is the agent's manner and not the lead's wish: measured with the conversations.
_FIELDS: Final = tuple(name for name in FIELDS if name != "language")


class LeadMessage(Row):
    """One message, read with nothing known and nothing asked."""

    id: str
    batch: int = Field(ge=1)
    lang: Literal["es", "en"]
    country: Literal["CL", "MX", "AR", "ES", "US", "GB"]
    text: str = Field(min_length=1)
    sets: dict[str, Any]
    person: bool
    stop: bool

    def context(self) -> Context:
        """The broker it was written to."""
        city, currency, areas = _BROKERS[self.country]
        return Context(
            today=TODAY,
            currency=currency,
            country=self.country,
            language=self.lang,
            gazetteer=Gazetteer.of((area, city) for area in areas.split("|")),
        )


def lead_messages(rows: list[LeadMessage]) -> Iterator[Section]:
    """Every batch by itself, in each language."""
    for batch in sorted({row.batch for row in rows}):
        for lang in ("es", "en"):
            some = [row for row in rows if (row.batch, row.lang) == (batch, lang)]
            if some:
                yield _section(f"batch_{batch}_{lang}", f"batch {batch}, {lang}", some)


def _section(key: str, title: str, rows: list[LeadMessage]) -> Section:
    section = Section(key, title)
    fields, person, stop = FieldHits(), Hits(), Hits()
    whole = crashed = 0
    for row in rows:
        try:
            read = understand(row.text, context=row.context())
        except Exception as error:
            # A text that breaks the reading is a finding, and no end of the others.
            crashed += 1
            section.miss(id=row.id, text=row.text, error=repr(error))
            continue
        wrong = fields.add(read.fields, row.sets, _FIELDS)
        called, stopped = _called(read), read.has(Intent.OPT_OUT)
        person.add_flag(called, row.person)
        stop.add_flag(stopped, row.stop)
        if not wrong and (called, stopped) == (row.person, row.stop):
            whole += 1
            continue
        section.miss(
            id=row.id,
            text=row.text,
            gold={name: row.sets.get(name) for name in wrong},
            got={name: read.fields.get(name) for name in wrong if is_set(read.fields.get(name))},
            person=[row.person, called],
            stop=[row.stop, stopped],
        )
    section.figures = [
        fields.all.figure("fields_f1", "fields said, F1"),
        *fields.all.pair("fields", "fields said"),
        *person.pair("person", "calls for a person"),
        *stop.pair("stop", "opt-outs"),
        share("whole", "messages right in everything", whole, len(rows)),
        share("crashed", "texts that raise an error", crashed, len(rows), better="less"),
    ]
    section.details = by_field(fields)
    return section


def _called(read: Understanding) -> bool:
    return read.reason is not None
