"""Threads that have gone on for a while, without playing every turn of them."""

from __future__ import annotations

from django.utils import timezone

from agents.memory.services import conversation_summarise
from crm.conversations.models import Conversation, Message

SAID = (
    "¿Tiene estacionamiento el de Irarrázaval, y bodega?",
    "Me gusta más el segundo, pero el living me pareció chico para la mesa que tenemos",
    "Tenemos un perro grande, ¿lo aceptan en ese edificio?",
    "Ok",
    "¿Y los gastos comunes cuánto son más o menos en invierno?",
    "Voy a conversarlo con mi señora y te cuento mañana en la tarde",
)
ANSWERED = (
    "Sí, el de Irarrázaval tiene un estacionamiento; bodega no. ¿Quieres verlo esta semana?",
    "Entiendo. Puedo mostrarte otros con un living más amplio en la misma zona, si quieres.",
    "Lo reviso en el reglamento del edificio. ¿De qué tamaño es tu perro?",
    "¿Te acomoda el jueves o el viernes?",
    "Según el documento varían con la calefacción. ¿Quieres que te muestre el detalle?",
    "Perfecto, quedo atenta. ¡Que les vaya muy bien con la decisión!",
)


def say(conversation: Conversation, text: str, *, by: str = "lead") -> Message:
    """Write a message into the thread as if it had come or gone long ago."""
    is_in = by == "lead"
    return Message.objects.create(
        conversation=conversation,
        direction=Message.Direction.IN if is_in else Message.Direction.OUT,
        author=by,
        text=text,
        account_key=f"{conversation.channel}:{conversation.account_id}",
        status=Message.Status.RECEIVED if is_in else Message.Status.SENT,
        sent_at=timezone.now(),
    )


def go_on(conversation: Conversation, turns: int, *, summarise: bool = True) -> None:
    """So many turns more, and what a worker does after them."""
    for turn in range(turns):
        say(conversation, SAID[turn % len(SAID)])
        last = say(conversation, ANSWERED[turn % len(ANSWERED)], by="sofia")
        if summarise and turn % 4 == 3:
            conversation_summarise(conversation.pk)
    Conversation.objects.filter(pk=conversation.pk).update(answered_until=last.pk)
