"""Bookings of tables (Restaurant-8k): whether days, times and names are found where they stand.

The exact place is what the data asks for: a preposition more or less is a miss. Since ours keep it
("on Friday", "at 7") and need a meaning and no place, it is also told how often what was found
and what was meant touch. A party of guests is nothing a broker is told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from agents.evals.figures import Hits, Section, share
from agents.evals.rows import Row
from agents.evals.sampling import some, told
from agents.nlu.clock import find_times
from agents.nlu.dates import find_days
from agents.nlu.names import find_name
from agents.nlu.text import fold

_TODAY: Final = date(2018, 5, 1)  # the data names no day; its spans do not depend on one
_MOST: Final = 2000
_OURS: Final = ("date", "time", "first_name", "last_name")
_EDGES: Final = " .,;:!?"
_WORD: Final = re.compile(r"\S+")
Span = tuple[str, int, int]


class Booking(Row):
    """A message, what the office had asked for, and the places of what it says."""

    text: str
    requested_slots: tuple[str, ...] = ()
    spans: tuple[tuple[str, int, int, str], ...] = ()

    def gold(self) -> set[Span]:
        """The places without what stands around them."""
        return {_trimmed(self.text, slot, start, end) for slot, start, end, _text in self.spans}


def restaurant(rows: list[Booking]) -> Iterator[Section]:
    """All slots, then those that ours know."""
    chosen = some(rows, _MOST, lambda row: row.text)
    section = Section("spans", f"days, times and names in bookings{told(chosen, rows)}")
    every, ours, touching = Hits(), Hits(), Hits()
    each = {slot: Hits() for slot in (*_OURS, "people")}
    for row in chosen:
        found, gold = _found(row), row.gold()
        every.add_sets(found, gold)
        known = {span for span in gold if span[0] in _OURS}
        ours.add_sets(found, known)
        met = sum(_meets(span, found) for span in known)
        touching.add(min(met, len(found)), len(found), len(known))
        for slot, hits in each.items():
            hits.add_sets((s for s in found if s[0] == slot), (s for s in gold if s[0] == slot))
        if not all(_meets(span, found) for span in known):
            section.miss(text=row.text, gold=sorted(known), got=sorted(found))
    section.figures = [
        every.figure(
            "span_f1", "exact places, guests included, F1", baseline="three rules .388 | .404"
        ),
        ours.figure("ours_f1", "exact places of days, times and names, F1"),
        touching.figure("touching_f1", "days, times and names found, F1"),
        *touching.pair("touching", "days, times and names"),
    ]
    section.details = [hits.figure(f"slot.{slot}", slot) for slot, hits in each.items()]
    section.details.append(
        share(
            "empty",
            "messages that say nothing of these",
            sum(not row.spans for row in chosen),
            len(chosen),
            better="",
        )
    )
    yield section


def _found(row: Booking) -> set[Span]:
    folded = fold(row.text)
    days = [("date", d.start, d.end) for d in find_days(folded, _TODAY, country="GB")]
    times = [("time", t.start, t.end) for t in find_times(folded)]
    spans = {_trimmed(row.text, *span) for span in (*days, *times)}
    return spans | set(_names(row))


def _names(row: Booking) -> Iterator[Span]:
    """The first and the last word of the name of the one who writes."""
    asked = any(slot.endswith("name") for slot in row.requested_slots)
    found = find_name(
        row.text,
        expected=asked,
        elsewhere=bool(row.requested_slots) and not asked,
        has_contact=False,
        is_place=lambda _words: False,
    )
    if found is None:
        return
    words = [(found[1] + m.start(), found[1] + m.end())
             for m in _WORD.finditer(row.text[found[1] : found[2]])]  # fmt: skip
    only = row.requested_slots == ("last_name",) and len(words) == 1
    yield "last_name" if only else "first_name", *words[0]
    if len(words) > 1:
        yield "last_name", *words[-1]


def _trimmed(text: str, slot: str, start: int, end: int) -> Span:
    """The place without blanks and marks at its ends."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return slot, start, end


def _meets(span: Span, others: set[Span]) -> bool:
    return any(slot == span[0] and start < span[2] and span[1] < end for slot, start, end in others)
