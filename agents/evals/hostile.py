"""Texts that break programs: whether ours reads them, keeps them whole, and stays calm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from agents.evals.figures import Section, share
from agents.evals.rows import Row
from agents.evals.stage import Facts, throwaway_broker
from agents.nlu.geo import Gazetteer
from agents.nlu.understanding import Context, understand

# Any day and any broker do: none of the texts is about either.
_TODAY: Final = date(2026, 1, 15)
_BROKER: Final = Facts("CL", "Santiago", "CLP", ("Ñuñoa", "Providencia", "La Reina"))


class Hostile(Row):
    """One such text."""

    section: str = ""
    text: str


def hostile(rows: list[Hostile]) -> Iterator[Section]:
    """Read every text, and have a lead of its own write it to the agent."""
    yield _reading(rows)
    yield _answering(rows)


def _reading(rows: list[Hostile]) -> Section:
    section = Section("reading", "hostile texts, read")
    context = Context(
        today=_TODAY, gazetteer=Gazetteer.of((area, _BROKER.city) for area in _BROKER.areas)
    )
    crashed = called = stated = 0
    for row in rows:
        try:
            read = understand(row.text, context=context)
        except Exception as error:
            crashed += 1
            section.miss(text=row.text, error=repr(error))
            continue
        fields = {name: value for name, value in read.fields.items() if name != "language"}
        called += read.reason is not None
        stated += bool(fields)
        if read.reason is not None or fields:
            section.miss(text=row.text, reason=read.reason, fields=fields)
    section.figures = [
        share("crashed", "texts that raise an error", crashed, len(rows), better="less"),
        share("escalated", "texts that call for a person", called, len(rows), better="less"),
        share("stated", "texts a wish is read into", stated, len(rows), better="less"),
    ]
    return section


def _answering(rows: list[Hostile]) -> Section:
    section = Section("agent", "hostile texts, answered by the real agent")
    crashed = failed = changed = called = 0
    with throwaway_broker(_BROKER, _TODAY) as stage:
        for number, row in enumerate(rows):
            try:
                went = stage.play(f"hostile-{number}", [row.text])
            except Exception as error:
                crashed += 1
                section.miss(text=row.text, error=repr(error))
                continue
            failed += went.failed
            called += went.handed_over
            changed += went.answered[0].stored != row.text
            if went.failed or went.handed_over or went.answered[0].stored != row.text:
                section.miss(
                    text=row.text,
                    state=went.answered[0].state,
                    errors=[run.error for run in went.runs if run.error],
                    stored=went.answered[0].stored,
                )
    section.figures = [
        share("crashed", "texts that raise an error", crashed, len(rows), better="less"),
        share("failed", "texts whose turn failed", failed, len(rows), better="less"),
        share("whole", "texts stored as they came", len(rows) - crashed - changed, len(rows)),
        share("escalated", "texts a person was called for", called, len(rows), better="less"),
    ]
    return section
