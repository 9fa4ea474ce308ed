"""Customer messages with all their intents (NLU++, banking and hotels): those that we know too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from agents.evals.figures import Hits, Section, share
from agents.evals.rows import Row
from agents.nlu.intent import Intent
from agents.nlu.understanding import Context, Understanding, understand

TODAY: Final = date(2022, 3, 15)  # the day from which the data set reckons


class Utterance(Row):
    """One message; ``intents`` are all that hold of it."""

    text: str
    intents: tuple[str, ...] = ()


#: Their intents that ours have a counterpart of.
_OURS: Final[dict[str, Callable[[Understanding], bool]]] = {
    "handoff": lambda read: read.has(Intent.HUMAN),
    "affirm": lambda read: read.affirm,
    "deny": lambda read: read.deny,
    "greet": lambda read: read.has(Intent.GREETING),
    "thank": lambda read: read.thanks,
    "end_call": lambda read: read.closes,
    "cancel_close_leave_freeze": lambda read: read.has(Intent.CANCEL),
    "change": lambda read: read.has(Intent.RESCHEDULE),
}
_HANDOFF: Final = "handoff"


def nlupp(banking: list[Utterance], hotels: list[Utterance]) -> Iterator[Section]:
    """Both domains together, then each by itself."""
    yield _section("all", "calls for a person and other intents", [*banking, *hotels])
    yield _section("banking", "the same, banking", banking)
    yield _section("hotels", "the same, hotels", hotels)


def _section(key: str, title: str, rows: list[Utterance]) -> Section:
    section = Section(key, title)
    context = Context(today=TODAY, currency="USD", country="US", language="en")
    every, each = Hits(), {name: Hits() for name in _OURS}
    crashed = 0
    for row in rows:
        try:
            read = understand(row.text, context=context)
        except Exception as error:
            # A text that breaks the reading is a finding, and no end of the others.
            crashed += 1
            section.miss(text=row.text, error=repr(error))
            continue
        found = {name for name, holds in _OURS.items() if holds(read)}
        wanted = _OURS.keys() & set(row.intents)
        every.add_sets(found, wanted)
        for name in _OURS:
            each[name].add_flag(name in found, name in wanted)
        if (_HANDOFF in found) != (_HANDOFF in wanted):
            section.miss(text=row.text, handoff=[_HANDOFF in wanted, _HANDOFF in found])
    handoff = each[_HANDOFF]
    section.figures = [
        handoff.figure("handoff_f1", "calls for a person, F1"),
        *handoff.pair("handoff", "calls for a person"),
        every.figure("micro_f1", "intents we have too, micro F1"),
        share("crashed", "texts that raise an error", crashed, len(rows), better="less"),
    ]
    section.details = [hits.figure(f"intent.{name}", name) for name, hits in each.items()]
    return section
