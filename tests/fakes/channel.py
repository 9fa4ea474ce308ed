"""A channel that keeps what was sent, and fails when told to."""

from __future__ import annotations

from collections import deque
from typing import Any, Final

from channels_app.channels.base import Advice, Capabilities, Outgoing, SendError

OPENING: Final = "Hola, soy Sofía, la asistente virtual (IA) de Alicia Propiedades."


class FakeChannel:
    """Stands in for an adapter's sending side; what it reads is the real adapter's."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.sent: list[Outgoing] = []
        self.failures: deque[Exception] = deque()
        self.capabilities: Capabilities = real.capabilities
        self.before: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    @property
    def said(self) -> list[str]:
        """The texts that went out, without the sentence that says what Sofía is."""
        return [sent.text.removeprefix(OPENING).strip() for sent in self.sent]

    def fails(self, *errors: Exception) -> None:
        """The next sends fail like this."""
        self.failures.extend(errors)

    def send(self, outgoing: Outgoing) -> str:
        """Keep the message, or fail."""
        if self.before is not None:
            self.before(outgoing)
        if self.failures:
            raise self.failures.popleft()
        self.sent.append(outgoing)
        return f"wamid.OUT{len(self.sent):06d}"


UNREACHABLE = SendError("unreachable", "nobody there")
NO_ANSWER = SendError("no_answer", "broke in the middle", Advice.UNSURE)
WINDOW_CLOSED = SendError("131047", "window closed", Advice.TEMPLATE)
