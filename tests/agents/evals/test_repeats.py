"""Which repeated questions a kept answer would be given to."""

from __future__ import annotations

from agents.evals.repeats import Asked, repeats


def test_only_the_same_question_is_answered_and_a_wrong_intent_is_told() -> None:
    asked = "Which fees do you charge?"
    section = repeats(
        [
            *(Asked(asked, intent, is_kept=True) for intent in ("a", "b")),
            Asked(f"Hello, {asked}", "a", is_kept=False),
            Asked(f"Hello, {asked}", "b", is_kept=False),
            Asked("Which fees do you not charge?", "a", is_kept=False),
            Asked("Which fees do you not charge?", "b", is_kept=False),
        ]
    )

    # One of the two intents is kept: the same words of the other one get its answer.
    figures = {figure.key: (figure.value, figure.of) for figure in section.figures}
    assert figures == {"correct": (0.5, 2), "wrong": (0.5, 2), "false": (0.5, 2)}
