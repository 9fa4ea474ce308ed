"""What a turn is told of what is no longer in its window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agents.guardrails.fence import fenced, neutral


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a lead said, and the message that says it."""

    text: str
    message: str
    at: str


@dataclass(frozen=True, slots=True)
class Recalled:
    """An earlier message of the person that has to do with what they write now."""

    text: str
    message: UUID
    at: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The memory of one turn. Messages up to and with ``upto`` are told by ``summary`` alone.

    ``corrected`` names the fields of the card that a person of the broker has set.
    """

    summary: str = ""
    facts: tuple[Fact, ...] = ()
    recalled: tuple[Recalled, ...] = ()
    upto: UUID | None = None
    corrected: tuple[str, ...] = ()

    def words(self) -> str:
        """The notes as the model reads them, what others wrote fenced; "" when there are none."""
        parts = []
        if self.summary or self.facts:
            lines = [f"- {fenced(fact.text, 'lead')}" for fact in self.facts]
            parts.append("\n".join(["# Earlier in this thread", neutral(self.summary), *lines]))
        if self.recalled:
            said = [
                f"- {each.at:%Y-%m-%d}, {each.channel}: {fenced(each.text, 'lead')}"
                for each in self.recalled
            ]
            parts.append("\n".join(["# What they wrote before about this", *said]))
        if self.corrected:
            parts.append(
                "A colleague has set these fields of the card; they hold against anything the lead "
                f"wrote before: {', '.join(self.corrected)}."
            )
        return "\n\n".join(parts)

    def told(self) -> dict[str, object]:
        """What the run keeps of it."""
        return {
            "summary": self.summary,
            "facts": [fact.message for fact in self.facts],
            "recalled": [str(each.message) for each in self.recalled],
            "corrected": list(self.corrected),
        }
