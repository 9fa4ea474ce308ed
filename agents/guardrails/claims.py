"""Claims are backed: what a reply states must stand in a tool result or in the facts.

A first line of it: bookings, hand-overs, amounts of money, links and e-mail addresses.
A reply that states more than the turn holds is sent back once, then a person is called.
"""

from __future__ import annotations

import re
from typing import Any, Final

from agents.guardrails.announced import announced
from agents.runs.record import RunRecord
from agents.turns.context import TurnContext
from crm.core.text import fold

_BOOKED: Final = re.compile(
    r"\b(?:(?:quedo|queda|quedaste|esta|he|ya te|te he|te)\s+(?:\w+\s+){0,2}"
    r"(?:agendad[oa]|reservad[oa]|confirmad[oa]|agende|reserve)"
    r"|visita\s+(?:agendada|reservada|confirmada)"
    r"|(?:i(?:'ve| have)?|it(?:'s| is)|you(?:'re| are)|viewing is|visit is|all)\s+(?:\w+\s+){0,2}"
    r"(?:booked|scheduled|confirmed|set up)"
    r"|(?:viewing|visit)\s+(?:booked|confirmed|scheduled))\b"
)
_MONEY: Final = re.compile(
    r"(?:(?:uf|clp|usd|us\$|aed|eur|mxn|ars|pen|gbp|brl|cop|\$|€|£)\s?(\d[\d.,]*\d|\d)"
    r"|(\d[\d.,]*\d|\d)\s?(?:uf|clp|usd|aed|eur|mxn|pesos|dolares|euros|dirhams?)\b)"
)
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+\b")


def unbacked(reply: str, context: TurnContext, record: RunRecord) -> list[str]:
    """What the reply states without anything to stand on, in words for the model."""
    text = fold(reply)
    problems: list[str] = []
    held = _held(context, record)
    if _BOOKED.search(text) and not (context.draft.booked or context.appointments):
        problems.append("it says a viewing is booked, but none is")
    figures = _figures(held)
    for match in _MONEY.finditer(text):
        figure = _digits(match.group(1) or match.group(2))
        if figure and figure not in figures:
            problems.append(f"no tool result has the amount {match.group(0).strip()}")
    for match in _LINK.finditer(reply):
        if fold(match.group(0).rstrip(".,;)")) not in held:
            problems.append(f"no tool result has {match.group(0)}")
    if announced(reply, held=held):
        problems.append("it says that a person will write or take over, but nobody was called")
    return problems


def _held(context: TurnContext, record: RunRecord) -> str:
    """Everything this turn may repeat: its tool results, the facts, and the lead's own words."""
    said = [message.text for message in context.history]
    results = [str(step.result) for step in record.steps if step.kind == "tool"]
    known: list[Any] = [
        context.profile_now(),
        context.contact_now(),
        context.appointments,
        context.conversation.memory,
        context.broker.disclosure,
    ]
    return fold(" ".join([*said, *results, *map(str, known)]))


def _figures(held: str) -> set[str]:
    figures = {_digits(found) for found in re.findall(r"\d[\d.,]*\d|\d", held)}
    # 120000 may be said as "120 mil", 1200000 as "1.2M".
    for figure in list(figures):
        for zeros in ("000", "000000"):
            if figure.endswith(zeros):
                figures.add(figure.removesuffix(zeros))
        if len(figure) > 6 and figure.endswith("00000"):
            figures.add(figure.removesuffix("00000"))
        if len(figure) > 6 and figure.endswith("0000"):
            figures.add(figure.removesuffix("0000"))
    return figures


def _digits(text: str) -> str:
    whole = re.sub(r"[.,]0{1,2}\Z", "", text)
    return re.sub(r"\D", "", whole).lstrip("0")
