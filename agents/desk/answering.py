"""Writing an owed answer, from the claim to the words on the page."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from agents.desk.claiming import answer_claim, answer_put_back, answer_write
from agents.desk.events import DESK_ANSWERED
from agents.desk.fragments import answer_html
from agents.desk.models import DeskMessage, DeskThread
from agents.desk.selectors import messages_of
from agents.desk.signals import desk_drawn
from agents.desk.working import Watcher, Work, work
from agents.llm.base import AssistantText, Item, Prompt, ProviderError, ToolCall, UserText
from agents.models import AgentRun
from agents.routing.plan import Plan, plan_for
from agents.routing.tasks import Task
from agents.runs.loop import Pause
from agents.runs.record import RunRecord
from agents.specialists.analyst import ANALYST
from agents.tools.registry import Tool
from agents.tools.staff import StaffContext, staff_context
from crm.core import events
from crm.core.actors import SOFIA
from crm.core.connections import release
from crm.core.text import clip, storable

logger = logging.getLogger(__name__)

_HISTORY: Final = 20
_SAID: Final = 12_000
_RETRY_SECONDS: Final = 2.0
#: Words are drawn at most so often (seconds); kept in the row at most so often.
_DRAW_EVERY: Final = 0.12
_KEEP_EVERY: Final = 1.0
_NO_MODEL: Final = gettext_noop("No model answered. Try again in a moment.")
_NO_WORDS: Final = gettext_noop("I could not finish this answer. Ask again, in other words.")


def answer_work(message_id: UUID) -> None:
    """Write the answer, if it is owed and nobody else is at it.

    Never raises for what a model, a tool or the network does: the person reads what went wrong
    and can ask again.
    """
    answer = answer_claim(message_id)
    if answer is None:
        return
    user = answer.thread.user
    with translation.override(user.language or translation.get_language()):
        try:
            context = staff_context(user)
            prompt = _prompt(context, answer.thread)
            plan = plan_for(Task.WRITE)
            release()
            _answer(answer, context, prompt, plan)
        except Exception as error:
            # Whatever of ours failed, the question is not lost.
            logger.exception("An answer for the office failed")
            _after_failure(answer, error)


def _answer(answer: DeskMessage, context: StaffContext, prompt: Prompt, plan: Plan) -> None:
    screen = _Screen(answer)
    screen.draw(at_once=True)
    try:
        done = work(context, ANALYST, prompt, plan=plan, watcher=screen)
    except ProviderError as error:
        logger.warning("No provider answered the office: %s", error.kind)
        record = RunRecord(
            specialist=ANALYST.name,
            prompt_version=ANALYST.prompt_template().version,
            task=Task.WRITE,
            error=str(error),
        )
        _keep(answer, Work("", "provider", record, screen.cards), error=_NO_MODEL)
        return
    _keep(answer, done, error="" if done.reply else _NO_WORDS)


@transaction.atomic
def _keep(answer: DeskMessage, done: Work, *, error: str) -> None:
    """Write run and answer in one transaction; a run whose answer was stopped is kept too."""
    outcome = AgentRun.Outcome.REPLIED if done.reply else AgentRun.Outcome.FAILED
    if done.reason == "paused":
        outcome = AgentRun.Outcome.SUPERSEDED
    run = done.record.write(outcome=outcome, reply=done.reply, user=answer.thread.user)
    kept = answer_write(
        answer,
        state=DeskMessage.State.FAILED if error else DeskMessage.State.DONE,
        text=storable(done.reply),
        cards=done.cards,
        run=run,
        error=error,
        lease_until=None,
    )
    if not kept:
        DeskMessage.objects.filter(pk=answer.pk, state=DeskMessage.State.STOPPED).update(run=run)
        return
    DeskThread.objects.filter(pk=answer.thread_id).update(last_at=timezone.now())
    events.record(DESK_ANSWERED, actor=SOFIA, object_id=answer.pk)


def _after_failure(answer: DeskMessage, error: Exception) -> None:
    text = clip(f"{type(error).__name__}: {error}", 240)
    if answer.attempts + 1 < settings.TURN_MAX_ATTEMPTS:
        answer_put_back(answer, error=text, delay_seconds=_RETRY_SECONDS * 2**answer.attempts)
        return
    with transaction.atomic():
        if answer_write(answer, state=DeskMessage.State.FAILED, error=_NO_WORDS, lease_until=None):
            events.record(DESK_ANSWERED, actor=SOFIA, object_id=answer.pk)


def _prompt(context: StaffContext, thread: DeskThread) -> Prompt:
    """What has been said, as a model reads it, the newest part kept when it is long."""
    said = messages_of(thread, limit=_HISTORY)[:-1]
    items: list[Item] = []
    room = _SAID
    for message in reversed(said):
        if not message.text:
            continue
        room -= len(message.text)
        if room < 0 and items:
            break
        asked = message.role == DeskMessage.Role.PERSON
        items.append(UserText(message.text) if asked else AssistantText(message.text))
    return ANALYST.prompt(context, tuple(items[::-1]), shown=_shown(said))


def _shown(said: list[DeskMessage]) -> list[dict[str, Any]]:
    """What the last answer pointed at."""
    for message in reversed(said):
        if message.role == DeskMessage.Role.SOFIA and message.cards:
            return [each for card in message.cards for each in card.get("links") or []]
    return []


@dataclass(slots=True)
class _Screen(Watcher):
    """Shows an answer on the person's open pages as it comes about, and hears them say stop."""

    answer: DeskMessage
    text: str = ""
    cards: list[dict[str, Any]] = field(default_factory=list)
    _drawn_at: float = 0.0
    _kept_at: float = 0.0
    _is_stopped: bool = False

    def began(self) -> None:
        """Words before a tool call were thinking aloud."""
        self.text = ""

    def words(self, text: str) -> None:
        """Show them word by word, also where a provider hands over a whole answer at once."""
        for piece in re.findall(r"\s*\S+\s*", text):
            self.text += piece
            self.draw()
        self._keep()

    def called(self, card: dict[str, Any]) -> None:
        """Show the call as a card."""
        self.cards.append(card)
        self.draw(at_once=True)

    def before(self, tool: Tool, call: ToolCall) -> None:
        """End the run when the person has stopped it."""
        self._keep(at_once=True)
        if self._is_stopped:
            raise Pause

    def draw(self, *, at_once: bool = False) -> None:
        """Tell the pages, not too often."""
        now = time.monotonic()
        if self._is_stopped or (not at_once and now - self._drawn_at < _DRAW_EVERY):
            return
        self._drawn_at = now
        self.answer.text, self.answer.cards = self.text, self.cards
        user = self.answer.thread.user
        html = answer_html(self.answer)
        desk_drawn.send(sender=DeskMessage, user_id=user.pk, html=html)

    def _keep(self, *, at_once: bool = False) -> None:
        """Keep what has been written, for a page that is opened now; learn of a stop."""
        now = time.monotonic()
        if self._is_stopped or (not at_once and now - self._kept_at < _KEEP_EVERY):
            return
        self._kept_at = now
        if not answer_write(self.answer, text=storable(self.text), cards=self.cards):
            self._is_stopped = True
        release()
