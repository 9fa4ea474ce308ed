"""Writing an owed answer, from the claim to the words on the page."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from agents.approvals.gate import Asked, TalkGate
from agents.approvals.log import log_kept, log_read
from agents.approvals.models import Approval
from agents.approvals.selectors import approval_of_answer
from agents.approvals.services import approval_ask_person, approval_resumed
from agents.desk.asking import talk_prompt
from agents.desk.claiming import answer_claim, answer_put_back, answer_write
from agents.desk.events import DESK_ANSWERED
from agents.desk.fragments import answer_html
from agents.desk.models import DeskMessage, DeskThread
from agents.desk.selectors import messages_of
from agents.desk.signals import desk_drawn
from agents.desk.working import Watcher, Work, work
from agents.llm.base import Prompt, ProviderError, ToolCall
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
            said = messages_of(answer.thread, limit=_HISTORY)[:-1]
            asked = talk_prompt(context, ANALYST, said)
            going = _Going(approval_of_answer(answer.pk), asked)
            plan = plan_for(Task.WRITE)
            release()
            _answer(answer, context, going, plan)
        except Exception as error:
            # Whatever of ours failed, the question is not lost.
            logger.exception("An answer for the office failed")
            _after_failure(answer, error)


@dataclass(frozen=True, slots=True)
class _Going:
    """Where an answer begins: at the question, or where its person decided (``approval``)."""

    approval: Approval | None
    asked: Prompt

    @property
    def prompt(self) -> Prompt:
        """What the run begins with; no finished call of it is made again."""
        if self.approval is None:
            return self.asked
        items = log_read(
            self.approval.exchange,
            call_id=self.approval.call_id,
            arguments=self.approval.arguments_now,
        )
        return replace(self.asked, items=(*self.asked.items, *items))

    def cards(self, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of the cards on the page that stand for calls it goes on from."""
        if self.approval is None:
            return []
        finished = sum("call_id" in each for each in self.approval.exchange)
        return shown[:finished]


def _answer(answer: DeskMessage, context: StaffContext, going: _Going, plan: Plan) -> None:
    gate = TalkGate(context.user, going.approval)
    screen = _Screen(answer, gate, cards=going.cards(answer.cards))
    screen.draw(at_once=True)
    try:
        done = work(context, ANALYST, going.prompt, plan=plan, watcher=screen)
    except ProviderError as error:
        logger.warning("No provider answered the office: %s", error.kind)
        record = RunRecord(
            specialist=ANALYST.name,
            prompt_version=ANALYST.prompt_template().version,
            task=Task.WRITE,
            error=str(error),
        )
        _keep(answer, Work("", "provider", record, screen.cards), going, error=_NO_MODEL)
        return
    done.cards = screen.cards
    if gate.asked is not None and done.reason == "paused":
        _wait(answer, done, going, gate.asked)
        return
    _keep(answer, done, going, error="" if done.reply else _NO_WORDS)


@transaction.atomic
def _wait(answer: DeskMessage, done: Work, going: _Going, call: ToolCall) -> None:
    """Ask the person about the call the run stopped before, and let the answer wait for them."""
    run = done.record.write(outcome=AgentRun.Outcome.SUPERSEDED, reply="", user=answer.thread.user)
    _went_on(going)
    if not answer_write(
        answer, state=DeskMessage.State.ASKING, cards=done.cards, run=run, lease_until=None
    ):
        return
    asked = Asked(
        tool=call.name,
        call_id=call.id,
        arguments=dict(call.arguments or {}),
        exchange=log_kept(done.log[len(going.asked.items) :]),
    )
    approval_ask_person(asked=asked, run=run, person=answer.thread.user, answer_id=answer.pk)
    events.record(DESK_ANSWERED, actor=SOFIA, object_id=answer.pk)


def _went_on(going: _Going) -> None:
    if going.approval is not None:
        approval_resumed(going.approval)


@transaction.atomic
def _keep(answer: DeskMessage, done: Work, going: _Going, *, error: str) -> None:
    """Write run and answer in one transaction; a run whose answer was stopped is kept too."""
    _went_on(going)
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


@dataclass(slots=True)
class _Screen(Watcher):
    """Shows an answer on the person's open pages as it comes about, and hears them say stop."""

    answer: DeskMessage
    gate: TalkGate
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
        """End the run when the person has stopped it, or has to be asked first."""
        self._keep(at_once=True)
        if self._is_stopped:
            raise Pause
        self.gate.before(tool, call)

    def guarded(self, tool: Tool) -> Tool:
        """Nothing is changed without the person's yes."""
        return self.gate.guarded(tool)

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
