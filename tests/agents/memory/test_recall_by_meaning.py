"""Meaning beats words: a lead's earlier messages found by questions that share none with them.

The pairs were written after the local model's word list was closed; what is asked for is among
the three messages recalled, of the twelve of the person.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from agents.memory.models import MessageVector
from agents.memory.recall import recall
from agents.memory.vectors import conversation_read
from crm.conversations.models import Conversation
from knowledge.embeddings import registry
from tests import drive
from tests.agents.memory.threads import say
from tests.fakes.channel import FakeChannel
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.model import FakeModel

pytestmark = pytest.mark.usefixtures("number")
SAID_AND_ASKED: Final = {
    "es": (
        ("Tengo un hurón y una tortuga", "¿Aceptan animales?"),
        ("Mi hermano va a estudiar ingeniería el otro año", "¿Qué universidades hay cerca?"),
        ("Entreno para una maratón", "¿Hay donde correr por ahí?"),
        ("Soy psicóloga y atiendo pacientes en casa", "¿La pieza chica sirve de consulta?"),
        ("Mi polola es vegetariana y cocina mucho", "¿La cocina es grande?"),
        ("Ya tuvimos un incendio en el otro edificio", "¿Qué medidas de seguridad tiene?"),
        ("Le debo plata a una tienda y estoy en Dicom", "¿Revisan el historial de deudas?"),
        ("Somos cinco y compartimos un solo baño ahora", "¿Cuántos baños tiene?"),
        ("Quiero que entre el sol en la mañana", "¿Hacia dónde está orientado, es luminoso?"),
        ("Nos mudamos por el trabajo de mi esposo", "¿Cuándo podríamos tomar el departamento?"),
        ("Me da miedo vivir en altura por los temblores", "¿En qué piso queda?"),
        ("El arriendo que pago hoy es demasiado caro", "¿Hacen algún descuento?"),
    ),
    "en": (
        ("We were robbed twice in our last home", "Does the building have cameras?"),
        ("My daughter does gymnastics every afternoon", "Do you have a gym?"),
        ("I play the violin in an orchestra", "Can one make music in the flat?"),
        ("I have to be at the airport before dawn", "How long does it take to the terminal?"),
        ("We want to invite family for barbecues", "Is there a grill area?"),
        ("I have just arrived from Colombia without an ID", "Do you rent to foreigners?"),
        ("My father had knee surgery", "Does the building have a lift?"),
        ("We have lots of boxes that fit nowhere", "Does it come with storage?"),
        ("I am a teacher and mark tests until late", "Is there space for a desk?"),
        ("I hate the smell of damp", "How is the bathroom ventilated?"),
        ("We will save for the down payment first", "What share does the bank finance?"),
        ("We are getting married in October", "When would it be handed over?"),
    ),
}


@pytest.fixture
def thread(model: FakeModel, channel: FakeChannel, number: Any) -> Conversation:
    """A thread of the lead's in which nothing was read yet."""
    drive.receive("Hola")
    return Conversation.objects.get()


def found(language: str) -> int:
    """How many questions bring back what was meant."""
    lead = drive.the_lead()
    return sum(
        said in [each.text for each in recall(lead, asked, language=language)]
        for said, asked in SAID_AND_ASKED[language]
    )


@pytest.mark.parametrize(("language", "least"), [("es", 8), ("en", 7)])
def test_the_local_model_finds_what_words_do_not(
    thread: Conversation, language: str, least: int
) -> None:
    for said, _asked in SAID_AND_ASKED[language]:
        say(thread, said)
    by_words = found(language)

    assert conversation_read(thread.pk) == 12
    by_meaning = found(language)

    assert by_meaning >= least
    assert by_meaning >= by_words + 4


def test_a_question_in_english_finds_what_was_said_in_spanish(thread: Conversation) -> None:
    for said in ("Tenemos dos perros grandes", "Vendimos el auto y usamos el metro", "Soy abogada"):
        say(thread, said)
    conversation_read(thread.pk)

    (first, *_others) = recall(drive.the_lead(), "Are pets allowed?", language="en")

    assert first.text == "Tenemos dos perros grandes"


def test_names_and_numbers_are_still_found_by_their_letters(thread: Conversation) -> None:
    for said in ("Hablé con la corredora Wilhelmina", "Tenemos dos perros grandes"):
        say(thread, said)
    conversation_read(thread.pk)

    (first, *_others) = recall(drive.the_lead(), "¿Sigue ahí Wilhelmina?")

    assert first.text == "Hablé con la corredora Wilhelmina"


def test_what_both_ranks_find_comes_first(thread: Conversation, embedder: FakeEmbedder) -> None:
    both = say(thread, "Nuestra mascota es un perro")
    meaning = say(thread, "Vivo con dos gatos y nada más")
    words = say(thread, "Mi primo trabaja para una marca que se llama Mascota Feliz")
    conversation_read(thread.pk)
    MessageVector.objects.filter(pk=words.pk).delete()

    found = recall(drive.the_lead(), "¿Mascota permitida?")

    assert found[0].message == both.pk
    assert {each.message for each in found[1:]} == {meaning.pk, words.pk}


@pytest.mark.parametrize("trouble", ["another model", "down", "nothing read"])
def test_words_remain_where_meaning_cannot_be_had(
    thread: Conversation, embedder: FakeEmbedder, trouble: str
) -> None:
    said = say(thread, "Tenemos dos perros grandes")
    if trouble != "nothing read":
        conversation_read(thread.pk)
    if trouble == "another model":
        embedder.model = "fake/newer"
    if trouble == "down":
        embedder.fails_after = 0
    asked = len(embedder.texts)

    assert [m.message for m in recall(drive.the_lead(), "¿Aceptan perros?")] == [said.pk]
    assert recall(drive.the_lead(), "¿Aceptan mascotas?") == []
    assert len(embedder.texts) == asked


def test_it_takes_one_look_and_one_statement(
    thread: Conversation, embedder: FakeEmbedder, django_assert_num_queries: Any
) -> None:
    say(thread, "Tenemos dos perros grandes")
    conversation_read(thread.pk)
    lead = drive.the_lead()

    with django_assert_num_queries(2):
        recall(lead, "¿Aceptan mascotas?")
    with django_assert_num_queries(0):
        recall(lead, "ok")


def test_the_names_of_models_are_told_without_loading_one(settings: Any) -> None:
    names = set()
    for provider in ("local", "openai", "gemini"):
        settings.EMBEDDING_PROVIDER = provider
        names.add(registry.model_name())

    assert len(names) == 3
