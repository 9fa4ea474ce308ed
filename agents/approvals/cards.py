"""The cards on which people decide what Sofía asks, for pages and sockets."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agents.approvals import events as verbs
from agents.approvals.arguments import ArgumentField, argument_fields
from agents.approvals.models import Approval
from agents.approvals.selectors import ABILITY, approval_get_for, approval_list_for
from agents.approvals.words import call_words
from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.conversations.models import Conversation
from crm.core.errors import NotFound
from crm.core.events import DomainEvent

_OVER = frozenset({verbs.DECIDED, verbs.ENDED})


@dataclass(frozen=True, slots=True)
class Card:
    """One question: what she wants to do, with which arguments, and what may be said to it."""

    row: Approval
    words: str
    fields: list[ArgumentField]


def card_of(row: Approval) -> Card:
    """The question in words, in the language in force."""
    return Card(
        row, call_words(row.tool, row.arguments_now, row.person), argument_fields(row.arguments)
    )


def card_html(
    row: Approval, *, request: HttpRequest | None = None, swap: str = "", named: bool = False
) -> str:
    """The card; ``named`` tells whose lead it is about, where the page does not."""
    context = {"card": card_of(row), "swap": swap, "named": named}
    return render_to_string("agents/approvals/card.html", context, request)


def thread_cards(*, actor: User, subject: Conversation, request: HttpRequest | None) -> str:
    """What waits about this conversation, for the page of its thread."""
    rows: list[Approval] = []
    # Questions end when somebody else takes it: then there is nothing to look for.
    if subject.holder == Conversation.Holder.SOFIA and can(actor, ABILITY):
        rows = list(
            approval_list_for(actor, state=Approval.State.PENDING).filter(conversation=subject)
        )
    cards = "".join(card_html(row, request=request) for row in rows)
    return format_html(
        '<div class="asks" id="asks-{}" role="region" aria-live="polite">{}</div>',
        subject.pk,
        SafeString(cards),
    )


def thread(*, actor: User, event: DomainEvent) -> str:
    """What an event changes on an open thread."""
    return _changed(actor, event, place=f"asks-{event.conversation_id}", named=False)


def everything(*, actor: User, event: DomainEvent) -> str:
    """What an event changes on the open page of all questions."""
    return _changed(actor, event, place="asks-all", named=True)


def gone(pk: object) -> str:
    """The card taken off every page it stands on."""
    return format_html('<article id="ask-{}" data-swap="remove"></article>', pk)


def _changed(actor: User, event: DomainEvent, *, place: str, named: bool) -> str:
    if event.verb in _OVER:
        # The id alone says nothing; whoever never saw the card has nothing to take off.
        return gone(event.object_id)
    if event.verb != verbs.ASKED or not can(actor, ABILITY):
        return ""
    try:
        row = approval_get_for(actor, event.object_id)
    except NotFound:
        return ""
    # In their own talk the answer shows it.
    if row.state != Approval.State.PENDING or row.person_id is not None:
        return ""
    return card_html(row, swap=f"append:#{place}", named=named)
