"""The tool that calls a person, and what the lead hears then."""

from __future__ import annotations

from typing import Any, Final, Literal

from django.utils import timezone
from pydantic import Field

from agents.tools.registry import Arguments, Effect, ToolError, tool
from agents.turns.context import Handover, TurnContext
from agents.turns.summary import summary_for
from crm.brokers.hours import hours_of
from crm.conversations.promises import promise_words

Reason = Literal[
    "asked_for_person",
    "complaint",
    "offer",
    "legal",
    "danger",
    "repair",
    "unknown_question",
    "technical",
    "other",
]

_CLOSINGS: Final[dict[str, dict[str, str]]] = {
    "es": {
        "complaint": "Siento mucho lo ocurrido. Le paso tu mensaje ahora mismo a una persona del "
        "equipo, que te escribirá por aquí {when}.",
        "danger": "Si hay peligro, llama ya a emergencias. Aviso ahora mismo a una persona del "
        "equipo, que te escribirá por aquí {when}.",
        "misunderstood": "Perdona que no te haya entendido bien. Te pongo en contacto con una "
        "persona del equipo: te escribirá por aquí {when}.",
        "": "Te pongo en contacto con una persona del equipo: te escribirá por aquí {when}.",
    },
    "en": {
        "complaint": "I am sorry about this. I am passing your message to a person of our team "
        "right now; they will write to you here {when}.",
        "danger": "If there is danger, call the emergency services now. I am alerting a person of "
        "our team right now; they will write to you here {when}.",
        "misunderstood": "I am sorry that I did not get this right. I am putting you in touch "
        "with a person of our team: they will write to you here {when}.",
        "": "I am putting you in touch with a person of our team: they will write to you here "
        "{when}.",
    },
}
_SOON: Final = {"es": "en cuanto pueda", "en": "as soon as they can"}
_BOOKED: Final = {
    "es": "Tu visita quedó agendada: {label}.",
    "en": "Your viewing is booked: {label}.",
}
#: Reasons that are told in another one's words.
_SAME_WORDS: Final = {"upset": "complaint"}
#: What a person has dealt with once they give the conversation back.
MET: Final = frozenset(
    {
        "asked_for_person",
        "complaint",
        "offer",
        "legal",
        "repair",
        "urgent",
        "upset",
        "misunderstood",
    }
)


class HandoverRequest(Arguments):
    reason: Reason
    summary: str = Field(
        min_length=1, max_length=1000, description="for the person: what the lead wants, in brief"
    )


@tool(effect=Effect.WRITE, closes_turn=True)
def escalate_to_human(context: TurnContext, arguments: HandoverRequest) -> dict[str, Any]:
    """Hand the conversation to a person of the broker: when the lead asks for one, complains,
    makes a formal offer, speaks of danger, repairs or the law, or asks what you cannot find out.
    It ends your turn; the lead hears the closing text that comes back, and nothing else."""
    if context.is_given_back and arguments.reason in MET:
        raise ToolError(
            "A person has just dealt with this and given the conversation back to you. "
            "Answer what else is open."
        )
    handover = handover_for(context, reason=arguments.reason, words=arguments.summary)
    context.draft.handover = handover
    return {"escalated": True, "closing": handover.closing}


def handover_for(context: TurnContext, *, reason: str, words: str) -> Handover:
    """A hand-over with its one closing text, which promises a time of the broker's hours.

    A viewing booked in the same turn is told in it, because nothing else will be said.
    """
    language = "es" if context.language.startswith("es") else "en"
    now = timezone.now()
    promised_at = hours_of(context.broker).promise(now)
    when = (
        promise_words(promised_at, now=now, language=language, zone=context.timezone)
        if promised_at
        else _SOON[language]
    )
    texts = _CLOSINGS[language]
    closing = texts.get(_SAME_WORDS.get(reason, reason), texts[""]).format(when=when)
    booked = context.draft.booked
    if booked and booked.get("label"):
        closing = f"{_BOOKED[language].format(label=booked['label'])} {closing}"
    return Handover(reason, summary_for(context, words), closing, promised_at)
