"""Whether a turn may still act: the check that stands beside every lasting effect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypedDict

from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext as _

from agents.models import Turn
from agents.turns.context import TurnContext
from agents.turns.rehearsal import undone
from crm.conversations.models import Conversation
from crm.core.compiled import Compiled, Param
from crm.core.errors import Conflict

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Standing(TypedDict):
    """Whether the claim a turn was begun with still holds."""

    is_claimed: bool


_LOCKED: Final[Compiled[WithAnnotations[Conversation, Standing]]] = Compiled(
    lambda: (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("contact")
        .annotate(
            is_claimed=Exists(
                Turn.objects.filter(
                    pk=Param("turn"), state=Turn.State.RUNNING, claimed_by=Param("token")
                )
            )
        )
        .filter(pk=Param("conversation"))
    )
)


@contextmanager
def still_ours(context: TurnContext) -> Iterator[Conversation]:
    """A transaction in which the conversation is locked and still this turn's.

    Raises :class:`Conflict` when a person took it, it moved to another version, or another
    worker has this turn now. What is written inside commits with the check; in a rehearsal it is
    undone at the end.
    """
    if context.is_rehearsal:
        with undone(context.conversation.pk) as conversation:
            yield conversation
        return
    with transaction.atomic():
        locked = _LOCKED.one(
            conversation=context.conversation.pk,
            turn=context.turn.pk,
            token=context.turn.claimed_by,
        )
        if (
            locked is None
            or locked.holder != Conversation.Holder.SOFIA
            or locked.version != context.version
        ):
            raise Conflict(
                _("Somebody else holds this conversation now."), code="conversation_moved"
            )
        if not locked.is_claimed:
            raise turn_lost()
        yield locked


def turn_lost() -> Conflict:
    """What is raised when another worker has the turn now."""
    return Conflict(_("Another worker has this turn now."), code="turn_lost")
