"""Answers from the broker's documents, and silence where they say nothing."""

from __future__ import annotations

import pytest

from crm.core.errors import Conflict, Invalid
from knowledge.ingest import document_add, document_remove
from knowledge.models import Chunk
from knowledge.retrieval import search

_RENT = """# Requisitos para arrendar
## Documentos
Pedimos cédula de identidad, las tres últimas liquidaciones de sueldo y el contrato de trabajo.

## Garantía
Se paga un mes de garantía, que se devuelve a los 30 días de entregada la propiedad.

## Mascotas
Se aceptan perros y gatos en la mayoría de los edificios; lo confirma el reglamento.
"""
_BUY = """# Buying in Dubai
## Fees
The Dubai Land Department charges a transfer fee of 4 % of the price, paid by the buyer.

## Golden visa
Owners of property worth AED 2 million or more may apply for a ten-year residence.
"""


@pytest.fixture
def spanish(alice):
    return document_add(title="Requisitos para arrendar", text=_RENT, language="es")


@pytest.fixture
def english(charlie):
    return document_add(title="Buying in Dubai", text=_BUY, language="en")


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("¿Qué documentos me piden para arrendar?", "Documentos"),
        ("hola, cuanto es la garantia?", "Garantía"),
        ("¿Aceptan mascotas?", "Mascotas"),
        ("tengo un perro, hay problema?", "Mascotas"),
    ],
)
def test_spanish_questions_find_their_passage(question, heading):
    found = search(question, language="es")

    assert found[0].heading.endswith(heading)
    assert found[0].document == "Requisitos para arrendar"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("How much is the transfer fee?", "Fees"),
        ("Can I get a golden visa?", "Golden visa"),
    ],
)
def test_english_questions_find_their_passage(question, heading):
    assert search(question, language="en")[0].heading.endswith(heading)


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize(
    "question",
    [
        "¿Quién ganó el mundial de fútbol?",
        "¿Cuál es la capital de Francia?",
        "hola, ¿cómo estás?",
        "",
        "' | & !:*",
    ],
)
def test_an_unrelated_question_finds_nothing(question):
    assert search(question, language="es") == []


@pytest.mark.usefixtures("english")
def test_an_unrelated_english_question_finds_nothing():
    assert search("who won the football world cup", language="en") == []


@pytest.mark.usefixtures("english")
def test_a_name_is_found_whatever_the_language_of_the_question():
    assert search("¿qué es la golden visa?", language="es")


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("Are pets allowed?", "Mascotas"),
        ("Which documents do I need to rent?", "Documentos"),
        ("how much is the deposit?", "Garantía"),
    ],
)
def test_english_questions_find_what_spanish_documents_say(question, heading):
    found = search(question, language="en")

    assert found[0].heading.endswith(heading)
    assert found[0].language == "es"


@pytest.mark.usefixtures("english")
def test_spanish_questions_find_what_english_documents_say():
    assert search("¿quién paga los gastos?", language="es")[0].heading.endswith("Fees")


@pytest.mark.usefixtures("spanish", "english")
@pytest.mark.parametrize(
    ("question", "language"),
    [("who won the football world cup", "en"), ("¿Quién ganó el mundial de fútbol?", "es")],
)
def test_an_unrelated_question_finds_nothing_in_either_language(question, language):
    assert search(question, language=language) == []


@pytest.mark.usefixtures("spanish")
def test_at_most_k_passages_come_back():
    assert len(search("garantía documentos mascotas", language="es", k=2, relevance=0)) == 2


def test_the_same_text_is_taken_in_once(spanish):
    with pytest.raises(Conflict):
        document_add(title="Otra vez", text=_RENT, language="es")


@pytest.mark.usefixtures("alice")
def test_an_empty_document_is_refused():
    with pytest.raises(Invalid):
        document_add(title="Nada", text=" \x00 ", language="es")


def test_a_removed_document_is_found_no_more(spanish):
    document_remove(document=spanish)

    assert Chunk.objects.count() == 0
    assert search("mascotas", language="es") == []
