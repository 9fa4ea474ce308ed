"""Pieces of the talk, drawn for the page, for the socket, and while an answer is written."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agents.approvals.cards import card_html
from agents.approvals.selectors import approval_of_answer
from agents.desk import events as verbs
from agents.desk.cards import shown
from agents.desk.models import DeskMessage
from agents.desk.selectors import message_get_for
from agents.desk.words import paragraphs
from crm.accounts.models import User
from crm.core.errors import NotFound
from crm.core.events import DomainEvent

_DRAWN = frozenset({verbs.DESK_ASKED, verbs.DESK_ANSWERED, verbs.DESK_STOPPED})


def answer_html(answer: DeskMessage, *, request: HttpRequest | None = None) -> str:
    """An answer as it stands, in the language of whoever is in hand.

    No query, unless it waits for a yes.
    """
    asks = ""
    if answer.state == DeskMessage.State.ASKING:
        asked = approval_of_answer(answer.pk)
        asks = card_html(asked, request=request) if asked is not None else ""
    return render_to_string(
        "agents/desk/answer.html",
        {
            "answer": answer,
            "cards": [shown(card) for card in answer.cards],
            "body": paragraphs(answer.text),
            "asks": SafeString(asks),
        },
        request,
    )


def draw(*, actor: User, event: DomainEvent) -> str:
    """What an event changes on an open page of the talk; "" for other people's."""
    if event.verb not in _DRAWN:
        return ""
    try:
        answer = message_get_for(actor, event.object_id)
    except NotFound:
        return ""
    return answer_html(answer)
