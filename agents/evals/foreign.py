"""Messages to other trades' assistants (CLINC150, Banking77, HINT3): does Sofía see they are none
of hers, instead of hearing wishes about homes in them?

They are read as a turn reads them: by the rules, and by the vendor's model where the rules cannot
tell, so that another provider gives other figures. Labels that mean the same in any trade (a
greeting, thanks, yes and no, a wish for a person) are scored as ours; all others are out of scope,
and rejected when the reading says that it does not know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from agents.evals.figures import Figure, Hits, Section, share
from agents.evals.repeats import Asked, repeats
from agents.evals.rows import Row
from agents.evals.sampling import some, told
from agents.evals.stage import Facts, Stage, throwaway_broker
from agents.nlu.intent import Reason
from agents.runs.record import RunRecord
from agents.turns.context import Draft, TurnContext
from agents.turns.graph.interpreting import interpret
from agents.turns.graph.reading import Reading, Topic, classify
from crm.conversations.models import Message

_TODAY: Final = date(2026, 1, 15)
_BROKER: Final = Facts("US", "San Jose", "USD", ("Willow Glen", "Almaden", "Berryessa"))
#: So many messages are read, and of those out of scope so many answered, the same each time.
_READ: Final = 600
_ANSWERED: Final = 24
_HOMES: Final = frozenset({Topic.BOOKING, Topic.SEARCH, Topic.PRICING})
_OPENING: Final = "Hello"


class Clinc(Row):
    """A message to a general assistant; domain "oos" is outside even of that one's."""

    text: str
    intent: str
    domain: str
    source_split: str


class Banking(Row):
    """A question to a bank."""

    text: str
    category: str
    source_split: str


class Hint(Row):
    """A message to a shop for health products, misspelt as it came."""

    sentence: str
    label: str
    source_split: str


@dataclass(frozen=True, slots=True)
class Case:
    """A message with the topic it has in any trade; out of scope without one, unless ``open``."""

    text: str
    topic: Topic | None = None
    is_open: bool = False


_ANY_TRADE: Final = {
    "greeting": Topic.SMALL_TALK,
    "goodbye": Topic.SMALL_TALK,
    "thank_you": Topic.SMALL_TALK,
    "yes": Topic.LEAD_INFO,
    "no": Topic.LEAD_INFO,
    "CHAT_WITH_AGENT": Topic.HUMAN,
}
#: Neither ours nor plainly another's: "what can you do", "cancel", "repeat that".
_OPEN: Final = frozenset({"small_talk", "meta"})


def clinc(rows: list[Clinc]) -> Iterator[Section]:
    """The test rows; talk about the assistant itself is left out."""
    yield from _foreign(
        [
            Case(row.text, _ANY_TRADE.get(row.intent), row.domain in _OPEN)
            for row in rows
            if row.source_split in {"test", "oos_test"}
        ],
        baselines=("threshold .732", ".944 | .865", ".452 | .563"),
    )
    yield repeats(
        [
            Asked(row.text, row.intent, row.source_split == "train")
            for row in rows
            if row.source_split in {"train", "test"}
        ]
    )


def banking(rows: list[Banking]) -> Iterator[Section]:
    """The test rows: all are out of scope."""
    yield from _foreign([Case(row.text) for row in rows if row.source_split == "test"])
    yield repeats(
        [Asked(row.text, row.category, row.source_split == "train") for row in rows],
        baselines=("cosine .322 | .357", ".040 | .157", ".009 | .061"),
    )


def hint(rows: list[Hint]) -> Iterator[Section]:
    """The test rows; who asks the shop for a person asks us for one."""
    yield from _foreign(
        [
            Case(row.sentence, _ANY_TRADE.get(row.label))
            for row in rows
            if row.source_split == "test"
        ],
        baselines=("", ".111 | .556 and .467", ""),
    )
    yield repeats([Asked(row.sentence, row.label, row.source_split == "train") for row in rows])


