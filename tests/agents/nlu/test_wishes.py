"""Calls for a person told by their parts, and what is built of the same parts and calls nobody."""

from __future__ import annotations

import pytest

from tests.agents.nlu.cast import hear


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("se me malogró la terma otra vez", "repair"),
        ("the upstairs radiator is leaking onto the carpet", "repair"),
        ("a qué hora viene el plomero", "repair"),
        ("arriendo con ustedes y no puedo abrir el portón", "repair"),
        ("quedaron de venir el lunes y aquí no ha venido nadie", "complaint"),
        ("I have emailed twice and had nothing back", "complaint"),
        ("no me devuelven la seña", "complaint"),
        ("you ran my credit without asking", "complaint"),
        ("me aseguraron que aceptaban perro y ahora dicen que no", "complaint"),
        ("si no hay respuesta voy a ir a indecopi", "legal"),
        ("mi abogado os va a escribir", "legal"),
        ("si me lo bajan a 500 firmo hoy", "offer"),
        ("would they do 1,400 instead?", "offer"),
        ("me pasás con Marcela?", "asked_for_person"),
        ("could the chap who showed us round give me a ring", "asked_for_person"),
        ("prefiero tratarlo en persona", "asked_for_person"),
    ],
)
def test_who_did_what_to_whom_calls_a_person(text: str, reason: str) -> None:
    assert hear("CL", text).reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "hablé con una ejecutiva de otra corredora y nunca me contestó",
        "la inmobiliaria que teníamos nos cobró de más",
        "mi último casero no me devolvió el depósito", "my agent cheated me before",
        "we got scammed on craigslist, only verified listings please",
        "my landlord is selling, is that legal?", "do i need to go to RERA for the ejari",
        "is anyone there bilingual?", "¿hay humedad en el baño?", "cualquier cosa llamame",
        "no hace falta que me llamen", "my brother is a lawyer and reads the contract",
        "ustedes me mandaron el aviso", "you sent me the listing", "¿cuánto es lo último?",
        "my car needs maintenance", "can I see the flat in person on Friday?",
    ],
)  # fmt: skip
def test_the_same_parts_said_of_others_or_asked_call_nobody(text: str) -> None:
    assert hear("CL", text).reason is None
