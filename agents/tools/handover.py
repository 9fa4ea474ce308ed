"""The tool that calls a person, and what the lead hears then."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field

from agents.tools.registry import Arguments, Effect, tool
from agents.turns.context import Handover, TurnContext

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
        "equipo, que te responde por aquí.",
        "danger": "Si hay peligro, llama ya a emergencias. Aviso ahora mismo a una persona del "
        "equipo para que te contacte.",
        "": "Te pongo en contacto con una persona del equipo. Te responde por aquí en cuanto "
        "pueda.",
    },
    "en": {
        "complaint": "I am sorry about this. I am passing your message to a person of our team "
        "right now; they will answer you here.",
        "danger": "If there is danger, call the emergency services now. I am alerting a person of "
        "our team so that they contact you.",
        "": "I am putting you in touch with a person of our team. They will answer you here as "
        "soon as they can.",
    },
}


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
    closing = closing_text(context.language, arguments.reason)
    context.draft.handover = Handover(
        reason=arguments.reason, summary=arguments.summary, closing=closing
    )
    return {"escalated": True, "closing": closing}


def closing_text(language: str, reason: str) -> str:
    """What the lead hears when a person is called."""
    texts = _CLOSINGS["es" if language.startswith("es") else "en"]
    return texts.get(reason, texts[""])
