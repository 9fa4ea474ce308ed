"""Scenarios: a simulated lead with a goal talks to the real agent, and what came of it is checked.

A scenario is data: who writes, what they want, how they answer, and what must or must not happen.
The lead follows rules and a seed, so that the same scenario against the same agent goes the same
way. It is played with a throwaway broker; nothing leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field

from agents.evals.asked import asked_all
from agents.evals.figures import Figure, Section, share
from agents.evals.profile import is_set, same
from agents.evals.rows import Row
from agents.evals.simulated import Goal, SimulatedLead
from agents.evals.stage import Facts, Outcome, Stage, throwaway_broker
from agents.nlu.language import detect_language
from agents.nlu.text import fold
from crm.leads.models import Lead
from crm.scheduling.models import Appointment

Event = Literal["booked", "handed_over", "opted_out", "qualified"]


class Place(Row):
    """The broker the lead writes to."""

    country: str = Field(default="CL", pattern=r"^[A-Z]{2}$")
    city: str = "Santiago"
    currency: str = Field(default="CLP", pattern=r"^(?:[A-Z]{3}|UF)$")
    areas: tuple[str, ...] = ("Providencia", "Ñuñoa", "La Reina")

    @property
    def facts(self) -> Facts:
        """What the throwaway broker is made of."""
        return Facts(self.country, self.city, self.currency, self.areas)


class Scenario(Row):
    """Who writes, what they want, and what must come of it.

    ``answers`` is what the lead says to each question of the agent, by the question's name
    (``operation``, ``areas``, ``budget``, ``slot`` …); ``asides`` is said of its own accord after
    so many answers. ``patience`` is how often the lead writes before giving up. ``must`` and
    ``must_not`` name events, ``learns`` the fields of the card with their values, ``says`` and
    ``never_says`` patterns of the agent's words. A question is "asked again" when the card held
    the answer already.
    """

    key: str = Field(min_length=1, max_length=80, pattern=r"^[\w-]+$")
    title: str = Field(default="", max_length=200)
    language: Literal["es", "en"] = "es"
    persona: Literal["plain", "chatty", "terse", "evasive", "sloppy"] = "plain"
    place: Place = Place()
    opening: str = Field(min_length=1, max_length=2000)
    answers: dict[str, str] = Field(default_factory=dict)
    asides: dict[int, str] = Field(default_factory=dict)
    patience: int = Field(default=12, ge=1, le=40)
    seed: int = 1
    must: frozenset[Event] = frozenset()
    must_not: frozenset[Event] = frozenset()
    learns: dict[str, Any] = Field(default_factory=dict)
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    asked_again_at_most: int = Field(default=0, ge=0)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at afterwards; ``found`` says what was there, in words."""

    name: str
    passed: bool
    found: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the conversation."""

    who: Literal["lead", "sofia"]
    text: str


@dataclass(slots=True)
class Played:
    """A scenario as it went."""

    scenario: Scenario
    checks: tuple[Check, ...]
    transcript: tuple[Line, ...]
    questions: tuple[str, ...]
    turns: int
    tokens: int
    events: frozenset[str] = frozenset()
    card: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether all went as it must."""
        return all(check.passed for check in self.checks)

    @property
    def failed_checks(self) -> tuple[Check, ...]:
        """What did not."""
        return tuple(check for check in self.checks if not check.passed)


def scenario_play(scenario: Scenario, *, stage: Stage | None = None) -> Played:
    """Play one scenario: on a stage that is there already, or on one made and removed for it."""
    if stage is not None:
        return _play(scenario, stage)
    with throwaway_broker(scenario.place.facts) as own:
        return _play(scenario, own)


def _play(scenario: Scenario, stage: Stage) -> Played:
    lead = SimulatedLead(
        Goal(scenario.language, scenario.persona, scenario.answers, scenario.asides, scenario.seed)
    )
    key = f"scenario-{scenario.key}-{scenario.seed}"
    transcript: list[Line] = []
    questions: list[str] = []
    outcome = Outcome()
    says: str | None = scenario.opening
    for _turn in range(scenario.patience):
        if says is None:
            break
        answered = stage.say(key, len(outcome.answered), says)
        outcome.answered.append(answered)
        transcript.append(Line("lead", says))
        if answered.reply:
            transcript.append(Line("sofia", answered.reply))
        asked = asked_all(answered.reply, scenario.place.country)
        questions.extend(asked)
        if answered.handed_over or not answered.reply:
            break
        says = lead.reply(answered.reply, asked)
    stage.finish(key, outcome)
    events = _events(key, outcome)
    return Played(
        scenario=scenario,
        checks=tuple(_checks(scenario, outcome, events)),
        transcript=tuple(transcript),
        questions=tuple(questions),
        turns=len(outcome.answered),
        tokens=outcome.tokens,
        events=events,
        card=outcome.profile,
    )


