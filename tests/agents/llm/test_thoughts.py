"""Thinking aloud at the head of a text stays away from the lead."""

from __future__ import annotations

import pytest

from agents.llm.thoughts import ThoughtFilter


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("<think>budget first</think>\n\nHola", "Hola"),
        ("  <think>x</think>Hola", "Hola"),
        ("Hola <think> no es", "Hola <think> no es"),
        ("<b>Hola", "<b>Hola"),
        ("<thi", "<thi"),
        ("<think>never ends", ""),
        ("Hola", "Hola"),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_only_a_block_at_the_head_is_dropped(text: str, visible: str, size: int) -> None:
    thoughts = ThoughtFilter()

    shown = [thoughts.feed(text[at : at + size]) for at in range(0, len(text), size)]

    assert ("".join(shown) + thoughts.finish()).lstrip() == visible.lstrip()
