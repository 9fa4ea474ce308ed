"""Threads of two contacts who turned out to be one person."""

from __future__ import annotations

from datetime import datetime

from crm.conversations.models import Conversation
from crm.conversations.selectors import unanswered_of
from crm.conversations.services.handing import hand
from crm.core.actors import SYSTEM
from crm.core.transactions import joining
from crm.leads.models import Contact

_Place = tuple[str, str]


@joining
def threads_lock(keep: Contact, lose: Contact) -> None:
    """Lock both contacts' open threads, in the order in which everybody locks threads."""
    rows = Conversation.objects.select_for_update(of=("self",)).filter(contact__in=[keep, lose])
    list(rows.exclude(holder=Conversation.Holder.CLOSED).order_by("pk").values_list("pk"))


@joining
def threads_join(keep: Contact, lose: Contact) -> None:
    """Give the threads of ``lose`` to ``keep``, as they are.

    Where both have an open one on the same account, the one in which something was said last goes
    on and the other ends. If somebody still waited for an answer in that one, a person is called:
    Sofía sees one thread only.
    """
    for place, ours in _open_of(keep).items():
        theirs = _open_of(lose).get(place)
        if theirs is not None:
            older, newer = sorted(
                (ours, theirs), key=lambda each: each.last_message_at or each.created_at
            )
            _end(older, newer)
    Conversation.objects.filter(contact=lose).update(contact=keep)


def _last_said(row: Conversation) -> datetime:
    said: datetime = row.last_message_at or row.created_at
    return said


def _open_of(contact: Contact) -> dict[_Place, Conversation]:
    rows = Conversation.objects.select_related("lead", "contact").filter(contact=contact)
    return {
        (row.channel, row.account_id): row
        for row in rows.exclude(holder=Conversation.Holder.CLOSED)
    }


def _end(older: Conversation, newer: Conversation) -> None:
    is_owed = unanswered_of(older).exists()
    summary = older.last_message_text
    hand(older, Conversation.Holder.CLOSED, actor=SYSTEM)
    if is_owed and newer.holder == Conversation.Holder.SOFIA:
        newer.handover_reason = "two_threads"
        newer.handover_summary = summary
        hand(newer, Conversation.Holder.QUEUE, actor=SYSTEM)
