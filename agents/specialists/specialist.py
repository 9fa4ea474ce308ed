"""A specialist is configuration of the one loop: a name, a prompt, tools and limits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents.runs.limits import Limits


@dataclass(frozen=True, slots=True)
class Specialist:
    """Who does a piece of work.

    ``prompt`` names the file of its instructions, ``tools`` what it may call. ``tool_calls`` and
    ``seconds`` narrow what the operator allows any run; 0 leaves it as it is.
    """

    name: str
    prompt: str
    tools: tuple[str, ...]
    tool_calls: int = 0
    seconds: float = 0.0

    def limits(self) -> Limits:
        """The bounds of a run that begins with this specialist."""
        limits = Limits.from_settings()
        return replace(
            limits,
            tool_calls=min(limits.tool_calls, self.tool_calls or limits.tool_calls),
            seconds=min(limits.seconds, self.seconds or limits.seconds),
        )
