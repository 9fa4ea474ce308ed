"""How far each demo lead came, as a sequence of what was said and done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from config.demo.story import Story
from crm.conversations.models import Conversation
from crm.conversations.services import (
    conversation_close,
    conversation_escalate,
    conversation_take,
)
from crm.core.actors import SOFIA
from crm.leads.models import Stage
from crm.leads.services import lead_assign, note_add, task_add
from crm.pipeline.models import LossReason
from crm.pipeline.services import lead_move
from crm.scheduling.services import viewing_close


def opening(story: Story) -> None:
    """The lead says what they look for, and Sofía asks for the budget."""
    story.lead_says(f"{story.wish.operation}_home", story.wish.home)
    story.sofia_says("greet")


def undecided_beginner(story: Story) -> None:
    """Somebody who hardly knows yet what they want, and has not answered since."""
    story.lead_says("vague")
    story.sofia_says("greet_vague")
    if story.dice.random() < 0.6:
        story.lead_says("half_answer")
        story.sofia_says("ask_more")
    story.scored()


def silent_after_greeting(story: Story) -> None:
    """Somebody who said what they want and then nothing more."""
    opening(story)
    if story.dice.random() < 0.5:
        story.asks_something()
    story.scored()


def waiting_for_person(story: Story) -> None:
    """Somebody who asked for a person, and waits."""
    opening(story)
    story.scored()
    story.lead_says("person_please")
    story.sofia_says("handover")
    conversation_escalate(
        conversation=story.conversation,
        reason="asked_for_person",
        summary=story.phrase("summary"),
        closing="",
        actor=SOFIA,
        version=story.conversation.version,
    )
    Conversation.objects.filter(pk=story.conversation.pk).update(unread=1)


def held_by_person(story: Story) -> None:
    """Somebody an agent has taken over and talks to."""
    opening(story)
    story.scored()
    story.lead_says("person_please")
    _take(story)
    story.person_says("person_hello", minutes=6)
    story.lead_says("person_answer")


def qualified(story: Story) -> bool:
    """Somebody of whom all is known and who has seen what fits; whether something did."""
    opening(story)
    story.lead_says("budget", story.wish.money)
    if story.dice.random() < 0.6:
        story.sofia_says("ask_time")
        story.lead_writes(story.wish.words["time"], story.wish.timeline)
    if story.wish.operation == "buy" and story.dice.random() < 0.7:
        story.sofia_says("ask_bank")
        has_it = story.dice.random() < 0.6
        story.lead_says("bank_yes" if has_it else "bank_no", {"preapproved": has_it})
    return story.shown_matches()


def thinking_it_over(story: Story) -> None:
    """A qualified lead who has not decided on a viewing."""
    if qualified(story):
        if story.dice.random() < 0.6:
            story.asks_something()
        story.lead_says("undecided")
        story.sofia_says("no_hurry")
    _owned(story)
    if story.dice.random() < 0.5:
        note_add(lead=story.lead, text=story.phrase("note"), actor=story.agent.as_actor())


def viewing_ahead(story: Story) -> None:
    """A lead with a viewing in the coming days."""
    if not qualified(story):
        return
    if story.dice.random() < 0.5:
        story.asks_something()
    story.lead_says("like")
    if story.viewing(soon=True) is None:
        return
    story.lead_says("thanks")
    _owned(story)
    _task(story, hours=story.dice.choice((-5, 2, 6, 24)))


def viewing_held(story: Story) -> bool:
    """A lead who saw the place; whether it came to that."""
    if not qualified(story):
        return False
    story.lead_says("like")
    booked = story.viewing(soon=False)
    if booked is None:
        return False
    _owned(story)
    story.clock.go(booked.ends_at + timedelta(hours=story.dice.uniform(1, 4)))
    if booked.ends_at < story.clock.now:
        viewing_close(appointment=booked, status="done", actor=story.agent.as_actor())
    _take(story)
    story.person_says("after", minutes=5)
    return True


def offering(story: Story) -> None:
    """A lead who wants to make an offer."""
    if not viewing_held(story):
        return
    story.lead_says("offer")
    _move(story, "offer")
    story.person_says("offer_reply")
    note_add(lead=story.lead, text=story.phrase("note"), actor=story.agent.as_actor())
    _task(story, hours=story.dice.choice((-20, 3, 26)))


def won(story: Story) -> None:
    """A lead who signed."""
    offering(story)
    if story.lead.stage.key != "offer":
        return
    story.clock.wait(60 * story.dice.uniform(20, 60))
    story.person_says("won")
    story.lead_says("won_reply")
    _move(story, "won")
    conversation_close(conversation=story.conversation, user=story.agent)


def lost(story: Story) -> None:
    """A lead who went elsewhere."""
    if story.dice.random() < 0.5:
        qualified(story)
    else:
        opening(story)
        story.scored()
    _owned(story)
    story.clock.wait(60 * story.dice.uniform(20, 70))
    story.lead_says("lost")
    story.sofia_says("lost_reply")
    reasons = list(LossReason.objects.values_list("name", flat=True))
    _move(story, "lost", reason=story.dice.choice(reasons))


def _owned(story: Story) -> None:
    lead_assign(lead=story.lead, owner=story.agent, actor=SOFIA)


def _take(story: Story) -> None:
    if story.lead.owner_id is None:
        _owned(story)
    conversation_take(conversation=story.conversation, user=story.agent)


def _move(story: Story, key: str, **kwargs: Any) -> None:
    lead_move(lead=story.lead, stage=Stage.objects.get(key=key), actor=story.agent.as_actor(),
              **kwargs)  # fmt: skip


def _task(story: Story, *, hours: int) -> None:
    """Something to do around now; a negative number of hours is late already."""
    task_add(
        lead=story.lead,
        title=story.phrase("task"),
        actor=story.agent.as_actor(),
        due_at=story.clock.present + timedelta(hours=hours),
        assignee=story.agent,
    )
