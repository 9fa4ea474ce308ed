"""What a check has against a reply."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason not to say a text.

    ``code`` names the check for records and figures; ``words`` tells a model, in English, what to
    leave out, without repeating what must not be repeated. What is ``owed`` may be said where a
    person is given the task to do it.
    """

    code: str
    words: str
    owed: bool = False
