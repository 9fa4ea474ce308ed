"""What the embedded provider quotes of a passage that is longer than a reply should be."""

from __future__ import annotations

from agents.llm.offline.reply import _best

PASSAGE = (
    "Para arrendar pedimos cédula de identidad y las tres últimas liquidaciones de sueldo. "
    "El contrato dura un año y se renueva solo. "
    + "La garantía se guarda hasta el final del contrato. "
    * 8
    + "Las mascotas de hasta diez kilos se aceptan con una garantía adicional. "
    "Los gatos no pagan nada."
)


def _quoted(question: str) -> str:
    return _best({"results": [{"text": PASSAGE, "score": 0.8}]}, question)


def test_the_sentence_that_answers_is_quoted() -> None:
    assert "hasta diez kilos" in _quoted("¿Aceptan mascotas?")
    assert "cédula de identidad" in _quoted("¿Qué piden para arrendar?")


def test_a_quote_is_no_longer_than_a_reply_should_be() -> None:
    assert len(_quoted("¿Aceptan mascotas?")) <= 420
    assert len(_best({"results": [{"text": "palabra " * 200, "score": 0.8}]}, "¿palabra?")) <= 421


def test_a_passage_about_something_else_is_not_quoted() -> None:
    assert _best({"results": [{"text": PASSAGE, "score": 0.1}]}, "¿Aceptan mascotas?") == ""
