"""What the embedded provider quotes of a passage that is longer than a reply should be."""

from __future__ import annotations

from agents.llm.offline.quoting import LONGEST, best, quote

PASSAGE = (
    "Para arrendar pedimos cédula de identidad y las tres últimas liquidaciones de sueldo. "
    "El contrato dura un año y se renueva solo. "
    + "La garantía se guarda hasta el final del contrato. "
    * 8
    + "Las mascotas de hasta diez kilos se aceptan con una garantía adicional. "
    "Los gatos no pagan nada."
)


def _quoted(question: str, text: str = PASSAGE, *, spoken: str = "es") -> str:
    return quote({"text": text, "language": "es"}, question=question, spoken=spoken)


def test_the_sentence_that_answers_is_quoted() -> None:
    assert "hasta diez kilos" in _quoted("¿Aceptan mascotas?")
    assert "cédula de identidad" in _quoted("¿Qué piden para arrendar?")


def test_it_is_quoted_for_a_question_in_another_language_too() -> None:
    assert "hasta diez kilos" in _quoted("Are pets allowed?", spoken="en")


def test_a_quote_is_no_longer_than_a_reply_should_be() -> None:
    assert len(_quoted("¿Aceptan mascotas?")) <= LONGEST
    assert len(_quoted("¿palabra?", "palabra " * 200)) <= LONGEST + 1


def test_a_passage_about_something_else_is_not_quoted() -> None:
    assert best({"results": [{"text": PASSAGE, "score": 0.1}]}) is None
