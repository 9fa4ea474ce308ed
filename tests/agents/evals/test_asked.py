"""What a reply asks for, in our own words and in a model's."""

from __future__ import annotations

import pytest

from agents.evals.asked import FIELDS, asked_fields
from agents.llm.offline import phrases


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("field", FIELDS)
def test_our_own_wordings_are_known_everywhere(field: str, language: str) -> None:
    for country in ("CL", "ES", "AR", "MX", "GB"):
        question = phrases.question(field, language, country, seed="any")

        assert asked_fields(f"Perfecto. {question}", country) == (field,)


@pytest.mark.parametrize(
    ("reply", "asked"),
    [
        ("¡Genial! ¿Qué presupuesto tienes pensado?", ("budget",)),
        ("Great choice! And how many bedrooms would you like?", ("beds",)),
        ("¿Te gustaría comprar o alquilar? ¿Y me dices tu nombre completo?", ("operation", "name")),
        ("Could you share your e-mail?", ("phone",)),
        ("I found three bedrooms in your budget. Would Monday suit?", ()),
    ],
)
def test_a_models_own_wordings_are_known(reply: str, asked: tuple[str, ...]) -> None:
    assert asked_fields(reply, "ES") == asked
