"""What the embedded provider says of its own accord is never held up: it would call a person."""

from __future__ import annotations

import pytest

from agents.guardrails.gate import problems_of
from agents.llm.offline.phrases import LINES, QUESTIONS
from tests.agents.guardrails.scenes import scene

#: Said only by a turn that has done what they say.
_DEEDS = {"handover", "opt_out"}


def _own_words() -> list[tuple[str, str, str]]:
    return [
        (language, name, wording)
        for wordings in (QUESTIONS, LINES)
        for language, lines in wordings.items()
        for name, several in lines.items()
        for wording in several
        if "{" not in wording and name not in _DEEDS
    ]


@pytest.mark.parametrize(("language", "name", "wording"), _own_words())
def test_no_wording_of_ours_is_held_up(language: str, name: str, wording: str) -> None:
    staged = scene(language)

    assert problems_of(wording, staged.context, staged.record) == []
