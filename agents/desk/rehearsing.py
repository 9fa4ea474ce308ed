"""What the office asked before, answered again by a prompt that is tried: it looks, and changes
nothing.

Talks belong to who asked, so everybody tries a prompt on their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import transaction
from django.utils import translation

from agents.approvals.gate import TalkGate
from agents.approvals.words import call_words
from agents.desk.asking import talk_prompt
from agents.desk.executing import SPECIALISTS
from agents.desk.models import DeskMessage
from agents.desk.selectors import messages_of, thread_list_for
from agents.desk.working import TASK_STEP, Watcher, work
from agents.llm.base import Prompt, ToolCall, UserText
from agents.models import AgentStep
from agents.prompts.catalogue import PromptTemplate
from agents.routing.ledger import calls_record
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from agents.runs.record import RunRecord
from agents.specialists.analyst import ANALYST
from agents.specialists.office import OfficeSpecialist
from agents.tools.registry import Tool
from agents.tools.staff import StaffContext, staff_context
from agents.turns.rehearsal import without_effect
from crm.accounts.models import User
from crm.core.connections import release

#: Answers of one talk that are given again, the newest ones; messages read for them.
_MOST_ANSWERS: Final = 6
_READ: Final = 40
#: Talks looked at for one in which a specialist would have had something to do.
_LOOKED_AT: Final = 8
_BY_PROMPT: Final = {each.template: each for each in (ANALYST, *SPECIALISTS.values())}


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that was asked: in a talk, with all that was ``said`` up to it, or as a task."""

    asked: str
    said: tuple[DeskMessage, ...] = ()
    about: dict[str, Any] = field(default_factory=dict)
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a prompt made of a piece; ``asks`` is what it would have waited for a yes for."""

    reply: str
    asks: str
    record: RunRecord


def pieces_of(person: User, prompt: str, *, talks: int) -> list[Piece]:
    """What this person asked of the prompt's specialist, from the newest so many talks.

    Talks are the analyst's. The others have the tasks they were given, each a talk of its own,
    then the questions of talks that their tools would have done for.
    """
    who = _BY_PROMPT[prompt]
    if who is ANALYST:
        return [piece for said in _talks(person, talks) for piece in _questions(said)]
    found = _tasks(person, who, talks)
    talks -= len(found)
    for said in _talks(person, talks * _LOOKED_AT):
        mine = [replace(each, said=()) for each in _questions(said) if _could(who, each, said)]
        found += mine
        talks -= bool(mine)
        if not talks:
            break
    return found


def office_rehearse(piece: Piece, template: PromptTemplate, person: User) -> Rehearsed:
    """Have the prompt's specialist do it again for this person, as of now.

    Waits for a model; no connection is held meanwhile. Nothing is written but the ledger's rows.
    Raises ProviderError when no model answered.
    """
    who = replace(_BY_PROMPT[template.name], wording=template)
    gate = TalkGate(person, None)
    with translation.override(person.language or translation.get_language()), without_effect():
        prompt = _prompt(who, piece, staff_context(person))
        plan = plan_for(Task.WRITE)
        release()
        done = work(staff_context(person), who, prompt, plan=plan, watcher=_Looker(gate))
        asked = gate.asked
        asks = call_words(asked.name, asked.arguments or {}, person) if asked else ""
    with transaction.atomic():
        calls_record(done.record.attempts, task=Task.WRITE, prompt_version=template.version)
    return Rehearsed(done.reply, asks, done.record)


@dataclass(slots=True)
class _Looker(Watcher):
    """Ends a run where its person would be asked."""

    gate: TalkGate

    def before(self, tool: Tool, call: ToolCall) -> None:
        """As in a talk."""
        self.gate.before(tool, call)

    def guarded(self, tool: Tool) -> Tool:
        """As in a talk: nothing is done without a yes, and here nobody says it."""
        return self.gate.guarded(tool)


def _prompt(who: OfficeSpecialist, piece: Piece, context: StaffContext) -> Prompt:
    if piece.said:
        return talk_prompt(context, who, piece.said)
    return who.prompt(context, (UserText(piece.asked),), about=piece.about, language=piece.language)


def _talks(person: User, count: int) -> Iterator[list[DeskMessage]]:
    for thread in thread_list_for(person)[: max(0, count)]:
        yield messages_of(thread, limit=_READ)


def _questions(said: list[DeskMessage]) -> list[Piece]:
    found = [
        Piece(message.text, said=tuple(said[: place + 1]))
        for place, message in enumerate(said)
        if message.role == DeskMessage.Role.PERSON
    ]
    return found[-_MOST_ANSWERS:]


def _could(who: OfficeSpecialist, piece: Piece, said: list[DeskMessage]) -> bool:
    """Whether what the answer looked at then is all within this specialist's reach."""
    answer = said[len(piece.said)] if len(piece.said) < len(said) else None
    used = {card.get("tool") for card in answer.cards} if answer is not None else set()
    return bool(used) and used <= set(who.tools)


def _tasks(person: User, who: OfficeSpecialist, count: int) -> list[Piece]:
    """The newest tasks they gave it over the API, each once."""
    rows = AgentStep.objects.filter(
        kind=AgentStep.Kind.STAGE, name=TASK_STEP,
        run__user=person, run__specialist=who.name,
    ).order_by("-run_id")  # fmt: skip
    given = rows.values_list("arguments", flat=True)[: count * _LOOKED_AT]
    found = {
        str(each.get("task")): Piece(
            asked=str(each.get("task")),
            about=dict(each.get("about") or {}),
            language=str(each.get("language") or ""),
        )
        for each in reversed(given)
    }
    return list(found.values())[-count:]
