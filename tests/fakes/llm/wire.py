"""What the fakes of all vendors can do, in words that no vendor uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from agents.llm.base import Provider
from tests.fakes.llm.server import Reply, ScriptedServer

JSON = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A tool call the fake model makes."""

    id: str
    name: str
    arguments: JSON = field(default_factory=dict)


class Wire(Protocol):
    """Builders of one vendor's answers.

    Usage is always 100 tokens of input of which 40 came from the cache, and 24 of output, told in
    the vendor's own way of counting.
    """

    name: str

    def provider(self, server: ScriptedServer) -> Provider:
        """The real provider, pointed at the fake."""
        ...

    def text(self, text: str, *, finish: str = "") -> Reply:
        """A whole text answer; ``finish`` is a word of the vendor's."""
        ...

    def calls(self, *calls: Call, text: str = "", finish: str = "") -> Reply:
        """A whole answer that asks for tools."""
        ...

    def stream_text(self, *pieces: str) -> list[str]:
        """The events of a streamed text, one a piece, with head and end."""
        ...

    def stream_calls(self, *calls: Call) -> list[str]:
        """The events of streamed tool calls, arguments in fragments where the vendor has them."""
        ...

    def error(
        self, status: int, message: str = "broken", *, code: str = "", **headers: str
    ) -> Reply:
        """An error answer."""
        ...

    def length(self) -> str:
        """The vendor's word for an answer cut at its longest."""
        ...

    def refusal(self) -> Reply:
        """An answer withheld by the vendor's policy."""
        ...

    def nothing(self) -> Reply:
        """A good status around no answer at all."""
        ...

    def flaw(self, body: JSON) -> str | None:
        """Why the vendor would refuse this request body; None when it is well formed."""
        ...
