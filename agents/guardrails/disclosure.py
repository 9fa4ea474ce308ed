"""The first thing a lead hears says that a machine is speaking.

A model is told to say it; here it is made sure of, whatever the model wrote. The wording is the
broker's own where there is one (EU AI Act, article 50: people are told that they interact with an
AI system).
"""

from __future__ import annotations

from agents.turns.context import TurnContext
from crm.brokers.models import Broker
from crm.conversations.models import Message
from crm.core.text import fold


def owed(context: TurnContext) -> str:
    """What has still to be said in this conversation, "" once Sofía has spoken in it."""
    if any(message.author == Message.Author.SOFIA for message in context.history):
        return ""
    return wording(context.broker, context.language)


def wording(broker: Broker, language: str) -> str:
    """How a broker says it: in its own words, else in ours in the lead's language."""
    if broker.disclosure:
        return str(broker.disclosure)
    if language.startswith("es"):
        return f"Hola, soy Sofía, la asistente virtual (IA) de {broker.name}."
    return f"Hi, I am Sofía, the virtual (AI) assistant of {broker.name}."


def disclosed(text: str, context: TurnContext) -> str:
    """The text with what is owed in front of it, unless it says so already; "" stays ""."""
    wording = owed(context).strip()
    if not text.strip() or not wording or fold(wording) in fold(text):
        return text
    return f"{wording} {text.lstrip()}"
