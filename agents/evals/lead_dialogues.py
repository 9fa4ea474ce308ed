"""Whole conversations of our own in the manner of the lead chats, read message after message.

Each batch was written and scored before the rules were looked at. That first figure is in
``FIRST``, beside what is reached today, for it alone says how rows nobody has seen fare.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

from pydantic import Field

from agents.evals.figures import Section, share
from agents.evals.lead_chats import Place, by_field
from agents.evals.profile import FIELDS, FieldHits, Profile, equal, replayed
from agents.evals.rows import Row
from agents.evals.stage import Facts
from agents.nlu.geo import Gazetteer
from agents.nlu.understanding import Context, understand

#: The day on which all of them play: a Monday.
TODAY: Final = date(2026, 11, 23)
#: Field F1 of the final profiles when a batch was new, by batch and language.
FIRST: Final = {
    (1, "es"): 0.935, (1, "en"): 0.925, (1, "mixed"): 0.990,
    (2, "es"): 0.879, (2, "en"): 0.894, (2, "mixed"): 0.975,
    (3, "es"): 0.906, (3, "en"): 0.891, (3, "mixed"): 0.987,
    (4, "es"): 0.935, (4, "en"): 0.933, (4, "mixed"): 1.000,
}  # fmt: skip


class Line(Row):
    """One message, with what it sets and takes back."""

    text: str = Field(min_length=1)
    sets: dict[str, Any]
    clears: tuple[str, ...] = ()


class Dialogue(Row):
    """The lead's side of one conversation; the profile is what its lines add up to."""

    id: str
    batch: int = Field(ge=1)
    lang: Literal["es", "en", "mixed"]
    country: str = Field(pattern=r"^[A-Z]{2}$")
    broker: Place
    messages: tuple[Line, ...] = Field(min_length=1)

    @cached_property
    def profile(self) -> Profile:
        """What is true at the end."""
        found: Profile = {}
        for line in self.messages:
            found = replayed(found, line.sets, line.clears)
        return found

    def context(self, known: Profile) -> Context:
        """What a message is read by, knowing this; nothing was asked."""
        broker = self.broker
        facts = Facts(self.country, broker.city, broker.currency, tuple(broker.areas))
        return Context(
            today=TODAY,
            currency=broker.currency,
            country=self.country,
            language=facts.language,
            gazetteer=Gazetteer.of((area, broker.city) for area in broker.areas),
            known=known,
        )


def lead_dialogues(rows: list[Dialogue]) -> Iterator[Section]:
    """Every batch by itself, in each language."""
    for batch in sorted({row.batch for row in rows}):
        for lang in ("es", "en", "mixed"):
            some = [row for row in rows if (row.batch, row.lang) == (batch, lang)]
            if some:
                yield _section(batch, lang, some)


def _section(batch: int, lang: str, rows: list[Dialogue]) -> Section:
    section = Section(f"batch_{batch}_{lang}", f"batch {batch}, {lang}")
    fields = FieldHits()
    right = total = whole = 0
    for row in rows:
        known: Profile = {}
        true: Profile = {}
        for line in row.messages:
            read = understand(line.text, context=row.context(known))
            known = replayed(known, read.fields, read.clears)
            true = replayed(true, line.sets, line.clears)
            right += equal(known, true, FIELDS)
            total += 1
        wrong = fields.add(known, row.profile, FIELDS)
        whole += not wrong
        if wrong:
            section.miss(
                id=row.id,
                gold={name: row.profile.get(name) for name in wrong},
                got={name: known.get(name) for name in wrong},
            )
    first = FIRST.get((batch, lang))
    section.figures = [
        fields.all.figure(
            "final_f1",
            "final profile, field F1",
            baseline=f"{first:.3f} when new" if first is not None else "",
        ),
        share("final_whole", "final profile right in every field", whole, len(rows)),
        share("state", "whole profile right after a message", right, total),
    ]
    section.details = by_field(fields)
    return section