def _events(key: str, outcome: Outcome) -> frozenset[str]:
    lead = Lead.objects.get(contact__identities__value=key)
    booked = Appointment.objects.filter(lead=lead, status=Appointment.Status.BOOKED).exists()
    happened = {
        "booked": booked,
        "handed_over": outcome.handed_over,
        "opted_out": outcome.opted_out,
        "qualified": outcome.qualified,
    }
    return frozenset(name for name, did in happened.items() if did)


def _checks(scenario: Scenario, outcome: Outcome, events: frozenset[str]) -> Iterator[Check]:
    for event in sorted(scenario.must):
        yield Check(f"must: {event}", event in events)
    for event in sorted(scenario.must_not):
        yield Check(f"must not: {event}", event not in events)
    for name, wanted in scenario.learns.items():
        found = outcome.profile.get(name)
        right = same(name, wanted, found) if is_set(wanted) else not is_set(found)
        yield Check(f"learns: {name}", right, repr(found))
    replies = [each.reply for each in outcome.answered if each.reply]
    words = fold("\n".join(replies))
    for pattern in scenario.says:
        yield Check(f"says: {pattern}", bool(re.search(fold(pattern), words)))
    for pattern in scenario.never_says:
        yield Check(f"never says: {pattern}", not re.search(fold(pattern), words))
    again = [q.name for each in outcome.answered for q in each.questions if q.needless]
    yield Check("asks nothing again", len(again) <= scenario.asked_again_at_most, ", ".join(again))
    yield Check("no turn fails", outcome.failed == 0, f"{outcome.failed} failed")
    if "opted_out" not in events:
        silent = outcome.silent
        yield Check("answers every message", silent == 0, f"{silent} without an answer")
    if replies:
        spoken = detect_language(" ".join(replies), scenario.language)
        yield Check("speaks the lead's language", spoken == scenario.language, spoken)


def scenarios(
    rows: list[Scenario], play: Callable[..., Played] = scenario_play
) -> Iterator[Section]:
    """Every scenario, those of one broker on one stage."""
    section = Section("built_in", "scenarios with a simulated lead")
    played: list[Played] = []
    crashed = 0
    for place in dict.fromkeys(row.place for row in rows):
        with throwaway_broker(place.facts) as stage:
            for row in (each for each in rows if each.place == place):
                try:
                    went = play(row, stage=stage)
                except Exception as error:
                    # One that cannot be played is a finding, and no end of the others.
                    crashed += 1
                    section.miss(id=row.key, error=repr(error))
                    continue
                played.append(went)
                if not went.passed:
                    section.miss(
                        id=row.key,
                        failed=[f"{each.name} ({each.found})" for each in went.failed_checks],
                        transcript=[f"{line.who}: {line.text}" for line in went.transcript],
                    )
    checks = [check for went in played for check in went.checks]
    turns = sum(went.turns for went in played)
    section.figures = [
        share("passed", "scenarios passed", sum(went.passed for went in played), len(rows)),
        share("checks", "checks passed", sum(each.passed for each in checks), len(checks)),
        share("crashed", "scenarios that raised an error", crashed, len(rows), better="less"),
        _mean("turns", "messages of the lead", turns, len(played)),
        _mean("questions", "questions asked", sum(len(w.questions) for w in played), len(played)),
        Figure("tokens", "tokens a turn", sum(w.tokens for w in played) / turns if turns else None,
               turns, unit="tokens", better="less"),
    ]  # fmt: skip
    section.details = [
        share(f"language.{code}", code, *_passed(played, code)) for code in ("es", "en")
    ]
    yield section


def _passed(played: list[Played], language: str) -> tuple[int, int]:
    those = [went for went in played if went.scenario.language == language]
    return sum(went.passed for went in those), len(those)


def _mean(key: str, label: str, total: int, of: int) -> Figure:
    return Figure(key, label, total / of if of else None, of, unit="count", better="")
