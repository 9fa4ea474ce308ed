"""Keep a model's thinking aloud away from the lead."""

from __future__ import annotations

_OPEN = "<think>"
_CLOSE = "</think>"


class ThoughtFilter:
    """Drops a ``<think>`` block at the head of a text that may come in fragments.

    Open models served over the OpenAI form write their reasoning there when the server does not
    separate it. Only the head is looked at: later on the word may be part of the answer.
    """

    def __init__(self) -> None:
        self._held = ""
        self._state = "head"

    def feed(self, text: str) -> str:
        """The part of ``text``, and of what was held back before, that may be shown."""
        if self._state == "open":
            return text
        self._held += text
        if self._state == "head":
            head = self._held.lstrip()
            if head.startswith(_OPEN):
                self._state = "thinking"
            elif _OPEN.startswith(head):
                return ""  # may still become the tag
            else:
                return self._release(self._held)
        _, closed, rest = self._held.partition(_CLOSE)
        if not closed:
            return ""
        # The answer begins at its first visible letter, which may come in a later fragment.
        return self._release(rest.lstrip())

    def finish(self) -> str:
        """What is still held back when the text ends: a beginning that never became the tag."""
        if self._state != "head":
            return ""
        return self._release(self._held)

    def _release(self, text: str) -> str:
        self._held = ""
        self._state = "open"
        return text