def _foreign(
    given: list[Case], *, baselines: tuple[str, str, str] = ("", "", "")
) -> Iterator[Section]:
    scored = [case for case in given if case.topic or not case.is_open]
    # Of what any trade hears there is little: all of it is read.
    foreign = [case for case in scored if case.topic is None]
    chosen = some(foreign, _READ, lambda case: case.text)
    cases = [*(case for case in scored if case.topic is not None), *chosen]
    with throwaway_broker(_BROKER, _TODAY) as stage:
        yield _reading(stage, cases, scored, baselines)
        yield _answering(stage, chosen)


def _reading(
    stage: Stage, cases: list[Case], given: list[Case], baselines: tuple[str, str, str]
) -> Section:
    section = Section("reading", f"messages of other trades, read{told(cases, given)}")
    context = stage.turn("reader", _OPENING)
    human = Hits()
    topics: Counter[str] = Counter()
    ours = right = foreign = rejected = rejected_all = homes = called = 0
    for case in cases:
        read = _read(context, case.text)
        unknown = read.topic is Topic.UNKNOWN
        rejected_all += unknown
        asks = read.reason is Reason.ASKED_FOR_PERSON
        human.add_flag(asks, case.topic is Topic.HUMAN)
        if case.topic is not None:
            ours += 1
            right += read.topic is case.topic
            wrong = read.topic is not case.topic
        else:
            foreign += 1
            topics[read.topic.value] += 1
            rejected += unknown
            wrong = _is_of_homes(read)
            homes += wrong
            called += read.reason is not None
        if wrong or asks != (case.topic is Topic.HUMAN):
            fields = {k: v for each in read.each for k, v in each.fields.items() if k != "language"}
            section.miss(text=case.text, topic=read.topic, reason=read.reason, fields=fields)
    accuracy, recall, precision = baselines
    section.figures = [
        share("recall", "out of scope, rejected", rejected, foreign, baseline=recall),
        share("precision", "rejected and out of scope", rejected, rejected_all, baseline=precision),
        share("homes", "out of scope, a wish about homes heard", homes, foreign, better="less"),
        share("called", "out of scope, a person called for", called, foreign, better=""),
    ]
    if ours:
        section.figures.append(
            share("accuracy", "what is said in any trade, right", right, ours, baseline=accuracy)
        )
    if human.wanted:
        section.figures += [human.figure("human_f1", "wishes for a person, F1"),
                            *human.pair("human", "wishes for a person")]  # fmt: skip
    section.details = [
        Figure(f"topic.{name}", f"read as {name}", count / foreign, count, better="")
        for name, count in topics.most_common()
    ]
    return section


def _read(context: TurnContext, text: str) -> Reading:
    """The message as a turn would read it, from a lead of whom nothing is known."""
    message = Message(conversation=context.conversation, author=Message.Author.LEAD, text=text)
    alone = replace(context, history=[message], unanswered=[message], draft=Draft())
    return interpret(alone, RunRecord(specialist="", prompt_version=""), classify(alone))


def _is_of_homes(read: Reading) -> bool:
    """Whether work on homes would begin, or the lead's card fill."""
    stated = {name for each in read.each for name in each.fields} - {"language", "name"}
    return read.topic in _HOMES or bool(stated)


def _answering(stage: Stage, cases: list[Case]) -> Section:
    chosen = some(cases, _ANSWERED, lambda case: case.text)
    section = Section("agent", f"the real agent, asked such things{told(chosen, cases)}")
    failed = called = showed = booked = 0
    for number, case in enumerate(chosen):
        went = stage.play(f"foreign-{number}", [case.text])
        tools = {step.name for step in went.steps if step.kind == step.Kind.TOOL}
        failed += went.failed
        called += went.handed_over
        showed += "inventory_search" in tools
        booked += "book_viewing" in tools
        if went.failed or went.handed_over or "inventory_search" in tools:
            section.miss(said=went.transcript(), tools=sorted(tools))
    section.figures = [
        share("failed", "messages whose turn failed", failed, len(chosen), better="less"),
        share("showed", "messages answered by a search for homes", showed, len(chosen),
              better="less"),
        share("booked", "messages a viewing is booked for", booked, len(chosen), better="less"),
        share("called", "messages a person is called for", called, len(chosen), better=""),
    ]  # fmt: skip
    return section
